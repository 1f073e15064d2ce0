"""At the end of an event, in a real browser: the code in the room, answered on phones without JavaScript, read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .server import Planner

pytestmark = pytest.mark.browser

EVENT = "/events/launch-2004/evaluation"
GIVEN = [
    (1, "5", "Do të mblidhemi çdo muaj."),
    (1, "4", "Një listë me telefona."),
    (1, "5", ""),
    (3, "4", "Do ta çoj planin te prefekti."),
    (3, "5", ""),
    (3, "4", ""),
]
"""Sector (its place in the list), how it was as a whole, what will be done differently."""


@pytest.fixture
def page(browser: Browser, planner: Planner) -> Iterator[Page]:
    """The organiser's laptop, in Albanian."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    planner.enter(page, "sq")
    yield page
    page.context.close()


def prepare(page: Page, url: str) -> str:
    """Make it, leave one question out; gives the link that the code in the room leads to."""
    page.goto(url + EVENT)
    page.locator("main form button.main").click()
    expect(page.locator(".ordered > .question")).to_have_count(8)
    page.locator("#questions > li").nth(3).locator("form[action$='/hide'] button").click()
    expect(page.locator(".question.off")).to_have_count(1)
    page.goto(f"{url}{EVENT}/projector")
    code = page.locator(".eval-code img")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.naturalWidth") > 0
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    return f"http://{page.locator('.eval-code p').inner_text()}"


def answer(browser: Browser, link: str, sector: int, overall: str, text: str) -> None:
    """Somebody in the room, on a phone without JavaScript; the first time they forget their sector."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="sq"
    ).new_page()
    phone.goto(link)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    first = phone.locator("fieldset", has_text="në tërësi")
    first.locator(f"input[value='{overall}']").check()
    phone.locator("textarea").first.fill(text)
    phone.get_by_label("Po", exact=True).check()
    phone.locator("form button.main").click()
    expect(phone.locator(".problems")).to_be_visible()
    expect(first.locator(f"input[value='{overall}']")).to_be_checked()
    phone.locator("select[name=sector]").select_option(index=sector)
    phone.locator("form button.main").click()
    phone.wait_for_url("**/thanks*")
    expect(phone.locator("main")).to_contain_text("i përmbledh të gjitha përgjigjet")
    phone.context.close()


def test_from_the_code_in_the_room_to_the_results(
    browser: Browser, planner: Planner, page: Page
) -> None:
    link = prepare(page, planner.url)
    for given in GIVEN:
        answer(browser, link, *given)
    page.goto(planner.url + EVENT)
    expect(page.locator(".lead")).to_contain_text(
        "U përgjigjën 6 nga 88 pjesëmarrësit; në tërësi 4,5 nga 5."
    )
    expect(page.locator(".eval-scales tbody tr")).to_have_count(4)
    expect(page.locator(".eval-said").first.locator("li")).to_have_count(3)
    expect(page.locator(".eval-sectors tfoot td")).to_have_text(["3", "3"])
    with page.expect_download() as download:
        page.locator("a[href*='evaluation.xlsx']").click()
    assert download.value.suggested_filename == "launch-2004-vleresimi-sq.xlsx"

    # beside another edition of one's choice
    page.goto(f"{planner.url}/events/annual-2008/evaluation")
    page.locator(".eval-choose summary").click()
    for box in page.locator(".eval-choose input").all():
        box.uncheck()
    page.locator(".eval-choose label", has_text="2004").locator("input").check()
    page.locator(".eval-choose button").click()
    expect(page.locator(".eval-editions thead th")).to_have_text(
        ["Pyetja", "Grafiku", "2004", "2008"]
    )
