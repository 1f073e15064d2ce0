"""Speed of the checklist's pages, printed by `make bench`: 1,000 and 10,000 tasks, seen in every way."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Anchor, Phase, Task, TaskRole, TaskStatus, Unit
from facilitate.checklists.queries import roles_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.events.queries import team_of
from facilitate.lib.text import Words

from . import moment
from .bench_agenda import cpu_milliseconds
from .statements import count_statements

SLUG = "launch-2004"
PAGES = {
    "by phase": "",
    "  by person": "?view=person",
    "  by week": "?view=week",
    "  timeline": "?view=timeline",
    "  last page, open ones": "?open=1&page=15",
    "  words without accents": "?q=nenshkruara+letrat",
}


def many_tasks(event: Event, number: int, today: date) -> None:
    """Fill an event's checklist up to that many tasks: all phases, statuses and people, dates around today."""
    there = (
        db.session.scalar(sa.select(sa.func.count(Task.id)).where(Task.event_id == event.id)) or 0
    )
    if not roles_of(event):
        db.session.add_all(
            TaskRole(event_id=event.id, position=n, name=Words(f"Job {n}", f"Puna {n}"))
            for n in range(12)
        )
        db.session.flush()
    people, roles = [member.id for member in team_of(event)], [role.id for role in roles_of(event)]
    statuses = [
        TaskStatus.OPEN,
        TaskStatus.OPEN,
        TaskStatus.DONE,
        TaskStatus.IN_PROGRESS,
        TaskStatus.DONE,
        TaskStatus.BLOCKED,
    ]
    rows = []
    for n in range(there, number):
        due, status = today + timedelta(days=n % 240 - 80), statuses[n % 5 if n % 7 else 5]
        text = Words(f"Task {n}: letters signed", f"Detyra {n}: letrat e nënshkruara")
        rows.append(
            {
                "version": 1,
                "event_id": event.id,
                "code": f"B{n:05}",
                "position": n,
                "phase": list(Phase)[n % 6],
                "title": text,
                "benchmark": text,
                "role_id": roles[n % len(roles)],
                "owner_id": people[n % len(people)] if n % 3 else None,
                "offset": (due - event.first_day).days,
                "unit": Unit.DAYS,
                "anchor": Anchor.FIRST_DAY,
                "first_due_on": due - timedelta(days=n % 5),
                "due_on": due,
                "due_by_hand": n % 2 == 0,
                "status": status,
                "done_on": due if status is TaskStatus.DONE else None,
                "blocked_by": "the budget" if status is TaskStatus.BLOCKED else "",
                "effort": 1,
                "note": "",
                "extra": {},
            }
        )
    if rows:  # the list may be long enough already
        db.session.execute(sa.insert(Task), rows)
    db.session.commit()


def bench_long_lists(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """Every way to see a long list, and its growth from 1,000 to 10,000 tasks."""
    small: dict[str, float] = {}
    for number in (1_000, 10_000):
        with app.app_context():
            many_tasks(
                db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one(),
                number,
                moment.planner_today(),
            )
        for what, query in PAGES.items():
            path = f"/events/{SLUG}/checklist{query}"
            client.get(path)
            with count_statements() as asked:
                client.get(path)
            spent = cpu_milliseconds(lambda path=path: client.get(path))
            if number == 1_000:
                small[what] = spent
            else:
                name = what if what.startswith(" ") else f"checklist of {number:,} tasks, {what}"
                grown = f"{len(asked)} SQL {spent:.0f} ms ×{spent / small[what]:.1f}"
                line(name, grown, "12 SQL 60 ms")
