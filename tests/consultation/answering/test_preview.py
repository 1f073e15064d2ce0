"""The team sees the public page before anybody is asked: in both languages, and nothing of it is kept."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer
from facilitate.data.db import db
from tests.statements import count_statements

from ..conftest import Asked

pytestmark = pytest.mark.both_databases

PATH = "/events/spring/consultation/preview"


@pytest.mark.one_database
def test_it_is_for_whoever_sees_the_event(sign_in, cast) -> None:
    assert sign_in("organiser").get(PATH).status_code == 404


@pytest.mark.one_database
def test_it_shows_what_stakeholders_see_in_both_languages(sign_in, asked: Asked) -> None:
    viewer = sign_in("viewer")
    page = viewer.get(PATH)
    assert (page.status_code, "This is a preview: nothing is saved." in page.text) == (200, True)
    assert [f'name="question_{key}"' in page.text for key in asked.questions] == [True, True]
    albanian = viewer.get(f"{PATH}?lang=sq").text
    assert "Çfarë duhet të sjellë" in albanian
    assert '<html lang="sq">' in albanian
    assert '<html lang="en">' in viewer.get(f"{PATH}?lang=xx").text
    assert sign_in("stranger").get(PATH).status_code == 404


@pytest.mark.one_database
def test_sending_says_what_is_missing_and_keeps_nothing(
    app: Flask, organiser: FlaskClient, asked: Asked
) -> None:
    assert organiser.post(PATH, data={}).status_code == 422
    sent = organiser.post(PATH, data=asked.typed())
    assert (sent.status_code, "This answer would have been accepted." in sent.text) == (200, True)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Answer.id))) == 0


@pytest.mark.one_database
def test_it_works_before_it_opens_and_after_it_closes(organiser: FlaskClient, asked: Asked) -> None:
    organiser.post("/events/spring/consultation/state", data={"to": "closed"})
    with count_statements() as statements:
        assert f"question_{asked.questions[0]}" in organiser.get(PATH).text
    assert len(statements) <= 8
