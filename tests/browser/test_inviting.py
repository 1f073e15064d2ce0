"""From the filter to the waiting list: invited by mail, answered on a phone, somebody else comes, a seat is passed on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.participation.models import Participation, Registration, Standing

from ..inbox import Inbox, receive_mails
from .server import Planner, serve_demo

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Planner]:
    """A demo of its own: how many are still to be invited is counted."""
    with serve_demo(tmp_path_factory.mktemp("inviting"), shared) as planner:
        yield planner


@pytest.fixture
def inbox(planner: Planner) -> Iterator[Inbox]:
    """A mail server that the served planner is set to use."""
    with receive_mails(planner.app) as inbox:
        yield inbox


@pytest.fixture
def page(browser: Browser, planner: Planner) -> Iterator[Page]:
    """The organiser's laptop, in English."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    planner.enter(page, "en")
    yield page
    page.context.close()


@pytest.fixture
def event(planner: Planner) -> str:
    """The coming conference, with one seat more than are taken; gives its address."""
    return f"{planner.url}/events/annual-next"


def fill_list(page: Page, event: str) -> None:
    """The mix says who is missing; its link leads to them; three are added."""
    page.goto(f"{event}/people/mix")
    wish = page.locator("section.card").filter(has_text="Local government")
    expect(wish).to_contain_text("more would reach 40")
    before = wish.locator("p").nth(1).inner_text()
    wish.get_by_role("link", name="Local government").click()
    expect(page.locator(".lead")).to_contain_text(
        re.compile(r"These are \d+ people, \d+ of them are already on the list")
    )
    for number in range(3):
        page.locator("input[name=people]").nth(number).check()
    page.locator("main form button.main").click()
    expect(page.locator(".flash")).to_contain_text("3 people are now on the list.")
    page.goto(f"{event}/people/mix")
    assert (
        page.locator("section.card")
        .filter(has_text="Local government")
        .locator("p")
        .nth(1)
        .inner_text()
        != before
    )


def invite(page: Page, event: str, inbox: Inbox) -> list[str]:
    """Counted first, then sent; gives the links that arrived."""
    page.goto(f"{event}/people/invite/invitation/send")
    expect(page.locator(".lead")).to_contain_text("17 e-mails would be sent")
    expect(page.locator("main tbody tr")).to_have_count(17)
    assert inbox.received == []
    page.locator("main form button.main").click()
    expect(page.locator("#sending [role=status]")).to_have_text("17 of 17 sent.")
    texts = [mail.get_body().get_content() for _to, mail in inbox.received]
    links = [re.findall(r"http\S+/r/\S+", text)[0] for text in texts]
    assert len(set(links)) == 17
    return links


def seats(planner: Planner, more: int) -> None:
    """Set as many seats as are taken, and so many more."""
    with planner.app.app_context():
        event_id = db.session.scalar(sa.select(Event.id).where(Event.slug == "annual-next"))
        taken = sa.select(sa.func.count()).where(
            Participation.event_id == event_id, Participation.standing == Standing.COMING
        )
        number = (db.session.scalar(taken) or 0) + more
        db.session.execute(
            sa.text("UPDATE registration_setting SET capacity = :n WHERE event_id = :e"),
            {"n": number, "e": event_id},
        )
        db.session.execute(
            sa.update(Participation)
            .where(Participation.event_id == event_id, Participation.standing == Standing.WAITING)
            .values(standing=Standing.DECLINED)
        )
        db.session.commit()


def phone_at(browser: Browser, link: str, javascript: bool = True) -> Page:
    """A phone that opens a personal link."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=javascript, locale="sq"
    ).new_page()
    phone.goto(link)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390 if javascript else True
    return phone


def test_invited_answered_by_phone_and_a_seat_passed_on(
    browser: Browser, planner: Planner, page: Page, inbox: Inbox, event: str
) -> None:
    fill_list(page, event)
    links = invite(page, event, inbox)
    seats(planner, more=1)

    first = phone_at(browser, links[0], javascript=False)
    assert first.locator("html").get_attribute("lang") in ("sq", "en")
    first.locator("[name=reply][value=coming]").check()
    first.locator("[name=diet]").fill("vegjetarian")
    first.locator("main form button.main").click()
    expect(first.locator("main")).to_contain_text("vegjetarian")

    second = phone_at(browser, links[1])
    expect(second.locator(".register-instead")).to_be_hidden()
    second.locator("[name=reply][value=coming]").check()
    expect(second.locator(".register-comes")).to_be_visible()
    second.locator("main form button.main").click()
    expect(second.locator(".lead")).to_contain_text(re.compile("listën e pritjes|waiting list"))

    first.goto(links[0] + "?change=1")
    first.locator("[name=reply][value=declined]").check()
    first.locator("main form button.main").click()
    expect(first.locator(".flash")).to_contain_text("vegjetarian")  # what it said before
    second.reload()
    expect(second.locator(".lead")).to_have_text(re.compile("Do të vini.|You are coming."))

    third = phone_at(browser, links[1] + "?change=1")
    third.locator("[name=reply][value=replaced]").check()
    expect(third.locator(".register-instead")).to_be_visible()
    third.locator("[name=given_name]").fill("Rea")
    third.locator("[name=family_name]").fill("Zotaj")
    third.locator("[name=email]").fill("rea.zotaj@office.example")
    third.locator("main form button.main").click()
    expect(third.locator(".lead")).to_contain_text("Rea Zotaj")
    assert inbox.to[-1] == "rea.zotaj@office.example"
    with planner.app.app_context():
        there = db.session.scalars(
            sa.select(Participation).join(Participation.person).where(Person.family_name == "Zotaj")
        ).one()
        assert there.standing is Standing.COMING
        token = db.session.scalars(
            sa.select(Registration.token).where(Registration.participation_id == there.id)
        ).one()
    fourth = phone_at(browser, f"{planner.url}/r/{token}")
    expect(fourth.locator("h1")).to_contain_text("Rea Zotaj")
    page.goto(f"{event}/people?q=zotaj")
    expect(page.locator("main tbody")).to_contain_text("coming")


def test_one_form_gives_one_file_after_another_and_then_still_saves(page: Page, event: str) -> None:
    """The page stays where a button answers with a file: its other buttons work as before, without reloading."""
    page.goto(f"{event}/people/letters?tick=all")
    for button, ending in (("Letters", ".docx"), ("Mail merge (Excel)", ".xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.endswith(ending)
    page.get_by_role("button", name="Mark the selected as delivered").click()
    expect(page.locator(".flash")).to_contain_text("now invited")


def test_everybody_on_a_page_is_ticked_with_one_box(page: Page, event: str) -> None:
    page.goto(f"{event}/people")
    everybody, boxes = page.get_by_label("Select all on this page"), page.locator("[name=people]")
    everybody.check()
    assert boxes.evaluate_all("all => all.every((one) => one.checked)")
    boxes.first.uncheck()
    assert everybody.evaluate("one => one.indeterminate && !one.checked")
