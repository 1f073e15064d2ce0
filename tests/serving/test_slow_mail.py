"""A mail server that answers nobody: pages do not wait for it, other work neither, and each mail arrives once when it does."""

import http.client
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.run import jobs
from facilitate.run.worker import start_workers
from facilitate.web.app import create_app

from ..inbox import listen_for_mails
from ..processes import wait_until
from ..test_cli import facilitate
from .running import run_planner

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def ask_for_a_password(port: int, email: str) -> int:
    """The status of the answer to who forgot theirs."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/forgot")
    page = connection.getresponse()
    cookie = str(page.getheader("Set-Cookie")).split(";")[0]
    found = TOKEN.search(page.read().decode())
    assert found is not None
    form = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(
        "POST", "/forgot", urlencode({"email": email, "csrf_token": found[1]}).encode(), form
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_no_page_waits_for_the_mail_server_and_each_mail_arrives_once(tmp_path: Path) -> None:
    who = ["ana@office.example", "ben@office.example"]
    facilitate(tmp_path, "upgrade")
    for email in who:
        facilitate(tmp_path, "invite", email)
    with listen_for_mails() as (inbox, address):
        inbox.held = True
        with run_planner(tmp_path, MAIL_URL=address, MAIL_FROM="planner@office.example") as planner:
            try:
                assert [ask_for_a_password(planner.port, email) for email in who] == [200, 200]
            except TimeoutError:
                pytest.fail(planner.command.where())
            wait_until(lambda: inbox.connections == 1, "somebody at the mail server")
            assert planner.ask("/sign-in") == 200
            assert inbox.received == []
            inbox.held = False
            wait_until(lambda: len(inbox.received) == 2, "both mails")
            inbox.held = True
            assert ask_for_a_password(planner.port, who[0]) == 200
            wait_until(lambda: inbox.connections >= 2, "somebody at the mail server again")
            code, printed, seconds = planner.stop()  # nor does who stops the planner wait
        assert (code, seconds < 10, "Traceback" in printed) == (0, True, False), printed
        assert sorted(inbox.to) == who


@pytest.fixture
def working(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Flask, threading.Event, list[str]]]:
    """A planner that works off its queues; a slow job waits for the event, a quick one notes that it was done."""
    goes_on, done = threading.Event(), list[str]()
    monkeypatch.setattr(
        jobs, "_jobs", {"slow": lambda: goes_on.wait(60), "quick": lambda: done.append("quick")}
    )
    monkeypatch.setattr(jobs, "_slow", {"slow"})
    monkeypatch.setattr(jobs, "_every_minute", [])
    planner = create_app(replace(app.extensions["settings"], immediate_jobs=False))
    workers = start_workers(planner, periodic=False)
    yield planner, goes_on, done
    goes_on.set()
    for worker in workers:
        worker.stop(graceful=True)
    with planner.app_context():
        db.engine.dispose()


def test_no_other_job_waits_for_the_mail_server(
    working: tuple[Flask, threading.Event, list[str]],
) -> None:
    planner, goes_on, done = working
    for name in ("slow", "slow", "quick"):
        planner.extensions["run_job"](name)
    wait_until(lambda: done == ["quick"], "the quick job")
    assert not goes_on.is_set()
