"""What happens to an agenda: its days, and steps that come, move, go and come back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from ..content import words_of
from ..db import db
from ..events.actions import in_turn
from ..events.models import Event, Member, Objective
from ..lib.clock import read_clock
from .dates import moved, span
from .models import Day, Step, StepKind, StepObjective, StepSupporter
from .queries import PLANNED_END, STARTS, links_of

ASIDE = timedelta(days=36525)
"""Days that change dates step aside first: two must not meet on one date on the way."""


def ensure_days(event: Event) -> list[Day]:
    """One day for every date of the event, in order; days of an event that was moved move along."""
    alone(event)
    dates = span(event.first_day, event.last_day)
    rows = db.session.execute(sa.select(Day.id, Day.on).where(Day.event_id == event.id)).all()
    now_on = moved([row.on for row in rows], dates)
    moving = {row.id: now_on[row.on] for row in rows if now_on[row.on] != row.on}
    _redate({key: on - ASIDE for key, on in moving.items()})
    _redate(moving)
    missing = set(dates) - set(now_on.values())
    db.session.add_all(
        Day(event_id=event.id, on=on, starts=STARTS, planned_end=PLANNED_END) for on in sorted(missing)
    )
    db.session.flush()
    query = sa.select(Day).where(Day.event_id == event.id, Day.on.between(event.first_day, event.last_day))
    return list(db.session.scalars(query.order_by(Day.on).execution_options(populate_existing=True)))


def _redate(dates: Mapping[int, date]) -> None:
    for key, on in dates.items():
        db.session.execute(sa.update(Day).where(Day.id == key).values(on=on))


def alone(event: Event) -> None:
    """Whoever changes the order of steps waits here until nobody else does (SQLite lets in one anyway).

    It comes before the first change of a step: who holds a step while waiting for the agenda would block
    the one who holds the agenda and waits for that step.
    """
    in_turn(event)


def start(
    event: Event,
    table: Mapping[str, Any],
    people: Mapping[str, Member] | None = None,
    objectives: Mapping[str, Objective] | None = None,
) -> list[Step]:
    """Copy an agenda table onto the event's days; what it has beyond them is left out.

    `people` and `objectives` by the short names the table uses; a name nobody has stays empty.
    """
    people, objectives = people or {}, objectives or {}
    copied: list[tuple[Step, Mapping[str, Any]]] = []
    for day, row in zip(ensure_days(event), table.get("days", []), strict=False):
        day.starts, day.planned_end = read_clock(row["start"]), read_clock(row["planned_end"])
        first = _last(day.id) + 1
        copied += [
            (_step(event, day, first + n, one, people), one) for n, one in enumerate(row.get("steps", []))
        ]
    db.session.add_all(step for step, _row in copied)
    db.session.flush()
    for step, row in copied:
        helping = [people[key].id for key in row.get("supporters", []) if key in people]
        served = [objectives[key].id for key in row.get("objectives", []) if key in objectives]
        _link(step, set(helping) - {step.lead_id}, served)
    db.session.flush()
    return [step for step, _row in copied]


def _step(
    event: Event, day: Day, position: int, row: Mapping[str, Any], people: Mapping[str, Member]
) -> Step:
    lead, pinned = people.get(row.get("lead", "")), row.get("pinned", "")
    return Step(
        event_id=event.id,
        day_id=day.id,
        position=position,
        kind=StepKind(row["kind"]),
        minutes=row["minutes"],
        pinned=read_clock(pinned) if pinned else None,
        technique=row.get("technique", ""),
        room=row.get("room", ""),
        lead_id=lead.id if lead else None,
        **{name: words_of(dict(row), name) for name in ("title", "aim", "say", "do", "materials")},
    )


def add_step(event: Event, step: Step, after: Step | None = None) -> Step:
    """Put a new step below another one of its day, or at the day's end."""
    alone(event)
    step.event_id, step.position = event.id, _last(step.day_id) + 1
    db.session.add(step)
    db.session.flush()
    if after is not None and after.day_id == step.day_id:
        ids = [row.id for row in _rows(step.day_id) if row.id != step.id]
        ids.insert(ids.index(after.id) + 1, step.id)
        _number(step.day_id, ids)
    return step


def move(event: Event, step: Step, up: bool) -> None:
    """One place up or down within its day; at the end it stays. Steps taken out keep their place between."""
    alone(event)
    db.session.refresh(step)  # somebody may have moved it or taken it out while we waited
    rows = _rows(step.day_id)
    standing = [row.id for row in rows if row.removed_at is None]
    at = standing.index(step.id) if step.id in standing else len(rows)
    to = at - 1 if up else at + 1
    if at < len(standing) and 0 <= to < len(standing):
        ids = [row.id for row in rows if row.id != step.id]
        ids.insert(ids.index(standing[to]) + (0 if up else 1), step.id)
        _number(step.day_id, ids)


def move_to_day(event: Event, step: Step, day_id: int) -> None:
    """To the end of another day. It is an edit like any other: who has the step open meets it."""
    alone(event)
    step.day_id, step.position = day_id, _last(day_id) + 1
    db.session.flush()


def keep_links(step: Step, supporters: Sequence[int], objectives: Sequence[int]) -> None:
    """Who helps in a step (besides its lead) and what it serves. A change counts as an edit."""
    wanted = {"supporters": sorted(set(supporters) - {step.lead_id}), "objectives": sorted(set(objectives))}
    if links_of(step) == wanted:
        return
    db.session.execute(sa.delete(StepSupporter).where(StepSupporter.step_id == step.id))
    db.session.execute(sa.delete(StepObjective).where(StepObjective.step_id == step.id))
    _link(step, wanted["supporters"], wanted["objectives"])
    flag_modified(step, "minutes")
    db.session.flush()


def _link(step: Step, supporters: Sequence[int] | set[int], objectives: Sequence[int]) -> None:
    db.session.add_all(StepSupporter(step_id=step.id, member_id=key) for key in supporters)
    db.session.add_all(StepObjective(step_id=step.id, objective_id=key) for key in objectives)


def remove(step: Step) -> None:
    """Take a step out; it keeps its place and can be put back."""
    step.removed_at = datetime.now(UTC)


def put_back(step: Step) -> None:
    """Put a step back where it was."""
    step.removed_at = None


def _rows(day_id: int) -> Sequence[Any]:
    """Every step of a day in order, those taken out too."""
    columns = sa.select(Step.id, Step.position, Step.removed_at)
    return db.session.execute(columns.where(Step.day_id == day_id).order_by(Step.position, Step.id)).all()


def _last(day_id: int) -> int:
    """The highest position in a day."""
    return db.session.scalar(sa.select(sa.func.max(Step.position)).where(Step.day_id == day_id)) or 0


def _number(day_id: int, ids: Sequence[int]) -> None:
    """Number the steps of a day 1, 2, 3 in the order given; their version does not count up."""
    known = {row.id: row.position for row in _rows(day_id)}
    for number, key in enumerate(ids, 1):
        if known[key] != number:
            db.session.execute(sa.update(Step).where(Step.id == key).values(position=number))
