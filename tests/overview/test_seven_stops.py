"""The seven places where a newcomer did not know how to go on: each now shows the way."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.queries import event_by_slug
from facilitate.lib.text import Words

from .. import moment


@pytest.fixture
def new(organiser: FlaskClient) -> str:
    """The address of a conference that has just been made."""
    day = moment.spring_day().isoformat()
    answer = organiser.post(
        "/events/new",
        data={
            "kind": "conference",
            "title-en": "First hour",
            "title-sq": "",
            "first_day": day,
            "last_day": day,
            "language": "en",
            "zone": "Europe/Tirane",
            "country": "AL",
            "template": "",
            "county_id": "",
            "expected": "70",
            "builds_on_id": "",
        },
    )
    assert answer.status_code == 302
    return str(answer.location)


def main_of(html: str) -> str:
    """What stands in the middle of a page."""
    return html.split("<main")[1].split("</main>")[0]


def test_1_the_event_says_what_is_next(organiser: FlaskClient, new: str) -> None:
    card = main_of(organiser.get(new).text).split('class="card next"')[1].split("</section>")[0]
    assert re.findall(r'class="btn main" href="(.*?)"', card) == [f"{new}consultation"]


def test_2_a_theme_leads_to_an_objective(app: Flask, organiser: FlaskClient, new: str) -> None:
    with app.app_context():
        event = event_by_slug(new.split("/")[2])
        assert event is not None
        theme = Theme(event_id=event.id, position=1, name=Words("A number at night"))
        db.session.add(theme)
        db.session.commit()
        number = theme.id
    assert f"{new}objectives/from-theme/{number}" in main_of(organiser.get(f"{new}objectives").text)


def test_3_the_cafe_suggests_how_many_tables(app: Flask, organiser: FlaskClient, new: str) -> None:
    with app.app_context():
        step = db.session.scalars(sa.select(Step.id).where(Step.kind == StepKind.CAFE)).one()
    page = main_of(organiser.get(f"{new}cafe/{step}/tables?people=70").text)
    offered = page.split('id="suggested"')[1].split("</section>")[0]
    assert re.findall(r'name="people" value="(.*?)"', page)[0] == "70"
    assert "tables" in offered
    assert ' open id="suggested"' in page  # what was calculated is to be seen


@pytest.mark.parametrize("path", ["people", "people/add"])
def test_4_a_list_of_people_is_brought_in_from_where_they_are_missing(
    organiser: FlaskClient, new: str, path: str
) -> None:
    assert re.findall(
        r'class="btn main" href="(.*?)"', main_of(organiser.get(f"{new}{path}").text)
    ) == [f"{new}people/import"]


@pytest.mark.parametrize("path", ["people/invite", "people/invite/invitation/send"])
def test_5_without_mail_the_links_are_taken_along(
    organiser: FlaskClient, new: str, path: str
) -> None:
    assert f'href="{new}people/letters"' in main_of(organiser.get(f"{new}{path}").text)


def test_6_the_team_invites_a_colleague(organiser: FlaskClient, new: str) -> None:
    assert f'action="{new}team/invite"' in main_of(organiser.get(f"{new}team").text)


def test_7_the_release_says_that_two_are_needed_and_invites(
    organiser: FlaskClient, new: str
) -> None:
    page = main_of(organiser.get(f"{new}report/release").text)
    assert "Two people are needed, and nobody else may release this report yet." in page
    assert f'href="{new}team#invite"' in page
    assert f"{new}report/draft.docx" in page
