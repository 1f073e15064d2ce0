"""A few strange requests to the planner on each database; `make fuzz` sends a hundred thousand."""

import pytest
from flask import Flask

from .routes import send_strange

pytestmark = pytest.mark.both_databases


def test_no_strange_request_ends_in_an_error(demo: Flask) -> None:
    found = send_strange(demo, 200, seed=1)
    assert found.broken == []
    assert found.statuses[200] + found.statuses[302] > 60
