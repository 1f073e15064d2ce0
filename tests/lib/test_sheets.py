"""Excel cells: text stays text, and comes back as it was."""

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from facilitate.lib.sheets import CellStyle, FilledSheet, Formula, sheet_name, workbook_bytes
from facilitate.lib.uploads import open_workbook, read_text, sheet_rows, text_of_cell


def book_of(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = FilledSheet(book.active)
    for row in rows:
        sheet.add(row)
    return workbook_bytes(book)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "'quoted", "_x0041_", "two\nlines"]
)
def test_text_stays_text(text: str) -> None:
    content = book_of([text])
    cell = load_workbook(io.BytesIO(content)).active["A1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == (text[0] in "=+-@'")
    assert list(sheet_rows(open_workbook(content).worksheets[0])) == [(1, (text, *[None] * 59))]


def test_a_date_keeps_its_style() -> None:
    book = Workbook()
    sheet = FilledSheet(book.active)
    sheet.add([date(2027, 3, 18), "after"], sheet.look(CellStyle(form="dd.mm.yyyy", bold=True)))
    first, second = next(load_workbook(io.BytesIO(workbook_bytes(book))).active.rows)
    assert (first.value, first.number_format, first.font.b) == (
        datetime(2027, 3, 18),
        "dd.mm.yyyy",
        True,
    )
    assert (second.number_format, second.font.b) == ("dd.mm.yyyy", True)


@settings(deadline=None)
@given(st.text())
def test_any_text_comes_back_as_it_is_read(text: str) -> None:
    rows = list(sheet_rows(open_workbook(book_of(["first", text])).worksheets[0]))
    assert text_of_cell(rows[0][1][1]) == read_text(text)


def test_a_formula_shows_what_it_gives_now() -> None:
    book = Workbook()
    sheet = FilledSheet(book.active)
    sheet.add(
        [
            "a & <b>",
            Formula('=A1&"<"', "a & <b><"),
            Formula("=1+1", 2),
            Formula("=SUM(A1:A2*1)", 0, array=True),
        ]
    )
    content = workbook_bytes(book)
    page, shown = (
        load_workbook(io.BytesIO(content)).active,
        load_workbook(io.BytesIO(content), data_only=True).active,
    )
    assert [page["B1"].value, page["C1"].value, page["D1"].value.text] == [
        '=A1&"<"',
        "=1+1",
        "=SUM(A1:A2*1)",
    ]
    assert page["D1"].value.ref == "D1"
    assert [cell.value for cell in shown[1]] == ["a & <b>", "a & <b><", 2, 0]


def test_a_workbook_is_written_as_openpyxl_writes_it() -> None:
    book = Workbook()
    page: Any = book.active
    values = [
        1,
        2.5,
        True,
        " padded ",
        "two\nlines",
        date(2027, 3, 18),
        time(9, 30),
        "=1+1",
        None,
        10**12,
    ]
    page.append(values)
    page["A3"], page["A3"].comment = "said", Comment("a comment", "somebody")
    page["B3"], page["B3"].hyperlink = "a link", "https://example.org/?a=1&b=2"
    page.merge_cells("A5:B6")
    page.row_dimensions[9].height = 40
    theirs = io.BytesIO()
    book.save(theirs)
    rows = [
        load_workbook(io.BytesIO(content)).active
        for content in (theirs.getvalue(), workbook_bytes(book))
    ]
    cells = [
        [(c.coordinate, c.value, c.data_type, c.number_format) for row in one.rows for c in row]
        for one in rows
    ]
    assert cells[0] == cells[1]
    assert {
        (one["A3"].comment.text, one["B3"].hyperlink.target, str(one.merged_cells)) for one in rows
    } == {("a comment", "https://example.org/?a=1&b=2", "A5:B6")}
    assert [one.row_dimensions[9].height for one in rows] == [40, 40]


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_names_of_sheets_are_ones_that_excel_takes(texts: list[str]) -> None:
    names: list[str] = []
    for text in texts:
        names.append(sheet_name(text, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("' ") == name
        assert name.casefold() != "history"


def test_two_sheets_of_one_name_are_told_apart() -> None:
    assert sheet_name("Arta", ["arta"]) == "Arta (2)"
    assert sheet_name("A" * 40, ["A" * 31]) == "A" * 27 + " (2)"
    assert sheet_name("'2027/28: [plan]'") == "2027 28 plan"
    assert sheet_name("***") == "–"


@pytest.mark.parametrize(
    ("widths", "beside", "again"),
    [([30.0, 60.0], 1, None), ([40.0] * 4, 1, None), ([60.0] * 5, 2, "$A:$B")],
)
def test_what_would_be_too_small_goes_on_beside(widths, beside, again) -> None:
    sheet = FilledSheet(Workbook().active)
    sheet.widths(widths)
    sheet.worksheet.freeze_panes = "C2"
    sheet.paper("List", 1)
    page = sheet.worksheet
    assert (page.page_setup.fitToWidth, page.print_title_cols) == (beside, again)
    sheet.widths([*widths, 200.0])  # a table that grows after the paper was chosen
    assert page.page_setup.fitToWidth == beside + 1


def printed(widths: list[float], text: str, typed: bool = True) -> Any:
    """A sheet on its way to paper with one row, its text in the first column."""
    sheet = FilledSheet(Workbook().active)
    sheet.widths(widths)
    sheet.add([text], sheet.look(CellStyle(line=True)))
    sheet.paper("Footer", typed=typed)
    return sheet.worksheet


@pytest.mark.parametrize(("frozen", "joined"), [("B4", []), ("C4", ["A1:B1"]), ("G4", None)])
def test_a_title_is_whole_on_the_second_page_beside(frozen: str, joined: list[str] | None) -> None:
    """There only the frozen columns are printed of its row; where these hold it, it stays on one line."""
    page, look = FilledSheet(Workbook().active), CellStyle(bold=True, size=15, wrap=False)
    page.widths([22] * 14)
    page.add(["Contributions: annual conference of all the counties 2027"], page.look(look))
    page.add(["as of today"])
    page.worksheet.freeze_panes = frozen
    page.paper("foot", 3)
    assert page.worksheet.page_setup.fitToWidth == 2
    title: Any = page.worksheet["A1"]
    assert bool(title.alignment.wrap_text) is (joined is not None)
    assert [str(one) for one in page.worksheet.merged_cells.ranges] == (joined or [])
    height = page.worksheet.row_dimensions[1].height
    assert (height or 0) >= (2 * look.size if joined is not None else 0)


def test_a_row_whose_text_wraps_has_room_below_its_last_line() -> None:
    assert [
        printed([12], text).row_dimensions[1].height
        for text in ("short", "one two three four", "a\nb\nc")
    ] == [None, 32, 45.5]


def test_a_row_with_room_grows_with_what_is_typed_into_it() -> None:
    """A height that somebody chose stays whatever is written; this one is told as the height of its text."""
    assert dict(printed([12], "one two three four").row_dimensions[1])["ht"] == "32"
    assert "customHeight" not in dict(printed([12], "one two three four").row_dimensions[1])


def test_a_row_of_a_list_that_is_only_read_keeps_its_height() -> None:
    """LibreOffice measures other rows itself, on the screen, and prints the last line of a long one over the next row."""
    row = dict(printed([12], "one two three four", typed=False).row_dimensions[1])
    assert (row["ht"], row["customHeight"]) == ("32", "1")


def test_a_text_does_not_touch_the_column_before_it() -> None:
    assert printed([12], "text")["A1"].alignment.indent == 1


def test_wide_columns_give_way_where_the_table_then_needs_a_page_less() -> None:
    def laid(*widths: float) -> tuple[list[float], int]:
        page = printed(list(widths), "text")
        return [one.width for one in page.column_dimensions.values()], page.page_setup.fitToWidth

    assert laid(40, 15) == ([40, 15], 1)
    assert laid(60, 60, 60, 20) == ([48, 48, 48, 20], 1)
    assert laid(100, 100, 15, 15, 100) == ([100, 100, 15, 15, 100], 2)
