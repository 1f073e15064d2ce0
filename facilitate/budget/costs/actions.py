"""What happens to cost lines: the usual ones to begin with, as many of each as follow from people and days; copied, ordered, paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...events.models import Event, Role
from ...events.queries import team_of
from ...lib.text import Words
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import place_row
from ..models import CostCategory, CostLine
from ..queries import cost_lines, currency_of, line_of

HUNDREDTHS = 100


@dataclass(frozen=True)
class EventSize:
    """How large an event is: `outside` are participants who come from elsewhere and stay overnight."""

    days: int
    participants: int
    outside: int
    facilitators: int

    def of(self, per: str) -> int:
        """How many there are of what a line counts. Raises KeyError for what nothing counts."""
        return {
            "once": 1,
            "day": self.days,
            "participant": self.participants,
            "participant_day": self.participants * self.days,
            "night": self.outside * max(self.days - 1, 1),
            "facilitator": self.facilitators,
        }[per]


@dataclass(frozen=True)
class UsualLine:
    """A line to begin with; it has no price."""

    category: CostCategory
    title: Words
    unit: Words
    quantity: int


def usual_lines(table: Mapping[str, Any], kind: str, size: EventSize) -> Sequence[UsualLine]:
    """The lines for that kind of event, as many of each as its size says."""
    return [
        UsualLine(
            CostCategory(row["category"]),
            words_from_toml(row, "title"),
            words_from_toml(row, "unit"),
            size.of(row["per"]) * int(row.get("times", 1)) * HUNDREDTHS,
        )
        for row in table.get(kind, [])
    ]


FROM_OUTSIDE = 2
"""One in so many participants of a large event comes from elsewhere and stays; a guess to begin with."""
AT_THE_TABLES = (Role.LEAD_FACILITATOR, Role.FACILITATOR, Role.NOTE_TAKER)


def start_budget(event: Event) -> int:
    """Begin with the lines that are usual for this kind of event; gives how many.

    Raises Refused where there are lines already.
    """
    if cost_lines(event):
        raise Refused(_("There are already cost lines."))
    currency = currency_of(event)
    found = usual_lines(
        read_toml(PACKAGE / "budget" / "usual.toml"), event.kind.value, event_size(event)
    )
    for one in found:
        place_row(
            CostLine(
                category=one.category,
                title=one.title,
                unit=one.unit,
                quantity=one.quantity,
                currency=currency,
            ),
            event,
        )
    return len(found)


def event_size(event: Event) -> EventSize:
    """How large the event is planned to be."""
    team = [member for member in team_of(event) if member.role in AT_THE_TABLES]
    return EventSize(
        (event.last_day - event.first_day).days + 1,
        event.expected,
        event.expected // FROM_OUTSIDE,
        len(team),
    )


def copy_cost(row: CostLine) -> CostLine:
    """A copy of a cost line, at the end of its category; nothing of the copy is ordered or paid."""
    event = db.session.get_one(Event, row.event_id)
    made = CostLine(
        category=row.category,
        title=_copied(row.title),
        quantity=row.quantity,
        unit=row.unit,
        unit_cents=row.unit_cents,
        currency=row.currency,
        note=row.note,
        extra=dict(row.extra or {}),
    )
    return place_row(made, event)


def _copied(title: Words) -> Words:
    return Words(*(f"{text[:190]} (2)" if text else "" for text in (title.en, title.sq)))


def commit_cost(row: CostLine) -> None:
    """Mark a cost line as ordered, for the amount that was planned."""
    row.committed_cents = line_of(row).planned
    db.session.flush()


def pay_cost(row: CostLine, on: date) -> None:
    """Mark a cost line as paid in full: what was ordered, else what was planned."""
    due = line_of(row).planned if row.committed_cents is None else row.committed_cents
    row.committed_cents, row.paid_cents, row.paid_on = due, max(due, row.paid_cents), on
    db.session.flush()
