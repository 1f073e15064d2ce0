"""“9 tables”, “in groups of 6” is one fact, wherever it is said: so many in the step and on the page, and a title free of it."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.group_forms import GROUP_KINDS
from facilitate.agenda.models import Step
from facilitate.cafe.laying.disagreement import seats_of
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db
from tests.agenda.arriving.test_import_pages import apply, pasted
from tests.agenda.publishing.test_excel import edited, put
from tests.agenda.publishing.test_excel_pages import confirm, export, upload

EVENT = "/events/spring"
SAID = "Group work in groups of 6 by county"
FORM = {"minutes": "45", "where": "2027-03-19", "pinned": "", "room": "", "lead": ""}


def by_line(client: FlaskClient, said: str = f"{SAID} 45m") -> None:
    client.post(f"{EVENT}/agenda/line", data={"line": said, "in": "2027-03-19"})


def by_form(client: FlaskClient, said: str = SAID, kind: str = "group") -> None:
    answer = client.post(
        f"{EVENT}/agenda/steps/new",
        data={**FORM, "title-en": said, "kind": kind, "note_taker": "", "groups": "0"},
    )
    assert answer.status_code == 302, re.findall(r'class="error"[^<]*<[^<]*', answer.text)


def _plain_step(client: FlaskClient) -> str:
    """The address of a step that says nothing of groups yet."""
    client.post(f"{EVENT}/agenda/line", data={"line": "Something 45m", "in": "2027-03-19"})
    return f"{EVENT}/agenda/steps/{_newest(client)}"


def _newest(client: FlaskClient) -> int:
    with client.application.app_context():
        return db.session.scalars(sa.select(sa.func.max(Step.id))).one()


def by_cell(client: FlaskClient, said: str = SAID) -> None:
    answer = client.post(f"{_plain_step(client)}/title", data={"title-en": said})
    assert answer.status_code == 302, answer.text


def by_excel(client: FlaskClient, said: str = SAID) -> None:
    key = _plain_step(client).rpartition("/")[2]
    file = edited(export(client), put(key, title_en=said))
    page = upload(client, file)
    assert confirm(client, page).status_code == 302


@pytest.mark.parametrize("say", [by_line, by_form, by_cell, by_excel])
def test_the_size_of_groups_is_one_fact(
    app: Flask, organiser: FlaskClient, steps, say: Callable[[FlaskClient], None]
) -> None:
    say(organiser)
    with app.app_context():
        step = db.session.scalars(sa.select(Step).order_by(Step.id.desc()).limit(1)).one()
        seats = sa.select(CafeTable.seats).join(Cafe).where(Cafe.step_id == step.id)
        assert (step.title.en, step.kind, step.technique) == (
            "Group work by county",
            "group",
            "working-groups-by-county",
        )
        assert (step.groups, list(db.session.scalars(seats))) == (19, [8] * 19)
    organiser.post(f"{EVENT}/agenda/undo")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CafeTable.id))) == 0


def by_paste(client: FlaskClient, said: str) -> None:
    apply(client, pasted(client, f"19 March 2027\n15:00 {said}\n16:30 End"))


def plain_form(client: FlaskClient, said: str) -> None:
    by_form(client, said, kind="plenary")


Counted = tuple[str, str, tuple[int, int], tuple[int, int], list[int]]
COUNTED: dict[str, Counted] = {
    "World café, 9 tables, 3 rounds of 20 minutes, 70 people": (
        "World café",
        "world-cafe",
        (9, 70),
        (3, 20),
        [8] * 9,
    ),
    "Karusel me 6 stacione, 4 raunde nga 12 minuta, 36 veta": (
        "Karusel",
        "carousel",
        (6, 36),
        (4, 12),
        [6] * 6,
    ),
    "Speed exchange, 10 rounds of 4 minutes, 40 people": (
        "Speed exchange",
        "speed-exchange",
        (0, 40),
        (10, 4),
        [3] * 20,
    ),
    "Working groups by county, 12 groups": (
        "Working groups by county",
        "working-groups-by-county",
        (12, 0),
        (1, 0),
        [12] * 12,
    ),
}
"""What is typed; title, technique, groups and people of the step; rounds and their minutes (0: those of the step); the seats."""


@pytest.mark.parametrize("say", [by_line, plain_form, by_cell, by_excel, by_paste])
def test_tables_rounds_and_people_are_one_fact_at_every_door(
    app: Flask, organiser: FlaskClient, steps, say: Callable[[FlaskClient, str], None]
) -> None:
    """110 people are expected."""
    for said, (title, technique, counts, rounds, seats) in COUNTED.items():
        say(organiser, said)
        with app.app_context():
            query = sa.select(Step).where(Step.kind.in_(GROUP_KINDS)).order_by(Step.id.desc())
            step = db.session.scalars(query.limit(1)).one()
            cafe = db.session.scalars(sa.select(Cafe).filter_by(step_id=step.id)).one()
            laid = sa.select(CafeTable.seats).filter_by(cafe_id=cafe.id)
            assert title in (step.title.en, step.title.sq)
            assert (step.technique, (step.groups, step.people)) == (technique, counts)
            assert (cafe.rounds, cafe.minutes) == (rounds[0], rounds[1] or step.minutes)
            assert list(db.session.scalars(laid)) == seats


@pytest.mark.parametrize(
    "title", ["Workshop: 4 groups present", "Reports from 4 groups", "6 tables"]
)
def test_a_title_that_speaks_of_groups_and_is_no_work_in_them_stays(
    app: Flask, organiser: FlaskClient, steps, title: str
) -> None:
    plain_form(organiser, title)
    with app.app_context():
        step = db.session.scalars(sa.select(Step).order_by(Step.id.desc()).limit(1)).one()
        assert (step.title.en, step.kind, step.groups) == (title, "plenary", 0)


def test_a_pasted_line_that_ends_with_the_size_of_groups_is_not_so_many_minutes_long(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    by_paste(organiser, "Peer consulting in groups of 5\n15:45 Coffee 20\n16:05 Plan 15")
    with app.app_context():
        step = db.session.scalars(sa.select(Step).filter_by(technique="peer-consulting")).one()
        assert (step.title.en, step.minutes, step.groups) == ("Peer consulting", 45, 22)


def test_what_is_no_work_in_groups_keeps_the_words_of_its_title(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    organiser.post(
        f"{EVENT}/agenda/steps/new",
        data={**FORM, "title-en": "Discussion in groups of 4", "kind": "break", "groups": "0"},
    )
    with app.app_context():
        step = db.session.scalars(sa.select(Step).order_by(Step.id.desc()).limit(1)).one()
        assert (step.title.en, step.kind, step.groups) == ("Discussion in groups of 4", "break", 0)


@pytest.mark.parametrize(("seats", "usual"), [((6, 6, 8), 6), ((8, 6, 8, 6), 8)])
def test_a_new_table_has_the_seats_of_most_and_of_as_many_the_larger(seats, usual: int) -> None:
    floor: Any = SimpleNamespace(tables=[SimpleNamespace(seats=number) for number in seats])
    assert seats_of(floor) == usual
