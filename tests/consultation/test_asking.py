"""The team asks: questionnaire made, edited, opened and closed; its link as a QR code; who may do that."""

import io
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.statements import counted

from .conftest import Asked, today

pytestmark = pytest.mark.both_databases

HOME, EDIT = "/events/spring/consultation", "/events/spring/consultation/edit"
NEW = "/events/spring/consultation/questions/new"


def facts(**more: str) -> dict[str, str]:
    """The questionnaire as its form sends it."""
    return {
        "version": "2", "title-en": "What now?", "title-sq": "Po tani?",
        "intro-en": "We ask.", "intro-sq": "Ne pyesim.",
        "opens_on": today().isoformat(), "closes_on": (today() + timedelta(days=9)).isoformat(), **more,
    }  # fmt: skip


def test_an_event_without_questionnaire_offers_one_button(organiser: FlaskClient, sign_in) -> None:
    assert "Make the questionnaire" in organiser.get(HOME).text
    assert "Make the questionnaire" not in sign_in("viewer").get(HOME).text
    assert organiser.get(EDIT).status_code == 404
    assert organiser.get(f"{HOME}/qr.svg").status_code == 404
    assert organiser.post(f"{HOME}/begin").location == HOME
    page = organiser.get(HOME)
    assert "No answers yet. It is open until" in page.text
    assert page.text.count("<li>What do you") == 2
    assert organiser.post(f"{HOME}/begin").location == HOME
    assert organiser.get(HOME).text.count("<li>What do you") == 2


@pytest.mark.parametrize("path", [HOME, f"{HOME}/qr.svg"])
def test_whoever_sees_the_event_sees_the_link(sign_in, asked: Asked, path: str) -> None:
    assert sign_in("viewer").get(path).status_code == 200
    assert sign_in("stranger").get(path).status_code == 404


@pytest.mark.parametrize("path", [EDIT, NEW])
def test_editing_is_for_those_who_may(sign_in, asked: Asked, path: str) -> None:
    assert [
        sign_in(name).get(path).status_code for name in ("lead_facilitator", "facilitator", "stranger")
    ] == [200, 403, 404]


@pytest.mark.parametrize(
    "path", [f"{HOME}/begin", f"{HOME}/state", f"{HOME}/questions/1/move", f"{HOME}/questions/1/remove"]
)
def test_buttons_only_post(organiser: FlaskClient, sign_in, asked: Asked, path: str) -> None:
    assert organiser.get(path).status_code == 405
    assert sign_in("facilitator").post(path).status_code == 403
    assert sign_in("stranger").post(path).status_code == 404


def test_home_says_who_answered(organiser: FlaskClient, asked: Asked, answered) -> None:
    answered("donor", "One", county="kukes")
    with counted() as one:
        assert "1 answer from 1 sector and 1 county. It is open until" in organiser.get(HOME).text
    answered("media", "Two", county="kukes")
    answered("media", "Three")
    with counted() as three:
        page = organiser.get(HOME)
    assert "3 answers from 2 sectors and 1 county. It is open until" in page.text
    assert f"http://localhost{asked.path}" in page.text
    assert len(one) == len(three) == 7


def test_the_qr_code_is_a_picture_without_style(organiser: FlaskClient, asked: Asked) -> None:
    answer = organiser.get(f"{HOME}/qr.svg")
    assert answer.mimetype == "image/svg+xml"
    root = ElementTree.parse(io.BytesIO(answer.data)).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [
        part for part in root.iter() if "style" in part.attrib or part.tag.endswith(("style", "script"))
    ] == []


def test_closing_and_opening_by_hand(organiser: FlaskClient, client: FlaskClient, asked: Asked) -> None:
    organiser.post(f"{HOME}/state", data={"to": "closed"})
    assert "This consultation is closed." in client.get(asked.path).text
    assert "Open again" in organiser.get(HOME).text
    organiser.post(f"{HOME}/state", data={"to": "open"})
    assert "Close now" in organiser.get(HOME).text
    assert "<form" in client.get(asked.path).text


def test_opening_after_the_last_day_gives_two_more_weeks(organiser: FlaskClient, asked: Asked) -> None:
    past = {"opens_on": "2020-01-01", "closes_on": "2020-02-01"}
    assert organiser.post(EDIT, data=facts(**past)).status_code == 302
    assert "It is closed." in organiser.get(HOME).text
    organiser.post(f"{HOME}/state", data={"to": "open"})
    page = organiser.get(EDIT)
    assert f'value="{today() + timedelta(days=14)}"' in page.text


