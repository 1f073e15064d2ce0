"""How far the notes are: written on the day, and decisions and actions made of them."""

from datetime import date

import sqlalchemy as sa

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Act,
    Asking,
    Band,
    Counts,
    Need,
    Place,
    State,
    Station,
    Told,
    number,
)
from ..web.i18n import _, _l, _n, format_day
from .models import NoteAction, NoteDecision, NoteKind, NoteLine


def _counts(asking: Asking) -> dict[str, object]:
    here = sa.and_(NoteLine.event_id == asking.event, NoteLine.removed_at.is_(None))
    decided = sa.exists().where(NoteDecision.line_id == NoteLine.id)
    acted = sa.exists().where(NoteAction.line_id == NoteLine.id)
    return {
        "lines": number(NoteLine.id, here),
        "waiting": number(
            NoteLine.id,
            here,
            sa.or_(
                sa.and_(NoteLine.kind == NoteKind.DECISION, ~decided),
                sa.and_(NoteLine.kind == NoteKind.ACTION, ~acted),
            ),
        ),
    }


def told(found: Counts, event: Event, today: date) -> Told:
    """Ready once the event is over and every line that is a decision or an action has become one."""
    lines, waiting = found["lines"], found["waiting"]
    begins = event.first_day <= today
    if not lines:
        reason = (
            _("no line yet")
            if begins
            else _("begins on %(day)s", day=format_day(event.first_day, "d MMMM"))
        )
        act = Act(
            title=_("Write down what is said"),
            why=_("Notes are kept on the device and sent when there is a connection."),
            button=_("Open the notes"),
            place=Place("notes.page"),
            can=Can.TAKE_NOTES,
        )
        return Told(State.NOT_BEGUN, reason=reason, act=act if begins else None)
    said = _n("%(num)d line", "%(num)d lines", lines)
    if waiting:
        return _waiting(said, waiting)
    if event.last_day >= today:
        return Told(State.UNDER_WAY, reason=said, part=60)
    return Told(
        State.READY, reason=_("%(lines)s, every decision and action recorded", lines=said), part=100
    )


def _waiting(said: str, waiting: int) -> Told:
    return Told(
        State.UNDER_WAY,
        reason=_n(
            "%(lines)s, %(num)d waits to become a decision or an action",
            "%(lines)s, %(num)d wait to become decisions or actions",
            waiting,
            lines=said,
        ),
        open=_n("%(num)d waiting", "%(num)d waiting", waiting),
        part=60,
        act=Act(
            title=_n(
                "Turn %(num)d line into a decision or an action",
                "Turn %(num)d lines into decisions and actions",
                waiting,
            ),
            why=_("Only then is somebody asked to do it, by a certain day."),
            button=_("Go through them"),
            place=Place("notes.decisions"),
            can=Can.TAKE_NOTES,
        ),
        needs=[
            Need(
                number=waiting,
                what=_n(
                    "line waits to become a decision or an action",
                    "lines wait to become decisions or actions",
                    waiting,
                ),
                button=_("Decide"),
                place=Place("notes.decisions"),
                can=Can.TAKE_NOTES,
            )
        ],
    )


NOTES = Station(
    key="notes",
    name=_l("Notes"),
    page="notes.page",
    band=Band.IN_THE_ROOM,
    counts=_counts,
    told=told,
    sees=Can.TAKE_NOTES,
)
