"""The agenda in a real browser: dragged, moved with keys, several at once, undone after a reload, on a phone, by two people."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, expect

from facilitate.accounts.actions import add_user
from facilitate.accounts.models import User
from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import AgendaChange, Step
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.text import Words
from facilitate.setup.demo.load import OFFICIAL

from .. import moment
from .server import Planner
from .waiting import OFTEN

pytestmark = pytest.mark.browser

FIRST = [
    {"kind": "registration", "title_en": "Registration", "minutes": 30},
    {"kind": "plenary", "title_en": "Opening", "minutes": 15},
    {
        "kind": "session",
        "title_en": "What lasts",
        "steps": [
            {"kind": "panel", "title_en": "Three teams", "minutes": 40},
            {"kind": "talk", "title_en": "One answer", "minutes": 10},
        ],
    },
    {"kind": "break", "title_en": "Coffee", "minutes": 20},
    {"kind": "group", "title_en": "Proposals", "minutes": 60},
]
SECOND = [{"kind": "plenary", "title_en": "What remains", "minutes": 30}]
TABLE = {
    "days": [
        {"start": "09:00", "planned_end": "17:00", "steps": FIRST},
        {"start": "09:00", "planned_end": "17:00", "steps": SECOND},
    ],
    "parked": [{"kind": "group", "title_en": "A walk", "minutes": 20}],
}
OTHER = "blerina@office.example"


@pytest.fixture
def agenda(planner: Planner) -> str:
    """A small agenda of its own; gives the address of its page."""
    with planner.app.app_context():
        if old := db.session.scalars(sa.select(Event).where(Event.slug == "moving")).first():
            db.session.delete(old)
            db.session.flush()
        first = moment.planner_today() + timedelta(days=60)
        event = Event(
            slug="moving",
            kind=EventKind.CONFERENCE,
            title=Words("Moving"),
            description=Words(),
            first_day=first,
            last_day=first + timedelta(days=1),
            venue="",
            town="",
            created_at=moment.now(),
        )
        db.session.add(event)
        db.session.flush()
        users = [db.session.scalars(sa.select(User).where(User.email == OFFICIAL)).one()]
        known = db.session.scalars(sa.select(User).where(User.email == OTHER)).first()
        users.append(known or add_user("Blerina Kaçori", OTHER))
        db.session.add_all(
            Member(event_id=event.id, user_id=user.id, role=Role.ORGANISER) for user in users
        )
        db.session.flush()
        start_agenda(event, TABLE)
        db.session.commit()
    return f"{planner.url}/events/moving/agenda?day=1"


@pytest.fixture
def page(browser: Browser, planner: Planner, agenda: str) -> Iterator[Page]:
    """The agenda on the organiser's laptop."""
    page = browser.new_context(viewport={"width": 1280, "height": 1300}, locale="en-GB").new_page()
    planner.enter(page)
    page.goto(agenda)
    expect(page.locator("html.quick")).to_be_attached()
    yield page
    page.context.close()


def titles(page: Page, list_: str = ".ofday") -> list[str]:
    """The titles of the steps on the page, from top to bottom."""
    return page.locator(f"{list_} .plan .t").all_inner_texts()


def row(page: Page, title: str) -> Locator:
    """The row of a step, without what it holds."""
    return page.locator("[data-order-row]").filter(
        has=page.locator(f":scope > .step .t:text-is('{title}')")
    )


def handle(page: Page, title: str) -> Locator:
    return page.locator(f"[data-order-handle][aria-label='Move: {title}']")


def tick(page: Page, title: str) -> Locator:
    return page.locator(f".tick[aria-label='Tick: {title}']")


def answered(page: Page, act: Callable[[], Any]) -> None:
    """Do that and wait until the server has answered what was sent, and the page shows it."""
    sent = re.compile(r"/agenda/(move|undo|redo|steps/|remove|duplicate)")
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and sent.search(answer.url) is not None
    ):
        act()
    expect(page.locator(".lifted, #programme[data-busy]")).to_have_count(0)


