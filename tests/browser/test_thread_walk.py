"""One thread walked in a real browser, in Albanian: from an answer to what became of it half a year later, and back."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .server import Planner
from .test_walk import sign_in

pytestmark = pytest.mark.browser
EVENT = "/events/annual-2008"
HELD = "Njeriu që e njihte punën u transferua"
"""How an answer begins that belongs to a theme of which something came."""


def follow(page: Page, link: Locator) -> str:
    """Open where a link leads; gives its address."""
    with page.expect_navigation():
        link.click()
    return page.url


def test_from_an_answer_to_half_a_year_later_and_back(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(page, planner, "sq")
    page.goto(f"{planner.url}{EVENT}/thread")
    way = [page.url]
    way.append(follow(page, page.locator(f"a[href*='{EVENT}/thread/objectives/']").first))
    way.append(follow(page, page.locator(f".trace a[href*='{EVENT}/thread/themes/']").first))
    # the theme leads to the answers behind it, in people's words
    follow(page, page.locator(f".trace a[href*='{EVENT}/consultation']").first)
    expect(page.locator("main")).to_contain_text(HELD)
    page.go_back()
    expect(page).to_have_url(way[-1])
    # on: what was decided, what was promised, what came of it
    way.append(follow(page, page.locator(f".trace a[href*='{EVENT}/thread/decisions/']").first))
    expect(page.locator(".trace-stop.here")).to_have_count(1)
    promised = page.locator(f".trace a[href*='{EVENT}/report/following']").first
    way.append(follow(page, promised))
    assert re.search(r"#action-\d+$", page.url)
    promised_at = page.url
    way.append(follow(page, page.locator(f".thread a[href$='{EVENT}/changed']").first))
    expect(page.locator("main")).to_contain_text("Pas 6 muajsh")
    expect(page.locator("main")).to_contain_text("36 nga 108")
    # and back, by what is written on each page
    objective, theme, decision = way[1:4]
    assert follow(page, page.locator("main a[href*='/thread/objectives/']").first) == objective
    assert follow(page, page.locator(".trace a[href*='/thread/decisions/']").first) == decision
    assert follow(page, page.locator(".trace a[href*='/thread/themes/']").first) == theme
    follow(page, page.locator(f".trace a[href*='{EVENT}/consultation']").first)
    expect(page.locator("main")).to_contain_text(HELD)
    assert follow(page, page.locator(f"main a[href$='{theme.removeprefix(planner.url)}']")) == theme
    # an action leads to what it serves, the event to the one that builds on it, and that one back
    page.goto(promised_at)
    follow(page, page.locator(".deed-list a[href*='/thread/objectives/']").first)
    follow(page, page.locator(".trace a[href$='/events/annual-next/thread']"))
    back = page.locator(f"main a[href$='{EVENT}/thread']")
    assert follow(page, back) == way[0]
    page.context.close()
