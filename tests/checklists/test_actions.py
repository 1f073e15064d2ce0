"""What happens to checklists on a real database: started, moved with the event, exported and brought back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.checklists import actions
from facilitate.checklists.excel import actions as excel
from facilitate.checklists.models import Task
from facilitate.checklists.planning.actions import replan_dates
from facilitate.checklists.queries import member_names, tasks_of
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.exchange.exported import BASE
from facilitate.exchange.merge import comparison_summary
from facilitate.lib.text import Words
from facilitate.web.refused import Refused

from ..people import Cast
from .make import COLUMN, append_row, edit_sheet, put_cells, task_row

pytestmark = pytest.mark.both_databases
TODAY = date(2026, 11, 25)


@pytest.fixture
def event(app: Flask, cast: Cast) -> Iterator[Event]:
    """The event with its starting checklist, inside an application context."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        people = {Role(role): db.session.get_one(Member, id_) for role, id_ in cast.members.items()}
        start_checklist(event, TODAY, people)
        db.session.commit()
        yield event


def task(code: str) -> Task:
    return db.session.scalars(sa.select(Task).where(Task.code == code)).one()


def bring(event: Event, content: bytes, choices: Any = None) -> str:
    """Read back and take over; gives the summary."""
    found = excel.compare_checklist_file(event, content)
    excel.apply_checklist_import(event, found, choices or {}, TODAY)
    db.session.commit()
    return comparison_summary(found.tasks)


def counts(
    new: int = 0, changed: int = 0, missing: int = 0, clashing: int = 0, of: int = 95
) -> str:
    unchanged = of - changed - missing - clashing
    return (
        f"new {new} changed {changed} unchanged {unchanged} missing {missing} clashing {clashing}"
    )


def test_the_starting_list_is_dated_and_given_to_people(event: Event, cast: Cast) -> None:
    first = task("C01")
    assert (first.due_on, first.first_due_on, first.due_by_hand) == (
        date(2026, 11, 18),
        date(2026, 11, 18),
        False,
    )
    assert first.owner_id == cast.members["organiser"]
    assert len(tasks_of(event)) == 95


def test_starting_twice_copies_nothing_twice(event: Event) -> None:
    assert start_checklist(event, TODAY, {}) == []


def test_ticking_keeps_the_first_day(event: Event) -> None:
    done = task("C01")
    actions.mark_done(done, TODAY)
    actions.mark_done(done, TODAY + timedelta(days=1))
    assert (done.done_on, done.slip) == (TODAY, 7)
    actions.mark_open(done)
    assert (done.done_on, done.slip) == (None, 0)


def test_moving_the_event_there_and_back_restores_every_date(event: Event) -> None:
    actions.mark_done(task("C01"), TODAY)
    task("C02").due_on, task("C02").due_by_hand = date(2026, 12, 1), True
    before = {t.code: t.due_on for t in tasks_of(event)}
    event.first_day, event.last_day = (
        event.first_day + timedelta(days=45),
        event.last_day + timedelta(days=45),
    )
    moves = replan_dates(event)
    assert len(moves) == 93
    assert (task("C01").due_on, task("C02").due_on) == (before["C01"], before["C02"])
    event.first_day, event.last_day = (
        event.first_day - timedelta(days=45),
        event.last_day - timedelta(days=45),
    )
    replan_dates(event)
    assert {t.code: t.due_on for t in tasks_of(event)} == before


@pytest.mark.one_database
def test_an_export_comes_back_as_nothing_changed(event: Event) -> None:
    assert bring(event, excel.checklist_workbook(event, TODAY)) == counts()


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["en", "sq"])
def test_edits_come_back_and_the_same_file_twice_changes_nothing(
    event: Event, language: str
) -> None:
    event.language = language
    db.session.commit()
    content = edit_sheet(
        excel.checklist_workbook(event, TODAY),
        put_cells(
            "C01",
            title="New text",
            due_on="1.12.2026",
            status="done",
            owner="Elira Ndoj",
            effort="1,5",
        ),
        append_row(title="Flowers", due_on=date(2027, 3, 1), status="done", note="yellow"),
        lambda sheet: sheet.delete_rows(6),
    )
    assert bring(event, content) == counts(new=1, changed=1, missing=1)
    first = task("C01")
    assert (first.title.to(language), first.due_on, first.due_by_hand) == (
        "New text",
        date(2026, 12, 1),
        True,
    )
    assert first.title.to("sq" if language == "en" else "en") not in ("", "New text")
    assert (first.done_on, first.owner and first.owner.name, first.effort) == (
        TODAY,
        "Elira Ndoj",
        1.5,
    )
    again = excel.compare_checklist_file(event, content)
    assert comparison_summary(again.tasks) == "new 0 changed 0 unchanged 95 missing 1 clashing 0"
    assert not again.does_something
    assert len(tasks_of(event)) == 96


