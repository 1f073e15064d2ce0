"""Keys alone: what is focused is seen and has a name, what was opened closes with Escape, and without a script no button is dead."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .server import Planner

pytestmark = pytest.mark.browser
MAIN_PAGES = [
    "/",
    "/events/new",
    "/events/annual-next/",
    "/events/annual-next/objectives",
    "/events/annual-next/agenda",
    "/events/annual-next/people",
    "/events/annual-next/checklist",
    "/events/annual-next/cafe",
    "/events/annual-next/budget",
    "/events/annual-next/guide",
    "/events/annual-2008/notes",
    "/events/annual-2008/report",
    "/directory/people",
]
FURTHEST = 45
"""Stops on each page that are looked at."""
LONG_DAY = 40
"""Steps of a day a phone shows in some eight screens."""
LAID_OUT = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  if (at === document.body) return null;
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const named = [at.getAttribute("aria-label"), at.getAttribute("aria-labelledby"), at.innerText, at.title,
    at.querySelector("img")?.alt, ...[...(at.labels ?? [])].map((one) => one.innerText)];
  return {
    what: at.outerHTML.slice(0, 200),
    named: named.some((one) => one?.trim()),
    ring: [at, at.parentElement, ...(at.labels ?? [])].some(ring),
    seen: Boolean(top) && (at.contains(top) || top.contains(at) || [...(at.labels ?? [])].some((one) => one.contains(top))),
    order: at.tabIndex,
    days: at.type === "date",
  };
}"""


def wrong_at(stop: dict[str, Any]) -> list[str]:
    """What somebody who goes by keys misses where they are."""
    missed = {
        "no name": not stop["named"],
        "not seen that it is here": not stop["ring"] and not stop["days"],
        "covered, or out of sight": not stop["seen"],
        "an order of its own": stop["order"] > 0,
    }
    return [what for what, so in missed.items() if so]


def walk(page: Page) -> tuple[int, list[tuple[list[str], str]]]:
    """Tab through a page: how many stops there were, and what was wrong at which."""
    found, stops = [], 0
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(STOP)) is None:
            break
        stops += 1
        if wrong := wrong_at(stop):
            found.append((wrong, stop["what"]))
    return stops, found


@pytest.mark.parametrize("width", [1280, 390])
def test_where_one_is_by_tab_is_seen_and_named(
    browser: Browser, planner: Planner, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 844}).new_page()
    planner.enter(page)
    for path in MAIN_PAGES:
        page.goto(planner.url + path)
        stops, found = walk(page)
        assert (path, found) == (path, [])
        assert stops > 15, path
    page.context.close()


def test_what_stands_below_a_long_day_stays_in_sight(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/agenda")
    page.evaluate(
        """(long) => {
          const rows = document.querySelector("#programme .plan:not(.inner)");
          while (rows.children.length < long) rows.append(rows.children[3].cloneNode(true));
        }""",
        LONG_DAY,
    )
    page.locator("#programme .total a").first.evaluate("(link) => link.focus()")
    page.evaluate(LAID_OUT)
    expect(page.locator("#programme .total a").first).to_be_in_viewport()
    assert wrong_at(page.evaluate(STOP)) == []
    page.context.close()


def test_what_a_key_opened_escape_closes_and_one_is_where_one_was(
    browser: Browser, planner: Planner
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    planner.enter(page)
    opened = 0
    for path in MAIN_PAGES:
        page.goto(planner.url + path)
        for menu in page.locator(".menu summary:visible, details.confirm > summary:visible").all()[
            :6
        ]:
            menu.press("Enter")
            expect(menu.locator("xpath=..")).to_have_attribute("open", "")
            page.keyboard.press("Tab")
            page.keyboard.press("Escape")
            expect(menu).to_be_focused()
            expect(menu.locator("xpath=..")).not_to_have_attribute("open", "")
            opened += 1
    assert opened > 20
    page.context.close()


def test_without_a_script_no_button_does_nothing(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    planner.enter(page)
    for path in (*MAIN_PAGES, "/events/annual-next/consultation", "/events/annual-next/cafe/room"):
        page.goto(planner.url + path)
        expect(page.locator("button[type=button]:visible")).to_have_count(0)
    page.context.close()
