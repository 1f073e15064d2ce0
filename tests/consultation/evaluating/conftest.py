"""An evaluation of the event `spring`, open today, and a way to answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.answering.actions import save_answer
from facilitate.consultation.answering.sent import SentAnswer, SentPick
from facilitate.consultation.evaluating.actions import create_evaluation
from facilitate.consultation.models import Choice, Question, Questionnaire
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.models import Event

from ...scenes import keep_scene
from ..conftest import planner_today


@dataclass(frozen=True)
class Evaluation:
    """What tests need to know of it: its link, ids of its questions by key, of the choices of `again` in order."""

    token: str
    questions: dict[str, int]
    again: list[int]

    @property
    def path(self) -> str:
        return f"/a/{self.token}"


def make_evaluation(event: Event) -> Evaluation:
    """The usual questions, open today."""
    questionnaire = create_evaluation(event, planner_today())
    questionnaire.opens_on, questionnaire.closes_on = (
        planner_today(),
        planner_today() + timedelta(days=3),
    )
    db.session.flush()
    mine = sa.select(Question).where(Question.questionnaire_id == questionnaire.id)
    questions = {row.key: row.id for row in db.session.scalars(mine)}
    choices = (
        sa.select(Choice.id)
        .where(Choice.question_id == questions["again"])
        .order_by(Choice.position)
    )
    return Evaluation(questionnaire.token, questions, list(db.session.scalars(choices)))


@pytest.fixture
@keep_scene
def evaluation(app: Flask, cast) -> Evaluation:
    """The evaluation of `spring`."""
    with app.test_request_context():
        made = make_evaluation(db.session.get_one(Event, cast.event_id))
        db.session.commit()
        return made


_numbers = count(1)


def give_answer(
    made: Evaluation, sector: str, *, again: int | None = None, **said: int | str
) -> None:
    """Keep one answer: numbers for scales, texts for open questions, `again` the place of the choice from 0 on."""
    questionnaire = db.session.scalars(
        sa.select(Questionnaire).where(Questionnaire.token == made.token)
    ).one()
    where = db.session.scalars(sa.select(Sector.id).where(Sector.key == sector)).one()
    texts = {made.questions[key]: text for key, text in said.items() if isinstance(text, str)}
    picks = [
        SentPick(made.questions[key], None, step)
        for key, step in said.items()
        if isinstance(step, int)
    ]
    if again is not None:
        picks.append(SentPick(made.questions["again"], made.again[again], None))
    sent = SentAnswer(where, texts=texts, picks=picks)
    assert save_answer(
        questionnaire, f"evaluated-{next(_numbers):012d}", sent, planner_today(), language="sq"
    )


@pytest.fixture
def given(app: Flask, evaluation: Evaluation) -> Callable[..., None]:
    """Keep an answer to the evaluation of `spring` (see `give_answer`)."""

    def one(sector: str, **said: int | str) -> None:
        with app.test_request_context():
            give_answer(evaluation, sector, **said)  # type: ignore[arg-type]
            db.session.commit()

    return one
