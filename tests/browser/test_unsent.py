"""What was typed is there again after signing in anew, in another language, and for nobody else."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitate.setup.demo.load import TEAM
from facilitate.web.template_parts import TEMPLATES

from .. import moment
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


FIRST_DAY = (moment.planner_today() + timedelta(days=400)).isoformat()


@pytest.fixture
def mistaken(browser: Browser, planner: Planner) -> Iterator[Page]:
    """A new event came back: its last day is missing."""
    page = browser.new_context(locale="en-GB").new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/new")
    page.locator("[name=title-en]").fill(TYPED)
    page.locator("[name=first_day]").fill(FIRST_DAY)
    with page.expect_navigation():
        page.locator("main form button.main").click()
    expect(page.locator("main [data-mistakes]")).to_be_visible()
    yield page
    page.context.close()


def test_back_and_reloading_show_a_form_with_a_mistake_again(
    mistaken: Page, planner: Planner
) -> None:
    mistaken.goto(f"{planner.url}/help")
    mistaken.go_back()
    expect(mistaken.locator("[name=title-en]")).to_have_value(TYPED)
    expect(mistaken.locator("[name=first_day]")).to_have_value(FIRST_DAY)
    with mistaken.expect_navigation():
        mistaken.locator("main form button.main").click()
    mistaken.reload()
    expect(mistaken.locator("[name=title-en]")).to_have_value(TYPED)


def test_what_had_a_mistake_does_not_come_back_where_the_form_is_opened_anew(
    mistaken: Page, planner: Planner
) -> None:
    mistaken.goto(f"{planner.url}/events/new")
    expect(mistaken.locator("[name=title-en]")).to_have_value("")


def test_what_was_saved_in_the_end_is_not_offered_again_by_back(mistaken: Page) -> None:
    mistaken.locator("[name=last_day]").fill(FIRST_DAY)
    with mistaken.expect_navigation():
        mistaken.locator("main form button.main").click()
    mistaken.go_back()
    expect(mistaken).to_have_url(re.compile("/events/new$"))
    expect(mistaken.locator("[name=title-en]")).to_have_value("")


def test_a_mistake_in_a_form_within_a_page_leads_back_to_that_page(
    browser: Browser, planner: Planner
) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/team")
    page.locator("#invite [name=name]").fill(TYPED)
    with page.expect_navigation():
        page.locator("#invite button.main").click()
    expect(page).to_have_url(f"{planner.url}/events/annual-next/team")
    page.reload()
    expect(page.locator("#invite [name=name]")).to_have_value(TYPED)
    page.context.close()


def test_what_it_goes_by_means_nothing_else_on_any_page() -> None:
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    for name in ("data-unsent-who", "data-unsent-said", "data-unsent-waits"):
        assert sum(text.count(name) for text in texts) == 1, name
