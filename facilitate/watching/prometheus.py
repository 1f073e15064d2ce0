"""Figures as Prometheus reads them (text format 0.0.4): counted by page, never by who or where."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from flask import Flask

from .. import __version__
from ..data.db import db
from ..mail.outbox import Message, MessageState
from ..run.jobs import seconds_unworked
from .measures import LIMITS, MeasuredCounts

TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[dict[str, str], float]
WAITING_HERE = sa.text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
"""A server may hold the databases of others: who waits there is not ours to tell (`pg_locks` does not say of every lock where)."""


def metrics_text(measured: MeasuredCounts, app: Flask) -> str:
    """All figures; what cannot be asked now is left out, so that the rest is still told."""
    families = [
        *_of_requests(measured),
        _family("build_info", "gauge", "The version that runs", [({"version": __version__}, 1)]),
    ]
    for ask in (_queues, _outbox, _pool, _locks):
        try:
            families.append(ask(app))
        except Exception as error:  # `/ready` says what is away
            app.logger.warning("%s is not told: %s", ask.__name__.strip("_"), type(error).__name__)
            db.session.rollback()
    return "".join(families)


def _of_requests(measured: MeasuredCounts) -> Iterator[str]:
    requests = []
    for key, number in sorted(measured.requests.items()):
        route, method, code = key.rsplit(" ", 2)
        requests.append(({"route": route, "method": method, "code": code}, float(number)))
    yield _family("requests_total", "counter", "Requests answered", requests)
    statements = [
        ({"route": route}, float(number)) for route, number in sorted(measured.statements.items())
    ]
    yield _family("sql_statements_total", "counter", "Statements sent to the database", statements)
    yield _histogram(measured)


def _histogram(measured: MeasuredCounts) -> str:
    lines = _head("request_seconds", "histogram", "How long answering took")
    for route, seconds in sorted(measured.seconds.items()):
        total = 0
        for limit in (*map(str, LIMITS), "+Inf"):
            total += measured.within[f"{route} {limit}"]
            lines += _line("request_seconds_bucket", {"route": route, "le": limit}, total)
        lines += _line("request_seconds_sum", {"route": route}, float(seconds))
        lines += _line("request_seconds_count", {"route": route}, total)
    return lines


def _queues(app: Flask) -> str:
    waiting: list[Sample] = []
    unworked: list[Sample] = []
    for name in ("queue", "slow_queue"):
        queue = app.extensions[name]
        waiting.append(({"queue": name}, float(queue.storage.queue_size())))
        if (seconds := seconds_unworked(queue)) is not None:
            unworked.append(({"queue": name}, seconds))
    return _family("queue_waiting", "gauge", "Jobs that wait", waiting) + _family(
        "queue_unworked_seconds", "gauge", "How long ago the queue was last worked off", unworked
    )


def _outbox(_app: Flask) -> str:
    query = sa.select(Message.state, sa.func.count()).group_by(Message.state)
    counts = {state: number for state, number in db.session.execute(query)}
    return _family(
        "outbox_mails",
        "gauge",
        "Mails by state",
        [({"state": state.value}, float(counts.get(state, 0))) for state in MessageState],
    )


def _pool(_app: Flask) -> str:
    pool = db.engine.pool
    taken = float(pool.checkedout()) if isinstance(pool, sa.QueuePool) else 0.0
    return _family(
        "database_connections", "gauge", "Connections of this process in use", [({}, taken)]
    )


def _locks(_app: Flask) -> str:
    """How many wait for a lock in this database; SQLite does not say."""
    if db.engine.dialect.name != "postgresql":
        return ""
    waiting = db.session.scalar(WAITING_HERE)
    return _family(
        "database_locks_waiting",
        "gauge",
        "Transactions that wait for a lock",
        [({}, float(waiting or 0))],
    )


def _family(name: str, kind: str, help_text: str, samples: Iterable[Sample]) -> str:
    return _head(name, kind, help_text) + "".join(
        _line(name, labels, value) for labels, value in samples
    )


def _head(name: str, kind: str, help_text: str) -> str:
    return f"# HELP facilitate_{name} {help_text}.\n# TYPE facilitate_{name} {kind}\n"


def _line(name: str, labels: dict[str, str], value: float) -> str:
    told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    return (
        f"facilitate_{name}{{{told}}} {value:.12g}\n"
        if told
        else f"facilitate_{name} {value:.12g}\n"
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
