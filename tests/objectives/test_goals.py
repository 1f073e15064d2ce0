"""Goals: what the event is for in the long run, with their objectives and the answers behind both."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Goal

from .conftest import PAGE, add_wordings, card_ids, card_text, page_remarks

pytestmark = pytest.mark.both_databases

GOALS = f"{PAGE}/goals"


def listed(client: FlaskClient) -> list[tuple[str, str]]:
    """Code and wording of the goals on the page."""
    return re.findall(r'<b class="code">(G\d+)</b> ([^<]*)</h3>', client.get(PAGE).text)


def goal(client: FlaskClient, text: str) -> int:
    """Add a goal; gives its id."""
    return int(client.post(f"{GOALS}/new", data={"text-en": text}).location.rsplit("-", 1)[1])


def test_goals_are_added_edited_moved_and_removed(organiser: FlaskClient) -> None:
    second = goal(organiser, "Second")
    assert listed(organiser) == [("G1", "One plan for twelve counties"), ("G2", "Second")]
    moved = organiser.post(f"{GOALS}/{second}/move", data={"to": "up"})
    assert moved.location == f"{PAGE}?shown=goal-{second}#goal-{second}"
    edited = organiser.post(f"{GOALS}/{second}", data={"version": "1", "text-en": "First"})
    assert edited.location == f"{PAGE}?shown=goal-{second}#goal-{second}"
    assert listed(organiser) == [("G1", "First"), ("G2", "One plan for twelve counties")]
    late = organiser.post(f"{GOALS}/{second}", data={"version": "1", "text-en": "Late"})
    assert late.status_code == 409
    assert organiser.post(f"{GOALS}/{second}/status", data={"status": "agreed"}).status_code == 302
    home = organiser.get("/events/spring/").text
    assert [
        text in home
        for text in ("<b>G1</b> <b>First</b>", "agreed", "One plan for twelve counties")
    ] == [True] * 3
    assert organiser.post(f"{GOALS}/{second}/remove").location == PAGE
    assert listed(organiser) == [("G1", "One plan for twelve counties")]


@pytest.mark.one_database
def test_a_goal_comes_from_its_themes_and_those_of_its_objectives(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "Both", "Money", "Press")
    answered("media", "One", "Press")
    answered("media", "None")
    [number] = card_ids(organiser, "goal")
    organiser.post(f"{GOALS}/{number}/themes", data={"put": theme_ids()["Money"]})
    assert "from 1 of 3 answers: 1 international" in card_text(organiser, "goal", number)
    made = organiser.post(
        f"{PAGE}/from-theme/{theme_ids()['Press']}", data={"text-en": "Rules", "goal_id": number}
    )
    assert made.status_code == 302
    card = card_text(organiser, "goal", number)
    assert "from 2 of 3 answers: 1 international, 1 other Objectives O1 Themes Money" in card
    [objective] = card_ids(organiser)
    assert "serves G1" in card_text(organiser, "objective", objective)
    organiser.post(f"{GOALS}/{number}/remove")
    assert "Objective" not in card_text(organiser, "goal", number)
    assert card_ids(organiser) == [objective]
    assert "serves" not in card_text(organiser, "objective", objective).lower().replace(
        "served", ""
    )


def test_a_theme_becomes_a_goal_once(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    path = f"{PAGE}/from-theme/{theme_ids()['Money']}?as=goal"
    assert "\nMoney sq</textarea>" in organiser.get(path).text
    assert organiser.post(path, data={"text-en": "Money that lasts"}).status_code == 302
    assert listed(organiser)[1] == ("G2", "Money that lasts")
    assert organiser.get(path).status_code == 409
    first, second = card_ids(organiser, "goal")
    answer = organiser.post(f"{GOALS}/{first}/themes", data={"put": theme_ids()["Money"]})
    assert answer.status_code == 409
    assert "This theme has a goal already." in answer.text
    assert "from 1 of 1 answer: 1 international" in card_text(organiser, "goal", second)


def test_an_objective_without_a_goal_is_told_where_there_are_goals(organiser: FlaskClient) -> None:
    [number] = add_wordings(organiser, "A")
    assert "Without a goal: O1" in page_remarks(organiser)
    [one] = card_ids(organiser, "goal")
    organiser.post(f"{PAGE}/{number}", data={"version": "1", "text-en": "A", "goal_id": one})
    assert "Without a goal: O1" not in page_remarks(organiser)
    organiser.post(f"{GOALS}/{one}/remove")
    assert "Without a goal: O1" not in page_remarks(organiser)
    assert "The goal has not been written yet." in organiser.get(PAGE).text
    assert "Goal it serves" not in organiser.get(f"{PAGE}/new").text


def test_a_new_objective_starts_with_its_goal(organiser: FlaskClient) -> None:
    [one] = card_ids(organiser, "goal")
    assert f'<option selected value="{one}">' in organiser.get(f"{PAGE}/new?goal={one}").text
    answer = organiser.post(f"{PAGE}/new", data={"text-en": "Kept", "goal_id": "999"})
    assert answer.status_code == 422
    assert "\nKept</textarea>" in answer.text


def test_a_goal_without_words_is_not_saved(organiser: FlaskClient) -> None:
    for path in (f"{GOALS}/new", f"{GOALS}/{card_ids(organiser, 'goal')[0]}"):
        answer = organiser.post(path, data={"version": "1", "text-en": " "})
        assert answer.status_code == 422
        assert "Please fill this in, in at least one language." in answer.text


@pytest.mark.one_database
def test_goals_are_guarded(app: Flask, organiser: FlaskClient, sign_in, autumn: int) -> None:
    [number] = card_ids(organiser, "goal")
    with app.app_context():
        theirs = db.session.scalars(sa.select(Goal.id).where(Goal.event_id == autumn)).one()
    verbs = ("move", "themes", "status", "remove")
    for name, code in (("facilitator", 403), ("viewer", 403), ("stranger", 404)):
        client = sign_in(name)
        assert {client.get(path).status_code for path in (f"{GOALS}/new", f"{GOALS}/{number}")} == {
            code
        }
        assert {client.post(f"{GOALS}/{number}/{verb}").status_code for verb in verbs} == {code}
    assert {organiser.get(f"{GOALS}/{number}/{verb}").status_code for verb in verbs} == {405}
    for wrong in (theirs, 999):
        assert organiser.get(f"{GOALS}/{wrong}").status_code == 404
        assert {organiser.post(f"{GOALS}/{wrong}/{verb}").status_code for verb in verbs} == {404}
