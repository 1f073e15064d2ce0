"""What people thought of the demo's events that are over, and said months later: `evaluations.toml` and `asked_later.toml`."""

import random
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ...consultation.evaluating.actions import create_evaluation
from ...consultation.evaluating.quoting import quote_reply
from ...consultation.models import (
    Answer,
    Choice,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnairePurpose,
    Reply,
)
from ...data.content import read_toml
from ...data.db import db
from ...directory.models import Sector
from ...events.models import Event
from ...lib.text import plain_text
from ...lib.workdays import add_months

SEED = 1708


def load_evaluation(
    event: Event,
    table: dict[str, Any],
    purpose: QuestionnairePurpose = QuestionnairePurpose.EVALUATION,
) -> Questionnaire:
    """The event's evaluation, open from its day on for two weeks more, and everything that was answered."""
    asked_on = add_months(event.last_day, purpose.months)
    questionnaire = create_evaluation(event, asked_on, purpose=purpose)
    rng = random.Random(
        f"{SEED} {event.slug} {purpose}" if purpose.months else f"{SEED} {event.slug}"
    )
    answers = _answers(questionnaire, event, table, rng)
    mine = sa.select(Question).where(Question.questionnaire_id == questionnaire.id)
    for question in db.session.scalars(mine):
        if question.kind is QuestionKind.SCALE and question.key not in table.get("steps", ()):
            question.hidden = True  # nobody was asked: there was nothing of that kind
        _answered(question, answers, table, rng)
    for reply in db.session.scalars(sa.select(Reply).where(Reply.answer_id.in_(answers))):
        if reply.text in table.get("quoted", ()):
            quote_reply(reply, to=True)
    return questionnaire


def load_evaluations(events: Mapping[str, Event]) -> dict[str, Questionnaire]:
    """What was answered at the end of these events, and months later; gives the evaluations at the end, by event."""
    folder = Path(__file__).parent
    found = {
        slug: load_evaluation(events[slug], table)
        for slug, table in read_toml(folder / "evaluations.toml").items()
    }
    for slug, purposes in read_toml(folder / "asked_later.toml").items():
        for purpose, table in purposes.items():
            load_evaluation(events[slug], table, QuestionnairePurpose(purpose))
    return found


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
            "given_on": questionnaire.opens_on + timedelta(days=_later(rng, table["days"])),
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
            {
                "answer_id": answer,
                "question_id": question.id,
                "text": text,
                "folded": plain_text(text),
            }
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
        many = zip(choices, table["picked"][question.key], strict=True)
        numbers = [(choice, None) for choice, number in many for _ in range(number)]
    several = question.kind is QuestionKind.MULTIPLE
    who = _several(answers, numbers, rng) if several else rng.sample(answers, len(numbers))
    rows = [
        {"answer_id": answer, "question_id": question.id, "choice_id": choice, "number": number}
        for answer, (choice, number) in zip(who, numbers, strict=True)
    ]
    if rows:
        db.session.execute(sa.insert(Pick), rows)


def _several(
    answers: list[int], numbers: list[tuple[int | None, int | None]], rng: random.Random
) -> list[int]:
    """Who picked each of these choices; whoever takes the last one, “none of these”, takes no other."""
    chosen = [choice for choice, _number in numbers]
    order = rng.sample(answers, len(answers))
    none = chosen.count(chosen[-1])
    found: list[int] = []
    for choice in dict.fromkeys(chosen[:-none]):
        found += rng.sample(order[none:], chosen.count(choice))
    return found + order[:none]
