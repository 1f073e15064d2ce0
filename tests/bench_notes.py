"""Speed of taking notes, printed by `make bench`: 6,000 lines in an event, and sixty note-takers at a planner that is really served."""

import http.client
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import add_user
from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.cafe.actions import add_table, cafe_of
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.models import Event, Member, Role
from facilitate.lib.text import Words
from facilitate.notes.models import NoteKind, NoteLine
from facilitate.run.serving_commands import prepare_database
from facilitate.run.settings import Settings
from facilitate.web.app import create_app

from . import moment, people
from .bench_agenda import cpu_milliseconds
from .bench_answers import answers_at, wait_until_ready
from .databases import free_port
from .statements import count_statements

LINES, STEPS, TABLES, ROUNDS = 6000, 40, 12, 3
TAKERS, EVERY, SECONDS = 60, 5.0, 40
"""So many people write one line every so many seconds, for so long."""
TEXT = "Na duhet benzinë për të shkuar te njerëzit, jo edhe një trajnim: {number}"
Line = Callable[[str, str, str], None]


def bench_note_pages(
    app: Flask, client: FlaskClient, line: Line, slug: str = "launch-2004"
) -> None:
    """Print what pages and a line that is kept take of the processor, and how long sixty note-takers wait."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        busy, table = fill_lines(event)
        db.session.commit()
    home = f"/events/{slug}/notes"
    for what, path in (
        (f"notes: overview of {LINES:,} lines", home),
        ("  a step of 80 lines", f"{home}/steps/{busy}"),
        ("  a table and round of the café", f"{home}/steps/{table[0]}?table={table[1]}&round=2"),
        ("  all lines, first page", f"{home}/lines"),
        ("  all lines, searched", f"{home}/lines?q=benzine+4999"),
    ):
        client.get(path)
        with count_statements() as asked:
            client.get(path)
        line(
            what,
            f"{len(asked)} SQL {cpu_milliseconds(lambda path=path: client.get(path)):.0f} ms",
            "12 SQL 50 ms",
        )
    cursor = client.get(f"{home}/steps/{busy}/newer").json["cursor"]  # type: ignore[index]
    line(
        "  a line kept",
        f"{cpu_milliseconds(lambda: one_line(client, home, busy, cursor), 20):.1f} ms",
        "15 ms",
    )
    at_once(line)


def fill_lines(event: Event) -> tuple[int, tuple[int, int]]:
    """6,000 lines over 40 steps, one of them a café of 12 tables and three rounds; a step with many lines, the café and a table."""
    steps = [
        {
            "kind": "cafe" if number == 20 else "plenary",
            "title_en": f"Step {number}",
            "title_sq": f"Hapi {number}",
            "minutes": 10,
        }
        for number in range(STEPS)
    ]
    start_agenda(event, {"days": [{"start": "08:00", "planned_end": "17:00", "steps": steps}]})
    db.session.flush()
    mine = list(
        db.session.scalars(sa.select(Step).where(Step.event_id == event.id).order_by(Step.rank))
    )
    cafe = next(step.id for step in mine if step.kind == "cafe")
    tables = [
        add_table(
            cafe_of(cafe), CafeTable(name=Words("Table", "Tryeza"), question=Words(), seats=9)
        ).id
        for _number in range(TABLES)
    ]
    sectors, counties = (
        list(db.session.scalars(sa.select(Sector.id))),
        list(db.session.scalars(sa.select(County.id))),
    )
    kinds, began = list(NoteKind), moment.now() - timedelta(hours=8)
    others = [step.id for step in mine if step.id != cafe]
    rows = []
    for number in range(LINES):
        at = began + timedelta(seconds=3 * number)
        seated = number % 2
        rows.append(
            {
                "event_id": event.id,
                "version": 1,
                "key": f"bench-{number:05}",
                "step_id": cafe if seated else others[number // 2 % len(others)],
                "table_id": tables[number // 2 % TABLES] if seated else None,
                "round": number // 24 % ROUNDS + 1 if seated else None,
                "place": Words("Step", "Hapi"),
                "kind": kinds[number % len(kinds)],
                "text": TEXT.format(number=number),
                "who": "",
                "sector_id": sectors[number % len(sectors)],
                "county_id": counties[number % len(counties)],
                "at": at,
                "withheld": False,
                "changed_at": at,
            }
        )
    db.session.execute(sa.insert(NoteLine), rows)
    return others[0], (cafe, tables[0])


def one_line(client: FlaskClient, home: str, step: int, cursor: int) -> None:
    """A line typed, sent and answered."""
    answer = client.post(f"{home}/sync", json=_body(step, cursor))
    assert answer.status_code == 200, answer.text


def _body(step: int, cursor: int) -> dict[str, Any]:
    now, key = round(moment.now().timestamp() * 1000), secrets.token_hex(12)
    fields = {"kind": "quote", "text": TEXT.format(number=key), "who": "", "sector": 1, "county": 1}
    operation = {
        "key": secrets.token_hex(12),
        "line": key,
        "do": "add",
        "at": now,
        "fields": fields,
        "spot": {"step": step},
    }
    return {"operations": [operation], "sent": now, "spot": {"step": step}, "since": cursor}


def at_once(line: Line) -> None:
    """Sixty note-takers, each on a phone: how long a line takes to be kept, and how many were lost or doubled."""
    with serve_notes() as (app, port, cookies, steps):
        waits: list[float] = []
        begun = time.perf_counter()
        threads = [
            threading.Thread(
                target=_write, args=(port, cookie, steps[number % len(steps)], begun, number, waits)
            )
            for number, cookie in enumerate(cookies)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sent = len(waits)
        with app.app_context():
            kept = db.session.scalar(
                sa.select(sa.func.count(NoteLine.id)).where(~NoteLine.key.startswith("bench-"))
            )
            db.session.rollback()
            db.engine.dispose()
    slow = sorted(waits)[int(len(waits) * 0.95)] * 1000
    line(
        f"{TAKERS} note-takers, a line every {EVERY:.0f} s: 95 of 100 within",
        f"{slow:.0f} ms of {sent}",
        "300 ms",
    )
    line("  lost or doubled", str(sent - (kept or 0)), "0")


def _write(
    port: int, cookie: str, step: int, begun: float, number: int, waits: list[float]
) -> None:
    """One note-taker: a line every five seconds, and between two lines a look at what the others wrote."""
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/json",
        "X-Forwarded-For": f"10.0.1.{number}",
    }
    home = "/events/spring/notes"
    found = re.search(
        r'name="csrf_token" value="([^"]+)"', _ask(port, "GET", f"{home}/steps/{step}", headers)
    )
    assert found
    headers["X-CSRFToken"], cursor = found[1], 0
    for turn in range(int(SECONDS / EVERY)):
        due = begun + EVERY * (turn + 2) + EVERY * number / TAKERS
        time.sleep(max(0.0, due - time.perf_counter()))
        asked = time.perf_counter()
        told = _ask(port, "POST", f"{home}/sync", headers, json.dumps(_body(step, cursor)))
        waits.append(time.perf_counter() - asked)
        cursor = json.loads(told)["cursor"]
        time.sleep(EVERY / 2)
        newer = _ask(port, "GET", f"{home}/steps/{step}/newer?since={cursor}", headers)
        cursor = json.loads(newer)["cursor"]


def _ask(
    port: int, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


@contextmanager
def serve_notes() -> Iterator[tuple[Flask, int, list[str], list[int]]]:
    """A planner on SQLite with 6,000 lines, served as `facilitate run` does; sessions of sixty note-takers, and the steps."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        address, database = f"http://127.0.0.1:{port}", f"sqlite:///{folder}/facilitate.sqlite3"
        app = create_app(
            Settings(Path(folder), database, immediate_jobs=True, base_url=address, testing=True)
        )
        prepare_database(app)
        with app.app_context():
            event = db.session.get_one(Event, people.make_cast().event_id)
            fill_lines(event)
            users = [
                add_user(f"Note-taker {number}", f"notes{number}@office.example")
                for number in range(TAKERS)
            ]
            db.session.flush()
            db.session.add_all(
                Member(event_id=event.id, user_id=one.id, role=Role.NOTE_TAKER) for one in users
            )
            db.session.commit()
            signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
            name = app.config["SESSION_COOKIE_NAME"]
            cookies = [
                f"{name}={signer.dumps({'_user_id': one.session_token, '_fresh': True, 'csrf_token': secrets.token_hex(20)})}"
                for one in users
            ]
            steps = list(
                db.session.scalars(
                    sa.select(Step.id).where(Step.event_id == event.id, Step.kind != "cafe")
                )
            )
            db.engine.dispose()
        own = {"INSTANCE": folder, "DATABASE_URL": database, "BASE_URL": address, "PROXIES": "1"}
        run = [
            sys.executable,
            "-c",
            "from facilitate.run.command import main; main()",
            "run",
            "--port",
            str(port),
        ]
        environment = {**os.environ, **{f"FACILITATE_{name}": value for name, value in own.items()}}
        with subprocess.Popen(run, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                wait_until_ready(lambda: answers_at(port, "/sign-in"))
                yield app, port, cookies, steps
            finally:
                server.terminate()
