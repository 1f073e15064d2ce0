"""A consultation with few people in some sectors, choices among its questions, quotes and objectives."""

from dataclasses import dataclass
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.models import (
    Answer,
    Choice,
    Passage,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Theme,
)
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import AgreementStatus, Event
from facilitate.lib.text import Words

from ...scenes import keep_scene
from ..large import fill_large

SECTORS = {
    "central_government": 9,
    "local_government": 12,
    "civil_society": 12,
    "donor": 3,
    "media": 2,
    "other": 1,
}


@dataclass(frozen=True)
class Told:
    """What tests need to know: the link's token, ids of passages that may be quoted."""

    token: str
    quotes: list[int]


@pytest.fixture
@keep_scene
def told(app: Flask, cast) -> Told:
    """39 answers of six sectors, two of them small; written about, not published."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        fill_large(event, sum(SECTORS.values()))
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        questionnaire.summary = Words("You want people who stay.", "Ju doni njerëz që qëndrojnë.")
        _sectors()
        _choices(questionnaire)
        themes = db.session.scalars(sa.select(Theme).order_by(Theme.position)).all()
        for theme, status in zip(
            themes,
            (AgreementStatus.AGREED, AgreementStatus.PROPOSED, AgreementStatus.IDEA),
            strict=False,
        ):
            objective = add_objective(
                event, Words(f"Reach {status}", f"Arrij {status}"), Words("A paper", "Një letër")
            )
            objective.status, theme.objective_id = status, objective.id
        quotes = list(
            db.session.scalars(sa.select(Passage.id).where(Passage.quote).order_by(Passage.id))
        )
        db.session.commit()
        return Told(questionnaire.token, quotes)


def _sectors() -> None:
    ids = {row.key: row.id for row in db.session.scalars(sa.select(Sector))}
    keys = [key for key, number in SECTORS.items() for _one in range(number)]
    for answer, key in zip(
        db.session.scalars(sa.select(Answer).order_by(Answer.id)), keys, strict=True
    ):
        answer.sector_id = ids[key]


def _choices(questionnaire: Questionnaire) -> None:
    """One question of each kind that is not open, with small numbers in them."""
    chance = Random(7)
    answers = db.session.scalars(sa.select(Answer.id).order_by(Answer.id)).all()
    for position, kind in enumerate(list(QuestionKind)[1:], 3):
        text = Words(f"About {kind}", f"Rreth {kind}")
        question = Question(
            questionnaire_id=questionnaire.id,
            position=position,
            kind=kind,
            text=text,
            help=Words(),
            low=Words("low", "ulët"),
            high=Words("high", "lartë"),
        )
        db.session.add(question)
        db.session.flush()
        for at in range(3 if kind.has_choices else 0):
            db.session.add(
                Choice(
                    question_id=question.id, position=at, text=Words(f"Way {at}", f"Mënyra {at}")
                )
            )
        db.session.flush()
        mine = (
            sa.select(Choice.id).where(Choice.question_id == question.id).order_by(Choice.position)
        )
        choices = list(db.session.scalars(mine))
        for at, answer in enumerate(answers):
            for choice, number in _picked(kind, choices, at, chance):
                db.session.add(
                    Pick(answer_id=answer, question_id=question.id, choice_id=choice, number=number)
                )


def _picked(
    kind: QuestionKind, choices: list[int], at: int, chance: Random
) -> list[tuple[int | None, int | None]]:
    if kind is QuestionKind.SCALE:
        return [(None, 1 if at == 0 else chance.randint(3, 5))]
    if kind is QuestionKind.SINGLE:
        return [(choices[0 if at < 2 else 1 + at % 2], None)]
    if kind is QuestionKind.RANKING:
        return [
            (choice, rank) for rank, choice in enumerate(chance.sample(choices, len(choices)), 1)
        ]
    return [(choice, None) for choice in choices if choice != choices[0] or at < 2]
