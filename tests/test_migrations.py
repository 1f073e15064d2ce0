"""Every migration up and down on filled tables, on both databases: nothing is lost, and the models come out.

Up from nothing with rows written by hand and the sample of a planner; down step by step and up again, so that each step
finds rows in the tables as the version before had them.
"""

from contextlib import suppress
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from facilitate.agenda.plan import PlanMaterial
from facilitate.agenda.queries import plan_of
from facilitate.consultation.models import Answer, Reply, Theme
from facilitate.data.db import WordsType, db
from facilitate.data.revision import FOLDER, all_revisions
from facilitate.data.schema import (
    downgrade_schema,
    lock_schema,
    upgrade_on,
    upgrade_schema,
)
from facilitate.events.models import Event, Goal
from facilitate.lib.text import Words
from facilitate.notes.models import NoteStructure
from facilitate.web.app import create_app

from .changes_before import CHANGES_BEFORE, look_at_changes
from .conftest import settings_for
from .databases import create_database
from .planner_sample import count_on, put_sample, revision_of_sample
from .table_rows import (
    Shot,
    count_rows,
    empty_tables,
    read_all_rows,
    read_rows_on,
    table_shapes,
    unlike_the_models,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "postgresql":
        return create_database(request.getfixturevalue("postgres_server"), "empty")
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture
def steps_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of Alembic's would read all steps anew, fifty times."""
    read = ScriptDirectory(FOLDER)
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda _config: read)


BEFORE = {
    "event": {
        "id": 9004,
        "version": 1,
        "slug": "old",
        "kind": "conference",
        "title": {"en": "Old", "sq": ""},
        "description": {},
        "goal": {"en": "One plan", "sq": "Një plan"},
        "language": "sq",
        "zone": "Europe/Tirane",
        "first_day": date(2027, 3, 18),
        "last_day": date(2027, 3, 19),
        "venue": "",
        "town": "",
        "expected": 9,
        "created_at": datetime(2026, 11, 25),
    },
    "sector": {
        "id": 9003,
        "version": 1,
        "key": "old_donor",
        "name": {},
        "short": {},
        "letter": "Ó",
        "position": 1,
    },
    "questionnaire": {
        "id": 9005,
        "version": 1,
        "event_id": 9004,
        "token": "of-old",
        "title": {},
        "intro": {},
        "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 12, 1),
        "closed": False,
    },
    "question": {
        "id": 9006,
        "version": 1,
        "questionnaire_id": 9005,
        "position": 1,
        "text": {"en": "What?", "sq": ""},
        "help": {},
        "required": True,
    },
    "county": {"id": 9001, "key": "old_vlore", "name": "Vlorë"},
    "district": {
        "id": 9001,
        "key": "old_vlore",
        "name": "Vlorë",
        "county_id": 9001,
        "capital": False,
    },
    "answer": {
        "id": 9007,
        "questionnaire_id": 9005,
        "receipt": "of-old",
        "language": "sq",
        "sector_id": 9003,
        "county_id": 9001,
        "given_on": date(2026, 11, 20),
    },
    "passage": {"id": 9008, "answer_id": 9007, "question_id": 9006, "text": "Çështje e hapur"},
    "theme": {
        "id": 9009,
        "version": 1,
        "event_id": 9004,
        "position": 14,
        "name": {"en": "Open", "sq": ""},
        "objective_id": None,
    },
    "coding": {"passage_id": 9008, "theme_id": 9009},
}
"""A consultation as the first tables held it, one row a table."""


AGENDA = {
    "event": {**BEFORE["event"], "id": 9014, "slug": "older"},
    "user": {
        "id": 9002,
        "version": 1,
        "name": "Ana Hoxha",
        "email": "old@office.example",
        "session_token": "of-old",
        "administrator": False,
        "active": True,
        "language": "en",
        "created_at": datetime(2026, 11, 25),
    },
    "member": {"id": 9003, "event_id": 9014, "user_id": 9002, "role": "organiser"},
    "day": {
        "id": 9005,
        "version": 1,
        "event_id": 9014,
        "on": date(2027, 3, 18),
        "starts": time(8, 30),
        "planned_end": time(17),
    },
}
STEP = {
    "version": 1,
    "event_id": 9014,
    "day_id": 9005,
    "kind": "plenary",
    "title": {"en": "Opening", "sq": "Hapja"},
    "aim": {},
    "say": {},
    "do": {},
    "technique": "",
    "lead_id": 9003,
}