def test_the_questionnaire_is_saved(organiser: FlaskClient, client: FlaskClient, asked: Asked) -> None:
    assert organiser.post(EDIT, data=facts()).location == HOME
    assert "<h1>What now?</h1>" in client.get(asked.path).text


def test_wrong_days_keep_what_was_typed(organiser: FlaskClient, asked: Asked) -> None:
    answer = organiser.post(EDIT, data=facts(closes_on="2020-01-01"))
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.text
    assert 'value="What now?"' in answer.text


def test_an_edit_that_meets_another_shows_both(organiser: FlaskClient, asked: Asked) -> None:
    organiser.post(EDIT, data=facts())
    answer = organiser.post(EDIT, data=facts(**{"title-en": "And now?"}))
    assert answer.status_code == 409
    assert "What now?" in answer.text
    assert "And now?" in answer.text


def test_a_question_is_added_moved_and_removed(
    organiser: FlaskClient, client: FlaskClient, asked: Asked
) -> None:
    typed = {"text-en": "Who pays?", "text-sq": "Kush paguan?", "help-en": "", "help-sq": "", "required": "y"}
    assert organiser.post(NEW, data=typed).location == EDIT
    third = max(asked.questions) + 1
    organiser.post(f"{HOME}/questions/{third}/move", data={"to": "up"})
    organiser.post(f"{HOME}/questions/{third}/move", data={"to": "up"})
    organiser.post(f"{HOME}/questions/{third}/move", data={"to": "up"})
    labels = [
        part.split("<")[0].strip() for part in client.get(asked.path).text.split('<label for="question_')[1:]
    ]
    assert labels[0].endswith("Who pays?")
    assert "Please fill this in." in client.post(asked.path, data=asked.typed()).text
    organiser.post(f"{HOME}/questions/{third}/remove")
    assert "Who pays?" not in client.get(asked.path).text


def test_after_the_first_answer_questions_are_only_reworded(
    organiser: FlaskClient, client: FlaskClient, asked: Asked, answered
) -> None:
    answered("donor", "One")
    path = f"{HOME}/questions/{asked.questions[0]}"
    refused = organiser.post(f"{path}/remove")
    assert refused.status_code == 409
    assert "questions can be reworded now" in refused.text
    assert organiser.post(NEW, data={"text-en": "Late?"}).status_code == 409
    assert "Add a question" not in organiser.get(EDIT).text
    assert (
        organiser.post(path, data={"text-en": "Said anew?", "text-sq": "E thënë sërish?"}).status_code == 302
    )
    assert "Said anew?" in client.get(asked.path).text


def test_two_who_reword_a_question_see_both_texts(organiser: FlaskClient, asked: Asked) -> None:
    path = f"{HOME}/questions/{asked.questions[0]}"
    assert organiser.post(path, data={"version": "1", "text-en": "Hers?"}).status_code == 302
    met = organiser.post(path, data={"version": "1", "text-en": "His?"})
    assert (met.status_code, "Hers?" in met.text, "His?" in met.text) == (409, True, True)
    assert organiser.post(path, data={"version": "2", "text-en": "His?"}).status_code == 302


def test_one_question_has_to_stay(organiser: FlaskClient, asked: Asked) -> None:
    first, second = asked.questions
    assert organiser.post(f"{HOME}/questions/{first}/remove").status_code == 302
    assert organiser.post(f"{HOME}/questions/{second}/remove").status_code == 409


def test_an_empty_question_is_not_saved(organiser: FlaskClient, asked: Asked) -> None:
    answer = organiser.post(
        f"{HOME}/questions/{asked.questions[0]}", data={"text-en": "", "help-en": "Still here"}
    )
    assert answer.status_code == 422
    assert 'value="Still here"' in answer.text


def test_a_question_of_nobody_is_404(organiser: FlaskClient, asked: Asked) -> None:
    assert organiser.get(f"{HOME}/questions/999").status_code == 404
    assert organiser.post(f"{HOME}/questions/999/move").status_code == 404
    assert organiser.post(f"{HOME}/questions/999/remove").status_code == 404
