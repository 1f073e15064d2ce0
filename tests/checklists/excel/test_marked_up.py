"""The file comes back with what was taken over, what not and why: in its rows, whatever kind of file it was."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from facilitate.exchange.marking_up import LEFT, TAKEN
from facilitate.lib.opendocument_out import as_opendocument

from ..make import COLUMN, append_row, put_cells, task_row
from .test_back_pages import LIST, exported, mark, note, started, upload
from .test_command import event, run

__all__ = ["event", "run", "started"]


def book_in(answer: Any) -> Workbook:
    assert (answer.status_code, answer.mimetype.endswith("spreadsheetml.sheet")) == (200, True)
    return load_workbook(io.BytesIO(answer.data))


def said(book: Workbook, row: int) -> tuple[str, str]:
    """What stands in the column of the answer, and its colour."""
    sheet = book.worksheets[0]
    cell = sheet.cell(row, sheet.max_column)
    return str(cell.value or ""), cell.fill.fgColor.rgb


def link_in(page: str, ending: str) -> str:
    return page.split(ending)[0].rsplit('="', 1)[1] + ending


def test_the_preview_is_given_back_in_the_file(started: FlaskClient) -> None:
    content = exported(
        started,
        put_cells("C01", note="typed offline"),
        put_cells("C02", due_on="sometime", note="and this"),
        append_row(title="Book a bus", due_on="12.3.2027"),
    )
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    waiting = upload(started, content).headers["Location"]
    page = started.get(waiting).text
    answer = started.get(link_in(page, "marked.xlsx"))
    assert answer.headers["Content-Disposition"] == "attachment; filename=list-marked.xlsx"
    book = book_in(answer)
    green, orange = TAKEN.fgColor.rgb, LEFT.fgColor.rgb
    assert (
        book.worksheets[0].cell(3, book.worksheets[0].max_column).value == "What became of this row"
    )
    first, second = task_row(sheet, "C01"), task_row(sheet, "C02")
    assert said(book, first) == ("changed: Note: here “–”, in the file “typed offline”", green)
    text, colour = said(book, second)
    assert (text.splitlines()[1], colour) == (
        "changed: Note: here “–”, in the file “and this”",
        orange,
    )
    assert text.startswith("left out: Completion date: ")
    marked = book.worksheets[0]
    if keep := os.environ.get("KEEP_MARKED"):
        Path(keep).write_bytes(answer.data)
    cells = [marked.cell(second, COLUMN[name]).fill.fgColor.rgb for name in ("due_on", "note")]
    assert cells == [orange, green]
    assert said(book, sheet.max_row) == ("new", green)
    assert said(book, task_row(sheet, "C03")) == ("", "00000000")


def test_once_taken_over_it_says_what_was_chosen(started: FlaskClient, app: Flask) -> None:
    content = exported(
        started, put_cells("C01", note="from the file"), put_cells("C02", note="theirs")
    )
    rows = load_workbook(io.BytesIO(content)).worksheets[0]
    online = exported(
        started, put_cells("C01", note="typed here"), put_cells("C02", note="typed here")
    )
    waiting = upload(started, online).headers["Location"]
    started.post(waiting, data={"fingerprint": mark(started.get(waiting).text)})
    waiting = upload(started, content).headers["Location"]
    started.post(
        waiting, data={"fingerprint": mark(started.get(waiting).text), "clash-0-note": "file"}
    )
    assert (note(app, "C01"), note(app, "C02")) == ("from the file", "typed here")
    page = started.get(LIST).text
    assert "Your file, marked with what became of each row, stays here for a day." in page
    book = book_in(started.get(link_in(page, '.xlsx"').removesuffix('"')))
    assert said(book, task_row(rows, "C01"))[0].startswith("changed: Note: ")
    assert said(book, task_row(rows, "C02"))[0].startswith("clashing: Note: ")


def test_an_answer_that_comes_back_changes_nothing_and_adds_no_column(started: FlaskClient) -> None:
    content = exported(started, put_cells("C01", note="typed offline", due_on="sometime"))
    waiting = upload(started, content).headers["Location"]
    marked = started.get(f"{waiting}/marked.xlsx").data
    started.post(waiting, data={"fingerprint": mark(started.get(waiting).text)})
    again = started.get(upload(started, marked).headers["Location"]).text
    assert "Nothing in this file is different from what is saved." in again
    assert "New column" not in again


@pytest.mark.parametrize("ending", ["csv", "ods"])
def test_other_files_are_answered_as_a_workbook(started: FlaskClient, ending: str) -> None:
    rows = [
        ["Task", "Due", "Note"],
        ["Book a bus", "12.3.2027", "for 40"],
        ["Hire a drummer", "sometime", ""],
    ]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    content = (
        "\n".join(";".join(row) for row in rows).encode()
        if ending == "csv"
        else as_opendocument(file.getvalue())
    )
    columns = upload(started, content, f"list.{ending}").headers["Location"]
    form = {"column-0": "title", "column-1": "due_on", "column-2": "note"}
    waiting = started.post(columns, data=form).headers["Location"]
    answered = book_in(started.get(f"{waiting}/marked.xlsx"))
    sheet = answered.worksheets[0]
    assert [[cell.value for cell in row[:2]] for row in sheet.iter_rows(max_row=3)] == [
        row[:2] for row in rows
    ]
    assert said(answered, 2) == ("new", TAKEN.fgColor.rgb)
    assert said(answered, 3)[0].startswith("left out: Completion date: ")


def test_nobody_else_gets_it(started: FlaskClient, sign_in: Callable[[str], FlaskClient]) -> None:
    waiting = upload(started, exported(started, put_cells("C01", note="x"))).headers["Location"]
    address = f"{waiting}/marked.xlsx"
    statuses = [sign_in(name).get(address).status_code for name in ("viewer", "stranger")]
    assert statuses == [403, 404]
    nothing = f"{LIST}/answers/{'0' * 32}.xlsx"
    assert [
        sign_in(name).get(nothing).status_code for name in ("organiser", "viewer", "stranger")
    ] == [
        404,
        403,
        404,
    ]


def test_the_command_writes_it_too(
    event: Any, run: Any, tmp_path: Path, organiser: FlaskClient
) -> None:
    content = exported(
        organiser, put_cells("C01", note="typed offline"), put_cells("C02", due_on="sometime")
    )
    answer = tmp_path / "answer.xlsx"
    assert run(content, "--answer", str(answer)).exit_code == 3
    book = load_workbook(answer)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (
        said(book, task_row(sheet, "C01"))[0]
        == "changed: Note: here “–”, in the file “typed offline”"
    )
    assert said(book, task_row(sheet, "C02"))[0].startswith("left out: Completion date: ")