BRING = {"en": "2 door lists\n6 pens", "sq": "2 lista hyrjeje"}
STEPS = [
    {
        **STEP,
        "id": 9007,
        "position": 2,
        "minutes": 15,
        "pinned": time(9),
        "room": "Salla",
        "materials": BRING,
    },
    {**STEP, "id": 9008, "position": 1, "minutes": 30, "pinned": None, "room": "", "materials": {}},
    {
        **STEP,
        "id": 9009,
        "position": 3,
        "minutes": 20,
        "pinned": None,
        "room": "Salla",
        "materials": {},
    },
]
"""An agenda as the version after held it."""
HEADS = [{"en": "Said", "sq": "U tha"}, {"en": "Agreed", "sq": ""}]
HEADINGS = {
    "event": {**BEFORE["event"], "id": 9024, "slug": "oldest", "country": "AL"},
    "guide_setting": {"id": 9003, "version": 1, "event_id": 9024, "heads": HEADS},
}
BY_HAND: dict[str, dict[str, Any]] = {
    "0001": BEFORE,
    "0002": {**AGENDA, "step": STEPS},
    "0008": HEADINGS,
    **CHANGES_BEFORE,
}
"""Rows whose way is followed by their values."""

FITS_NOT = {
    # what was merged, what was done to themes, what workbooks changed stood in tables of their own
    **{version: {"change"} for version in ("0037", "0036", "0035")},
    "0034": {"change"},  # only what was done in events was kept
    "0010": {"clearing"},  # decided about words of events only
    "0011": {"draft"},  # was read by whoever had the database; now only by whoever has the link
    # one questionnaire an event, and sheets of events only
    "0008": {"questionnaire", "invitation", "sent_letter", "draft", "practice_sheet"},
    "0007": {"forum_member", "forum.kind"},  # one seat an organisation, and fewer kinds
    "0004": {"task.anchor"},  # no task followed another one
    "0002": {"step.day_id"},  # every step stood in a day
    "0001": {"theme"},  # none was kept that is gone
}
"""Tables some of whose rows, and columns some of whose values the version cannot hold: they are lost going down."""
GETS = {"0037": {"change"}, "0036": {"change"}, "0035": {"change"}}
"""Tables that get rows of others by the step up from the version."""
ANOTHER_FORM = {
    "0038": {"change.did", "change.cells"},
    "0002": {"day.starts", "day.planned_end", "step.pinned", "step.materials"},
    "0001": {"passage", "coding"},
}
"""Tables and columns that the version keeps in a form of its own; the rows by hand follow these."""


@pytest.mark.both_databases
@pytest.mark.usefixtures("steps_read_once")
def test_every_step_up_and_down_keeps_the_rows(empty_database: str, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, empty_database))
    with app.app_context():
        for revision in all_revisions():
            upgrade_schema(revision)
            put_rows(revision)
        upgrade_schema()  # a second time changes nothing
        assert unlike_the_models() == []
        with db.engine.connect() as connection:
            assert made_at_once(another(empty_database), tmp_path) == table_shapes(connection)
        look_at_the_rows_by_hand()
        shot = read_all_rows()
        for above, revision in pairwise(reversed(all_revisions())):
            downgrade_schema(revision)
            before, shot = shot, read_all_rows()
            assert lost(before, shot, revision, going_down=True) == []
            if revision in LOOK_BACK:
                LOOK_BACK[revision]()
            assert empty_tables(shot) in ([], ["draft"]), (
                f"{above} meets no rows there: python -m tests.planner_sample"
            )
            assert lost(shot, tried(above), revision) == []
            assert read_all_rows() == shot  # what is not kept leaves nothing behind
        db.engine.dispose()


