"""Speed of the public form, printed by `make bench`: real HTTP clients at a planner that is really served."""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import (
    Answer,
    Choice,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
)
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.run.serving_commands import prepare_database
from facilitate.run.settings import Settings
from facilitate.web.app import create_app

from . import moment, people
from .databases import free_port

RUSH, CLIENTS = 1500, 16
"""Answers sent as fast as they go, by so many at a time."""
STEADY, SECONDS = 50, 20
"""Answers a second, for so long."""
TEXT = (
    "Duam që punonjësja e mbrojtjes së fëmijëve të mos ndërrohet çdo vit. E trajnojmë, pastaj ikën. "
    * 4
)
_HIDDEN = re.compile(r'name="(csrf_token|receipt)" value="([^"]+)"')


@dataclass(frozen=True)
class Form:
    """Where to answer, and what everybody sends."""

    port: int
    path: str
    typed: dict[str, str]


def bench_answers_sent(line: Callable[[str, str, str], None]) -> None:
    """Print answers a second, answers lost, and the longest that anybody waited for a page."""
    with serve_questionnaire() as (app, form):
        visit_form(form, 0)
        start = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            waits = list(pool.map(lambda number: visit_form(form, number), range(1, RUSH + 1)))
        seconds = time.perf_counter() - start
        with ThreadPoolExecutor(CLIENTS * 2) as pool:
            begun = time.perf_counter()
            steady = list(
                pool.map(lambda number: visit_at(form, begun, number), range(STEADY * SECONDS))
            )
        sent = 1 + RUSH + STEADY * SECONDS
        with app.app_context():
            kept = db.session.scalar(sa.select(sa.func.count(Answer.id))) or 0
            texts = db.session.scalar(sa.select(sa.func.count(Reply.id))) or 0
            db.session.rollback()
            db.engine.dispose()
    line("public form: form, send, thanks", f"{RUSH / seconds:.0f} answers/s", "50 answers/s")
    line("  the longest wait for a page meanwhile", f"{max(waits) * 1000:.0f} ms", "-")
    line(
        f"  at {STEADY} a second for {SECONDS} s: the longest", f"{max(steady) * 1000:.0f} ms", "-"
    )
    line(f"  of {sent} answers were lost", f"{sent - kept} ({2 * sent - texts} texts)", "0")


def visit_at(form: Form, begun: float, number: int) -> float:
    """A visit at its moment of the steady stream; somebody who finds no free client waits, and that counts."""
    due = begun + number / STEADY
    time.sleep(max(0.0, due - time.perf_counter()))
    return max(visit_form(form, 100_000 + number), time.perf_counter() - due if number else 0)


def visit_form(form: Form, number: int) -> float:
    """One stakeholder with a phone of their own: opens the form, sends it, is thanked. The longest wait, in seconds."""
    headers = {
        "X-Forwarded-For": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
        "Accept-Language": "sq",
    }
    connection = http.client.HTTPConnection("127.0.0.1", form.port, timeout=60)
    waits: list[float] = []

    def ask(method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        start = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]
        waits.append(time.perf_counter() - start)
        return answer

    page = ask("GET", form.path)
    headers["Cookie"] = (page.getheader("Set-Cookie") or "").split(";")[0]
    body = urlencode({**form.typed, **dict(_HIDDEN.findall(page.text))})  # type: ignore[attr-defined]
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    sent = ask("POST", form.path, body)
    if sent.status != 302:
        raise RuntimeError(f"{sent.status}: {sent.text[:2000]}")  # type: ignore[attr-defined]
    ask("GET", str(sent.getheader("Location")))
    connection.close()
    return max(waits)


@contextmanager
def serve_questionnaire() -> Iterator[tuple[Flask, Form]]:
    """A planner on SQLite with a questionnaire of every kind of question, served as `facilitate run` does."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        database = f"sqlite:///{folder}/facilitate.sqlite3"
        app = create_app(
            Settings(Path(folder), database, immediate_jobs=True, base_url=address, testing=True)
        )
        prepare_database(app)
        with app.app_context():
            path, typed = ask_everything()
            db.session.commit()
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
                wait_until_ready(lambda: answers_at(port, path))
                yield app, Form(port, path, typed)
            finally:
                server.terminate()


def ask_everything() -> tuple[str, dict[str, str]]:
    """An event that asks two open questions and one of each other kind; gives the address and a full answer."""
    event = db.session.get_one(Event, people.make_cast().event_id)
    today = moment.planner_today()
    questionnaire: Questionnaire = create_questionnaire(event, today)
    questionnaire.opens_on, questionnaire.closes_on = (
        today - timedelta(days=1),
        today + timedelta(days=9),
    )
    sector = db.session.scalars(sa.select(Sector.id)).first()
    typed = {"sector": str(sector), "place": ""}
    for question in db.session.scalars(sa.select(Question)):
        typed[f"question_{question.id}"] = TEXT
    for position, kind in enumerate(list(QuestionKind)[1:], 10):
        text = Words("What comes first for your office?", "Çfarë vjen e para për zyrën tuaj?")
        question = Question(
            questionnaire_id=questionnaire.id,
            position=position,
            kind=kind,
            text=text,
            help=text,
            low=text,
            high=text,
        )
        db.session.add(question)
        db.session.flush()
        rows = [
            Choice(question_id=question.id, position=place, text=text)
            for place in range(5 * kind.has_choices)
        ]
        db.session.add_all(rows)
        db.session.flush()
        name = f"question_{question.id}"
        if kind is QuestionKind.RANKING:
            typed |= {f"{name}-{row.id}": str(rank) for rank, row in enumerate(rows, 1)}
        else:
            typed[name] = str(rows[2].id) if rows else "4"
    return f"/a/{questionnaire.token}", typed


def wait_until_ready(ready: Callable[[], bool]) -> None:
    """Wait half a minute at most."""
    for _try in range(300):
        if ready():
            return
        time.sleep(0.1)
    raise TimeoutError("the planner does not answer")


def answers_at(port: int, path: str) -> bool:
    """Whether the planner is there yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
