"""`facilitate list`: every declared list leaves and comes back by it, and it says what the page says."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import load_workbook
from openpyxl.cell import Cell

from facilitate.agenda.editing.room_list import ROOMS
from facilitate.agenda.models import Room
from facilitate.cafe.queries import cafe_steps
from facilitate.data.db import db
from facilitate.directory.models import ContactExport
from facilitate.events.models import Event
from facilitate.exchange.sheet_styles import HEADER
from facilitate.run import planner_app
from facilitate.run.list_commands import LISTS, OF_PLANNER, TABLES, lists

from ..budget.conftest import made
from .test_round_trip import event, filled_lists

__all__ = ["event", "filled_lists", "made"]


@pytest.fixture
def run(app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command; each call is a transaction of its own."""
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)

    def command(*asked: Any) -> Result:
        db.session.commit()
        return CliRunner().invoke(lists, [str(one) for one in asked])

    return command


@pytest.mark.both_databases
def test_every_list_leaves_and_comes_back(event: Event, run: Any, tmp_path: Path) -> None:
    cafe = cafe_steps(event)[0].id
    for which in (*LISTS, TABLES, *OF_PLANNER):
        of = [] if which in OF_PLANNER else ["spring"]
        more = ["--cafe", cafe] if which == TABLES else []
        out = run("export", which, *of, *more, "-o", tmp_path / f"{which}.xlsx")
        assert (out.exit_code, which in out.stdout) == (0, True), out.stderr
        back = run("import", which, *of, *more, tmp_path / f"{which}.xlsx", "--apply")
        words = back.stdout.split()
        counts = dict(zip(words[::2], words[1::2], strict=True))
        assert (back.exit_code, counts.pop("unchanged") != "0") == (0, True), (which, back.stderr)
        assert set(counts.values()) == {"0"}, which
    left = db.session.scalars(sa.select(ContactExport.event).order_by(ContactExport.id)).all()
    assert left == ["spring", ""]  # who came, and everybody


def test_of_two_cafes_one_has_to_be_named(run: Any, tmp_path: Path) -> None:
    asked = run("export", TABLES, "spring", "-o", tmp_path / "tables.xlsx")
    assert (asked.exit_code, asked.stderr.count("--cafe ")) == (1, 2)
    assert run("export", "people", "spring", "-o", tmp_path / "x.xlsx").exit_code == 1
    assert run("export", "rooms", "-o", tmp_path / "x.xlsx").exit_code == 1
    assert run("export", "rooms", "spring", "-o", tmp_path / "x.doc").exit_code == 1


def test_what_is_left_out_is_said_under_the_headings_of_the_file(
    event: Event, run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "rooms.xlsx"
    event.language = "sq"
    run("export", "rooms", "spring", "-o", file)
    book = load_workbook(file)
    at = [column.name for column in ROOMS.columns].index("capacity") + 1
    book.worksheets[0].cell(HEADER + 1, at, "many")
    book.worksheets[0].cell(HEADER + 2, at, 77)
    book.save(file)
    done = run("import", "rooms", "spring", file, "--apply", "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["left_out"], said["applied"]) == (3, 1, False)
    assert [(row["what"], row["column"]) for row in said["rows"]] == [
        ("left_out", "Vende"),
        ("changed", "Vende"),
    ]
    assert run("import", "rooms", "spring", file, "--apply", "--partly").exit_code == 3
    assert db.session.query(Room).filter_by(capacity=77).count() == 1


def test_where_day_and_month_both_fit_the_command_is_told(
    event: Event, run: Any, tmp_path: Path
) -> None:
    """The one question of a page (`test_from_a_file.py`) is a switch of the command."""
    out = tmp_path / "list.xlsx"
    for which in ("checklist", "budget"):
        run("export", which, "spring", "-o", out)
        book = load_workbook(out)
        cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
        dated = [cell for cell in cells if isinstance(cell, Cell) and cell.is_date]
        for cell in dated:
            cell.value, cell.number_format = "3/4/2027", "@"
        book.save(out)
        for more, first in (([], "day"), (["--day-first"], "day"), (["--month-first"], "month")):
            found = run("import", which, "spring", out, *more)
            assert f"In these dates the {first} comes first" in found.stderr, which