def test_an_online_edit_stays_and_a_clash_keeps_it_unless_chosen(event: Event) -> None:
    content = edit_sheet(
        excel.checklist_workbook(event, TODAY),
        put_cells("C01", note="file"),
        put_cells("C02", note="file"),
    )
    for code in ("C01", "C02"):
        task(code).note = "online"
    task("C03").note = "online only"
    db.session.commit()
    assert bring(event, content, {("C02", "note"): "file"}) == counts(clashing=2)
    assert [task(code).note for code in ("C01", "C02", "C03")] == ["online", "file", "online only"]


@pytest.mark.one_database
def test_a_task_deleted_online_comes_back_only_when_chosen(event: Event) -> None:
    content = edit_sheet(excel.checklist_workbook(event, TODAY), put_cells("C01", note="file"))
    actions.remove_from_checklist(task("C01"))
    db.session.commit()
    assert bring(event, content) == counts(clashing=1)
    assert len(tasks_of(event)) == 94
    found = excel.compare_checklist_file(event, content)
    excel.apply_checklist_import(
        event,
        found,
        {("C01", change.name): "file" for change in found.tasks.clashing[0].clashes},
        TODAY,
    )
    assert (task("C01").note, len(tasks_of(event))) == ("file", 95)


@pytest.mark.one_database
def test_a_file_of_another_event_is_refused(event: Event) -> None:
    content = edit_sheet(
        excel.checklist_workbook(event, TODAY),
        lambda sheet: setattr(sheet["B1"], "value", "annual-next"),
        sheet=BASE,
    )
    with pytest.raises(Refused, match="annual-next"):
        excel.compare_checklist_file(event, content)


@pytest.mark.one_database
def test_without_the_hidden_sheet_the_version_still_tells(event: Event) -> None:
    content = edit_sheet(excel.checklist_workbook(event, TODAY), put_cells("C01", note="file"))
    content = edit_sheet(content, lambda sheet: sheet.delete_rows(1, 200), sheet=BASE)
    assert comparison_summary(excel.compare_checklist_file(event, content).tasks) == counts(
        changed=1
    )
    task("C01").note = "online"
    db.session.commit()
    assert comparison_summary(excel.compare_checklist_file(event, content).tasks) == counts(
        clashing=1
    )


def test_people_of_one_name_are_told_apart(event: Event, cast: Cast) -> None:
    members = [db.session.get_one(Member, cast.members[role]) for role in ("organiser", "staff")]
    members[1].user.name = members[0].user.name
    assert list(member_names(members).values()) == ["Arta Hoxha", "Arta Hoxha (2)"]


def test_a_new_task_has_a_free_code(event: Event) -> None:
    codes = []
    for _ in range(3):
        new = actions.new_task(event)
        new.title, new.benchmark, new.phase = Words("x"), Words(), task("C01").phase
        new.due_on = TODAY
        codes.append(actions.append_task(new).code)
    actions.remove_from_checklist(task("N01"))
    db.session.flush()
    assert (codes, actions.new_task(event).code not in codes) == (["N01", "N02", "N03"], True)


@pytest.mark.one_database
def test_rows_with_a_foreign_or_a_copied_code_are_told(event: Event) -> None:
    def edit(sheet: Any) -> None:
        first, last = task_row(sheet, "C01"), sheet.max_row + 1
        for number, code, title in (
            (last, "C01", "A copy of the first"),
            (last + 1, "ZZ99", "From another list"),
        ):
            for cell in sheet[first]:
                sheet.cell(number, cell.column).value = cell.value
            sheet.cell(number, COLUMN["code"]).value = code
            sheet.cell(number, COLUMN["title"]).value = title

    found = excel.compare_checklist_file(
        event, edit_sheet(excel.checklist_workbook(event, TODAY), edit)
    )
    assert [row.title for row in found.tasks.new] == ["A copy of the first", "From another list"]
    assert [(one.sheet != "", one.sentence) for one in found.told] == [
        (True, "This row is a copy of another one; it counts as a new task."),
        (True, "This row comes from another list; it counts as a new task."),
    ]
