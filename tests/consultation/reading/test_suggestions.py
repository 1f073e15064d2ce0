"""Suggestions that a person takes, takes as speaking against, or leaves; what was left out can be shown again."""

import re
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.reading.theme_pages import (
    MOST,
    add_refused,
    forget_refused,
    refused_of_theme,
)
from facilitate.lib.meaning import MeaningAnswer

from ...scenes import keep_scene

pytestmark = pytest.mark.both_databases

THEMES = "/events/spring/consultation/themes"
SAID = ("Buxheti i qendrës mbaron.", "Buxheti mungon.")
PLACES = st.builds("{}-{}-{}".format, *[st.integers(0, 99999)] * 3)
KEPT = st.lists(st.builds("{}:{}".format, st.integers(1, 30), PLACES), max_size=MOST, unique=True)


def suggested(client: FlaskClient, path: str) -> list[str]:
    return re.findall(r"<b>([^<]*)</b><span", client.get(path).text)


@pytest.fixture
@keep_scene
def replies(answered) -> list[int]:
    """Two replies that are like the theme `Money`, which is on another one; `Press` is on a third."""
    answered("donor", "Qendra nuk ka buxhet.", "Money")
    answered("media", "Gazetarët pa buxhet.", "Press")
    return [answered("media", text) for text in SAID]


@pytest.mark.one_database
def test_a_sentence_that_speaks_against(organiser: FlaskClient, replies, theme_ids, coded) -> None:
    path = f"{THEMES}/{theme_ids()['Money']}/suggestions"
    assert organiser.get(path).text.count("… speaks against it") == 2
    data = {"reply": replies[0], "start": 0, "end": 25, "stance": "against"}
    assert "speaks against it." in organiser.post(path, data=data, follow_redirects=True).text
    assert coded()[-1] == (SAID[0], "Money", "against")
    organiser.post(path, data={"reply": replies[1], "start": 0, "end": 15, "stance": "whatever"})
    assert coded()[-1] == (SAID[1], "Money", "for")


@pytest.mark.one_database
def test_what_was_left_out_is_kept_and_can_be_shown_again(
    organiser: FlaskClient, sign_in, replies, theme_ids, coded
) -> None:
    path, other = (f"{THEMES}/{theme_ids()[name]}/suggestions" for name in ("Money", "Press"))
    assert set(suggested(organiser, path)) == set(SAID)
    answer = organiser.post(path, data={"reply": replies[0], "start": 0, "end": 25, "no": "1"})
    assert answer.location == path  # nothing in the address
    assert suggested(organiser, path) == [SAID[1]]
    assert "Show the 1 left out again" in organiser.get(path).text
    assert set(suggested(organiser, other)) == set(SAID)  # of that theme only
    assert set(suggested(sign_in("facilitator"), path)) == set(SAID)  # of that person only
    organiser.post(path, data={"reply": replies[1], "start": 0, "end": 15, "no": "1"})
    page = organiser.get(path).text
    assert ("Nothing to suggest" in page, "Show the 2 left out again" in page) == (True, True)
    organiser.post(path, data={"again": "1"})
    assert set(suggested(organiser, path)) == set(SAID)
    assert "left out again" not in organiser.get(path).text
    assert len(coded()) == 2


@pytest.mark.one_database
@pytest.mark.parametrize(
    "place", [{}, {"reply": "x"}, {"reply": "9" * 30, "start": "-1", "end": "<b>"}]
)
def test_what_is_no_sentence_harms_nothing(
    organiser: FlaskClient, replies, theme_ids, place: dict[str, str]
) -> None:
    path = f"{THEMES}/{theme_ids()['Money']}/suggestions"
    assert organiser.post(path, data={**place, "no": "1"}).status_code == 302
    assert set(suggested(organiser, path)) == set(SAID)


@pytest.mark.one_database
def test_a_full_session_still_fits_into_a_cookie(
    organiser: FlaskClient, replies, theme_ids
) -> None:
    path = f"{THEMES}/{theme_ids()['Money']}/suggestions"
    for number in range(MOST + 5):
        place = {
            "reply": 7919 * (number + 13) % 99991,
            "start": 6007 * number % 9973,
            "end": 9000 + 53 * number,
        }
        answer = organiser.post(path, data={**place, "no": "1"})
    assert len(answer.headers["Set-Cookie"]) < 3000
    assert f"Show the {MOST} left out again" in organiser.get(path).text


@given(KEPT, st.integers(1, 30), PLACES)
def test_one_more_is_the_latest_and_no_other_theme_loses_before_it_is_full(
    kept: list[str], theme: int, place: str
) -> None:
    after = add_refused(kept, theme, place)
    assert refused_of_theme(after, theme)[-1] == place
    assert add_refused(after, theme, place) == after
    assert len(after) <= MOST
    assert len(set(after)) == len(after)
    assert set(after) <= {*kept, f"{theme}:{place}"}
    assert len(after) == min(MOST, len({*kept, f"{theme}:{place}"}))


@given(KEPT, st.integers(1, 30), st.integers(31, 60))
def test_shown_again_is_gone_for_that_theme_only(kept: list[str], theme: int, none: int) -> None:
    after = forget_refused(kept, theme)
    assert refused_of_theme(after, theme) == []
    assert all(
        refused_of_theme(after, other) == refused_of_theme(kept, other)
        for other in range(1, 31)
        if other != theme
    )
    assert forget_refused(kept, none) == kept


@pytest.mark.parametrize("kept", [None, "x", 5, {"1": []}, [None, 3, ["1:2-3-4"]]])
def test_a_damaged_session_holds_nothing(kept: object) -> None:
    assert (refused_of_theme(kept, 1), forget_refused(kept, 1), add_refused(kept, 1, "2-3-4")) == (
        [],
        [],
        ["1:2-3-4"],
    )


@pytest.mark.one_database
def test_an_answer_in_the_other_language_is_suggested_for_its_meaning(
    app: Flask, organiser: FlaskClient, answered, theme_ids, monkeypatch
) -> None:
    answered("donor", "Qendra nuk ka para për pagat e punonjësve.", "Money")
    answered("media", "We cannot pay our staff any more.")
    answered("media", "The journalists came too late.")
    path = f"{THEMES}/{theme_ids()['Money']}/suggestions"
    assert suggested(organiser, path) == []
    told = [MeaningAnswer(left=2)]
    reader = SimpleNamespace(compare=lambda _asked, texts: told[0])
    monkeypatch.setitem(app.extensions, "meanings", reader)
    assert "the meaning of 2 sentences is still being read" in organiser.get(path).text
    told[0] = MeaningAnswer([[0.4, 0.1]])
    page = organiser.get(path).text
    assert "on this computer only" in page
    assert "similar in meaning" in page
    assert suggested(organiser, path) == ["We cannot pay our staff any more."]