def test_the_newest_step_down_and_up_keeps_the_rows_and_leads_to_the_models(
    tmp_path: Path,
) -> None:
    """What a new migration has to be first, in a second; the walk above takes all steps, on both databases."""
    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'newest.sqlite3'}"))
    below, newest = all_revisions()[-2:]
    with app.app_context():
        upgrade_schema()
        with db.engine.begin() as connection:
            put_sample(connection)
            shapes = table_shapes(connection)
        above = read_all_rows()
        downgrade_schema(below)
        shot = read_all_rows()
        assert lost(above, shot, below, going_down=True) == []
        upgrade_schema(newest)
        assert lost(shot, read_all_rows(), below) == []
        assert unlike_the_models() == []
        with db.engine.connect() as connection:
            assert table_shapes(connection) == shapes
        db.engine.dispose()


def put_rows(revision: str) -> None:
    """The rows by hand of this version, and the sample where its version is reached."""
    with db.engine.begin() as connection:
        tables = sa.MetaData()
        if revision in BY_HAND:
            tables.reflect(connection)
            for name, rows in BY_HAND[revision].items():
                table = tables.tables[name]
                for row in rows if isinstance(rows, list) else [rows]:
                    connection.execute(
                        table.insert().values({key: row[key] for key in row if key in table.c})
                    )
            count_on(connection, [tables.tables[name] for name in BY_HAND[revision]])
        if revision == revision_of_sample():
            put_sample(connection)


def another(url: str) -> str:
    """The address of a second database without any table, beside that one."""
    if url.startswith("sqlite"):
        return url.replace("empty.sqlite3", "other.sqlite3")
    return create_database(url.rsplit("/", 1)[0], "other")


def made_at_once(url: str, folder: Path) -> dict[str, Any]:
    """The shape that a planner's tables have which never had an earlier version."""
    app = create_app(settings_for(folder, url))
    with app.app_context():
        upgrade_schema()
        with db.engine.connect() as connection:
            assert connection.scalars(sa.text("SELECT version_num FROM alembic_version")).all() == [
                all_revisions()[-1]
            ]
            found = table_shapes(connection)
        db.engine.dispose()
    return found


def lost(before: Shot, after: Shot, lower: str, going_down: bool = False) -> list[str]:
    """What a step from or to that version did to the rows of tables and columns that both sides of it have."""
    found = []
    fits_not = FITS_NOT.get(lower, set()) if going_down else set()
    another = ANOTHER_FORM.get(lower, set()) | {name for name in fits_not if "." in name}
    for table in sorted(before.keys() & after.keys() - another):
        columns = [
            name
            for name in before[table][0]
            if name in after[table][0] and f"{table}.{name}" not in another
        ]
        was, now = (count_rows(shot[table], columns) for shot in (before, after))
        if table in fits_not:
            was &= now
        if not going_down and table in GETS.get(lower, set()):
            now &= was
        if was != now:
            gone, new = list((was - now).elements()), list((now - was).elements())
            found.append(
                f"{lower}: {table}: {len(gone)} rows became {len(new)}: {columns} {gone[:1]} {new[:1]}"
            )
    return found


class NotKept(Exception):
    """Takes a trial back."""


def tried(revision: str) -> Shot:
    """The rows after the step up to that version, which is not kept."""
    shot: Shot = {}
    with suppress(NotKept), lock_schema() as connection:
        upgrade_on(connection, revision)
        shot = read_rows_on(connection)
        raise NotKept
    return shot


