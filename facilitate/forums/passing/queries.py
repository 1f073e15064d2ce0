"""Questions about problems found in forums, where they were passed, and what came back."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import contains_eager, joinedload

from ... import clock
from ...consultation.models import Question, QuestionKind, Questionnaire
from ...consultation.questionnaire import (
    ConsultationStanding,
    consultation_standing,
    is_consultation,
)
from ...data.db import db, get_or_404
from ...directory.models import Organisation
from ...events.access import ALLOWED, Can
from ...events.models import Event, Member
from ..models import Forum, ForumKeeper, ForumMember, ForumRole
from ..problem_models import PassedUp, Problem


def problems_of(forum: Forum) -> Sequence[Problem]:
    """What the forum found, the latest first."""
    return db.session.scalars(
        sa.select(Problem)
        .where(Problem.forum_id == forum.id)
        .options(joinedload(Problem.county), joinedload(Problem.event))
        .order_by(Problem.raised_on.desc(), Problem.id.desc())
    ).all()


def problem_of(forum: Forum, problem_id: int) -> Problem:
    """One problem of the forum, or a page that says it is not there."""
    return get_or_404(Problem, Problem.id == problem_id, Problem.forum_id == forum.id)


def problems_since(day: date, only: Sequence[int] | None = None) -> Sequence[Problem]:
    """What any forum found since that day; with `only` these alone."""
    query = sa.select(Problem).options(joinedload(Problem.county)).order_by(Problem.id)
    if only is not None:
        return db.session.scalars(query.where(Problem.id.in_(only))).all()
    return db.session.scalars(query.where(Problem.raised_on >= day)).all()


def passings_of(problem_ids: Sequence[int]) -> dict[int, list[PassedUp]]:
    """Where each problem was passed, the earliest first."""
    found: dict[int, list[PassedUp]] = {key: [] for key in problem_ids}
    query = (
        sa.select(PassedUp)
        .where(PassedUp.problem_id.in_(problem_ids))
        .options(joinedload(PassedUp.event))
        .order_by(PassedUp.on, PassedUp.id)
    )
    for row in db.session.scalars(query):
        found[row.problem_id].append(row)
    return found


def passed_between(kind: str, first: date, last: date) -> Sequence[PassedUp]:
    """What forums of a kind passed up in these days, the earliest first, with its problem."""
    query = (
        sa.select(PassedUp)
        .join(PassedUp.problem)
        .join(Forum, Forum.id == Problem.forum_id)
        .options(contains_eager(PassedUp.problem), joinedload(PassedUp.event))
        .where(Forum.kind == kind, PassedUp.on.between(first, last))
        .order_by(PassedUp.on, PassedUp.id)
    )
    return db.session.scalars(query).all()


def passed_by_id(passed_id: int) -> PassedUp:
    """One passing with its problem, or a page that says it is not there."""
    query = sa.select(PassedUp).join(PassedUp.problem).options(contains_eager(PassedUp.problem))
    row = db.session.scalar(query.where(PassedUp.id == passed_id))
    return row or get_or_404(PassedUp, sa.false())


def forums_by_id() -> dict[int, Forum]:
    """Every forum that still meets, by its number."""
    rows = db.session.scalars(sa.select(Forum).where(Forum.ended_on.is_(None)).order_by(Forum.id))
    return {row.id: row for row in rows}


def kept_forums() -> set[int] | None:
    """The numbers of the forums the person signed in keeps; None for an administrator, who keeps all."""
    if current_user.administrator:
        return None
    mine = sa.select(ForumKeeper.forum_id).where(ForumKeeper.user_id == current_user.id)
    return set(db.session.scalars(mine))


def themes_used() -> list[str]:
    """The themes in use, to be offered while one is typed; the latest 200."""
    rows = sa.select(Problem.theme).group_by(Problem.theme).order_by(sa.func.max(Problem.id).desc())
    return list(db.session.scalars(rows.limit(200)))


def open_consultations() -> list[tuple[Event, Questionnaire]]:
    """Consultations that take answers today, of events whose consultation the person signed in may edit."""
    query = (
        sa.select(Event, Questionnaire)
        .join(Questionnaire, is_consultation(Event.id))
        .where(
            Questionnaire.closes_on
            >= clock.today() - timedelta(days=1),  # there it may be yesterday still
            sa.exists().where(
                Question.questionnaire_id == Questionnaire.id,
                Question.kind == QuestionKind.OPEN,
                ~Question.hidden,
            ),
        )
        .order_by(Event.first_day, Event.id)
    )
    if not current_user.administrator:
        roles = [role for role, allowed in ALLOWED.items() if Can.EDIT_CONSULTATION in allowed]
        query = query.join(Member, Member.event_id == Event.id).where(
            Member.user_id == current_user.id, Member.role.in_(roles)
        )
    return [
        (event, asked)
        for event, asked in db.session.execute(query)
        if consultation_standing(
            asked.opens_on, asked.closes_on, asked.closed, clock.today_in(event)
        )
        is ConsultationStanding.OPEN
    ]


def untold_answers(forum: Forum) -> Sequence[PassedUp]:
    """Answers that came for the forum and that its members were not told yet."""
    return db.session.scalars(
        sa.select(PassedUp)
        .join(PassedUp.problem)
        .options(contains_eager(PassedUp.problem), joinedload(PassedUp.event))
        .where(
            Problem.forum_id == forum.id,
            PassedUp.answered_on.is_not(None),
            PassedUp.told_on.is_(None),
        )
        .order_by(PassedUp.answered_on, PassedUp.id)
    ).all()


def same_letter(row: PassedUp) -> Sequence[PassedUp]:
    """Everything that the same office wrote to the same institution on the same day in one language: one letter."""
    same = [getattr(PassedUp, name) == getattr(row, name) for name in _LETTER]
    return db.session.scalars(
        sa.select(PassedUp)
        .join(PassedUp.problem)
        .options(contains_eager(PassedUp.problem).joinedload(Problem.county))
        .where(*same, PassedUp.event_id.is_(None))
        .order_by(PassedUp.id)
    ).all()


_LETTER = ("institution", "on", "language", "place", "office", "signed")


def calling_member(problems: Sequence[Problem]) -> ForumMember | None:
    """Who calls the meetings of the forum that raised these: its chair, else its secretariat; None where several forums did."""
    forums = {row.forum_id for row in problems}
    return member_who_calls(forums.pop()) if len(forums) == 1 else None


def member_who_calls(forum_id: int) -> ForumMember | None:
    """Who calls the meetings of a forum: its chair, else its secretariat."""
    rows = db.session.scalars(
        sa.select(ForumMember)
        .where(
            ForumMember.forum_id == forum_id,
            ForumMember.until.is_(None),
            ForumMember.role.in_((ForumRole.CHAIR, ForumRole.SECRETARIAT)),
        )
        .options(
            joinedload(ForumMember.organisation).joinedload(Organisation.district),
            joinedload(ForumMember.organisation).joinedload(Organisation.county),
            joinedload(ForumMember.person),
        )
        .order_by(ForumMember.id)
    ).all()
    return min(rows, key=lambda row: row.role is not ForumRole.CHAIR, default=None)


def all_forums() -> dict[int, Forum]:
    """Every forum by its number, ended ones too."""
    return {row.id: row for row in db.session.scalars(sa.select(Forum))}
