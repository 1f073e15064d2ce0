"""The other sheets of the Excel file: counts, chart and what comes next, one sheet a person, how to bring it back."""

import io
import re
import zipfile
from dataclasses import astuple, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from facilitate.checklists.excel.counts import count_tasks_by_kind, exact_match
from facilitate.checklists.excel.headings import find_headings
from facilitate.checklists.excel.layout import as_formula, row_places
from facilitate.checklists.excel.merge import compare_checklists
from facilitate.checklists.excel.returned_file import read_checklist_file
from facilitate.checklists.excel.sheet import render_checklist_workbook
from facilitate.exchange.merge import ListRecord, comparison_summary
from facilitate.web.i18n import use_language

from ... import moment
from ...office import Office
from ..make import HEAD, PEOPLE, edit_sheet, task_record

TODAY = HEAD.printed


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


TASKS = [
    task_record("C01", done_on=on(-9), due_on=on(-3)),
    task_record(
        "C02", due_on=on(-2), status="blocked", blocked_by="the ministry", title="Sign the\nletters"
    ),
    task_record("C03", due_on=on(3), owner="Besnik Kola"),
    task_record("C04", phase="content", due_on=on(1), status="in_progress", owner=""),
    task_record(
        "C05", phase="content", due_on=on(5), status="blocked", blocked_by="rain", owner="Zana*"
    ),
    task_record("C06", phase="invitations", due_on=on(-5), status="not_needed"),
]


def shown(content: bytes) -> Any:
    """The workbook with what its formulas give."""
    return load_workbook(io.BytesIO(content), data_only=True)


def table(page: Any, row: int) -> list[list[Any]]:
    """The counts below a heading."""
    found = []
    while page.cell(row + 1, 1).value and isinstance(page.cell(row + 1, 2).value, int):
        row += 1
        found.append([page.cell(row, column).value for column in range(1, 8)])
    return found


def test_counts_by_phase_and_by_person() -> None:
    page = shown(render_checklist_workbook(HEAD, TASKS))["Overview"]
    assert [cell.value for cell in page[5][:7]] == [
        "By phase",
        "Tasks",
        "Done",
        "Open",
        "Blocked",
        "Late",
        "Not needed",
    ]
    assert table(page, 5) == [
        ["Design", 3, 1, 1, 0, 1, 0],
        ["Content", 2, 0, 1, 1, 0, 0],
        ["Logistics", 0, 0, 0, 0, 0, 0],
        ["Invitations", 0, 0, 0, 0, 0, 1],
        ["Last week", 0, 0, 0, 0, 0, 0],
        ["Follow-up", 0, 0, 0, 0, 0, 0],
        ["All phases", 5, 1, 2, 1, 1, 1],
    ]
    assert page["A15"].value == "By person"
    assert table(page, 15) == [
        ["Arta Hoxha", 2, 1, 0, 0, 1, 1],
        ["Besnik Kola", 1, 0, 1, 0, 0, 0],
        ["Nobody yet", 1, 0, 1, 0, 0, 0],
        ["Others", 1, 0, 0, 1, 0, 0],
        ["Everybody", 5, 1, 2, 1, 1, 1],
    ]


def test_counts_are_formulas() -> None:
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)))["Overview"]
    where = "'Checklist'!$A$4:$A$212,\"=Design\",'Checklist'!$B$4:$B$212,\"?*\""
    assert page["C6"].value == f"=COUNTIFS({where},'Checklist'!$H$4:$H$212,\"done\")"
    assert page["B12"].value == "=SUM(B6:B11)"


SENTENCES = [
    # tasks, what the overview opens with
    (TASKS, "1 of 5 done, 1 late. Next: content, on Thursday 26 November."),
    (TASKS[:1], "Everything is done: 1 of 1."),
    ([TASKS[0], TASKS[2]], "1 of 2 done, none late. Next: design, on Saturday 28 November."),
    ([TASKS[1]], "0 of 1 done, 1 late."),
    ([TASKS[5]], "No tasks yet."),
    ([], "No tasks yet."),
]


@pytest.mark.parametrize(("tasks", "sentence"), SENTENCES)
def test_it_opens_with_how_far_it_is(tasks: list[ListRecord], sentence: str) -> None:
    assert shown(render_checklist_workbook(HEAD, tasks))["Overview"]["A3"].value == sentence


