"""What should change is said beforehand: from the library or in one's own words, shown at its objective, asked before starting."""

import re
from datetime import date

import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.objectives.indicators import (
    IndicatorWithReadings,
    indicators_by_field,
    library_indicator,
)
from facilitate.objectives.models import IndicatorReading, ObjectiveIndicator
from facilitate.practice.asking.facts import known_start_fact
from facilitate.practice.asking.queries import start_facts

from ..report.conftest import report_event
from .conftest import PAGE, add_wordings, card_text

pytestmark = pytest.mark.both_databases
TYPED = {
    "text-en": "Trained people in post",
    "text-sq": "Persona në detyrë",
    "before": "12",
    "goal": "30",
    "by_on": "2028-03-18",
    "source": "Bashkia Krujë",
    "method": "counted once a year",
    "version": "None",
}


def new(objective: int) -> str:
    return f"{PAGE}/{objective}/indicators/new"


def rows(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        found = db.session.scalars(db.select(ObjectiveIndicator).order_by(ObjectiveIndicator.id))
        return [(row.text.en, row.before, row.goal) for row in found]


def test_an_objective_says_what_shall_change(app: Flask, organiser) -> None:
    (objective,) = add_wordings(organiser, "One form")
    assert "Say how you will see it" in card_text(organiser, "objective", objective)
    assert organiser.post(new(objective), data=TYPED).status_code == 302
    card = card_text(organiser, "objective", objective)
    assert "Trained people in post : 12 → 30 by 18 March 2028" in card
    with app.test_request_context():
        assert known_start_fact("change", start_facts(report_event())) == (
            "1 indicator written down; objectives with one: 1 of 1."
        )


def test_what_is_wrong_is_said_beside_it_and_stays(app: Flask, organiser) -> None:
    (objective,) = add_wordings(organiser, "One form")
    answer = organiser.post(new(objective), data={**TYPED, "goal": "", "by_on": "soon"})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert 'value="counted once a year"' in answer.text
    assert rows(app) == []


def test_one_is_begun_from_the_library(organiser) -> None:
    (objective,) = add_wordings(organiser, "One form")
    page = organiser.get(new(objective)).text
    links = re.findall(r"\?from=([a-z-]+)", page)
    assert links == [one.key for _field, offers in indicators_by_field() for one in offers]
    begun = organiser.get(f"{new(objective)}?from={links[0]}").text
    assert library_indicator(links[0]).text.sq in begun.replace("&#39;", "’")
    assert organiser.get(f"{new(objective)}?from=nothing").status_code == 200


def test_it_can_be_changed_and_removed(app: Flask, organiser) -> None:
    (objective,) = add_wordings(organiser, "One form")
    organiser.post(new(objective), data=TYPED)
    with app.app_context():
        number = db.session.scalars(db.select(ObjectiveIndicator.id)).one()
    one = f"{PAGE}/indicators/{number}"
    version = re.search(r'name="version"[^>]*value="(\w+)"', organiser.get(one).text)[1]
    saved = organiser.post(one, data={**TYPED, "goal": "40", "version": version})
    assert saved.status_code == 302
    assert rows(app) == [("Trained people in post", "12", "40")]
    assert organiser.post(f"{one}/remove").status_code == 302
    assert rows(app) == []


def test_roles_strangers_and_wrong_numbers(organiser, sign_in) -> None:
    (objective,) = add_wordings(organiser, "One form")
    assert sign_in("viewer").get(new(objective)).status_code == 403
    assert sign_in("staff").post(new(objective), data=TYPED).status_code == 403
    assert sign_in("stranger").get(new(objective)).status_code == 404
    assert organiser.get(new(99999)).status_code == 404
    assert organiser.get(f"{PAGE}/indicators/99999").status_code == 404
    assert organiser.post(f"{PAGE}/indicators/99999/remove").status_code == 404


def test_every_indicator_of_the_library_speaks_both_languages() -> None:
    fields = indicators_by_field()
    assert len(fields) == 4
    for field, offers in fields:
        assert field.en
        assert field.sq
        assert offers
        for one in offers:
            assert one.text.en
            assert one.text.sq
            assert one.method.en
            assert one.method.sq


@pytest.mark.parametrize(
    ("before", "goal", "last", "share"),
    [
        ("3", "12", "7", 44),
        ("38 %", "60 %", "60 %", 100),
        ("12", "2", "7", 50),
        ("3", "12", "1", 0),
        ("none", "one law", "drafted", None),
        ("3", "3", "3", None),
        ("3", "12", "", None),
        ("0", "200", "199", 99),
        ("900", "1 200 people", "1 100", 67),
        ("900", "1.200", "1.000", 33),
        ("1,5", "2.5", "2,0", 50),
        ("0,5", "0.125", "0.125", 100),
        ("12 500", "25.000", "12,500", 0),
        ("2 of 36", "36 of 36", "19", 50),
    ],
)
@pytest.mark.one_database
def test_how_much_of_the_way_is_gone(before: str, goal: str, last: str, share: int | None) -> None:
    row = ObjectiveIndicator(text=Words("x"), before=before, goal=goal)
    readings = [IndicatorReading(on=date(2027, 6, 1), value=last)] if last else []
    assert IndicatorWithReadings(row, readings).share == share
