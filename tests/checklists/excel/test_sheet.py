"""The Excel file comes back as nothing changed, however it was edited."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from facilitate.checklists.columns import STATE
from facilitate.checklists.columns import TASKS as LIST
from facilitate.checklists.excel.merge import TaskState, compare_checklists
from facilitate.checklists.excel.returned_file import FileTasks, read_checklist_file
from facilitate.checklists.excel.sheet import render_checklist_workbook
from facilitate.checklists.models import Phase, TaskStatus
from facilitate.exchange.exported import BASE
from facilitate.exchange.merge import ListRecord, MergedField, comparison_summary
from facilitate.lib.text import plain_text
from facilitate.lib.uploads import SheetProblem, Unreadable, read_text
from facilitate.web.i18n import label_of, use_language

from ...office import Office
from ..make import (
    COLUMN,
    HEAD,
    PEOPLE,
    append_row,
    edit_sheet,
    put_cells,
    reorder_sheet,
    task_record,
)

TASKS = [
    task_record("C01", done_on=date(2027, 1, 12)),
    task_record("C02", title="=SUM(A1)", note="first\nsecond 🎉", owner=""),
    task_record("C03", phase="invitations", due_on=date(2027, 2, 17), effort=1.5),
]


@cache
@cache
def exported() -> bytes:
    """The list as it went out."""
    return render_checklist_workbook(HEAD, TASKS)


def back(content: bytes) -> FileTasks:
    return read_checklist_file(content, PEOPLE)


def found(content: bytes, tasks: list[ListRecord] = TASKS) -> Any:
    returned = back(content)
    return compare_checklists(returned.base, returned.rows, {task.code: task for task in tasks})


def test_an_empty_list_is_a_file_too() -> None:
    returned = back(render_checklist_workbook(HEAD, []))
    assert (returned.rows, returned.base, returned.slug) == ([], {}, "spring")


texts = st.text(max_size=60) | st.sampled_from(
    [
        "=1+1",
        "@x",
        "+49",
        "-",
        "'a'",
        "a\nb",
        "🎉 family 👨‍👩‍👧",
        "_x000D_",
        "Ç\u0327ë",
        "x" * 32_000,
        "phase:design",
        "#REF!",
    ]
)
titles = texts.map(read_text).filter(bool)
states = st.one_of(
    st.sampled_from(["open", "in_progress", "not_needed"]).map(lambda status: {"status": status}),
    titles.map(lambda why: {"status": "blocked", "blocked_by": why[:300].strip()}),
    st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(
        lambda day: {"status": "done", "done_on": day}
    ),
)
usual = st.fixed_dictionaries(
    {
        **{name: texts.map(read_text) for name in LIST.editable if name not in STATE},
        "phase": st.sampled_from([phase.value for phase in Phase]),
        "title": titles,
        "owner": st.sampled_from(["", *PEOPLE]),
        "due_on": st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        "effort": st.integers(0, 9999).map(lambda cents: cents / 100),
    }
)
codes = st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True)
tasks = st.builds(
    lambda code, *values: task_record(code, **{k: v for one in values for k, v in one.items()}),
    codes,
    usual,
    states,
)
lists = st.lists(tasks, max_size=6, unique_by=lambda task: task.code)
typed = (
    texts
    | st.integers(-99, 10**17).map(str)
    | st.dates().map(str)
    | st.sampled_from(["007", "1.50", "2027-02-30", "9999-12-31"])
)


@st.composite
def with_columns(draw: Any) -> list[ListRecord]:
    """Tasks with columns that staff added, the same for all."""
    names = draw(
        st.lists(st.sampled_from(["Telephone", "=Cost", "Ë 🎉", "Slip days 2"]), unique=True)
    )
    rows = draw(lists)
    added = [{f"extra:{name}": read_text(draw(typed)) for name in names} for _task in rows]
    return [
        replace(task, values={**task.values, **more})
        for task, more in zip(rows, added, strict=True)
    ]


@settings(deadline=None, max_examples=20)
@given(with_columns())
def test_what_goes_out_comes_back_as_nothing_changed(rows: list[ListRecord]) -> None:
    rows.sort(key=lambda row: [phase.value for phase in Phase].index(str(row.values["phase"])))
    returned = back(render_checklist_workbook(HEAD, rows))
    assert returned.problems == []
    assert [row.values for row in returned.rows] == [row.values for row in rows]
    comparison = compare_checklists(returned.base, returned.rows, {row.code: row for row in rows})
    assert (
        comparison_summary(comparison)
        == f"new 0 changed 0 unchanged {len(rows)} missing 0 clashing 0"
    )


def test_columns_in_any_order_and_rows_sorted() -> None:
    content = edit_sheet(
        exported(),
        reorder_sheet([14, 6, 1, 13, 0, 3, 2, 4, 8, 5, 7, 12, 9, 10, 11], lambda rows: rows[::-1]),
    )
    assert comparison_summary(found(content)) == "new 0 changed 0 unchanged 3 missing 0 clashing 0"


def test_added_columns_are_kept_and_removed_ones_do_no_harm() -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_cols(COLUMN["note"])
        sheet.insert_cols(2)
        sheet.cell(3, 2).value = "Telephone"
        sheet.cell(6, 2).value = "044 123"

    comparison = found(edit_sheet(exported(), edit))
    assert comparison_summary(comparison) == "new 0 changed 1 unchanged 2 missing 0 clashing 0"
    assert comparison.changed[0].changes == (MergedField("extra:Telephone", "", "", "044 123"),)


DATES = ["12.3.2027", "12/03/2027", "2027-03-12", date(2027, 3, 12), 46458]


@pytest.mark.parametrize("typed", DATES)
def test_dates_in_any_habit(typed: Any) -> None:
    comparison = found(edit_sheet(exported(), put_cells("C03", due_on=typed)))
    assert [(c.name, c.online, c.file) for c in comparison.changed[0].changes] == [
        ("due_on", date(2027, 2, 17), date(2027, 3, 12))
    ]


STATUS = [
    # code, cells, what the state becomes
    ("C02", {"status": "done"}, TaskState("done", True)),
    (
        "C02",
        {"status": "DONE ", "done_on": date(2027, 1, 20)},
        TaskState("done", date(2027, 1, 20)),
    ),
    ("C02", {"done_on": date(2027, 1, 20)}, TaskState("done", date(2027, 1, 20))),
    ("C01", {"status": "open"}, TaskState("open")),
    ("C01", {"status": None, "done_on": None}, TaskState("open")),
    ("C01", {"done_on": None}, "same"),
    ("C02", {"status": None}, "same"),
    ("C02", {"status": "in progress"}, TaskState("in_progress")),
    ("C02", {"blocked_by": "the ministry"}, TaskState("blocked", None, "the ministry")),
    ("C02", {"status": "not needed", "blocked_by": "the ministry"}, TaskState("not_needed")),
    (
        "C01",
        {"status": "blocked", "blocked_by": "the ministry"},
        TaskState("blocked", None, "the ministry"),
    ),
]


@pytest.mark.parametrize(("code", "cells", "expected"), STATUS)
def test_status_day_and_reason_are_one(code: str, cells: dict[str, Any], expected: Any) -> None:
    comparison = found(edit_sheet(exported(), put_cells(code, **cells)))
    changes = [c.file for edit in comparison.changed for c in edit.changes]
    assert changes == ([] if expected == "same" else [expected])


WRONG = [
    ({"due_on": "soon"}, "Completion date", "“soon” is not a date. Write it like 12.3.2027."),
    ({"due_on": None}, "Completion date", "A task needs a date; the old one stays."),
    ({"title": " "}, "Task", "A task needs a text; the old one stays."),
    ({"status": "maybe"}, "Status", "“maybe” is not one of the words in the list."),
    ({"phase": "planning"}, "Phase", "“planning” is not one of the words in the list."),
    ({"effort": "much"}, "Hours", "“much” is not a number of hours."),
    ({"title": "x" * 301}, "Task", "This text is too long: at most 300 characters."),
]


@pytest.mark.parametrize(("cells", "column", "sentence"), WRONG)
def test_a_cell_that_cannot_be_read_is_said_and_changes_nothing(
    cells: dict[str, Any], column: str, sentence: str
) -> None:
    content = edit_sheet(exported(), put_cells("C02", **cells))
    assert [(p.number, p.column, p.sentence) for p in back(content).problems] == [
        (6, column, sentence)
    ]
    assert not found(content).does_something


def test_new_rows_take_the_phase_above() -> None:
    content = edit_sheet(
        exported(), append_row(title="Flowers", due_on="1.3.2027", owner="besnik kola")
    )
    new = found(content).new[0]
    assert (new.title, new.get("phase"), new.get("owner")) == (
        "Flowers",
        "invitations",
        "Besnik Kola",
    )
    assert new.get("due_on") == date(2027, 3, 1)


def test_a_new_row_needs_text_and_date() -> None:
    content = edit_sheet(exported(), append_row(title="Flowers"))
    assert [problem.sentence for problem in back(content).problems] == ["A new task needs a date."]
    content = edit_sheet(exported(), append_row(note="Remember"))
    assert [problem.sentence for problem in back(content).problems] == ["A new task needs a text."]


def test_a_line_of_a_phase_made_a_task_is_a_task() -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(4, COLUMN["title"]).value = "Typed into the line of the phase"
        sheet.cell(4, COLUMN["due_on"]).value = date(2027, 1, 1)

    assert [new.title for new in found(edit_sheet(exported(), edit)).new] == [
        "Typed into the line of the phase"
    ]


def test_a_file_without_a_table_is_named() -> None:
    content = edit_sheet(exported(), lambda sheet: sheet.delete_rows(1, sheet.max_row))
    with pytest.raises(SheetProblem) as caught:
        back(content)
    assert caught.value.why == Unreadable.NO_TABLE


@pytest.mark.parametrize(
    "kept",
    [
        "[" * 16_000,
        "[1]",
        "5",
        '{"title": "x"}',
        '{"phase": [], "due_on": null, "done_on": null}',
        '{"phase": "king", "due_on": null, "done_on": null}',
        '{"phase": "design", "note": {}, "due_on": null, "done_on": null}',
    ],
)
def test_what_was_exported_counts_as_far_as_it_can_be_read(kept: str) -> None:
    def damage(sheet: Any) -> None:
        sheet["C2"].value = kept

    content = edit_sheet(exported(), damage, sheet=BASE)
    assert sorted(back(content).base) == ["C02", "C03"]
    assert len(found(content).unchanged) == 3


def test_a_version_without_end_is_none() -> None:
    content = exported()
    part = "xl/worksheets/sheet5.xml"
    with ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(part).decode()
    infinite = re.sub(r'(<c r="B2"[^>]*><v>)1(</v>)', r"\g<1>1e999\2", xml)
    assert infinite.count("1e999") == 1
    assert sorted(back(with_part(content, part, infinite.encode())).base) == ["C02", "C03"]


def with_part(content: bytes, part: str, new: bytes) -> bytes:
    """The file with one of its parts exchanged."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, new if name == part else old.read(name))
    return file.getvalue()


