"""Edited files brought back on a real database: jobs, people, added columns, rows taken out, undo."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.checklists import actions as checklists
from facilitate.checklists.actions import (
    remember_checklist_change,
    remove_from_checklist,
    undo_or_redo_last,
)
from facilitate.checklists.excel import actions as excel
from facilitate.checklists.excel.actions import ChecklistChoices
from facilitate.checklists.excel.merge import ChecklistChanges, ComparedColumns
from facilitate.checklists.models import (
    ChecklistAct,
    ChecklistChange,
    ChecklistSetting,
    Task,
    TaskRole,
    TaskStatus,
)
from facilitate.checklists.queries import checklist_of, columns_of, tasks_of
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.exchange.merge import comparison_summary
from facilitate.lib.text import Words
from facilitate.web.refused import Refused

from ...people import Cast
from ..make import COLUMN, append_row, edit_sheet, put_cells, task_row

pytestmark = pytest.mark.both_databases
TODAY = date(2026, 11, 25)


@pytest.fixture
def event(app: Flask, cast: Cast) -> Iterator[Event]:
    """The event with its starting checklist, inside an application context."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        people = {Role(role): db.session.get_one(Member, id_) for role, id_ in cast.members.items()}
        start_checklist(event, TODAY, people)
        event.language = "en"
        db.session.commit()
        yield event


def task(code: str) -> Task:
    return db.session.scalars(sa.select(Task).where(Task.code == code)).one()


def exported(event: Event, *edits: Callable[[Any], None]) -> bytes:
    return edit_sheet(excel.checklist_workbook(event, TODAY), *edits)


def bring(
    event: Event, cast: Cast, content: bytes, taken: ChecklistChoices | None = None
) -> ChecklistChanges:
    found = excel.compare_checklist_file(event, content, "list.xlsx")
    excel.apply_checklist_import(
        event,
        found,
        taken or ChecklistChoices(),
        TODAY,
        by=cast.users["organiser"],
        source="list.xlsx",
    )
    db.session.commit()
    return found


def column(name: str, values: dict[str, Any], place: int = 0) -> Callable[[Any], None]:
    """A column that staff adds, at the end or at a place."""

    def edit(sheet: Any) -> None:
        at = place or sheet.max_column + 1
        if place:
            sheet.insert_cols(at)
        rows = {}
        for number in range(4, sheet.max_row + 1):
            rows |= {str(cell.value): number for cell in sheet[number] if str(cell.value) in values}
        sheet.cell(3, at).value = name
        for code, value in values.items():
            sheet.cell(rows[code], at).value = value

    return edit


@pytest.mark.one_database
def test_every_status_goes_out_and_comes_back(event: Event, cast: Cast) -> None:
    for code, status in zip(("C01", "C02", "C03", "C04", "C05"), TaskStatus, strict=True):
        checklists.set_status(task(code), status, TODAY, "the ministry")
    db.session.commit()
    before = checklist_of(event)
    assert (
        comparison_summary(bring(event, cast, exported(event)).tasks)
        == "new 0 changed 0 unchanged 95 missing 0 clashing 0"
    )
    assert checklist_of(event) == before


@pytest.mark.one_database
def test_words_for_statuses_change_them(event: Event, cast: Cast) -> None:
    content = exported(
        event,
        put_cells("C01", status="blocked", blocked_by="the ministry"),
        put_cells("C02", status="not needed"),
        put_cells("C03", done_on="20.1.2027"),
        put_cells("C04", status="x"),
        put_cells("C05", status="in progress", done_on="20.1.2027"),
    )
    found = bring(event, cast, content)
    states = [
        (task(f"C0{n}").status, task(f"C0{n}").done_on, task(f"C0{n}").blocked_by)
        for n in range(1, 6)
    ]
    assert states == [
        (TaskStatus.BLOCKED, None, "the ministry"),
        (TaskStatus.NOT_NEEDED, None, ""),
        (TaskStatus.DONE, date(2027, 1, 20), ""),
        (TaskStatus.DONE, TODAY, ""),
        (TaskStatus.IN_PROGRESS, None, ""),
    ]
    assert [(one.column, one.sentence) for one in found.told] == [
        ("Status", "“Done on” has a date, so the task counts as done."),
        ("Done on", "The date is left out, because the status is “in progress”."),
    ]
    assert not excel.compare_checklist_file(event, content).does_something


