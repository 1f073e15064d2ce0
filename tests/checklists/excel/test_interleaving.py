"""Whatever is edited online and offline, in whatever order: no edit disappears without being shown."""

import itertools
import random
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.checklists.excel.merge import TaskState, compare_checklists, with_task_state
from facilitate.checklists.excel.returned_file import read_checklist_file
from facilitate.checklists.excel.sheet import render_checklist_workbook
from facilitate.checklists.models import Phase
from facilitate.exchange.merge import ListRecord, Value

from ..make import COLUMN, HEAD, PEOPLE, edit_sheet, task_record, task_row

DAY = date(2027, 1, 15)
VALUES: dict[str, list[Any]] = {
    "title": ["one", "two", "Ç ë 🎉"],
    "note": ["", "x", "y\nz"],
    "owner": ["", *PEOPLE],
    "due_on": [DAY, DAY + timedelta(days=1)],
    "effort": [1.0, 2.5],
    "phase": [phase.value for phase in Phase][:3],
}
STATES = [
    TaskState("open"),
    TaskState("done", DAY),
    TaskState("done", DAY + timedelta(days=1)),
    TaskState("blocked", None, "rain"),
    TaskState("in_progress"),
]
List = dict[str, ListRecord]


def edit_of(randomly: random.Random) -> dict[str, Value]:
    """One edit of a task: a field, or its state."""
    if randomly.random() < 0.3:
        return dict(zip(("status", "done_on", "blocked_by"), randomly.choice(STATES), strict=True))
    name = randomly.choice(list(VALUES))
    return {name: randomly.choice(VALUES[name])}


def changed(tasks: List, code: str, edit: dict[str, Value]) -> List:
    return {
        **tasks,
        code: ListRecord(code, {**tasks[code].values, **edit}, tasks[code].version + 1),
    }


def offline(sheet: Any, code: str, edit: dict[str, Value]) -> None:
    """The same edit, in the cells of the file."""
    number = task_row(sheet, code)
    for name, value in edit.items():
        words = {"in_progress": "in progress"}
        sheet.cell(number, COLUMN[name]).value = (
            words.get(value, value) if isinstance(value, str) else value
        )


def exported(tasks: List) -> bytes:
    order = [phase.value for phase in Phase]
    return render_checklist_workbook(
        HEAD, sorted(tasks.values(), key=lambda task: order.index(str(task.values["phase"])))
    )


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_no_edit_disappears(randomly: random.Random, copies: int) -> None:
    """Several people take a copy, edit it and bring it back, while others edit online: a model of what is saved."""
    online: List = {code: task_record(code, phase="design") for code in ("A1", "A2", "A3")}
    taken: dict[int, tuple[List, list[tuple[str, dict[str, Value]]]]] = {}
    steps = (
        [("take", n) for n in range(copies)]
        + [("back", n) for n in range(copies)]
        + [("online", 0)] * 4
    )
    steps += [("offline", n) for n in range(copies)] * 2
    randomly.shuffle(steps)
    for step, number in steps:
        code = randomly.choice(list(online))
        if step == "online":
            online = changed(online, code, edit_of(randomly))
        elif step == "take":
            taken[number] = (online, [])
        elif step == "offline" and number in taken:
            taken[number][1].append((code, edit_of(randomly)))
        elif step == "back" and number in taken:
            online = brought(online, *taken.pop(number), randomly)


def brought(
    online: List, base: List, edits: list[tuple[str, dict[str, Value]]], randomly: random.Random
) -> List:
    """Bring a copy back and look at what the preview says; gives what is saved then."""

    def edit(sheet: Any) -> None:
        for code, one in edits:
            offline(sheet, code, one)

    content = edit_sheet(exported(base), edit)
    returned = read_checklist_file(content, PEOPLE)
    assert returned.problems == []
    found = compare_checklists(returned.base, returned.rows, online)
    wanted = dict(base)
    for code, one in edits:
        wanted = changed(wanted, code, one)
    told = {
        (one.record.code, change.name): change
        for one in (*found.changed, *found.clashing)
        for change in (*one.changes, *one.clashes)
    }
    clashes = {(one.record.code, change.name) for one in found.clashing for change in one.clashes}
    after = dict(online)
    for code in online:
        was, file, now = (with_task_state(one[code].values) for one in (base, wanted, online))
        for name in file:
            key = (code, name)
            if file[name] == was[name] or file[name] == now[name]:
                assert key not in told  # nothing was edited, or it is saved already
            else:
                assert (told[key].file, told[key].online) == (file[name], now[name])
                assert (key in clashes) == (now[name] != was[name])
    for (code, name), change in told.items():
        if (code, name) not in clashes or randomly.random() < 0.5:
            value = change.file
            fields = (
                dict(zip(("status", "done_on", "blocked_by"), value, strict=True))
                if isinstance(value, TaskState)
                else {name: value}
            )
            after = changed(after, code, fields)
    again = compare_checklists(returned.base, returned.rows, after)
    undecided = {(one.record.code, change.name) for one in again.clashing for change in one.clashes}
    assert undecided <= clashes
    assert again.changed == ()
    return after


def test_sheets_of_people_count_like_the_list(app: Flask) -> None:
    """A copy of the list on a sheet of its own, changed there: taken, unless the list says otherwise."""
    tasks = {code: task_record(code) for code in ("A1", "A2", "A3")}

    def edit(sheet: Any) -> None:
        copy = sheet.parent.copy_worksheet(sheet)
        copy.title = "Arta Hoxha"
        offline(copy, "A1", {"note": "on her sheet"})
        offline(copy, "A2", {"note": "on her sheet"})
        offline(copy, "A3", {"status": "done"})
        offline(sheet, "A2", {"note": "on the list"})
        offline(sheet, "A3", {"effort": 9.0})

    with app.app_context():
        returned = read_checklist_file(edit_sheet(exported(tasks), edit), PEOPLE)
        found = compare_checklists(returned.base, returned.rows, tasks)
    assert [(one.record.code, {c.name: c.file for c in one.changes}) for one in found.changed] == [
        ("A1", {"note": "on her sheet"}),
        ("A2", {"note": "on the list"}),
        ("A3", {"effort": 9.0, "status": TaskState("done", True)}),
    ]
    assert [(one.sheet, one.column) for one in returned.told] == [("Arta Hoxha", "Note")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[:4])
def test_rows_in_any_order_say_the_same(order: tuple[int, ...]) -> None:
    tasks = {code: task_record(code, phase="design") for code in ("A1", "A2", "A3")}

    def edit(sheet: Any) -> None:
        rows = [[cell.value for cell in sheet[task_row(sheet, code)]] for code in tasks]
        first = task_row(sheet, "A1")
        for number, one in enumerate(order):
            for column, value in enumerate(rows[one], 1):
                sheet.cell(first + number, column).value = value

    returned = read_checklist_file(edit_sheet(exported(tasks), edit), PEOPLE)
    assert not compare_checklists(returned.base, returned.rows, tasks).does_something