def test_what_comes_next_late_first() -> None:
    page = shown(render_checklist_workbook(HEAD, TASKS))["Overview"]
    rows = [[cell.value for cell in row[8:11]] for row in page.iter_rows(min_row=20, max_row=25)]
    assert [
        [when.date() if hasattr(when, "date") else when, what, whom] for when, what, whom in rows
    ] == [
        ["By when", "What comes next (late first)", "By whom"],
        [on(-2), "Sign the letters", "Arta Hoxha"],
        [on(1), "Task C04", None],
        [on(3), "Task C03", "Besnik Kola"],
        [on(5), "Task C05", "Zana*"],
        [None, None, None],
    ]


def test_the_chart_is_excels_own() -> None:
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, TASKS)))["Overview"]
    (chart,) = page._charts
    assert (chart.type, chart.grouping, chart.overlap) == ("bar", "stacked", 100)
    assert chart.title.tx.rich.p[0].r[0].t == "How far each phase is"
    assert [series.graphicalProperties.solidFill.srgbClr for series in chart.series] == [
        "0B5D5B",
        "C5DBD8",
        "C9A6DB",
        "B3261E",
    ]
    assert [series.val.numRef.f for series in chart.series] == [
        f"'Overview'!${letter}$6:${letter}$11" for letter in "CDEF"
    ]
    assert [point.v for point in chart.series[3].val.numRef.numCache.pt] == [1, 0, 0, 0, 0, 0]
    assert {series.cat.strRef.f for series in chart.series} == {"'Overview'!$A$6:$A$11"}
    assert chart.y_axis.majorGridlines is None


def test_one_sheet_a_person() -> None:
    content = render_checklist_workbook(HEAD, TASKS, people=True)
    book, formulas = shown(content), load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "Checklist",
        "Overview",
        "How to import it",
        "Arta Hoxha",
        "Besnik Kola",
        "Zana",
        "Nobody yet",
        "_lists",
        "_base",
    ]
    page = book["Arta Hoxha"]
    assert (
        page["A3"].value
        == "A copy to print. Make changes in the sheet “Checklist”; this one updates itself."
    )
    assert [(page.cell(row, 2).value, page.cell(row, 6).value) for row in range(5, 9)] == [
        ("What to do", "Status"),
        ("Task C06", "not needed"),
        ("Task C01", "done"),
        ("Sign the\nletters", "blocked"),
    ]
    assert (
        formulas["Arta Hoxha"]["F7"].value
        == '=IF($L7=0,"",INDEX(\'Checklist\'!$H$4:$H$212,$L7)&"")'
    )
    assert [page.column_dimensions[letter].hidden for letter in "JKL"] == [False, True, True]
    assert page.print_title_rows == "$5:$5"


@pytest.mark.parametrize("language", ["en", "sq"])
def test_no_other_sheet_is_taken_for_the_list(app: Flask, language: str) -> None:
    with app.app_context(), use_language(language):
        content = render_checklist_workbook(HEAD, TASKS, people=True)
        first, *others = shown(content).worksheets
        assert any(find_headings(row, (), ()) for row in first.iter_rows(values_only=True))
        assert others
        for page in others:
            assert [
                row for row in page.iter_rows(values_only=True) if find_headings(row, (), ())
            ] == []


def test_sheets_in_another_order_do_no_harm() -> None:
    def reverse(first: Any) -> None:
        first.parent._sheets.reverse()

    content = edit_sheet(render_checklist_workbook(HEAD, TASKS, people=True), reverse)
    returned = read_checklist_file(content, [*PEOPLE, "Zana*"])
    found = compare_checklists(returned.base, returned.rows, {task.code: task for task in TASKS})
    assert comparison_summary(found) == "new 0 changed 0 unchanged 6 missing 0 clashing 0"
    assert (returned.problems, returned.told, returned.sheet) == ([], [], "Checklist")


def test_how_to_bring_it_back_is_told() -> None:
    page = shown(render_checklist_workbook(HEAD, TASKS))["How to import it"]
    titles = [row[0] for row in page.iter_rows(values_only=True) if row[0] and not row[1]]
    assert titles == [
        "How to import this file",
        "Spring conference · as of 25 November 2026",
        "Five steps",
        "What you may change",
        "What the file remembers",
        "What the colours mean",
    ]
    assert (page.page_setup.orientation, page.page_setup.fitToWidth) == ("portrait", 1)


