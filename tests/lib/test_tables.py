"""Uploaded tables: Excel and text read alike, merged cells filled, wrong files named, nothing but SheetProblem raised."""

import csv
import io
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from facilitate.lib.tables import (
    MOST_CELLS,
    WIDEST,
    FileTable,
    find_delimiter,
    pack_table,
    read_table,
    unpack_table,
)
from facilitate.lib.text import clean_text
from facilitate.lib.uploads import SheetProblem, Unreadable

from .test_sheets import book_of
from .test_uploads import BILLION, SHEET, WRONG, replaced

HEADINGS = ["Sektori", "Qarku", "Ç’prisni?"]
TEXT = "Sektori;Qarku;Ç’prisni?\nShoqëri civile;Dibër;Më shumë kohë\n"
ROWS = [(1, tuple(HEADINGS)), (2, ("Shoqëri civile", "Dibër", "Më shumë kohë"))]


def bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250"]
)
def test_text_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    assert read_table(TEXT.encode(encoding), "answers.csv").rows == ROWS


@pytest.mark.parametrize(
    "name",
    [
        "Zdeněk Dvořák",
        "Łucja Nowak",
        "Paweł Kaźmierczak",
        "Grażyna Mądra",
        "Ćwiczenia",
        "Pomoćni odbor",
    ],
)
def test_polish_and_czech_of_windows_are_read_as_written(name: str) -> None:
    text = f"Task;Who\nHapja;{name}\n".encode("cp1250")
    assert read_table(text, "answers.csv").rows[1] == (2, ("Hapja", name))


@pytest.mark.parametrize(
    "text",
    [
        "Søren Bøgh",
        "Ærø",
        "Fælles læsning",
        "ÆNDRINGER",
        "¿Qué tal?",
        "Budget £500",
        "40 m³ ujë",
        "Cella¹, Conti²",
        "lunedì, città",
    ],
)
def test_what_the_west_writes_stays_as_written(text: str) -> None:
    content = f"Task;Who\nHapja;{text}\n".encode("cp1252")
    assert read_table(content, "answers.csv").rows[1] == (2, ("Hapja", text))


