"""Migrations lead to exactly the tables of the models, and back to none, on both databases."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from facilitate.agenda.plan import Material
from facilitate.agenda.queries import plan_of
from facilitate.app import create_app
from facilitate.consultation.models import Answer, Theme
from facilitate.db import WordsType, db
from facilitate.events.models import Event, Goal
from facilitate.lib.text import Words
from facilitate.models import Base
from facilitate.notes.models import NoteStructure
from facilitate.schema import differs, downgrade, upgrade

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
    app = create_app(settings_for(tmp_path, empty_database))
    with app.app_context():
        upgrade()
        upgrade()  # a second time changes nothing
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": differs}
            )
            assert compare_metadata(context, Base.metadata) == []
        downgrade("base")
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
    app = create_app(settings_for(tmp_path, empty_database))
    with app.app_context():
        upgrade("0001")
        with db.engine.begin() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            for name, row in BEFORE.items():
                table = tables.tables[name]
                connection.execute(table.insert().values(**row))
        upgrade()
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
        downgrade("0001")
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


AGENDA = {
    "event": BEFORE["event"],
    "user": {
        "id": 2, "version": 1, "name": "Ana Hoxha", "email": "ana@office.example", "session_token": "t",
        "administrator": False, "active": True, "language": "en", "created_at": datetime(2026, 11, 25),
    },
    "member": {"id": 3, "event_id": 4, "user_id": 2, "role": "organiser"},
    "day": {"id": 5, "version": 1, "event_id": 4, "on": date(2027, 3, 18), "starts": time(8, 30), "planned_end": time(17)},
}  # fmt: skip
STEP = {
    "version": 1, "event_id": 4, "day_id": 5, "kind": "plenary", "title": {"en": "Opening", "sq": "Hapja"}, "aim": {},
    "say": {}, "do": {}, "technique": "", "lead_id": 3,
}  # fmt: skip


@pytest.mark.both_databases
def test_an_agenda_gets_places_rooms_and_minutes_and_goes_back(empty_database: str, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, empty_database))
    with app.app_context():
        upgrade("0002")
        with db.engine.begin() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            for name, row in AGENDA.items():
                table = tables.tables[name]
                known = {key: value for key, value in row.items() if key in table.c}
                connection.execute(table.insert().values(**known))
            bring = {"en": "2 door lists\n6 pens", "sq": "2 lista hyrjeje"}
            steps = [
                {**STEP, "id": 7, "position": 2, "minutes": 15, "pinned": time(9), "room": "Salla", "materials": bring},
                {**STEP, "id": 8, "position": 1, "minutes": 30, "pinned": None, "room": "", "materials": {}},
                {**STEP, "id": 9, "position": 3, "minutes": 20, "pinned": None, "room": "Salla", "materials": {}},
            ]  # fmt: skip
            connection.execute(tables.tables["step"].insert(), steps)
        upgrade()
        plan = plan_of(db.session.scalars(sa.select(Event)).one())
        assert [(one.id, one.start, one.end, one.gap) for one in plan.timed(5)] == [
            (8, 510, 540, 0), (7, 540, 555, 0), (9, 555, 575, 0)
        ]  # fmt: skip
        assert [one.name for one in plan.rooms.values()] == ["Salla"]
        assert plan.steps[7].room == plan.steps[9].room == next(iter(plan.rooms))
        assert plan.steps[7].materials == (
            Material(Words("2 door lists", "2 lista hyrjeje")),
            Material(Words("6 pens")),
        )
        db.session.remove()
        downgrade("0002")
        with db.engine.connect() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            step = tables.tables["step"]
            rows = connection.execute(
                sa.select(step.c.id, step.c.pinned, step.c.room, step.c.day_id).order_by(step.c.position)
            ).all()
            day = tables.tables["day"]
            times = connection.execute(sa.select(day.c.starts, day.c.planned_end)).one()
        assert [tuple(row) for row in rows] == [
            (8, None, "", 5),
            (7, time(9), "Salla", 5),
            (9, None, "Salla", 5),
        ]
        assert tuple(times) == (time(8, 30), time(17))
        db.engine.dispose()


@pytest.mark.both_databases
def test_headings_of_notes_become_the_structure_and_go_back(empty_database: str, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, empty_database))
    heads = [{"en": "Said", "sq": "U tha"}, {"en": "Agreed", "sq": ""}]
    with app.app_context():
        upgrade("0008")
        with db.engine.begin() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            event = {key: value for key, value in BEFORE["event"].items() if key in tables.tables["event"].c}
            connection.execute(tables.tables["event"].insert().values(**event, country="AL"))
            setting = {"id": 3, "version": 1, "event_id": 4, "heads": heads}
            connection.execute(tables.tables["guide_setting"].insert().values(**setting))
        upgrade()
        with db.engine.connect() as connection:
            row = connection.execute(
                sa.select(NoteStructure.event_id, NoteStructure.step_kind, NoteStructure.heads)
            ).one()
        kept = [{"kind": "quote", **heads[0]}, {"kind": "decision", **heads[1]}]
        assert tuple(row) == (4, "", kept)
        downgrade("0008")
        with db.engine.connect() as connection:
            column = sa.column("heads", sa.JSON)
            assert connection.scalars(sa.select(column).select_from(sa.table("guide_setting"))).all() == [
                heads
            ]
        db.engine.dispose()
