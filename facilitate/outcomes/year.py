"""What came of all meetings of a period, of one forum or of the planner: who came, what was decided and promised, which needs are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..events.models import Event
from ..forums.meetings.queries import event_kinds
from ..forums.models import Forum, ForumMeeting
from ..forums.problem_models import PassedUp, Problem
from ..participation.counting.across_events import report_across_events
from ..participation.counting.out.actions import editions_of_events
from ..participation.counting.outside_report import for_outside
from ..participation.counting.report import BlockKey, FiguresStage
from ..participation.counting.tallies import CountedLand
from ..report.clearing.cleared_actions import ClearedAction, ClearedDecision, cleared_deeds
from .reached import PeopleReached, reach_of_events

Deed = TypeVar("Deed", ClearedDecision, ClearedAction)


@dataclass(frozen=True)
class YearPeriod:
    """The days that are told of, both included; of one forum, or of all events."""

    first: date
    last: date
    forum: Forum | None = None

    @property
    def year(self) -> int | None:
        """The calendar year it is; None where it is none."""
        whole = date(self.first.year, 1, 1), date(self.first.year, 12, 31)
        return self.first.year if (self.first, self.last) == whole else None


@dataclass(frozen=True)
class YearMeeting:
    """One event of it. `kind`: what kind of meeting it really was; `people`: how many came, as it may be told; 0: not known.

    `held`: it has begun.
    """

    event: Event
    kind: str
    people: int
    held: bool
    decisions: Sequence[ClearedDecision]
    actions: Sequence[ClearedAction]


@dataclass(frozen=True)
class MeetingsOfKind:
    """All meetings of one kind."""

    name: str
    meetings: Sequence[YearMeeting]

    @property
    def attendances(self) -> int:
        """How often somebody came, as far as it may be told."""
        return sum(one.people for one in self.meetings)

    @property
    def decided(self) -> int:
        """How many decisions there are."""
        return sum(len(one.decisions) for one in self.meetings)

    @property
    def promised(self) -> int:
        """How many actions there are."""
        return sum(len(one.actions) for one in self.meetings)


@dataclass(frozen=True)
class GatheredYear:
    """All of it. `sentence`: people and attendances; `needs`: named in the period, and nobody has answered; `unseen`: other teams' events.

    `reached`: whom it reached, for the team alone.
    """

    period: YearPeriod
    sentence: str
    meetings: Sequence[YearMeeting]
    needs: Sequence[Problem]
    unseen: int = 0
    reached: PeopleReached | None = None

    @property
    def decided(self) -> int:
        """How many decisions there are."""
        return sum(len(one.decisions) for one in self.meetings)

    @property
    def kinds(self) -> list[MeetingsOfKind]:
        """The meetings held, kind by kind, the most frequent first."""
        found: dict[str, list[YearMeeting]] = {}
        for one in self.meetings:
            if not one.held:
                continue
            found.setdefault(one.kind, []).append(one)
        kinds = [MeetingsOfKind(name, some) for name, some in found.items()]
        return sorted(kinds, key=lambda kind: -len(kind.meetings))

    @property
    def to_come(self) -> list[YearMeeting]:
        """The meetings that have not begun."""
        return [one for one in self.meetings if not one.held]

    @property
    def actions(self) -> list[ClearedAction]:
        """What was promised at all of them."""
        return [one for meeting in self.meetings for one in meeting.actions]


def gather_year(
    period: YearPeriod, mine: Sequence[Event] | None, today: date, *, outside: bool
) -> GatheredYear:
    """The period, of these events only (None: all); `outside`: numbers as they may leave the house."""
    every = _events_of(period)
    allowed = None if mine is None else {one.id for one in mine}
    events = [one for one in every if allowed is None or one.id in allowed]
    land = CountedLand()
    sentence, people = _figures(events, today, land, outside=outside)
    kinds = event_kinds(events)
    deeds = cleared_deeds(*events)
    decisions, actions = _by_event(deeds.decisions), _by_event(deeds.actions)
    return GatheredYear(
        period=period,
        sentence=sentence,
        meetings=[
            YearMeeting(
                event=one,
                kind=kinds[one.id],
                people=people.get(one.slug, 0),
                held=one.first_day <= today,
                decisions=decisions.get(one.id, ()),
                actions=actions.get(one.id, ()),
            )
            for one in events
        ],
        needs=_open_needs(period),
        unseen=len(every) - len(events),
        reached=None if outside else reach_of_events(events, period.first, today, land),
    )


def _by_event(rows: Sequence[Deed]) -> dict[int, list[Deed]]:
    found: dict[int, list[Deed]] = {}
    for one in rows:
        found.setdefault(one.row.event_id, []).append(one)
    return found


def _events_of(period: YearPeriod) -> Sequence[Event]:
    query = sa.select(Event).where(Event.first_day.between(period.first, period.last))
    if period.forum is not None:
        mine = sa.select(ForumMeeting.event_id).where(ForumMeeting.forum_id == period.forum.id)
        query = query.where(Event.id.in_(mine))
    return db.session.scalars(query.order_by(Event.first_day, Event.id)).all()


def _figures(
    events: Sequence[Event], today: date, land: CountedLand, *, outside: bool
) -> tuple[str, Mapping[str, int]]:
    """People and attendances in a sentence, and how many came to each event as far as it may be told."""
    report = report_across_events(
        events,
        today,
        {BlockKey.SECTOR},
        land=land,
        at_home=not outside,
        tell_people=not outside,
    )
    if outside:
        report = for_outside(report, editions_of_events(events))
    sector = report.block(BlockKey.SECTOR)
    came = {
        column.key: column.total
        for column in (sector.columns if sector else ())
        if column.total and column.stage is FiguresStage.ATTENDED
    }
    return report.sentence, came


def _open_needs(period: YearPeriod) -> Sequence[Problem]:
    answered = sa.exists().where(
        PassedUp.problem_id == Problem.id, PassedUp.answered_on.is_not(None)
    )
    query = (
        sa.select(Problem)
        .options(joinedload(Problem.county))
        .where(Problem.raised_on.between(period.first, period.last), ~answered)
        .order_by(Problem.raised_on, Problem.id)
    )
    if period.forum is not None:
        query = query.where(Problem.forum_id == period.forum.id)
    return db.session.scalars(query).all()
