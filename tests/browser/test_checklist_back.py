"""A checklist goes to Excel and comes back, in a real browser: edited there, changed here meanwhile, decided, undone."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from facilitate.checklists.actions import remember_checklist_change
from facilitate.checklists.models import ChecklistAct, Task
from facilitate.data.db import db
from facilitate.events.models import Event

from ..checklists.make import append_row, edit_sheet, put_cells
from .server import Planner

pytestmark = pytest.mark.browser

SLUG = "annual-next"
LIST = f"/events/{SLUG}/checklist"


def note(planner: Planner, code: str) -> str | None:
    with planner.app.app_context():
        return db.session.scalar(_tasks().with_only_columns(Task.note).where(Task.code == code))


def _tasks() -> sa.Select[tuple[Task]]:
    return sa.select(Task).join(Event, Event.id == Task.event_id).where(Event.slug == SLUG)


def change_here(planner: Planner, code: str, text: str) -> None:
    """Somebody edits the task's note in the planner."""
    with planner.app.app_context():
        task = db.session.scalars(_tasks().where(Task.code == code)).one()
        event = db.session.get_one(Event, task.event_id)
        with remember_checklist_change(event, ChecklistAct.EDITED, None, tasks=[task.id]):
            task.note = text
        db.session.commit()


def test_out_edited_on_both_sides_back_and_undone(
    planner: Planner, page: Page, tmp_path: Path
) -> None:
    planner.enter(page, "en")
    before = note(planner, "C10")
    content = page.context.request.get(f"{planner.url}{LIST}.xlsx").body()
    content = edit_sheet(content, put_cells("C10", note="from the file"))
    content = edit_sheet(content, put_cells("C11", note="also from the file"))
    content = edit_sheet(content, append_row(title="Lule për sallën", due_on=date(2027, 3, 1)))
    (tmp_path / "edited.xlsx").write_bytes(content)
    change_here(planner, "C10", "from here")

    page.goto(f"{planner.url}{LIST}/bring-back")
    page.set_input_files("input[type=file]", tmp_path / "edited.xlsx")
    page.get_by_role("button", name="Show the changes").click()
    expect(page.get_by_text("1 new, 1 changed, 1 clashing")).to_be_visible()
    expect(page.get_by_label("Keep: from here")).to_be_checked()
    page.get_by_label("From the file: from the file").check()
    page.get_by_role("button", name="Apply these changes").click()
    expect(page.get_by_text("3 tasks were changed or added.")).to_be_visible()
    assert [note(planner, code) for code in ("C10", "C11")] == [
        "from the file",
        "also from the file",
    ]

    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("The changes from “edited.xlsx” were undone.")).to_be_visible()
    assert [note(planner, code) for code in ("C10", "C11")] == ["from here", ""]
    expect(page.get_by_text("Lule për sallën")).to_have_count(0)
    change_here(planner, "C10", before or "")