days = st.integers(-20, 20).map(on)
some = st.builds(
    lambda phase, due_on, status, owner: task_record(
        "C", phase=phase, due_on=due_on, status=status, owner=owner
    ),
    st.sampled_from(["design", "content"]),
    days,
    st.sampled_from(["open", "in_progress", "blocked", "done", "not_needed"]),
    st.sampled_from(["", *PEOPLE]),
)


@settings(deadline=None)
@given(st.lists(some))
def test_every_task_is_counted_once(tasks: list[ListRecord]) -> None:
    now = count_tasks_by_kind(tasks, HEAD)
    needed, *kinds, not_needed = astuple(now)
    assert (needed, needed + not_needed) == (sum(kinds), len(tasks))


def test_what_was_over_before_the_event_was_made_is_late_nowhere() -> None:
    """Counts, sentence and colours; what was missed since is."""
    head = replace(HEAD, made_on=on(-3))
    tasks = [task_record(f"C{day}", due_on=on(day), owner="") for day in (-9, -2, 3)]
    assert count_tasks_by_kind(tasks, head).late == 1
    content = render_checklist_workbook(head, tasks)
    assert "0 of 3 done, 1 late." in shown(content)["Overview"]["A3"].value
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets[:2]:
        red = [
            rule.formula[0]
            for place in sheet.conditional_formatting
            for rule in place.rules
            if "<TODAY()" in rule.formula[0]
        ]
        made = head.made_on
        assert all(f">=DATE({made.year},{made.month},{made.day})" in one for one in red), red
        assert red


def test_small_things() -> None:
    assert exact_match("What*?~") == '"=What~*~?~~"'
    assert len(exact_match("x" * 300)) < 255
    assert as_formula("a \x01", {"\x01": "B1"}) == '"a "&B1'
    assert as_formula("\x01", {"\x01": "B1"}) == "B1"
    assert as_formula("", {}) == '""'
    assert row_places(TASKS) == [2, 3, 4, 6, 7, 9]


# The file as the standard wants it

CHILDREN = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
]
"""The parts of a worksheet in their order (ECMA-376, part 1, 18.3.1.99)."""
HOSTILE = [
    task_record("C01", title="=1+1", note="@SUM(A1)", who="+49", benchmark="-", owner="'x"),
    task_record(
        "C02",
        title=']]>&<b>"',
        note="x" * 40_000,
        owner="A/B:C*[D]?",
        **{'extra:=HYPERLINK("x")': "\x00\x07\ud800"},
    ),
    task_record("C03", title="_x0041_", note="\u2028\ufffe", owner="a/b:c*[d]?"),
    task_record("C04", owner="O" * 80),
    task_record("C05", owner="O" * 79 + "P"),
    task_record("C06", owner="History"),
]


@pytest.mark.parametrize("tasks", [[], TASKS, HOSTILE])
def test_it_is_a_file_as_the_standard_wants_it(tasks: list[ListRecord]) -> None:
    head = replace(
        HEAD,
        title="Tea & \x07 <cake> 'n' \"pie\"",
        people=[str(task.get("owner")) for task in tasks],
    )
    content = render_checklist_workbook(head, tasks, people=True)
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(load_workbook(io.BytesIO(content)).sheetnames)
    for sheet in sheets:
        order = [CHILDREN.index(child.tag.split("}")[1]) for child in sheet]
        assert order == sorted(order)
        for name in (
            "dataValidations",
            "autoFilter",
            "sheetProtection",
            "sheetData",
            "headerFooter",
        ):
            assert len([child for child in sheet if child.tag.endswith("}" + name)]) <= 1
        cells = [cell.get("r") for cell in sheet.iter() if cell.tag.endswith("}c")]
        assert len(set(cells)) == len(cells)
        texts = [text.text or "" for text in sheet.iter() if text.tag.endswith(("}t", "}f", "}v"))]
        assert max(map(len, texts), default=0) <= 32_767
        formulas = [text.text or "" for text in sheet.iter() if text.tag.endswith("}f")]
        assert max(map(len, formulas), default=0) <= 8_192
        literals = [
            literal for formula in formulas for literal in re.findall(r'"((?:[^"]|"")*)"', formula)
        ]
        assert max(map(len, literals), default=0) <= 255
        edges = [
            edge.text or ""
            for edge in sheet.iter()
            if re.search("}(odd|even|first)(Header|Footer)$", edge.tag)
        ]
        assert max(map(len, edges), default=0) <= 255
    names = [
        sheet.get("name") or ""
        for sheet in parts["xl/workbook.xml"].iter()
        if sheet.tag.endswith("}sheet")
    ]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(
        0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name
        for name in names
    )
    assert "history" not in {name.casefold() for name in names}


