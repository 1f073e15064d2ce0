"""Excel cells: text stays text, and comes back as it was."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from facilitate.lib.sheets import Sheet, Style, to_bytes
from facilitate.lib.uploads import read_text, rows_of, safe_open, text_of


def book_of(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = Sheet(book.active)
    for row in rows:
        sheet.add(row)
    return to_bytes(book)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "'quoted", "_x0041_", "two\nlines"]
)
def test_text_stays_text(text: str) -> None:
    content = book_of([text])
    cell = load_workbook(io.BytesIO(content)).active["A1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == (text[0] in "=+-@'")
    assert list(rows_of(safe_open(content).worksheets[0])) == [(1, (text, *[None] * 59))]


def test_a_date_keeps_its_style() -> None:
    book = Workbook()
    sheet = Sheet(book.active)
    sheet.add([date(2027, 3, 18), "after"], sheet.look(Style(form="dd.mm.yyyy", bold=True)))
    first, second = next(load_workbook(io.BytesIO(to_bytes(book))).active.rows)
    assert (first.value, first.number_format, first.font.b) == (datetime(2027, 3, 18), "dd.mm.yyyy", True)
    assert (second.number_format, second.font.b) == ("dd.mm.yyyy", True)


@settings(deadline=None)
@given(st.text())
def test_any_text_comes_back_as_it_is_read(text: str) -> None:
    rows = list(rows_of(safe_open(book_of(["first", text])).worksheets[0]))
    assert text_of(rows[0][1][1]) == read_text(text)
