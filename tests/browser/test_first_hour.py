"""The first hour: from the token of an empty planner to a draft of the report, by one newcomer on one computer without mail.

Clicks and pages are counted and printed; the most that are allowed may only fall.
"""

import io
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from facilitate.accounts.first_run import first_run_token

from .. import moment
from .server import Planner, serve_demo

pytestmark = pytest.mark.browser
MOST_CLICKS, MOST_PAGES = 28, 25
"""May only fall."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASSWORD = "a long sentence"


@pytest.fixture
def empty(tmp_path: Path, shared: Path) -> Iterator[Planner]:
    """A planner in which nobody has an account yet."""
    with serve_demo(tmp_path, shared, "filled") as planner:
        yield planner


class Newcomer:
    """Somebody at a browser whose clicks and pages are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.pages = page, 0, 0
        page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.pages += 1

    def press(self, what: str | Locator) -> None:
        """Press a button or a link that opens a page."""
        found = self.page.locator(what) if isinstance(what, str) else what
        self.clicks += 1
        with self.page.expect_navigation():
            found.first.click()

    def touch(self, what: str | Locator) -> None:
        """Press or tick something that stays on the page."""
        found = self.page.locator(what) if isinstance(what, str) else what
        self.clicks += 1
        found.first.click()

    def next(self) -> None:
        """The desk, and what it says is next."""
        self.press(".thread a.home")
        self.press(".card.next a.btn.main")

    def station(self, address: str) -> None:
        """A station of the thread, by what its address ends with."""
        self.press(f".thread a[href$='/{address}']")


def people_list() -> bytes:
    """Twelve people of four offices, as anybody keeps them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Organisation", "Sector", "E-mail"])
    for number in range(12):
        sheet.append(
            [
                f"Person{number} Family{number}",
                f"Office {number % 4}",
                "civil society",
                f"p{number}@office.example",
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer_on_a_phone(browser: Browser, link: str) -> None:
    """A stakeholder without an account."""
    phone = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(link)
    phone.locator("select[name=sector]").select_option(index=2)
    phone.locator("select[name=place]").select_option(index=3)
    phone.locator("textarea").first.fill("We want one number that somebody answers at night.")
    phone.locator("form button.main").click()
    phone.wait_for_url("**/thanks*")
    phone.context.close()


@pytest.mark.parametrize("language", ["en", "sq"])
def test_from_token_to_draft(browser: Browser, empty: Planner, language: str) -> None:
    locale = "sq" if language == "sq" else "en-GB"
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale=locale).new_page()
    page.set_default_timeout(15_000)
    somebody = Newcomer(page)
    with empty.app.app_context():
        token = first_run_token()

    # the account
    page.goto(empty.url)
    expect(page.locator("html")).to_have_attribute("lang", language)
    for name, typed in {
        "token": token,
        "name": "Ana Leka",
        "email": "ana@office.example",
        "password": PASSWORD,
        "again": PASSWORD,
    }.items():
        page.locator(f"[name={name}]").fill(typed)
    somebody.press("main form button")

    # the event: its title and its days
    somebody.press("main a.btn.main")
    day = (moment.planner_today() + timedelta(days=120)).isoformat()
    page.locator(f"[name=title-{language}]").fill("County conference")
    page.locator("[name=first_day]").fill(day)
    page.locator("[name=last_day]").fill(day)
    somebody.press("main form button.main")
    assert "/events/county-conference" in page.url

    # the stakeholders are asked
    somebody.press(".card.next a.btn.main")
    somebody.press("main button.main")
    somebody.station("consultation")
    link = page.locator("input.copy").first.input_value()
    for _turn in range(2):
        answer_on_a_phone(browser, link)

    # read, a theme, an objective
    somebody.next()
    somebody.touch("a.bysentence")
    expect(page.locator(".byhand [name=sentence]").first).to_be_checked()  # the only one
    page.locator(".byhand [name=new]").first.fill("A number at night")
    somebody.touch(".byhand form button")
    expect(page.locator(".put").first).to_be_visible()
    somebody.station("objectives")
    somebody.press("#waiting a.btn")
    somebody.press("main form button.main")
    expect(page.locator("article[id^=objective-]")).to_have_count(1)

    # the agenda came with the event
    somebody.station("agenda")
    expect(page.locator(".ofday .step").first).to_be_visible()

    # the people, from Excel
    somebody.station("people")
    somebody.press("main a.btn.main")
    page.locator("input[type=file]").set_input_files(
        {"name": "people.xlsx", "mimeType": EXCEL, "buffer": people_list()}
    )
    somebody.press("main form button.main")
    somebody.press("main form button.main")
    somebody.press("main form button.main")
    expect(page.locator("main")).to_contain_text("Family11")

    # invited without a mail server: the data of a mail merge
    somebody.press("main a[href$='/people/invite']")
    somebody.press("main .head a.btn.main")
    expect(page.locator("main button[name=merge][value=xlsx]")).to_be_visible()

    # a colleague, because two people release a report
    somebody.press(".thread a.home")
    somebody.press("main a[href$='/team']")
    page.locator("#invite [name=name]").fill("Besa Kola")
    page.locator("#invite [name=email]").fill("besa@office.example")
    somebody.press("#invite button.main")
    expect(page.locator("main input.copy")).to_be_visible()

    # the report as a draft
    somebody.station("report")
    somebody.press("main a[href$='/report/release']")
    somebody.clicks += 1
    with page.expect_download() as waiting:
        page.locator(f"main a[href*='draft.docx?language={language}']").click()
    assert waiting.value.path().read_bytes()[:2] == b"PK"
    sys.stdout.write(f"first hour, {language}: {somebody.clicks} clicks, {somebody.pages} pages\n")
    assert somebody.clicks <= MOST_CLICKS
    assert somebody.pages <= MOST_PAGES
    page.context.close()
