"""The team asks: questionnaire made, edited, opened and closed; its link as a QR code; who may do that."""

import io
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Answer, Invitation, Question, Questionnaire, Theme
from facilitate.consultation.questionnaire import is_consultation
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Objective, Role
from facilitate.lib.text import Words
from tests.statements import count_statements

from ... import moment
from ..conftest import Asked, planner_today

pytestmark = pytest.mark.both_databases

HOME, EDIT = "/events/spring/consultation", "/events/spring/consultation/edit"
ABOUT, BEGIN, TAKE = f"{HOME}/about", f"{HOME}/begin", f"{HOME}/take-over"


def facts(**more: str) -> dict[str, str]:
    """The questionnaire as its form sends it."""
    return {
        "version": "2",
        "title-en": "What now?",
        "title-sq": "Po tani?",
        "intro-en": "We ask.",
        "intro-sq": "Ne pyesim.",
        "named": "False",
        "opens_on": planner_today().isoformat(),
        "closes_on": (planner_today() + timedelta(days=9)).isoformat(),
        **more,
    }


def invite(app: Flask, *names: str, answered: int = 0) -> None:
    """Invite people of these names; the first of them have answered."""
    with app.app_context():
        number = db.session.scalars(sa.select(Questionnaire.id)).first()
        for at, name in enumerate(names):
            db.session.add(
                Invitation(
                    questionnaire_id=number,
                    name=name,
                    email=f"{name}@office.example",
                    answered=at < answered,
                )
            )
        db.session.commit()


def earlier_event(
    app: Flask, slug: str, first_day: date, *members: Role, builds: bool = False
) -> int:
    """Another event with the two starting questions, seen by those roles of `spring`; gives its id."""
    with app.test_request_context():
        spring = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        event = Event(
            slug=slug,
            kind=EventKind.CONFERENCE,
            title=Words(slug.title()),
            description=Words(),
            venue="",
            town="Vlorë",
            first_day=first_day,
            last_day=first_day,
            created_at=moment.now(),
        )
        db.session.add(event)
        db.session.flush()
        for member in db.session.scalars(
            sa.select(Member).where(Member.event_id == spring.id)
        ).all():
            if member.role in members:
                db.session.add(Member(event_id=event.id, user_id=member.user_id, role=Role.VIEWER))
        if builds:
            spring.builds_on_id = event.id
        create_questionnaire(event, planner_today())
        db.session.commit()
        return event.id


def titles(app: Flask) -> list[str]:
    """The questions of `spring` in their order."""
    with app.app_context():
        return [
            text.en
            for text in db.session.scalars(
                sa.select(Question.text)
                .join(Questionnaire)
                .join(Event)
                .where(Event.slug == "spring")
                .order_by(Question.position)
            )
        ]


@pytest.mark.one_database
def test_an_event_without_questionnaire_offers_one_button(
    app: Flask, organiser: FlaskClient, sign_in
) -> None:
    assert organiser.get(HOME).text.count("btn main") == 1
    assert "Create the questionnaire" in organiser.get(HOME).text
    assert "Create the questionnaire" not in sign_in("viewer").get(HOME).text
    assert organiser.get(EDIT).status_code == 404
    assert organiser.get(f"{HOME}/qr.svg").status_code == 404
    assert organiser.post(BEGIN).location == EDIT
    assert "No answers yet. It is open until" in organiser.get(HOME).text
    assert len(titles(app)) == 2
    assert organiser.post(BEGIN).location == EDIT
    assert len(titles(app)) == 2


def test_the_questions_of_an_earlier_event_are_offered_and_copied(
    app: Flask, organiser: FlaskClient
) -> None:
    old = earlier_event(app, "autumn", date(2026, 10, 1), Role.ORGANISER)
    base = earlier_event(app, "winter", date(2025, 1, 1), Role.ORGANISER, builds=True)
    with app.app_context():
        first = db.session.scalars(
            sa.select(Question)
            .join(Questionnaire)
            .where(is_consultation(old), Question.position == 1)
        ).one()
        first.hidden = True
        db.session.commit()
    page = organiser.get(HOME).text
    assert page.index("Winter (2025)") < page.index("Autumn (2026)")
    assert f'<option selected value="{base}">' in page
    assert organiser.post(BEGIN, data={"event_id": str(old)}).location == EDIT
    assert len(titles(app)) == 1
    assert (
        "1 question was added."
        in organiser.post(TAKE, data={"event_id": str(base)}, follow_redirects=True).text
    )
    assert (
        "0 questions were added."
        in organiser.post(TAKE, data={"event_id": str(base)}, follow_redirects=True).text
    )
    assert len(titles(app)) == 2


