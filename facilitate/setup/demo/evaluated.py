"""What people thought of the demo's events that are over, as `evaluated.toml` has it."""

import random
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ...consultation.evaluating.actions import begin
from ...consultation.models import (
    Answer,
    Choice,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
)
from ...db import db
from ...directory.models import Sector
from ...events.models import Event
from ...lib.text import plain

SEED = 1708


def load(event: Event, table: dict[str, Any]) -> Questionnaire:
    """The event's evaluation, open on its last day and two weeks more, and everything that was answered."""
    questionnaire = begin(event, event.last_day)
    rng = random.Random(f"{SEED} {event.slug}")
    answers = _answers(questionnaire, event, table, rng)
    mine = sa.select(Question).where(Question.questionnaire_id == questionnaire.id)
    for question in db.session.scalars(mine):
        if question.kind is QuestionKind.SCALE and question.key not in table["steps"]:
            question.hidden = True  # nobody was asked: there was nothing of that kind
        _answered(question, answers, table, rng)
    return questionnaire


def _answers(
    questionnaire: Questionnaire, event: Event, table: dict[str, Any], rng: random.Random
) -> list[int]:
    """The ids of the answers, in an order that tells nothing of the sector."""
    sectors = {key: id_ for key, id_ in db.session.execute(sa.select(Sector.key, Sector.id))}
    from_ = [sectors[key] for key, number in table["answers"].items() for _ in range(number)]
    rng.shuffle(from_)
    rows = [
        {
            "questionnaire_id": questionnaire.id,
            "receipt": f"demo-{number}-{questionnaire.token}",
            "language": "sq",
            "sector_id": sector,
            "given_on": event.last_day + timedelta(days=_later(rng, table["days"])),
        }
        for number, sector in enumerate(from_)
    ]
    db.session.execute(sa.insert(Answer), rows)
    found = sa.select(Answer.id).where(Answer.questionnaire_id == questionnaire.id)
    return list(db.session.scalars(found.order_by(Answer.id)))


def _later(rng: random.Random, most: int) -> int:
    """Most people answer in the room."""
    return 0 if rng.random() < 0.8 else rng.randint(1, most)


def _answered(
    question: Question, answers: list[int], table: dict[str, Any], rng: random.Random
) -> None:
    """What was said to one question, by some of them."""
    if question.kind is QuestionKind.OPEN:
        said = table["said"].get(question.key, ())
        rows = [
            {"answer_id": answer, "question_id": question.id, "text": text, "folded": plain(text)}
            for answer, text in zip(rng.sample(answers, len(said)), said, strict=True)
        ]
        db.session.execute(sa.insert(Reply), rows) if rows else None
        return
    numbers: list[tuple[int | None, int | None]]
    if question.kind is QuestionKind.SCALE:
        steps = table["steps"].get(question.key, ())
        numbers = [(None, step) for step, many in enumerate(steps, 1) for _ in range(many)]
    else:
        choices = db.session.scalars(
            sa.select(Choice.id).where(Choice.question_id == question.id).order_by(Choice.position)
        )
        numbers = [
            (choice, None)
            for choice, many in zip(choices, table["again"], strict=True)
            for _ in range(many)
        ]
    rows = [
        {"answer_id": answer, "question_id": question.id, "choice_id": choice, "number": number}
        for answer, (choice, number) in zip(rng.sample(answers, len(numbers)), numbers, strict=True)
    ]
    if rows:
        db.session.execute(sa.insert(Pick), rows)
