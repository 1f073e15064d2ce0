"""Work that need not finish before the page answers: Huey on SQLite, or on Redis with several machines.

There are two queues. What asks a machine of somebody else, which may take minutes, waits in one of its own.
"""

import logging
import queue as queues
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, current_app

from . import clock
from .settings import Settings

_jobs: dict[str, Callable[..., None]] = {}
_slow: set[str] = set()
_daily: list[Callable[[], None]] = []
_every_minute: list[Callable[[], None]] = []


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function one that `enqueue` can run later, in an application context of its own."""
    _jobs[function.__name__] = function
    return function


def slow_job(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function a job that asks another machine: no job but such ones waits until that has answered."""
    _slow.add(function.__name__)
    return job(function)


def daily(function: Callable[[], None]) -> Callable[[], None]:
    """Make a function one that runs when a worker starts, and every night."""
    _daily.append(function)
    return function


def every_minute(function: Callable[[], None]) -> Callable[[], None]:
    """Make a function one that runs when a worker starts, and every minute, among the slow jobs."""
    _every_minute.append(function)
    return function


def enqueue(function: Callable[..., None], *arguments: Any) -> None:
    """Run a job soon. Call after the commit: the job sees only what is committed."""
    current_app.extensions["run_job"](function.__name__, *arguments)


BEAT = "worked-off-at"
"""Under which key a queue keeps when somebody last worked it off."""


def seconds_unworked(queue: Any) -> float | None:
    """For how long nobody has worked off this queue; None where nobody ever did. Raises what a queue that is away raises."""
    kept = queue.storage.peek_data(BEAT)
    return clock.now().timestamp() - float(kept) if isinstance(kept, bytes) else None


class _Here:
    """Runs in this process, one after the other, what could not be put into the queue: Redis is away, or its disk is full."""

    def __init__(self) -> None:
        self.waiting: queues.SimpleQueue[Callable[[], None]] = queues.SimpleQueue()
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def run_soon(self, what: Callable[[], None]) -> None:
        with self.lock:
            self.waiting.put(what)
            if self.thread is None:
                self.thread = threading.Thread(target=self._work, daemon=True)
                self.thread.start()

    def _work(self) -> None:
        while True:
            what = self.waiting.get()
            try:
                what()
            except Exception:
                logging.getLogger(__name__).exception("a job broke")


def _queue(settings: Settings, name: str) -> Any:
    """A queue of the kind the settings ask for."""
    from huey import MemoryHuey, RedisHuey, SqliteHuey  # noqa: PLC0415 - loads every database driver it finds

    if settings.immediate_jobs:
        return MemoryHuey(immediate=True)
    if not settings.redis_url:
        return SqliteHuey(name, filename=str(settings.instance / "jobs.sqlite3"))
    from redis import ConnectionPool  # noqa: PLC0415 - installed only where there is a server
    from redis.backoff import NoBackoff  # noqa: PLC0415 - as above
    from redis.retry import Retry  # noqa: PLC0415 - as above

    pool = ConnectionPool.from_url(
        settings.redis_url, socket_timeout=5, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )
    return RedisHuey(name, connection_pool=pool)


def init_app(app: Flask, settings: Settings) -> None:
    """Open the queues the settings ask for."""
    from huey import crontab  # noqa: PLC0415 - loads every database driver it finds

    queue, slow_queue = _queue(settings, "facilitate"), _queue(settings, "facilitate-slow")
    here, slow_here = _Here(), _Here()

    def run_job(name: str, *arguments: Any) -> None:
        with app.app_context():
            _jobs[name](*arguments)

    def run_daily() -> None:
        for function in _daily:
            with app.app_context():
                function()

    def run_every_minute() -> None:
        for function in _every_minute:
            with app.app_context():
                function()

    def soon(
        here: _Here, function: Callable[..., None], task: Callable[..., Any], *arguments: Any
    ) -> None:
        """Through its queue; where it cannot be reached, in this process: the page that asked has been answered."""
        try:
            task(*arguments)
        except Exception as error:
            app.logger.warning(
                "the queue cannot be reached (%s): the job runs here", type(error).__name__
            )
            here.run_soon(partial(function, *arguments))

    task, slow_task = queue.task()(run_job), slow_queue.task()(run_job)

    def run_job_soon(name: str, *arguments: Any) -> None:
        if name in _slow:
            soon(slow_here, run_job, slow_task, name, *arguments)
        else:
            soon(here, run_job, task, name, *arguments)

    app.extensions["queue"], app.extensions["slow_queue"] = queue, slow_queue
    app.extensions["run_job"] = run_job_soon
    daily_task = queue.periodic_task(crontab(hour="3", minute="17"))(run_daily)
    app.extensions["run_daily"] = partial(soon, here, run_daily, daily_task)
    each_minute = slow_queue.periodic_task(crontab(minute="*"), expires=50)(run_every_minute)
    app.extensions["run_every_minute"] = partial(soon, slow_here, run_every_minute, each_minute)
    for one in (queue, slow_queue):
        one.periodic_task(crontab(minute="*"), expires=50, name=f"beat_{one.name}")(
            partial(_note_beat, one)
        )


def _note_beat(queue: Any) -> None:
    """Note that this queue is worked off: a task that waited its turn like any other."""
    queue.storage.put_data(BEAT, str(clock.now().timestamp()).encode())
