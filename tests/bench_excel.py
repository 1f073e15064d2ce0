"""Speed of the checklist's Excel file on its way out, printed by `make bench`: 84, 1,000 and 10,000 tasks, and its memory."""

import tracemalloc
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from facilitate.checklists.excel.actions import checklist_workbook
from facilitate.checklists.excel.records import task_record
from facilitate.checklists.excel.sheet import ListHead, render_checklist_workbook
from facilitate.checklists.queries import member_names, tasks_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.events.queries import team_of
from facilitate.lib.sheets import pause_garbage
from facilitate.web.i18n import use_language

from . import moment
from .bench_agenda import cpu_milliseconds
from .bench_checklists import SLUG, many_tasks

MOST = 10_000


def bench_excel_files(app: Flask, line: Callable[[str, str, str], None]) -> None:
    """The file of a list: rows to bytes, how that grows, its memory, one more sheet for everybody, all with the database."""
    with app.app_context(), use_language("en"):
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        many_tasks(event, MOST, moment.planner_today())
        called = member_names(team_of(event))
        rows = [task_record(task, called, "en") for task in tasks_of(event)]
        head = ListHead(
            event.slug,
            event.title.en,
            event.town,
            event.first_day,
            event.last_day,
            moment.planner_today(),
            list(called.values()),
        )
        make = pause_garbage()(render_checklist_workbook)
        small = [rows[number * MOST // 1_000] for number in range(1_000)]
        few = [rows[number * MOST // 84] for number in range(84)]
        make(head, few)
        line(
            "checklist of 84 tasks, Excel",
            f"{cpu_milliseconds(lambda: make(head, few)):.0f} ms",
            "150 ms",
        )
        thousand = cpu_milliseconds(lambda: make(head, small), 3)
        line("  1,000 tasks", f"{thousand:.0f} ms", "-")
        all_ = cpu_milliseconds(lambda: make(head, rows), 2)
        line("  10,000 tasks", f"{all_ / 1000:.2f} s ×{all_ / thousand:.1f}", "2.0 s")
        line(
            "  10,000 tasks, the most memory",
            f"{most_megabytes(lambda: make(head, rows)):.0f} MB",
            "150 MB",
        )
        line(
            "  10,000 tasks, a sheet for everybody",
            f"{cpu_milliseconds(lambda: make(head, rows, True), 1) / 1000:.2f} s",
            "-",
        )
        line(
            "  10,000 tasks from the database",
            f"{cpu_milliseconds(lambda: checklist_workbook(event), 2) / 1000:.2f} s",
            "2.0 s",
        )


def most_megabytes(work: Callable[[], object]) -> float:
    """The most megabytes it holds at a time, above what was held before."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most
