"""Pictures speak a language: the tests here run inside the application."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def speaking(app: Flask) -> Iterator[None]:
    """English is spoken."""
    with app.test_request_context():
        yield
