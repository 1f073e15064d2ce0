"""A copy is written piece by piece: the longest table need not fit into memory, and each row is a line of its own."""

import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.audit import AuditAct, AuditEntry
from facilitate.data import backup
from facilitate.data.db import db

from . import moment

pytestmark = pytest.mark.both_databases
TABLE = "tables/audit_entry.jsonl"


def note(app: Flask, number: int) -> None:
    """So many entries of 300 letters."""
    rows = [
        {"at": moment.now(), "act": AuditAct.FAILED, "about": f"{place} {'x' * 300}"}
        for place in range(number)
    ]
    with app.app_context():
        db.session.execute(sa.insert(AuditEntry), rows)
        db.session.commit()


@pytest.mark.parametrize("number", [0, 2, 3, 7])
def test_each_row_is_a_line(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    if number:
        note(app, number)
    monkeypatch.setattr(backup, "AT_ONCE", 3)
    with app.app_context():
        backup.write_backup(tmp_path / "copy.zip")
        db.session.remove()
    with zipfile.ZipFile(tmp_path / "copy.zip") as file:
        lines = file.read(TABLE).decode().splitlines()
    places = [int(json.loads(line)["about"].split()[0]) for line in lines]
    assert places == list(range(number))


def test_a_long_table_takes_no_more_memory_than_a_short_one(app: Flask, tmp_path: Path) -> None:
    note(app, 20_000)  # ten megabytes of lines
    with app.app_context():
        backup.write_backup(tmp_path / "warm.zip")
        tracemalloc.start()
        try:
            backup.write_backup(tmp_path / "copy.zip")
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        db.session.remove()
    assert most < 6_000_000


def test_what_a_later_release_kept_is_copied_too(app: Flask, tmp_path: Path) -> None:
    """Servers are brought up one by one: until all are, the nightly copy may be that of the earlier release."""
    note(app, 1)
    with app.app_context():
        later = sa.insert(sa.table("audit_entry", *map(sa.column, ("at", "act", "about"))))
        db.session.execute(later, {"at": moment.now(), "act": "not_known_here", "about": ""})
        db.session.commit()
        backup.write_backup(tmp_path / "copy")
        db.session.remove()
    with zipfile.ZipFile(tmp_path / "copy") as file:
        lines = file.read(TABLE).decode().splitlines()
    assert [json.loads(one)["act"] for one in lines] == ["failed", "not_known_here"]
