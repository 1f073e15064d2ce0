"""How far the notes are: written on the day, and decisions and actions made of them."""

from datetime import date

import sqlalchemy as sa

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
)
from ..web.i18n import _, _l, _n, format_day
from .models import NoteAction, NoteDecision, NoteKind, NoteLine


def _counts(asking: CountParameters) -> dict[str, object]:
    here = sa.and_(NoteLine.event_id == asking.event, NoteLine.removed_at.is_(None))
    decided = sa.exists().where(NoteDecision.line_id == NoteLine.id)
    acted = sa.exists().where(NoteAction.line_id == NoteLine.id)
    return {
        "lines": count_rows(NoteLine.id, here),
        "waiting": count_rows(
            NoteLine.id,
            here,
            sa.or_(
                sa.and_(NoteLine.kind == NoteKind.DECISION, ~decided),
                sa.and_(NoteLine.kind == NoteKind.ACTION, ~acted),
            ),
        ),
    }


def notes_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once the event is over and every line that is a decision or an action has become one."""
    lines, waiting = found["lines"], found["waiting"]
    begins = event.first_day <= today
    if not lines:
        reason = (
            _("no line yet")
            if begins
            else _("begins on %(day)s", day=format_day(event.first_day, "d MMMM"))
        )
        act = NextAct(
            title=_("Write down what is said"),
            why=_("Notes are kept on the device and sent when there is a connection."),
            button=_("Open the notes"),
            place=EventPage("notes.show_notes"),
            can=Can.TAKE_NOTES,
        )
        return RoomProgress(RoomState.NOT_BEGUN, reason=reason, act=act if begins else None)
    said = _n("%(num)d line", "%(num)d lines", lines)
    if waiting:
        return _waiting(said, waiting)
    if event.last_day >= today:
        return RoomProgress(RoomState.UNDER_WAY, reason=said, part=60)
    return RoomProgress(
        RoomState.READY,
        reason=_("%(lines)s, every decision and action recorded", lines=said),
        part=100,
    )


def _waiting(said: str, waiting: int) -> RoomProgress:
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=_n(
            "%(lines)s, %(num)d waits to become a decision or an action",
            "%(lines)s, %(num)d wait to become decisions or actions",
            waiting,
            lines=said,
        ),
        open=_n("%(num)d waiting", "%(num)d waiting", waiting),
        part=60,
        act=NextAct(
            title=_n(
                "Turn %(num)d line into a decision or an action",
                "Turn %(num)d lines into decisions and actions",
                waiting,
            ),
            why=_("Only then is somebody asked to do it, by a certain day."),
            button=_("Go through them"),
            place=EventPage("notes.show_decisions"),
            can=Can.TAKE_NOTES,
        ),
        needs=[
            OpenNeed(
                number=waiting,
                what=_n(
                    "line waits to become a decision or an action",
                    "lines wait to become decisions or actions",
                    waiting,
                ),
                button=_("Decide"),
                place=EventPage("notes.show_decisions"),
                can=Can.TAKE_NOTES,
            )
        ],
    )


NOTES = Station(
    key="notes",
    name=_l("Notes"),
    page="notes.show_notes",
    band=Band.IN_THE_ROOM,
    counts=_counts,
    told=notes_progress,
    sees=Can.TAKE_NOTES,
)
