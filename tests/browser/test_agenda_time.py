"""The agenda seen as time: dragged with the clock going along, pulled longer, moved and lengthened with keys; undone as in the list;
what it says is edited where it stands."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .server import Planner
from .test_agenda import agenda as agenda  # the fixtures of an event of its own
from .test_agenda import answered, handle, row
from .test_agenda import page as page

pytestmark = pytest.mark.browser


def block(page: Page, title: str) -> Locator:
    """The block of a step."""
    return page.locator(f".times .blk[data-step]:has(> .in > .t:has-text('{title}'))")


def starts(page: Page) -> dict[str, str]:
    """When the steps of the day start, as the blocks say."""
    return dict(
        page.eval_on_selector_all(
            ".whole-day > .lane > [data-step]",
            "all => all.map(one => [one.querySelector('.t').textContent, one.dataset.start])",
        )
    )


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_in_the_list_the_clocks_go_along_and_the_picture_is_the_step(page: Page) -> None:
    start, end = (middle(handle(page, name)) for name in ("Registration", "Opening"))
    own = row(page, "Registration").bounding_box()
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(end[0], end[1] + 12, steps=12)
    expect(row(page, "Opening").locator(".clock")).to_have_text("09:00")
    expect(page.locator("#programme .lifted .clock").first).to_have_text("09:15")
    expect(row(page, "What lasts").locator(".clock").first).to_have_text("09:45")
    picture = page.locator(".plan > .sortable-fallback").bounding_box()
    assert own is not None
    assert picture is not None
    assert (picture["width"], picture["height"]) == (own["width"], own["height"])
    answered(page, page.mouse.up)
    expect(row(page, "Opening").locator(".clock")).to_have_text("09:00")


def test_dragged_pulled_and_moved_with_keys(page: Page) -> None:
    page.get_by_role("link", name="Time", exact=True).click()
    expect(page.locator(".times")).to_be_visible()
    heights = [block(page, name).bounding_box()["height"] for name in ("Registration", "Proposals")]
    assert heights == [58, 118]  # 30 and 60 minutes

    # Coffee is dragged over Opening: the clock and the others go along, then it is saved
    x, y = middle(block(page, "Coffee"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, middle(block(page, "Opening"))[1] - 10, steps=6)
    ghost = page.locator("body > .blk.carried")
    expect(ghost).to_contain_text("Coffee")
    expect(ghost.locator("[data-clock]")).to_have_text("09:30")
    expect(page.locator(".axis .live")).to_have_text(["09:30", "09:50"])
    expect(block(page, "Opening").locator("[data-clock]")).to_have_text("09:50")
    answered(page, page.mouse.up)
    expect(ghost).to_have_count(0)
    now = {"Registration": "540", "Coffee": "570", "Opening": "590", "What lasts": "605"}
    assert starts(page) == now | {"Proposals": "655"}

    # Esc takes it back
    x, y = middle(block(page, "Coffee"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 100, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(ghost).to_have_count(0)
    expect(block(page, "Opening").locator("[data-clock]")).to_have_text("09:50")

    # into free time below the last step: it stays there
    x, y = middle(block(page, "Coffee"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 400, steps=6)
    answered(page, page.mouse.up)
    assert 700 < int(starts(page)["Coffee"]) < 790
    assert block(page, "Coffee").get_attribute("data-pinned") is not None
    answered(page, lambda: page.keyboard.press("Control+z"))
    assert starts(page)["Coffee"] == "570"

    # the lower edge is pulled by 20 minutes
    box = block(page, "Opening").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 80, box["y"] + box["height"] - 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + box["height"] + 38, steps=5)
    expect(page.locator(".axis .live")).to_have_text(["09:50", "10:25"])
    answered(page, page.mouse.up)
    assert block(page, "Opening").get_attribute("data-minutes") == "35"

    # keys: one Tab stop, arrows, Space lifts; Shift lengthens; out of the parking
    assert page.locator(".times [tabindex='0']").count() == 1
    block(page, "Registration").locator(".t").focus()
    page.keyboard.press("ArrowDown")
    expect(block(page, "Coffee").locator(".t")).to_be_focused()
    for key in ("Space", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("[data-order-live]")).to_have_text("Coffee: 09:00 to 09:20")
    answered(page, lambda: page.keyboard.press("Space"))
    expect(block(page, "Coffee").locator(".t")).to_be_focused()
    assert list(starts(page))[:2] == ["Coffee", "Registration"]
    page.keyboard.down("Shift")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    answered(page, lambda: page.keyboard.up("Shift"))
    assert block(page, "Coffee").get_attribute("data-minutes") == "30"
    block(page, "A walk").locator(".t").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    answered(page, lambda: page.keyboard.press("Space"))
    assert page.locator("[data-list='parked'] [data-step]").count() == 0

    # what a block says is edited where it stands; elsewhere on it, and with E, all of the step opens
    block(page, "Opening").locator("[data-cell=minutes]").click()
    expect(page.locator(".cell [name=minutes]")).to_be_focused()
    answered(page, lambda: page.keyboard.type("40\n"))
    assert block(page, "Opening").get_attribute("data-minutes") == "40"
    expect(block(page, "Opening").locator(".t")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".cell [name='title-en']")).to_be_focused()
    page.keyboard.type("Welcome")
    answered(page, lambda: page.keyboard.press("Tab"))
    expect(page.locator(".cell [name=pinned]")).to_be_focused()
    for cell in ("minutes", "lead"):
        page.keyboard.press("Tab")
        expect(page.locator(f".cell[data-cell-form={cell}] :focus")).to_have_count(1)
    page.keyboard.type("Blerina")
    answered(page, lambda: page.keyboard.press("Enter"))
    expect(block(page, "Welcome").locator("[data-cell=lead]")).to_have_text("Blerina Kaçori")
    page.keyboard.press("e")
    expect(page.locator("dialog.panel [name='title-en']")).to_have_value("Welcome")
    page.keyboard.press("Escape")
    expect(block(page, "Welcome").locator(".t")).to_be_focused()
    page.reload()
    expect(page.locator(".times")).to_be_visible()


def test_a_phone_holds_a_step_to_drag_it_and_scrolls_else(
    browser: Browser, planner: Planner, agenda: str
) -> None:
    page = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="en-GB"
    ).new_page()
    planner.enter(page)
    page.goto(f"{agenda}&view=time")
    expect(page.locator("html.quick")).to_be_attached()
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    block(page, "Opening").evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.wait_for_function(
        "() => new Promise(now => { const at = scrollY; setTimeout(() => now(at === scrollY), 150); })"
    )
    x, y = middle(block(page, "Coffee"))
    finger("touchStart", (x, y))
    expect(page.locator(".carried")).to_have_count(1)  # after a moment
    finger("touchMove", (x, y - 40))
    finger("touchMove", (x, middle(block(page, "Opening"))[1] - 12))
    answered(page, lambda: finger("touchEnd"))
    assert list(starts(page))[1] == "Coffee"
    box = block(page, "Opening").bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + box["height"] - 4
    finger("touchStart", (x, y))
    expect(page.locator(".times.moving")).to_have_count(1)
    finger("touchMove", (x, y + 20))
    finger("touchMove", (x, y + 60))
    answered(page, lambda: finger("touchEnd"))
    assert block(page, "Opening").get_attribute("data-minutes") == "45"
    x, y = middle(block(page, "Proposals"))
    finger("touchStart", (x, y))
    finger("touchMove", (x, y - 60))
    finger("touchEnd")
    assert page.locator(".carried").count() == 0
    page.context.close()


def test_it_can_be_read_without_scripts(browser: Browser, planner: Planner, agenda: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    planner.enter(page)
    page.goto(f"{agenda}&view=time")
    first, second = (block(page, name).bounding_box() for name in ("Registration", "Opening"))
    assert first is not None
    assert second is not None
    assert (first["height"], second["y"] - first["y"]) == (58, 60)
    page.context.close()
