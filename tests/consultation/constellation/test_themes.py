"""The constellation page: every way to see the themes, what stands in words, who may see it, at what cost."""

import re
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.constellation.counting import Provenance, SectorGroup
from facilitate.consultation.constellation.queries import (
    provenance_of,
    theme_counts,
    themes_by_question,
)
from facilitate.consultation.models import Passage, Stance, Theme
from facilitate.consultation.reading.actions import apply_theme
from facilitate.data.db import db
from facilitate.events.actions import add_goal, add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words
from tests.statements import count_statements

from ..conftest import Asked
from ..large import fill_large

pytestmark = pytest.mark.both_databases

THEMES = "/events/spring/consultation/themes"
WAYS = ["", "?view=table", "?by=county", "?by=capital", "?by=question", "?by=question&view=table"]


def cells(client: FlaskClient, way: str) -> list[list[str]]:
    """The numbers of the table, theme by theme."""
    page = client.get(f"{THEMES}?view=table&by={way}").text
    body = page[page.index('class="matrix"') :]
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', body[: body.index("</tbody>")], re.S)
    return [re.findall(r'<td class="num">(?:<[^>]*>)*([^<]*)<', row) for row in rows]


def against(app: Flask, reply: int, theme: int) -> None:
    """Somebody codes a passage of the reply as speaking against the theme."""
    with app.test_request_context():
        passage = Passage(reply_id=reply, start=0, end=2)
        db.session.add(passage)
        db.session.flush()
        apply_theme(passage, db.session.get_one(Theme, theme), stance=Stance.AGAINST)
        db.session.commit()


@pytest.mark.one_database
@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_for_those_who_may(sign_in, answered, way: str) -> None:
    answered("donor", "Money first", "Money", county="kukes")
    codes = [
        sign_in(name).get(THEMES + way).status_code
        for name in ("facilitator", "note_taker", "stranger")
    ]
    assert codes == [200, 403, 404]


def test_numbers_by_sector_county_capital_and_question(organiser: FlaskClient, answered) -> None:
    answered("donor", "Money first", "Money", county="kukes")
    answered("donor", "Money last", "Money", county="fier")
    answered("media", "Ethics", "Press", county="fier")
    assert cells(organiser, "sector") == [["2", "–", "2"], ["–", "1", "1"]]
    assert cells(organiser, "county") == [["1", "1", "2"], ["1", "–", "1"]]
    assert cells(organiser, "capital") == [["2", "2"], ["1", "1"]]
    assert cells(organiser, "question") == [["2"], ["1"]]
    assert cells(organiser, "nonsense") == cells(organiser, "sector")


def test_each_number_leads_to_what_was_said(
    organiser: FlaskClient, asked: Asked, answered, theme_ids
) -> None:
    answered("donor", "Money first", "Money", county="kukes")
    quotes, money = "/events/spring/consultation/quotes", theme_ids()["Money"]
    for way, sieve in (
        ("", f"sector={asked.sectors['donor']}"),
        ("?by=county", f"county={asked.counties['kukes']}"),
        ("?by=question", f"question={asked.questions[0]}"),
        ("?by=capital", "capital=0"),
    ):
        address = f"{quotes}?theme={money}&{sieve}"
        assert address.replace("&", "&amp;") in organiser.get(THEMES + way).text
        assert "Money first" in organiser.get(address).text


@pytest.mark.one_database
def test_circles_of_few_are_hollow_and_small_ones_have_their_number_beside(
    organiser: FlaskClient, answered
) -> None:
    for at in range(30):
        answered("donor", "Money", *(["Money"] if at < 2 else []))
    answered("media", "Money", "Money")
    page = organiser.get(THEMES).text
    assert re.findall(
        r'<circle class="(hollow|fill) s-(\w+)" cx="[\d.]+" cy="[\d.]+" r="([\d.]+)"/>(?=<text class="beside")',
        page,
    ) == [("fill", "donor", "6.5"), ("hollow", "media", "24.0")]


