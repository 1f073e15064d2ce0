"""Figures published one after the other: comparing two of them tells of nobody."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.extensions import attendance_of
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.counting.across_events import report_across_events
from facilitate.participation.counting.out.actions import (
    editions_of_event,
    editions_of_events,
    figures_for_outside,
    told_elsewhere,
)
from facilitate.participation.counting.outside_report import for_outside
from facilitate.participation.counting.report import BlockKey, FiguresReport
from facilitate.participation.models import PublicFigures, Standing

from .... import moment
from ....directory.rows import add_office, add_worker
from ....scenes import keep_scene

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/figures/public"
HELD = "Not published: since the last figures one or two people have been added or removed"
AT = [
    ("central_government", "tirane", 9),
    ("civil_society", "tirane", 12),
    ("local_government", "vlore", 8),
    ("local_government", "korce", 7),
]


def come(app: Flask, sector: str, district: str, people: int) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        number = db.session.scalar(sa.select(sa.func.count(Person.id)))
        there = add_office(f"Office {number} {sector} {district}", sector, district)
        invite_all_to_event(
            event,
            [add_worker(f"N{number}{n} Prova", there) for n in range(people)],
            Standing.ATTENDED,
        )
        db.session.commit()


@pytest.fixture
@keep_scene
def held(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today()
        db.session.commit()
    for one in AT:
        come(app, *one)


def published(app: Flask) -> dict[tuple[str, str, str], int | None]:
    """Every cell of what is public."""
    with app.app_context():
        content = db.session.scalars(sa.select(PublicFigures.content)).one()
        return {
            (block["key"], row["key"], column["key"]): count
            for block in content["en"]["blocks"]
            for row in block["rows"]
            for column, count in zip(block["columns"], row["counts"], strict=True)
        }


def publish(client: FlaskClient, to: str = "published") -> tuple[int, bool]:
    answer = client.post(PAGE, data={"to": to})
    return answer.status_code, HELD in answer.text


def test_one_more_person_is_not_published(app: Flask, organiser: FlaskClient, held) -> None:
    assert publish(organiser) == (302, False)
    first = published(app)
    come(app, "civil_society", "korce", 1)
    assert publish(organiser) == (409, True)
    assert published(app) == first
    come(app, "civil_society", "korce", 2)
    assert publish(organiser) == (302, False)
    second = published(app)
    apart = {
        key: (first[key], second[key])
        for key in first.keys() & second.keys()
        if None not in (first[key], second[key])
    }
    assert {key: pair for key, pair in apart.items() if 0 < abs(pair[0] - pair[1]) < 3} == {}
    assert len(apart) > 5


def test_taking_back_and_publishing_again_is_judged_too(
    app: Flask, organiser: FlaskClient, client: FlaskClient, held
) -> None:
    publish(organiser)
    with app.app_context():
        old = db.session.scalars(sa.select(PublicFigures.token)).one()
    publish(organiser, "hidden")
    assert client.get(f"/f/{old}").status_code == 404
    come(app, "donor", "tirane", 2)
    assert publish(organiser) == (409, True)
    come(app, "donor", "tirane", 1)
    assert publish(organiser) == (302, False)
    with app.app_context():
        row = db.session.scalars(sa.select(PublicFigures)).one()
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        assert (row.token == old, len(editions_of_event(event))) == (False, 2)
    assert client.get(f"/f/{old}").status_code == 404


def cells(report: FiguresReport) -> dict[tuple[str, str, str], int | None]:
    """Every cell of a report that may leave."""
    return {
        (block.key, row.key, column.key): count
        for block in report.blocks
        for row in block.rows
        for column, count in zip(block.columns, row.counts, strict=True)
    }


def test_figures_that_left_with_a_report_are_judged_with(
    app: Flask, organiser: FlaskClient, held
) -> None:
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        told_elsewhere(event, moment.now())
        first = cells(figures_for_outside(event, "en", moment.planner_today()))
        db.session.commit()
    assert (
        organiser.get("/events/spring/figures/public").text.count(
            "Nobody outside the team can read"
        )
        == 1
    )
    come(app, "donor", "tirane", 1)
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        assert cells(figures_for_outside(event, "en", moment.planner_today())) == first
        assert attendance_of(event, outside=True) == 36
        assert attendance_of(event) == 37
    assert publish(organiser) == (409, True)
    assert "the same figures are published again" in organiser.get(PAGE).text


def test_side_by_side_an_event_is_judged_with_what_was_told_of_it(
    app: Flask, organiser: FlaskClient, held
) -> None:
    def side_by_side() -> dict[tuple[str, str, str], int | None]:
        with app.test_request_context():
            event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
            report = report_across_events([event], moment.planner_today(), set(BlockKey))
            return cells(for_outside(report, editions_of_events([event])))

    before = side_by_side()
    publish(organiser)
    assert side_by_side() == before
    come(app, "civil_society", "korce", 1)
    assert {number for number in side_by_side().values() if number} == set()
    come(app, "central_government", "vlore", 2)
    then, public = side_by_side(), published(app)
    assert ("sector", "civil_society", "spring") in then
    apart = {
        key: (public[key[0], key[1], "attended"], number)
        for key, number in then.items()
        if (key[0], key[1], "attended") in public
    }
    few = {
        key: pair
        for key, pair in apart.items()
        if None not in pair and 0 < abs(pair[0] - pair[1]) < 3
    }
    assert few == {}
    assert any(number for number in then.values())


def test_the_practice_sheet_tells_what_was_told(app: Flask, organiser: FlaskClient, held) -> None:
    sheet = "/events/spring/practice-sheet"
    assert "36 people took part:" in organiser.get(sheet).text
    publish(organiser)
    come(app, "donor", "tirane", 1)
    assert (
        "36 people took part." in organiser.get(sheet).text
    )  # without shares, which would tell the rest
    come(app, "donor", "tirane", 2)
    assert "39 people took part." in organiser.get(sheet).text
