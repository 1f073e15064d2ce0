"""The agenda as it is run, and what was pressed in this event and in others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ..dates import seconds_of_day
from ..models import AgendaChange, LiveAction, Step, Strand
from ..plan import Plan, PlanStep, PlanStrand
from ..progress import LivePress
from ..queries import TIMED_STEP, agenda_days_of


def running_plan(event: Event) -> Plan:
    """The agenda with what one needs while it runs: titles, times and groups."""
    steps = sa.select(*TIMED_STEP, Step.technique, Step.internal).where(
        Step.event_id == event.id, Step.removed_at.is_(None)
    )
    strands = sa.select(Strand.id, Strand.block_id, Strand.rank, Strand.name).where(
        Strand.event_id == event.id, Strand.removed_at.is_(None)
    )
    found = {}
    for *columns, internal in db.session.execute(steps):
        found[columns[0]] = replace(PlanStep(*columns), internal=internal)
    beside = {row.id: PlanStrand(*row) for row in db.session.execute(strands)}
    return Plan({day.id: day for day in agenda_days_of(event)}, {}, beside, found)


@dataclass(frozen=True)
class Pressings:
    """What was pressed in an event, and how far its agenda and the presses have come (`mark` changes with either)."""

    rows: Sequence[LiveAction]
    mark: str

    def on(self, on: date, zone: str) -> list[LivePress]:
        """The presses in seconds of that day."""
        return [
            LivePress(
                key=one.key,
                did=one.did,
                step=one.step_id,
                at=seconds_of_day(one.at, on, zone),
                minutes=one.minutes,
            )
            for one in self.rows
        ]


def run_mark(event: Event) -> str:
    """Changes whenever something is pressed or the agenda is changed."""
    change = sa.select(sa.func.max(AgendaChange.id)).where(AgendaChange.event_id == event.id)
    press = sa.select(sa.func.max(LiveAction.id)).where(LiveAction.event_id == event.id)
    row = db.session.execute(sa.select(change.scalar_subquery(), press.scalar_subquery())).one()
    return f"{row[0] or 0}-{row[1] or 0}"


def pressings_of(event: Event) -> Pressings:
    """Everything pressed in an event."""
    mark = run_mark(event)  # first: what comes in between is fetched once more, not missed
    rows = db.session.scalars(sa.select(LiveAction).where(LiveAction.event_id == event.id)).all()
    return Pressings(rows, mark)


def step_titles(plan: Plan, language: str) -> dict[int, str]:
    """The titles of all steps in a language."""
    return {step.id: step.title.to(language) or "…" for step in plan.steps.values()}
