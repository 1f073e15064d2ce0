"""`facilitate checklist import` says all that the page says, and leaves nothing out without ending with 3."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import load_workbook

from facilitate.checklists.queries import tasks_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.run import planner_app
from facilitate.run.list_commands import checklist

from ...people import Cast
from ..make import put_cells, task_row
from .test_back import event, exported, task

__all__ = ["event"]


@pytest.fixture
def run(app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The command, with a file of that content."""
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)

    def command(content: bytes, *asked: str, name: str = "list.xlsx") -> Result:
        (tmp_path / name).write_bytes(content)
        db.session.commit()  # the command has a transaction of its own
        return CliRunner().invoke(checklist, ["import", "spring", str(tmp_path / name), *asked])

    return command


def test_every_row_is_said_and_the_counts_stand_alone(event: Event, run: Any) -> None:
    count = len(tasks_of(event))
    content = exported(event, put_cells("C03", note="typed offline"))
    done = run(content)
    assert (done.exit_code, done.stdout) == (
        0,
        f"new 0 changed 1 unchanged {count - 1} missing 0 clashing 0\n",
    )
    title = task("C03").title.en
    assert done.stderr.splitlines() == [
        f"changed: row {row_in(content, 'C03')}, Note, “{title}”: here “–”, in the file “typed offline”"
    ]
    assert task("C03").note == ""
    assert run(content, "--apply").exit_code == 0
    db.session.expire_all()
    assert task("C03").note == "typed offline"


def row_in(content: bytes, code: str) -> int:
    """The row of a task in the file."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return task_row(sheet, code)


def test_what_is_left_out_ends_with_3_and_is_not_applied_by_itself(
    event: Event, cast: Cast, run: Any
) -> None:
    content = exported(
        event,
        put_cells("C03", note="typed offline", due_on="soon"),
        put_cells("C04", owner="Nobody Known"),
    )
    done = run(content, "--apply")
    assert done.exit_code == 3
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "left out",
        "unknown name",
        "changed",
        "Nothing was changed",
    ]
    db.session.expire_all()
    assert task("C03").note == ""
    partly = run(content, "--apply", "--partly")
    assert partly.exit_code == 3
    db.session.expire_all()
    assert task("C03").note == "typed offline"


def test_as_json(event: Event, run: Any) -> None:
    done = run(exported(event, put_cells("C03", note="typed offline", due_on="soon")), "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["left_out"], said["applied"]) == (3, 1, False)
    assert said["counts"] == {
        "new": 0,
        "changed": 1,
        "unchanged": len(tasks_of(event)) - 1,
        "missing": 0,
        "clashing": 0,
    }
    assert [(row["what"], row["column"]) for row in said["rows"]] == [
        ("left_out", "Completion date"),
        ("changed", "Note"),
    ]


def test_a_list_from_elsewhere_is_read_as_the_page_guesses(event: Event, run: Any) -> None:
    done = run(b"Detyra;Afati\nBlej lule;1.3.2027\n", name="lista.csv")
    assert done.stderr.splitlines() == [
        "column “Detyra”: Task",
        "column “Afati”: Completion date",
        "new: row 2, “Blej lule”",
    ]
    assert done.stdout.startswith("new 1 changed 0 ")
    assert run(b"a;b\n1;2\n", name="x.csv").exit_code == 1
