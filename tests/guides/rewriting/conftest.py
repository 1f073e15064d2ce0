"""A day with an opening, a coffee, groups whose words the agenda says itself, and something parked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.agenda.plan import PlanStep
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.events.models import Event

TABLE: dict[str, Any] = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [
                {
                    "kind": "plenary",
                    "title_en": "Opening",
                    "title_sq": "Hapja",
                    "minutes": 40,
                    "technique": "opening-plenary",
                },
                {"kind": "break", "title_en": "Coffee", "minutes": 20},
                {
                    "kind": "group",
                    "title_en": "Counties",
                    "minutes": 60,
                    "technique": "world-cafe",
                    "do_en": "Four corners.",
                    "do_sq": "Katër kënde.",
                    "say_en": "Find your county.",
                    "say_sq": "Gjeni qarkun tuaj.",
                },
                {
                    "kind": "session",
                    "title_en": "Money",
                    "steps": [
                        {"kind": "panel", "title_en": "Donors", "minutes": 45},
                    ],
                },
            ],
        },
    ],
    "parked": [{"kind": "group", "title_en": "A walk", "minutes": 20, "technique": "gallery-walk"}],
}
GUIDE = "/events/spring/guide"


@pytest.fixture
def steps(app: Flask, cast) -> dict[str, int]:
    """Puts that agenda in; ids of the steps by their English title."""
    with app.app_context():
        start_agenda(db.session.get_one(Event, cast.event_id), TABLE)
        db.session.commit()
        return {step.title.en: step.id for step in db.session.scalars(sa.select(Step))}


@pytest.fixture
def now(app: Flask, steps: dict[str, int]) -> Callable[[str], PlanStep]:
    """A step by its title, as a new request finds it."""

    def found(title: str) -> PlanStep:
        with app.app_context():
            event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
            return plan_of(event).steps[steps[title]]

    return found


@pytest.fixture
def address(steps: dict[str, int]) -> Callable[[str], str]:
    """The page on which a step's words are written."""
    return lambda title: f"{GUIDE}/steps/{steps[title]}/write"


def script_fields(client: FlaskClient, address: str) -> dict[str, Any]:
    """What the page would send if nobody typed anything: columns of the script as lists."""
    return sent_by(client.get(address).text)


def sent_by(page: str) -> dict[str, Any]:
    form = page.split('name="revision"')[1].split("<template")[0] + page.split("</template>")[1]
    found: dict[str, Any] = {"script": "1"}
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert revision is not None
    found["revision"] = revision[1]
    for name, value in re.findall(r'<input name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(_text(value))
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]+)" selected', options)
        assert chosen is not None
        found.setdefault(name, []).append(chosen[1])
    for name, value in re.findall(
        r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S
    ):
        found.setdefault(name, []).append(_text(value))
    return found


def _text(value: str) -> str:
    for code, letter in (
        ("&#39;", "'"),
        ("&#34;", '"'),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ):
        value = value.replace(code, letter)
    return value
