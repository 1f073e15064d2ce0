"""The demo's consultation: questionnaire, themes, and what stakeholders answered."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ...consultation.models import Answer, Coding, Passage, Question, Questionnaire, Theme
from ...content import words_of
from ...db import db
from ...directory.models import County, Sector
from ...events.models import Event, Objective


def load(
    event: Event, table: dict[str, Any], objectives: dict[str, Objective], today: date, token: str
) -> None:
    """Put the consultation of `consultation.toml` into the event; it stays open for ten days more."""
    questionnaire = Questionnaire(
        event_id=event.id,
        token=token,
        title=words_of(table["title"]),
        intro=words_of(table["intro"]),
        opens_on=today - timedelta(days=25),
        closes_on=today + timedelta(days=10),
    )
    db.session.add(questionnaire)
    db.session.flush()
    questions = [
        Question(
            questionnaire_id=questionnaire.id, position=number, text=words_of(row), help=words_of(row, "help")
        )
        for number, row in enumerate(table["questions"], 1)
    ]
    themes = {
        row["key"]: Theme(
            event_id=event.id,
            position=number,
            name=words_of(row),
            objective_id=objectives[row["objective"]].id if row["objective"] else None,
        )
        for number, row in enumerate(table["themes"], 1)
    }
    db.session.add_all([*questions, *themes.values()])
    db.session.flush()
    sectors = {key: id_ for key, id_ in db.session.execute(sa.select(Sector.key, Sector.id))}
    counties = {key: id_ for key, id_ in db.session.execute(sa.select(County.key, County.id))}
    for number, row in enumerate(table["answers"]):
        answer = Answer(
            questionnaire_id=questionnaire.id,
            receipt=f"demo-{number}-{token}",
            language=row["lang"],
            sector_id=sectors[row["sector"]],
            county_id=counties.get(row["county"]),
            given_on=today - timedelta(days=row["days_ago"]),
        )
        db.session.add(answer)
        for question, part in zip(questions, ("first", "second"), strict=True):
            if row[part]:
                _passage(answer, question, row[part], [themes[key] for key in row[f"{part}_themes"]])


def _passage(answer: Answer, question: Question, text: str, themes: list[Theme]) -> None:
    passage = Passage(answer=answer, question_id=question.id, text=text)
    db.session.add(passage)
    db.session.flush()
    db.session.add_all(Coding(passage_id=passage.id, theme_id=theme.id) for theme in themes)
