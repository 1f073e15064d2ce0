"""The agenda edited where it stands, by keyboard alone: cells, Tab, Esc, a collision, and what was typed and not saved."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .server import Planner
from .test_agenda import OTHER, handle, row
from .test_agenda import agenda as agenda  # the fixtures of an event of its own
from .test_agenda import page as page
from .waiting import OFTEN

pytestmark = pytest.mark.browser

EDITOR = ".cell[data-cell-form='{cell}']"


def editor(page: Page, cell: str) -> Locator:
    """The editor of a cell, once it stands there with the focus in it."""
    found = page.locator(EDITOR.format(cell=cell))
    expect(found.locator(":focus")).to_have_count(1)
    return found


def test_cells_are_edited_where_they_stand(
    browser: Browser,
    planner: Planner,
    agenda: str,
    page: Page,
) -> None:
    loads: list[str] = []
    page.on("load", lambda _page: loads.append("load"))
    handle(page, "Registration").focus()
    page.keyboard.press("ArrowDown")
    expect(handle(page, "Opening")).to_be_focused()
    assert page.locator(".plan [data-order-handle][tabindex='0']").count() == 1
    assert page.locator(".plan :is(a, button, input, select)[tabindex='0']").count() == 1

    page.keyboard.press("Enter")
    editor(page, "title")
    page.keyboard.type("Opening words")
    page.keyboard.press("Tab")
    editor(page, "start")
    page.keyboard.type("9:45")
    page.keyboard.press("Tab")
    minutes = page.locator("input[aria-label='Minutes of “Opening words”']")
    expect(minutes).to_be_focused()
    expect(row(page, "Opening words").locator(".clock")).to_contain_text("09:45")
    page.keyboard.type("25")
    page.keyboard.press("Tab")
    editor(page, "lead")
    page.keyboard.type("Blerina")
    page.keyboard.press("Enter")
    expect(handle(page, "Opening words")).to_be_focused()
    expect(row(page, "Opening words").locator(".leads").first).to_have_attribute(
        "title", "Leads: Blerina Kaçori"
    )
    expect(minutes).to_have_value("25")

    page.keyboard.press("Enter")
    editor(page, "title")
    page.keyboard.type("Nothing of this")
    page.keyboard.press("Escape")
    expect(page.locator(".cell")).to_have_count(0)
    expect(row(page, "Opening words")).to_have_count(1)
    page.locator(".t:text-is('Coffee')").click()  # and with a pointer
    editor(page, "title")
    page.keyboard.type("Tea")
    page.locator("h1").click()
    expect(page.locator(".t:text-is('Tea')")).to_have_count(1)
    assert loads == []

    other = browser.new_context(locale="en-GB").new_page()
    other.add_init_script(OFTEN)
    planner.enter(other, email=OTHER)
    other.goto(agenda)
    for one, words in ((other, "Tea and fruit"), (page, "Mountain tea")):
        one.locator(".t:text-is('Tea')").click()
        editor(one, "title").locator("[name='title-en']").fill(words)
    other.keyboard.press("Enter")
    expect(other.locator(".t:text-is('Tea and fruit')")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(editor(page, "title")).to_contain_text(
        "Meanwhile somebody has written Tea and fruit. Press Enter to keep your Mountain tea."
    )
    page.keyboard.press("Enter")
    expect(other.locator(".t:text-is('Mountain tea')")).to_have_count(1)
    other.context.close()

    page.locator(".t:text-is('Mountain tea')").click()
    editor(page, "title")
    page.keyboard.type("Half a tit")
    page.reload()
    waits = page.locator("#typed-before")
    expect(waits).to_contain_text("Title of “Mountain tea”: “Half a tit”")
    waits.get_by_role("button", name="Go on typing").click()
    expect(editor(page, "title").locator("[name='title-en']")).to_have_value("Half a tit")
    page.keyboard.press("End")
    page.keyboard.type("le")
    page.keyboard.press("Enter")
    expect(page.locator(".t:text-is('Half a title')")).to_have_count(1)
    expect(waits).to_be_hidden()

    handle(page, "Half a title").focus()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("No connection right now")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    editor(page, "title")


def test_the_long_form_is_a_sheet_on_a_phone(
    browser: Browser, planner: Planner, agenda: str
) -> None:
    page = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB"
    ).new_page()
    planner.enter(page)
    page.goto(agenda)
    expect(page.locator("html.cells-ready")).to_be_attached()
    panel, title = page.locator("dialog.panel"), page.locator("dialog.panel [name='title-en']")

    def by_menu() -> None:
        page.locator("[aria-label='More: Opening']").tap()
        page.get_by_role("link", name="Edit everything").tap()
        expect(title).to_be_focused()

    page.locator(".t:text-is('Opening')").tap()
    editor(page, "title").locator("[name='title-en']").fill("Nothing of this")
    page.get_by_role("button", name="Cancel").tap()
    expect(page.locator(".cell")).to_have_count(0)
    expect(page.locator(".t:text-is('Opening')")).to_have_count(1)
    by_menu()
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    for _press in range(12):  # the focus goes round in it
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("!document.activeElement.closest('#programme')")
    expect(panel.locator("[name='title-sq']")).to_be_hidden()
    title.fill("Opening words")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#typed-before")).to_contain_text("The form of “Opening”")
    by_menu()
    expect(title).to_have_value("Opening words")
    expect(panel).to_contain_text("This was typed before and is not saved yet.")
    panel.locator("summary", has_text="What participants read").tap()
    panel.locator("[name='about-en']").fill("Why we are here")
    panel.get_by_role("button", name="Shqip").tap()
    expect(title).to_be_hidden()
    panel.locator("[name='title-sq']").fill("x" * 201)
    panel.get_by_role("button", name="Save").tap()
    expect(panel.locator(".problems")).to_be_focused()
    expect(panel.locator(".error")).to_contain_text("at most 200 characters")
    panel.get_by_role("button", name="Shqip").tap()
    panel.locator("[name='title-sq']").fill("Fjala e hapjes")
    panel.get_by_role("button", name="Save").tap()
    expect(panel).to_be_hidden()
    expect(handle(page, "Opening words")).to_be_focused()
    expect(page.locator("#typed-before")).to_be_hidden()

    # the titles that are missing in the other language, one after the other
    untold = page.locator(".untold")
    expect(untold).to_contain_text("8 titles not yet in Albanian")
    untold.get_by_role("link", name="Go through them").tap()
    other = panel.locator("[name='title-sq']")
    expect(other).to_be_focused()
    expect(other).to_have_attribute("placeholder", "Registration")
    page.keyboard.type("Regjistrimi")
    page.keyboard.press("Enter")
    expect(other).to_have_attribute("placeholder", "What lasts")
    expect(other).to_be_focused()
    panel.get_by_role("button", name="Skip").tap()
    expect(other).to_have_attribute("placeholder", "Three teams")
    expect(panel).to_contain_text("7 titles not yet in Albanian")
    panel.get_by_role("button", name="Close").tap()
    expect(untold).to_contain_text("7 titles not yet in Albanian")
    page.context.close()
