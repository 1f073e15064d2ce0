"""The checklist to Excel and back, at 84, 1,000 and 10,000 tasks: CPU seconds, and the memory of the way back."""

import io
import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook

from facilitate.checklists.excel import actions as excel
from facilitate.checklists.models import Anchor, ChecklistSetting, Phase, Task, TaskStatus, Unit
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from .checklists.make import COLUMN

SLUG = "annual-2008"
MEGABYTE = 2**20


def bench_lists_back(app: Flask, line: Callable[[str, str, str], None]) -> None:
    """Print the table's lines about the checklist."""
    times: dict[int, tuple[float, float]] = {}
    with app.app_context():
        for number, out, back in ((84, "0.15 s", "-"), (1_000, "-", "-"), (10_000, "2.0 s", "4 s")):
            _filled(number)
            content, seconds = _timed(lambda: excel.checklist_workbook(_event()))
            line(f"checklist of {number:,} tasks, to Excel", f"{seconds:.2f} s", out)
            edited = _edited(content, number // 10)
            found, returned = _timed(
                lambda edited=edited: excel.compare_checklist_file(_event(), edited)
            )
            line("  and back, compared, a tenth edited", f"{returned:.2f} s", back)
            times[number] = seconds, returned
        growth = [large / small for small, large in zip(times[1_000], times[10_000], strict=True)]
        line("  growth from 1,000 to 10,000", f"{growth[0]:.1f} × {growth[1]:.1f} ×", "11 ×")
        tracemalloc.start()
        excel.compare_checklist_file(_event(), edited)
        line(
            "  memory of the way back",
            f"{tracemalloc.get_traced_memory()[1] / MEGABYTE:.0f} MB",
            "100 MB",
        )
        tracemalloc.stop()
        _touched, seconds = _timed(
            lambda: excel.apply_checklist_import(_event(), found, {}, source="list.xlsx")
        )
        line("  1,000 edits taken over as one change", f"{seconds:.2f} s", "-")
        db.session.commit()


def _event() -> Event:
    db.session.expunge_all()
    return db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def _filled(number: int) -> None:
    """Tasks of every status and phase, with two columns that staff added."""
    event = _event()
    db.session.execute(sa.delete(Task).where(Task.event_id == event.id))
    db.session.execute(sa.delete(ChecklistSetting).where(ChecklistSetting.event_id == event.id))
    db.session.add(ChecklistSetting(event_id=event.id, columns=["Telephone", "Cost"]))
    db.session.add_all(_task(event, one) for one in range(number))
    db.session.commit()


def _task(event: Event, number: int) -> Task:
    due = event.first_day - timedelta(days=number % 120)
    status = list(TaskStatus)[number % 5]
    text = Words(f"Task {number}: letters signed", f"Detyra {number}: letrat e nënshkruara")
    return Task(
        event_id=event.id,
        code=f"B{number:05}",
        position=number,
        phase=list(Phase)[number % 6],
        title=text,
        benchmark=text,
        offset=-(number % 120),
        unit=Unit.DAYS,
        anchor=Anchor.FIRST_DAY,
        first_due_on=due,
        due_on=due,
        effort=1,
        note="a note",
        status=status,
        done_on=due if status is TaskStatus.DONE else None,
        blocked_by="",
        extra={"Telephone": "044", "Cost": str(number)},
    )


def _edited(content: bytes, number: int) -> bytes:
    """The file with a note changed in as many rows."""
    book = load_workbook(io.BytesIO(content))
    for row in range(5, 5 + number):
        book.worksheets[0].cell(row, COLUMN["note"]).value = "edited"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
