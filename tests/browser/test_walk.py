"""One conference carried from consultation to calendar, in a real browser, in Albanian and in English."""

import io
import re
import zipfile

import openpyxl
import pytest
from docx import Document
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from .server import Planner

pytestmark = pytest.mark.browser

SAID = {
    "en": "We want one phone number in every county that somebody answers at night.",
    "sq": "Duam që në çdo qark të ketë një numër telefoni që dikush e ngre edhe natën.",
}


def sign_in(page: Page, planner: Planner, language: str) -> None:
    """With a link that came by mail; then choose the language."""
    page.goto(planner.sign_in_link())
    with page.expect_navigation():
        page.locator("main button").click()
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f".menu button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def go(page: Page, station: str) -> None:
    """Choose a station of the thread, by what its address ends with."""
    with page.expect_navigation():
        page.locator(f".thread a[href$='/{station}']").click()


def download(page: Page, selector: str) -> bytes:
    """Click something that gives a file."""
    with page.expect_download() as waiting:
        page.locator(selector).first.click()
    return waiting.value.path().read_bytes()


def answer_on_a_phone(browser: Browser, link: str, language: str) -> None:
    """A stakeholder without account and without JavaScript; the button gets a double click."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
        locale="sq" if language == "sq" else "en-GB",
    ).new_page()
    phone.goto(link)
    assert phone.locator("html").get_attribute("lang") == language
    phone.locator("select[name=sector]").select_option(index=2)
    phone.locator("select[name=place]").select_option(index=3)
    phone.locator("textarea").first.fill(SAID[language])
    phone.locator("form button.main").dblclick()
    phone.wait_for_url("**/thanks*")
    phone.context.close()


@pytest.mark.parametrize("language", ["sq", "en"])
def test_seven_stations(browser: Browser, planner: Planner, language: str) -> None:
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True
    ).new_page()
    sign_in(page, planner, language)
    desk = page.locator("main a[href='/events/annual-next/']").first
    if not desk.is_visible():  # other tests have made events that come before it
        page.locator("main details.choose summary").first.click()
    desk.click()

    # 1 consult
    go(page, "consultation")
    expect(page.locator("img[src*=qr]")).to_be_visible()
    before = number_in(page.locator(".lead").inner_text())
    answer_on_a_phone(browser, page.locator("input.copy").first.input_value(), language)
    page.reload()
    assert number_in(page.locator(".lead").inner_text()) == before + 1

    # 2 objectives: read the new answer, put a theme on it, make an objective of a theme that has none
    page.goto(f"{planner.url}/events/annual-next/consultation/answers?text={SAID[language][:24]}")
    answer = page.locator(".passage").filter(has_text=SAID[language])
    answer.locator("a.bysentence").click()
    answer.locator("input[name=sentence]").first.check()
    theme = answer.locator("label.chip").first
    name = theme.inner_text().split(maxsplit=1)[1]
    theme.click()
    answer.locator(".byhand form").first.locator("button").click()
    expect(answer.locator(".put").filter(has_text=name)).to_be_visible()
    go(page, "objectives")
    objectives = page.locator("article[id^=objective-]")
    there = objectives.count()
    waiting = page.locator("#waiting li").first
    answers = number_in(waiting.locator(".soft").inner_text())
    waiting.locator("a.btn").first.click()
    assert page.locator(f"[name=text-{language}]").input_value() != ""
    page.locator("main form button.main").click()
    expect(objectives).to_have_count(there + 1)
    source = objectives.last.locator("a[href*='quotes?objective']")
    assert f"{answers} " in source.inner_text()  # which answers it came from

    # 3 agenda: add a step, move it up, take it out, put it back
    go(page, "agenda")
    expect(page.locator(".ofday .step").first).to_be_visible()
    steps = page.locator(".ofday .step").count()
    page.locator("main a.btn.main, main button.main").first.click()
    title = {"en": "A walk around the block", "sq": "Një shëtitje e shkurtër"}[language]
    panel = page.locator("dialog.panel")  # the form, beside the agenda
    panel.locator(f"input[name=title-{language}]").fill(title)
    panel.locator("input[name=minutes]").fill("1h05")
    panel.locator("button.main").click()
    step = page.locator(".step").filter(has_text=title)
    expect(step.locator("[name=minutes]")).to_have_value("65")
    expect(page.locator(".ofday .step")).to_have_count(steps + 1)
    step.locator("button[value=up]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ofday .step").nth(steps - 1)).to_contain_text(title)
    step.locator("button[formaction$='/remove']").click()
    expect(step).to_have_count(0)
    page.locator(".toast .flash button").click()
    expect(step).to_have_count(1)

    # the café is one of the steps
    go(page, "cafe")
    assert page.locator("main").inner_text().count("13:45") >= 1

    # 4 checklist: tick off, to Excel
    go(page, "checklist")
    done = number_in(page.locator(".lead").inner_text())
    page.locator("button.tick:not(.on):visible").first.click()
    said = re.compile(rf"^\D*{done + 1}\b")  # a date may say that number, too
    expect(page.locator(".lead")).to_have_text(said)
    book = openpyxl.load_workbook(io.BytesIO(download(page, "a[href$='checklist.xlsx']")))
    assert book.worksheets[0].max_row > 95

    # 5 guide
    go(page, "guide")
    guide = Document(io.BytesIO(download(page, f"a[href*='lang={language}']")))
    words = "\n".join(paragraph.text for paragraph in guide.paragraphs)
    assert title in words

    # 6 figures
    go(page, "figures")
    figures = page.locator("main").inner_text()
    assert "119" in figures
    assert {"en": "42.9", "sq": "42,9"}[language] in figures
    expect(page.locator("main svg").first).to_be_visible()

    # 7 calendar
    go(page, "calendar")
    calendar = Calendar.from_ical(download(page, "a[href$='calendar.ics']"))
    assert title in [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    page.context.close()


def number_in(text: str) -> int:
    """The first number of a sentence."""
    found = re.search(r"\d+", text)
    assert found is not None
    return int(found[0])


def test_office_files_are_zip_archives_with_the_right_parts(
    browser: Browser, planner: Planner
) -> None:
    page = browser.new_context(accept_downloads=True).new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/guide")
    names = zipfile.ZipFile(io.BytesIO(download(page, "a[href*='lang=sq']"))).namelist()
    assert "word/document.xml" in names
    page.context.close()