def test_what_looks_like_a_formula_is_text() -> None:
    page = load_workbook(io.BytesIO(render_checklist_workbook(HEAD, HOSTILE)))["Checklist"]
    for cell in (page["B5"], page["C5"], page["D5"], page["E5"], page["M5"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    typed = {
        cell.data_type
        for row in page.iter_rows(min_row=5)
        for cell in row
        if cell.column_letter != "K"
    }
    assert "f" not in typed


# In LibreOffice


def reckoned(office: Office, folder: Path, *contents: bytes) -> list[Any]:
    """What LibreOffice makes of the formulas of each workbook, told none of what they give."""
    files = [folder / f"list-{number}.xlsx" for number, _content in enumerate(contents)]
    for file, content in zip(files, contents, strict=True):
        with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", old.read(name)))
    (folder / "out").mkdir()
    office.convert("xlsx", *files, into=folder / "out")
    return [load_workbook(folder / "out" / file.name, data_only=True) for file in files]


def on_the_planners_day(content: bytes) -> bytes:
    """The same workbook, told which day it is: LibreOffice knows the machine's alone."""
    day, told = moment.planner_today(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(told, "w") as written:
        for name in read.namelist():
            part = read.read(name)
            written.writestr(
                name, part.replace(b"TODAY()", f"DATE({day.year},{day.month},{day.day})".encode())
            )
    assert b"TODAY()" in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return told.getvalue()


def joins_lines(office: Office, folder: Path) -> bool:
    """Whether a formula is given the lines of a cell without what stands between them: LibreOffice 26.8.3 loses the line breaks."""
    book, file = Workbook(), folder / "two-lines.xlsx"
    book.active["A1"], book.active["A2"] = "two\nlines", "=LEN(A1)"
    book.save(file)
    (folder / "lines").mkdir()
    office.convert("xlsx", file, into=folder / "lines")
    length = load_workbook(folder / "lines" / file.name, data_only=True).active["A2"].value
    assert length in (8, 9)
    return length == 8


@pytest.mark.office
def test_libreoffice_reckons_what_the_file_shows(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    moved = [
        replace(
            task,
            looked_at={"first_due_on": on(-10)},
            values={
                **task.values,
                "due_on": task.values["due_on"] + (moment.planner_today() - TODAY),
            },
        )
        for task in TASKS
    ]
    contents = []
    for language in ("en", "sq"):
        with app.app_context(), use_language(language):
            contents.append(
                render_checklist_workbook(
                    replace(HEAD, printed=moment.planner_today()), moved, people=True
                )
            )
    joined = joins_lines(office, tmp_path)
    for content, theirs in zip(
        contents, reckoned(office, tmp_path, *map(on_the_planners_day, contents)), strict=True
    ):
        says_the_same(content, theirs, joined=joined)


def says_the_same(content: bytes, theirs: Any, *, joined: bool) -> None:
    """What LibreOffice reckons is what our file shows, cell by cell; but for the breaks between `joined` lines."""
    ours, formulas = shown(content), load_workbook(io.BytesIO(content))
    compared = 0
    for page in ours.worksheets:
        for row in page.iter_rows():
            for cell in row:
                formula = formulas[page.title][cell.coordinate]
                if formula.data_type == "f":
                    other = theirs[page.title][cell.coordinate].value
                    told = cell.value
                    if (
                        joined
                        and isinstance(told, str)
                        and "\n" in told + formula.value.replace("CHAR(10)", "\n")
                    ):
                        told, other = "".join(told.split()), "".join(str(other or "").split())
                    same = other == told or ((other or "", told or "") == ("", ""))
                    close = isinstance(other, float) and abs(other - float(told or 0)) < 1e-9
                    assert same or close, (
                        page.title,
                        cell.coordinate,
                        formula.value,
                        cell.value,
                        other,
                    )
                    compared += 1
    assert compared > 150
