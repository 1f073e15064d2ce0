"""The words behind a number: which passages, whose, for whom."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.constellation.passage_filter import PassageFilter, read_passage_filter
from facilitate.consultation.constellation.quoted import quoted_passages, spread_over_sectors
from facilitate.consultation.models import Coding, Question, Questionnaire, Stance, Theme
from facilitate.consultation.queries import questions_in
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from tests.statements import count_statements

from ... import moment
from ...participation.rows import add_conference
from ..large import fill_large

pytestmark = pytest.mark.both_databases
QUOTES = "/events/spring/consultation/quotes"


@pytest.fixture
def large(app: Flask, cast) -> Callable[..., Any]:
    """120 answers; asks for passages as an address does."""
    with app.app_context():
        fill_large(db.session.get_one(Event, cast.event_id), 120)
        db.session.commit()

    def ask(**wanted: Any) -> list[Any]:
        with app.app_context():
            return quoted_passages(
                db.session.get_one(Event, cast.event_id), PassageFilter(**wanted)
            )

    return ask


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ({"theme": ["3", "4", "3", "x"]}, PassageFilter((3, 4))),
        (
            {"objective": "2", "stance": "against"},
            PassageFilter(objective=2, stance=Stance.AGAINST),
        ),
        ({"theme": "1", "county": "0", "stance": "loud"}, PassageFilter((1,), county=0)),
        ({"sector": "-1", "capital": "2"}, PassageFilter(capital=2)),
    ],
)
def test_addresses(address: dict[str, Any], wanted: PassageFilter) -> None:
    assert read_passage_filter(MultiDict(address)) == wanted
    assert read_passage_filter(MultiDict({k: v for k, v in wanted.address.items()})) == wanted


def test_every_passage_stands_in_exactly_one_cell(app: Flask, large: Callable[..., Any]) -> None:
    with app.app_context():
        theme = db.session.scalars(sa.select(Theme.id)).first()
    every = large(themes=(theme,))
    assert len(every) > 20
    for name, values in {
        "sector": {row.sector.id for row in every},
        "capital": (0, 1, 2),
        "stance": tuple(Stance),
    }.items():
        parts = [large(themes=(theme,), **{name: value}) for value in values]
        assert sum(map(len, parts)) == len(every)
        assert {row[1:4] for part in parts for row in part} == {row[1:4] for row in every}
    assert {row.county for row in large(themes=(theme,), county=0)} == {""}


def test_some_of_every_sector_come_first(large: Callable[..., Any]) -> None:
    every = large()
    sectors = {row.sector.id for row in every}
    some = spread_over_sectors(every, len(sectors))
    assert {row.sector.id for row in some} == sectors
    assert {row[1:4] for row in spread_over_sectors(every, 10_000)} == {row[1:4] for row in every}


@pytest.mark.one_database
def test_the_page_says_what_it_shows(
    app: Flask, large: Callable[..., Any], organiser: FlaskClient
) -> None:
    with app.app_context():
        theme = db.session.scalars(sa.select(Theme.id)).first()
    against = large(themes=(theme,), stance=Stance.AGAINST)
    with count_statements() as statements:
        page = organiser.get(f"{QUOTES}?theme={theme}&stance=against").text
    assert len(statements) <= 12
    assert page.count("<blockquote") == len(against)
    assert "against it" in page
    assert f"theme={theme}" in page
    assert "All that was said about it" in page
    assert "Nothing was said about it" in organiser.get(f"{QUOTES}?theme={theme}&county=999").text


@pytest.mark.one_database
def test_a_passage_of_two_themes_is_one(
    app: Flask, large: Callable[..., Any], organiser: FlaskClient
) -> None:
    every = large()
    one = every[0]
    with app.app_context():
        other = db.session.scalars(sa.select(Theme.id).where(Theme.id != one.theme)).first() or 0
        sides = sa.delete(Coding).where(Coding.passage_id == one.passage, Coding.theme_id == other)
        db.session.execute(sides)
        db.session.add(Coding(passage_id=one.passage, theme_id=other, stance=Stance.FOR))
        db.session.commit()
    both = [row for row in large(themes=(one.theme, other)) if row.passage == one.passage]
    assert [row.theme for row in both] == sorted((one.theme, other))
    assert len(spread_over_sectors(both, 10)) == 1
    passages = len({row.passage for row in large()})
    assert f"{passages} passages in 120 answers" in organiser.get(QUOTES).text


def test_long_lists_have_pages(large: Callable[..., Any], organiser: FlaskClient) -> None:
    assert organiser.get(QUOTES).text.count("<blockquote") == 20
    assert "Page 2 of" in organiser.get(f"{QUOTES}?page=2").text


@pytest.mark.one_database
def test_for_whom(sign_in, large: Callable[..., Any]) -> None:
    codes = [
        sign_in(name).get(QUOTES).status_code for name in ("facilitator", "note_taker", "stranger")
    ]
    assert codes == [200, 403, 404]


@pytest.mark.one_database
def test_themes_of_another_event_show_nothing(app: Flask, large: Callable[..., Any], cast) -> None:
    with app.app_context():
        theme = db.session.scalars(sa.select(Theme.id)).first()
        other = Event(
            **{
                c.name: getattr(db.session.get_one(Event, cast.event_id), c.name)
                for c in Event.__table__.columns
                if c.name not in ("id", "slug")
            },
            slug="other",
        )
        db.session.add(other)
        db.session.flush()
        assert quoted_passages(other, PassageFilter((theme or 0,))) == []
        assert db.session.scalar(sa.select(sa.func.count(Questionnaire.id))) == 1


def test_a_question_of_another_event_is_not_told(
    app: Flask, organiser: FlaskClient, cast, asked
) -> None:
    with app.app_context():
        mine = db.session.get_one(Question, asked.questions[0])
        other = add_conference("autumn", 2026)
        theirs = create_questionnaire(other, moment.planner_today())
        row = questions_in(theirs)[0]
        row.text = Words("What is secret?")
        db.session.commit()
        number, text = row.id, mine.text.en
    assert text in unescape(organiser.get(f"{QUOTES}?question={asked.questions[0]}").text)
    assert "What is secret?" not in organiser.get(f"{QUOTES}?question={number}").text