def test_it_is_one_change_with_the_name_of_the_file_and_undone_as_a_whole(
    event: Event, cast: Cast
) -> None:
    before, by = checklist_of(event, columns=True), cast.users["organiser"]
    content = exported(
        event,
        put_cells("C01", note="file", who="Press office", status="done"),
        append_row(title="Flowers", due_on=date(2027, 3, 1), who="Press office", phase="Logistics"),
        column("Telephone", {"C02": "044 123"}),
        lambda sheet: sheet.delete_rows(task_row(sheet, "C05")),
    )
    found = bring(event, cast, content, ChecklistChoices(out=["C05"]))
    assert (found.jobs, found.columns) == (
        ("Press office",),
        ComparedColumns(("Telephone",), ("Telephone",)),
    )
    change = db.session.scalars(
        sa.select(ChecklistChange).order_by(ChecklistChange.id.desc())
    ).first()
    assert change is not None
    assert (change.did, change.source, change.count) == (ChecklistAct.BROUGHT_BACK, "list.xlsx", 4)
    assert (task("C01").who.en, task("C01").role_id == tasks_of(event)[-1].role_id) == (
        "Press office",
        False,
    )
    assert (columns_of(event), task("C02").extra) == (["Telephone"], {"Telephone": "044 123"})
    assert (task("C05").removed_at is None, len(tasks_of(event))) == (False, 95)
    undo_or_redo_last(event, by)
    db.session.commit()
    after = checklist_of(event, columns=True)
    assert (after.tasks, after.roles) == (before.tasks, before.roles)
    assert (columns_of(event), task("C02").extra) == ([], {})
    undo_or_redo_last(event, by, again=True)
    db.session.commit()
    assert (columns_of(event), len(tasks_of(event)), task("C01").note) == (
        ["Telephone"],
        95,
        "file",
    )
    assert not excel.compare_checklist_file(event, content).does_something


@pytest.mark.one_database
def test_a_new_job_is_made_once_and_an_old_one_found_in_any_writing(
    event: Event, cast: Cast
) -> None:
    job = task("C01").role
    assert job is not None
    content = exported(
        event,
        put_cells("C02", who=job.name.sq.upper()),
        put_cells("C03", who="Garden office"),
        append_row(title="Flowers", due_on="1.3.2027", who="Garden office"),
    )
    jobs = db.session.scalar(sa.select(sa.func.count(TaskRole.id)))
    assert bring(event, cast, content).jobs == ("Garden office",)
    assert task("C02").role_id == job.id
    assert db.session.scalar(sa.select(sa.func.count(TaskRole.id))) == (jobs or 0) + 1
    assert not excel.compare_checklist_file(event, content).does_something


@pytest.mark.one_database
def test_a_job_brings_its_person_but_a_person_named_beside_it_counts(
    event: Event, cast: Cast
) -> None:
    logistics = checklists.EventJobs(event).named(Words("Garden office"))
    checklists.assign_job(logistics, cast.members["viewer"])
    db.session.commit()
    names = {id_: db.session.get_one(Member, id_).name for id_ in cast.members.values()}
    bring(
        event,
        cast,
        exported(
            event,
            put_cells("C01", who="Garden office"),
            put_cells("C02", who="Garden office", owner=names[cast.members["staff"]]),
        ),
    )
    assert [(task(code).owner_id, task(code).owner_by_hand) for code in ("C01", "C02")] == [
        (cast.members["viewer"], False),
        (cast.members["staff"], True),
    ]


@pytest.mark.one_database
def test_a_new_row_with_a_job_and_no_person_follows_the_job(event: Event, cast: Cast) -> None:
    job = checklists.EventJobs(event).named(Words("Garden office"))
    checklists.assign_job(job, cast.members["viewer"])
    db.session.commit()
    content = exported(event, append_row(title="Flowers", due_on="1.3.2027", who="Garden office"))
    bring(event, cast, content)
    made = next(one for one in tasks_of(event) if one.title.en == "Flowers")
    assert (made.owner_id, made.owner_by_hand) == (cast.members["viewer"], False)
    assert not excel.compare_checklist_file(event, content).does_something
    checklists.assign_job(job, cast.members["staff"])
    assert made.owner_id == cast.members["staff"]


@pytest.mark.one_database
def test_a_person_nobody_knows_is_asked_about(event: Event, cast: Cast) -> None:
    content = exported(
        event,
        put_cells("C01", owner="Elira Ndoi", note="file"),
        append_row(title="Flowers", due_on="1.3.2027", owner="Elira Ndoi"),
        put_cells("C02", owner="Zzz"),
    )
    found = excel.compare_checklist_file(event, content)
    assert [(one.typed, one.nearest[:1], len(one.rows)) for one in found.unknown] == [
        ("Elira Ndoi", ("Elira Ndoj",), 2),
        ("Zzz", (), 1),
    ]
    owner = task("C02").owner_id
    bring(event, cast, content, ChecklistChoices(people={"Elira Ndoi": "Elira Ndoj"}))
    flowers = next(row for row in tasks_of(event) if row.title.en == "Flowers")
    named = [row.owner and row.owner.name for row in (task("C01"), flowers)]
    assert (named, task("C01").note, task("C02").owner_id) == (
        ["Elira Ndoj", "Elira Ndoj"],
        "file",
        owner,
    )


