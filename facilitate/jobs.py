"""Work that need not finish before the page answers: Huey on SQLite, or on Redis with several machines."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app

from .settings import Settings

_jobs: dict[str, Callable[..., None]] = {}
_daily: list[Callable[[], None]] = []


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function one that `enqueue` can run later, in an application context of its own."""
    _jobs[function.__name__] = function
    return function


def daily(function: Callable[[], None]) -> Callable[[], None]:
    """Make a function one that runs when a worker starts, and every night."""
    _daily.append(function)
    return function


def enqueue(function: Callable[..., None], *arguments: Any) -> None:
    """Run a job soon. Call after the commit: the job sees only what is committed."""
    current_app.extensions["run_job"](function.__name__, *arguments)


def init_app(app: Flask, settings: Settings) -> None:
    """Open the queue the settings ask for."""
    from huey import MemoryHuey, RedisHuey, SqliteHuey, crontab  # noqa: PLC0415 - loads every database driver it finds

    if settings.immediate_jobs:
        queue: Any = MemoryHuey(immediate=True)
    elif settings.redis_url:
        queue = RedisHuey("facilitate", url=settings.redis_url)
    else:
        queue = SqliteHuey("facilitate", filename=str(settings.instance / "jobs.sqlite3"))

    def run_job(name: str, *arguments: Any) -> None:
        with app.app_context():
            _jobs[name](*arguments)

    def run_daily() -> None:
        for function in _daily:
            with app.app_context():
                function()

    app.extensions["queue"] = queue
    app.extensions["run_daily"] = queue.periodic_task(crontab(hour="3", minute="17"))(run_daily)
    app.extensions["run_job"] = queue.task()(run_job)