@pytest.mark.one_database
def test_one_sided_and_contested_in_words(
    app: Flask, organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "Money first", "Money")
    reply = answered("donor", "Money last")
    answered("media", "Ethics")
    against(app, reply, theme_ids()["Money"])
    page = organiser.get(THEMES).text
    assert "one-sided: only Donor" in page
    assert re.search(
        r"contested:</b> <a[^>]*stance=for\">1 for</a>, <a[^>]*stance=against\">1 against</a>", page
    )
    assert "2 of 3 answers" in page


@pytest.mark.one_database
def test_shared_and_without_an_objective(organiser: FlaskClient, answered) -> None:
    for sector in ("donor", "media", "civil_society"):
        answered(sector, "Lists", "One list")
    page = organiser.get(THEMES).text
    assert "shared: heard in 3 of 3 sectors" in page
    assert "One list (3 answers)." in page


@pytest.mark.one_database
def test_provenance_of_objectives_and_goals(app: Flask, cast, answered, theme_ids) -> None:
    answered("donor", "Money first", "Money", "Press")
    answered("media", "Ethics", "Press")
    answered("media", "Nothing")
    themes = theme_ids()
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        goal, objective = add_goal(event, Words("G")), add_objective(event, Words("O"), Words())
        objective.goal_id = goal.id
        db.session.get_one(Theme, themes["Money"]).objective_id = objective.id
        db.session.get_one(Theme, themes["Press"]).goal_id = goal.id
        db.session.commit()
        with count_statements() as statements:
            sources = provenance_of(event)
        assert len(statements) == 2
        assert sources.total == 3
        assert sources.objective(objective.id) == Provenance(1, {SectorGroup.INTERNATIONAL: 1})
        assert sources.goal(goal.id) == Provenance(
            2, {SectorGroup.INTERNATIONAL: 1, SectorGroup.OTHERS: 1}
        )
        assert sources.themes({themes["Press"]}).answers == 2
        assert [row.cells for row in theme_counts(event)] == [
            {"donor": 1, "media": 0},
            {"donor": 1, "media": 1},
        ]


def test_a_theme_that_is_gone_counts_nowhere(
    app: Flask, cast, organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "Money first", "Money", "Press")
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        objective = add_objective(event, Words("O"), Words())
        gone = db.session.get_one(Theme, theme_ids()["Money"])
        gone.gone, gone.objective_id = True, objective.id
        db.session.commit()
        assert provenance_of(event).objective(objective.id).answers == 0
        assert [row.total for row in theme_counts(event)] == [1]
        assert list(themes_by_question(event, [theme_ids()["Press"]]).cells) == [
            theme_ids()["Press"]
        ]
    assert "no answer supports it yet" in organiser.get(THEMES).text


@pytest.mark.one_database
@pytest.mark.parametrize("way", WAYS)
def test_three_themes_cost_as_much_as_one(organiser: FlaskClient, answered, way: str) -> None:
    answered("donor", "Money first", "Money", county="fier")
    costs = []
    for text, theme in (("Ethics", "Press"), ("Lists", "One list")):
        organiser.get(THEMES + way)
        with count_statements() as statements:
            organiser.get(THEMES + way)
        costs.append(len(statements))
        answered("media", text, theme, county="kukes")
    assert costs[0] == costs[1] <= 12


@pytest.mark.one_database
def test_a_thousand_answers_with_six_thousand_passages(
    app: Flask, cast, organiser: FlaskClient
) -> None:
    """Measured 42 ms on two cores; the bound leaves room for a machine that is busy with other tests."""
    with app.app_context():
        fill_large(db.session.get_one(Event, cast.event_id))
        db.session.commit()
    for way in WAYS:
        spent = []
        for _time in range(3):
            before = time.process_time()
            assert organiser.get(THEMES + way).status_code == 200
            spent.append(time.process_time() - before)
        assert min(spent) < 0.18