def drag(
    page: Page, title: str, to: Locator, room: str, below: bool = True, around: bool = False
) -> None:
    """Take a step by its handle, and let it go at the lower (or upper) part of something, once room is made there.

    `room`: what is on the page then. `around`: past the blocks on the way, which would make room and move what is aimed at.
    """
    handle(page, title).hover(position={"x": 8, "y": 8})  # waits until an answer before has settled
    start = handle(page, title).bounding_box()
    assert start is not None
    page.mouse.down()
    page.mouse.move(start["x"] + 12, start["y"] + 20, steps=4)
    end = to.bounding_box()
    assert end is not None
    y = end["y"] + end["height"] * (0.8 if below else 0.25)
    if around:
        page.mouse.move(8, start["y"] + 20, steps=8)
        page.mouse.move(8, y, steps=8)
    page.mouse.move(end["x"] + end["width"] / 2, y, steps=14)
    page.mouse.move(end["x"] + end["width"] / 2, y + 1, steps=2)
    expect(page.locator(room)).to_be_attached()
    page.mouse.up()


BELOW = "[data-order-row]:has(> .step .t:text-is('{title}')) + .lifted"
ABOVE = ".lifted + [data-order-row]:has(> .step .t:text-is('{title}'))"
ALL = ["Registration", "Opening", "What lasts", "Three teams", "One answer", "Coffee", "Proposals"]


def test_a_step_is_dragged_to_another_place(page: Page) -> None:
    answered(
        page,
        lambda: drag(
            page,
            "Registration",
            page.locator(".t:text-is('Opening')"),
            BELOW.format(title="Opening"),
        ),
    )
    expect(page.locator(".clock").first).to_have_text("09:00")
    assert titles(page)[:2] == ["Opening", "Registration"]
    page.reload()
    assert titles(page)[:2] == ["Opening", "Registration"]


def test_a_step_is_dragged_into_a_block_and_parked(page: Page) -> None:
    answered(
        page,
        lambda: drag(
            page, "Coffee", row(page, "One answer"), ABOVE.format(title="One answer"), below=False
        ),
    )
    inside = page.locator(".plan.inner .t")
    expect(inside).to_have_text(["Three teams", "Coffee", "One answer"])
    answered(page, lambda: drag(page, "Opening", page.locator(".parking h2"), ".parking.over"))
    assert sorted(page.locator(".parking .t").all_inner_texts()) == ["A walk", "Opening"]
    expect(page.locator(".toast")).to_contain_text("“Opening” is now in: Parking.")


def test_a_step_is_dropped_on_the_tab_of_another_day(page: Page) -> None:
    answered(page, lambda: drag(page, "Coffee", page.locator(".tabs a").nth(1), ".tabs .over"))
    expect(page.locator(".t:text-is('Coffee')")).to_have_count(0)
    page.locator(".tabs a").nth(1).click()
    expect(page.locator(".ofday .plan .t")).to_have_text(["What remains", "Coffee"])


def test_lifted_moved_and_dropped_with_the_keys(page: Page) -> None:
    handle(page, "Coffee").focus()
    page.keyboard.press("Space")
    expect(row(page, "Coffee")).to_have_class(re.compile("lifted"))
    page.keyboard.press("ArrowUp")  # into the block, at its end
    assert titles(page) == ALL
    expect(page.locator(".plan.inner .t")).to_have_text(["Three teams", "One answer", "Coffee"])
    expect(page.locator("[data-order-live]")).to_have_text("What lasts: place 3 of 3.")
    for _press in range(3):  # through it, and out of it above
        page.keyboard.press("ArrowUp")
    answered(page, lambda: page.keyboard.press("Space"))
    now = [
        "Registration",
        "Opening",
        "Coffee",
        "What lasts",
        "Three teams",
        "One answer",
        "Proposals",
    ]
    assert titles(page) == now
    expect(handle(page, "Coffee")).to_be_focused()
    page.reload()
    assert titles(page) == now


def test_escape_puts_it_back(page: Page) -> None:
    handle(page, "Registration").focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    assert titles(page) == ALL
    expect(handle(page, "Registration")).to_be_focused()


