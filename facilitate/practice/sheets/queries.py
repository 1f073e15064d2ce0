"""What the planner knows of an event or a forum, asked for the practice sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...agenda.kinds import StepKind
from ...agenda.models import AgendaVersion, Step
from ...budget.queries import contributions_of, cost_lines, currency_of, gift_of, line_of, rates_of
from ...budget.sums import Budget, Exchange
from ...cafe.models import Cafe, CafeTable
from ...checklists.models import Task, TaskStatus
from ...consultation.models import Answer, Questionnaire, QuestionnairePurpose
from ...consultation.questionnaire import is_consultation, is_evaluation
from ...consultation.telling import answers_told
from ...data.db import db
from ...directory.models import County, District, Sector
from ...events.models import Event, Objective
from ...events.queries import team_of
from ...forums.duty_status import MEETING
from ...forums.kinds import forum_kind
from ...forums.models import Forum, ForumDistrict, ForumMeeting, ForumRole
from ...forums.problem_models import PassedUp, Problem
from ...forums.queries import members_of
from ...forums.rhythm.queries import duty_cards
from ...forums.territory import Territory, TerritoryPart, describe_territory
from ...lib.telling import number_beside
from ...lib.text import Words, albanian_key
from ...notes.models import ActionStatus, NoteAction, NoteDecision
from ...participation.counting.out.actions import totals_told
from ...participation.models import Participation, Standing
from ...techniques.queries import techniques_for_keys
from ..models import Lesson, StartAnswer
from ..queries import learned_by
from ..questions import start_questions_for
from .facts import EventFacts, ForumFacts, Learned, Settled

BESIDES = (StepKind.SESSION, StepKind.NOTE)
"""What stands in an agenda and is no step anybody takes."""
LEADING = (ForumRole.CHAIR, ForumRole.DEPUTY, ForumRole.SECRETARIAT)


def event_facts(
    event: Event, answers: Mapping[str, StartAnswer], money: bool = False
) -> EventFacts:
    """What the sheet of an event can say, numbers as they may be told outside; with `money` what its budget says too."""
    counts = db.session.execute(_counts(event)).one()._asdict()
    there, told, forums = counts["came"], totals_told(event), _forums(event)
    counts |= _told_answers(event, counts) | {"came": number_beside(there, told)}
    steps = db.session.execute(_steps(event)).all()
    techniques = techniques_for_keys(key for key, _number in steps)
    place = ", ".join(dict.fromkeys(filter(None, [event.venue, event.town])))
    return EventFacts(
        kind=event.kind,
        first_day=event.first_day,
        last_day=event.last_day,
        place=place,
        expected=event.expected,
        created=clock.day_in(event.zone, event.created_at),
        sectors=_sectors(event) if {*told} <= {there} else (),
        team=tuple((member.role, member.name) for member in team_of(event)),
        steps=sum(number for _key, number in steps),
        techniques=tuple(techniques[key].name for key, _number in steps if key in techniques),
        builds_on=_titles(Event.id == event.builds_on_id),
        built_on_by=_titles(Event.builds_on_id == event.id, _is_announced()),
        forums=forums,
        budget=_budget(event, counts["came"]) if money else None,
        **_written(event, answers, forums),
        **counts,
    )


def event_words(event: Event, answers: Mapping[str, StartAnswer]) -> EventFacts:
    """Of these facts only what people wrote."""
    written = _written(event, answers, _forums(event))
    return EventFacts(event.kind, event.first_day, event.last_day, "", **written)


def _written(
    event: Event, answers: Mapping[str, StartAnswer], forums: tuple[Words, ...]
) -> dict[str, Any]:
    """What people wrote of an event, as its facts call it: objectives with their results, lessons, what is settled."""
    objectives = (
        sa.select(Objective.text, Objective.result)
        .where(Objective.event_id == event.id)
        .order_by(Objective.position, Objective.id)
    )
    lessons = (
        sa.select(Lesson.text, Lesson.keep)
        .where(Lesson.event_id == event.id, Lesson.taken.is_(True))
        .order_by(Lesson.id)
    )
    return {
        "objectives": tuple((text, result) for text, result in db.session.execute(objectives)),
        "lessons": tuple(Learned(text, keep is True) for text, keep in db.session.execute(lessons)),
        "settled": _settled(answers, bool(forums)),
    }


def _told_answers(event: Event, counts: Mapping[str, Any]) -> dict[str, int]:
    """How many answered beforehand and afterwards, as it may be told."""
    names = {
        QuestionnairePurpose.CONSULTATION: "consulted",
        QuestionnairePurpose.EVALUATION: "evaluated",
    }
    rows = db.session.execute(
        sa.select(Questionnaire.purpose, Questionnaire.counted).where(
            Questionnaire.event_id == event.id
        )
    )
    return {
        names[purpose]: number_beside(counts[names[purpose]], answers_told(counted))
        for purpose, counted in rows
        if purpose in names
    }


def _budget(event: Event, came: int) -> Budget:
    """What it costs and who carries it."""
    rates = {rate.currency: rate.worth for rate in rates_of(event)}
    return Budget(
        exchange=Exchange(currency_of(event), rates),
        lines=[line_of(one) for one in cost_lines(event)],
        gifts=[gift_of(one) for one in contributions_of(event)],
        expected=event.expected,
        attended=came,
    )


def _count(model: Any, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count(model.id)).where(*conditions).scalar_subquery()


def _counts(event: Event) -> sa.Select[Any]:
    """All that is only a number (and the day the first task fell due), in one row."""
    asked = Questionnaire.id == Answer.questionnaire_id
    promised = (
        NoteAction.event_id == event.id,
        NoteAction.removed_at.is_(None),
        NoteAction.status != ActionStatus.DROPPED,
    )
    needed = Task.status != TaskStatus.NOT_NEEDED
    task = (Task.event_id == event.id, Task.removed_at.is_(None), needed)
    of_cafe = (Cafe.step_id == Step.id, Step.event_id == event.id, Step.removed_at.is_(None))
    most = (
        sa.select(sa.func.coalesce(sa.func.max(Cafe.rounds), 0)).where(*of_cafe).scalar_subquery()
    )
    return sa.select(
        _count(
            Participation,
            Participation.event_id == event.id,
            Participation.standing == Standing.ATTENDED,
        ).label("came"),
        _count(
            NoteDecision, NoteDecision.event_id == event.id, NoteDecision.removed_at.is_(None)
        ).label("decisions"),
        _count(NoteAction, *promised).label("actions"),
        _count(NoteAction, *promised, NoteAction.status == ActionStatus.DONE).label("actions_done"),
        _count(Answer, asked, is_evaluation(event.id)).label("evaluated"),
        _count(Answer, asked, is_consultation(event.id)).label("consulted"),
        _count(CafeTable, CafeTable.cafe_id == Cafe.id, *of_cafe).label("tables"),
        most.label("rounds"),
        _count(Task, *task).label("tasks"),
        _count(Task, *task, Task.status == TaskStatus.DONE).label("tasks_done"),
        sa.select(sa.func.min(Task.due_on)).where(*task).scalar_subquery().label("first_due"),
    )


def _steps(event: Event) -> Any:
    """How many steps use each technique, in the order in which they were first put in."""
    return (
        sa.select(Step.technique, sa.func.count(Step.id))
        .where(Step.event_id == event.id, Step.removed_at.is_(None), Step.kind.not_in(BESIDES))
        .group_by(Step.technique)
        .order_by(sa.func.min(Step.id))
    )


def _sectors(event: Event) -> tuple[tuple[Words, int], ...]:
    """The sectors that came with how many of each, the largest first."""
    came = sa.func.count(Participation.id)
    query = (
        sa.select(Sector.name, came)
        .join(Participation, Participation.sector_id == Sector.id)
        .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
        .group_by(Sector.id)
        .order_by(came.desc(), Sector.position)
    )
    return tuple((name, number) for name, number in db.session.execute(query))


def _titles(*conditions: sa.ColumnElement[bool]) -> tuple[Words, ...]:
    """What the events are called that meet the conditions."""
    return tuple(db.session.scalars(sa.select(Event.title).where(*conditions).order_by(Event.id)))


def _is_announced() -> sa.ColumnElement[bool]:
    """Whether an event is known to everybody: its agenda has been published."""
    return sa.exists().where(
        AgendaVersion.event_id == Event.id, AgendaVersion.published_at.is_not(None)
    )


def _forums(event: Event) -> tuple[Words, ...]:
    """The forums it is a meeting of."""
    query = (
        sa.select(Forum.name)
        .join(ForumMeeting, ForumMeeting.forum_id == Forum.id)
        .where(ForumMeeting.event_id == event.id)
        .order_by(Forum.id)
    )
    return tuple(db.session.scalars(query))


def with_all_lessons(forum: Forum, facts: ForumFacts) -> ForumFacts:
    """The facts as its keepers read them, whoever asks."""
    return replace(facts, lessons=_on_the_sheet(learned_by(forum, all_of_it=True)))


def _on_the_sheet(lessons: Sequence[Lesson]) -> tuple[Learned, ...]:
    return tuple(Learned(row.text, row.keep) for row in reversed(lessons) if row.taken)


def _settled(answers: Mapping[str, StartAnswer], region: bool) -> tuple[Settled, ...]:
    return tuple(
        Settled(one.prerequisite, one.text, answers[one.key].text)
        for one in start_questions_for(region)
        if one.key in answers and answers[one.key].settled
    )


def forum_facts(forum: Forum, answers: Mapping[str, StartAnswer], today: date) -> ForumFacts:
    """Everything known of the forum that its sheet can say."""
    kind, cards, members = forum_kind(forum.kind), duty_cards(forum, today), members_of(forum)
    problems = sa.select(Problem.id).where(Problem.forum_id == forum.id)
    passed = PassedUp.problem_id.in_(problems)
    meeting = next((card for card in cards if card.duty.key == MEETING), None)
    return ForumFacts(
        kind.name,
        _territory(forum),
        forum.purpose,
        members=sum(row.role is not ForumRole.OBSERVER for row in members),
        observers=sum(row.role is ForumRole.OBSERVER for row in members),
        meetings=_meetings_until(forum, today),
        since=meeting.duty.since if meeting else clock.day_at_home(forum.created_at),
        rhythm=meeting.rhythm if meeting else None,
        duties=tuple(
            (card.duty.name, card.rhythm, card.standing) for card in cards if card is not meeting
        ),
        problems=_number(Problem.id, Problem.forum_id == forum.id),
        passed=_number(PassedUp.problem_id.distinct(), passed),
        answered=_number(PassedUp.problem_id.distinct(), passed, PassedUp.answered_on.is_not(None)),
        asked_events=_titles(Event.id.in_(sa.select(PassedUp.event_id).where(passed))),
        leading=tuple(
            (forum.kind, row.role, row.organisation.name) for row in members if row.role in LEADING
        ),
        lessons=_on_the_sheet(learned_by(forum)),
        settled=_settled(answers, True),
    )


def forum_words(forum: Forum, answers: Mapping[str, StartAnswer]) -> ForumFacts:
    """Of these facts only what people wrote, as its keepers read it."""
    facts = ForumFacts(
        forum_kind(forum.kind).name, Territory(), forum.purpose, settled=_settled(answers, True)
    )
    return with_all_lessons(forum, facts)


def _number(column: Any, *conditions: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count(column)).where(*conditions)) or 0


def _meetings_until(forum: Forum, today: date) -> int:
    """How many meetings it has held."""
    query = (
        sa.select(sa.func.count(ForumMeeting.event_id))
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id == forum.id, Event.first_day <= today)
    )
    return db.session.scalar(query) or 0


def _territory(forum: Forum) -> Territory:
    """Where it works."""
    rows = db.session.execute(
        sa.select(County.name, District.name, ForumDistrict.forum_id)
        .join(County, County.id == District.county_id)
        .outerjoin(
            ForumDistrict,
            sa.and_(ForumDistrict.district_id == District.id, ForumDistrict.forum_id == forum.id),
        )
    ).all()
    by_county: dict[str, list[str]] = {}
    for county, district, _chosen in rows:
        by_county.setdefault(county, []).append(district)
    parts = [
        TerritoryPart(name, tuple(by_county[name])) for name in sorted(by_county, key=albanian_key)
    ]
    return describe_territory(
        parts, {(county, district) for county, district, chosen in rows if chosen}
    )
