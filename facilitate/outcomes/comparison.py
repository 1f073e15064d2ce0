"""What the events of each year and of each forum changed, one beside the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from ..data.db import db
from ..events.models import Event, Objective
from ..forums.models import Forum, ForumMeeting
from ..lib.text import Words
from ..notes.models import ActionStatus, NoteAction, NoteDecision, NoteLine
from ..objectives.indicators import indicators_of


class EventChange(NamedTuple):
    """What one event decided, promised and set out to change, in numbers; `reached`: indicators that came as far as planned."""

    decisions: int = 0
    actions: Mapping[ActionStatus, int] = {}
    indicators: int = 0
    reached: int = 0


@dataclass(frozen=True)
class ChangeRow:
    """Several events together; `name`: what they are, a year or a forum."""

    name: str | Words
    events: int
    decisions: int
    actions: Mapping[ActionStatus, int]
    indicators: int
    reached: int

    @property
    def promised(self) -> int:
        """How many actions there are."""
        return sum(self.actions.values())


@dataclass(frozen=True)
class ChangeComparison:
    """Year beside year, the latest first, and forum beside forum; those of which nothing is written down are left out."""

    years: Sequence[ChangeRow]
    forums: Sequence[ChangeRow]


def compare_changes(events: Sequence[Event]) -> ChangeComparison:
    """These events, by their year and by the forum whose meetings they are."""
    found = _changes(events)
    years: defaultdict[int, list[EventChange]] = defaultdict(list)
    for one in events:
        years[one.first_day.year].append(found[one.id])
    forums: defaultdict[int, list[EventChange]] = defaultdict(list)
    names: dict[int, Words] = {}
    for forum, name, event in _meetings():
        if event in found:
            names[forum] = name
            forums[forum].append(found[event])
    return ChangeComparison(
        _told(add_up_changes(str(one), years[one]) for one in sorted(years, reverse=True)),
        _told(add_up_changes(names[one], some) for one, some in forums.items()),
    )


def add_up_changes(name: str | Words, some: Sequence[EventChange]) -> ChangeRow:
    """Events together. Pure."""
    return ChangeRow(
        name=name,
        events=len(some),
        decisions=sum(one.decisions for one in some),
        actions=sum((Counter(one.actions) for one in some), Counter[ActionStatus]()),
        indicators=sum(one.indicators for one in some),
        reached=sum(one.reached for one in some),
    )


def _told(rows: Iterable[ChangeRow]) -> list[ChangeRow]:
    return [one for one in rows if one.decisions or one.promised or one.indicators]


def _meetings() -> Sequence[tuple[int, Words, int]]:
    """Forum, its name, the event that is its meeting."""
    query = sa.select(Forum.id, Forum.name, ForumMeeting.event_id)
    rows = db.session.execute(query.join(ForumMeeting).order_by(Forum.id)).all()
    return [(forum, name, event) for forum, name, event in rows]


def _told_deeds(
    model: type[NoteDecision] | type[NoteAction], events: Sequence[int]
) -> tuple[sa.ColumnElement[bool], ...]:
    """Those of these events, without what was made of a line that is not for the report."""
    withheld = sa.exists().where(NoteLine.id == model.line_id, NoteLine.withheld)
    return model.event_id.in_(events), model.removed_at.is_(None), ~withheld


def _changes(events: Sequence[Event]) -> dict[int, EventChange]:
    ids = [one.id for one in events]
    decisions = sa.select(NoteDecision.event_id, sa.func.count(NoteDecision.id))
    decisions = decisions.where(*_told_deeds(NoteDecision, ids))
    decided: dict[int, int] = dict(
        db.session.execute(decisions.group_by(NoteDecision.event_id)).all()
    )
    columns = (NoteAction.event_id, NoteAction.status)
    actions = sa.select(*columns, sa.func.count(NoteAction.id))
    actions = actions.where(*_told_deeds(NoteAction, ids))
    promised: defaultdict[int, dict[ActionStatus, int]] = defaultdict(dict)
    for event, status, number in db.session.execute(actions.group_by(*columns)):
        promised[event][status] = number
    own = sa.select(Objective.id, Objective.event_id).where(Objective.event_id.in_(ids))
    event_of = {objective: event for objective, event in db.session.execute(own)}
    measured: Counter[int] = Counter()
    reached: Counter[int] = Counter()
    for objective, rows in indicators_of(*events).items():
        measured[event_of[objective]] += len(rows)
        reached[event_of[objective]] += sum(one.share == 100 for one in rows)
    return {
        one: EventChange(decided.get(one, 0), promised.get(one, {}), measured[one], reached[one])
        for one in ids
    }
