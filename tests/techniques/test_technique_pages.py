"""The shelf and a technique in the browser."""

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from facilitate.techniques.shelf import found, shipped


def test_the_shelf_shows_every_technique(organiser: FlaskClient) -> None:
    answer = organiser.get("/techniques")
    assert answer.status_code == 200
    assert answer.text.count('href="/techniques/') == len(shipped())
    assert f"{len(shipped())} ways to work with a group" in answer.text


def test_whoever_is_signed_in_may_leaf_through(sign_in) -> None:
    assert sign_in("stranger").get("/techniques").status_code == 200


@pytest.mark.parametrize("path", ["/techniques", "/techniques/world-cafe"])
def test_others_are_asked_to_sign_in(client: FlaskClient, cast, path: str) -> None:
    assert client.get(path).location == "/sign-in?next=" + path.replace("/", "%2F")


def test_search(organiser: FlaskClient) -> None:
    answer = organiser.get("/techniques?q=ceshtje+pritje")
    hits = found("çështje pritje", shipped().values())
    assert [one.key for one in hits] == ["parking-lot"]
    assert "1 technique with “ceshtje pritje”." in answer.text
    assert answer.text.count('href="/techniques/') == 1


@pytest.mark.parametrize("query", ["xyzzy", "<script>", "=1+1", "\x00", "x" * 5000])
def test_a_search_without_hits_says_so(organiser: FlaskClient, query: str) -> None:
    answer = organiser.get("/techniques", query_string={"q": query})
    assert answer.status_code == 200
    assert "<script>" not in answer.text


@pytest.mark.parametrize("key", list(shipped()))
def test_every_technique_has_a_page(organiser: FlaskClient, key: str) -> None:
    answer = organiser.get(f"/techniques/{key}")
    assert answer.status_code == 200
    assert "When it gets difficult" in answer.text


def test_a_technique_in_albanian(organiser: FlaskClient) -> None:
    with organiser.session_transaction() as session:
        session["language"] = "sq"
    html = organiser.get("/techniques/world-cafe").text
    cafe = shipped()["world-cafe"]
    shown = [escape(words) in html for words in (cafe.name.sq, cafe.purpose.sq, cafe.purpose.en)]
    assert shown == [True, True, False]


def test_an_unknown_technique(organiser: FlaskClient) -> None:
    assert organiser.get("/techniques/no-such-thing").status_code == 404


def test_nothing_can_be_posted(organiser: FlaskClient) -> None:
    assert organiser.post("/techniques").status_code == 405
