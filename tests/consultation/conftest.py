"""A consultation of the event `spring`: two questions, open, and a way to answer it as stakeholders do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.answering.actions import save_answer
from facilitate.consultation.answering.sent import SentAnswer
from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Question, Questionnaire, Reply, Theme
from facilitate.consultation.reading.actions import add_theme, apply_theme, mark_passage
from facilitate.data.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ..moment import planner_today
from ..scenes import keep_scene


@dataclass(frozen=True)
class Asked:
    """What tests need to know of the questionnaire."""

    token: str
    questions: list[int]
    sectors: dict[str, int]
    counties: dict[str, int]

    @property
    def path(self) -> str:
        return f"/a/{self.token}"

    def typed(self, **more: str) -> dict[str, str]:
        """A complete answer as a browser sends it."""
        first = f"question_{self.questions[0]}"
        values = {
            "receipt": "r" * 22,
            "sector": str(self.sectors["donor"]),
            "place": "",
            first: "Çështje e hapur",
        }
        return {**values, **more}


@pytest.fixture
@keep_scene
def asked(app: Flask, cast) -> Asked:
    """The questionnaire of `spring`, open today."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        questionnaire = create_questionnaire(event, planner_today())
        questionnaire.closes_on = planner_today() + timedelta(days=3)
        db.session.commit()
        ids = db.session.scalars(sa.select(Question.id).order_by(Question.position)).all()
        sectors = {row.key: row.id for row in db.session.scalars(sa.select(Sector))}
        counties = {row.key: row.id for row in db.session.scalars(sa.select(County))}
        return Asked(questionnaire.token, list(ids), sectors, counties)


@pytest.fixture
def answered(app: Flask, asked: Asked, cast) -> Callable[..., int]:
    """Keep an answer to the first question: `answered("donor", "text", "theme")`; gives the reply."""

    def give(sector: str, text: str, *themes: str, county: str | None = None) -> int:
        with app.test_request_context():
            mine = sa.select(Questionnaire).where(Questionnaire.token == asked.token)
            questionnaire = db.session.scalars(mine).one()
            number = db.session.scalar(sa.select(sa.func.count(Reply.id)))
            where = asked.counties[county] if county else None
            save_answer(
                questionnaire,
                f"given-{number:016d}",
                SentAnswer(asked.sectors[sector], where, texts={asked.questions[0]: text}),
                planner_today(),
                language="en",
            )
            reply = db.session.scalars(sa.select(Reply).order_by(Reply.id.desc()).limit(1)).one()
            for name in themes:
                apply_theme(
                    mark_passage(reply, 0, len(text)),
                    add_theme(db.session.get_one(Event, cast.event_id), Words(name, f"{name} sq")),
                )
            db.session.commit()
            return reply.id

    return give


@pytest.fixture
def theme_ids(app: Flask) -> Callable[[], dict[str, int]]:
    """Ids of the themes by English name."""

    def look() -> dict[str, int]:
        with app.app_context():
            return {theme.name.en: theme.id for theme in db.session.scalars(sa.select(Theme))}

    return look
