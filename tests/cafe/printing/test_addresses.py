"""A guest's own address: short, only ours, the same every time."""

import pytest
from flask import Flask

from facilitate.cafe.addresses import find_url, guest_of_token, guest_token, slip_url, table_url
from facilitate.cafe.models import Cafe


def test_an_address_leads_back_to_its_guest(app: Flask) -> None:
    with app.app_context():
        for key in ("p1", "p34567", "w12"):
            assert guest_of_token(guest_token(Cafe(id=7), key)) == (7, key)


def test_it_is_short_and_stays_the_same(app: Flask) -> None:
    with app.app_context():
        assert guest_token(Cafe(id=7), "p345") == guest_token(Cafe(id=7), "p345")
        assert len(guest_token(Cafe(id=7), "p345")) == 17


@pytest.mark.parametrize("number", range(17))
def test_another_letter_is_no_address(app: Flask, number: int) -> None:
    with app.app_context():
        token = guest_token(Cafe(id=7), "p345")
        other = "A" if token[number] != "A" else "B"
        assert guest_of_token(token[:number] + other + token[number + 1 :]) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "-",
        "7p345",
        "7p345-",
        "7x345-AAAAAAAAAAA",
        "07p1-AAAAAAAAAAA",
        "7p٣-AAAAAAAAAAA",
        "ë" * 20,
        "7p1-" + "A" * 99,
    ],
)
def test_what_we_did_not_make_is_nobody(app: Flask, token: str) -> None:
    with app.app_context():
        assert guest_of_token(token) is None


def test_whole_addresses_begin_with_where_the_planner_is(app: Flask) -> None:
    with app.app_context():
        base = app.extensions["settings"].base_url
        token = guest_token(Cafe(id=7), "p1")
        assert slip_url(Cafe(id=7), "p1").partition("?b=")[0] == f"{base}/cafe/me/{token}"
        assert (table_url("abc"), find_url("xyz")) == (
            f"{base}/cafe/table/abc",
            f"{base}/cafe/find/xyz",
        )


def test_the_addresses_lead_to_pages(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert {"/cafe/me/<token>", "/cafe/table/<token>", "/cafe/find/<token>"} - rules == set()
