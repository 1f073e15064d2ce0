"""Cost lines on the page: begun with, written, changed, ordered, paid, taken out."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.budget.models import CostCategory, CostLine
from facilitate.data.db import db

from ...people import Cast
from ...statements import count_statements
from ..conftest import Made

PAGE = "/events/spring/budget"
LINE = {
    "title-en": "Chairs",
    "title-sq": "Karrige",
    "category": "equipment",
    "quantity": "110",
    "unit_cents": "1,250",
    "currency": "all",
    "unit-en": "chair",
    "unit-sq": "karrige",
}


def rows(app: Flask) -> list[CostLine]:
    with app.app_context():
        return list(
            db.session.scalars(sa.select(CostLine).order_by(CostLine.position, CostLine.id))
        )


def test_a_budget_begins_with_the_usual_lines(app: Flask, organiser: FlaskClient) -> None:
    assert "No budget yet." in organiser.get(PAGE).text
    assert organiser.post(PAGE + "/start").status_code == 302
    page = organiser.get(PAGE).text
    assert "12 lines have no price yet." in page
    by = {row.title.en: row for row in rows(app)}
    assert by["Lunch"].quantity == 22_000  # 110 people, two days
    assert [row.code for row in rows(app)][:3] == ["L1", "L2", "L3"]
    assert organiser.post(PAGE + "/start").status_code == 409


@pytest.mark.both_databases
def test_a_line_is_written_and_what_was_doubtful_is_told(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    assert organiser.get(PAGE + "/costs/new").status_code == 200
    answer = organiser.post(
        PAGE + "/costs/new", data={**LINE, "version": "None"}, follow_redirects=True
    )
    assert "“1,250” was read as ALL\u00a01,250.00." in answer.text
    row = rows(app)[-1]
    assert (row.code, row.unit_cents, row.quantity, row.currency) == ("L3", 125_000, 11_000, "ALL")
    assert row.category is CostCategory.EQUIPMENT


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("unit_cents", "many", "“many” is not an amount."),
        ("unit_cents", "12,3456", "has more than two decimals"),
        ("unit_cents", "-5", "is less than zero"),
        ("unit_cents", "5 thalers", "The currency “thalers” is unknown"),
        ("unit_cents", "5 €", "Here you wrote EUR, and ALL is the currency"),
        ("unit_cents", "99999999999", "too large to be a price"),
        ("quantity", "99999999", "too large to be a price"),
        ("currency", "ZZZ", "The currency “ZZZ” is unknown"),
        ("quantity", "", "Please fill this in."),
        ("paid_cents", "a lot", "is not an amount"),
        ("category", "gold", "Please choose one from the list."),
        ("paid_on", "2199-01-01", "between 2000 and 2100"),
    ],
)
def test_a_mistake_is_a_plain_sentence_and_nothing_is_lost(
    app: Flask, made: Made, organiser: FlaskClient, field: str, typed: str, said: str
) -> None:
    answer = organiser.post(PAGE + "/costs/new", data={**LINE, field: typed, "version": "None"})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Chairs"' in answer.text
    if field in ("unit_cents", "paid_cents"):
        assert f'value="{typed}"' in answer.text
    assert len(rows(app)) == 2


def test_two_who_change_a_line_see_both_texts(made: Made, organiser: FlaskClient) -> None:
    address = f"{PAGE}/costs/{made.hall}"
    assert organiser.post(address, data={**LINE, "version": "1"}).status_code == 302
    answer = organiser.post(address, data={**LINE, "title-en": "Sofas", "version": "1"})
    assert answer.status_code == 409
    assert "Chairs" in answer.text
    assert "Sofas" in answer.text


def test_a_line_is_ordered_paid_copied_moved_and_taken_out(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    do = f"{PAGE}/costs/{made.hall}/do"
    for what in ("order", "pay", "copy", "down"):
        assert organiser.post(do, data={"what": what}).status_code == 302
    found = rows(app)
    hall = next(row for row in found if row.id == made.hall)
    assert (hall.committed_cents, hall.paid_cents) == (120_000, 120_000)
    assert hall.paid_on is not None
    assert [row.title.en for row in found if row.category is CostCategory.VENUE] == [
        "Hall (2)",
        "Hall",
    ]
    answer = organiser.post(do, data={"what": "remove"}, follow_redirects=True)
    assert "“Hall” was removed." in answer.text
    assert "1 removed cost line" in answer.text
    assert organiser.post(do + "?what=back").status_code == 302
    assert all(row.removed_at is None for row in rows(app))
    assert organiser.post(do, data={"what": "burn"}).status_code == 422


@pytest.mark.parametrize(
    "where", ["/costs/new", "/costs/{hall}", "/rates", "/contributions/new", "/employers"]
)
def test_only_who_may_edit_opens_the_forms(
    made: Made, sign_in: Callable[[str], FlaskClient], where: str
) -> None:
    address = PAGE + where.format(hall=made.hall)
    for who, status in (("staff", 200), ("viewer", 403), ("facilitator", 403), ("stranger", 404)):
        assert sign_in(who).get(address).status_code == status


def test_the_budget_is_seen_by_those_who_may(
    made: Made, sign_in: Callable[[str], FlaskClient]
) -> None:
    assert "Hall" in sign_in("viewer").get(PAGE).text
    assert "budget/costs/new" not in sign_in("viewer").get(PAGE).text
    assert sign_in("facilitator").get(PAGE).status_code == 403
    assert sign_in("stranger").get(PAGE).status_code == 404


def test_addresses_of_nothing(made: Made, organiser: FlaskClient) -> None:
    assert organiser.get(PAGE + "/costs/999").status_code == 404
    assert organiser.post(PAGE + "/costs/999/do", data={"what": "pay"}).status_code == 404
    assert organiser.get(f"{PAGE}/costs/{made.hall}/do").status_code == 405
    assert organiser.get(PAGE + "/start").status_code == 405


def test_more_lines_ask_no_more(app: Flask, cast: Cast, made: Made, organiser: FlaskClient) -> None:
    organiser.get(PAGE)
    with count_statements() as few:
        organiser.get(PAGE)
    for _number in range(3):
        organiser.post(f"{PAGE}/costs/{made.hall}/do", data={"what": "copy"})
        organiser.post(f"{PAGE}/contributions/{made.gift}/do", data={"what": "copy"})
    with count_statements() as many:
        organiser.get(PAGE)
    assert len(few) == len(many) <= 12


def test_the_page_opens_with_what_matters(made: Made, organiser: FlaskClient) -> None:
    page = organiser.get(PAGE).text
    assert "It costs €3,206.14; €1,200 are confirmed, €2,006.14 are not covered yet." in page
    assert "ALL\u00a0198,000.00" in page


def test_a_code_of_many_digits_is_followed_by_free_ones(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    """A file may bring one; the second line after it had the code of the first and ended in an error."""
    with app.app_context():
        db.session.scalars(sa.select(CostLine)).first().code = "L99999999"
        db.session.commit()
    for _number in range(3):
        assert organiser.post(PAGE + "/costs/new", data=LINE).status_code == 302
    assert len({row.code for row in rows(app)}) == len(rows(app)) == 5
