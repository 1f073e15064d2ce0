"""What the Excel file looks like: the sheet of tasks, as Excel keeps it."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from facilitate.checklists.excel.merge import compare_checklists
from facilitate.checklists.excel.returned_file import read_checklist_file
from facilitate.checklists.excel.sheet import render_checklist_workbook
from facilitate.exchange.merge import ListRecord, comparison_summary

from ..make import COLUMN, HEAD, PEOPLE, edit_sheet, put_cells, task_record, task_row

TASKS = [
    task_record("C01", done_on=date(2027, 1, 12)),
    task_record("C02", title="=SUM(A1)", note="first\nsecond 🎉", owner=""),
    task_record("C03", phase="invitations", due_on=date(2027, 2, 17), effort=1.5),
]


def back(content: bytes) -> Any:
    return read_checklist_file(content, PEOPLE)


def found(content: bytes, tasks: list[ListRecord] = TASKS) -> Any:
    returned = back(content)
    return compare_checklists(returned.base, returned.rows, {task.code: task for task in tasks})


def test_looks_as_if_a_careful_colleague_had_made_it() -> None:
    book = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)))
    assert [(s.title, s.sheet_state) for s in book.worksheets] == [
        ("Checklist", "visible"),
        ("Overview", "visible"),
        ("How to import it", "visible"),
        ("_lists", "hidden"),
        ("_base", "veryHidden"),
    ]
    page = book["Checklist"]
    assert page["A1"].value == "Checklist: Spring conference"
    assert page["A2"].value == "18–19 March 2027 · Tiranë · as of 25 November 2026"
    assert [cell.value for cell in page[3]] == [
        "Phase",
        "Task",
        "Benchmark",
        "Who",
        "Person",
        "First planned",
        "Completion date",
        "Status",
        "Blocked by",
        "Done on",
        "Days early/late",
        "Hours",
        "Note",
        "Code",
        "Version",
    ]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C4", "A3:O8")
    widths = [page.column_dimensions[get_column_letter(number)].width for number in range(1, 14)]
    assert widths == [11, 36, 27, 15, 15, 11.5, 14.5, 10.5, 14, 14.5, 6.5, 6.5, 20]
    assert [page.column_dimensions[letter].hidden for letter in "MNO"] == [False, True, True]


def test_it_prints_on_a4_with_its_header_on_every_page() -> None:
    page = load_workbook(
        io.BytesIO(render_checklist_workbook(replace(HEAD, title="Bread & butter " * 20), TASKS))
    )["Checklist"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.print_title_rows, page.print_area) == (
        "$3:$3",
        "",
    )  # rows added below are printed too
    assert (page.oddFooter.right.text, page.firstFooter.right.text) == (
        "Page &P of &N",
        "Page &P of &N",
    )
    assert page.oddHeader.left.text.startswith("Checklist: Bread && butter")
    assert page.firstHeader.left.text is None
    edges = (page.oddHeader.left.text, page.oddFooter.left.text)
    assert all(len(text.replace("&&", "&")) <= 100 for text in edges)


def test_cells_offer_what_may_stand_there() -> None:
    page = load_workbook(
        io.BytesIO(render_checklist_workbook(replace(HEAD, jobs=["Logistics"]), TASKS))
    )["Checklist"]
    found = {
        str(choice.sqref): (
            choice.type,
            choice.formula1,
            choice.errorStyle,
            choice.showErrorMessage,
        )
        for choice in page.data_validations.dataValidation
    }
    assert found == {
        "A4:A208": ("list", "_lists!$A$1:$A$6", "stop", True),
        "H4:H208": ("list", "_lists!$B$1:$B$5", "stop", True),
        "E4:E208": ("list", "_lists!$C$1:$C$2", "warning", True),
        "D4:D208": ("list", "_lists!$D$1:$D$1", "warning", True),
        "F4:F208 K4:K208": ("custom", "FALSE", "stop", True),
        "N4:N208 O4:O208": ("custom", "FALSE", "stop", True),
    }
    assert all(
        len(choice.error) <= 225 and len(choice.errorTitle) <= 32
        for choice in page.data_validations.dataValidation
    )


def test_colours_follow_the_status_and_the_day() -> None:
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)))["Checklist"]
    rules = [
        (str(place.sqref), rule.formula[0], rule.dxf.font.strike, rule.dxf.font.color.rgb[2:])
        for place in page.conditional_formatting
        for rule in place.rules
    ]
    still = 'AND(NOT(OR($H4="done",$H4="not needed")),ISNUMBER($G4),$G4'
    assert rules == [
        ("A4:O208", '$H4="not needed"', True, "7A8288"),
        ("A4:O208", '$H4="done"', None, "7A8288"),
        ("G4:G208", f"{still}<TODAY(),$G4>=DATE(1901,1,1))", None, "B3261E"),
        ("G4:G208", f"{still}>=TODAY(),$G4<=TODAY()+7)", None, "7D5400"),
        ("H4:H208 I4:I208", '$H4="blocked"', None, "6B3A86"),
    ]


def test_phases_head_their_group() -> None:
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)))["Checklist"]
    assert [(page.cell(n, 1).value, page.row_dimensions[n].outlineLevel) for n in range(4, 9)] == [
        ("Design", 0),
        ("Design", 1),
        ("Design", 1),
        ("Invitations", 0),
        ("Invitations", 1),
    ]
    assert (page.sheet_properties.outlinePr.summaryBelow, page.sheet_format.outlineLevelRow) == (
        False,
        1,
    )
    where = '$A$4:$A$208,$A4,$B$4:$B$208,"?*",$H$4:$H$208'
    assert (
        page["C4"].value
        == f'=COUNTIFS({where},"done")&" of "&COUNTIFS({where},"<>not needed")&" done"'
    )
    shown = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)), data_only=True)[
        "Checklist"
    ]
    assert (shown["C4"].value, shown["C7"].value) == ("1 of 2 done", "0 of 1 done")


def test_three_dates_and_what_lies_between() -> None:
    tasks = [replace(task, looked_at={"first_due_on": date(2027, 1, 10)}) for task in TASKS]
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, tasks)))["Checklist"]
    assert page["K5"].value == '=IF(AND(ISNUMBER(F5),ISNUMBER(G5)),IF(ISNUMBER(J5),J5,G5)-F5,"")'
    shown = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, tasks)), data_only=True)[
        "Checklist"
    ]
    assert [shown.cell(row, COLUMN["slip"]).value for row in (5, 6, 8)] == [2, 5, 38]
    assert shown["F5"].value == datetime(2027, 1, 10)
    assert [shown[f"{letter}5"].number_format for letter in "FGJK"] == [
        "[$-809]d mmm yyyy",
        "[$-809]ddd d mmm yyyy",
        "[$-809]ddd d mmm yyyy",
        "+0;-0;0",
    ]
    moved = edit_sheet(
        render_checklist_workbook(HEAD, tasks),
        put_cells("C02", first_due_on=date(2020, 1, 1), slip=5),
    )
    assert comparison_summary(found(moved)) == "new 0 changed 0 unchanged 3 missing 0 clashing 0"


def test_columns_that_staff_added_stand_at_the_right() -> None:
    more = {"extra:=Cost": "1200", "extra:Seen": "2027-03-12", "extra:Telephone": "044 123"}
    tasks = [
        task_record("C01", **more),
        task_record("C02", **{**more, "extra:=Cost": "007", "extra:Seen": "2027-02-30"}),
    ]
    content = render_checklist_workbook(HEAD, tasks)
    page = load_workbook(io.BytesIO(content))["Checklist"]
    assert [(cell.value, cell.data_type) for cell in page[3][15:]] == [
        ("=Cost", "s"),
        ("Seen", "s"),
        ("Telephone", "s"),
    ]
    assert [cell.value for cell in page[5][15:]] == [1200, datetime(2027, 3, 12), "044 123"]
    assert [cell.value for cell in page[6][15:]] == ["007", "2027-02-30", "044 123"]
    assert page.auto_filter.ref == "A3:R6"
    assert [row.values for row in back(content).rows] == [row.values for row in tasks]


def test_a_long_text_does_not_fill_the_screen() -> None:
    page = load_workbook(
        io.BytesIO(
            render_checklist_workbook(
                HEAD, [task_record("C01", note="x " * 9_000), task_record("C02", note="x " * 60)]
            )
        )
    )["Checklist"]
    assert [page.row_dimensions[row].height for row in (5, 6)] == [108, None]
    assert page["M5"].value == "x " * 9_000


def test_nothing_is_locked_but_what_would_be_lost() -> None:
    """A protected sheet could be neither sorted nor folded, so the list itself is not."""
    book = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS, people=True)))
    locked = {
        page.title: (page.protection.sheet, page.protection.password) for page in book.worksheets
    }
    assert locked == {
        "Checklist": (False, None),
        "Overview": (True, None),
        "How to import it": (False, None),
        "Arta Hoxha": (True, None),
        "Nobody yet": (True, None),
        "_lists": (True, None),
        "_base": (True, None),
    }


def test_dates_are_dates_and_text_is_text() -> None:
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)))["Checklist"]
    row = task_row(page, "C02")
    cell = page.cell(row, COLUMN["title"])
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=SUM(A1)", "s", True)
    assert page.cell(row, COLUMN["due_on"]).is_date
    assert [page.cell(task_row(page, code), COLUMN["status"]).value for code in ("C01", "C02")] == [
        "done",
        "open",
    ]
