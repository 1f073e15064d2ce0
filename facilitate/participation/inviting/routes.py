"""An event's people: found, taken in, changed, taken out; the list as an Excel file."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404, then_write
from ...directory.contacts.actions import log_export
from ...directory.models import Gender, Level, OfficeKind, Person
from ...directory.queries import all_counties, all_sectors
from ...directory.search import read_list_search
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import Words
from ...mail.outbox import send_all_soon
from ...web.downloads import send, send_table
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import REMOVALS, change_all, invite, invite_all
from ..blueprint import bp
from ..forms import AddForm, ChangeForm, NeedsForm, new_person_form, participation_form
from ..labels import said
from ..models import Part, Participation, Standing
from ..queries import Wanted, all_ids, find, registration_for, registration_of, standings
from . import actions, invite_pages, mail_pages, mix_pages
from .links import personal_link
from .queries import Sought, all_candidates, candidates, earlier_events, people_of

__all__ = ["invite_pages", "mail_pages", "mix_pages"]


def _wanted() -> Wanted:
    of, args = read_list_search(request.args), request.args
    return replace(Wanted(**vars(of)), standing=args.get("standing", ""), part=args.get("part", ""))


def _sought() -> Sought:
    more: dict[str, Any] = {
        name: request.args.get(name, "") for name in ("level", "kind", "place", "gender", "came")
    }
    return replace(Sought(**vars(read_list_search(request.args))), **more)


@bp.get("/events/<slug>/people")
@needs(Can.SEE_PEOPLE)
def people(event: Event) -> Any:
    wanted, counts = _wanted(), standings(event)
    return render_template(
        "participation/people.html",
        event=event,
        wanted=wanted,
        found=find(event, wanted),
        summary=said(counts),
        seats=actions.seats_said(registration_of(event), counts),
        sectors=all_sectors(),
        counties=all_counties(),
        standings=Standing,
        parts=Part,
        form=ChangeForm(formdata=None),
    )


@bp.post("/events/<slug>/people/change")
@needs(Can.EDIT_PEOPLE)
def change(event: Event) -> Any:
    form, wanted = ChangeForm(), _wanted()
    if not form.validate_on_submit() or not (form.people.data or form.everybody.data):
        raise Refused(_("First tick the people, then choose their status."))
    ids = all_ids(event, wanted) if form.everybody.data else form.people.data or []
    number = change_all(event, ids, form.change, clock.today_in(event))
    mails = actions.settle(event, ids, clock.now())
    flash(_n("Status changed for %(num)d person.", "Status changed for %(num)d people.", number))
    db.session.commit()
    send_all_soon(mails)
    return redirect(
        url_for("participation.people", slug=event.slug, page=wanted.page, **wanted.address)
    )


@bp.get("/events/<slug>/people/list.<any(xlsx, ods, csv):ending>")
@needs(Can.SEE_PEOPLE)
def list_xlsx(event: Event, ending: str) -> Any:
    """The list; with addresses and phones for who may see contact details and asks for them: that is written down."""
    contacts = may(Can.SEE_CONTACTS) and "contacts" in request.args
    number, content, name = actions.list_file(event, contacts, ending)
    if contacts:
        then_write()
        log_export(current_user.id, f"{name}.{ending}", number, event.slug)
        db.session.commit()
    return send(content, f"{name}.csv") if ending == "csv" else send_table(content, name, ending)


@bp.route("/events/<slug>/people/add", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def add(event: Event) -> Any:
    form, sought = AddForm(), _sought()
    if form.validate_on_submit():
        everybody = bool(form.everybody.data)
        chosen = all_candidates(event, sought) if everybody else people_of(form.people.data or [])
        on = None if form.standing.data is Standing.LISTED else clock.today_in(event)
        new = invite_all(
            event, chosen, standing=form.standing.data, parts=form.parts.data or (), on=on
        )
        mails = actions.settle(event, [row.id for row in new], clock.now())
        flash(
            _n(
                "%(num)d person is now on the list.",
                "%(num)d people are now on the list.",
                len(new),
            )
        )
        db.session.commit()
        send_all_soon(mails)
        return redirect(url_for("participation.people", slug=event.slug))
    return render_template(
        "participation/add.html",
        event=event,
        form=form,
        asked=sought,
        fits=candidates(event, sought),
        sectors=all_sectors(),
        counties=all_counties(),
        levels=Level,
        kinds=OfficeKind,
        genders=Gender if registration_of(event).asks_gender else (),
        earlier=earlier_events(event),
    ), form.status


@bp.route("/events/<slug>/people/new", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def new_person(event: Event) -> Any:
    """Somebody the directory does not know: into it, and onto this list."""
    person, form = Person(), new_person_form()
    if form.saves(person):
        db.session.add(person)
        db.session.flush()
        on = None if form.standing.data is Standing.LISTED else clock.today_in(event)
        row = invite(event, person, standing=form.standing.data, parts=form.parts.data or (), on=on)
        mails = actions.settle(event, [row.id], clock.now())
        flash(_("%(name)s is in the directory and on this list.", name=person.name))
        db.session.commit()
        send_all_soon(mails)
        return redirect(url_for("participation.people", slug=event.slug))
    return render_template("participation/new.html", event=event, form=form), form.status


def _row(event: Event, row_id: int) -> Participation:
    return get_or_404(Participation, Participation.id == row_id, Participation.event_id == event.id)


@bp.route("/events/<slug>/people/<int:row_id>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def person(event: Event, row_id: int) -> Any:
    row = _row(event, row_id)
    form = participation_form(row)
    if form.saves(row):
        mails = actions.settle(event, [row.id], clock.now())
        flash(_("Saved."))
        db.session.commit()
        send_all_soon(mails)
        return redirect(url_for("participation.people", slug=event.slug))
    registration = registration_for(row)
    wants = NeedsForm(formdata=None, obj=registration)
    wants.version.data = str(registration.version if registration else 0)
    wants.offer_days(event, registration.arrival if registration else "")
    return _person_page(event, row, form, wants)


@bp.post("/events/<slug>/people/<int:row_id>/needs")
@needs(Can.EDIT_PEOPLE)
def person_needs(event: Event, row_id: int) -> Any:
    row = _row(event, row_id)
    registration = actions.registered(row)
    form = NeedsForm(obj=registration)
    form.offer_days(event, registration.arrival)
    if form.version.data == "0":  # there was nothing yet when the page was opened
        form.version.data = "1"
    if form.saves(registration):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("participation.person", slug=event.slug, row_id=row.id))
    about = participation_form(row, formdata=None)
    about.version.data = str(row.version)
    return _person_page(event, row, about, form)


def _person_page(event: Event, row: Participation, form: Any, wants: NeedsForm) -> Any:
    registration = registration_for(row)
    return render_template(
        "participation/person.html",
        event=event,
        row=row,
        form=form,
        wants=wants,
        registration=registration,
        link=personal_link(registration) if registration else "",
    ), max(form.status, wants.status)


@bp.post("/events/<slug>/people/<int:row_id>/remove")
@needs(Can.EDIT_PEOPLE)
def remove(event: Event, row_id: int) -> Any:
    row, page = _row(event, row_id), url_for("participation.people", slug=event.slug)
    name = row.person.name
    change = REMOVALS.remove(event, row, Words(name), current_user.id)
    flash(
        _("%(name)s is no longer in the list.", name=name),
        REMOVALS.way_back(event, change, page),
    )
    mails = actions.settle(event, [], clock.now())
    db.session.commit()
    send_all_soon(mails)
    return redirect(page)
