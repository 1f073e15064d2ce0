"""A table's page on a phone: key points are added without a reload, and kept while there is no connection."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from facilitate.agenda.models import Step
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db
from facilitate.events.models import Event

from .pages import page_addresses
from .server import Planner

pytestmark = pytest.mark.browser


@pytest.fixture
def address(planner: Planner) -> str:
    """The page of the coming café's last table, in its last round."""
    with planner.app.app_context():
        token = db.session.scalar(
            sa.select(CafeTable.token)
            .join(Cafe, CafeTable.cafe_id == Cafe.id)
            .join(Step, Cafe.step_id == Step.id)
            .join(Event, Step.event_id == Event.id)
            .where(Event.slug == "annual-next")
            .order_by(CafeTable.number.desc())
        )
    return f"{planner.url}/cafe/table/{token}?round=3"


def test_nothing_is_lost_without_a_connection(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    text, add = page.locator("#text"), page.locator("#add .btn.main")
    points, waiting = page.locator("#notes ol li"), page.locator("[data-notes-waiting] li")
    text.fill("One page of rules")
    add.click()
    expect(points).to_have_text(["One page of rules"])
    expect(text).to_be_focused()
    page.context.set_offline(True)
    for said in ("Two numbers at night", "Tried every quarter"):
        text.fill(said)
        text.press("Control+Enter")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("not sent yet")
    expect(page.locator("[data-notes-alone]")).to_contain_text("No connection")
    text.fill("half a thought")
    page.context.set_offline(False)
    expect(points).to_have_text(
        ["One page of rules", "Two numbers at night", "Tried every quarter"]
    )
    expect(waiting).to_have_count(0)
    expect(page.locator("[data-notes-alone]")).to_be_hidden()
    page.reload()
    expect(text).to_have_value("half a thought")
    expect(points).to_have_count(3)


def test_an_address_that_was_renewed_meanwhile_keeps_the_text(
    page: Page, planner: Planner, address: str
) -> None:
    page.goto(address)
    with planner.app.app_context():
        table = db.session.scalars(
            sa.select(CafeTable).where(CafeTable.token == address.rsplit("/", 1)[1].split("?")[0])
        ).one()
        table.token += "x"
        db.session.commit()
    page.locator("#text").fill("Still here")
    page.locator("#add .btn.main").click()
    expect(page.locator("[data-notes-alone]")).to_contain_text("Ask the team for the new one")
    expect(page.locator("[data-notes-waiting] li")).to_have_count(1)


def test_an_open_fold_has_the_only_filled_button(page: Page, planner: Planner) -> None:
    """Two would be seen at once: that of the page steps back while a form is open below it."""
    planner.enter(page)
    with planner.app.test_request_context():
        harvest = page_addresses(planner.app)["cafe.show_harvest"]
    page.goto(planner.url + harvest)
    head, add = page.locator(".head .btn.main"), page.locator("#add .btn.main")
    filled = colour(head)
    page.locator("#add > summary").click()
    expect(add).to_be_visible()
    assert (colour(add), colour(head) == filled) == (filled, False)
    page.locator("#add > summary").click()
    assert colour(head) == filled


def colour(button: Locator) -> str:
    """What a button is filled with."""
    found: str = button.evaluate("one => getComputedStyle(one).backgroundColor")
    return found