def test_what_somebody_may_not_see_cannot_be_taken_over(
    app: Flask, organiser: FlaskClient, sign_in
) -> None:
    secret = earlier_event(app, "secret", date(2026, 1, 1), Role.VIEWER, builds=True)
    assert "Secret" not in organiser.get(HOME).text
    refused = organiser.post(BEGIN, data={"event_id": str(secret)})
    assert (refused.status_code, "Please choose one from the list." in refused.text) == (422, True)
    assert titles(app) == []
    assert "Secret (2026)" in sign_in("administrator").get(HOME).text
    organiser.post(BEGIN)
    organiser.post(TAKE, data={"event_id": str(secret)})
    assert len(titles(app)) == 2


@pytest.mark.one_database
@pytest.mark.parametrize("path", [HOME, f"{HOME}/qr.svg"])
def test_whoever_sees_the_event_sees_the_link(sign_in, asked: Asked, path: str) -> None:
    assert sign_in("viewer").get(path).status_code == 200
    assert sign_in("stranger").get(path).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize("path", [EDIT, ABOUT])
def test_editing_is_for_those_who_may(sign_in, asked: Asked, path: str) -> None:
    assert [
        sign_in(name).get(path).status_code
        for name in ("lead_facilitator", "facilitator", "stranger")
    ] == [200, 403, 404]


@pytest.mark.one_database
@pytest.mark.parametrize("path", [BEGIN, f"{HOME}/state", TAKE])
def test_buttons_only_post(organiser: FlaskClient, sign_in, asked: Asked, path: str) -> None:
    assert organiser.get(path).status_code == 405
    assert sign_in("facilitator").post(path).status_code == 403
    assert sign_in("stranger").post(path).status_code == 404


@pytest.mark.one_database
def test_home_says_who_answered_and_who_has_not(
    organiser: FlaskClient, asked: Asked, answered
) -> None:
    answered("donor", "One", county="kukes")
    with count_statements() as one:
        assert "1 answer from 1 sector and 1 county. It is open until" in organiser.get(HOME).text
    answered("media", "Two", county="kukes")
    answered("media", "Three")
    with count_statements() as three:
        page = organiser.get(HOME)
    assert "3 answers from 2 sectors and 1 county. It is open until" in page.text
    assert f"http://localhost{asked.path}" in page.text
    assert page.text.count("Not heard yet:") == 2
    assert "Business" in page.text.split("Not heard yet:")[1].split("</p>")[0]
    assert "Vlorë" in page.text.split("Not heard yet:")[2].split("</p>")[0]
    assert "Kukës" not in page.text.split("Not heard yet:")[2].split("</p>")[0]
    assert len(one) == len(three) == 8


@pytest.mark.one_database
def test_one_filled_button_says_what_comes_next(
    app: Flask, organiser: FlaskClient, asked: Asked, answered
) -> None:
    def next_button() -> str:
        page = organiser.get(HOME).text
        assert page.count("btn main") == 1
        return page.split("btn main")[1].split("</")[0].split(">")[1]

    assert next_button() == "Invite people"
    invite(app, "a", "b", "c")
    assert next_button() == "See the invitations"
    organiser.post(f"{HOME}/state", data={"to": "closed"})
    assert next_button() == "Open again"
    answered("donor", "One", "money")
    assert next_button() == "Read answers"
    with app.app_context():
        db.session.execute(
            sa.update(Answer).values(
                read_by_id=sa.select(sa.func.min(Member.user_id)).scalar_subquery()
            )
        )
        db.session.commit()
    assert next_button() == "Themes and sectors"
    with app.app_context():
        objective = Objective(
            event_id=db.session.scalars(sa.select(Event.id)).one(),
            position=1,
            text=Words("Do"),
            result=Words(),
        )
        db.session.add(objective)
        db.session.flush()
        db.session.execute(sa.update(Theme).values(objective_id=objective.id))
        db.session.commit()
    assert next_button() == "What came out"


