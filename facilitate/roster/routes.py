"""The roster: who of the directory leads, takes notes, trains, interprets or speaks, what they led, and when they are free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import joinedload

from .. import clock
from ..accounts.doors import administrators_only, in_a_team
from ..accounts.models import User
from ..consultation.constellation.wording import decimal_text
from ..data.db import db, get_or_404, then_write
from ..directory import labels
from ..directory.blueprint import bp
from ..directory.contacts.export_log import log_export
from ..directory.contacts.sheet import EVERYBODY, contacts_to_file
from ..directory.models import Experience, Person, RosterEntry, RosterWork
from ..directory.queries import all_counties, find_roster, people_away, roster_entry_of
from ..directory.search import Listing, RosterSearch, read_list_search
from ..events.models import Event
from ..events.queries import my_events
from ..lib.text import make_slug
from ..web.downloads import send_download
from ..web.i18n import _, current_language, label_of, pick_wording
from . import certificate_pages, lead_pages, propose_pages
from .accounts_of import accounts_of
from .actions import ROSTER_RECORDS, hold_entry, save_entry
from .busy_times import BusyTime, busy_times
from .certificate_pages import usual_signature, work_of
from .forms import roster_form
from .led_steps import LedSteps, led_by
from .roster_sheet import roster_columns, roster_rows
from .said_of_facilitation import said_of_facilitation
from .training_path import TrainingPath, TrainingStage, next_step_said, paths_of
from .wording import busy_said, led_said, observed_said, periods_said

__all__ = ["ROSTER_RECORDS", "bp", "certificate_pages", "lead_pages", "propose_pages"]


@dataclass(frozen=True)
class RosterRow:
    """Somebody on the roster: what they led, and what else they have to do on the days that were asked for."""

    entry: RosterEntry
    led: LedSteps
    busy: Sequence[BusyTime]
    path: TrainingPath


@bp.get("/roster")
@in_a_team
def list_roster() -> Any:
    """Who is looked for, each with what they led; with an event, when they have something else to do on its days."""
    mine = my_events()
    events = _coming(mine)
    asked = _asked(events)
    found = _found(asked, events)
    return render_template(
        "roster/page.html",
        asked=asked,
        found=found,
        anybody=bool(found.total) or db.session.scalar(sa.select(RosterEntry.id).limit(1)),
        counties=all_counties(),
        event=events.get(asked.event),
        choices={
            "work": [(one.value, label_of(one)) for one in RosterWork],
            "language": [(key, labels.SPEAKS[key]) for key in ("sq", "en")],
            "event": [(one.slug, pick_wording(one.title)) for one in events.values()],
        },
        labels=labels,
        led_said=led_said,
        observed_said=observed_said,
        next_said=next_step_said,
        busy_said=busy_said,
        periods_said=periods_said,
        titles={event.id: event.title for event in mine},
    )


@bp.get("/roster.<any(xlsx, ods, csv):ending>")
@in_a_team
def export_roster(ending: str) -> Response:
    """Who was looked for, all pages; with contact details only for people who may see them, and then it is written down."""
    contacts, events = current_user.may_see_contacts, _coming(my_events())
    found = _found(_asked(events), events, EVERYBODY)
    name = f"{make_slug(_('Roster'))}-{clock.today():%Y-%m-%d}.{ending}"
    rows = roster_rows((row.entry, row.led, row.path) for row in found.rows)
    content = contacts_to_file(_("Roster"), roster_columns(contacts), rows, ending)
    if contacts:
        then_write()
        log_export(current_user.id, name, len(found.rows))
        db.session.commit()
    return send_download(content, name)


@bp.route("/people/<int:person_id>/roster", methods=["GET", "POST"])
@administrators_only
def edit_roster_entry(person_id: int) -> Any:
    """What somebody does at events; who does nothing any more is no longer on the roster."""
    person = get_or_404(Person, Person.id == person_id)
    entry = hold_entry(person)
    form = roster_form(entry, _accounts())
    page = url_for("directory.show_person", person_id=person.id)
    change = save_entry(person, entry, form.saves, current_user.id)
    if change:
        said = (
            _("%(name)s is on the roster.", name=person.name)
            if entry.does
            else _("%(name)s is no longer on the roster.", name=person.name)
        )
        flash(said, ROSTER_RECORDS.offer_undo(None, change, page))
        db.session.commit()
        return redirect(page)
    return render_template("roster/entry.html", person=person, form=form), form.status


@bp.get("/people/<int:person_id>/training")
@in_a_team
def show_training_path(person_id: int) -> Any:
    """Where somebody stands on the way from a first training to training others."""
    person = get_or_404(Person, Person.id == person_id)
    led, path = work_of(person)
    entry = roster_entry_of(person)
    return render_template(
        "roster/training.html",
        person=person,
        path=path,
        stages=list(TrainingStage),
        next_said=next_step_said(path),
        led=led_said(led),
        observed=observed_said(led),
        decimal=decimal_text,
        said=said_of_facilitation(led.events) if entry and entry.shows_said else None,
        signed="\n".join(usual_signature(led, path, current_language())),
        visible={event.id for event in my_events()},
    )


def _accounts() -> list[User]:
    there = sa.select(User).where(User.removed_at.is_(None))
    return list(db.session.scalars(there.order_by(User.name, User.id)))


def _coming(mine: Sequence[Event]) -> dict[str, Event]:
    """Those of somebody's events that are not over, by their address, the next one first."""
    coming = [one for one in mine if one.last_day >= clock.today() and not one.archived_at]
    return {one.slug: one for one in reversed(coming)}


