"""Pages of rehearsals: the list with who comes, one of them, mails, answers of calendars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db, get_or_404
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import Words
from ...mailing.pages import show_mailing
from ...participation.answering.calendar_files import (
    CalendarRepliesForm,
    SavedReplies,
    count_saved_replies,
)
from ...participation.answering.calendar_replies import REHEARSAL, CalendarStatus
from ...web.i18n import LANGUAGES, _, current_language
from ...web.refused import Refused
from ..blueprint import bp
from ..models import Rehearsal, RehearsalCopy
from ..rehearsals import GuestLists, RehearsalGuest, rehearsal_time, rehearsal_title, rehearsals_of
from .actions import (
    REHEARSALS_REMOVED,
    is_in_calendars,
    packed_copies,
    rehearsal_copies,
)
from .forms import rehearsal_form
from .mailing import RehearsalMailing, people_to_tell

STARTS, HALF_A_DAY = 9 * 60, 4 * 60
"""When a rehearsal usually begins, and how long it takes, in minutes."""
ONE = "/events/<slug>/rehearsals/<int:rehearsal_id>"


@dataclass(frozen=True)
class GuestLine:
    """Somebody who is to come: name, whether they were told of it as it is now, what their calendar answered.

    `packed`: it answered what only Outlook opens.
    """

    name: str
    told: bool
    said: CalendarStatus | None
    packed: bool = False


@dataclass(frozen=True)
class RehearsalCard:
    """A rehearsal as the page shows it. `untold`: how many letters would go out now."""

    row: Rehearsal
    title: str
    when: str
    guests: list[GuestLine]
    untold: int


@bp.get("/events/<slug>/rehearsals")
@needs(Can.SEE)
def show_rehearsals(event: Event) -> Any:
    """Every rehearsal: what, when, where, who comes and what they answered."""
    lists = GuestLists(event)
    cards = [_card(event, row, lists) for row in rehearsals_of(event)]
    return render_template("guides/rehearsing/page.html", event=event, cards=cards)


def _card(event: Event, row: Rehearsal, lists: GuestLists) -> RehearsalCard:
    title, copies = rehearsal_title(event, row, current_language()), rehearsal_copies(row)
    guests = [] if row.called_off else lists.of(row)
    return RehearsalCard(
        row=row,
        title=title,
        when=rehearsal_time(row),
        guests=guest_lines(guests, copies),
        untold=len(people_to_tell(row, guests, copies)),
    )


def guest_lines(
    guests: Sequence[RehearsalGuest], copies: Mapping[str, RehearsalCopy]
) -> list[GuestLine]:
    """Who is to come, as whoever is signed in may see it, and what they were told and said."""
    lines, packed = [], packed_copies(copies.values())
    for guest in guests:
        copy = copies.get(guest.email.lower()) if guest.email else None
        told = copy is not None and not copy.withdrawn
        said = CalendarStatus(copy.said) if copy and told and copy.said else None
        lines.append(GuestLine(_name(guest), told, said, bool(copy and copy.id in packed)))
    return lines


def _name(guest: RehearsalGuest) -> str:
    """Who takes part is named to those who may see it."""
    return guest.name if guest.member or may(Can.SEE_PEOPLE) else _("a participant")


def _rehearsal(event: Event, rehearsal_id: int) -> Rehearsal:
    return get_or_404(Rehearsal, Rehearsal.id == rehearsal_id, Rehearsal.event_id == event.id)


def _back(event: Event) -> Any:
    return redirect(url_for("guides.show_rehearsals", slug=event.slug))


@bp.route("/events/<slug>/rehearsals/new", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def create_rehearsal(event: Event) -> Any:
    """Plan one; the form begins with half a day for everybody, in the event's place."""
    usual = {"starts": STARTS, "minutes": HALF_A_DAY, "place": event.venue}
    form = rehearsal_form(event, **usual, team=True, hosts=True)
    if form.validate_on_submit():
        row = Rehearsal(event_id=event.id)
        form.populate_obj(row)
        db.session.add(row)
        flash(_("The rehearsal is planned. Now tell the people who are coming."))
        db.session.commit()
        return _back(event)
    return _form(event, form)


@bp.route(ONE, methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def edit_rehearsal(event: Event, rehearsal_id: int) -> Any:
    """Another day, hour or place, other people; whoever was told is told again from the list."""
    row = _rehearsal(event, rehearsal_id)
    form = rehearsal_form(event, obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return _back(event)
    return _form(event, form, row)


def _form(event: Event, form: Any, row: Rehearsal | None = None) -> Any:
    page = render_template("guides/rehearsing/form.html", event=event, form=form, row=row)
    return page, form.status


@bp.post(f"{ONE}/call-off")
@needs(Can.EDIT_AGENDA)
def call_off_rehearsal(event: Event, rehearsal_id: int) -> Any:
    """It does not take place, or (`again`) it does; those who have it in a calendar are told on the page of mails."""
    row = _rehearsal(event, rehearsal_id)
    row.called_off = "again" not in request.form
    flash(_("It does not take place.") if row.called_off else _("It takes place again."))
    told = is_in_calendars(row)
    db.session.commit()
    if told and row.called_off:
        return redirect(url_for("guides.tell_rehearsal", slug=event.slug, rehearsal_id=row.id))
    return _back(event)


@bp.post(f"{ONE}/remove")
@needs(Can.EDIT_AGENDA)
def remove_rehearsal(event: Event, rehearsal_id: int) -> Any:
    """It goes from the list, once nobody has it in a calendar."""
    row = _rehearsal(event, rehearsal_id)
    if is_in_calendars(row):
        raise Refused(_("People have it in their calendars. Call it off and tell them first."))
    name = Words(*(rehearsal_title(event, row, language) for language in LANGUAGES))
    page = url_for("guides.show_rehearsals", slug=event.slug)
    return REHEARSALS_REMOVED.remove_on_page(event, row, name, page=page)


@bp.route(f"{ONE}/tell", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def tell_rehearsal(event: Event, rehearsal_id: int) -> Any:
    """Who would get a mail about it, each with the entry for the calendar: asked, changed or taken out."""
    row = _rehearsal(event, rehearsal_id)
    return show_mailing(
        RehearsalMailing(event, row),
        lambda page: render_template("guides/rehearsing/tell.html", event=event, mailing=page),
        back=url_for("guides.show_rehearsals", slug=event.slug),
        stem=f"{event.slug}-rehearsal-{row.id}-letters",
        addresses=may(Can.SEE_CONTACTS),
    )


@bp.route("/events/<slug>/rehearsals/answers", methods=["GET", "POST"])
@needs(Can.EDIT_AGENDA)
def import_rehearsal_answers(event: Event) -> Any:
    """What calendars answered, out of saved mails, where no mailbox is watched."""
    form, found = CalendarRepliesForm(), SavedReplies()
    if form.validate_on_submit():
        found = count_saved_replies(form, REHEARSAL, {row.id for row in rehearsals_of(event)})
        db.session.commit()
    page = render_template("guides/rehearsing/answers.html", event=event, form=form, found=found)
    return page, form.status
