"""Who sat together before a café – in one before it, or at an earlier event where that counts – is kept apart as far as it can be."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.agenda.actions import start_agenda
from facilitate.cafe.actions import cafe_of, create_cafe
from facilitate.cafe.changing.cheapest import cheapest_exchanges
from facilitate.cafe.instance import engine_event
from facilitate.cafe.models import Cafe, CafeSeating, SearchKind
from facilitate.cafe.queries import floor_of
from facilitate.cafe.search import begin_search, queue_search
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from ..conftest import AGENDA, CAFE


def seat(step_id: int) -> None:
    """Seats everybody in that step."""
    search = begin_search(cafe_of(step_id), SearchKind.SEAT, by=None, asked={"effort": "quick"})
    db.session.commit()
    queue_search(search)


def pairs_in(content: dict) -> set[frozenset[str]]:
    """Everybody who shares a table in a kept seating."""
    tables = [table for one in content["rounds"] for table in one]
    return {frozenset((a, b)) for table in tables for a in table for b in table if a != b}


@pytest.fixture
def june(app: Flask, cast, people: dict[str, int]) -> int:
    """An event half a year before `spring` at which twelve of its people sat in a café; the id of its café's step."""
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        day = spring.first_day - timedelta(days=180)
        event = Event(
            slug="june",
            kind=EventKind.REGIONAL_MEETING,
            title=Words("A meeting", ""),
            description=Words(),
            venue="",
            town="",
            first_day=day,
            last_day=day + timedelta(days=1),
            created_at=clock.now(),
        )
        db.session.add(event)
        db.session.flush()
        step = next(one for one in start_agenda(event, AGENDA) if one.title.en == "What lasts")
        create_cafe(step.id, CAFE)
        for number in list(people.values())[:12]:
            now = db.session.get_one(Participation, number)
            db.session.add(
                Participation(
                    event_id=event.id,
                    person_id=now.person_id,
                    organisation_id=now.organisation_id,
                    sector_id=now.sector_id,
                    county_id=now.county_id,
                    standing=Standing.ATTENDED,
                )
            )
        seat(step.id)
        return step.id


@pytest.mark.both_databases
def test_earlier_events_count_where_they_are_ticked(
    organiser: FlaskClient, app: Flask, cafe: int, june: int, people, floor
) -> None:
    address = f"/events/spring/cafe/{cafe}"
    assert floor().met == {}
    page = organiser.get(f"{address}/numbers").text
    assert "People who sat together at earlier events count as having met" in page
    data = {"version": 1, "rounds": 3, "minutes": 20, "move": 5, "harvest": 30, "who": "confirmed"}
    organiser.post(f"{address}/numbers", data={**data, "counts_earlier": "y"})
    met = floor().met
    with app.app_context():
        content = db.session.scalars(
            sa.select(CafeSeating.content).join(Cafe).where(Cafe.step_id == june)
        ).one()
        names = {
            f"p{then.id}": f"p{now.id}"
            for then in db.session.scalars(sa.select(Participation))
            for now in db.session.scalars(sa.select(Participation))
            if then.person_id == now.person_id and then.event_id != now.event_id == 1
        }
    sat = {frozenset(names[key] for key in pair) for pair in pairs_in(content)}
    assert {frozenset(pair) for pair in next(iter(met.values()))} == sat
    assert {frozenset(pair) for pair in engine_event(floor())["met"]} == sat
    organiser.post(f"{address}/seat", data={"priority": "meet"})
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    metrics = floor().seating.metrics
    assert metrics["earlier"] == [{"on": next(iter(met)), "again": metrics["met_again"]}]
    assert ("sit together again" if metrics["met_again"] > 1 else "sat with on") in text


def test_a_second_cafe_of_the_event_knows_the_first(
    app: Flask, cast, steps, seated: int, floor
) -> None:
    second = steps["A second café"]
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        create_cafe(second, {**CAFE, "rounds": 2})
        seat(second)
        later = floor_of(event, second, pairs=True)
        first = floor_of(event, seated, pairs=True)
        assert later is not None
        assert first is not None
        assert first[0].met == {}
        kept = pairs_in({"rounds": first[0].seating.rounds})
        assert [{frozenset(pair) for pair in met} for met in later[0].met.values()] == [kept]
        assert later[0].seating.metrics["met_again"] > 0  # 24 people at three tables
        cost = cheapest_exchanges(later[0], 1, next(iter(later[0].guests)))[0]
        assert all(one.rounds or frozenset((one.a, one.b)) in kept for one in cost.again)


def test_without_earlier_cafes_nothing_is_asked(organiser: FlaskClient, cafe: int, people) -> None:
    page = organiser.get(f"/events/spring/cafe/{cafe}/numbers").text
    assert "earlier events" not in page


SEVEN = {**CAFE, "rounds": 3, "tables": [{"question_en": f"Question {n}"} for n in range(7)]}


@pytest.mark.parametrize("known", [False, True])
def test_cafes_that_follow_are_planned_as_one(app: Flask, cast, steps, people, known: bool) -> None:
    """Three rounds and three at seven tables: nobody meets again, and only where the second was known are its tables mixed."""
    first, second = steps["What lasts"], steps["A second café"]
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        create_cafe(first, SEVEN)
        if known:
            create_cafe(second, SEVEN)
        db.session.commit()
        seat(first)
        if not known:
            create_cafe(second, SEVEN)
            db.session.commit()
        seat(second)
        floors = [floor_of(event, step, pairs=True) for step in (first, second)]
        one, two = (floor[0].seating for floor in floors if floor)
    assert ("ahead" in one.how) is known
    again = [m["repeats"] + m.get("met_again", 0) for m in (one.metrics, two.metrics)]
    assert again == [0, 0]
    assert one.metrics["mix"]["mix_index"] > 0.7
    assert (two.metrics["mix"]["mix_index"] > 0.6) is known


def test_what_is_planned_ahead_counts_only_where_it_fits(app: Flask, cast, steps, people) -> None:
    """The second café has other tables by then: it is seated from nothing, and the first was seated as if there were none."""
    first, second = steps["What lasts"], steps["A second café"]
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        create_cafe(first, SEVEN)
        create_cafe(second, CAFE)
        db.session.commit()
        seat(first)
        seat(second)
        floors = [floor_of(event, step, pairs=True) for step in (first, second)]
        one, two = (floor[0].seating for floor in floors if floor)
    assert "ahead" not in one.how
    assert [m["violations"] for m in (one.metrics, two.metrics)] == [0, 0]
