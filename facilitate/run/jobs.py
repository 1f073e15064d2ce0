"""Work that need not finish before the page answers: Huey on SQLite, or on Redis with several machines.

There are two queues. What asks a machine of somebody else, which may take minutes, waits in one of its own.
"""

import logging
import queue as queues
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from ..data.db import NOT_IN_BACKUPS, Keyed, db, enum_column
from ..data.noted import claim_turn
from ..data.trouble import database_trouble
from .job_queues import crontab, open_queue
from .settings import Settings

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20))
"""How long a kept job that broke waits before it is tried again, each time longer; then it is left to a person."""
KNOWN_AS = "facilitate.jobs"
"""How the queues name the module of a job, wherever that is: a worker of the version before or after finds what waits."""
ALIVE = 15
"""Seconds between two signs of life of who works on a kept job."""
SILENT = timedelta(seconds=90)
"""Who has given no sign of life for so long was stopped: the job is done by another one."""
FORGOTTEN = timedelta(minutes=2)
"""A kept job that waits for so long is put into the queue again: what the queue held may have gone with its server."""

_jobs: dict[str, Callable[..., None]] = {}
_slow: set[str] = set()
_kept: set[str] = set()
_daily: list[Callable[[], None]] = []
_every_minute: list[Callable[[], None]] = []


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function one that `enqueue_job` can run later, in an application context of its own."""
    _jobs[function.__name__] = function
    return function


def kept_job(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function a job that is written down until it is done: what nothing else would find again.

    It is done once, tried again with pauses when it breaks, and by another worker when its own was killed: so it must not
    mind to begin anew.
    """
    _kept.add(function.__name__)
    return job(function)


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


def enqueue_job(function: Callable[..., None], *arguments: Any) -> None:
    """Run a job soon. Call after the commit: the job sees only what is committed."""
    if function.__name__ not in _kept or current_app.extensions["queue"].immediate:
        current_app.extensions["run_job"](function.__name__, *arguments)
        return
    kept = KeptJob(name=function.__name__, arguments=list(arguments), created_at=clock.now())
    db.session.add(kept)
    db.session.commit()
    _queue_kept(kept.name, kept.id)


def _queue_kept(name: str, job_id: int) -> None:
    runner = run_kept_slowly if name in _slow else run_kept
    current_app.extensions["run_job"](runner.__name__, job_id)


class KeptState(StrEnum):
    """How far a kept job has come; one that is done is written down no longer."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"


class KeptJob(Keyed):
    """A job that is written down until it is done. `again_at`: not before; `alive_at`: the last sign of life of who works on it.

    `error` names the kind of error and its line of code: what an error says may quote what somebody wrote.
    """

    __table_args__ = {"info": {NOT_IN_BACKUPS: True}}
    name: Mapped[str]
    arguments: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[KeptState] = enum_column(KeptState, default=KeptState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    again_at: Mapped[datetime | None]
    alive_at: Mapped[datetime | None]


@job
def run_kept(job_id: int) -> None:
    """Do a kept job, unless another worker does it or it is done."""
    kept = _change(
        job_id,
        KeptJob.state == KeptState.WAITING,
        state=KeptState.RUNNING,
        alive_at=clock.now(),
        tries=KeptJob.tries + 1,
    )
    if kept is None:
        return
    name, arguments, tries = kept.name, kept.arguments, kept.tries
    try:
        with _signs_of_life(job_id):
            _jobs[name](*arguments)
    except Exception as error:
        db.session.rollback()
        logging.getLogger(__name__).exception("the job %s broke", name)
        _leave(job_id, tries, _place_of(error))
    else:
        db.session.execute(sa.delete(KeptJob).where(KeptJob.id == job_id))
        db.session.commit()


@slow_job
def run_kept_slowly(job_id: int) -> None:
    """Do a kept job among the slow jobs, unless another worker does it or it is done."""
    run_kept(job_id)


def _leave(job_id: int, tries: int, reason: str) -> None:
    """Note why it broke, and when it is tried again; after the last pause that is left to a person."""
    if tries <= len(PAUSES):
        again_at = clock.now() + PAUSES[tries - 1]
        _change(job_id, state=KeptState.WAITING, error=reason, again_at=again_at)
    else:
        _change(job_id, state=KeptState.FAILED, error=reason, again_at=None)


def _place_of(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} ({Path(frame.filename).name}:{frame.lineno})"


def _change(job_id: int, *where: sa.ColumnElement[bool], **values: Any) -> sa.Row[Any] | None:
    """Change a kept job that meets the condition; commits."""
    changed = db.session.execute(
        sa.update(KeptJob)
        .where(KeptJob.id == job_id, *where)
        .values(values)
        .returning(KeptJob.name, KeptJob.arguments, KeptJob.tries)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.commit()
    return changed


@contextmanager
def _signs_of_life(job_id: int) -> Iterator[None]:
    """While the block goes on, others see that somebody works on it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    done = threading.Event()

    def tell() -> None:
        while not done.wait(ALIVE):
            try:
                with app.app_context():
                    _change(job_id, alive_at=clock.now())
            except (
                sa.exc.SQLAlchemyError
            ):  # the database is away or has no line free: the next sign may get through
                continue

    threading.Thread(target=tell, daemon=True).start()
    try:
        yield
    finally:
        done.set()


