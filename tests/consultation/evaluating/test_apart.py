"""Consultation and evaluation of one event stay apart: neither's answers are on a page or in a file of the other."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import QuestionnairePurpose

from ...scenes import keep_scene
from ..conftest import Asked
from .conftest import Evaluation

BEFORE, AFTER = "Zogjtë fluturojnë", "Peshqit notojnë"
"""Said to the consultation, and said to the evaluation."""
ANSWERS_LITTLE = {204, 302, 404, 409}


@pytest.fixture
@keep_scene
def both(
    asked: Asked, evaluation: Evaluation, answered: Callable[..., int], given: Callable[..., None]
) -> None:
    """Four answers to each, from sectors of their own."""
    for _ in range(4):
        answered("academia", BEFORE, "birds")
        given("business", overall=5, again=0, differently=AFTER, keep_or_change=AFTER)


def pages(app: Flask, purpose: QuestionnairePurpose, token: str) -> Iterator[str]:
    """Every page and file of a purpose that needs nothing but the event, or the link."""
    known = {"slug": "spring", "purpose": purpose.value, "token": token}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("consultation.") or "GET" not in (rule.methods or ()):
            continue
        own = rule.endpoint.startswith("consultation.show_evaluation") == (
            purpose is QuestionnairePurpose.EVALUATION
        )
        if "purpose" in rule.arguments and f'"{purpose}"' not in rule.rule:
            continue  # what is asked months later only
        if set(rule.arguments) <= set(known) and (
            own or {"purpose", "token"} & set(rule.arguments)
        ):
            yield rule.build({name: known[name] for name in rule.arguments})[1]  # type: ignore[index]


def text_of(content: bytes) -> str:
    """What a page says, or all parts of a Word or Excel file."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def said(
    app: Flask, client: FlaskClient, purpose: QuestionnairePurpose, token: str
) -> dict[str, str]:
    found = {}
    for page in pages(app, purpose, token):
        answer = client.get(page)
        assert answer.status_code in {200, *ANSWERS_LITTLE}, page
        found[page] = text_of(answer.data)
    return found


@pytest.mark.both_databases
def test_nothing_of_the_evaluation_is_in_the_consultation(
    app: Flask, organiser: FlaskClient, both: None, asked: Asked
) -> None:
    found = said(app, organiser, QuestionnairePurpose.CONSULTATION, asked.token)
    assert [page for page, text in found.items() if AFTER in text] == []
    assert [page for page, text in found.items() if "rate it as a whole" in text] == []
    assert BEFORE in found["/events/spring/consultation/answers"]
    assert BEFORE in found["/events/spring/consultation.xlsx"]
    assert "4 answers from 1 sector" in found["/events/spring/consultation"]


@pytest.mark.both_databases
def test_nothing_of_the_consultation_is_in_the_evaluation(
    app: Flask, organiser: FlaskClient, both: None, evaluation: Evaluation
) -> None:
    found = said(app, organiser, QuestionnairePurpose.EVALUATION, evaluation.token)
    assert [page for page, text in found.items() if BEFORE in text] == []
    assert found["/events/spring/evaluation"].count(AFTER) == 8
    assert "4 people answered" in found["/events/spring/evaluation"]


def test_other_rooms_count_the_consultation_only(organiser: FlaskClient, both: None, given) -> None:
    for _ in range(7):
        given("business", overall=5, differently=AFTER)
    front = organiser.get("/").text
    assert "4 answers" in front or "4 unread" in front
    for page in ("/", "/events/spring/", "/events/spring/objectives"):
        text = organiser.get(page).text
        assert AFTER not in text
        assert "11 answers" not in text.split("<main")[1]  # the thread tells the evaluation's own


def test_a_reply_of_the_evaluation_cannot_be_coded(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, given
) -> None:
    given("business", overall=5, differently=AFTER)
    assert organiser.get("/events/spring/consultation/answers").text.count(AFTER) == 0
    found = [rule.rule for rule in app.url_map.iter_rules() if "reply_id" in rule.arguments]
    assert found
    for rule in found:
        address = (
            rule.replace("<slug>", "spring")
            .replace("<int:reply_id>", "1")
            .replace("<int:passage_id>", "1")
        )
        assert organiser.post(address).status_code in (404, 405), address
        assert organiser.get(address).status_code in (404, 405), address
