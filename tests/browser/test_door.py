"""The door on a phone: by name, without a connection, a walk-in, and a second phone; a badge typed by a scanner."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.door.actions import create_door_link
from facilitate.participation.door.badge import badge_token, badge_url
from facilitate.participation.models import Attendance, DoorLink, Participation, Person, Standing

from .server import Planner
from .waiting import KEPT, wait_until

pytestmark = pytest.mark.browser
NAMES = ["Zamira Aliu", "Zef Bardhi", "Zenel Cani", "Zina Dervishi"]


@pytest.fixture
def door(planner: Planner) -> Iterator[str]:
    """A helper's link of the coming event, with four people who are expected."""
    with planner.app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        office = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).first()
        assert office is not None
        people = [
            Person(
                given_name=name.split()[0],
                family_name=name.split()[1],
                organisation_id=office.id,
                organisation=office,
                position=Words(),
                email="",
                phone="",
            )
            for name in NAMES
        ]
        db.session.add_all(people)
        db.session.flush()
        invite_all_to_event(event, people, Standing.COMING)
        token = create_door_link(event, "East door").token
        db.session.commit()
        ids = [person.id for person in people]
    yield f"{planner.url}/d/{token}"
    with planner.app.app_context():  # the next test has the demo as it was
        mine = sa.select(Participation.id).where(
            sa.or_(Participation.person_id.in_(ids), Participation.walk_in)
        )
        db.session.execute(sa.delete(Participation).where(Participation.id.in_(mine)))
        db.session.execute(sa.delete(Person).where(Person.id.in_(ids)))
        db.session.execute(sa.delete(DoorLink))
        db.session.commit()


def came(planner: Planner) -> list[str]:
    """The names of everybody checked in for the coming event, in the order of the moments."""
    with planner.app.app_context():
        rows = db.session.execute(
            sa.select(Person.given_name, Person.family_name)
            .join(Participation, Participation.person_id == Person.id)
            .join(Attendance, Attendance.participation_id == Participation.id)
            .join(Event, Participation.event_id == Event.id)
            .where(Event.slug == "annual-next")
            .order_by(Attendance.at, Attendance.id)
        )
        return [f"{given} {family}" for given, family in rows]


def look_for(page: Page, name: str) -> None:
    page.locator("#door-q").fill(name)
    expect(page.locator("[data-door-list] .door-row")).to_have_count(1)


def check_in(page: Page, name: str) -> None:
    look_for(page, name)
    page.locator("[data-door-list] .door-in button").click()


def check_in_and_send(page: Page, name: str) -> None:
    """The page says it at once; this waits until the server knows."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        check_in(page, name)


def test_check_in_offline_then_online_nothing_lost_nothing_double(
    page: Page, browser: Browser, planner: Planner, door: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(door)
    page.evaluate("navigator.serviceWorker.ready")
    check_in_and_send(page, "zamira")
    expect(page.locator("[data-door-said]")).to_have_text("Zamira Aliu is checked in.")
    expect(page.locator("[data-door-line]")).to_be_hidden()
    assert came(planner) == ["Zamira Aliu"]
    wait_until(page, KEPT, "/d/", what="the device keeps the page of the door")

    page.context.set_offline(True)
    check_in(page, "Zef")
    check_in(page, "Zenel")
    expect(page.locator("[data-door-line]")).to_contain_text("Waiting to be sent: 2")
    page.reload()  # somebody closes the page by mistake: it opens from the device, and what waits is still there
    expect(page.locator("[data-door-line]")).to_contain_text("Waiting to be sent: 2")
    page.locator("[data-door-walk] summary").click()
    for field, text in (
        ("given_name", "Nora"),
        ("family_name", "Leka"),
        ("office", "Radio Drini Test"),
    ):
        page.locator(f"[data-door-walk] [name={field}]").fill(text)
    page.locator("[data-door-walk] [name=sector_id]").select_option(label="Media")
    page.locator("[data-door-walk] .btn.main").click()
    expect(page.locator("[data-door-line]")).to_contain_text("Waiting to be sent: 3")
    look_for(page, "Nora Leka")
    expect(page.locator("[data-door-list] .door-waits")).to_have_text("not sent yet")
    assert came(planner) == ["Zamira Aliu"]

    # meanwhile somebody at the other door checks in one of the two
    second = browser.new_context()
    other = second.new_page()
    other.goto(door)
    check_in_and_send(other, "Zef")
    expect(other.locator("[data-door-said]")).to_have_text("Zef Bardhi is checked in.")

    page.context.set_offline(False)
    expect(page.locator("[data-door-line]")).to_be_hidden()
    assert sorted(came(planner)) == ["Nora Leka", "Zamira Aliu", "Zef Bardhi", "Zenel Cani"]
    check_in_again = other.locator("#door-q")
    check_in_again.fill("Zamira")
    other.reload()
    look_for(other, "Zamira")
    expect(other.locator("[data-door-list] .door-since")).to_contain_text("in since")
    expect(other.locator("[data-door-list] .door-in")).to_be_hidden()
    second.close()


def test_a_second_phone_that_knows_nothing_of_the_first_hears_since_when(
    page: Page, browser: Browser, planner: Planner, door: str
) -> None:
    second = browser.new_context(service_workers="block")
    other = second.new_page()
    page.goto(door)
    other.goto(door)
    look_for(other, "Zina")
    second.route(
        "**/roll.json*", lambda _route: None
    )  # what others did meanwhile does not reach it
    check_in_and_send(page, "Zina")
    expect(page.locator("[data-door-said]")).to_have_text("Zina Dervishi is checked in.")
    expect(page.locator("[data-door-line]")).to_be_hidden()
    other.locator("[data-door-list] .door-in button").click()
    expect(other.locator("[data-door-said]")).to_contain_text(
        "Zina Dervishi was already checked in at"
    )
    assert came(planner) == ["Zina Dervishi"]
    second.close()


def test_a_scanner_types_the_badge(page: Page, planner: Planner, door: str) -> None:
    with planner.app.app_context():
        query = sa.select(Participation.id).join(Person, Participation.person_id == Person.id)
        mine = db.session.scalars(query.where(Person.given_name == "Zina")).one()
        other = db.session.scalars(
            sa.select(Participation.id)
            .join(Event)
            .where(Event.slug == "annual-2008")
            .order_by(Participation.id)
        ).first()
        code, foreign = badge_url(mine), badge_token(other or 0)
    page.goto(door)
    page.locator("#door-q").press_sequentially(code, delay=1)
    page.locator("#door-q").press("Enter")
    expect(page.locator("[data-door-said]")).to_have_text("Zina Dervishi is checked in.")
    expect(page.locator("#door-q")).to_have_value("")
    page.locator("#door-q").fill(foreign)
    page.locator("#door-q").press("Enter")
    expect(page.locator("[data-door-problems]")).to_contain_text("This badge belongs to")
    assert came(planner) == ["Zina Dervishi"]


DISK_FULL = """() => {
    IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def test_who_is_checked_in_on_a_device_that_keeps_nothing_more_counts(
    page: Page, planner: Planner, door: str
) -> None:
    page.goto(door)
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    check_in(page, "Zamira")
    expect(page.locator("[data-door-line]")).to_contain_text("Waiting to be sent: 1")
    page.evaluate(DISK_FULL)
    check_in(page, "Zef")
    expect(page.locator("[data-door-line]")).to_contain_text("Waiting to be sent: 2")
    page.context.set_offline(False)
    expect(page.locator("[data-door-line]")).to_be_hidden()
    assert came(planner) == ["Zamira Aliu", "Zef Bardhi"]