@pytest.mark.one_database
def test_somebody_who_left_the_team_since_the_export_is_no_stranger(
    event: Event, cast: Cast
) -> None:
    content = exported(event, put_cells("C01", note="file"))
    member = db.session.get_one(Member, cast.members["organiser"])
    sa_update = sa.update(Task).where(Task.owner_id == member.id).values(owner_id=None)
    db.session.execute(sa_update)
    db.session.execute(
        sa.update(TaskRole).where(TaskRole.member_id == member.id).values(member_id=None)
    )
    db.session.delete(member)
    db.session.commit()
    found = excel.compare_checklist_file(event, content)
    assert (found.unknown, found.problems) == ((), ())
    assert [[change.name for change in edit.changes] for edit in found.tasks.changed] == [["note"]]


@pytest.mark.one_database
def test_added_columns_are_kept_and_compared_like_any_field(event: Event, cast: Cast) -> None:
    first = exported(
        event, column("Telephone", {"C01": "044 123", "C02": 7.0, "C03": date(2027, 2, 3)})
    )
    bring(event, cast, first)
    kept = [task(code).extra for code in ("C01", "C02", "C03", "C04")]
    assert kept == [{"Telephone": "044 123"}, {"Telephone": "7"}, {"Telephone": "2027-02-03"}, {}]
    assert not excel.compare_checklist_file(event, first).does_something
    one = task("C01")
    with remember_checklist_change(event, ChecklistAct.EDITED, None, tasks=[one.id]):
        one.extra = {"Telephone": "online"}
    db.session.commit()
    found = excel.compare_checklist_file(event, first)
    assert comparison_summary(found.tasks) == "new 0 changed 0 unchanged 94 missing 0 clashing 1"


def test_the_order_of_added_columns_is_the_files(event: Event, cast: Cast) -> None:
    numbers = {"C01": "1"}
    bring(event, cast, exported(event, column("B", numbers), column("A", numbers)))
    assert columns_of(event) == ["B", "A"]
    setting = db.session.scalars(sa.select(ChecklistSetting)).one()
    assert setting.columns == ["B", "A"]


@pytest.mark.one_database
def test_limits_of_added_columns_are_said(event: Event) -> None:
    edits = [column(f"Column {number}", {"C01": "x"}) for number in range(22)]
    edits += [column("L" * 61, {"C01": "x"}), column("", {"C01": "x", "C02": "y"})]

    def add(sheet: Any) -> None:
        for edit in edits:
            edit(sheet)

    content = exported(event, add)
    found = excel.compare_checklist_file(event, content)
    assert len(found.columns.new) == 20
    assert [one.sentence for one in found.problems] == [
        "This heading is too long: 60 characters at most. The column is left out.",
        "At most 20 columns can be added. This one is left out.",
        "At most 20 columns can be added. This one is left out.",
        "This column has no heading: 2 cells are left out. Give it a heading, and they are kept.",
    ]
    content = exported(event, column("Story", {"C01": "x" * 2001}))
    found = excel.compare_checklist_file(event, content)
    assert [(one.number, one.column, one.sentence) for one in found.problems] == [
        (5, "Story", "This text is too long: at most 2000 characters.")
    ]


@pytest.mark.one_database
def test_a_column_of_ours_that_is_gone_is_told_and_changes_nothing(event: Event) -> None:
    content = exported(event, lambda sheet: sheet.delete_cols(COLUMN["note"]))
    found = excel.compare_checklist_file(event, content)
    assert [(one.column, one.sentence) for one in found.told] == [
        ("Note", "This column is no longer in the file; what is saved stays.")
    ]
    assert not found.does_something


@pytest.mark.one_database
def test_rows_taken_out_stay_unless_ticked(event: Event, cast: Cast) -> None:
    content = exported(event, lambda sheet: sheet.delete_rows(task_row(sheet, "C02")))
    task("C02").note = "online"
    db.session.commit()
    found = bring(event, cast, content)
    assert ([one.code for one in found.tasks.missing], found.tasks.since, len(tasks_of(event))) == (
        ["C02"],
        {"C02"},
        95,
    )
    bring(
        event, cast, content, ChecklistChoices(out=["C02", "C01"])
    )  # C01 is in the file: it stays
    assert ({row.code for row in tasks_of(event)} & {"C01", "C02"}, len(tasks_of(event))) == (
        {"C01"},
        94,
    )


