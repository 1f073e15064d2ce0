"""Writing a step's script in a real browser: lines come, go and move where they stand; without JavaScript too."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.agenda.models import Step
from facilitate.data.db import db

from .server import Planner

pytestmark = pytest.mark.browser
TITLE = "On our feet: how long have you been in this work?"


@pytest.fixture
def address(planner: Planner) -> str:
    """The page of a step nobody has written over yet."""
    with planner.app.app_context():
        step = next(one for one in db.session.scalars(sa.select(Step)) if one.title.en == TITLE)
        return f"{planner.url}/events/annual-next/guide/steps/{step.id}/write"


def opened(browser: Browser, planner: Planner, address: str, *, scripts: bool = True) -> Page:
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en", java_script_enabled=scripts
    ).new_page()
    planner.enter(page)
    page.goto(address)
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_lines_come_move_and_go(
    browser: Browser, planner: Planner, address: str, scripts: bool
) -> None:
    page = opened(browser, planner, address, scripts=scripts)
    lines = page.locator("[data-lines] > li")
    expect(lines).to_have_count(1)
    page.get_by_role("button", name="Add a line", exact=True).click()
    expect(lines).to_have_count(2)
    lines.nth(1).get_by_label("Minutes").fill("5")
    lines.nth(1).get_by_label("What to do").first.fill("Open the windows.")
    lines.nth(1).get_by_title("Up", exact=True).click()
    expect(lines.nth(0).get_by_label("What to do").first).to_have_value("Open the windows.")
    expect(page.get_by_text("The script takes 20 of 15 minutes.")).to_be_visible()
    expect(lines.nth(0).get_by_text("Line 1", exact=True)).to_be_visible()
    lines.nth(1).get_by_title("Remove").click()
    expect(lines).to_have_count(1)
    expect(page.get_by_text("The script takes 5 of 15 minutes.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text(f"The guide’s words for “{TITLE}” were rewritten.")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("[data-lines] > li")).to_have_count(1)
    expect(page.get_by_label("Minutes").first).to_have_value("15")


def test_a_line_moves_with_keys_on_its_handle(
    browser: Browser, planner: Planner, address: str
) -> None:
    page = opened(browser, planner, address)
    page.get_by_role("button", name="Insert the technique’s lines").click()
    first = page.locator("[data-lines] > li").first.get_by_label("What to do").first.input_value()
    page.locator("[data-order-handle]").first.focus()
    for key in (" ", "ArrowDown", " "):
        page.keyboard.press(key)
    second = page.locator("[data-lines] > li").nth(1)
    assert second.get_by_label("What to do").first.input_value() == first
    expect(second.get_by_text("Line 2", exact=True)).to_be_visible()
