"""Questions about evaluations; the editions that are compared are asked for together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_login import current_user

from ...data.db import db
from ...directory.models import Sector
from ...events.models import Event, Member
from ...web.i18n import pick_wording
from ..models import (
    Answer,
    Passage,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnairePurpose,
    Reply,
)
from ..sharing.summary import SectorPart
from .results import WrittenReply, place_of_words

MOST = 5
"""Editions an evaluation is compared with at most: the latest of those it builds on."""
DEEP = 20
"""How far back "builds on" is followed; it also ends a circle."""


@dataclass(frozen=True)
class EvaluatedEvent:
    """An event and its evaluation.

    `steps`: how many times "builds on" leads from the event looked at to this one; 0 is the event itself, None one that
    it does not build on.
    """

    questionnaire: Questionnaire
    event: Event
    steps: int | None


def evaluated_events(
    event: Event,
    choosable: bool = False,
    purpose: QuestionnairePurpose = QuestionnairePurpose.EVALUATION,
) -> list[EvaluatedEvent]:
    """The event's evaluation and those it builds on, nearest first; with all others the person signed in may see.

    `purpose`: the one at the end, or one of those months later; editions are compared with the same.
    """
    chain = (
        sa.select(Event.id, Event.builds_on_id, sa.literal(0).label("steps"))
        .where(Event.id == event.id)
        .cte(recursive=True)
    )
    further = sa.select(Event.id, Event.builds_on_id, chain.c.steps + 1)
    chain = chain.union_all(
        further.join(chain, Event.id == chain.c.builds_on_id).where(chain.c.steps < DEEP)
    )
    near = (
        sa.select(chain.c.id, sa.func.min(chain.c.steps).label("steps"))
        .group_by(chain.c.id)
        .subquery()
    )
    query = (
        sa.select(Questionnaire, Event, near.c.steps)
        .join(Event, Questionnaire.event_id == Event.id)
        .outerjoin(near, near.c.id == Event.id)
        .where(Questionnaire.purpose == purpose)
    )
    if not choosable:
        query = query.where(near.c.steps.is_not(None))
    elif not current_user.administrator:
        mine = sa.select(Member.event_id).where(Member.user_id == current_user.id)
        query = query.where(near.c.steps.is_not(None) | Event.id.in_(mine))
    rows = db.session.execute(query.order_by(Event.first_day.desc(), Event.id.desc()))
    found = [EvaluatedEvent(*row) for row in rows]
    return sorted(found, key=lambda one: DEEP + 1 if one.steps is None else one.steps)


def questions_by(ids: Collection[int]) -> dict[int, list[Question]]:
    """What each of these questionnaires (their ids) shows, in order."""
    query = sa.select(Question).where(Question.questionnaire_id.in_(ids), ~Question.hidden)
    found: dict[int, list[Question]] = {key: [] for key in ids}
    for question in db.session.scalars(query.order_by(Question.position, Question.id)):
        found[question.questionnaire_id].append(question)
    return found


def sectors_by(ids: Collection[int]) -> dict[int, list[tuple[Sector, int]]]:
    """Of each of these questionnaires (their ids), which sectors answered, with their true numbers."""
    rows = db.session.execute(
        sa.select(Answer.questionnaire_id, Sector, sa.func.count(Answer.id))
        .join(Sector, Answer.sector_id == Sector.id)
        .where(Answer.questionnaire_id.in_(ids))
        .group_by(Answer.questionnaire_id, Sector.id)
        .order_by(Sector.position)
    )
    found: dict[int, list[tuple[Sector, int]]] = {key: [] for key in ids}
    for key, sector, number in rows:
        found[key].append((sector, number))
    return found


def named_parts(sectors: Iterable[tuple[Sector, int]]) -> list[SectorPart]:
    """Sectors with how many answered, in the language spoken now."""
    return [
        SectorPart(
            key=sector.key,
            name=pick_wording(sector.name),
            short=pick_wording(sector.short),
            letter=sector.letter,
            answers=number,
        )
        for sector, number in sectors
    ]


def said_in(questionnaire: Questionnaire) -> dict[int, Sequence[WrittenReply]]:
    """What was written to each open question (its id); the order tells nothing of when it came."""
    quoted = sa.exists().where(Passage.reply_id == Reply.id, Passage.quote)
    rows = db.session.execute(
        sa.select(Reply.question_id, Reply.id, Reply.text, quoted)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Question, Reply.question_id == Question.id)
        .where(Answer.questionnaire_id == questionnaire.id, Question.kind == QuestionKind.OPEN)
    )
    found: defaultdict[int, list[WrittenReply]] = defaultdict(list)
    for question, key, text, quoted_already in sorted(rows, key=lambda row: place_of_words(row[2])):
        found[question].append(WrittenReply(key, text, quoted_already))
    return dict(found)
