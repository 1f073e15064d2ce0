"""Redis goes away and comes back while the planner runs: pages work, limits count, jobs run."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from flask import Flask

from facilitate.data.db import db
from facilitate.run import jobs
from facilitate.web import limits
from facilitate.web.app import create_app
from facilitate.web.limits import limiter

from ..databases import free_port
from ..programs import REDIS

pytestmark = pytest.mark.redis
WRONG = {"email": "organiser@office.example", "password": "guessed by somebody"}


@contextmanager
def serving(port: int, folder: Path) -> Iterator[None]:
    """A Redis server until the block ends."""
    assert REDIS is not None
    own = ["--port", str(port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
    with (
        subprocess.Popen([REDIS, *own], stdout=subprocess.DEVNULL) as server,
        redis.Redis(port=port) as asked,
    ):
        try:
            until(lambda: answers(asked))
            yield
        finally:
            server.kill()


def answers(asked: redis.Redis) -> bool:
    """Whether it is there."""
    try:
        return bool(asked.ping())
    except redis.ConnectionError:
        return False


def until(ready: Callable[[], bool]) -> None:
    """Wait for it, half a minute at most."""
    end = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the job `note_it` was given, in order."""
    found: list[str] = []

    def note_it(what: str) -> None:
        found.append(what)

    monkeypatch.setitem(jobs._jobs, "note_it", note_it)
    return found


def test_redis_goes_and_comes_back(
    app: Flask, cast, tmp_path: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "AWAY", 0.2)
    port, settings = free_port(), app.extensions["settings"]
    shared = replace(
        settings,
        redis_url=f"redis://127.0.0.1:{port}",
        immediate_jobs=False,
        extra={**settings.extra, "RATELIMIT_ENABLED": True},
    )
    planner = create_app(shared)
    client, run_job = planner.test_client(), planner.extensions["run_job"]

    def guess() -> int:
        return client.post("/sign-in", data=WRONG).status_code

    def counted() -> int:
        with redis.Redis(port=port) as asked:
            return len(asked.keys("LIMITS*"))

    assert [guess() for _ in range(11)] == [422] * 10 + [429]  # never there: memory counts
    run_job("note_it", "without")
    until(lambda: done == ["without"])
    with serving(port, tmp_path):
        until(lambda: guess() == 422 and counted() > 0)
        run_job("note_it", "waits in the queue")
        queue = planner.extensions["queue"]
        queue.execute(queue.dequeue())
    assert guess() in (422, 429)
    assert client.get("/sign-in").status_code == 200
    run_job("note_it", "away again")
    until(lambda: done == ["without", "waits in the queue", "away again"])
    assert limiter.enabled
    with planner.app_context():
        db.engine.dispose()