def _asked(events: Mapping[str, Event]) -> RosterSearch:
    """What the address asks for; what no list can have is left out."""
    args, asked = request.args, read_list_search(request.args)
    event = args.get("event", "") if args.get("event", "") in events else ""
    return RosterSearch(
        q=asked.q,
        county=asked.county,
        page=asked.page,
        work=args.get("work", type=RosterWork),
        language=args.get("language", "") if args.get("language") in ("sq", "en") else "",
        event=event,
        free=bool(event and args.get("free")),
    )


def _found(
    asked: RosterSearch, events: Mapping[str, Event], size: int | None = None
) -> Listing[RosterRow]:
    """One page of who is looked for; as many statements however many they are."""
    event = events.get(asked.event)
    busy = _elsewhere(event) if event else []
    but = _not_free(event, busy) if event and asked.free else set()
    found = find_roster(asked, but, size) if size else find_roster(asked, but)
    accounts = accounts_of(found.rows)
    led = led_by(set(accounts.values()), clock.today())
    theirs = {
        one.person_id: led.get(accounts.get(one.person_id, 0), LedSteps()) for one in found.rows
    }
    paths = paths_of(
        theirs,
        {key: len(one.events) for key, one in theirs.items()},
        [one.person_id for one in found.rows if one.experience is Experience.SENIOR],
    )
    rows = [
        RosterRow(
            entry=one,
            led=theirs[one.person_id],
            busy=[at for at in busy if at.is_of(one.person_id, accounts.get(one.person_id))],
            path=paths[one.person_id],
        )
        for one in found.rows
    ]
    return Listing(rows, found.number, found.pages, found.total)


def _elsewhere(event: Event) -> list[BusyTime]:
    """Who has something to do in other events on the days of this one."""
    days = busy_times(event.first_day, event.last_day)
    return [
        one
        for one in days
        if one.event_id != event.id and event.first_day <= one.start.date() <= event.last_day
    ]


def _not_free(event: Event, busy: Sequence[BusyTime]) -> set[int]:
    """Who of the roster (numbers of people) is away or has something else to do on one of the event's days."""
    wanted = frozenset(key for one in busy for key in one.accounts)
    away = people_away(event.first_day, event.last_day)
    speak = {key for one in busy for key in one.people}
    if not wanted:
        return away | speak
    everybody = db.session.scalars(
        sa.select(RosterEntry).options(joinedload(RosterEntry.person))
    ).all()
    accounts = accounts_of(everybody)
    return away | speak | {person for person, account in accounts.items() if account in wanted}
