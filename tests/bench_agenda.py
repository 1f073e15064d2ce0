"""Speed of the agenda, printed by `make bench`: 300 steps over three days."""

import gzip
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.comparing import PlanNames, describe_differences
from facilitate.agenda.history import plan_before
from facilitate.agenda.placing import move_in_plan
from facilitate.agenda.plan import Plan, PlanPlace
from facilitate.agenda.queries import changes_since, plan_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.web.assets import strip_script
from facilitate.web.style_sheets import FOLDER

from .statements import count_statements

SLUG, DAYS, STEPS = "annual-2005", 3, 300
SCRIPTS = ["js/planner.js", "js/order.js", "js/pieces.js"]
SCRIPTS += [f"js/{one.name}" for one in sorted((FOLDER / "js").glob("agenda_*.js"))]


def long_agenda(steps: int, days: int = 2) -> dict[str, Any]:
    """An agenda table of that many steps over these days."""
    rows: list[list[dict[str, Any]]] = [[] for _day in range(days)]
    for number in range(steps):
        texts = {
            f"{name}_{code}": text
            for name in ("title", "aim", "say", "do")
            for code, text in (
                ("en", f"Step {number}: what the tables found"),
                ("sq", f"Hapi {number}: çfarë gjetën tryezat"),
            )
        }
        rows[number % days].append(
            {"kind": "plenary", "minutes": 5, "technique": "report-back", **texts}
        )
    return {"days": [{"start": "08:00", "planned_end": "17:00", "steps": one} for one in rows]}


def large_event(app: Flask) -> Plan:
    """Put the long agenda into one of the demo's past conferences."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        event.last_day = event.first_day + timedelta(days=DAYS - 1)
        start_agenda(event, long_agenda(STEPS, DAYS))
        db.session.commit()
        return plan_of(event)


def cpu_milliseconds(work: Callable[[], Any], runs: int = 5) -> float:
    """CPU milliseconds of the best run."""
    best = float("inf")
    for _run in range(runs):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best * 1000


def bench_agenda_pages(
    app: Flask, client: FlaskClient, line: Callable[[str, str, str], None]
) -> None:
    """The page, a move, an edit and undo with the fragments they are answered with, two versions compared."""
    plan, path = large_event(app), f"/events/{SLUG}/agenda"
    steps = plan.at(PlanPlace(plan.in_order[0].id))
    on = plan.in_order[0].on.isoformat()
    part, sizes = {"HX-Request": "true", "X-Requested-With": "fetch"}, list[int]()

    def post(what: str, **data: Any) -> None:
        """As the page's script sends it: with what the page has already."""
        answer = client.post(
            f"{path}/{what}", data={"day": on, **data}, headers=part, follow_redirects=True
        )
        if answer.status_code != 200:
            raise RuntimeError(f"{what}: {answer.status_code}")
        part["Kept"] = " ".join(re.findall(r'data-(?:kept|same)="([^"]+)"', answer.text)[:666])
        sizes.append(len(gzip.compress(answer.data)))

    for what, asked in (
        (f"agenda of {STEPS} steps, one day", path),
        ("  all days at once", f"{path}?day=all"),
    ):
        client.get(asked)
        with count_statements() as statements:
            client.get(asked)
        line(
            what,
            f"{len(statements)} SQL {cpu_milliseconds(lambda a=asked: client.get(a)):.0f} ms",
            "12 SQL 60 ms",
        )
    turns = iter(range(10_000))
    move_up = cpu_milliseconds(
        lambda: post("move", step=steps[60 + next(turns) % 2].id, list=on, after=steps[3].id)
    )
    line("  a move, answered", f"{move_up:.0f} ms", "25 ms")
    line("  a move, on its way", f"{sizes[-1] / 1000:.1f} kB", "30 kB")
    edit = cpu_milliseconds(
        lambda: post(f"steps/{steps[5].id}/minutes", minutes=str(7 + next(turns) % 40))
    )
    line("  minutes changed, answered", f"{edit:.0f} ms", "25 ms")
    line("  undo, answered", f"{cpu_milliseconds(lambda: post('undo')):.0f} ms", "25 ms")
    line("  redo, answered", f"{cpu_milliseconds(lambda: post('redo')):.0f} ms", "25 ms")
    _compare(app, plan, line)
    size = sum(len(gzip.compress(strip_script(FOLDER / name))) for name in SCRIPTS)
    line("  own JavaScript, gzipped", f"{size / 1000:.1f} kB", "25 kB")


def _compare(app: Flask, before: Plan, line: Callable[[str, str, str], None]) -> None:
    first, second = (before.at(PlanPlace(day.id)) for day in before.in_order[:2])
    after = move_in_plan(
        before, [step.id for step in first[10:20]], PlanPlace(before.in_order[1].id), second[5].id
    )
    after = after.with_rows(*(replace(step, minutes=step.minutes + 5) for step in second[40:60]))
    with app.test_request_context():
        line(
            "  two versions compared",
            f"{cpu_milliseconds(lambda: describe_differences(before, after, PlanNames())):.0f} ms",
            "50 ms",
        )
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        since, now = changes_since(event, 0), plan_of(event)
        line(
            f"  as it was {len(since)} changes ago",
            f"{cpu_milliseconds(lambda: plan_before(now, since)):.0f} ms",
            "-",
        )
