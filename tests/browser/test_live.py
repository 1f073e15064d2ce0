"""A running day in real browsers: a phone and the projector see the same, also after the connection was lost."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from facilitate.accounts.actions import user_by_email
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Day, LiveAction, Step
from facilitate.agenda.running.outlook import look_at_track
from facilitate.agenda.running.wording import live_phrases, live_texts, track_row_texts
from facilitate.data.db import db
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.setup.demo.load import OFFICIAL
from facilitate.web.i18n import use_language

from .. import moment
from ..agenda.running.cases import moments, pressings, tracks
from .server import Planner
from .waiting import OFTEN, move_clock, wait_until

pytestmark = pytest.mark.browser

SLUG = "runs-today"
STORE = "(await import(document.querySelector('script[src$=\"live.js\"]').src)).store"
SENT = f"async () => (await {STORE}.waiting()).length === 0"
MOVED = """most => {
  const [minutes, seconds] = document.querySelector("[data-slot=left]").textContent.split(":");
  return minutes * 60 + Number(seconds) <= most;
}"""
NEAR = timedelta(minutes=2)
"""How far two moments that are the same may lie apart where there is much to do."""
STEPS = [
    ("Welcome", 30),
    ("Three county teams", 40),
    ("Coffee", 20),
    ("Working groups", 60),
    ("Farewell", 15),
]


def fill(planner: Planner) -> list[int]:
    """An event that takes place today and began a quarter of an hour ago, with nothing pressed; its steps."""
    with planner.app.app_context():
        old = db.session.scalar(sa.select(Event).where(Event.slug == SLUG))
        if old:
            db.session.delete(old)
            db.session.flush()
        now = moment.now()
        event = Event(
            slug=SLUG,
            kind=EventKind.CONFERENCE,
            title=Words("It runs today"),
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
        starts = max(0, now.hour * 60 + now.minute - 15)
        day = Day(event_id=event.id, on=now.date(), starts=starts, planned_end=starts + 165)
        db.session.add(day)
        db.session.flush()
        steps = [
            Step(
                event_id=event.id,
                day_id=day.id,
                rank=f"a{n}",
                kind=StepKind.PLENARY,
                title=Words(title),
                minutes=minutes,
                pinned=starts + 75 if title == "Coffee" else None,
            )
            for n, (title, minutes) in enumerate(STEPS)
        ]
        db.session.add_all(steps)
        db.session.commit()
        return [step.id for step in steps]


def kept(planner: Planner) -> list[tuple[str, int, datetime]]:
    with planner.app.app_context():
        event = db.session.scalar(sa.select(Event.id).where(Event.slug == SLUG))
        rows = db.session.scalars(
            sa.select(LiveAction).where(LiveAction.event_id == event).order_by(LiveAction.id)
        )
        return [(row.did, row.step_id, row.at) for row in rows]


def open_page(
    browser: Browser, planner: Planner, path: str, width: int, height: int, **more: Any
) -> Page:
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", **more
    ).new_page()
    page.add_init_script(OFTEN if path == "projector" else "")
    planner.enter(page)
    page.goto(f"{planner.url}/events/{SLUG}/agenda/{path}")
    return page


@pytest.fixture
def phone(browser: Browser, planner: Planner) -> Iterator[Page]:
    fill(planner)
    page = open_page(browser, planner, "live", 390, 844)
    yield page
    page.context.close()


def press(page: Page, name: str) -> None:
    page.locator(f"[data-press={name}]").click()


def left(page: Page) -> int:
    """The seconds the timer shows."""
    minutes, seconds = page.locator("[data-slot=left]").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_the_room_sees_what_the_phone_does(browser: Browser, planner: Planner, phone: Page) -> None:
    room = open_page(browser, planner, "projector", 1920, 1080)
    expect(room.locator("h1")).to_have_text("Not begun yet")
    press(phone, "start")
    expect(phone.locator("h1")).to_have_text("Welcome")
    expect(phone.locator(".live-pace .chip")).to_have_text(re.compile(r"\d+ min behind"))
    expect(room.locator("h1")).to_have_text("Welcome")
    expect(room.locator(".projector-next")).to_contain_text("Next: Three county teams")
    press(phone, "extend")
    expect(phone.locator("[data-slot=leftwords]")).to_have_text("left of 35 min")
    expect(phone.locator("[data-slot=rest]")).to_contain_text(
        re.compile(r"moves by \d+ min; then it is \d+ min short")
    )
    expect(room.locator("[data-slot=leftwords]")).to_have_text("left of 35 min")
    first, there, last = left(phone), left(room), left(phone)
    assert last - 1 <= there <= first + 1
    press(phone, "back")
    expect(room.locator("[data-slot=leftwords]")).to_have_text("left of 30 min")
    assert [one[0] for one in kept(planner)] == ["start", "extend", "back"]
    assert room.locator("button:visible").count() == 0
    room.context.close()


def test_without_a_connection_it_goes_on_and_sends_later(
    browser: Browser, planner: Planner, phone: Page
) -> None:
    press(phone, "start")
    wait_until(
        phone,
        f"async () => !(await {STORE}.waiting()).some((one) => one.did === 'start')",
        what="the press is sent",
    )
    assert len(kept(planner)) == 1
    phone.context.set_offline(True)
    press(phone, "start")
    expect(phone.locator("h1")).to_have_text("Three county teams")
    press(phone, "extend")
    expect(phone.locator("[data-live-status]")).to_have_text(
        "Not connected: still counting, 2 presses wait to be sent."
    )
    pressed = moment.now()
    before = left(phone)
    move_clock(phone, 300)
    wait_until(phone, MOVED, before - 290, what="the timer goes on without a connection")
    assert 290 <= before - left(phone) <= 400
    assert len(kept(planner)) == 1
    phone.context.set_offline(False)
    expect(phone.locator("[data-live-status]")).to_be_hidden()
    wait_until(phone, SENT, what="all presses are sent")
    steps = kept(planner)
    assert [one[0] for one in steps] == ["start", "start", "extend"]
    assert steps[1][1] == steps[2][1] != steps[0][1]
    assert pressed - NEAR < steps[1][2] < steps[2][2] < pressed + NEAR  # not when it was sent
    expect(phone.locator("h1")).to_have_text("Three county teams")
    expect(phone.locator("[data-slot=leftwords]")).to_have_text("left of 45 min")


def test_the_clock_of_a_device_may_be_wrong(browser: Browser, planner: Planner) -> None:
    fill(planner)
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    context.add_init_script("const now = Date.now; Date.now = () => now() + 47 * 60000;")
    page = context.new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/{SLUG}/agenda/live")
    press(page, "start")
    expect(page.locator("h1")).to_have_text("Welcome")
    wait_until(page, SENT, what="the press is sent")
    assert 29 * 60 <= left(page) <= 30 * 60
    assert abs(kept(planner)[0][2] - moment.now()) < NEAR
    context.close()


def test_a_change_of_the_agenda_comes_to_an_open_page(planner: Planner, phone: Page) -> None:
    press(phone, "start")
    with planner.app.app_context():
        step = db.session.scalars(sa.select(Step).where(Step.title == Words("Farewell"))).one()
        step.title = Words("Farewell, and a song")
        db.session.commit()
    press(phone, "extend")  # something has happened: the page asks again
    expect(phone.locator(".live-list")).to_contain_text("Farewell, and a song")
    press(phone, "back")
    expect(phone.locator("[data-slot=leftwords]")).to_have_text("left of 30 min")


def test_without_javascript(browser: Browser, planner: Planner) -> None:
    fill(planner)
    signed_in = open_page(browser, planner, "live", 390, 844)
    plain = browser.new_context(
        storage_state=signed_in.context.storage_state(),
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    ).new_page()
    plain.goto(signed_in.url)
    for name, title in (("start", "Welcome"), ("start", "Three county teams"), ("back", "Welcome")):
        press(plain, name)
        expect(plain.locator("h1")).to_have_text(title)
    press(plain, "extend")
    expect(plain.locator("[data-slot=leftwords]")).to_have_text("left of 35 min")
    signed_in.context.close()
    plain.context.close()


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)


FOLD = """async cases => {
  const live = await import(document.querySelector('[href$="live_day.js"]').href);
  return cases.map(({steps, presses, now, earliest, titles, say, hidden}) => {
  const seen = live.look(steps, presses, now, earliest);
  return {
    told: [seen.told, seen.start, seen.extend, seen.skip], left: seen.track.left, drift: seen.track.drift,
    rows: seen.track.rows, last: seen.track.last,
    texts: live.texts(seen, titles, say, new Set(hidden)), lines: seen.track.rows.map((row) => live.rowTexts(row, say)),
  };
});
}"""


def test_the_device_and_the_planner_fold_alike(planner: Planner, phone: Page) -> None:
    cases: list[tuple[Any, ...]] = []
    case = st.tuples(
        tracks,
        pressings(),
        moments,
        st.sampled_from([0.0, 36_000.0]),
        st.sets(st.integers(1, 8), max_size=2),
        st.booleans(),
    )

    @settings(
        max_examples=250, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(case)
    def collect(one: tuple[Any, ...]) -> None:
        cases.append(one)

    collect()
    asked, wanted = [], []
    with planner.app.app_context(), use_language("en"):
        for steps, presses, now, earliest, hidden, group in cases:
            say, titles = (
                live_phrases(group),
                {step.id: f"Step {step.id} {{time}}" for step in steps},
            )
            seen = look_at_track(steps, presses, now, earliest)
            wanted.append(
                {
                    "told": [
                        [asdict(one) for one in told]
                        for told in (seen.told, seen.start, seen.extend, seen.skip)
                    ],
                    "left": seen.track.left,
                    "drift": seen.track.drift,
                    "last": seen.track.last,
                    "rows": [
                        {camel(name): value for name, value in asdict(row).items()}
                        for row in seen.track.rows
                    ],
                    "texts": live_texts(seen, titles, say, frozenset(hidden)),
                    "lines": [track_row_texts(row, say) for row in seen.track.rows],
                }
            )
            asked.append(
                {
                    "steps": [asdict(step) for step in steps],
                    "presses": [asdict(one) for one in presses],
                    "now": now,
                    "earliest": earliest,
                    "titles": titles,
                    "say": say,
                    "hidden": sorted(hidden),
                }
            )
    found = phone.evaluate(FOLD, json.loads(json.dumps(asked)))
    assert len(found) == len(cases) >= 250
    for question, device, planned in zip(asked, found, wanted, strict=True):
        assert device == planned, question
