"""Migrations lead to exactly the tables of the models, and back to none, on both databases."""

from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade

from facilitate.app import create_app
from facilitate.consultation.models import Answer, Theme
from facilitate.db import WordsType, db
from facilitate.events.models import Goal
from facilitate.lib.text import Words
from facilitate.models import Base
from facilitate.schema import bind, upgrade

from .conftest import settings_for
from .databases import create_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "postgresql":
        return create_database(request.getfixturevalue("postgres_server"), "empty")
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.mark.both_databases
def test_up_gives_the_models_and_down_gives_nothing(empty_database: str, tmp_path: Path) -> None:
    app = bind(create_app(settings_for(tmp_path, empty_database)))
    with app.app_context():
        upgrade(app)
        upgrade(app)  # a second time changes nothing
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        db.engine.dispose()


BEFORE = {
    "event": {
        "id": 4, "version": 1, "slug": "old", "kind": "conference", "title": {"en": "Old", "sq": ""}, "description": {},
        "goal": {"en": "One plan", "sq": "Një plan"}, "language": "sq", "zone": "Europe/Tirane",
        "first_day": date(2027, 3, 18), "last_day": date(2027, 3, 19), "venue": "", "town": "", "expected": 9,
        "created_at": datetime(2026, 11, 25),
    },
    "sector": {"id": 3, "version": 1, "key": "donor", "name": {}, "short": {}, "letter": "D", "position": 1},
    "questionnaire": {
        "id": 5, "version": 1, "event_id": 4, "token": "t", "title": {}, "intro": {}, "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 12, 1), "closed": False,
    },
    "question": {
        "id": 6, "version": 1, "questionnaire_id": 5, "position": 1, "text": {"en": "What?", "sq": ""}, "help": {},
        "required": True,
    },
    "county": {"id": 1, "key": "vlore", "name": "Vlorë"},
    "district": {"id": 1, "key": "vlore", "name": "Vlorë", "county_id": 1, "capital": False},
    "answer": {
        "id": 7, "questionnaire_id": 5, "receipt": "r", "language": "sq", "sector_id": 3, "county_id": 1,
        "given_on": date(2026, 11, 20),
    },
    "passage": {"id": 8, "answer_id": 7, "question_id": 6, "text": "Çështje e hapur"},
    "theme": {"id": 9, "version": 1, "event_id": 4, "position": 14, "name": {"en": "Open", "sq": ""}, "objective_id": None},
    "coding": {"passage_id": 8, "theme_id": 9},
}  # fmt: skip
"""A consultation as the first tables held it, one row a table."""


@pytest.mark.both_databases
def test_a_consultation_becomes_replies_and_exact_passages_and_back(
    empty_database: str, tmp_path: Path
) -> None:
    app = bind(create_app(settings_for(tmp_path, empty_database)))
    with app.app_context():
        upgrade(app, "0001")
        with db.engine.begin() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            for name, row in BEFORE.items():
                table = tables.tables[name]
                connection.execute(table.insert().values(**row))
        upgrade(app)
        with db.engine.connect() as connection:
            reply = connection.execute(sa.text("SELECT id, answer_id, text, folded FROM reply")).one()
            passage = connection.execute(sa.text('SELECT id, reply_id, start, "end" FROM passage')).one()
            coding = connection.execute(sa.text("SELECT passage_id, theme_id, stance FROM coding")).one()
            goal = connection.execute(sa.select(Goal.event_id, Goal.text, Goal.position)).one()
            colour = connection.scalar(sa.text("SELECT colour FROM theme"))
            capital = connection.scalar(sa.select(Answer.capital))
        assert tuple(reply) == (8, 7, "Çështje e hapur", "ceshtje e hapur")
        assert tuple(passage) == (8, 8, 0, 15)
        assert tuple(coding) == (8, 9, "for")
        assert tuple(goal) == (4, Words("One plan", "Një plan"), 1)
        assert (colour, capital) == (1, False)
        with db.engine.begin() as connection:
            gone = {"event_id": 4, "position": 2, "name": Words("Gone", ""), "gone": True, "version": 1}
            connection.execute(sa.insert(Theme).values(**gone))
        downgrade(revision="0001")
        with db.engine.connect() as connection:
            old = connection.execute(sa.text("SELECT id, answer_id, question_id, text FROM passage")).one()
            put = connection.execute(sa.text("SELECT passage_id, theme_id FROM coding")).one()
            themes = connection.scalars(sa.text("SELECT id FROM theme")).all()
            goal = connection.execute(
                sa.select(sa.table("event", sa.column("goal", WordsType())).c.goal)
            ).scalar()
        assert (tuple(old), tuple(put)) == ((8, 7, 6, "Çështje e hapur"), (8, 9))
        assert (goal, themes) == (Words("One plan", "Një plan"), [9])
        db.engine.dispose()
