"""A planner with the demo, and one with ten times as much in it: made once by this script, kept between runs in `build/worlds`.

Everything people bring is there ten times: people and offices, answers, steps, tasks, notes, costs, invitations; and ten times as many
events. Accounts, roles, forums and questionnaires are there once.
"""

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from facilitate.data.models import Base
from facilitate.data.revision import all_revisions
from facilitate.report.clearing.looking import rules_mark

from . import moment
from .levels import copy_level, sqlite_level
from .once import made_once

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
"""The moment on which both are looked at: what a page costs must not depend on the day of a run."""
TIMES = 10
STRIDE = 1_000_000
"""The number of a copy is that of its row and so many more."""
HERE = Path(__file__).parent
KEPT = HERE.parent / "build" / "worlds"
GROWS = {
    "answer",
    "choice",
    "coding",
    "contribution",
    "cost_line",
    "invitation",
    "lesson",
    "message",
    "note_action",
    "note_decision",
    "note_line",
    "organisation",
    "participation",
    "passage",
    "person",
    "pick",
    "registration",
    "reply",
    "sent_letter",
    "step",
    "step_objective",
    "step_speaker",
    "step_supporter",
    "task",
}
"""Tables whose rows are there ten times; a copy belongs to the copies of what its row belongs to."""
OTHERS = {"event", "member"}
"""The same for events, which have their team and nothing else."""


def grown_world(times: int) -> Path:
    """The folder of the demo (1), or of ten times as much (10): its `facilitate.sqlite3`, and what was uploaded."""
    kept = KEPT / _state()
    kept.mkdir(parents=True, exist_ok=True)
    before = moment._begins, moment.clock._source
    moment.begin_run(AT)
    try:
        small = sqlite_level(kept, "demo")
    finally:
        moment._begins = before[0]
        moment.clock.set_clock(before[1])
    if times == 1:
        return small

    def make(folder: Path) -> None:
        folder.mkdir()
        copy_level(small, folder)
        with closing(sqlite3.connect(folder / "facilitate.sqlite3")) as database:
            grow_database(database)

    return made_once(kept, "grown", make)


def _state() -> str:
    """What both are made of, and the rules under which their texts were looked through."""
    package = HERE.parent / "facilitate"
    files = [*(package / "setup" / "demo").rglob("*.*"), Path(__file__)]
    digest = hashlib.sha256(" ".join([*all_revisions(), rules_mark()]).encode())
    for file in sorted(one for one in files if "__pycache__" not in one.parts):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def grow_database(database: sqlite3.Connection) -> None:
    """Put nine copies beside each row of what grows."""
    for names in (GROWS, OTHERS):
        for table in Base.metadata.sorted_tables:
            if table.name in names:
                _copy(database, table, names)
    database.commit()


def _copy(database: sqlite3.Connection, table: sa.Table, names: set[str]) -> None:
    columns = [column.name for column in table.columns]
    rows = database.execute(f'SELECT {", ".join(map(_quoted, columns))} FROM "{table.name}"')  # noqa: S608
    moved = {key.parent.name for key in table.foreign_keys if key.column.table.name in names}
    if table.c.get("id") is not None:
        moved.add("id")
    changed = _told_apart(table, moved)
    copies = [
        tuple(
            _copied(value, number, name in moved, name in changed)
            for name, value in zip(columns, row, strict=True)
        )
        for row in rows.fetchall()
        for number in range(1, TIMES)
    ]
    places = ", ".join("?" * len(columns))
    names_ = ", ".join(map(_quoted, columns))
    database.executemany(f'INSERT INTO "{table.name}" ({names_}) VALUES ({places})', copies)  # noqa: S608


def _copied(value: Any, number: int, moved: bool, changed: bool) -> Any:
    if value is None:
        return None
    if moved:
        return value + number * STRIDE
    return f"{value}-{number}" if changed and isinstance(value, str) else value


def _told_apart(table: sa.Table, moved: set[str]) -> set[str]:
    """Texts of which there may be only one: a copy's is another one."""
    only = [
        [column.name for column in one.columns]
        for one in (*table.constraints, *table.indexes)
        if isinstance(one, sa.UniqueConstraint) or (isinstance(one, sa.Index) and one.unique)
    ]
    return {name for names in only if not moved & set(names) for name in names}


def _quoted(name: str) -> str:
    return f'"{name}"'
