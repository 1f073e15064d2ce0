"""What should change because of an event's objectives, how it stood when somebody looked again, and what there is to choose from."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from ..data.content import content_folder, read_toml, words_from_toml
from ..data.db import db
from ..events.actions import after_last, wait_for_event_lock
from ..events.models import Event, Objective
from ..lib.text import Words
from .models import IndicatorReading, ObjectiveIndicator

_NUMBER = re.compile(
    r"\s*(?P<whole>-?[1-9]\d{0,2}(?:(?P<between>[ \u00a0\u202f'’.,])\d{3}(?:(?P=between)\d{3})*)(?!\d)|-?\d+)"
    r"(?:[.,](?P<rest>\d+))?"
)
"""A number as people write it, thousands with a gap or a point in them: `38 %`, `1.200 persona`, `12 500,5`."""


@dataclass(frozen=True)
class IndicatorWithReadings:
    """An indicator with its readings, the earliest first."""

    row: ObjectiveIndicator
    readings: Sequence[IndicatorReading]

    @property
    def last(self) -> str:
        """How it stood last; empty where nobody has looked since."""
        return self.readings[-1].value if self.readings else ""

    @property
    def share(self) -> int | None:
        """How much of the way from before to the goal is gone, in percent, 100 not before it is; None where that is no number."""
        begun, there, now = (_number(one) for one in (self.row.before, self.row.goal, self.last))
        if begun is None or there is None or now is None or begun == there:
            return None
        gone = (now - begun) / (there - begun)
        return 100 if gone >= 1 else max(0, min(99, round(100 * gone)))


def _number(text: str) -> float | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    whole = re.sub(r"[^\d-]", "", found["whole"])
    return float(f"{whole}.{found['rest'] or 0}")


def indicators_of(*events: Event) -> dict[int, list[IndicatorWithReadings]]:
    """The indicators of each objective (its id) of these events in their order, with their readings."""
    mine = sa.select(Objective.id).where(Objective.event_id.in_([one.id for one in events]))
    rows = db.session.scalars(
        sa.select(ObjectiveIndicator)
        .where(ObjectiveIndicator.objective_id.in_(mine))
        .order_by(ObjectiveIndicator.position, ObjectiveIndicator.id)
    ).all()
    readings: defaultdict[int, list[IndicatorReading]] = defaultdict(list)
    if rows:
        for one in db.session.scalars(
            sa.select(IndicatorReading)
            .where(IndicatorReading.indicator_id.in_([row.id for row in rows]))
            .order_by(IndicatorReading.on)
        ):
            readings[one.indicator_id].append(one)
    found: defaultdict[int, list[IndicatorWithReadings]] = defaultdict(list)
    for row in rows:
        found[row.objective_id].append(IndicatorWithReadings(row, readings[row.id]))
    return dict(found)


def add_indicator(event: Event, objective: Objective, row: ObjectiveIndicator) -> None:
    """One more, after the others of its objective."""
    wait_for_event_lock(event)
    row.objective_id = objective.id
    row.position = after_last(
        ObjectiveIndicator.position, ObjectiveIndicator.objective_id == objective.id
    )
    db.session.add(row)
    db.session.flush()


@dataclass(frozen=True)
class LibraryIndicator:
    """An indicator of the library, and how it is usually known."""

    key: str
    text: Words
    method: Words


@cache
def indicators_by_field() -> tuple[tuple[Words, tuple[LibraryIndicator, ...]], ...]:
    """The library: fields in their order, each with its indicators."""
    table = read_toml(content_folder("guides") / "indicators.toml")
    return tuple(
        (
            words_from_toml(name),
            tuple(
                LibraryIndicator(row["key"], words_from_toml(row), words_from_toml(row, "method"))
                for row in table["indicators"]
                if row["field"] == field
            ),
        )
        for field, name in table["fields"].items()
    )


def library_indicator(key: str) -> LibraryIndicator | None:
    """The indicator of that key, where there is one."""
    return next(
        (one for _field, rows in indicators_by_field() for one in rows if one.key == key), None
    )
