"""A programme is announced in words that have passed the privacy check; one person publishes it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.models import Step
from facilitate.agenda.placing import add_to_plan
from facilitate.agenda.plan import PlanSpeaker, PlanStep
from facilitate.calendars.actions import feed_address, renew_calendar_feed
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.release.models import Clearing, TextSource

from ...scenes import keep_scene

SHARE, PUBLISH, CHECK = (
    "/events/spring/agenda/share",
    "/events/spring/agenda/publish",
    "/events/spring/report/privacy",
)
PAGES = [
    "/programme/spring/en",
    "/programme/spring/sq",
    "/programme/spring.ics",
    "/programme/spring/schedule.xml",
    "/programme/spring/schedule.json",
]


@pytest.fixture
@keep_scene
def told(app: Flask, cast) -> int:
    """A step whose title names somebody, beside one that names its speaker; gives its number."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        plan = plan_to_change(event)
        day = plan.in_order[0].id
        ana = PlanSpeaker("Ana Leka")
        after = add_to_plan(
            plan, PlanStep(-1, day, title=Words("Elira tells", "Elira tregon"), minutes=30)
        )
        after = add_to_plan(
            after,
            PlanStep(
                -2,
                day,
                title=Words("Talk of Ana Leka", "Fjala e Ana Lekës"),
                minutes=30,
                speakers=(ana,),
            ),
        )
        write_plan(event, plan, after, AgendaAct.ADDED)
        db.session.commit()
        steps = db.session.scalars(sa.select(Step))
        return next(step.id for step in steps if step.title.en == "Elira tells")


@pytest.fixture
def decide(app: Flask, organiser: FlaskClient, told: int) -> Callable[[str, str], int]:
    """Decides about the name, on the page of the privacy check."""

    def put(verdict: str, instead: str = "") -> int:
        row = {"source": "programme", "row_id": str(told), "found": "Elira"}
        return organiser.post(
            CHECK, data=row | {"verdict": verdict, "instead": instead}
        ).status_code

    return put


def public(client: FlaskClient) -> list[bool]:
    """Whether the name stands on each public page."""
    return ["Elira" in client.get(page).get_data(as_text=True) for page in PAGES]


@pytest.mark.both_databases
def test_it_is_published_once_everything_in_it_is_decided(client, organiser, told, decide) -> None:
    assert organiser.post(PUBLISH).status_code == 409
    page = organiser.get(SHARE).text
    assert (
        "Nobody has decided about 2 passages in 1 line yet." in page,
        f'href="{CHECK}"' in page,
    ) == (
        True,
        True,
    )
    assert [client.get(one).status_code for one in PAGES] == [404] * 5
    assert [
        organiser.get(f"/events/spring/agenda/{one}").status_code
        for one in ("programme.docx", "print/programme")
    ] == [409, 409]
    assert decide("keep") == 302
    assert organiser.post(PUBLISH).status_code == 302
    assert public(client) == [True] * 5


def test_what_is_decided_later_counts_at_once(client, organiser, told, decide) -> None:
    decide("keep")
    organiser.post(PUBLISH)
    decide("generalise", "A survivor")
    assert public(client) == [False] * 5
    assert "A survivor tells" in client.get("/programme/spring/en").text
    decide("remove")
    assert "[…] tells" in client.get("/programme/spring/en").text


def test_what_was_removed_stays_away_when_the_verdict_is_taken_back(
    app, client, organiser, told, decide
) -> None:
    decide("remove")
    organiser.post(PUBLISH)
    with app.app_context():
        db.session.execute(sa.delete(Clearing).where(Clearing.source == TextSource.PROGRAMME))
        db.session.commit()
    assert public(client) == [False] * 5


def test_a_feed_that_follows_every_change_leaves_out_what_waits(app, client, told) -> None:
    with app.app_context():
        path = feed_address(
            renew_calendar_feed(
                db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
            )
        ).removeprefix("http://localhost")
        db.session.commit()
    feed = client.get(path[path.index("/feed/") :]).get_data(as_text=True)
    assert ("Elira" in feed, "Talk of Ana Leka" in feed or "Fjala e Ana Lekës" in feed) == (
        False,
        True,
    )
