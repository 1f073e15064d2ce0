"""Every request has a number that stands on its answer, on the page that says what broke and in each line of a log as JSON; and it is measured."""

import json
import logging
import re
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, request
from sqlalchemy.engine import Engine

from .measures import Measures

SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""What a proxy may have called a request; anything else gets a number of our own."""
HEADER = "X-Request-ID"
ROUTE = "facilitate.route"
"""Where the application tells which of its pages answers."""
_number: ContextVar[str] = ContextVar("request_number", default="")
_asked = threading.local()


def request_number() -> str:
    """The number of the request that is being answered here; empty where none is."""
    return _number.get()


def number_for(said: str) -> str:
    """The number a proxy gave the request, where it is one; else a new one."""
    return said if SANE.fullmatch(said) else secrets.token_hex(8)


class MeasuredRequests:
    """Stands before everything else that answers: pages, static files, refusals."""

    def __init__(self, wsgi_app: Callable[..., Any], measures: Measures) -> None:
        self._wsgi_app, self._measures = wsgi_app, measures

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        number = number_for(environ.get("HTTP_X_REQUEST_ID", ""))
        before = _number.set(number)
        began, _asked.statements, code = time.perf_counter(), 0, 500

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal code
            code = int(status[:3])
            return start_response(status, [*headers, (HEADER, number)], *error)

        try:
            answer: Iterable[bytes] = self._wsgi_app(environ, start)
        finally:
            _number.reset(before)
            self._measures.add(
                route=environ.get(ROUTE, "static"),
                method=environ["REQUEST_METHOD"],
                code=code,
                seconds=time.perf_counter() - began,
                statements=_asked.statements,
            )
        return answer


def init_app(app: Flask, measures: Measures) -> None:
    """Measure every request; last of all that stands before the application."""
    app.wsgi_app = MeasuredRequests(app.wsgi_app, measures)  # type: ignore[method-assign]
    app.before_request_funcs.setdefault(None, []).insert(0, _tell_route)


def _tell_route() -> None:
    request.environ[ROUTE] = request.endpoint or "nothing here"


def _count(*_about: Any) -> None:
    _asked.statements = getattr(_asked, "statements", 0) + 1


sa.event.listen(Engine, "after_cursor_execute", _count)


class JsonLines(logging.Formatter):
    """What happened, as JSON. The trace of an error is a field of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_number():
            said["request"] = number
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def log_as_json() -> None:
    """From here on this process writes its log as JSON; asked for twice, it does so once."""
    root = logging.getLogger()
    if any(isinstance(one.formatter, JsonLines) for one in root.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.handlers[:] = [handler]
