"""What is known of what an event changed, and when it is time to look again."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ..consultation.evaluating.gathering import evaluation_results
from ..consultation.evaluating.results import Results
from ..consultation.models import LATER, Invitation, Questionnaire, QuestionnairePurpose
from ..consultation.questionnaire import asking_day
from ..data.db import db
from ..events.models import Event, Objective
from ..events.queries import objectives_of
from ..lib.workdays import WEEKENDS, ClosedDays, add_months, due_date
from ..notes.deciding.queries import actions_of
from ..notes.models import ActionStatus
from ..objectives.indicators import IndicatorWithReadings, indicators_of
from ..report.clearing.cleared_actions import ClearedAction, cleared_actions

MONTHS = tuple(one.months for one in LATER)
"""So many months after its last day an event is looked at again."""
ENDS = (ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED)


@dataclass(frozen=True)
class ReviewDay:
    """A day on which to look again; `done`: somebody has written down how an indicator stood since the one before."""

    months: int
    on: date
    done: bool


@dataclass(frozen=True)
class LaterAnswers:
    """Those who were there, asked so many months later; `on`: when it is due. `results`: what they answered, once somebody was asked.

    `invited`: how many people, offices and owners of actions were written to; 0 where the link went round without letters.
    """

    purpose: QuestionnairePurpose
    on: date
    results: Results | None = None
    invited: int = 0

    @property
    def answered(self) -> bool:
        """Whether somebody has answered, as far as it is told."""
        return self.results is not None and self.results.own.answers != 0


@dataclass(frozen=True)
class EventOutcomes:
    """The whole: indicators under their objectives, actions by how they ended, the days to look again."""

    event: Event
    indicators: Sequence[tuple[Objective, IndicatorWithReadings]]
    actions: Mapping[ActionStatus, Sequence[ClearedAction]]
    looks: Sequence[ReviewDay]
    asked: Sequence[LaterAnswers] = ()

    @property
    def promised(self) -> int:
        """How many actions there are."""
        return sum(len(rows) for rows in self.actions.values())

    @property
    def reached(self) -> int:
        """How many indicators have come as far as they were to come."""
        return sum(one.share == 100 for _objective, one in self.indicators)

    def next_look(self, today: date) -> ReviewDay | None:
        """The first day to look again that is not done and not long over."""
        return next((one for one in self.looks if not one.done), None)


def outcomes_of(event: Event) -> EventOutcomes:
    """What an event changed, without what was promised in lines that are not for the report."""
    measured = indicators_of(event)
    rows = [(one, row) for one in objectives_of(event) for row in measured.get(one.id, ())]
    actions = cleared_actions(event, [one for one in actions_of(event) if not one.withheld])
    read_on = [reading.on for _one, row in rows for reading in row.readings]
    return EventOutcomes(
        event=event,
        indicators=rows,
        actions={end: [one for one in actions if one.row.status is end] for end in ENDS},
        looks=review_days(event.last_day, read_on, ClosedDays(event.country)),
    )


def later_answers(event: Event, *, outside: bool) -> list[LaterAnswers]:
    """What those who were there answered 3, 6 and 12 months later, in the language spoken now.

    `outside`: as it may leave the house, without small groups and without what people wrote.
    """
    invited = sa.select(sa.func.count(Invitation.id)).where(
        Invitation.questionnaire_id == Questionnaire.id
    )
    mine = sa.select(Questionnaire.purpose, invited.scalar_subquery()).where(
        Questionnaire.event_id == event.id, Questionnaire.purpose.in_(LATER)
    )
    made = {purpose: number for purpose, number in db.session.execute(mine)}
    return [
        LaterAnswers(
            purpose=one,
            on=asking_day(event, one),
            results=evaluation_results(event, outside=outside, purpose=one)
            if one in made
            else None,
            invited=made.get(one, 0),
        )
        for one in LATER
    ]


def review_days(
    last_day: date, read_on: Sequence[date], closed: Container[date] = WEEKENDS
) -> list[ReviewDay]:
    """The days to look again after an event that ended on `last_day`, where readings were taken on these days. Pure.

    They are counted as tasks of a checklist: never a day on which offices are `closed`.
    """
    days = [due_date(last_day, months, "months", closed) for months in MONTHS]
    begins = [last_day, *(add_months(one, -1) for one in days[1:])]
    ends = [*begins[1:], date.max]
    return [
        ReviewDay(months, on, any(begin < one <= end for one in read_on))
        for months, on, begin, end in zip(MONTHS, days, begins, ends, strict=True)
    ]
