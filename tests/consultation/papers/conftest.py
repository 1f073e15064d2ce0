"""A questionnaire with a question of every kind, and a way through the three steps of bringing a table in."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import (
    Answer,
    Choice,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
)
from facilitate.data.db import db
from facilitate.lib.text import Words

from ...scenes import keep_scene
from ..conftest import Asked

BRING_IN = "/events/spring/consultation/bring-in"


@dataclass(frozen=True)
class Every:
    """Ids of a question of each kind by kind, of their choices by English wording."""

    asked: Asked
    questions: dict[str, int]
    choices: dict[str, int]


@pytest.fixture
@keep_scene
def every(app: Flask, asked: Asked) -> Every:
    """The questionnaire of `spring` with four more questions, one of each kind that is not open."""
    wordings = {
        QuestionKind.SINGLE: (
            Words("Which day?", "Cila ditë?"),
            [("Thursday", "E enjte"), ("Friday", "E premte")],
        ),
        QuestionKind.MULTIPLE: (
            Words("Which topics?", "Cilat tema?"),
            [("Time", "Koha"), ("Money", "Paratë"), ("People", "Njerëzit")],
        ),
        QuestionKind.SCALE: (Words("How well?", "Sa mirë?"), []),
        QuestionKind.RANKING: (
            Words("What comes first?", "Çfarë vjen e para?"),
            [("Talk", "Fjala"), ("Food", "Ushqimi")],
        ),
    }
    with app.app_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        questions, choices = {"open": asked.questions[0]}, {}
        for place, (kind, (text, offered)) in enumerate(wordings.items(), 10):
            ends = {"low": Words("not at all", "aspak"), "high": Words("very", "shumë")}
            row = Question(
                questionnaire_id=questionnaire.id,
                position=place,
                kind=kind,
                text=text,
                help=Words(),
                required=kind is QuestionKind.SINGLE,
                **(ends if kind is QuestionKind.SCALE else {}),
            )
            db.session.add(row)
            db.session.flush()
            questions[kind.value] = row.id
            for number, (en, sq) in enumerate(offered, 1):
                choice = Choice(question_id=row.id, position=number, text=Words(en, sq))
                db.session.add(choice)
                db.session.flush()
                choices[en] = choice.id
        db.session.commit()
        return Every(asked, questions, choices)


def upload_papers(client: FlaskClient, content: bytes, name: str = "answers.xlsx") -> Any:
    """First step: the file."""
    return client.post(BRING_IN, data={"file": (io.BytesIO(content), name)})


def fields_of(body: str) -> dict[str, str]:
    """What a browser would send from the form of the second or third step as it stands."""
    sign = 'name="fingerprint"' if 'name="fingerprint"' in body else 'name="given_on"'
    form = body[body.rindex("<form", 0, body.index(sign)) :]
    form = form[: form.index("</form>")]
    sent = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        values = re.findall(r'<option([^>]*)value="([^"]*)"', options)
        chosen = [
            value
            for before, value in re.findall(r'<option (selected )?value="([^"]*)"', options)
            if before
        ]
        chosen += re.findall(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[0] if chosen else values[0][1]
    return sent


def look_at(client: FlaskClient, address: str, columns: dict[str, str]) -> Any:
    """Second step: what the columns are; gives the third, or the second with its mistakes."""
    return client.post(address, data=columns, follow_redirects=True)


@pytest.fixture
def bring() -> Callable[..., Any]:
    """Through all steps: `bring(client, content, column_3="sector")`; gives the last response."""

    def go(client: FlaskClient, content: bytes, **changed: str) -> Any:
        address = upload_papers(client, content).location
        columns = fields_of(client.get(address).text)
        looked = look_at(client, address, {**columns, **changed})
        if "fingerprint" not in looked.text:
            return looked
        return client.post(looked.request.path, data=fields_of(looked.text))

    return go


@pytest.fixture
def kept(app: Flask) -> Callable[[], list[tuple[Any, ...]]]:
    """All answers: sector, county, capital, day, language, origin, name, texts, picks."""

    def look() -> list[tuple[Any, ...]]:
        with app.app_context():
            found = []
            for row in db.session.scalars(sa.select(Answer).order_by(Answer.id)):
                texts = sa.select(Reply.question_id, Reply.text, Reply.folded).where(
                    Reply.answer_id == row.id
                )
                picks = sa.select(Pick.question_id, Pick.choice_id, Pick.number).where(
                    Pick.answer_id == row.id
                )
                found.append(
                    (
                        row.sector.key,
                        row.county.key if row.county else None,
                        row.capital,
                        row.given_on,
                        row.language,
                        row.origin.value,
                        row.name,
                        [tuple(one) for one in db.session.execute(texts.order_by(Reply.id))],
                        [tuple(one) for one in db.session.execute(picks.order_by(Pick.id))],
                    )
                )
            return found

    return look
