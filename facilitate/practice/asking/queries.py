"""What is asked before an event or forum starts, how far it is answered, and what the planner knows of it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...budget.models import Contribution, CostLine
from ...consultation.models import Answer, Questionnaire
from ...consultation.questionnaire import is_consultation
from ...data.db import db
from ...directory.models import Organisation
from ...events.models import Event, Goal, Member, Objective, Role
from ...forums.models import Forum, ForumKeeper, ForumMeeting, ForumMember
from ...objectives.models import ObjectiveIndicator
from ...participation.models import Participation, Target
from ..models import Lesson, StartAnswer
from ..queries import answers_of
from ..questions import StartQuestion, start_questions_for, unsettled_questions
from ..sheet_owner import SheetOwner
from .facts import StartFacts

FACILITATE = (Role.LEAD_FACILITATOR, Role.FACILITATOR)


@dataclass(frozen=True)
class StartQuestions:
    """The questions of an event or forum, in their order, with the answers by key, and those that are open."""

    questions: list[StartQuestion]
    answers: dict[str, StartAnswer]
    open: list[StartQuestion]


def start_questions(subject: SheetOwner) -> StartQuestions:
    """The questions asked of an event (it may be a regional group's meeting) or a forum, with their answers."""
    questions, answers = start_questions_for(_of_a_region(subject)), answers_of(subject)
    return StartQuestions(questions, answers, unsettled_questions(questions, answers))


def _of_a_region(subject: SheetOwner) -> bool:
    if isinstance(subject, Forum):
        return True
    return bool(
        db.session.scalar(sa.select(sa.exists().where(ForumMeeting.event_id == subject.id)))
    )


def start_facts(subject: SheetOwner) -> StartFacts:
    """What is written down already."""
    return _event(subject) if isinstance(subject, Event) else _forum(subject)


def _count(model: Any, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(model).where(*conditions).scalar_subquery()


def _event(event: Event) -> StartFacts:
    here = (ObjectiveIndicator.objective_id == Objective.id, Objective.event_id == event.id)
    before = sa.select(Event.title).where(Event.id == event.builds_on_id)
    row = db.session.execute(
        sa.select(
            _count(Member, Member.event_id == event.id).label("team"),
            _count(Member, Member.event_id == event.id, Member.role.in_(FACILITATE)).label(
                "facilitators"
            ),
            _count(Participation, Participation.event_id == event.id).label("people"),
            _count(Goal, Goal.event_id == event.id).label("goals"),
            _count(Objective, Objective.event_id == event.id).label("objectives"),
            _count(ObjectiveIndicator, *here).label("indicators"),
            sa.select(sa.func.count(ObjectiveIndicator.objective_id.distinct()))
            .where(*here)
            .scalar_subquery()
            .label("measured"),
            _count(Target, Target.event_id == event.id).label("targets"),
            _count(Event, Event.kind == event.kind, Event.first_day < event.first_day).label(
                "earlier"
            ),
            _count(
                Lesson,
                Lesson.event_id.is_not(
                    None
                ),  # nothing built on would be compared with the lessons of forums
                Lesson.event_id == event.builds_on_id,
                Lesson.taken.is_(True),
            ).label("lessons"),
            _count(CostLine, CostLine.event_id == event.id, CostLine.removed_at.is_(None)).label(
                "costs"
            ),
            sa.select(sa.func.count(Answer.id))
            .where(Questionnaire.id == Answer.questionnaire_id, is_consultation(event.id))
            .scalar_subquery()
            .label("consulted"),
            before.scalar_subquery().label("before"),
        )
    ).one()
    numbers = dict(row._mapping)
    title = numbers.pop("before")
    return StartFacts(
        **numbers,
        expected=event.expected,
        builds_on=(title,) if title else (),
        sponsors=_sponsors(event),
    )


MOST_SPONSORS = 6


def _sponsors(event: Event) -> list[str]:
    """Who gives something, the first written down first."""
    name = sa.func.coalesce(Organisation.name, Contribution.giver)
    query = (
        sa.select(name)
        .outerjoin(Contribution.organisation)
        .where(Contribution.event_id == event.id, Contribution.removed_at.is_(None))
        .order_by(Contribution.position, Contribution.id)
    )
    return list(dict.fromkeys(one for one in db.session.scalars(query) if one))[:MOST_SPONSORS]


def _forum(forum: Forum) -> StartFacts:
    there = (ForumMember.forum_id == forum.id, ForumMember.until.is_(None))
    kinds = (
        sa.select(sa.func.count(Organisation.kind.distinct()))
        .join(ForumMember, ForumMember.organisation_id == Organisation.id)
        .where(*there)
    )
    met = sa.select(ForumMeeting.event_id).where(ForumMeeting.forum_id == forum.id)
    row = db.session.execute(
        sa.select(
            _count(ForumKeeper, ForumKeeper.forum_id == forum.id).label("team"),
            _count(ForumMember, *there).label("members"),
            kinds.scalar_subquery().label("kinds"),
            _count(ForumMeeting, ForumMeeting.forum_id == forum.id).label("earlier"),
            _count(Lesson, Lesson.event_id.in_(met), Lesson.taken.is_(True)).label("lessons"),
        )
    ).one()
    return StartFacts(**row._mapping, purpose=forum.purpose)
