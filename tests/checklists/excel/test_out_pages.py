"""The download of the Excel file: for whom, what is in it, what it costs."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from ...statements import count_statements

FILE = "/events/spring/checklist.xlsx"


@pytest.fixture
def started(organiser: FlaskClient) -> FlaskClient:
    """The organiser, with the starting list copied."""
    assert organiser.post("/events/spring/checklist/start").status_code == 302
    return organiser


def book(client: FlaskClient, address: str = FILE) -> Any:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype.rpartition(".")[2]) == (200, "sheet")
    return load_workbook(io.BytesIO(answer.data))


def test_who_may_have_it(started: FlaskClient, sign_in: Callable[[str], FlaskClient]) -> None:
    assert sign_in("viewer").get(FILE).status_code == 200
    assert sign_in("stranger").get(FILE).status_code == 404
    assert started.get(FILE.replace("spring", "winter")).status_code == 404
    assert started.post(FILE).status_code == 405


def test_the_jobs_and_the_team_are_offered(started: FlaskClient) -> None:
    lists = book(started)["_lists"]
    jobs = [row[3] for row in lists.iter_rows(values_only=True) if row[3]]
    assert len(jobs) == len(set(jobs)) > 5
    words = [row[1] for row in lists.iter_rows(values_only=True) if row[1]]
    assert len(set(words)) == 5


def test_the_first_plan_is_shown(started: FlaskClient) -> None:
    page = book(started).worksheets[0]
    assert page["F5"].is_date
    assert page["K5"].value.startswith("=IF(AND(")


def test_a_sheet_for_everybody_is_asked_for(started: FlaskClient) -> None:
    usual, more = book(started).sheetnames, book(started, f"{FILE}?people=1").sheetnames
    assert len(usual) == 5
    assert len(more) > len(usual)
    assert [name for name in more if name in usual] == usual


def test_it_asks_little(started: FlaskClient) -> None:
    with count_statements() as asked:
        started.get(FILE)
    assert len(asked) <= 7
