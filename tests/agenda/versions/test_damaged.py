"""Versions and templates of another time, or damaged: as much of them is read as can be, and nothing half is restored."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaTemplate, AgendaVersion
from facilitate.agenda.queries import plan_of, revision_of
from facilitate.data.db import db
from facilitate.events.models import Event

AGENDA = "/events/spring/agenda"


def older(content: dict[str, Any]) -> None:
    for step in content["steps"]:
        del step["speakers"], step["materials"], step["internal"]


def newer(content: dict[str, Any]) -> None:
    content["steps"][0] |= {"kind": "hologram", "smell": "coffee"}


def empty(content: dict[str, Any]) -> None:
    content.clear()


def damaged(content: dict[str, Any]) -> None:
    content["steps"][0] |= {"day": None, "block": 9999}


@pytest.fixture
def kept(
    app: Flask, organiser: FlaskClient, steps
) -> Callable[[Callable[[dict[str, Any]], None]], tuple[int, int]]:
    """A version, the published one, and a template, all spoilt the same way; the numbers of the version and the template."""

    def spoil(how: Callable[[dict[str, Any]], None]) -> tuple[int, int]:
        organiser.post(f"{AGENDA}/versions", data={"name": "Once"})
        organiser.post(f"{AGENDA}/publish")
        organiser.post(f"{AGENDA}/templates", data={"name-en": "Ours"})
        with app.app_context():
            for model in (AgendaVersion, AgendaTemplate):
                for row in db.session.scalars(sa.select(model)):
                    content = deepcopy(row.content)
                    how(content)
                    row.content = content
            db.session.commit()
            template = db.session.scalars(sa.select(AgendaTemplate.id)).one()
            return db.session.scalars(
                sa.select(AgendaVersion.id).order_by(AgendaVersion.id)
            ).first() or 0, template

    return spoil


@pytest.mark.parametrize("how", [older, newer, empty])
def test_what_can_be_read_is_read(
    organiser: FlaskClient, client: FlaskClient, kept: Any, how: Any
) -> None:
    version, template = kept(how)
    for page in (
        f"versions/{version}",
        f"versions/compare?a={version}",
        f"templates/own-{template}",
        "share",
    ):
        assert organiser.get(f"{AGENDA}/{page}").status_code == 200, page
    for page in ("/en", ".ics", "/schedule.xml", "/schedule.json"):
        assert client.get(f"/programme/spring{page}").status_code == 200, page
    assert organiser.post(f"{AGENDA}/templates/own-{template}/use").status_code == 302


def test_nothing_half_is_restored(app: Flask, organiser: FlaskClient, kept: Any) -> None:
    version, _template = kept(damaged)
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        before, revision = plan_of(event), revision_of(event)
    answer = organiser.post(f"{AGENDA}/versions/{version}", data={"revision": str(revision)})
    assert (answer.status_code, "This version is damaged" in answer.text) == (409, True)
    with app.app_context():
        assert plan_of(db.session.scalars(sa.select(Event)).one()) == before
