"""Exchange rates: either way round, with day and source; the currency of the sums changed."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.budget.models import Rate
from facilitate.budget.queries import book_of, currency_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.money import rate_across, turn_rate

from ...people import Cast
from ..conftest import Made

PAGE = "/events/spring/budget/rates"
RATE = {
    "currency": "CHF",
    "worth": "1,06",
    "way": "for_one",
    "on": "2027-02-01",
    "source": "Bank of Albania",
}


def rates(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {row.currency: row.worth for row in db.session.scalars(sa.select(Rate))}


def test_a_rate_is_written_either_way_round(app: Flask, made: Made, organiser: FlaskClient) -> None:
    assert "1 CHF = 1.06 EUR" in organiser.post(PAGE, data=RATE, follow_redirects=True).text
    organiser.post(PAGE, data={**RATE, "currency": "all", "worth": "98.70", "way": "for_own"})
    assert rates(app) == {"ALL": 101_317_123, "CHF": 10_600_000_000}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"currency": "EUR"}, "it needs no rate"),
        ({"currency": "ZZZ"}, "is unknown. Write its three letters"),
        ({"worth": "0"}, "is not an amount"),
        ({"worth": "much"}, "is not an amount"),
        ({"worth": "900000", "way": "for_own"}, None),
        ({"worth": "99000000", "way": "for_own"}, "too large"),
        ({"source": ""}, "Please fill this in."),
        ({"on": ""}, "Please choose a date."),
        ({"way": "sideways"}, "Please choose one from the list."),
    ],
)
def test_a_mistake_is_said(
    made: Made, organiser: FlaskClient, more: dict[str, str], said: str | None
) -> None:
    answer = organiser.post(PAGE, data={**RATE, **more})
    assert answer.status_code == (422 if said else 302)
    assert (said or "") in answer.text


def test_a_rate_is_taken_out_and_its_amounts_stand_apart(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    with app.app_context():
        key = db.session.scalars(sa.select(Rate.id)).one()
    assert organiser.get(f"{PAGE}/{key}/remove").status_code == 405
    assert organiser.post(f"{PAGE}/999/remove").status_code == 404
    assert organiser.post(f"{PAGE}/{key}/remove").status_code == 302
    page = organiser.get("/events/spring/budget").text
    assert "ALL\u00a0198,000 are not in the sum: there is no exchange rate." in page
    assert "it costs €1,200;" in page


def test_the_currency_of_the_sums_is_changed_with_all_rates(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    organiser.post(PAGE, data=RATE)
    address = "/events/spring/budget/currency"
    assert organiser.post(address, data={"own": "USD"}).status_code == 409
    assert organiser.post(address, data={"own": "gold"}).status_code == 422
    assert organiser.post(address, data={"own": "ALL"}).status_code == 302
    assert rates(app) == {"EUR": 986_971_969_996, "CHF": 1_046_190_288_196}
    with app.app_context():
        assert currency_of(db.session.get_one(Event, cast.event_id)) == "ALL"
    assert organiser.get(address).status_code == 405


def test_a_rate_in_another_currency_does_not_come_back(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    """1.06 euros were counted as 1.06 lekë once the sums were in lekë: a hundredth of the costs."""
    organiser.post(PAGE, data=RATE)
    with app.app_context():
        key = db.session.scalars(sa.select(Rate.id).where(Rate.currency == "CHF")).one()
    page = organiser.post(f"{PAGE}/{key}/remove", follow_redirects=True).text
    undo = re.findall(r'action="([^"]+/undo[^"]*)"', page)[-1].replace("&amp;", "&")
    address = "/events/spring/budget/currency"
    assert organiser.post(address, data={"own": "ALL"}).status_code == 302
    assert organiser.post(undo).status_code == 409
    assert set(rates(app)) == {"EUR"}
    assert organiser.post(address, data={"own": "EUR"}).status_code == 302
    assert organiser.post(undo).status_code == 302
    assert set(rates(app)) == {"ALL", "CHF"}


def test_an_old_rate_is_said(app: Flask, cast: Cast, made: Made) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        assert book_of(event, date(2027, 3, 3)).old == frozenset()
        assert book_of(event, date(2027, 3, 4)).old == {"ALL"}
        assert book_of(event, date(2028, 1, 1)).old == {"ALL"}  # 46 days before the end
        event.last_day = date(2027, 3, 1)
        assert book_of(event, date(2028, 1, 1)).old == frozenset()


@given(st.integers(1, 10**13))
def test_turned_twice_is_nearly_the_same(worth: int) -> None:
    back = turn_rate(turn_rate(worth))
    assert abs(back - worth) <= worth * worth // 10**20 + 1


@given(st.integers(1, 10**13), st.integers(1, 10**13))
def test_a_currency_in_terms_of_itself_is_one(worth: int, other: int) -> None:
    assert rate_across(worth, worth) == 10**10
    assert abs(rate_across(worth, other) * other - worth * 10**10) <= other


def test_a_price_without_a_rate_is_no_missing_price(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    """Nothing is called covered while a cost cannot be converted; the page and the desk ask for the rate."""
    with app.app_context():
        db.session.execute(sa.delete(Rate))
        db.session.commit()
    page = organiser.get("/events/spring/budget").text
    assert "1 cost line is in ALL, which has no exchange rate yet." in page
    assert "all of it is covered" not in page
    assert "no price yet" not in page
    desk = " ".join(organiser.get("/events/spring/").text.split())
    assert "cost line is in ALL, which has no exchange rate yet" in desk
    assert PAGE in desk
    assert "has no price" not in desk
