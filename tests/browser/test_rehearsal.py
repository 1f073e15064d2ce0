"""Rehearsing the guide in a real browser: keys, the stopwatch, and the page without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .server import Planner

pytestmark = pytest.mark.browser
PATH = "/events/annual-next/guide/steps"


@pytest.fixture
def page(browser: Browser, planner: Planner) -> Page:
    """A phone of somebody in the team."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="en").new_page()
    planner.enter(page)
    return page


def test_arrow_keys_go_from_step_to_step(planner: Planner, page: Page) -> None:
    page.goto(f"{planner.url}{PATH}/1-2")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{planner.url}{PATH}/1-3")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{planner.url}{PATH}/1-2")
    page.keyboard.press("?")
    expect(page.locator("dialog.page-keys dl")).to_be_visible()


def test_the_keys_leave_a_field_alone(planner: Planner, page: Page) -> None:
    page.goto(f"{planner.url}{PATH}/1-2")
    page.get_by_text("Whose steps, and in which language").click()
    page.locator("#whose").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{planner.url}{PATH}/1-2")


def test_the_stopwatch_counts_down_and_shows_what_is_due(planner: Planner, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")  # no button is pressed while the page scrolls
    page.clock.install(time=0)
    page.goto(f"{planner.url}{PATH}/1-12")
    page.clock.pause_at(3600)  # from here on it goes only as it is told to
    left, due = page.locator("[data-left]"), page.locator("[data-from][aria-current=step]")
    minutes = int(page.locator("[data-watch]").get_attribute("data-minutes") or 0)
    marks = [int(one.get_attribute("data-from") or 0) for one in page.locator("[data-from]").all()]
    expect(left).to_have_text(f"{minutes}:00")
    assert due.count() == 0
    page.keyboard.press(" ")
    page.clock.run_for(1500)
    expect(due).to_have_attribute("data-from", "0")
    page.clock.run_for(marks[1] * 60_000)
    expect(left).to_have_text(f"{minutes - marks[1] - 1}:59")
    expect(due).to_have_attribute("data-from", str(marks[1]))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.clock.run_for(60_000)
    expect(left).to_have_text(f"{minutes - marks[1] - 1}:59")
    page.get_by_role("button", name="Start", exact=True).click()
    page.clock.run_for(minutes * 60_000)
    expect(page.locator("[data-said]")).to_have_text("The time for this step is over.")
    expect(left).to_have_text(f"+{marks[1]}:01")
    page.get_by_role("button", name="From the start").click()
    expect(left).to_have_text(f"{minutes}:00")
    assert due.count() == 0


def test_buttons_stay_in_reach_and_nothing_is_wider_than_a_phone(
    planner: Planner, page: Page
) -> None:
    page.goto(f"{planner.url}{PATH}/1-12")
    expect(page.get_by_role("link", name="Next one –")).to_be_in_viewport()
    box = page.get_by_role("link", name="Next one –").bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_without_javascript_everything_but_the_stopwatch_is_there(
    browser: Browser, planner: Planner
) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en").new_page()
    planner.enter(page)
    page.goto(f"{planner.url}{PATH}/1-12")
    expect(page.locator("[data-watch]")).to_be_hidden()
    expect(page.locator("[data-keys]")).to_be_hidden()
    page.get_by_role("link", name="Next one –").click()
    expect(page).to_have_url(f"{planner.url}{PATH}/1-13")
    page.get_by_text("Jump to a step").click()
    page.locator(".jump a").first.click()
    expect(page).to_have_url(f"{planner.url}{PATH}/1-1")