@every_minute
def find_kept_jobs() -> None:
    """Put into the queue again what waits, and what somebody worked on who was stopped."""
    now = clock.now()
    silent = sa.select(KeptJob.id, KeptJob.tries).where(
        KeptJob.state == KeptState.RUNNING, KeptJob.alive_at < now - SILENT
    )
    for job_id, tries in db.session.execute(silent).all():
        _leave(job_id, tries, "the worker was stopped")
    due = sa.or_(
        sa.and_(KeptJob.again_at.is_(None), KeptJob.created_at < now - FORGOTTEN),
        KeptJob.again_at <= now,
    )
    waiting = sa.select(KeptJob.id, KeptJob.name).where(KeptJob.state == KeptState.WAITING, due)
    for job_id, name in db.session.execute(waiting.order_by(KeptJob.id)).all():
        _change(job_id, KeptJob.state == KeptState.WAITING, again_at=now + FORGOTTEN)
        _queue_kept(name, job_id)


def retry_kept_job(kept: KeptJob) -> None:
    """Let a kept job that was left to a person begin once more; commits, as it is handed to the queue."""
    _change(kept.id, state=KeptState.WAITING, tries=0, again_at=None)
    _queue_kept(kept.name, kept.id)


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


def init_app(app: Flask, settings: Settings) -> None:
    """Open the queues the settings ask for."""
    queue, slow_queue = open_queue(settings, "facilitate"), open_queue(settings, "facilitate-slow")
    here, slow_here = _Here(), _Here()

    def run_job(name: str, *arguments: Any) -> None:
        with app.app_context():
            _jobs[name](*arguments)

    def is_my_turn(what: str, every: timedelta) -> bool:
        """Of several servers one does what is due; on a file of SQLite there is no other."""
        with app.app_context():
            return settings.on_sqlite or claim_turn(what, every)

    def run_each(functions: Sequence[Callable[[], None]]) -> None:
        """All of them, also where one breaks: the turn is over, and nobody else does the others.

        What the database could not do now is done the next time.
        """
        broken: list[Exception] = []
        for function in functions:
            try:
                with app.app_context():
                    function()
            except Exception as error:
                if trouble := database_trouble(error):
                    left_out = "the database is %s: %s is left out this time"
                    app.logger.warning(left_out, trouble, function.__name__)
                    continue
                app.logger.exception("%s broke", function.__name__)
                broken.append(error)
        if broken:
            raise broken[0]

    def run_daily() -> None:
        if not is_my_turn("every night", timedelta(minutes=10)):
            return
        run_each(_daily)

    def run_every_minute() -> None:
        if not is_my_turn("every minute", timedelta(seconds=40)):
            return
        run_each(_every_minute)

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

    for one in (run_job, run_daily, run_every_minute):
        one.__module__ = KNOWN_AS
    task, slow_task = queue.task()(run_job), slow_queue.task()(run_job)

    def run_job_soon(name: str, *arguments: Any) -> None:
        where, its_task = (slow_here, slow_task) if name in _slow else (here, task)
        soon(where, run_job, its_task, name, *arguments)

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
