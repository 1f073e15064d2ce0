"""What pages say of an event with nothing in it, with one of each, and of a full one.

No number that does not fit its word; nothing claimed of all where there is nothing.
"""

import re

import lxml.html
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.placing import add_to_plan
from facilitate.agenda.plan import PlanStep
from facilitate.budget.models import CostCategory, CostLine
from facilitate.checklists.actions import append_task, new_task
from facilitate.checklists.models import Phase
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing
from facilitate.setup.demo.load import OFFICIAL

from ..directory.rows import add_office, add_worker
from ..people import Cast

ONE = re.findall(
    r"\S+",
    "table step task answer question line day round seat theme objective event member link passage letter e-mail "
    "minute vote section document goal office pair person",
)
MANY = [*(f"{one}s" for one in ONE), "people"]
ALBANIAN = [
    "persona",
    "tryeza",
    "hapa",
    "detyra",
    "rreshta",
    "minuta",
    "raunde",
    "objektiva",
    "anëtarë",
    "takime",
    "zyra",
    "letra",
]
WRONG_NUMBER = re.compile(
    rf"(?<![\d.,:/–-])(?:1 (?:{'|'.join([*MANY, *ALBANIAN])})\b"
    rf"|(?:0|[2-9]|\d\d+) (?:{'|'.join(ONE)})\b(?![’'-]))"
)
"""A number and a word that do not go together."""
DONE = "covered|answered|sent|seated|priced|invited|ready|released|read|hosted|decided|agreed|told|in the list|on the list"
OF_ALL = re.compile(
    r"\b(?:Everybody|Everyone|All|Every \w+|Nobody is left|Nothing is left)\b[^.!?|]*"
    rf"\b(?:is|are|has|have|has been|have been)\b[^.!?|]*\b(?:{DONE})\b"
)
"""What is claimed of all; of an empty event it is false."""


def said_on(client: FlaskClient, app: Flask, slug: str) -> dict[str, list[str]]:
    """The sentences of every page of the event that needs nothing but the event, by its address."""
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments != {"slug"}:
            continue
        if not rule.rule.startswith("/events/"):
            continue
        answer = client.get(rule.rule.replace("<slug>", slug))
        assert answer.status_code < 500, rule.rule
        if answer.status_code != 200 or answer.mimetype != "text/html" or not answer.text.strip():
            continue
        found[rule.rule] = sentences(answer.text)
    return found


def sentences(text: str) -> list[str]:
    """What a page's own part says, block by block, without what is hidden."""
    main = lxml.html.document_fromstring(text).find(".//main")
    if main is None:
        return []
    for one in main.xpath(".//script|.//style|.//option|.//template|.//*[@hidden]"):
        one.drop_tree()
    blocks = main.xpath(".//p|.//h1|.//h2|.//h3|.//li|.//td|.//summary|.//small|.//span")
    return [said for one in blocks if (said := " ".join(one.text_content().split()))]


@pytest.fixture
def whole(demo: Flask) -> FlaskClient:
    """The demo's organiser."""
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    client = demo.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def wrong_numbers(told: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {
        (page, said)
        for page, all_said in told.items()
        for said in all_said
        if WRONG_NUMBER.search(said)
    }


def test_of_an_empty_event(app: Flask, organiser: FlaskClient) -> None:
    told = said_on(organiser, app, "spring")
    claimed = {(page, said) for page in told for said in told[page] if OF_ALL.search(said)}
    assert (wrong_numbers(told), claimed) == (set(), set())
    assert len(told) > 70


@pytest.fixture
def one_of_each(app: Flask, cast: Cast) -> None:
    """A step, a task, a cost, an objective, a theme and somebody who comes."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        plan = plan_to_change(event)
        step = PlanStep(-1, next(iter(plan.days)), title=Words("Opening"), minutes=1)
        write_plan(event, plan, add_to_plan(plan, step), AgendaAct.ADDED, by=None)
        task = new_task(event)
        task.title, task.benchmark, task.phase = Words("Flowers"), Words(), Phase.LOGISTICS
        task.due_on = event.first_day
        append_task(task)
        ana = add_worker("Ana Kola", add_office("Youth centre"))
        goes = Participation(
            event_id=event.id,
            person_id=ana.id,
            organisation_id=ana.organisation_id,
            sector_id=ana.organisation.sector_id,
            standing=Standing.COMING,
        )
        theme = Theme(event_id=event.id, position=1, name=Words("Ways"))
        cost = CostLine(
            event_id=event.id,
            code="L1",
            position=1,
            category=next(iter(CostCategory)),
            title=Words("Hall"),
            currency="EUR",
        )
        db.session.add_all([goes, theme, cost])
        add_objective(event, Words("Referral"), Words())
        db.session.commit()


@pytest.mark.parametrize("language", ["en", "sq"])
@pytest.mark.usefixtures("one_of_each")
def test_of_one_of_each(app: Flask, organiser: FlaskClient, language: str) -> None:
    organiser.post("/language", data={"language": language, "next": "/"})
    told = said_on(organiser, app, "spring")
    assert wrong_numbers(told) == set()
    assert len(told) > 70


@pytest.mark.parametrize("language", ["en", "sq"])
def test_of_a_full_event(demo: Flask, whole: FlaskClient, language: str) -> None:
    whole.post("/language", data={"language": language, "next": "/"})
    told = said_on(whole, demo, "annual-next")
    assert wrong_numbers(told) == set()
    assert len(told) > 70
