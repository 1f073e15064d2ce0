"""Said once: wherever tables, rounds, minutes or people of a café are changed, every page and paper says the same, or what differs is
told in one sentence and settled with one press."""

import re
from collections.abc import Callable
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db

EVENT = "/events/spring"
PEOPLE = 24
LINE = "World café, 9 tables, 3 rounds of 20 minutes, 70 people"
FORM = {
    "title-en": "World café",
    "title-sq": "World Café",
    "kind": "cafe",
    "technique": "world-cafe",
}
PAPERS = {"signs": '<section class="sign">', "room": "<circle"}
SEATED = {"cards": '<section class="tcard">', "hosts": r"Table \d+: what was said</h2>"}
"""Papers, and what stands in each once a table; those that want people with seats."""


class Everywhere:
    """One café as its places say it, and what people do to it at each of them."""

    def __init__(self, app: Flask, client: FlaskClient, step_id: int) -> None:
        self.app, self.client, self.step_id = app, client, step_id
        self.page = f"{EVENT}/cafe/{step_id}"

    def kept(self) -> tuple[Step, Cafe, list[CafeTable]]:
        """The step, the café and its tables as they are saved."""
        with self.app.app_context():
            cafe = db.session.scalars(sa.select(Cafe).filter_by(step_id=self.step_id)).one()
            query = sa.select(CafeTable).filter_by(cafe_id=cafe.id).order_by(CafeTable.number)
            return db.session.get_one(Step, self.step_id), cafe, list(db.session.scalars(query))

    def text(self, address: str) -> str:
        """A page's words."""
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return " ".join(re.sub(r"<[^>]*>", " ", answer.text.partition("<main")[2]).split())

    def edit_step(self, **values: str) -> None:
        """The step's form, with what it says now but for these."""
        step, _cafe, _tables = self.kept()
        now = {"minutes": str(step.minutes), "groups": str(step.groups), "people": str(step.people)}
        now |= {"where": "2027-03-19", "pinned": "", "room": "", "lead": "", "note_taker": ""}
        answer = self.client.post(
            f"{EVENT}/agenda/steps/{self.step_id}", data={**FORM, **now, **values}
        )
        assert answer.status_code == 302, answer.text

    def take(self, what: str, **values: int) -> None:
        """A form of the café's page."""
        assert self.client.post(f"{self.page}/{what}", data=values).status_code == 302

    def settle(self, chance: Random) -> None:
        """Press a button of each sentence that says what differs, until there is none."""
        for _turn in range(6):
            html = self.client.get(f"{self.page}/tables").text
            said = re.findall(r'<div class="flash warned" role="note">.*?</div>', html, re.S)
            ways = [re.findall(r"<form.*?</form>", one, re.S) for one in said]
            if not ways:
                return
            form = chance.choice(ways[0])
            address = re.search(r'action="([^"]*)"', form)
            assert address
            sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
            answer = self.client.post(address[1].replace("&amp;", "&"), data=sent)
            assert answer.status_code == 302, answer.text
        raise AssertionError("pressing its buttons never settles it")

    def is_one_truth(self, *, seated: bool = False) -> None:
        """Agenda, café, guide, lists and papers agree in every number."""
        step, cafe, tables = self.kept()
        number = len(tables)
        rounds = cafe.rounds * (cafe.minutes + cafe.move) + cafe.harvest
        assert (step.kind, step.technique, step.groups) == ("cafe", "world-cafe", number)
        assert rounds <= step.minutes
        page = self.text(f"{self.page}/tables")
        assert f"{number} tables" in page
        assert f"the step has {step.minutes}." in page
        for paper, each in {**PAPERS, **(SEATED if seated else {})}.items():
            html = self.client.get(f"{self.page}/print/{paper}?lang=en").text
            assert len(re.findall(each, html)) == number, paper
        assert f"{number} tables" in self.text(f"{EVENT}/guide")
        assert f"tablecloths {2 * number} " in self.text(f"{EVENT}/agenda/shopping")
        if seated:
            html = self.client.get(f"{self.page}/print/slips?lang=en").text
            slips = html.split('<article class="slip')[1:]
            assert len(slips) == PEOPLE
            stops = [re.findall(r"Round (\d+)", slip) for slip in slips]
            assert stops == [[str(one) for one in range(1, cafe.rounds + 1)]] * PEOPLE


@pytest.fixture
def everywhere(app: Flask, organiser: FlaskClient, steps) -> Everywhere:
    """The café of one typed sentence."""
    organiser.post(f"{EVENT}/agenda/line", data={"line": LINE, "in": "2027-03-19"})
    with app.app_context():
        return Everywhere(app, organiser, db.session.scalars(sa.select(sa.func.max(Step.id))).one())


@pytest.mark.parametrize("seed", range(3))
def test_wherever_it_is_changed_it_is_one_fact(everywhere: Everywhere, people, seed: int) -> None:
    chance, here = Random(seed), everywhere
    changes: list[Callable[[], object]] = [
        lambda: here.edit_step(groups=str(chance.randint(2, 14))),
        lambda: here.edit_step(minutes=str(chance.choice((45, 60, 75, 90, 120)))),
        lambda: here.edit_step(people=str(chance.choice((24, 30, 70)))),
        lambda: here.take("take-tables", tables=chance.randint(2, 14), seats=chance.randint(4, 12)),
        lambda: here.take(
            "take-numbers",
            rounds=chance.randint(2, 4),
            minutes=chance.choice((10, 15, 20)),
            move=5,
            harvest=chance.choice((0, 15, 30)),
        ),
    ]
    here.is_one_truth()
    here.edit_step(kind="group", technique="")
    answer = here.client.post(
        f"{EVENT}/agenda/steps/{here.step_id}/technique",
        data={"kind": "group", "technique": "world-cafe"},
    )
    assert answer.status_code == 302
    here.settle(chance)
    here.is_one_truth()
    for _change in range(6):
        chance.choice(changes)()
        here.settle(chance)
        here.is_one_truth()
    here.take("take-tables", tables=chance.randint(4, 6), seats=8)
    here.settle(chance)
    here.take("seat")
    here.is_one_truth(seated=True)
