"""“In groups of 6” is one fact, wherever it is said: so many groups in the step and on the page, and a title free of it."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.laying.disagreement import seats_of
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db
from tests.agenda.publishing.test_excel import edited, put
from tests.agenda.publishing.test_excel_pages import confirm, export, upload

EVENT = "/events/spring"
SAID = "Group work in groups of 6 by county"
FORM = {"minutes": "45", "where": "2027-03-19", "pinned": "", "room": "", "lead": ""}


def by_line(client: FlaskClient) -> None:
    client.post(f"{EVENT}/agenda/line", data={"line": f"{SAID} 45m", "in": "2027-03-19"})


def by_form(client: FlaskClient) -> None:
    answer = client.post(
        f"{EVENT}/agenda/steps/new",
        data={**FORM, "title-en": SAID, "kind": "group", "note_taker": "", "groups": "0"},
    )
    assert answer.status_code == 302, re.findall(r'class="error"[^<]*<[^<]*', answer.text)


def _plain_step(client: FlaskClient) -> str:
    """The address of a step that says nothing of groups yet."""
    client.post(f"{EVENT}/agenda/line", data={"line": "Something 45m", "in": "2027-03-19"})
    return f"{EVENT}/agenda/steps/{_newest(client)}"


def _newest(client: FlaskClient) -> int:
    with client.application.app_context():
        return db.session.scalars(sa.select(sa.func.max(Step.id))).one()


def by_cell(client: FlaskClient) -> None:
    answer = client.post(f"{_plain_step(client)}/title", data={"title-en": SAID})
    assert answer.status_code == 302, answer.text


def by_excel(client: FlaskClient) -> None:
    key = _plain_step(client).rpartition("/")[2]
    file = edited(export(client), put(key, title_en=SAID))
    page = upload(client, file)
    assert "19" in page.text
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
