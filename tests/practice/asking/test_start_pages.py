"""Questions before starting: answered, settled, told as one sentence, hinted at until the event begins."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.budget.models import Contribution, ContributionKind
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.practice.asking.facts import StartFacts, known_start_fact
from facilitate.practice.models import StartAnswer
from facilitate.practice.questions import (
    all_start_questions,
    most_telling_question,
    start_questions_for,
    unsettled_questions,
)
from facilitate.practice.wording import answered_sentence

from ... import moment
from ...forums.meetings.conftest import South, keeper, south

__all__ = ["keeper", "south"]
PAGE = "/events/spring/before-starting"
SignIn = Callable[[str], FlaskClient]


class Given:
    def __init__(self, settled: bool) -> None:
        self.settled = settled


def test_a_regional_group_is_asked_more() -> None:
    assert len(start_questions_for(False)) == 10
    assert [one.key for one in start_questions_for(True)][10:] == ["offices", "opinion"]


def test_every_question_speaks_both_languages_and_ends_as_one() -> None:
    assert all_start_questions()
    for one in all_start_questions():
        assert one.text.en
        assert one.text.sq
        assert one.short.en.endswith("?")
        assert one.short.sq.endswith("?")


def test_open_is_what_nobody_has_settled_and_money_is_named_first() -> None:
    left = unsettled_questions(
        start_questions_for(False), {"goals": Given(True), "team": Given(False)}
    )
    assert "goals" not in [one.key for one in left]
    assert [one.prerequisite for one in left] == sorted(one.prerequisite for one in left)
    telling = most_telling_question(left)
    assert telling is not None
    assert telling.key == "sponsors"
    assert most_telling_question([]) is None


def test_the_first_sentence(app: Flask) -> None:
    with app.app_context():
        left = unsettled_questions(
            start_questions_for(False),
            {key: Given(True) for key in ("team", "network", "goals", "means", "audience")},
        )
        assert (
            answered_sentence(10, left) == "5 of 10 answered; not answered yet – who sponsors it?"
        )
        assert answered_sentence(10, []) == "All 10 are answered."


def test_part_of_an_answer_is_told(app: Flask) -> None:
    facts = StartFacts(
        team=11, facilitators=6, goals=2, objectives=6, expected=110, sponsors=["A", "B"], costs=1
    )
    with app.app_context():
        assert known_start_fact("team", facts) == "11 people are in the team. 6 of them facilitate."
        assert known_start_fact("goals", facts) == "Written down so far: 2 goals, 6 objectives."
        assert known_start_fact("sponsors", facts) == "The budget names: A, B."
        assert known_start_fact("audience", facts) == "Planned for 110 participants."
        assert known_start_fact("means", facts).endswith("The budget has 1 cost line.")
        assert [known_start_fact(one.knows, StartFacts()) for one in all_start_questions()] == [
            ""
        ] * len(all_start_questions())


@pytest.mark.both_databases
def test_a_question_is_answered_and_settled(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.add(
            Contribution(
                event_id=cast.event_id,
                code="K1",
                position=1,
                giver="City hall",
                kind=ContributionKind.IN_KIND,
                title=Words("Hall", "Salla"),
                currency="EUR",
            )
        )
        db.session.commit()
    page = organiser.get(PAGE).text
    assert "0 of 10 answered; not answered yet – who sponsors it?" in page
    assert "The budget names: City hall." in page
    answered = {"version": "None", "text": "Two agencies", "settled": "y"}
    assert organiser.post(f"{PAGE}/sponsors", data=answered).status_code == 302
    page = organiser.get(PAGE).text
    assert "1 of 10 answered" in page
    assert "Two agencies" in page
    with app.app_context():
        row = db.session.query(StartAnswer).one()
        assert (row.key, row.settled, row.on, row.by_id) == (
            "sponsors",
            True,
            moment.planner_today(),
            cast.users["organiser"],
        )


def test_two_answers_to_one_question_meet(organiser: FlaskClient) -> None:
    organiser.post(f"{PAGE}/goals", data={"version": "None", "text": "First"})
    clash = organiser.post(f"{PAGE}/goals", data={"version": "None", "text": "Second"})
    assert clash.status_code == 409
    assert "First" in clash.text
    assert "Second" in clash.text


@pytest.mark.any_day
def test_the_event_says_quietly_what_is_open_until_it_begins(
    app: Flask, cast, organiser: FlaskClient
) -> None:
    for page in ("/events/spring/", f"{PAGE}/open"):
        assert "not answered yet – who sponsors it?" in organiser.get(page).text
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today()
        db.session.commit()
    for page in ("/events/spring/", f"{PAGE}/open"):
        assert "not answered yet" not in organiser.get(page).text


def test_doors(sign_in: SignIn, organiser: FlaskClient) -> None:
    assert sign_in("viewer").get(PAGE).status_code == 200
    assert sign_in("viewer").get(f"{PAGE}/goals").status_code == 403
    assert sign_in("staff").post(f"{PAGE}/goals").status_code == 403
    assert sign_in("lead_facilitator").get(f"{PAGE}/goals").status_code == 200
    for path in (PAGE, f"{PAGE}/goals", f"{PAGE}/open"):
        assert sign_in("stranger").get(path).status_code == 404
    assert organiser.get(f"{PAGE}/weather").status_code == 404
    assert (
        organiser.post(f"{PAGE}/goals", data={"version": "None", "text": "x" * 2001}).status_code
        == 422
    )


@pytest.mark.both_databases
def test_a_forum_answers_too(keeper: FlaskClient, south: South, sign_in: SignIn) -> None:
    page = f"{south.path}/before-starting"
    assert "0 of 12 answered" in keeper.get(page).text
    keeper.post(f"{page}/offices", data={"version": "None", "text": "Schools", "settled": "y"})
    assert "1 of 12 answered" in keeper.get(page).text
    assert sign_in("viewer").get(page).status_code == 200
    assert sign_in("viewer").get(f"{page}/offices").status_code == 403
