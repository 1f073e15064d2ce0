"""Every answer carries the number of its request; it stands in the log, on the page of an error, and in what is told of it."""

import gzip
import json
import logging
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
import sentry_sdk
from flask import Flask
from flask.testing import FlaskClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from facilitate.data.db import db
from facilitate.watching.requests import JsonLines, number_for, request_number
from facilitate.watching.telemetry import report_errors
from facilitate.web.app import create_app

TYPED = "what Ana Kola typed"
OPENED = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


def break_sign_in(app: Flask) -> None:
    def broken() -> str:
        raise LookupError(TYPED)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["accounts.sign_in"] = broken


def test_every_answer_has_a_number_of_its_own(client: FlaskClient, cast) -> None:
    paths = ("/sign-in", "/nothing", "/static/public.css", "/health", "/events/spring")
    numbers = []
    for path in paths:
        with client.get(path) as answer:
            numbers.append(answer.headers["X-Request-ID"])
    assert [re.fullmatch("[0-9a-f]{16}", one) is not None for one in numbers] == [True] * 5
    assert len(set(numbers)) == 5


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("3f2a9c41-77aa-4b1e-9d6f-0a1b2c3d4e5f", True),
        ("short", False),
        ("a" * 65, False),
        ("with spaces in it", False),
        ("<script>alert(1)</script>", False),
        ("line\nbreaks1", False),
        ("ëëëëëëëëëë", False),
        ("", False),
    ],
)
def test_a_proxy_may_number_a_request_sanely(said: str, taken: bool) -> None:
    assert (number_for(said) == said) is taken
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", number_for(said))


def test_the_number_given_by_a_proxy_comes_back(client: FlaskClient) -> None:
    answer = client.get("/health", headers={"X-Request-ID": "edge-20270318-77"})
    assert answer.headers["X-Request-ID"] == "edge-20270318-77"


def test_what_broke_shows_its_number_and_logs_it(app: Flask, client: FlaskClient, caplog) -> None:
    break_sign_in(app)
    page = client.get("/sign-in", headers={"X-Request-ID": "found-again-1"})
    assert (page.status_code, "found-again-1" in page.text) == (500, True)
    assert "Exception at GET accounts.sign_in (request found-again-1)" in caplog.text
    script = client.get("/sign-in", headers={"Accept": "application/json"})
    assert script.json["request"] == script.headers["X-Request-ID"]


def test_a_page_that_is_merely_missing_shows_none(client: FlaskClient, cast) -> None:
    page = client.get("/nothing", headers={"X-Request-ID": "found-again-2"})
    assert (page.status_code, "found-again-2" in page.text) == (404, False)


def test_the_log_as_json(app: Flask) -> None:
    lines: list[dict[str, str]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonLines().format(record)))

    break_sign_in(app)
    kept = Kept()
    logging.getLogger().addHandler(kept)
    try:
        app.test_client().get("/sign-in", headers={"X-Request-ID": "found-again-3"})
        logging.getLogger("a room").warning("said %s", "“ë”")
    finally:
        logging.getLogger().removeHandler(kept)
    assert lines[0]["request"] == "found-again-3"
    assert "LookupError" in lines[0]["trace"]
    assert {name: lines[1][name] for name in ("level", "logger", "message")} == {
        "level": "warning",
        "logger": "a room",
        "message": "said “ë”",
    }
    assert "request" not in lines[1]
    assert request_number() == ""


@pytest.fixture
def errors() -> Iterator[tuple[str, list[bytes]]]:
    """A service on this machine that is told of errors: its address, and what it was told."""
    told: list[bytes] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(OPENED[self.headers.get("Content-Encoding", "")](sent))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_about: object) -> None:
            """It keeps silent."""

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://public@127.0.0.1:{server.server_port}/1", told
        server.shutdown()


def test_a_service_is_told_what_broke_and_no_word_that_people_wrote(app: Flask, errors) -> None:
    url, told = errors
    break_sign_in(app)
    report_errors(url)
    try:
        app.test_client().get("/sign-in?next=/i/secret", headers={"X-Request-ID": "found-again-4"})
        sentry_sdk.flush(20)
    finally:
        sentry_sdk.init()
    said = b"".join(told).decode()
    assert ("LookupError" in said, "found-again-4" in said) == (True, True)
    assert [word for word in ("Ana Kola", "secret", "127.0.0.1") if word in said] == []


def test_a_collector_is_told_requests_and_statements_and_no_word_that_people_wrote(
    app: Flask, errors, cast
) -> None:
    url, told = errors
    settings = replace(app.extensions["settings"], telemetry_url=f"http://{url.split('@')[1][:-2]}")
    other = create_app(settings)
    trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    said = {"X-Request-ID": "found-again-5", "traceparent": f"00-{trace}-{parent}-01"}
    typed = {"email": "ana.kola@office.example", "password": "secret words here"}
    other.test_client().post("/sign-in?next=/hidden", data=typed, headers=said)
    other.extensions["telemetry"].force_flush()
    spans = [
        span
        for sent in told
        for resource in ExportTraceServiceRequest.FromString(sent).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    request, statements = spans[-1], spans[:-1]
    about = {one.key: one.value.string_value or one.value.int_value for one in request.attributes}
    assert (request.name, about["http.response.status_code"]) == ("POST accounts.sign_in", 422)
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (trace, parent)
    assert about["facilitate.request"] == "found-again-5"
    assert {one.parent_span_id for one in statements} == {request.span_id}
    assert "SELECT" in {one.name for one in statements}
    words = b"".join(told)
    assert [one for one in (b"ana.kola", b"secret words", b"hidden") if one in words] == []
    with other.app_context():
        db.engine.dispose()
    other.extensions["telemetry"].shutdown()


def test_settings_that_cannot_be_are_said(app: Flask) -> None:
    settings = app.extensions["settings"]
    with pytest.raises(ValueError, match="FACILITATE_LOG is 'xml'; it can be text or json"):
        type(settings).from_environment({"FACILITATE_LOG": "xml"})
    other = create_app(replace(settings, log="text"))
    assert other.test_client().get("/health").text == "alive\n"
    with other.app_context():
        db.engine.dispose()
