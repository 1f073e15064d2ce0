"""The figures, read by an organiser, published, and read by everybody on a phone."""

import io

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from .server import Planner

pytestmark = pytest.mark.browser


def test_figures_are_read_and_published(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True
    ).new_page()
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-2006/figures")
    expect(page.locator(".lead")).to_contain_text(
        "119 people came: 42.9% government, 37.8% civil society"
    )
    sectors = page.locator("#fig-sector")
    expect(sectors).not_to_be_visible()
    page.locator("a[href='#fig-sector']").click()  # what is folded opens by its link
    together = sectors.locator("tbody tr", has_text="Government (total)")
    assert together.locator("td").all_inner_texts()[-2:] == ["51", "42.9%"]
    drawn = sectors.locator("svg[role=img]").first.get_attribute("aria-label") or ""
    assert "51" in drawn
    page.locator("a[href='#fig-county']").click()
    expect(page.locator("#fig-county svg[role=img]").first).to_be_visible()

    page.locator("select[name=government]").select_option(index=1)
    page.locator("form:has(select[name=government]) button").click()
    expect(page.locator("#fig-sector")).not_to_contain_text("Government (total)")

    page.goto(f"{planner.url}/events/annual-2006/figures")
    page.locator(".head a.btn.main").click()
    page.locator(".head button.main").click()
    address = page.locator("#figures-link").input_value()
    with page.expect_download() as waiting:
        page.locator("a[href*='figures.xlsx']").first.click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    counted = book.worksheets[1:]  # the first one says what the others hold
    cells = [cell for sheet in counted for row in sheet.iter_rows(values_only=True) for cell in row]
    numbers = [cell for cell in cells if isinstance(cell, int)]
    assert {51, 45} <= set(numbers)
    assert {1, 2} & set(numbers) == set()

    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="sq").new_page()
    phone.goto(address)
    assert phone.locator("html").get_attribute("lang") == "sq"
    expect(phone.locator("h1")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("119")
    assert phone.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )

    page.locator("form:has(input[value=hidden]) button").first.click()
    assert phone.goto(address).status == 404
    phone.context.close()
    page.context.close()
