"""What was typed is there again after signing in anew, in another language, and for nobody else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitate.setup.demo.load import TEAM
from facilitate.web.template_parts import TEMPLATES

from .server import Planner

pytestmark = pytest.mark.browser
TYPED = "A number that somebody answers at night"
FIELD = "main form[method=post] [name=text-en]"


@pytest.fixture
def page(browser: Browser, planner: Planner) -> Iterator[Page]:
    """An objective is half written."""
    page = browser.new_context(locale="en-GB").new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/objectives/new")
    page.locator(FIELD).fill(TYPED)
    yield page
    page.context.close()


def send_without_session(page: Page) -> str:
    """Send it when the session is over, and go back: one has to sign in. Gives the form's address."""
    form = page.url
    page.context.clear_cookies()
    with page.expect_navigation():
        page.locator("main form[method=post] button.main").click()
    with page.expect_navigation():
        page.locator("main a.btn.main").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    return form


def test_whose_session_ended_finds_it_in_the_form_again_once(page: Page, planner: Planner) -> None:
    form = send_without_session(page)
    planner.enter(page)
    page.goto(planner.url)
    page.goto(form)
    expect(page.locator(FIELD)).to_have_value(TYPED)
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator("main .flash")).to_have_text(
        "What you typed before is in the form again. It is not saved yet."
    )
    page.goto(form)
    expect(page.locator(FIELD)).to_have_value("")


def test_somebody_else_at_this_browser_does_not_read_it(page: Page, planner: Planner) -> None:
    form = send_without_session(page)
    planner.enter(page, email=TEAM["F1"][1])
    page.goto(form)
    expect(page.locator(FIELD)).to_have_value("")
    planner.enter(page)
    page.goto(form)
    expect(page.locator(FIELD)).to_have_value("")


def test_another_language_leaves_what_is_typed(page: Page) -> None:
    with page.expect_navigation():
        page.locator("header button[lang=sq]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sq")
    expect(page.locator(FIELD)).to_have_value(TYPED)


def test_what_it_goes_by_means_nothing_else_on_any_page() -> None:
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    for name in ("data-unsent-who", "data-unsent-said", "data-unsent-waits"):
        assert sum(text.count(name) for text in texts) == 1, name
