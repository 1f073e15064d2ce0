"""Every page, both languages, both widths: no violation of WCAG 2.2 A and AA, nothing wider than the screen, no error."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .pages import PUBLIC, addresses
from .server import Planner

pytestmark = pytest.mark.browser
AXE = next((Path(__file__).parent / "vendor").glob("axe-core-*/axe.min.js")).read_text()
RUN = """async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']}))
    .violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""


def look(page: Page, address: str) -> list[str]:
    """What is wrong with a page."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    answer = page.goto(address)
    assert answer is not None
    if answer.status not in (200, 410):
        errors.append(f"status {answer.status}")
    page.evaluate(AXE)
    errors += page.evaluate(RUN)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        errors.append("wider than the screen")
    if len(page.locator("h1").all()) != 1:
        errors.append("not one h1")
    return [error for error in errors if "410" not in error]


PARTS = 4
"""The walk is cut into so many, so that several browsers share it and none takes minutes."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "sq")])
def test_every_page_is_accessible(
    browser: Browser, planner: Planner, width: int, language: str, scheme: str, part: int
) -> None:
    problems = {}
    options = {"viewport": {"width": width, "height": 900}, "locale": language, "color_scheme": scheme}
    inside, outside = browser.new_context(**options), browser.new_context(**options)
    planner.enter(inside.new_page(), language)
    for endpoint, address in list(addresses(planner.app).items())[part::PARTS]:
        page = (outside if endpoint in PUBLIC else inside).new_page()
        found = look(page, planner.url + address)
        page.close()
        if found:
            problems[endpoint] = found
    inside.close(), outside.close()
    assert "\n".join(f"{name}: {found}" for name, found in problems.items()) == ""
