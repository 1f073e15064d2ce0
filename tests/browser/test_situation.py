"""A county counts: two indicators, three offices by link, a hole asked back, approved, assembled in Albanian, in the panorama."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from facilitate.situation.period import latest_ended, period_key

from .. import moment
from .server import Planner

pytestmark = pytest.mark.browser
KIND = "/forums/situation/technical_table"


def define(page: Page, name: str, albanian: str, *offices: str) -> None:
    page.get_by_role("link", name="New indicator").first.click()
    for field, english, shqip in (
        ("name", name, albanian),
        ("unit", "people", "persona"),
        ("definition", f"{name}, each once", f"{albanian}, secili një herë"),
    ):
        page.locator(f"[name={field}-en]").fill(english)
        page.locator(f"[name={field}-sq]").fill(shqip)
    page.locator("[name=people]").select_option("sex")
    for field, office in zip(("source", "compared"), offices, strict=False):
        page.locator(f"[name={field}]").select_option(office)
    page.locator("form button.main").click()
    expect(page.locator(".flash").first).to_contain_text("Saved.")


def send(browser: Browser, link: str, numbers: list[list[str]], answer: str = "") -> None:
    """An office on a phone, without account and without JavaScript; the first numbers do not add up and are told."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="en-GB"
    ).new_page()
    for last in (False, True):
        phone.goto(link)
        phone.get_by_role("link", name="English").or_(phone.locator("h1")).first.click()
        for card, row in zip(phone.locator(".si-ask").all(), numbers, strict=True):
            typed = row if last or not row[0] else [str(int(row[0]) + 3), *row[1:]]
            for box, number in zip(card.locator("input").all(), typed, strict=False):
                box.fill(number)
        if answer:
            phone.locator("textarea[name^=answer]").fill(answer)
        phone.locator("input[name=name]").fill("Ana Leka")
        with phone.expect_navigation():
            phone.locator("button.main").last.click()
        if not last and any(row[0] for row in numbers):
            expect(phone.locator(".si-ask .error").first).to_be_visible()
    expect(phone.locator(".flash").first).to_be_visible()
    assert phone.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    phone.context.close()


def test_a_county_counts_and_its_analysis_assembles_itself(
    browser: Browser, planner: Planner
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    planner.enter(page, "en")
    page.goto(f"{planner.url}{KIND}/indicators")
    define(page, "Violence reported", "Dhunë e raportuar", "police")
    define(page, "Children counselled", "Fëmijë të këshilluar", "social_services", "education")
    page.goto(f"{planner.url}{KIND}")
    page.locator("main a[href*='/forums/'][href$='/situation']").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Collect the numbers").click()
    table = page.url
    with page.expect_navigation():
        page.get_by_role("button", name="Create a link for everybody").click()
    links = {
        row.locator("th").inner_text(): row.locator("td a").first.get_attribute("href") or ""
        for row in page.locator("#offices + table tbody tr").all()
    }
    police = next(link for name, link in links.items() if "Polici" in name)
    school = next(link for name, link in links.items() if "Arsim" in name)
    social = next(link for link in links.values() if link not in (police, school))
    assert len(links) == 3
    send(browser, police, [["41", "30", "11", "0"]])
    send(browser, school, [["9", "9", "0", "0"]])
    send(browser, social, [["", "", "", ""]])

    page.goto(table)
    expect(page.locator(".si-findings")).to_contain_text("No number was given.")
    hole = page.locator(".si-findings li", has_text="No number was given.").first
    hole.locator("summary", has_text="Ask the office").click()
    with page.expect_navigation():
        hole.locator("button", has_text="Ask").click()
    send(browser, social, [["9", "9", "0", "0"]], answer="The list was late.")
    page.goto(table)
    expect(page.locator("main")).to_contain_text("The list was late.")
    page.locator("summary", has_text="Approved at a meeting").click()
    page.get_by_role("button", name="Yes, every member has").click()
    expect(page.locator("#approval + p")).to_contain_text("Approved on")

    page.get_by_role("link", name="Read the analysis").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word · Shqip", exact=True).click()
    document = Document(io.BytesIO(waiting.value.path().read_bytes()))
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    assert {"Dhunë e raportuar", "41", "Fëmijë të këshilluar", "9"} <= set(cells)
    assert "Analiza e situatës dhe raporti gjashtëmujor" in [
        one.text for one in document.paragraphs
    ]
    page.get_by_role("button", name="File it").click()
    expect(
        page.locator("td a[href*='/documents/'], th a[href*='/documents/']").first
    ).to_contain_text(re.compile("Situation analysis|Analiza e situatës"))
    page.goto(f"{planner.url}{KIND}?period={period_key(latest_ended(moment.planner_today()))}")
    expect(page.locator(".si-grid tbody tr", has_text="Violence reported")).to_contain_text(
        re.compile(r"\b41\b")
    )
    context.close()
