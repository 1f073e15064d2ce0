"""Lines that stand at no step: the step was taken out or parked, or they came in from paper without one; they are placed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa

from ...agenda.models import Step
from ...data.db import db, model_again
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.text import Words
from ..actions import resolve_place
from ..models import NoteAction, NoteDecision, NoteLine
from ..queries import whole_lines
from ..spots import NoteSpot

MOST = 300
"""Lines of one page; once they are placed the next ones follow."""


@dataclass(frozen=True)
class UnplacedHeap:
    """Lines that were called the same when they were written: the step as it was, or a heading of the paper."""

    called: Words
    lines: Sequence[NoteLine]

    @property
    def key(self) -> str:
        """All of them as one choice."""
        return " ".join(line_version_key(line) for line in self.lines)


def line_version_key(line: NoteLine) -> str:
    """What stands for a line in the form: its number, and its version as it is shown."""
    return f"{line.id}.{line.version}"


def read_version_keys(keys: Sequence[str]) -> dict[int, int]:
    """The numbers and versions of the lines that were ticked; what is none is left out."""
    pairs = (one.split(".") for key in keys for one in key.split())
    return {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == 2 and all(map(_is_number, pair))
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def is_at_no_step() -> sa.ColumnElement[bool]:
    """The condition that a line stands at no step of a day: there is none, or it was taken out or parked."""
    block = model_again(Step, "block")
    there = (
        sa.select(Step.id)
        .outerjoin(block, block.id == Step.block_id)
        .where(
            Step.id == NoteLine.step_id,
            Step.removed_at.is_(None),
            sa.func.coalesce(block.day_id, Step.day_id).is_not(None),
        )
        .correlate(NoteLine)
    )
    return ~there.exists()


def unplaced_heaps(event: Event, only: int | None = None) -> tuple[list[UnplacedHeap], int]:
    """The lines at no step, heap by heap in the order they were written, and how many there are; `only`: that line alone."""
    there = is_at_no_step() if only is None else NoteLine.id == only
    mine = (NoteLine.event_id == event.id, NoteLine.removed_at.is_(None), there)
    number = sa.select(sa.func.count(NoteLine.id)).where(*mine).scalar_subquery()
    rows = db.session.execute(
        whole_lines()
        .add_columns(number)
        .where(*mine)
        .order_by(NoteLine.at, NoteLine.id)
        .limit(MOST)
    ).all()
    first: dict[tuple[int, Words], int] = {}
    for place, (line, _number) in enumerate(rows):
        first.setdefault((line.step_id or 0, line.place), place)
    ordered = sorted(
        (line for line, _number in rows), key=lambda line: first[line.step_id or 0, line.place]
    )
    heaps = [
        UnplacedHeap(called, list(lines))
        for (_step, called), lines in groupby(
            ordered, key=lambda line: (line.step_id or 0, line.place)
        )
    ]
    return heaps, rows[0][1] if rows else 0


class PlacedCounts(NamedTuple):
    """What became of the lines that were ticked: moved; changed or moved by somebody else meanwhile; taken out meanwhile."""

    moved: int
    changed: int
    gone: int


def move_lines_to_spot(
    event: Event, chosen: Mapping[int, int], spot: NoteSpot, now: datetime
) -> PlacedCounts:
    """Those that still are as they were shown (number and version) stand there from now on; what was made of them, too."""
    wait_for_event_lock(event)
    where, words = resolve_place(event, spot, Words())
    rows = db.session.scalars(
        sa.select(NoteLine)
        .where(
            NoteLine.event_id == event.id, NoteLine.id.in_(chosen), NoteLine.removed_at.is_(None)
        )
        .execution_options(populate_existing=True)
    ).all()
    mine = [line for line in rows if line.version == chosen[line.id]]
    for line in mine:
        line.step_id, line.strand_id, line.table_id, line.round = where
        line.place, line.changed_at = words, now
    moved = [line.id for line in mine]
    for model in (NoteDecision, NoteAction):
        theirs = (model.event_id == event.id, model.line_id.in_(moved))
        db.session.execute(sa.update(model).where(*theirs).values(step_id=where.step))
    db.session.flush()
    return PlacedCounts(len(mine), len(rows) - len(mine), len(chosen) - len(rows))