@pytest.mark.one_database
def test_dates_in_words_and_a_year_left_out(event: Event, cast: Cast) -> None:
    content = exported(
        event, put_cells("C01", due_on="12 mars"), put_cells("C02", due_on="e premte 12.3.")
    )
    bring(event, cast, content)
    assert [task(code).due_on for code in ("C01", "C02")] == [date(2027, 3, 12)] * 2


@pytest.mark.one_database
def test_1899_is_refused_in_words(event: Event) -> None:
    found = excel.compare_checklist_file(event, exported(event, put_cells("C01", due_on=0)))
    assert "Write it like 12.3.2027." in found.problems[0].sentence


@pytest.mark.one_database
def test_what_was_typed_into_the_line_of_a_phase_is_told(event: Event) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(4, COLUMN["note"]).value = "lost?"

    found = excel.compare_checklist_file(event, exported(event, edit))
    assert [(one.number, one.column) for one in found.problems] == [(4, "Note")]


@pytest.mark.one_database
def test_a_row_of_a_task_nobody_has_any_more_needs_a_text_and_a_date(event: Event) -> None:
    def edit(sheet: Any) -> None:
        number = sheet.max_row + 1
        sheet.cell(number, COLUMN["code"]).value = "Q99"
        sheet.cell(number, COLUMN["note"]).value = "from another file"

    found = excel.compare_checklist_file(event, exported(event, edit))
    assert found.tasks.new == ()
    assert "It is left out." in found.problems[-1].sentence


@pytest.mark.one_database
def test_a_file_from_before_there_were_statuses(event: Event, cast: Cast) -> None:
    """Its hidden sheet knows done by its day alone, and it has no column for what blocks a task."""

    def older(first: Any) -> None:
        sheet = first.parent["_base"]
        for number in range(2, sheet.max_row + 1):
            values = json.loads(sheet.cell(number, 3).value)
            del values["status"], values["blocked_by"]
            sheet.cell(number, 3).value = json.dumps(values)

    checklists.mark_done(task("C01"), TODAY)
    db.session.commit()
    content = edit_sheet(excel.checklist_workbook(event, TODAY), older)
    content = edit_sheet(content, lambda sheet: sheet.delete_cols(COLUMN["blocked_by"]))
    assert not excel.compare_checklist_file(event, content).does_something


@pytest.mark.one_database
def test_a_table_in_text_comes_back_too(event: Event, cast: Cast) -> None:
    task("C01").note = "=1+1\n\"quoted\"; 'and', more"
    task("C02").note = "-"
    db.session.commit()
    for language in ("en", "sq"):
        event.language = language
        db.session.commit()
        content = excel.checklist_csv(event)
        assert content.startswith(b"\xef\xbb\xbf")
        assert not excel.compare_checklist_file(event, content, "list.csv").does_something
    text = excel.checklist_csv(event).decode("utf-8-sig").replace("=1+1", "=2+2")
    found = excel.compare_checklist_file(event, text.encode("utf-16"), "list.csv")
    assert [[(c.name, c.file) for c in edit.changes] for edit in found.tasks.changed] == [
        [("note", "=2+2\n\"quoted\"; 'and', more")]
    ]
    event.slug = "autumn"
    db.session.commit()
    with pytest.raises(Refused, match="spring"):
        excel.compare_checklist_file(event, content, "list.csv")


@pytest.mark.one_database
def test_a_task_deleted_here_that_the_file_changed_comes_back_whole(
    event: Event, cast: Cast
) -> None:
    content = exported(event, put_cells("C01", note="file"), column("Telephone", {"C01": "044"}))
    by = cast.users["organiser"]
    with remember_checklist_change(event, ChecklistAct.DELETED, by, tasks=[task("C01").id]):
        remove_from_checklist(task("C01"))
    db.session.commit()
    found = excel.compare_checklist_file(event, content)
    chosen = {("C01", change.name): "file" for change in found.tasks.clashing[0].clashes}
    bring(event, cast, content, ChecklistChoices(chosen))
    assert (task("C01").removed_at, task("C01").note, task("C01").extra) == (
        None,
        "file",
        {"Telephone": "044"},
    )
    assert not task("C01").due_by_hand
    undo_or_redo_last(event, by)
    assert task("C01").removed_at is not None
