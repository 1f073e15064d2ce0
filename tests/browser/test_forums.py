"""A forum's life in a real browser: a meeting opened from the last, an item added on a phone, a problem that reaches the nation."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.data.db import db
from facilitate.events.models import Event

from .. import moment
from ..inbox import Inbox, receive_mails
from .server import Planner

pytestmark = pytest.mark.browser
ITEM = "Kush e mban telefonin natën?"
PROBLEM = "Rruga deri te seanca gjyqësore nuk i paguhet askujt në jug."


@pytest.fixture
def inbox(planner: Planner) -> Iterator[Inbox]:
    """A mail server that the served planner is set to use."""
    with receive_mails(planner.app) as inbox:
        yield inbox


@pytest.fixture
def page(browser: Browser, planner: Planner) -> Iterator[Page]:
    """The organiser's laptop, in Albanian."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    planner.enter(page, "sq")
    yield page
    page.context.close()


def add_on_a_phone(browser: Browser, link: str) -> None:
    """One of the members, without account and without JavaScript."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="sq"
    ).new_page()
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("Kjo lidhje është për:")
    width = phone.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert width == 0
    phone.locator("[name=text]").fill(ITEM)
    phone.locator("[name=minutes]").fill("20")
    phone.locator("main form button.main").click()
    expect(phone.locator("#own")).to_contain_text(ITEM)
    phone.context.close()


def test_a_meeting_an_item_and_a_problem_passed_up(
    browser: Browser, planner: Planner, inbox: Inbox, page: Page
) -> None:
    # three clicks from the forum's page
    page.goto(f"{planner.url}/forums/south")
    with page.expect_navigation():
        page.locator("nav.tabs a[href$='/meetings']").click()
    points = page.locator("#points .meet-points").first.locator("> li")
    still_open = points.count()
    assert still_open > 0
    page.locator("a.btn.main[href$='/meetings/next']").click()
    page.locator("main form button.main").click()
    page.wait_for_url(re.compile(r"/forums/south/meetings/\d+$"))
    meeting = page.url
    expect(page.locator("main")).to_contain_text("Takimi u krijua dhe ju jeni organizatori i tij")
    expect(page.locator("main .meet-points").first.locator("> li")).to_have_count(still_open)

    # all members are asked; one adds an item on a phone; the keeper takes it into the agenda
    page.goto(f"{meeting}/ask")
    page.locator("main form button.main").click()
    expect(page.locator("main")).to_contain_text("Po dërgohen")
    link = re.search(r"http\S+/m/\S+", inbox.received[0][1].get_content())
    assert link is not None
    add_on_a_phone(browser, link[0])
    page.goto(meeting)
    item = page.locator(".meet-items > li").filter(has_text=ITEM)
    item.locator("form[action$='/take'] button").click()
    expect(item).to_contain_text("në axhendë")
    item.locator("a[href*='/agenda/steps/']").click()
    expect(page.locator("[name=title-sq]")).to_have_value(ITEM)

    # a problem is passed up, and found in the national consultation
    page.goto(f"{planner.url}/forums/south/problems")
    page.locator("details.choose > summary").last.click()
    page.locator("[name=text]").fill(PROBLEM)
    page.locator("[name=theme]").fill("Rruga")
    page.locator("details.choose[open] form button").last.click()
    page.locator("li").filter(has_text=PROBLEM).locator("[name=problems]").check()
    page.locator("main form[method=get] button.main").click()
    with planner.app.app_context():  # other tests have events with open questions, too
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == "annual-next")).one()
    page.locator("[name=event_id]").select_option(str(event))
    page.locator("button[value=consultation]").click()
    expect(page.locator("li").filter(has_text=PROBLEM)).to_contain_text("përcjellë te konsultimi i")
    page.goto(f"{planner.url}/events/annual-next/consultation/answers?text=seanca")
    expect(page.locator(".voice").filter(has_text=PROBLEM)).to_contain_text(
        "Përcjellë nga: Grupi Rajonal"
    )


def test_a_year_is_planned_and_a_member_votes_on_a_phone(
    browser: Browser, planner: Planner, inbox: Inbox, page: Page
) -> None:
    year = moment.planner_today().year + 2
    page.goto(f"{planner.url}/forums/south/plan?year={year}")
    page.locator("a.btn.main[href*='/plan/new']").click()
    meetings = 3  # three times a year; the row after them is empty, for one more
    expect(page.locator(".plan-rows > li")).to_have_count(meetings + 1)
    days = page.locator(".plan-rows input[type=date]").evaluate_all(
        "all => all.map(one => one.value).filter(Boolean)"
    )
    holidays = {
        f"{year}-{day}"
        for day in ("01-01", "01-02", "03-14", "03-22", "05-01", "11-28", "11-29", "12-25")
    }
    assert len(days) >= meetings
    assert set(days) & holidays == set()
    hosts = page.locator(".plan-rows select").evaluate_all("all => all.map(one => one.value)")[
        :meetings
    ]
    assert len(set(hosts)) == meetings  # each time somebody else
    page.locator("main form button.main").last.click()
    expect(page.locator(".plan-card")).to_have_count(meetings)

    page.locator("main button:has(use[href$='#link-45deg'])").click()
    link = page.locator(".vote-links code").first.inner_text()
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="sq"
    ).new_page()
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("Kjo lidhje i përket:")
    for day in phone.locator(".vote-day").all():
        day.locator("input[value='2']").check()
    with phone.expect_navigation():
        phone.locator("form button.main").click()
    assert (
        phone.locator(".vote-day input[value='2']:checked").count()
        == phone.locator(".vote-day").count()
    )
    phone.context.close()

    page.reload()
    card = page.locator(".plan-card").first
    expect(card.locator("tr", has=page.locator(".vote-a2")).first).to_be_visible()
    card.locator("tbody.noprint button").first.click()
    expect(page.locator(".plan-card").first.locator(".ok").first).to_be_visible()
    expect(page.locator(".plan-card").first.locator("a[href*='/meetings/next']")).to_be_visible()