def test_to_the_next_day_with_a_key(page: Page) -> None:
    handle(page, "Proposals").focus()
    page.keyboard.press("Space")
    answered(page, lambda: page.keyboard.press("PageDown"))
    expect(page.locator(".t:text-is('Proposals')")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('#programme') !== null")
    page.goto(page.url.replace("day=1", "day=all"))
    handle(page, "Proposals").focus()
    for key in ("Space", "PageUp"):
        page.keyboard.press(key)
    answered(page, lambda: page.keyboard.press("Space"))
    assert titles(page)[-2:] == ["Proposals", "What remains"]


def test_several_ticked_steps_move_together(page: Page) -> None:
    tick(page, "Registration").check()
    tick(page, "Opening").check()
    expect(page.locator("#many b")).to_have_text("2 steps")
    answered(
        page,
        lambda: drag(
            page,
            "Registration",
            page.locator(".t:text-is('Coffee')"),
            BELOW.format(title="Coffee"),
            around=True,
        ),
    )
    now = [
        "What lasts",
        "Three teams",
        "One answer",
        "Coffee",
        "Registration",
        "Opening",
        "Proposals",
    ]
    assert titles(page) == now
    expect(tick(page, "Opening")).to_be_checked()
    page.locator("#many select").select_option("parked")
    answered(page, lambda: page.locator("#many button").first.click())
    expect(page.locator(".parking .t")).to_have_text(["A walk", "Registration", "Opening"])


def test_a_range_is_ticked_with_shift(page: Page) -> None:
    tick(page, "Opening").click()
    tick(page, "One answer").click(modifiers=["Shift"])
    expect(page.locator(".tick:checked")).to_have_count(4)
    page.locator("[data-none]").click()
    handle(page, "Registration").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".tick:checked")).to_have_count(3)
    page.locator("#many [data-remove]").click()  # a block among them: what goes is said first
    expect(page.locator("h1")).to_have_text("Remove 3 steps?")
    expect(page.locator("main ul li")).to_have_text(["Three teams", "One answer"])


def test_undo_works_after_a_reload(page: Page) -> None:
    answered(page, lambda: page.locator("button[aria-label='Remove: Coffee']").click())
    expect(page.locator(".toast")).to_contain_text("“Coffee” was removed.")
    page.reload()
    assert "Coffee" not in titles(page)
    page.locator("h1").click()
    answered(page, lambda: page.keyboard.press("Control+z"))
    expect(page.locator(".t:text-is('Coffee')")).to_have_count(1)
    assert titles(page) == ALL
    answered(page, lambda: page.keyboard.press("Control+Shift+Z"))
    expect(page.locator(".t:text-is('Coffee')")).to_have_count(0)
    expect(page.locator("[data-redo]")).to_be_disabled()


def test_minutes_are_typed_in_the_card(page: Page) -> None:
    field = page.locator("input[aria-label='Minutes of “Opening”']")
    field.fill("1h30")
    answered(page, lambda: field.press("Enter"))
    expect(field).to_have_value("90")
    expect(field).to_be_focused()
    expect(row(page, "What lasts").locator(".clock").first).to_have_text("11:00")
    field.fill("soon")
    answered(page, lambda: field.press("Tab"))
    expect(row(page, "Opening").locator(".error")).to_contain_text("Write minutes like 45")
    expect(field).to_have_value("soon")


def test_the_arrows_keep_the_focus(page: Page) -> None:
    button = page.locator("button[aria-label='Move down: Registration']")
    button.focus()
    answered(page, lambda: page.keyboard.press("Enter"))
    expect(row(page, "Opening").locator(".clock")).to_have_text("09:00")
    expect(button).to_be_focused()


def test_a_press_brings_what_changed_and_leaves_the_rest_as_it_is(page: Page) -> None:
    other = row(page, "Proposals").locator("form.step").first
    other.evaluate("card => { card.stays = true; }")
    cards = page.locator("#programme form.step").count()
    with page.expect_response("**/agenda/move") as moved:
        page.locator("button[aria-label='Move down: Registration']").click()
    expect(row(page, "Opening").locator(".clock")).to_have_text("09:00")
    assert moved.value.text().count('<form class="step') < 4 < cards
    assert page.locator("#programme form.step").count() == cards
    assert page.locator("[data-same]").count() == 0
    assert other.evaluate("card => card.stays")
    answered(page, lambda: page.keyboard.press("Control+z"))
    expect(row(page, "Registration").locator(".clock").first).to_have_text("09:00")


