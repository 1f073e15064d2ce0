"""Requests as spans for an OpenTelemetry collector, and faults for a collector of errors, where their addresses are set; without any word people wrote."""

import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from flask import Flask
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer, use_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sqlalchemy.engine import Engine

from .. import __version__
from .requests import ROUTE, request_number

LONGEST = 1000
"""Letters of a statement that are told; what people wrote is in its parameters, which are not."""
FAILED = 500
"""From which code on an answer is a failure of ours."""
SPAN = "telemetry_span"
_tracer: ContextVar[Tracer | None] = ContextVar("tracer", default=None)


class TracedRequests:
    """Stands before the application and after what numbers its requests. `traceparent` of a proxy in front goes on here."""

    def __init__(self, wsgi_app: Callable[..., Any], tracer: Tracer) -> None:
        self._wsgi_app, self._tracer = wsgi_app, tracer
        self._reader = TraceContextTextMapPropagator()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        said = {"traceparent": environ.get("HTTP_TRACEPARENT", "")}
        span = self._tracer.start_span(
            method, context=self._reader.extract(said), kind=SpanKind.SERVER
        )
        span.set_attribute("http.request.method", method)
        span.set_attribute("facilitate.request", request_number())

        def start(status: str, headers: Any, *error: Any) -> Any:
            code = int(status[:3])
            span.set_attribute("http.response.status_code", code)
            if code >= FAILED:
                span.set_status(Status(StatusCode.ERROR))
            return start_response(status, headers, *error)

        before = _tracer.set(self._tracer)
        try:
            with use_span(span, end_on_exit=True, record_exception=False):
                answer: Iterable[bytes] = self._wsgi_app(environ, start)
                route = environ.get(ROUTE, "static")
                span.update_name(f"{method} {route}")
                span.set_attribute("http.route", route)
        finally:
            _tracer.reset(before)
        return answer


def tell_telemetry(app: Flask, url: str) -> None:
    """From here on this process tells the collector at that address what it answered (OTLP over HTTP)."""
    resource = Resource.create({"service.name": "facilitate", "service.version": __version__})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{url}/v1/traces")))
    app.extensions["telemetry"] = provider
    app.wsgi_app = TracedRequests(app.wsgi_app, provider.get_tracer("facilitate"))  # type: ignore[method-assign]


def _begin(connection: sa.Connection, _cursor: Any, statement: str, *_about: Any) -> None:
    tracer = _tracer.get()
    if tracer is None:
        return
    words = statement.split(None, 1)
    span = tracer.start_span(words[0].upper() if words else "SQL", kind=SpanKind.CLIENT)
    span.set_attribute("db.system.name", connection.dialect.name)
    span.set_attribute("db.query.text", statement[:LONGEST])
    connection.info[SPAN] = span


def _end(connection: sa.Connection, *_about: Any) -> None:
    if span := connection.info.pop(SPAN, None):
        span.end()


def _fail(context: sa.engine.ExceptionContext) -> None:
    span = context.connection.info.pop(SPAN, None) if context.connection is not None else None
    if span:
        span.set_status(Status(StatusCode.ERROR))
        span.end()


sa.event.listen(Engine, "before_cursor_execute", _begin)
sa.event.listen(Engine, "after_cursor_execute", _end)
sa.event.listen(Engine, "handle_error", _fail)


KEPT = (
    "event_id",
    "timestamp",
    "level",
    "platform",
    "release",
    "exception",
    "tags",
    "sdk",
    "transaction",
    "contexts",
    "logger",
)
"""Of all that such a service can be told: addresses, forms, cookies, accounts and lines of the log are left out."""


def report_errors(url: str) -> None:
    """From here on this process tells what broke."""
    import sentry_sdk  # noqa: PLC0415 - installed only where it is wanted
    from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415 - as above

    sentry_sdk.init(
        dsn=url,
        release=f"facilitate@{__version__}",
        include_local_variables=False,
        max_breadcrumbs=0,
        default_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        before_send=_without_words,  # type: ignore[arg-type]  # an event is a dictionary, whatever they call it
        auto_session_tracking=False,
        server_name="",
    )


def _without_words(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """The kind of error and its lines of code; what an error says may quote what somebody typed."""
    told = {name: event[name] for name in KEPT if name in event}
    for one in told.get("exception", {}).get("values", ()):
        one["value"] = ""
    told["tags"] = {"request": request_number()}
    return told
