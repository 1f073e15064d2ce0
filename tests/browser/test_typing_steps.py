"""An agenda typed line by line with the keyboard alone: nine steps, said back while one types; several lines pasted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .server import Planner
from .test_agenda import agenda, titles  # noqa: F401 - the fixture of an event of its own

pytestmark = pytest.mark.browser

NINE = [
    "8:30 Registration 30",
    "Opening 15",
    "What you told us 25",
    "10:00 World café 9 tables 3x20 harvest 30",
    "Coffee 20",
    "Group work by county 45m",
    "12:50 Lunch 65",
    "14:00 Panel: donors (Drita, Ilir) 60",
    "Closing 20",
]


@pytest.fixture
def page(browser: Browser, planner: Planner, agenda: str) -> Iterator[Page]:  # noqa: F811
    """The second day, which holds one step."""
    page = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB").new_page()
    planner.enter(page)
    page.goto(agenda.replace("day=1", "day=2"))
    expect(page.locator("html.quick")).to_be_attached()
    yield page
    page.context.close()


def test_nine_steps_by_keyboard_alone(page: Page) -> None:
    page.locator("[name=line]").focus()
    loads: list[str] = []
    page.on("load", lambda _page: loads.append("load"))
    for line in NINE:
        page.keyboard.type(line)
        with page.expect_response(re.compile("/agenda/line$")):
            page.keyboard.press("Enter")
        expect(page.locator("#programme[data-busy]")).to_have_count(0)
        expect(page.locator("[name=line]")).to_be_focused()
        expect(page.locator("[name=line]")).to_have_value("")
    assert loads == []
    shown = titles(page)
    assert [title for title in shown if title != "What remains"] == [
        "Registration",
        "Opening",
        "What you told us",
        "World café",
        "Coffee",
        "Group work by county",
        "Lunch",
        "Panel: donors",
        "Closing",
    ]


def test_what_is_understood_is_said_and_a_refusal_keeps_the_text(page: Page) -> None:
    line = page.locator("[name=line]")
    line.press_sequentially("14:00 Panel: donors 60 @Nobody")
    said = page.locator(".step-line output")
    for text in ("14:00", "Panel: donors", "60 min", "Nobody"):
        expect(said).to_contain_text(text)
    line.fill("45")
    line.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("Write what happens in this step")
    expect(line).to_have_value("45")
    expect(line).to_be_focused()


def test_a_line_that_was_not_entered_is_offered_again(page: Page) -> None:
    line, waits = page.locator("[name=line]"), page.locator("#typed-before")
    line.press_sequentially("14:00 Unsaved thing 30")
    expect(waits).to_be_hidden()
    page.reload()
    expect(waits).to_contain_text("“14:00 Unsaved thing 30”")
    waits.get_by_role("button", name="Go on typing").click()
    expect(line).to_have_value("14:00 Unsaved thing 30")
    expect(line).to_be_focused()
    expect(waits).to_be_hidden()
    line.press("Enter")
    expect(page.locator(".t:text-is('Unsaved thing')")).to_have_count(1)
    page.reload()
    expect(page.locator("html.quick")).to_be_attached()
    expect(waits).to_be_hidden()


def paste(page: Page, copied: dict[str, str]) -> None:
    """Paste where the focus is, as a browser tells it."""
    page.evaluate(
        """copied => {
            const data = new DataTransfer();
            for (const [kind, text] of Object.entries(copied)) data.setData(kind, text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        copied,
    )


def test_several_lines_are_pasted_at_once_and_undone_at_once(page: Page) -> None:
    before = titles(page)
    page.locator("[name=line]").focus()
    paste(page, {"text/plain": "\n".join(NINE)})
    expect(page.locator("[data-toast]")).to_contain_text("9 steps were added to the agenda.")
    assert len(titles(page)) == len(before) + 9
    page.locator("[data-toast] button").click()
    expect(page.locator(".plan .t")).to_have_count(len(before) + 1)  # and the parked one
    assert titles(page) == before


COPIED = """<p>Agenda, 12 May 2027</p><table>
<tr><td><p>Time</p></td><td><p>Activity</p></td><td><p>Responsible</p></td><td>Venue</td></tr>
<tr><td><p>07:00 – 07:30</p></td><td><p>Early opening</p><p>in the hall</p></td><td><p>Drita Kola</p></td><td>Hall</td></tr>
<tr><td rowspan=2>07:30 – 08:15</td><td>Group 1: Services</td><td>Marash Prenga</td><td>Room A</td></tr>
<tr><td style="color: red">Group 2: Police</td><td>Sokol Gjoka</td><td>Room B</td></tr></table>"""
PLAIN = (
    "Time\n\nActivity\n\nResponsible\n\nVenue\n07:00 – 07:30\n\nEarly opening\n\nDrita Kola\n\nHall"
)
"""What a browser copies of such a table: nothing tells which cells stand in one row."""


def test_a_table_pasted_into_the_line_or_the_import_keeps_its_rows(page: Page) -> None:
    copied = {"text/html": COPIED, "text/plain": PLAIN}
    page.locator("[name=line]").last.focus()
    with page.expect_navigation():
        paste(page, copied)
    expect(page.locator("main")).to_contain_text("It has 3 steps in 1 day.")
    page.goto(re.sub("/import/.*", "/import", page.url))
    page.locator("[name=text]").focus()
    paste(page, copied)
    expect(page.locator("[name=text]")).to_have_value(
        "Agenda, 12 May 2027\n"
        "Time\tActivity\tResponsible\tVenue\n"
        '07:00 – 07:30\t"Early opening\nin the hall"\tDrita Kola\tHall\n'
        "07:30 – 08:15\tGroup 1: Services\tMarash Prenga\tRoom A\n"
        "07:30 – 08:15\tGroup 2: Police\tSokol Gjoka\tRoom B"
    )


def test_a_line_is_typed_below_any_step_and_corrected_before_enter(page: Page) -> None:
    """The key + on a step opens the line there; the steps land below it in their order; a piece is put right first."""
    line = page.locator("[name=line]").first
    line.fill("Opening 15")
    with page.expect_response(re.compile("/agenda/line$")):
        line.press("Enter")
    row = page.locator("li", has=page.get_by_text("Opening", exact=True)).first
    row.locator("[data-order-handle]").focus()
    page.keyboard.press("+")
    below = page.locator("#line-text-below")
    expect(below).to_be_focused()
    for text in ("Walk and talk 25", "Sum up 10"):
        below.press_sequentially(text)
        if text.startswith("Walk"):
            kind = page.locator("#line-below details", has_text="kind")
            kind.locator("summary").click()
            kind.locator("select").select_option("group")
            expect(page.locator("#line-below .chip.fix", has_text="Small groups")).to_be_visible()
            below.focus()
        with page.expect_response(re.compile("/agenda/line$")):
            page.keyboard.press("Enter")
        expect(page.locator("#programme[data-busy]")).to_have_count(0)
        expect(below).to_be_focused()
        expect(below).to_have_value("")
    shown = titles(page)
    at = shown.index("Opening")
    assert shown[at : at + 3] == ["Opening", "Walk and talk", "Sum up"]
    expect(page.locator("li .step.k-group", has_text="Walk and talk")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(below).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('[data-order-handle]')")


def test_keys_lead_to_the_line_and_back_and_take_back_what_it_made(page: Page) -> None:
    line = page.locator("[name=line]").last
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("+")
    expect(line).to_be_focused()
    page.keyboard.type("Walk and talk 25")
    with page.expect_response(re.compile("/agenda/line$")):
        page.keyboard.press("Enter")
    made = page.locator(".t:text-is('Walk and talk')")
    expect(made).to_have_count(1)
    expect(line).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(page.locator("li", has=made).locator("[data-order-handle]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(line).to_be_focused()
    page.keyboard.press("ControlOrMeta+z")
    expect(made).to_have_count(0)
    expect(line).to_be_focused()
    line.fill("Something")
    page.keyboard.press("ArrowUp")
    expect(line).to_be_focused()  # there the arrow is the text's own