def test_a_sheet_that_is_one_chart_is_passed_over() -> None:
    def chart(sheet: Any) -> None:
        sheet.parent.create_chartsheet("Chart", 0).add_chart(BarChart())

    assert len(found(edit_sheet(exported(), chart)).unchanged) == 3


@pytest.mark.parametrize("language", ["en", "sq"])
def test_a_file_in_the_other_language_comes_back(app: Flask, language: str) -> None:
    with app.app_context():
        with use_language(language):
            content = render_checklist_workbook(HEAD, TASKS)
        with use_language("sq" if language == "en" else "en"):
            assert (
                comparison_summary(found(content))
                == "new 0 changed 0 unchanged 3 missing 0 clashing 0"
            )
            assert back(content).language == language


@pytest.mark.parametrize("language", ["en", "sq"])
def test_columns_and_words_can_be_told_apart(app: Flask, language: str) -> None:
    with app.app_context(), use_language(language):
        assert len({plain_text(str(name)) for name in LIST.read.values()}) == len(LIST.read)
        assert len({plain_text(label_of(status)) for status in TaskStatus}) == len(TaskStatus)


@pytest.mark.office
def test_it_prints(office: Office, tmp_path: Path) -> None:
    text = "with a text that takes two lines in its column"
    phases = [phase.value for phase in Phase for _ in range(14)]
    many = [
        task_record(f"C{n:02d}", title=f"Task {n} {text}", phase=phase)
        for n, phase in enumerate(phases)
    ]
    (tmp_path / "list.xlsx").write_bytes(render_checklist_workbook(HEAD, many))
    office.convert("pdf", tmp_path / "list.xlsx", into=tmp_path)
    subprocess.run(["pdftoppm", "-r", "40", "-png", "list.pdf", "page"], check=True, cwd=tmp_path)
    pages = sorted(tmp_path.glob("page*.png"))
    assert 6 <= len(pages) <= 14  # in letters that can be read, two beside each other
    assert all(page.stat().st_size > 2_000 for page in pages)


@pytest.mark.office
def test_libreoffice_saves_it_and_it_comes_back(office: Office, tmp_path: Path) -> None:
    """As a workbook, and by way of an OpenDocument sheet."""
    tricky = [
        *TASKS,
        task_record(
            "C04", phase="follow_up", title="_x0041_ & <b>", note="+49 'x'\nÇ 👨‍👩‍👧", effort=0.25
        ),
    ]
    for name in ("list", "by_ods"):
        (tmp_path / f"{name}.xlsx").write_bytes(render_checklist_workbook(HEAD, tricky))
    (tmp_path / "out").mkdir()
    office.convert("ods", tmp_path / "by_ods.xlsx", into=tmp_path)
    office.convert("xlsx", tmp_path / "list.xlsx", tmp_path / "by_ods.ods", into=tmp_path / "out")
    for name in ("list", "by_ods"):
        content = (tmp_path / "out" / f"{name}.xlsx").read_bytes()
        assert back(content).problems == []
        assert (
            comparison_summary(found(content, tricky))
            == "new 0 changed 0 unchanged 4 missing 0 clashing 0"
        )
