"""From an empty agenda to a draft that is argued with: looked at side by side, a step left out, used, undone in one."""

import pytest
from playwright.sync_api import Browser, expect

from .server import Planner

pytestmark = pytest.mark.browser


def test_a_draft_is_looked_at_used_without_a_step_and_undone(
    browser: Browser, planner: Planner
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB").new_page()
    planner.enter(page)
    agenda = planner.url + "/events/annual-next/agenda"
    page.goto(agenda + "/draft")
    drafts = page.locator("form.draft")
    expect(drafts).to_have_count(3)
    tops = [box["y"] for box in (drafts.nth(n).bounding_box() for n in range(3)) if box]
    assert len(set(tops)) == 1, "side by side"
    page.set_viewport_size({"width": 390, "height": 844})
    boxes = [box for box in (drafts.nth(n).bounding_box() for n in range(3)) if box]
    assert len({box["y"] for box in boxes}) == 1, "one after another, to the side"
    assert [round(box["width"] / 390, 1) for box in boxes] == [0.8] * 3, "the next one shows"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    chosen = drafts.nth(1)
    wanted = chosen.locator("li").count() - 1
    first = chosen.locator("li input").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).not_to_be_checked()
    chosen.get_by_role("button", name="Use this draft").first.click()
    expect(page.locator("main")).to_contain_text(
        f"{wanted} steps of the draft are in the agenda now."
    )
    expect(page.locator(".tolook")).to_have_count(0)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("main")).to_contain_text("Undone:")
    page.goto(agenda + "?day=1")
    expect(page.get_by_text("How we will work together")).to_be_visible()
    page.context.close()
