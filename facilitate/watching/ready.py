"""Whether the planner can serve: the database and its shape, Redis, the folder of uploads, whether queues are worked off."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask

from .. import clock
from ..data.db import db
from ..data.revision import all_revisions, database_revision
from ..exchange import stores
from ..run.jobs import seconds_unworked
from ..run.settings import Settings
from ..web.i18n import _l

PATIENCE = 3
"""Seconds that each part has to answer."""
NEEDED = ("database", "migrations")
"""Without these no page can be answered. Without the others all servers would be taken out at once, although they serve."""
UNWORKED = 300
"""Seconds after which a queue that nobody works off is one too many."""


class NotReady(Exception):
    """Says in a few words of either language what is wrong with a part; `serves`: pages are answered all the same."""

    def __init__(self, problem: Any, *, serves: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.serves = problem, serves


@dataclass(frozen=True)
class PlannerPart:
    """A part the planner stands on; `problem` (in either language) is empty where it is well.

    `serves`: without it pages are answered all the same.
    """

    name: str
    problem: Any = ""
    serves: bool = True


class PlannerParts:
    """Asks each part in a thread of its own: one that hangs holds up neither the others nor the answer."""

    def __init__(self, app: Flask) -> None:
        self._app, self._threads = app, ThreadPoolExecutor(8, thread_name_prefix="ready")

    def all(self) -> list[PlannerPart]:
        """Every part, as it is now."""
        asked = {name: self._threads.submit(self._ask, check) for name, check in CHECKS.items()}
        return [_part(name, answer) for name, answer in asked.items()]

    def _ask(self, check: Callable[[Flask], None]) -> None:
        with self._app.app_context():
            check(self._app)


def _part(name: str, answer: "Future[None]") -> PlannerPart:
    serves = name not in NEEDED
    try:
        answer.result(PATIENCE)
    except NotReady as found:
        return PlannerPart(name, found.problem, serves or found.serves)
    except TookTooLong:
        answer.cancel()
        return PlannerPart(
            name, _l("no answer within %(seconds)s seconds", seconds=PATIENCE), serves
        )
    except Exception as error:  # its text may name addresses and passwords
        return PlannerPart(
            name, _l("cannot be reached (%(error)s)", error=type(error).__name__), serves
        )
    return PlannerPart(name)


def check_database(_app: Flask) -> None:
    """Ask the database for nothing; raises whatever its driver does where it gives no answer."""
    with db.engine.connect().execution_options(reading=True) as connection:
        connection.execute(sa.text("SELECT 1"))


def check_migrations(_app: Flask) -> None:
    """Raise NotReady unless the database's tables are those of this version; a newer one's serve it until it is brought up to date."""
    with db.engine.connect().execution_options(reading=True) as connection:
        found = database_revision(connection)
    known = all_revisions()
    if found and found not in known:
        raise NotReady(
            _l(
                "the database was made by a newer version (%(found)s; this one knows %(known)s)",
                found=found,
                known=known[-1],
            ),
            serves=True,
        )
    if found != known[-1]:
        raise NotReady(
            _l(
                "the database is at %(found)s, this version needs %(known)s",
                found=found,
                known=known[-1],
            )
            if found
            else _l(
                "the database is at no version yet, this version needs %(known)s", known=known[-1]
            )
        )


def check_redis(app: Flask) -> None:
    """Ask Redis for nothing, where one is set; raises whatever its client does where it gives no answer."""
    settings: Settings = app.extensions["settings"]
    if not settings.redis_url:
        return
    from redis import Redis  # noqa: PLC0415 - installed only where there is a server

    with Redis.from_url(
        settings.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=1
    ) as asked:
        asked.ping()


def check_store(_app: Flask) -> None:
    """A file that waits for a confirmation can be kept and found."""
    if not stores.is_store_well(clock.now().timestamp()):
        raise NotReady(_l("what was written cannot be read back"))


def check_queue(app: Flask, name: str) -> None:
    """Somebody works it off."""
    queue = app.extensions[name]
    if queue.immediate:
        return
    seconds = seconds_unworked(queue)
    if seconds is not None and seconds > UNWORKED:
        raise NotReady(
            _l(
                "not worked off for %(minutes)s minutes, %(waiting)s waiting",
                minutes=round(seconds / 60),
                waiting=queue.storage.queue_size(),
            )
        )


CHECKS: dict[str, Callable[[Flask], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "redis": check_redis,
    "store": check_store,
    "queue": partial(check_queue, name="queue"),
    "slow queue": partial(check_queue, name="slow_queue"),
}
"""The parts, in the order in which they are told."""