def test_of_the_invited_only_the_number_is_shown(app: Flask, sign_in, asked: Asked) -> None:
    invite(app, "zamira", "qemal", "ylli", answered=2)
    page = sign_in("viewer").get(HOME).text
    assert "2 of 3 invited have answered" in page
    assert [name for name in ("zamira", "qemal", "ylli") if name in page] == []
    assert "btn main" not in page


@pytest.mark.one_database
def test_the_qr_code_is_a_picture_without_style(organiser: FlaskClient, asked: Asked) -> None:
    answer = organiser.get(f"{HOME}/qr.svg")
    assert answer.mimetype == "image/svg+xml"
    root = ElementTree.parse(io.BytesIO(answer.data)).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [
        part
        for part in root.iter()
        if "style" in part.attrib or part.tag.endswith(("style", "script"))
    ] == []


@pytest.mark.any_day
def test_closing_and_opening_by_hand(
    organiser: FlaskClient, client: FlaskClient, asked: Asked
) -> None:
    organiser.post(f"{HOME}/state", data={"to": "closed"})
    assert "This consultation is closed." in client.get(asked.path).text
    assert "Open again" in organiser.get(HOME).text
    organiser.post(f"{HOME}/state", data={"to": "open"})
    assert "Close now" in organiser.get(HOME).text
    assert "<form" in client.get(asked.path).text


@pytest.mark.any_day
def test_opening_after_the_last_day_gives_two_more_weeks(
    organiser: FlaskClient, asked: Asked
) -> None:
    past = {"opens_on": "2020-01-01", "closes_on": "2020-02-01"}
    assert organiser.post(ABOUT, data=facts(**past)).status_code == 302
    assert "It is closed." in organiser.get(HOME).text
    organiser.post(f"{HOME}/state", data={"to": "open"})
    page = organiser.get(ABOUT)
    assert f'value="{planner_today() + timedelta(days=14)}"' in page.text


def test_the_questionnaire_is_saved(
    organiser: FlaskClient, client: FlaskClient, asked: Asked
) -> None:
    assert organiser.post(ABOUT, data=facts()).location == EDIT
    assert "<h1>What now?</h1>" in client.get(asked.path).text
    assert "What now?" in organiser.get(EDIT).text


@pytest.mark.one_database
def test_wrong_days_keep_what_was_typed(organiser: FlaskClient, asked: Asked) -> None:
    answer = organiser.post(ABOUT, data=facts(closes_on="2020-01-01"))
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.text
    assert 'value="What now?"' in answer.text


def test_an_edit_that_meets_another_shows_both(organiser: FlaskClient, asked: Asked) -> None:
    organiser.post(ABOUT, data=facts())
    answer = organiser.post(ABOUT, data=facts(**{"title-en": "And now?", "named": "True"}))
    assert answer.status_code == 409
    assert "What now?" in answer.text
    assert "And now?" in answer.text
    assert ">Anonymous</td>" in answer.text
    assert ">With a name</td>" in answer.text


def test_whose_answer_it_is_can_be_chosen_until_somebody_was_told(
    app: Flask, organiser: FlaskClient, asked: Asked
) -> None:
    def named() -> bool:
        with app.app_context():
            return bool(db.session.scalar(sa.select(Questionnaire.named)))

    assert organiser.post(ABOUT, data=facts(named="True")).status_code == 302
    assert named()
    assert organiser.post(ABOUT, data=facts(version="3", named="somehow")).status_code == 302
    assert not named()
    invite(app, "a")
    refused = organiser.post(ABOUT, data=facts(version="4", named="True"))
    assert (refused.status_code, refused.text.count("This can no longer be changed")) == (422, 2)
    kept = facts(version="4")
    del kept["named"]  # a browser sends no switched-off button
    assert organiser.post(ABOUT, data={**kept, "title-en": "Still"}).status_code == 302
    assert not named()


@pytest.mark.one_database
def test_the_first_answer_fixes_whose_it_is_too(
    organiser: FlaskClient, asked: Asked, answered
) -> None:
    answered("donor", "One")
    assert organiser.post(ABOUT, data=facts(named="True")).status_code == 422
    assert organiser.get(ABOUT).text.count(" disabled") == 2
