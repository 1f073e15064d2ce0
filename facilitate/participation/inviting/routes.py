"""An event's people: found, taken in, changed, taken out; the list as an Excel file."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404, then_write
from ...directory.contacts.export_log import log_export
from ...directory.models import Gender, Level, OfficeKind, Organisation, Person
from ...directory.queries import all_counties, all_sectors
from ...directory.search import read_list_search
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import Words
from ...mail.outbox import send_mails_soon
from ...web.downloads import send_download, send_table
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import REMOVALS, invite_all_to_event, invite_to_event, update_participations
from ..blueprint import bp
from ..forms import AddPeopleForm, ChangePeopleForm, NeedsForm, new_person_form, participation_form
from ..labels import standings_sentence
from ..models import ParticipantRole, Participation, Standing
from ..queries import (
    PeopleSearch,
    count_standings,
    find_participations,
    participation_ids,
    registration_for,
    registration_setting,
)
from ..typed_people import organisation_as_typed, person_called
from . import actions, invite_pages, mail_pages
from .letters import personal_link
from .queries import (
    CandidateSearch,
    all_candidates,
    earlier_events,
    find_candidates,
    people_with_offices,
)

__all__ = ["invite_pages", "mail_pages"]


def _wanted() -> PeopleSearch:
    of, args = read_list_search(request.args), request.args
    return replace(
        PeopleSearch(**vars(of)), standing=args.get("standing", ""), part=args.get("part", "")
    )


def _sought() -> CandidateSearch:
    more: dict[str, Any] = {
        name: request.args.get(name, "") for name in ("level", "kind", "place", "gender", "came")
    }
    return replace(CandidateSearch(**vars(read_list_search(request.args))), **more)


@bp.get("/events/<slug>/people")
@needs(Can.SEE_PEOPLE)
def show_people(event: Event) -> Any:
    wanted, counts = _wanted(), count_standings(event)
    return render_template(
        "participation/people.html",
        event=event,
        wanted=wanted,
        found=find_participations(event, wanted),
        summary=standings_sentence(counts),
        seats=actions.seats_said(registration_setting(event), counts),
        sectors=all_sectors(),
        counties=all_counties(),
        standings=Standing,
        parts=ParticipantRole,
        form=ChangePeopleForm(formdata=None),
    )


@bp.post("/events/<slug>/people/change")
@needs(Can.EDIT_PEOPLE)
def change_people(event: Event) -> Any:
    form, wanted = ChangePeopleForm(), _wanted()
    if not form.validate_on_submit() or not (form.people.data or form.everybody.data):
        raise Refused(_("First tick the people, then choose their status."))
    ids = participation_ids(event, wanted) if form.everybody.data else form.people.data or []
    number = update_participations(event, ids, form.change, clock.today_in(event))
    mails = actions.update_waiting_list(event, ids, clock.now())
    flash(_n("Status changed for %(num)d person.", "Status changed for %(num)d people.", number))
    db.session.commit()
    send_mails_soon(mails)
    return redirect(
        url_for("participation.show_people", slug=event.slug, page=wanted.page, **wanted.address)
    )


@bp.get("/events/<slug>/people/list.<any(xlsx, ods, csv):ending>")
@needs(Can.SEE_PEOPLE)
def export_people(event: Event, ending: str) -> Any:
    """The list; with addresses and phones for who may see contact details and asks for them: that is written down."""
    contacts = may(Can.SEE_CONTACTS) and "contacts" in request.args
    number, content, name = actions.people_list_file(event, contacts, ending)
    if contacts:
        then_write()
        log_export(current_user.id, f"{name}.{ending}", number, event.slug)
        db.session.commit()
    return (
        send_download(content, f"{name}.csv")
        if ending == "csv"
        else send_table(content, name, ending)
    )


@bp.route("/events/<slug>/people/add", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def add_people_to_list(event: Event) -> Any:
    form, sought = AddPeopleForm(), _sought()
    if form.validate_on_submit():
        everybody = bool(form.everybody.data)
        chosen = (
            all_candidates(event, sought)
            if everybody
            else people_with_offices(form.people.data or [])
        )
        on = None if form.standing.data is Standing.LISTED else clock.today_in(event)
        new = invite_all_to_event(
            event, chosen, standing=form.standing.data, parts=form.parts.data or (), on=on
        )
        mails = actions.update_waiting_list(event, [row.id for row in new], clock.now())
        flash(
            _n(
                "%(num)d person is now on the list.",
                "%(num)d people are now on the list.",
                len(new),
            )
        )
        db.session.commit()
        send_mails_soon(mails)
        return redirect(url_for("participation.show_people", slug=event.slug))
    return render_template(
        "participation/add.html",
        event=event,
        form=form,
        asked=sought,
        fits=find_candidates(event, sought),
        sectors=all_sectors(),
        counties=all_counties(),
        levels=Level,
        kinds=OfficeKind,
        genders=Gender if registration_setting(event).asks_gender else (),
        earlier=earlier_events(event),
    ), form.status


@bp.route("/events/<slug>/people/new", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def add_new_person(event: Event) -> Any:
    """Somebody new: into the directory, if it does not know them in that organisation, and onto this list."""
    typed, form = Person(), new_person_form()
    if form.saves(typed):
        number = form.organisation_id.data
        office = (
            db.session.get_one(Organisation, number)
            if number
            else organisation_as_typed(form.office.data, form.sector_id.data)
        )
        typed.organisation_id = office.id
        person = person_called(typed.name, typed.email, office.id) or typed
        db.session.add(person)
        db.session.flush()
        on = None if form.standing.data is Standing.LISTED else clock.today_in(event)
        row = invite_to_event(
            event, person, standing=form.standing.data, parts=form.parts.data or (), on=on
        )
        mails = actions.update_waiting_list(event, [row.id], clock.now())
        flash(
            _("%(name)s is in the directory and on this list.", name=person.name)
            if person is typed
            else _("%(name)s was in the directory already and is on this list.", name=person.name)
        )
        db.session.commit()
        send_mails_soon(mails)
        return redirect(url_for("participation.show_people", slug=event.slug))
    return render_template(
        "participation/new.html",
        event=event,
        form=form,
        names=[one.label for one in form.organisation_id.choices if one.value],
    ), form.status


def _row(event: Event, row_id: int) -> Participation:
    return get_or_404(Participation, Participation.id == row_id, Participation.event_id == event.id)


@bp.route("/events/<slug>/people/<int:row_id>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def edit_participation(event: Event, row_id: int) -> Any:
    row = _row(event, row_id)
    form = participation_form(row)
    if form.saves(row):
        mails = actions.update_waiting_list(event, [row.id], clock.now())
        flash(_("Saved."))
        db.session.commit()
        send_mails_soon(mails)
        return redirect(url_for("participation.show_people", slug=event.slug))
    registration = registration_for(row)
    wants = NeedsForm(formdata=None, obj=registration)
    wants.version.data = str(registration.version if registration else 0)
    wants.offer_days(event, registration.arrival if registration else "")
    return _person_page(event, row, form, wants)


@bp.post("/events/<slug>/people/<int:row_id>/needs")
@needs(Can.EDIT_PEOPLE)
def edit_person_needs(event: Event, row_id: int) -> Any:
    row = _row(event, row_id)
    registration = actions.ensure_registration(row)
    form = NeedsForm(obj=registration)
    form.offer_days(event, registration.arrival)
    if form.version.data == "0":  # there was nothing yet when the page was opened
        form.version.data = "1"
    if form.saves(registration):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("participation.edit_participation", slug=event.slug, row_id=row.id))
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
def remove_participation(event: Event, row_id: int) -> Any:
    row, page = _row(event, row_id), url_for("participation.show_people", slug=event.slug)
    name = row.person.name
    change = REMOVALS.remove(event, row, Words(name), current_user.id)
    flash(
        _("%(name)s is no longer in the list.", name=name),
        REMOVALS.offer_undo(event, change, page),
    )
    mails = actions.update_waiting_list(event, [], clock.now())
    db.session.commit()
    send_mails_soon(mails)
    return redirect(page)
