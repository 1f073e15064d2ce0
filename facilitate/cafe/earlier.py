"""Who sat together before a café: in earlier cafés of the event, and at earlier events where the organiser counts them.

People are told by their participation within the event, by the person across events; who walked in is known to one café only.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

import sqlalchemy as sa

from ..agenda.group_forms import GROUP_KINDS
from ..agenda.models import Day, Step
from ..data.db import db, model_again
from ..events.models import Event
from ..participation.models import Participation, Standing
from .floor import CafeStep
from .models import Cafe, CafeSeating

CAME = (Standing.COMING, Standing.ATTENDED)
MOST = 12
"""Cafés of earlier events that are looked at, the latest ones."""
Met = dict[str, frozenset[tuple[str, str]]]
"""Pairs of people (keys, in order) by the day (ISO) on which they sat together."""


def met_before(event: Event, cafe: Cafe, steps: list[CafeStep], keys: Iterable[str]) -> Met:
    """Who of these sat together before. `steps`: the event's cafés in order."""
    known = set(keys)
    found: dict[str, set[tuple[str, str]]] = {}
    for on, content, names in _seatings(event, cafe, steps):
        pairs = found.setdefault(on.isoformat(), set())
        for table in (table for one in content["rounds"] for table in one):
            here = sorted({names.get(key, "") for key in table} & known)
            pairs.update(combinations(here, 2))
    return {on: frozenset(found[on]) for on in sorted(found) if found[on]}


class _SameGuest(dict[str, str]):
    """Keys that mean the same people as in the café itself."""

    def get(self, key: str, default: Any = "") -> Any:
        return default if key.startswith("w") else key


def _seatings(
    event: Event, cafe: Cafe, steps: list[CafeStep]
) -> Iterator[tuple[date, Mapping[str, Any], Mapping[str, str]]]:
    """Day, content and keys of each seating that counts."""
    earlier: dict[int, CafeStep] = {}
    for step in steps:
        if step.id == cafe.step_id:
            break
        earlier[step.id] = step
    if earlier:
        query = _held_now().where(Cafe.step_id.in_(earlier)).order_by(Cafe.step_id)
        for step_id, content in db.session.execute(query.add_columns(CafeSeating.content)):
            yield earlier[step_id].day.on, content, _SameGuest()
    if cafe.counts_earlier:
        yield from _of_other_events(event)


def _held_now() -> Any:
    """The seatings that hold, by the step of their café."""
    last = (
        sa.select(sa.func.max(CafeSeating.id))
        .where(CafeSeating.cafe_id == Cafe.id, CafeSeating.undone.is_(False))
        .correlate(Cafe)
        .scalar_subquery()
    )
    return (
        sa.select(Cafe.step_id)
        .join(CafeSeating, CafeSeating.id == last)
        .join(Step, Cafe.step_id == Step.id)
        .where(Step.kind.in_(GROUP_KINDS), Step.removed_at.is_(None))
    )


def _earlier_events(event: Event) -> Any:
    """Events that ended before this one begins, at which somebody was who comes now."""
    then, now = model_again(Participation, "then"), model_again(Participation, "now")
    return (
        sa.select(Event.id)
        .where(Event.last_day < event.first_day, Event.days_unknown.is_(False))
        .where(
            sa.exists().where(
                then.event_id == Event.id,
                then.standing.in_(CAME),
                then.person_id == now.person_id,
                now.event_id == event.id,
                now.standing.in_(CAME),
            )
        )
    )


def has_earlier(event: Event) -> bool:
    """Whether somebody who comes now had a seat in a café of an earlier event."""
    query = _held_now().where(Step.event_id.in_(_earlier_events(event))).limit(1)
    return db.session.scalar(query) is not None


def _of_other_events(
    event: Event,
) -> Iterator[tuple[date, Mapping[str, Any], Mapping[str, str]]]:
    query = (
        _held_now()
        .join(Event, Step.event_id == Event.id)
        .outerjoin(Day, Step.day_id == Day.id)
        .where(Event.id.in_(_earlier_events(event)))
        .order_by(Event.last_day.desc(), Cafe.id.desc())
        .limit(MOST)
        .add_columns(Event.id, sa.func.coalesce(Day.on, Event.last_day), CafeSeating.content)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return
    now = model_again(Participation, "now")
    both = (
        sa.select(Participation.event_id, Participation.id, now.id)
        .join(now, now.person_id == Participation.person_id)
        .where(
            Participation.event_id.in_({row[1] for row in rows}),
            Participation.standing.in_(CAME),
            now.event_id == event.id,
        )
    )
    names: dict[int, dict[str, str]] = {}
    for event_id, then, mine in db.session.execute(both):
        names.setdefault(event_id, {})[f"p{then}"] = f"p{mine}"
    for _step, event_id, on, content in rows:
        yield on, content, names.get(event_id, {})
