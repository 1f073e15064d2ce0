"""The front page and the figures across events: for whom, and what they say when there is nothing yet."""

import pytest
from flask.testing import FlaskClient

PATHS = ["/", "/figures", "/figures.xlsx"]


@pytest.mark.parametrize("path", PATHS)
def test_everybody_signed_in_has_them(sign_in, path: str) -> None:
    assert [sign_in(who).get(path).status_code for who in ("viewer", "administrator", "stranger")] == [
        200
    ] * 3


@pytest.mark.parametrize("path", PATHS)
def test_whoever_is_not_signed_in_is_asked_to(client: FlaskClient, cast, path: str) -> None:
    assert client.get(path).status_code == 302


def test_with_nobody_to_count_the_page_says_what_to_do(organiser: FlaskClient) -> None:
    html = organiser.get("/figures").text
    assert "Nothing to count yet" in html
    assert 'value="spring"' in html


def test_a_stranger_is_offered_no_event(sign_in) -> None:
    assert "Spring conference" not in sign_in("stranger").get("/figures?event=spring").text
