"""Two note-takers on one step: one loses the network for a while, writes on, reloads; at last both see every line once."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.accounts.actions import make_link, user_by_email
from facilitate.accounts.models import Purpose
from facilitate.agenda.models import Step
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.notes.models import NoteKind, NoteLine, NoteOperation
from facilitate.setup.demo.load import TEAM

from .server import Planner

pytestmark = pytest.mark.browser
TITLE = "Çfarë do të bëj unë"
LINES = "[data-note-list] .note-text"


@pytest.fixture
def address(planner: Planner) -> Iterator[str]:
    """The page of a step in which little was said."""
    with planner.app.app_context():
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == "annual-2008")).one()
        steps = db.session.scalars(sa.select(Step).where(Step.event_id == event))
        step = next(one.id for one in steps if one.title.sq == TITLE)
        before = set(db.session.scalars(sa.select(NoteLine.id)))
    yield f"{planner.url}/events/annual-2008/notes/steps/{step}"
    with planner.app.app_context():  # the next test has the demo as it was
        db.session.execute(sa.delete(NoteLine).where(NoteLine.id.not_in(before)))
        db.session.execute(sa.delete(NoteOperation))
        db.session.commit()


def enter_as(planner: Planner, page: Page, key: str) -> None:
    """Sign in somebody of the demo's team."""
    with planner.app.app_context():
        user = user_by_email(TEAM[key][1])
        assert user is not None
        link = make_link(user, Purpose.SIGN_IN)
        db.session.commit()
    page.goto(link)
    page.locator("main button").click()


def written(planner: Planner) -> list[tuple[NoteKind, str]]:
    """What the planner has beyond the demo's own lines, in the order of the moments."""
    with planner.app.app_context():
        mine = sa.and_(NoteLine.event_id == Event.id, Event.slug == "annual-2008")
        rows = sa.select(NoteLine.kind, NoteLine.text).join(Event, mine)
        rows = rows.where(~NoteLine.key.startswith("annual-2008-"))
        return [(kind, text) for kind, text in db.session.execute(rows.order_by(NoteLine.at, NoteLine.id))]


def say(page: Page, text: str) -> None:
    """Type a line and press Enter; the field is empty at once."""
    field = page.locator("[data-note-form] textarea")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")


def test_nothing_is_lost_or_doubled_without_a_connection(
    page: Page, browser: Browser, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    start = page.locator(LINES).count()
    second = browser.new_context()
    other = second.new_page()
    enter_as(planner, other, "N2")
    other.goto(address)

    say(page, "“Të hënën i telefonoj.”")
    expect(page.locator("[data-note-status]")).to_have_text("Everything is saved.")
    expect(other.locator(LINES)).to_have_count(start + 1, timeout=12000)
    page.wait_for_function(
        "async () => (await (await caches.open('facilitate-door-1')).keys()).some((one) => one.url.includes('/notes/steps/'))"
    )

    page.context.set_offline(True)
    say(page, "! Takohemi çdo muaj")
    expect(page.locator("[data-note-alone]")).to_contain_text("No connection since")
    page.locator("[data-note-form] textarea").press("Alt+7")
    say(page, "Bashkia shtyp fletën deri në maj")
    page.locator("[data-note-form] textarea").fill("Gjysma e një fja")
    expect(page.locator("[data-note-alone]")).to_contain_text("2 lines wait on this device.")
    page.wait_for_timeout(500)
    page.reload()  # closed by mistake: it opens from the device, with what waits and what was being typed
    expect(page.locator(LINES)).to_have_count(start + 3)
    expect(page.locator("[data-note-form] textarea")).to_have_value("Gjysma e një fja")
    say(page, "Gjysma e një fjalie, tani e tëra")
    expect(page.locator(".note-waiting")).to_have_count(3)
    say(other, "? Kush e mban fletën")
    expect(other.locator(LINES)).to_have_count(start + 2)

    page.context.set_offline(False)
    for one in (page, other):
        expect(one.locator(LINES)).to_have_count(start + 5, timeout=20000)
        expect(one.locator(".note-waiting")).to_have_count(0)
    assert sorted(written(planner)) == sorted(
        [
            (NoteKind.QUOTE, "Të hënën i telefonoj."),
            (NoteKind.DECISION, "Takohemi çdo muaj"),
            (NoteKind.ACTION, "Bashkia shtyp fletën deri në maj"),
            (NoteKind.ACTION, "Gjysma e një fjalie, tani e tëra"),
            (NoteKind.QUESTION, "Kush e mban fletën"),
        ]
    )
    second.close()


def test_two_change_one_line_and_both_texts_are_shown(
    page: Page, browser: Browser, planner: Planner, address: str
) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    say(page, "Ajo që u tha")
    expect(page.locator("[data-note-status]")).to_have_text("Everything is saved.")
    second = browser.new_context()
    other = second.new_page()
    enter_as(planner, other, "N2")
    other.goto(address)
    expect(other.locator(LINES).last).to_have_text("Ajo që u tha")
    page.context.set_offline(True)
    page.locator("[data-note-edit]").last.click()
    say(page, "Ajo që u tha vërtet")
    other.locator("[data-note-edit]").last.click()
    say(other, "Ajo që u tha me të vërtetë")
    expect(other.locator("[data-note-status]")).to_have_text("Everything is saved.")
    page.context.set_offline(False)
    asked = page.locator("[data-note-problems]")
    expect(asked).to_contain_text("Theirs: Ajo që u tha me të vërtetë", timeout=15000)
    expect(asked).to_contain_text("Yours: Ajo që u tha vërtet")
    asked.get_by_role("button", name="Keep mine").click()
    expect(other.locator(LINES).last).to_have_text("Ajo që u tha vërtet", timeout=15000)
    assert [text for _kind, text in written(planner)] == ["Ajo që u tha vërtet"]
    second.close()


def test_signed_out_everything_stays_on_the_device(page: Page, planner: Planner, address: str) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    page.context.clear_cookies()
    say(page, "Kjo nuk duhet të humbasë")
    expect(page.locator("[data-note-alone]")).to_contain_text("You are signed out.")
    page.wait_for_timeout(300)
    enter_as(planner, page, "N1")
    page.goto(address)
    expect(page.locator(LINES).last).to_have_text("Kjo nuk duhet të humbasë")
    expect(page.locator(".note-waiting")).to_have_count(0, timeout=12000)
    assert [text for _kind, text in written(planner)] == ["Kjo nuk duhet të humbasë"]


def test_a_megabyte_is_not_taken_and_stays_in_the_field(page: Page, planner: Planner, address: str) -> None:
    enter_as(planner, page, "N1")
    page.goto(address)
    field = page.locator("[data-note-form] textarea")
    field.evaluate("(one) => { one.value = 'ë'.repeat(1000000); }")
    field.press("Enter")
    expect(page.locator("[data-note-problems]")).to_contain_text("This is longer than a line can be")
    assert len(field.input_value()) == 1_000_000
    assert written(planner) == []
