"""A few strange requests to the planner on each database; `make fuzz` sends a hundred thousand."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .routes import send_strange

pytestmark = pytest.mark.both_databases


def test_no_strange_request_ends_in_an_error(demo: Flask) -> None:
    found = send_strange(demo, 200, seed=1)
    assert found.broken == []
    assert found.statuses[200] + found.statuses[302] > 60


@pytest.mark.parametrize("odd", ["99999999999999999999", "999999999999999", "²", "٣", "9999-12-31"])
def test_numbers_and_days_that_no_row_has_break_nothing(
    sign_in: Callable[[str], FlaskClient], odd: str
) -> None:
    administrator = sign_in("administrator")
    asked = [
        administrator.get(f"/library/documents/new?replaces={odd}"),
        administrator.get(f"/forums/problems/pass?problems={odd}"),
        *(
            administrator.post(
                f"/events/spring/checklist/many?view={view}", data={"group": odd, "do": "done"}
            )
            for view in ("week", "person", "phase")
        ),
    ]
    assert [one.status_code for one in asked if one.status_code >= 500] == []
