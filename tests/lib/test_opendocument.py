"""OpenDocument tables as they are written by hand: kinds of cells, repeated rows, comments, joined cells, what is wrong."""

import io
import zipfile
from datetime import datetime, time
from time import time_ns

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from facilitate.lib.books import UploadedBook, read_book
from facilitate.lib.opendocument import SPREADSHEET
from facilitate.lib.opendocument_out import as_opendocument
from facilitate.lib.sheets import workbook_bytes
from facilitate.lib.tables import read_table
from facilitate.lib.uploads import SheetProblem, Unreadable

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)
LOOKS = (
    '<style:style style:name="gone" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="red" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def table_file(
    rows: str, *, name: str = "List", look: str = "", more: str = "", **parts: bytes
) -> bytes:
    """A file with one sheet of these rows, and more sheets behind it."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{LOOKS}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="{name}"{look}>{rows}</table:table>{more}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"),
            b"application/vnd.oasis.opendocument.spreadsheet",
            zipfile.ZIP_STORED,
        )
        archive.writestr("content.xml", content)
        for part, said in parts.items():
            archive.writestr(part.replace("__", "/").replace("_xml", ".xml"), said)
    return file.getvalue()


def cell(text: str = "", inside: str = "", **more: str) -> str:
    said = "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in more.items()
    )
    return f"<table:table-cell{said}>{inside}{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def row(*cells: str, times: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def read(rows: str, **more: str) -> UploadedBook:
    return read_book(table_file(rows, **more))


def why(content: bytes) -> Unreadable:
    with pytest.raises(SheetProblem) as caught:
        _read_all(content)
    return caught.value.why


def _read_all(content: bytes) -> None:
    for sheet in read_book(content).sheets:
        list(sheet.rows())


def test_each_kind_of_cell() -> None:
    cells = [
        cell("A<text:s text:c='2'/>b<text:line-break/>c"),
        cell("7", office__value_type="float", office__value="7"),
        cell("1,5", office__value_type="float", office__value="1.5"),
        cell("50%", office__value_type="percentage", office__value="0.5"),
        cell("x", office__value_type="date", office__date_value="2027-03-12"),
        cell("x", office__value_type="date", office__date_value="2027-03-12T09:30:00"),
        cell("x", office__value_type="time", office__time_value="PT09H30M00S"),
        cell("TRUE", office__value_type="boolean", office__boolean_value="true"),
        cell(),
        cell("one</text:p><text:p>two"),
    ]
    (sheet,) = read(row(*cells)).sheets
    ((number, found),) = sheet.rows()
    assert number == 1
    assert found[:10] == (
        "A  b\nc",
        7,
        1.5,
        0.5,
        datetime(2027, 3, 12),
        datetime(2027, 3, 12, 9, 30),
        time(9, 30),
        True,
        None,
        "one\ntwo",
    )


def test_repeated_rows_and_cells_count_as_often_as_they_are_shown() -> None:
    again = (
        '<table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell>'
    )
    rows = (
        row(cell("Task"), cell("Due"))
        + row(cell(), times=3)
        + row(again, times=2)
        + row(cell(), times=1_048_000)
    )
    found = read_table(table_file(rows), "list.ods")
    assert (found.sheet, found.width) == ("List", 3)
    assert found.rows == [(1, ("Task", "Due", None)), (5, ("x",) * 3), (6, ("x",) * 3)]


def test_what_stands_beside_the_values() -> None:
    note = "<office:annotation><text:p>ask first</text:p></office:annotation>"
    rows = row(cell("Task"), cell("Who")) + row(
        cell("Flowers", note, table__style_name="gone"),
        cell(
            "Office",
            table__number_rows_spanned="2",
            table__number_columns_spanned="1",
            table__style_name="red",
        ),
    )
    rows += row(cell("Chairs"), "<table:covered-table-cell/>")
    (sheet,) = read(rows).sheets
    assert [cells[:2] for _number, cells in sheet.rows()] == [
        ("Task", "Who"),
        ("Flowers", "Office"),
        ("Chairs", "Office"),
    ]
    assert sheet.marks.notes == {(2, 0): "ask first"}
    assert (sheet.marks.struck, sheet.marks.coloured) == ({(2, 0)}, {(2, 1)})


def test_a_hidden_sheet_is_no_table_of_its_own() -> None:
    shown = f'<table:table table:name="Shown">{row(cell("A"), cell("B")) + row(cell("1"), cell("2"))}</table:table>'
    rows = row(cell("x"), cell("y")) + row(cell("z"), cell("z"))
    content = table_file(rows, name="Hidden", look=' table:style-name="unseen"', more=shown)
    assert read_table(content, "list.ods").sheet == "Shown"


def test_a_wrong_file_is_named() -> None:
    locked = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert (
        why(table_file("", META_INF__manifest_xml=locked).replace(b"META_INF", b"META-INF"))
        == Unreadable.ENCRYPTED
    )
    assert why(table_file("<table:table-row>")) == Unreadable.DAMAGED
    assert why(table_file(row(cell("x"), times=30_000))) == Unreadable.TOO_LONG
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert why(text.getvalue()) == Unreadable.OPEN_DOCUMENT


def test_entities_are_refused() -> None:
    bomb = table_file(row(cell("x")))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, zipfile.ZipFile(io.BytesIO(bomb)) as before:
        for name in before.namelist():
            content = before.read(name)
            if name == "content.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.replace(b">x<", b">&a;<")
            archive.writestr(name, content)
    assert why(file.getvalue()) == Unreadable.DAMAGED


def test_a_table_that_somebody_packed_again_is_one_still() -> None:
    content, again = (
        table_file(row(cell("Task"), cell("Due")) + row(cell("A"), cell("B"))),
        io.BytesIO(),
    )
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert SPREADSHEET not in again.getvalue()[:200]
    assert read_table(again.getvalue(), "list.ods").rows == read_table(content, "list.ods").rows


def test_a_sheet_says_that_its_chart_stays_behind_and_amounts_keep_their_decimals() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Hall", 1250.5])
    sheet["B1"].number_format = "#,##0.00"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, max_col=2, min_row=1, max_row=1))
    sheet.add_chart(chart, "D1")
    book.create_sheet("Plain").append(["x"])
    file = io.BytesIO()
    book.save(file)
    content = zipfile.ZipFile(io.BytesIO(as_opendocument(file.getvalue(), "No chart."))).read(
        "content.xml"
    )
    assert content.count(b"No chart.") == 1
    assert b"<text:p>1250.50</text:p>" in content
    assert read_table(as_opendocument(file.getvalue()), "list.ods").rows == [(1, ("Hall", 1250.5))]


def test_many_blanks_stay_and_take_no_time() -> None:
    """Somebody who answers a question may type them: a cell of 32,000 took five seconds, and each of those twice as long four times."""
    book, typed = Workbook(), f"a{' ' * 900}b  c   d"
    assert book.active is not None
    book.active.append([typed, f"a{' ' * 32_000}b"])
    began = time_ns()
    content = as_opendocument(workbook_bytes(book))
    assert time_ns() - began < 2_000_000_000
    [(_number, cells)] = read_table(content, "x.ods").rows
    assert cells[0] == typed
