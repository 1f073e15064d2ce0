"""The consultation of `spring`, and ways to make goals, objectives and presentations as people do."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.directory.models import County, Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.actions import add_goal, add_objective
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.objectives.actions import add_presentation
from tests.consultation.conftest import answered, asked, planner_today, theme_ids

from .. import moment

__all__ = ["answered", "asked", "theme_ids", "planner_today"]

PAGE = "/events/spring/objectives"
TALKS = f"{PAGE}/presentations"


def card_ids(client: FlaskClient, kind: str = "objective") -> list[int]:
    """Ids of the objectives (goals, presentations) on the page, in order."""
    return [int(number) for number in re.findall(rf'id="{kind}-(\d+)"', client.get(PAGE).text)]


def add_wordings(client: FlaskClient, *texts: str) -> list[int]:
    """Add objectives of these wordings; gives all ids."""
    for text in texts:
        made = client.post(f"{PAGE}/new", data={"text-en": text, "text-sq": f"{text} sq"})
        assert made.status_code == 302
    return card_ids(client)


def add_talk(client: FlaskClient, title: str, **values: object) -> int:
    """Add a presentation; gives its id."""
    made = client.post(f"{TALKS}/new", data={"title-en": title, **values})
    return int(made.location.rsplit("-", 1)[1])


def card_text(client: FlaskClient, kind: str, number: int) -> str:
    """The text of one card of the page, without its tags and double blanks."""
    card = re.search(
        rf'<article [^>]*id="{kind}-{number}".*?</article>', client.get(PAGE).text, re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]*>", " ", card[0]).split()) if card else ""


def page_remarks(client: FlaskClient) -> list[str]:
    """What the page says has to be looked at."""
    found = re.search(r'<section class="look"[^>]*>.*?</section>', client.get(PAGE).text, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [" ".join(re.sub(r"<[^>]*>", "", line).split()) for line in lines]


@pytest.fixture
def person(app: Flask) -> Callable[..., int]:
    """Put somebody into the directory: `person("Ana Leka", "donor", county="kukes")`; gives the id."""

    def make(name: str, sector: str, position: str = "", office: str = "", county: str = "") -> int:
        with app.app_context():
            part = db.session.scalars(sa.select(Sector).where(Sector.key == sector)).one()
            place = db.session.scalar(sa.select(County).where(County.key == county))
            office = office or f"Office of {name}"
            there = db.session.scalar(sa.select(Organisation).where(Organisation.name == office))
            given, family = name.split()
            row = Person(
                given_name=given,
                family_name=family,
                position=Words(position, position),
                email=f"{given.lower()}@office.example",
                phone="+355 00 000",
                organisation=there
                or Organisation(
                    name=office,
                    kind=OfficeKind.OTHER,
                    level=Level.COUNTY,
                    sector=part,
                    county=place,
                ),
            )
            db.session.add(row)
            db.session.commit()
            return row.id

    return make


@pytest.fixture
def autumn(app: Flask, cast) -> int:
    """Another event with a goal, an objective, a theme and a presentation of its own; gives its id."""
    with app.app_context():
        event = Event(
            slug="autumn",
            kind=EventKind.CONFERENCE,
            title=Words("Autumn"),
            description=Words(),
            first_day=date(2008, 10, 2),
            last_day=date(2008, 10, 3),
            venue="",
            town="Vlorë",
            created_at=moment.now(),
        )
        db.session.add(event)
        db.session.flush()
        add_goal(event, Words("Theirs"))
        add_objective(event, Words("Theirs"), Words())
        add_presentation(event, Words("Theirs"), Words())
        db.session.add(Theme(event_id=event.id, position=1, name=Words("Theirs")))
        db.session.commit()
        return event.id
