"""What nobody would send on purpose: Schemathesis makes it up from the OpenAPI document, and the API answers as it says."""

import random
import time
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks

from ..people import Cast
from .conftest import token_for

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
SECONDS = 1
"""Of the processor: the order is another one in each run, so that all operations have their turn in time."""
LEAST = 6


def test_nothing_made_up_breaks_it(app: Flask, cast: Cast) -> None:
    with app.app_context():
        head = {"Authorization": f"Bearer {token_for(cast.tokens['organiser'])}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    random.shuffle(operations)
    began, tried = time.process_time(), 0
    for operation in operations:
        if tried >= LEAST and time.process_time() - began > SECONDS:
            break
        tried += 1

        @settings(
            max_examples=4,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            case.headers = {**(case.headers or {}), **head, "Accept-Encoding": "identity"}
            case.call_and_validate(checks=CHECKS)

        send()
    assert tried >= LEAST