def test_what_another_person_changes_comes_in(
    browser: Browser, planner: Planner, agenda: str, page: Page
) -> None:
    other = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    planner.enter(other, email=OTHER)
    other.goto(agenda)
    page.add_init_script(OFTEN)
    page.reload()
    field = page.locator("input[aria-label='Minutes of “Proposals”']")
    tick(page, "Opening").check()
    field.fill("4")
    field.evaluate("field => field.setSelectionRange(1, 1)")
    before = page.evaluate("scrollY")
    answered(other, lambda: other.locator("button[aria-label='Move up: Coffee']").click())
    expect(page.locator(".news")).to_have_text("Blerina Kaçori: “Coffee” was moved.")
    assert titles(page)[2] == "Coffee"
    expect(field).to_be_focused()
    page.keyboard.type("5")  # goes on where it was
    expect(field).to_have_value("45")
    expect(tick(page, "Opening")).to_be_checked()
    assert page.evaluate("scrollY") == before
    other.context.close()


def test_the_same_minutes_by_two_people_shows_both(
    browser: Browser, planner: Planner, agenda: str, page: Page
) -> None:
    other = browser.new_context(locale="en-GB").new_page()
    other.add_init_script(OFTEN)
    planner.enter(other, email=OTHER)
    other.goto(agenda)
    mine, theirs = (
        one.locator("input[aria-label='Minutes of “Opening”']") for one in (page, other)
    )
    mine.fill("25")
    theirs.fill("45")
    answered(other, lambda: theirs.press("Enter"))
    answered(page, lambda: mine.press("Enter"))
    expect(row(page, "Opening").locator(".error")).to_have_text(
        "Meanwhile somebody has written 45 min. Press Enter to keep your 25 min."
    )
    answered(page, lambda: mine.press("Enter"))
    expect(row(page, "Opening").locator(".error")).to_have_count(0)
    expect(theirs).to_have_value("25")
    other.context.close()


def test_a_step_that_is_gone_is_told(
    browser: Browser, planner: Planner, agenda: str, page: Page
) -> None:
    with planner.app.app_context():
        db.session.execute(
            sa.update(Step).where(Step.title == Words("Coffee")).values(removed_at=moment.now())
        )
        db.session.commit()
    answered(page, lambda: page.locator("button[aria-label='Move up: Coffee']").click())
    expect(page.locator(".toast .bad")).to_contain_text("Nothing was changed.")
    expect(page.locator(".t:text-is('Coffee')")).to_have_count(0)
    with planner.app.app_context():
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == "moving")).one()
        assert (
            db.session.scalars(sa.select(AgendaChange).where(AgendaChange.event_id == event)).all()
            == []
        )


def test_on_a_phone(browser: Browser, planner: Planner, agenda: str) -> None:
    page = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB"
    ).new_page()
    planner.enter(page)
    page.goto(agenda)
    down = page.locator("button[aria-label='Move down: Registration']")
    assert (
        row(page, "Registration").bounding_box()["height"] < 130
    )  # the tools wait behind the menu
    page.locator("[data-more][aria-label='More: Registration']").tap()
    answered(page, lambda: down.tap())
    expect(page.locator(".t").first).to_have_text("Opening")
    assert titles(page)[:2] == ["Opening", "Registration"]
    answered(page, lambda: down.tap())  # they stay where one is at work
    assert titles(page)[1:4] == ["What lasts", "Three teams", "One answer"]
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    small = page.eval_on_selector_all(
        ".plan .opened .tools .btn, .plan .tools > a, .plan .handle, .plan label.min input",
        "all => all.filter(one => one.getBoundingClientRect().height < 44).length",
    )
    assert small == 0
    page.context.close()


def test_without_scripts(browser: Browser, planner: Planner, agenda: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    planner.enter(page)
    page.goto(agenda)
    with page.expect_navigation():
        page.locator("button[aria-label='Move down: Registration']").click()
    assert titles(page)[:2] == ["Opening", "Registration"]
    field = page.locator("input[aria-label='Minutes of “Opening”']")
    field.fill("20")
    field.press("Enter")
    expect(field).to_have_value("20")
    tick(page, "Coffee").check()
    tick(page, "Proposals").check()
    page.locator("#many select").select_option("parked")
    page.locator("#many button").first.click()
    expect(page.locator(".parking .t")).to_have_text(["A walk", "Coffee", "Proposals"])
    page.locator("[data-undo]").click()
    expect(page.locator(".parking .t")).to_have_text(["A walk"])
    page.context.close()