def test_a_mark_of_utf_16_big_endian() -> None:
    assert read_table(b"\xfe\xff" + TEXT.encode("utf-16-be"), "answers.csv").rows == ROWS


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_separates_the_columns_is_found(delimiter: str, end: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([HEADINGS, ["a; b", "c, d, e", "two\nlines"], ["f, g", "", 'say "yes"']])
    found = read_table(file.getvalue().encode(), "answers.csv")
    assert (found.sheet, found.width) == ("answers", 3)
    assert [cells for _number, cells in found.rows] == [
        tuple(HEADINGS),
        ("a; b", "c, d, e", "two\nlines"),
        ("f, g", "", 'say "yes"'),
    ]


def test_a_file_may_name_its_separator() -> None:
    assert read_table(b"sep=|\r\na|b;c;d\r\n", "x.csv").rows == [(2, ("a", "b;c;d"))]


def test_one_column_without_any_separator() -> None:
    assert read_table("ë\nç\n".encode(), "x.csv").rows == [(1, ("ë",)), (2, ("ç",))]


def test_rows_keep_their_number_and_one_width() -> None:
    found = read_table(b"a;b;c\n\n;;\nd\ne;f;g;;;\n", "x.csv")
    assert (found.width, found.rows) == (
        3,
        [(1, ("a", "b", "c")), (4, ("d", None, None)), (5, ("e", "f", "g"))],
    )


def test_zero_bytes_are_dropped_and_binary_files_refused() -> None:
    assert read_table(b"a;b\n1\0;2\n" + b"x;y\n" * 100, "x.csv").rows[1] == (2, ("1", "2"))
    assert why(bytes(range(256)) * 10) == Unreadable.OTHER


def why(content: bytes, name: str = "x.csv") -> Unreadable:
    with pytest.raises(SheetProblem) as caught:
        read_table(content, name)
    return caught.value.why


OTHER_KINDS = {
    **{name: found for name, found in WRONG.items() if name not in ("text", "no xml")},
    "ods": (WRONG["ods"][0], Unreadable.DAMAGED),
    "page": (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", Unreadable.OTHER),
    "rich text": (rb"{\rtf1\ansi hello}", Unreadable.OTHER),
    "blank": (b"\n\n ; ;\n", Unreadable.NO_TABLE),
    "blank book": (bytes_of(Workbook()), Unreadable.NO_TABLE),
    "bomb of entities": (
        replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", BILLION),
        Unreadable.DAMAGED,
    ),
    "too long": (b"a;b\n" * 20_001, Unreadable.TOO_LONG),
    "too many cells": (
        b";" * (WIDEST - 1) + b"x\n" + b"1\n" * (MOST_CELLS // WIDEST),
        Unreadable.TOO_LONG,
    ),
    "open quotation": (b'a;b\n"' + b"x" * 200_000, Unreadable.DAMAGED),
    "heavy text": (b"a" * (25 * 2**20 + 1), Unreadable.TOO_LARGE),
}


@pytest.mark.parametrize("name", OTHER_KINDS)
@pytest.mark.parametrize("called", ["x.csv", "x.xlsx"])
def test_a_wrong_file_is_named_whatever_it_is_called(name: str, called: str) -> None:
    content, reason = OTHER_KINDS[name]
    assert why(content, called) == reason


def test_a_text_file_is_read_whatever_it_is_called() -> None:
    assert read_table(TEXT.encode(), "answers.xlsx").rows == ROWS


def test_a_workbook_row_by_row() -> None:
    found = read_table(book_of(["Sektori", None, "Rate"], [], ["Media", None, 3.5]), "x.xlsx")
    assert (found.width, found.rows) == (
        3,
        [(1, ("Sektori", None, "Rate")), (3, ("Media", None, 3.5))],
    )


def test_merged_cells_hold_the_value_of_their_first() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in [
        ["Results", None, None, None],
        ["Sector", "What helps?", None, None],
        [None, "Time", "Money", "People"],
        ["Media", "x", None, None],
        [None, None, "x", None],
        ["Donor", None, None, "x"],
    ]:
        sheet.append(row)
    for ref in ["A1:Z1", "A2:A3", "B2:D2", "A4:A5", "A90:C95", "AA1:AC9"]:
        sheet.merge_cells(ref)
    found = read_table(bytes_of(book), "x.xlsx")
    assert found.width == 4
    assert [cells for _number, cells in found.rows] == [
        ("Results",) * 4,
        ("Sector", "What helps?", "What helps?", "What helps?"),
        ("Sector", "Time", "Money", "People"),
        ("Media", "x", None, None),
        ("Media", None, "x", None),
        ("Donor", None, None, "x"),
    ]


def test_merged_ranges_that_no_program_makes() -> None:
    row = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="IP%d"><v>1</v></c></row>' % (n, n, n)
        for n in range(1, 999)
    )
    refs = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:IP999"/>' * 3000 + b"</mergeCells>"
    part = (SHEET % row).replace(b"</sheetData>", refs)
    before = time.perf_counter()
    assert why(replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", part)) == Unreadable.DAMAGED
    assert time.perf_counter() - before < 20
    for ref in [b"A:C", b"1:3", b"nonsense", b""]:
        part = (SHEET % row).replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="%b"/></mergeCells>' % ref
        )
        assert why(replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", part)) == Unreadable.DAMAGED


def test_the_first_sheet_with_rows_below_a_heading() -> None:
    book = Workbook()
    cover: Any = book.active
    cover["A1"] = "Survey results"
    hidden: Any = book.create_sheet("Codes")
    hidden.append(["a"])
    hidden.append(["b"])
    hidden.sheet_state = "hidden"
    data: Any = book.create_sheet("Data")
    data.append(["Sector"])
    data.append(["Media"])
    found = read_table(bytes_of(book), "x.xlsx")
    assert (found.sheet, found.rows) == ("Data", [(1, ("Sector",)), (2, ("Media",))])


def test_a_wrong_size_in_the_file_hides_nothing() -> None:
    part = (
        SHEET % b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    ).replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData>')
    found = read_table(replaced(book_of(["a"]), "xl/worksheets/sheet1.xml", part), "x.xlsx")
    assert found.rows == [(1, (1, None)), (2, (None, 2))]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=6), min_size=1, max_size=20),
    st.sampled_from(";,\t"),
)
@settings(max_examples=150)
def test_what_is_written_with_a_named_separator_is_read_back(
    rows: list[list[str]], delimiter: str
) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    content = f"sep={delimiter}\r\n{file.getvalue()}".encode()
    expected = [[clean_text(cell) for cell in row] for row in rows]
    try:
        found = read_table(content, "x.csv").rows
    except SheetProblem:  # blank, or it looks like another kind of file
        return
    assert [[cell or "" for cell in cells] for _number, cells in found] == [
        (row + [""] * 6)[: len(found[0][1])] for row in expected if any(row)
    ]


@given(st.binary(max_size=300), st.sampled_from(["", "PK\x03\x04", "a;b\n"]))
@settings(max_examples=300)
def test_any_bytes_are_a_table_or_a_problem_with_a_name(content: bytes, start: str) -> None:
    try:
        found = read_table(start.encode() + content, "x.csv")
    except SheetProblem:
        return
    assert all(len(cells) == found.width for _number, cells in found.rows)


@given(st.text(max_size=200))
def test_a_separator_is_always_chosen(text: str) -> None:
    assert find_delimiter(text) in (";", ",", "\t", "|")


VALUE = st.one_of(
    st.none(),
    st.text(max_size=9),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


@given(
    st.lists(st.tuples(st.integers(1, 99), st.tuples(VALUE, VALUE)), max_size=6),
    st.text(max_size=9),
)
def test_what_was_packed_is_unpacked(rows: list[tuple[int, tuple[Any, ...]]], sheet: str) -> None:
    assert unpack_table(pack_table(FileTable(sheet, 2, rows))) == FileTable(sheet, 2, rows)
