"""One planner a worker and kind of database, as new before each test: making one costs 70 ms and forgets every compiled
statement.

What a test may have changed in it is put back: settings, configuration, extensions, views, limits. `tests/test_apart.py`
proves that a test sees nothing of another one's rows, files, caches, settings, language or clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from facilitate.data.db import db
from facilitate.web import answer_cache as kept_answers
from facilitate.web.app import create_app, csrf
from facilitate.web.limits import limiter

from .planner_settings import settings_for
from .scenes import STAGE

_KEPT: dict[tuple[str, str], "Kept"] = {}

_OPEN: list[ConnectionPoolEntry] = []
"""Connections of planners that a test made itself, or that is served for a whole run."""


@sa.event.listens_for(Pool, "connect")
def _remember(_connection: Any, record: Any) -> None:
    if not any(record._ConnectionRecord__pool is kept.engine.pool for kept in _KEPT.values()):
        _OPEN.append(record)


class Kept:
    """A planner and what it was like when it was made."""

    def __init__(self, folder: Path, url: str) -> None:
        self.app = create_app(settings_for(folder, url))
        self.url = sa.make_url(url)
        self.first = {id(held): dict(held) for held in self._changing()}
        self.globals = [(one, dict(vars(one))) for one in (limiter, csrf)]
        with self.app.app_context():
            self.engine = db.engine
        sa.event.listen(self.engine, "do_connect", self._connect)
        sa.event.listen(self.engine, "commit", STAGE.note_commit)

    def _changing(self) -> list[dict[str, Any]]:
        app = self.app
        return [app.config, app.extensions, app.view_functions, app.jinja_env.globals]

    def _connect(
        self, dialect: sa.Dialect, _record: Any, arguments: list[Any], named: dict[str, Any]
    ) -> None:
        """Connect to the database of this test, whatever the engine was made for."""
        STAGE.put()
        given, options = dialect.create_connect_args(self.url)
        arguments[:] = given
        named.update(options)

    def renew(self, folder: Path, url: str) -> Flask:
        """The planner as it was when it was made, with this folder and this database."""
        for held in self._changing():
            held.clear()
            held.update(self.first[id(held)])
        for one, values in self.globals:
            vars(one).clear()
            vars(one).update(values)
        settings = settings_for(folder, url)
        self.app.extensions["settings"] = settings
        kept_answers.init_app(self.app)
        self.app.config["SECRET_KEY"] = settings.secret_keys()[0]
        self.app.config["SQLALCHEMY_DATABASE_URI"] = url
        if self.url != sa.make_url(url):
            self.engine.dispose()
        self.url = self.engine.url = sa.make_url(url)
        return self.app

    def leave(self) -> None:
        """End of a test. A server's database stays the same: a connection that was given back knows it already."""
        if self.url.get_backend_name() == "sqlite" or self.engine.pool.checkedout():  # type: ignore[attr-defined]
            self.engine.dispose()
        while _OPEN:
            _OPEN.pop().invalidate()  # a planner that is served meanwhile opens another one


def leave_out(app: Flask, job: str) -> None:
    """This job is never run here, whoever asks for it."""
    run_job = app.extensions["run_job"]

    def run_others(name: str, *arguments: Any) -> None:
        if name != job:
            run_job(name, *arguments)

    app.extensions["run_job"] = run_others


@contextmanager
def planner_on(folder: Path, url: str, name: str = "") -> Iterator[Flask]:
    """A planner on that database; one of another name beside it. No application context stays open: a missing commit shows."""
    key = (sa.make_url(url).get_backend_name(), name)
    if key not in _KEPT:
        _KEPT[key] = Kept(folder, url)
    kept = _KEPT[key]
    yield kept.renew(folder, url)
    kept.leave()
