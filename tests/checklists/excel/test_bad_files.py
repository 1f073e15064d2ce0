"""Files that should not come back: a clear sentence for each, little memory, and nothing half saved."""

import io
import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from facilitate.checklists.excel.returned_file import read_checklist_file
from facilitate.checklists.excel.sheet import render_checklist_workbook
from facilitate.checklists.models import Task
from facilitate.data.db import db

from ..make import COLUMN, HEAD, PEOPLE, edit_sheet, task_record

LIST = "/events/spring/checklist"
MEGABYTE = 2**20
TASKS = [task_record("C01"), task_record("C02")]


def with_part(content: bytes, name: str, part: Callable[[bytes], bytes]) -> bytes:
    """The file with one part made anew; one that is not there is added."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, part(old.read(one)) if one == name else old.read(one))
        if name not in old.namelist():
            new.writestr(name, part(b""))
    return file.getvalue()


def sheet_of(content: bytes) -> str:
    """The part that holds the list."""
    return next(
        n for n in ZipFile(io.BytesIO(content)).namelist() if n.endswith("worksheets/sheet1.xml")
    )


def word() -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def plain_list() -> bytes:
    return render_checklist_workbook(HEAD, TASKS)


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "list.xls", "old Excel file (.xls)"),
    "password": (
        lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "list.xlsx",
        "protected by a password",
    ),
    "Word": (word, "list.xlsx", "This is a Word file."),
    "macros": (
        lambda: with_part(plain_list(), "xl/vbaProject.bin", lambda _: b"x"),
        "list.xlsm",
        "contains macros",
    ),
    "bomb": (
        lambda: with_part(plain_list(), "xl/big.xml", lambda _: b" " * 60 * MEGABYTE),
        "list.xlsx",
        "is far larger than a table",
    ),
    "damaged": (lambda: plain_list()[:3000], "list.xlsx", "This file is damaged."),
    "broken sheet": (
        lambda: with_part(plain_list(), sheet_of(plain_list()), lambda xml: xml[: len(xml) // 2]),
        "list.xlsx",
        "This file is damaged.",
    ),
    "PDF": (lambda: b"%PDF-1.7", "list.pdf", "This is a PDF."),
    "nothing in it": (lambda: b"", "list.xlsx", "This file is empty."),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_clear_sentence(organiser: FlaskClient, kind: str) -> None:
    make, name, sentence = REFUSED[kind]
    answer = organiser.post(f"{LIST}/bring-back", data={"file": (io.BytesIO(make()), name)})
    assert (answer.status_code, sentence in answer.text) == (422, True)


def peak(work: Callable[[], Any]) -> float:
    """Megabytes that were held at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_cell_at_the_far_end_costs_nothing(app: Flask) -> None:
    content = edit_sheet(plain_list(), lambda sheet: sheet.cell(1_048_576, 16_384, "far"))
    with app.app_context():
        assert peak(lambda: read_checklist_file(content, PEOPLE)) < 40
        found = read_checklist_file(content, PEOPLE)
    assert ([row.code for row in found.rows], found.problems) == (["C01", "C02"], [])


def test_a_million_blank_rows_cost_nothing(app: Flask) -> None:
    rows = ((number, number * 7919 % 100_003) for number in range(20, 1_000_020))
    blank = b"".join(b'<row r="%d" ht="%d"/>' % row for row in rows)

    def swell(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", blank + b"</sheetData>")

    content = with_part(plain_list(), sheet_of(plain_list()), swell)
    with app.app_context():
        found: list[Any] = []
        assert peak(lambda: found.append(read_checklist_file(content, PEOPLE))) < 100
        assert len(found[0].rows) == 2


def test_links_to_other_workbooks_are_left_alone(app: Flask) -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    content = with_part(plain_list(), "xl/externalLinks/externalLink1.xml", lambda _: link)
    with app.app_context():
        assert len(read_checklist_file(content, PEOPLE).rows) == 2


def test_twice_the_same_code_is_one_task_and_a_new_one(app: Flask) -> None:
    def copy(sheet: Any) -> None:
        for column in range(1, sheet.max_column + 1):
            sheet.cell(20, column).value = sheet.cell(6, column).value
        sheet.cell(20, COLUMN["title"]).value = "A copy, changed"

    with app.app_context():
        found = read_checklist_file(edit_sheet(plain_list(), copy), PEOPLE)
    assert [(row.code, row.title) for row in found.rows][-1] == ("C02", "A copy, changed")


def test_nothing_is_half_saved(
    app: Flask, organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One change: an error in the middle of taking it over leaves everything as it was."""
    organiser.post(f"{LIST}/start")
    content = organiser.get(f"{LIST}.xlsx").data

    def edit(sheet: Any) -> None:
        for number in (5, 6, 7):
            sheet.cell(number, COLUMN["note"]).value = "file"

    asked = organiser.post(
        f"{LIST}/bring-back", data={"file": (io.BytesIO(edit_sheet(content, edit)), "list.xlsx")}
    ).location
    text = organiser.get(asked).text
    mark = text.split('name="fingerprint" value="')[1].split('"')[0]
    with monkeypatch.context() as patched:
        patched.setattr(
            db.session, "commit", lambda: (_ for _ in ()).throw(RuntimeError("power cut"))
        )
        with pytest.raises(RuntimeError):
            organiser.post(asked, data={"fingerprint": mark})
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Task.id)).where(Task.note == "file")) == 0


def test_dates_counted_from_1904_are_the_same_days(app: Flask) -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    for row in (
        ["Task", "Due", "Code", "Version"],
        ["Flowers", date(2027, 3, 12), None, None],
        ["Chairs", 44996, None, None],
    ):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    with app.app_context():
        found = read_checklist_file(file.getvalue(), PEOPLE)
    assert [row.get("due_on") for row in found.rows] == [date(2027, 3, 12)] * 2