def look_at_the_rows_by_hand() -> None:
    """Replies and exact passages, places and rooms and minutes, the structure of notes."""
    with db.engine.connect() as connection:
        reply = connection.execute(
            sa.select(Reply.id, Reply.answer_id, Reply.text, Reply.folded).where(
                Reply.answer_id == 9007
            )
        ).one()
        passage = connection.execute(
            sa.text('SELECT id, reply_id, start, "end" FROM passage WHERE id = 9008')
        ).one()
        coding = connection.execute(
            sa.text("SELECT passage_id, theme_id, stance FROM coding WHERE theme_id = 9009")
        ).one()
        goal = connection.execute(
            sa.select(Goal.text, Goal.position).where(Goal.event_id == 9004)
        ).one()
        colour = connection.scalar(sa.text("SELECT colour FROM theme WHERE id = 9009"))
        capital = connection.scalar(sa.select(Answer.capital).where(Answer.id == 9007))
        structure = connection.execute(
            sa.select(NoteStructure.step_kind, NoteStructure.heads).where(
                NoteStructure.event_id == 9024
            )
        ).one()
    assert tuple(reply)[1:] == (9007, "Çështje e hapur", "ceshtje e hapur")
    assert tuple(passage) == (9008, reply.id, 0, 15)
    assert tuple(coding) == (9008, 9009, "for")
    assert tuple(goal) == (Words("One plan", "Një plan"), 1)
    assert (colour, capital) == (1, False)
    look_at_changes()
    assert tuple(structure) == (
        "",
        [{"kind": "quote", **HEADS[0]}, {"kind": "decision", **HEADS[1]}],
    )
    plan = plan_of(db.session.scalars(sa.select(Event).where(Event.id == 9014)).one())
    assert [(one.id, one.start, one.end, one.gap) for one in plan.timed(9005)] == [
        (9008, 510, 540, 0),
        (9007, 540, 555, 0),
        (9009, 555, 575, 0),
    ]
    assert [one.name for one in plan.rooms.values()] == ["Salla"]
    assert plan.steps[9007].room == plan.steps[9009].room == next(iter(plan.rooms))
    assert plan.steps[9007].materials == (
        PlanMaterial(Words("2 door lists", "2 lista hyrjeje")),
        PlanMaterial(Words("6 pens")),
    )
    db.session.remove()
    with db.engine.begin() as connection:
        gone = {
            "event_id": 9004,
            "position": 2,
            "name": Words("Gone", ""),
            "gone": True,
            "version": 1,
        }
        connection.execute(sa.insert(Theme).values(**gone))


def headings_are_back() -> None:
    """The headings of notes are where they were before 0009."""
    with db.engine.connect() as connection:
        query = sa.select(sa.column("heads", sa.JSON)).select_from(sa.table("guide_setting"))
        assert connection.scalars(query.where(sa.column("event_id") == 9024)).all() == [HEADS]


def steps_are_back() -> None:
    """The steps stand in order, pinned where a time was given, in rooms with a name; days have times."""
    with db.engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection, only=["step", "day"])
        step, day = tables.tables["step"], tables.tables["day"]
        columns = (step.c.id, step.c.pinned, step.c.room, step.c.day_id)
        rows = connection.execute(
            sa.select(*columns).where(step.c.event_id == 9014).order_by(step.c.position)
        ).all()
        times = connection.execute(
            sa.select(day.c.starts, day.c.planned_end).where(day.c.id == 9005)
        ).one()
    assert [tuple(row) for row in rows] == [
        (9008, None, "", 9005),
        (9007, time(9), "Salla", 9005),
        (9009, None, "Salla", 9005),
    ]
    assert tuple(times) == (time(8, 30), time(17))


def passages_are_back() -> None:
    """Passages are texts of answers; a theme that is gone is not there, and the event has its goal."""
    with db.engine.connect() as connection:
        old = connection.execute(
            sa.text("SELECT id, answer_id, question_id, text FROM passage WHERE answer_id = 9007")
        ).one()
        put = connection.execute(
            sa.text("SELECT passage_id, theme_id FROM coding WHERE theme_id = 9009")
        ).one()
        themes = connection.scalars(sa.text("SELECT id FROM theme WHERE event_id = 9004")).all()
        goal = connection.scalar(
            sa.text("SELECT goal FROM event WHERE id = 9004").columns(goal=WordsType())
        )
    assert (tuple(old), tuple(put)) == ((9008, 9007, 9006, "Çështje e hapur"), (9008, 9009))
    assert (goal, themes) == (Words("One plan", "Një plan"), [9009])


LOOK_BACK = {"0008": headings_are_back, "0002": steps_are_back, "0001": passages_are_back}
