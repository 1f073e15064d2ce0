"""What is public is made once for each state of it: who asks with its tag gets 304, and after a change nobody gets the old one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from tests.statements import count_statements

PAGES = [
    "/programme/spring",
    "/programme/spring/en",
    "/programme/spring.ics",
    "/programme/spring.ics?lang=en",
    "/programme/spring/schedule.xml",
    "/programme/spring/schedule.json",
]


def tags(client: FlaskClient) -> list[str]:
    return [client.get(page).headers["ETag"] for page in PAGES]


def asked_again(client: FlaskClient, known: list[str]) -> list[int]:
    """What each page answers who has it already."""
    return [
        client.get(page, headers={"If-None-Match": tag}).status_code
        for page, tag in zip(PAGES, known, strict=True)
    ]


@pytest.mark.both_databases
def test_who_has_it_is_told_so_by_one_statement(client: FlaskClient, public) -> None:
    known = tags(client)
    with count_statements() as statements:
        assert asked_again(client, known) == [304] * len(PAGES)
    assert len(statements) == len(PAGES)
    assert len(set(known)) == len(PAGES)
    first, second = client.get(PAGES[1]), client.get(PAGES[1])
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert first.headers["Cache-Control"] == "private, no-cache"


def publish(_app: Flask, organiser: FlaskClient) -> None:
    assert organiser.post("/events/spring/agenda/publish").status_code == 302


def rename(app: Flask, _organiser: FlaskClient) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug="spring").one()
        event.title = Words("Another name", "Emër tjetër")
        db.session.commit()


@pytest.mark.both_databases
@pytest.mark.parametrize("change", [publish, rename])
def test_after_a_change_nobody_gets_the_old_one(
    app: Flask,
    client: FlaskClient,
    organiser: FlaskClient,
    public,
    change: Callable[[Flask, FlaskClient], None],
) -> None:
    known = tags(client)
    change(app, organiser)
    assert asked_again(client, known) == [200] * len(PAGES)
    assert set(known).isdisjoint(tags(client))


def test_taken_offline_it_is_gone_for_who_has_it_too(
    client: FlaskClient, organiser: FlaskClient, public
) -> None:
    known = tags(client)
    organiser.post("/events/spring/agenda/take-offline")
    assert asked_again(client, known) == [404] * len(PAGES)


def test_each_language_is_another_answer(client: FlaskClient, public) -> None:
    english = {"Accept-Language": "en"}
    tag = client.get(PAGES[0], headers=english).headers["ETag"]
    albanian = client.get(PAGES[0], headers={"Accept-Language": "sq", "If-None-Match": tag})
    assert (albanian.status_code, '<html lang="sq">' in albanian.text) == (200, True)
    assert client.get(PAGES[0], headers={**english, "If-None-Match": tag}).status_code == 304


def test_the_page_of_somebody_signed_in_is_kept_for_nobody(
    client: FlaskClient, organiser: FlaskClient, public
) -> None:
    tag = client.get(PAGES[1]).headers["ETag"]
    own = organiser.get(PAGES[1], headers={"If-None-Match": tag})
    assert (own.status_code, own.headers["Cache-Control"]) == (200, "no-store")
    assert "Sign out" in own.text
    assert "ETag" not in own.headers
    assert "Sign out" not in client.get(PAGES[1]).text
    assert "csrf_token" not in client.get(PAGES[1]).text


def test_a_feed_is_told_anew_only_when_it_reads_otherwise(
    client: FlaskClient, organiser: FlaskClient, public
) -> None:
    organiser.post("/events/spring/calendar/feed")
    page = organiser.get("/events/spring/calendar").text
    link = page.split('id="feed" readonly value="http://localhost')[1].split('"')[0]
    tag = client.get(link).headers["ETag"]
    assert client.get(link, headers={"If-None-Match": tag}).status_code == 304
    organiser.post("/events/spring/agenda/remove", data={"step": public["Coffee"]})
    answer = client.get(link, headers={"If-None-Match": tag})
    assert (answer.status_code, "Coffee" in answer.text) == (200, False)
