"""The search field by keyboard alone, and the list of a page's keys."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .server import Planner

pytestmark = pytest.mark.browser


def test_a_step_is_found_and_opened_by_keys_alone(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    planner.enter(page)
    for path in ("/", "/events/annual-next/"):
        page.goto(planner.url + path)
        page.keyboard.press("Control+k")
        expect(page.locator("#find")).to_be_focused()
        page.keyboard.type("budg")
        expect(page.locator(".found-box a").first).to_be_visible()
        box = page.locator(".found-box").bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= 1280 - box["width"]
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found-box a").first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{planner.url}/events/annual-next/budget"
    page.keyboard.press("?")
    expect(page.locator("dialog.page-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.page-keys")).to_be_hidden()
    page.context.close()


def test_escape_closes_what_was_found_and_leads_back(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/")
    was_at = page.locator("main a.btn.main").first
    was_at.focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("budg")
    expect(page.locator(".found-box a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".found-box")).to_be_hidden()
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("Escape")
    expect(was_at).to_be_focused()
    page.context.close()


def test_without_a_script_the_field_opens_a_page(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/")
    page.locator("#find").fill("budg")
    page.locator("#find").press("Enter")
    expect(page.locator(".found a").first).to_be_visible()
    page.context.close()


def test_what_the_public_library_holds_is_read_in_lines_beside_its_files(
    planner: Planner, page: Page
) -> None:
    page.goto(f"{planner.url}/library/public/sq")
    notes = page.locator(".lib-list > li:has(.lib-files) .soft")
    widths = notes.evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert widths
    assert min(widths) > 200
