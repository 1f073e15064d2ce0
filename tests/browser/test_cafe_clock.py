"""The café's clock in real browsers: two who run it and the wall see the same; it goes on without a connection."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from facilitate.accounts.actions import user_by_email
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Day, Step
from facilitate.cafe.actions import add_table, cafe_of, save_seating
from facilitate.cafe.clock import ClockPhase, LastPress, clock_standing
from facilitate.cafe.models import Cafe, CafeClock, CafeTable, SeatingCause
from facilitate.cafe.queries import lengths_of
from facilitate.cafe.running.clock_view import clock_shown
from facilitate.cafe.seats import Seating
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing
from facilitate.setup.demo.load import OFFICIAL

from .. import moment
from .server import Planner
from .waiting import OFTEN, move_clock

pytestmark = pytest.mark.browser

SLUG = "cafe-today"
PEOPLE = 120


def fill(planner: Planner) -> int:
    """An event with a café of 120 people at ten tables for three rounds; the id of its step."""
    with planner.app.app_context():
        old = db.session.scalar(sa.select(Event).where(Event.slug == SLUG))
        if old:
            db.session.delete(old)
            db.session.flush()
        now = moment.now()
        event = Event(
            slug=SLUG,
            kind=EventKind.CONFERENCE,
            title=Words("Café today"),
            description=Words(),
            venue="Hall",
            town="Tiranë",
            zone="UTC",
            language="en",
            first_day=now.date(),
            last_day=now.date(),
            expected=30,
            created_at=now,
        )
        db.session.add(event)
        db.session.flush()
        join_team(event, user_by_email(OFFICIAL), Role.ORGANISER)
        day = Day(event_id=event.id, on=now.date(), starts=540, planned_end=1020)
        db.session.add(day)
        db.session.flush()
        step = Step(
            event_id=event.id,
            day_id=day.id,
            rank="a",
            kind=StepKind.CAFE,
            title=Words("Café"),
            minutes=105,
        )
        db.session.add(step)
        db.session.flush()
        cafe = cafe_of(step.id)
        for number in range(10):
            add_table(cafe, CafeTable(question=Words(f"Question {number + 1}"), seats=12))
        tables = tuple(
            db.session.scalars(sa.select(CafeTable.id).where(CafeTable.cafe_id == cafe.id))
        )
        save_seating(cafe, _seating(tables, _people(event)), SeatingCause.SEATED, by=None)
        db.session.commit()
        return step.id


def _people(event: Event) -> list[str]:
    office, sector = (
        db.session.scalar(sa.select(Organisation)),
        db.session.scalar(sa.select(Sector.id)),
    )
    keys = []
    for number in range(PEOPLE):
        letter = "ABCDEFGHIJKLMNOPQRSTUVXZ"[number % 24]
        person = Person(
            given_name=f"{letter}na",
            family_name=f"Hoxha{number}",
            organisation=office,
            position=Words(),
            email="",
            phone="",
        )
        db.session.add(person)
        db.session.flush()
        row = Participation(
            event_id=event.id,
            person_id=person.id,
            organisation_id=office.id,
            sector_id=sector,
            standing=Standing.COMING,
        )
        db.session.add(row)
        db.session.flush()
        keys.append(f"p{row.id}")
    return keys


def _seating(tables: tuple[int, ...], keys: list[str]) -> Seating:
    return Seating(
        tables,
        tuple(
            tuple(
                tuple(keys[(table + round * seat) % 10 * 12 + seat] for seat in range(12))
                for table in range(10)
            )
            for round in range(3)
        ),
    )


@pytest.fixture
def step(planner: Planner) -> int:
    return fill(planner)


@pytest.fixture
def enter(planner: Planner, browser: Browser) -> Iterator[Any]:
    """Opens a page in a browser of its own, signed in."""
    contexts = []

    def open_page(path: str, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 720}, locale="en")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(OFTEN)
        planner.enter(page)
        page.goto(f"{planner.url}/events/{SLUG}/cafe/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def set_clock(planner: Planner, step_id: int, round: int, phase: str, ago: float) -> None:
    with planner.app.app_context():
        cafe = cafe_of(step_id)
        db.session.execute(sa.delete(CafeClock).where(CafeClock.cafe_id == cafe.id))
        since = moment.now() - timedelta(seconds=ago)
        db.session.add(CafeClock(cafe_id=cafe.id, round=round, phase=phase, since=since, extra=0))
        db.session.commit()


def held(planner: Planner, step_id: int) -> int:
    with planner.app.app_context():
        return db.session.scalars(sa.select(Cafe.held).where(Cafe.step_id == step_id)).one()


def test_two_who_run_it_and_the_wall_see_the_same(planner: Planner, enter: Any, step: int) -> None:
    one, other, wall = enter(f"{step}/room"), enter(f"{step}/room", 390), enter(f"{step}/wall")
    expect(wall.locator("#cafe-clock")).to_have_attribute("data-view", "names")
    one.get_by_role("button", name="Sound on").click()
    expect(one.get_by_role("button", name="Sound is on")).to_have_attribute("aria-pressed", "true")
    other.route("**/clock.json*", lambda route: route.abort())
    one.get_by_role("button", name="Start round 1").click()
    expect(one.locator("#phase")).to_have_text("Round 1 of 3")
    expect(one.get_by_role("button", name="Start round 1")).to_be_hidden()
    other.get_by_role("button", name="Start round 1").click()  # it has not heard of the first press
    other.unroute("**/clock.json*")
    expect(other.locator("#phase")).to_have_text("Round 1 of 3")
    other.get_by_role("button", name="Pause").click()
    expect(one.get_by_role("button", name="Continue")).to_be_visible()
    one.get_by_role("button", name="End this now").click()
    expect(one.locator("#phase")).to_have_text("To your table for round 2")
    expect(
        wall.get_by_role("heading", name="Round 2: find your name, then your table")
    ).to_be_visible()
    assert held(planner, step) == 1


def test_it_goes_on_by_itself_and_tells_that_a_round_has_begun(
    planner: Planner, enter: Any, step: int
) -> None:
    set_clock(planner, step, 1, "move", 0)
    room, wall = enter(f"{step}/room"), enter(f"{step}/wall")
    expect(room.locator("#phase")).to_have_text("To your table for round 2")
    with room.expect_event(
        "requestfailed"
    ):  # no answer is under way, which would be taken for a slow one
        room.context.set_offline(True)
    move_clock(room, 310)  # the five minutes are over, there and in the planner
    set_clock(planner, step, 1, "move", 310)
    expect(room.locator("#phase")).to_have_text("Round 2 of 3")
    expect(room.get_by_text("Not connected.")).to_be_visible()
    room.get_by_role("button", name="Pause").click()
    expect(room.get_by_text("this press was not counted")).to_be_visible()
    with room.expect_response("**/room/began") as answer:
        room.context.set_offline(False)
        move_clock(room, 6)  # it tells again after five seconds
    assert (answer.value.status, held(planner, step)) == (204, 2)
    expect(room.locator("[data-status]")).to_be_hidden()
    expect(wall.locator("#cafe-clock")).to_have_attribute("data-view", "talk")
    expect(room.locator("[data-held]")).to_have_text("2")


def test_the_wall_turns_its_pages_and_listens_to_keys(enter: Any, step: int) -> None:
    wall = enter(f"{step}/wall")
    names = wall.locator("[data-names]")
    expect(wall.locator("[data-letters] small")).to_contain_text("1/")
    assert names.evaluate("list => parseFloat(getComputedStyle(list).fontSize)") >= 24
    move_clock(wall, 12)
    expect(wall.locator("[data-letters] small")).to_contain_text("2/")
    assert names.evaluate("list => list.scrollLeft") > 0
    wall.keyboard.press(" ")
    expect(wall.locator("[data-letters] small")).to_contain_text("‖")
    wall.keyboard.press("ArrowRight")
    expect(
        wall.get_by_role("heading", name="Round 2: find your name, then your table")
    ).to_be_visible()
    wall.keyboard.press("Escape")
    expect(
        wall.get_by_role("heading", name="Round 1: find your name, then your table")
    ).to_be_visible()
    assert wall.evaluate("document.documentElement.scrollWidth <= innerWidth")


STOOD = st.builds(
    LastPress,
    st.integers(1, 3),
    st.sampled_from([ClockPhase.TALK, ClockPhase.MOVE, ClockPhase.HARVEST, ClockPhase.OVER]),
    st.just(datetime(2027, 3, 19, 12, tzinfo=UTC)),
    st.sampled_from([-300, 0, 60, 600]),
    st.none() | st.integers(1, 1200),
)


def test_a_device_counts_as_the_planner_does(planner: Planner, enter: Any, step: int) -> None:
    room = enter(f"{step}/room")
    rules = room.evaluate_handle(
        "import(document.querySelector('[href$=\"cafe_phases.js\"]').href)"
    )
    with planner.app.app_context():
        cafe = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == step)).one()

    @settings(max_examples=60, deadline=None)
    @given(st.none() | STOOD, st.integers(0, 8000), st.integers(0, 8000))
    def same(stood: LastPress | None, asked: int, later: int) -> None:
        start = datetime(2027, 3, 19, 12, tzinfo=UTC)
        told, now = start + timedelta(seconds=asked), start + timedelta(seconds=asked + later)
        with planner.app.test_request_context():
            state = clock_shown(cafe, stood, 0, told, "UTC").state
        seen = rules.evaluate(
            "(rules, [state, now]) => rules.standing(state, now)",
            [state, round(now.timestamp() * 1000)],
        )
        here = clock_standing(stood, lengths_of(cafe), now)
        assert (seen["round"], seen["phase"], seen["paused"]) == (
            here.round,
            here.phase.value,
            here.paused,
        )
        if here.goes:
            assert seen["left"] == pytest.approx(here.left)

    same()
