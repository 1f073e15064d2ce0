"""An event's facts – title, days, place – are edited, or it is archived: remembered in words, and undone with whatever follows its dates."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import shorten
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from .. import clock
from ..data.db import db
from ..data.row_cells import recording_rows
from ..directory.queries import all_counties
from ..events.access import Can, needs
from ..events.actions import mark_event_archived, mark_event_restored
from ..events.extensions import move_with_dates
from ..events.forms import EventForm, event_form
from ..events.models import Event
from ..events.queries import my_events
from ..events.routes import bp
from ..lib.text import Words
from ..web.i18n import _, _l, format_days, in_both_languages, pick_wording
from .memory import remember_change
from .models import FactsChange
from .recording import RoomRecords
from .rooms import Place, ToldChange

EDITED, MOVED, ARCHIVED, RESTORED = "edited", "moved", "archived", "restored"
"""What is remembered of such a change: `moved` where the event has other days, whatever else was edited with them."""
DAYS = "days"
FACTS_TOLD = (
    "title",
    "description",
    "days_unknown",
    "venue",
    "town",
    "county_id",
    "expected",
    "language",
    "zone",
    "country",
    "builds_on_id",
)
"""Fields of the form, in its order, beside the first and the last day."""
LONGEST_TOLD = 80
"""Characters of a text that are told of what it was and is."""


def _says(change: FactsChange) -> str:
    said = {
        MOVED: _l("The event was moved to other days."),
        ARCHIVED: _l("The event was archived."),
        RESTORED: _l("The event was restored."),
    }
    return str(said.get(change.did, _l("The details of the event were edited.")))


FACTS = RoomRecords(
    kind=FactsChange,
    key="event",
    name=_l("Details of the event"),
    page="events.show_desk",
    sees=Can.SEE,
    undoes=Can.EDIT_EVENT,
    says=_says,
    exactly=lambda change: pick_wording(change.about).splitlines(),
)


def _take_back(event: Place, change_id: int, by: int, again: bool) -> ToldChange:
    """What follows the event's days goes back with them."""
    assert event is not None
    last_day = event.last_day
    told = FACTS.history.take_back(event, change_id, by, again)
    db.session.refresh(event)
    move_with_dates(event, event.last_day - last_day)
    return told


FACTS_HISTORY = replace(FACTS.history, take_back=_take_back)


@bp.route("/settings", methods=["GET", "POST"])
@needs(Can.EDIT_EVENT)
def edit_event(event: Event) -> Any:
    """Title, days, place and the like; what follows the event's days moves along."""
    before = db.session.get(Event, event.builds_on_id) if event.builds_on_id else None
    # The event it builds on stays on offer, also to an organiser who may not open it.
    form = event_form(
        event, all_counties(), {row.id: row for row in [*my_events(), before] if row}.values()
    )
    saved, change = edit_facts(event, form, form.saves, current_user.id)
    if not saved:
        return render_template("events/settings.html", event=event, form=form), form.status
    page = url_for("events.show_desk", slug=event.slug)
    flash(_("Saved."), FACTS.offer_undo(event, change, page) if change else "message")
    db.session.commit()
    return redirect(page)


@bp.post("/archive")
@needs(Can.EDIT_EVENT)
def archive_event(event: Event) -> Any:
    """Out of sight; everything stays, and its pages still open."""
    with recording_rows((Event, Event.id == event.id)) as cells:
        mark_event_archived(event, clock.now())
    if cells:
        remember_change(FactsChange, event, ARCHIVED, cells, current_user.id)
    flash(
        _("The event is archived. You find it at the end of the front page."),
        "undo:" + url_for("events.restore_event", slug=event.slug),
    )
    db.session.commit()
    return redirect(url_for("overview.show_front_page"))


@bp.post("/restore")
@needs(Can.EDIT_EVENT)
def restore_event(event: Event) -> Any:
    with recording_rows((Event, Event.id == event.id)) as cells:
        mark_event_restored(event)
    if cells:
        remember_change(FactsChange, event, RESTORED, cells, current_user.id)
    flash(_("The event is restored."))
    db.session.commit()
    return redirect(url_for("events.show_desk", slug=event.slug))


def edit_facts(
    event: Event, form: EventForm, save: Callable[[Event], bool], by: int
) -> tuple[bool, FactsChange | None]:
    """What `save` says it did, and the change that is kept of it (None where nothing differs).

    What follows the event's days has moved along; `form` says how its facts are called.
    """
    was = _facts_of(event)
    with recording_rows((Event, Event.id == event.id)) as cells:
        saved = save(event)
    now = _facts_of(event)
    if not cells:
        return saved, None
    did = EDITED
    if now[DAYS] != was[DAYS]:
        did = MOVED
        move_with_dates(event, event.last_day - was[DAYS][1])
    about = in_both_languages(lambda: "\n".join(_differences(form, was, now)))
    return saved, remember_change(FactsChange, event, did, cells, by, about=about)


def _facts_of(event: Event) -> dict[str, Any]:
    """What of an event can be edited, by the name of its field; its days together."""
    days = {DAYS: (event.first_day, event.last_day)}
    return days | {name: getattr(event, name) for name in FACTS_TOLD}


def _differences(form: EventForm, was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What differs in the language spoken now: `Venue: Hotel Tirana → Hotel Drini`."""
    return [
        f"{_label(form, name)}: {_told(form, name, was[name])} → {_told(form, name, now[name])}"
        for name in now
        if was[name] != now[name]
    ]


def _label(form: EventForm, name: str) -> str:
    return _("Days") if name == DAYS else str(form[name].label.text)


def _told(form: EventForm, name: str, value: Any) -> str:
    """A fact in words; a dash where there is none."""
    if name == DAYS:
        first, last = value
        return format_days(first, last, year=True)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Words):
        return shorten(pick_wording(value), LONGEST_TOLD, placeholder="…") or "–"
    offered = {
        str(choice.value): str(choice.label) for choice in getattr(form[name], "choices", [])
    }
    return offered.get(str(value), str(value or "–"))
