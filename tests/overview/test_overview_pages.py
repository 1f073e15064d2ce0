"""The front page and the figures across events: for whom, and what they say when there is nothing yet."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.overview.queries import split_by_today
from facilitate.overview.routes import choices_by_kind

PATHS = ["/", "/figures", "/figures.xlsx"]


@pytest.mark.parametrize("path", PATHS)
def test_everybody_signed_in_has_them(sign_in, path: str) -> None:
    assert [
        sign_in(who).get(path).status_code for who in ("viewer", "administrator", "stranger")
    ] == [200] * 3


@pytest.mark.parametrize("path", PATHS)
def test_whoever_is_not_signed_in_is_asked_to(client: FlaskClient, cast, path: str) -> None:
    assert client.get(path).status_code == 302


def test_with_nobody_to_count_the_page_says_what_to_do(organiser: FlaskClient) -> None:
    html = organiser.get("/figures").text
    assert "Nothing to count yet" in html
    assert 'value="spring"' in html


def test_a_stranger_is_offered_no_event(sign_in) -> None:
    assert "Spring conference" not in sign_in("stranger").get("/figures?event=spring").text


def test_events_still_to_come_stand_first_and_the_next_one_leads() -> None:
    def event(slug: str, first: int, last: int) -> Event:
        return Event(slug=slug, first_day=date(2027, 3, first), last_day=date(2027, 3, last))

    latest_first = [event("later", 20, 21), event("going on", 9, 10), event("over", 8, 9)]
    coming, past = split_by_today(latest_first, date(2027, 3, 10))
    assert [one.slug for one in coming] == ["going on", "later"]
    assert [one.slug for one in past] == ["over"]


def test_events_to_put_side_by_side_are_offered_kind_by_kind_with_their_year_once() -> None:
    def event(number: int, kind: EventKind, title: str) -> Event:
        about = {"id": number, "slug": title.split()[0].lower(), "kind": kind}
        return Event(**about, title=Words(title, title), first_day=date(2008, 5, 28))

    annual = event(1, EventKind.CONFERENCE, "Annual conference 2008")
    north, council = (
        event(number, EventKind.REGIONAL_MEETING, title)
        for number, title in ((2, "North"), (3, "Council"))
    )
    names = {1: "Conference", 2: "Meeting of a group", 3: "Meeting of a council"}
    found = choices_by_kind([north, council, annual], ["annual"], names)
    assert [(one.name, one.chosen, [each.name for each in one.events]) for one in found] == [
        ("Conference", 1, ["Annual conference 2008"]),
        ("Meeting of a council", 0, ["Council 2008"]),
        ("Meeting of a group", 0, ["North 2008"]),
    ]
