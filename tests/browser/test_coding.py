"""Coding in a real browser: thirty themes in a small bar, keys, which line belongs to which words, undoing."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.accounts.actions import add_user, user_by_email
from facilitate.accounts.models import User
from facilitate.consultation.answering.actions import save_answer
from facilitate.consultation.answering.sent import SentAnswer
from facilitate.consultation.asking.actions import create_questionnaire
from facilitate.consultation.models import Coding, Passage, Question, Reply, Stance, Theme
from facilitate.consultation.reading.actions import add_theme, apply_theme, mark_passage
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.setup.demo.load import OFFICIAL

from .. import moment
from .server import Planner

pytestmark = pytest.mark.browser

SLUG = "coding-keys"
COLLEAGUE = "mira@colleague.example"
TEXTS = [
    "Money for 🙂 shelters comes late. Money ends when the donor leaves.",
    "Press tells names of victims.",
    "Judges need training too.",
]
NAMES = [
    "Money",
    "Press",
    "Çështje të gjyqësorit",
    *(f"Theme of number {number}" for number in range(4, 31)),
]


def fill(planner: Planner) -> None:
    """An event with three answers and its organiser."""
    with planner.app.test_request_context():
        if db.session.scalar(sa.select(Event.id).where(Event.slug == SLUG)):
            return
        today = moment.planner_today()
        event = Event(
            slug=SLUG,
            kind=EventKind.CONFERENCE,
            title=Words("Coding"),
            description=Words(),
            venue="Hall",
            town="Tiranë",
            first_day=today + timedelta(days=40),
            last_day=today + timedelta(days=40),
            expected=30,
            created_at=moment.now(),
        )
        db.session.add(event)
        db.session.flush()
        join_team(event, user_by_email(OFFICIAL), Role.ORGANISER)
        add_user("Mira Colleague", COLLEAGUE)
        asked = create_questionnaire(event, today)
        first = db.session.scalars(
            sa.select(Question.id)
            .where(Question.questionnaire_id == asked.id)
            .order_by(Question.position)
        ).first()
        sector = db.session.scalars(sa.select(Sector.id).order_by(Sector.position)).first()
        for number, text in enumerate(TEXTS):
            sent = SentAnswer(sector, None, texts={first: text})
            save_answer(
                asked, f"coding-{number:015d}", sent, today - timedelta(days=number), language="en"
            )
        db.session.commit()


def begin_again(planner: Planner) -> None:
    """The codings and themes every test begins with: of the first answer, two passages have the same theme."""
    with planner.app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == SLUG)).one()
        mine = sa.select(Reply.id).where(Reply.text.in_(TEXTS))
        db.session.execute(sa.delete(Passage).where(Passage.reply_id.in_(mine)))
        db.session.execute(sa.delete(Theme).where(Theme.event_id == event.id))
        themes = [add_theme(event, Words(name)) for name in NAMES]
        reply = db.session.scalars(sa.select(Reply).where(Reply.text == TEXTS[0])).one()
        for start, end in ((0, 5), (33, 38)):
            apply_theme(
                mark_passage(reply, start, end), themes[0], user_by_email(COLLEAGUE), Stance.AGAINST
            )
        db.session.commit()


def codings(planner: Planner) -> list[tuple[str, int, str, str]]:
    """What the event's answers are coded with: words, number of the theme, stance, who."""
    with planner.app.app_context():
        rows = db.session.execute(
            sa.select(
                Reply.text, Passage.start, Passage.end, Coding.theme_id, Coding.stance, User.name
            )
            .join_from(Coding, Passage, Coding.passage_id == Passage.id)
            .join(Reply, Passage.reply_id == Reply.id)
            .join(User, Coding.user_id == User.id)
            .where(Reply.text.in_(TEXTS))
            .order_by(Reply.id, Passage.start, Coding.theme_id)
        ).all()
        return [
            (text[start:end], theme, stance.value, who)
            for text, start, end, theme, stance, who in rows
        ]


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, planner: Planner) -> Iterator[Page]:
    """The organiser reads, on a laptop and on a phone."""
    fill(planner)
    begin_again(planner)
    size = {"width": request.param, "height": 844}
    page = browser.new_context(viewport=size, locale="en-GB").new_page()
    planner.enter(page, "en")
    page.goto(f"{planner.url}/events/{SLUG}/consultation/answers")
    yield page
    page.context.close()


def reply_of(page: Page, text: str):
    return page.locator(".passage").filter(has_text=text)


def select(page: Page, text: str, words: int = 1) -> None:
    """Select the first words of an answer with the keys and open the bar."""
    reply_of(page, text).locator("[data-reply]").focus()
    page.keyboard.press("Home")
    for _word in range(words - 1):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#coding-bar")).to_be_visible()


def test_thirty_themes_leave_the_bar_in_sight(page: Page) -> None:
    select(page, TEXTS[1])
    bar, height = page.locator("#coding-bar"), page.viewport_size["height"]
    chips = bar.locator(".chips")
    assert chips.bounding_box()["height"] <= 0.36 * height
    assert chips.evaluate("list => list.scrollHeight > list.clientHeight")
    assert bar.bounding_box()["height"] <= 0.62 * height
    assert not bar.evaluate("bar => bar.scrollHeight > bar.clientHeight + 1")
    bar.locator("[name=new]").fill("gjyq")  # one more button
    expect(bar.locator("[data-as-new]")).to_be_visible()
    for part in ("[name=new]", "[data-as-new]", "[data-black]", "[data-close]"):
        box = bar.locator(part).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height


def test_typing_filters_and_enter_puts_the_one_that_is_meant(page: Page, planner: Planner) -> None:
    before = codings(planner)
    select(page, TEXTS[2])
    bar, beside = page.locator("#coding-bar"), reply_of(page, TEXTS[2]).locator(".put")
    shown = bar.locator(".chip:visible")
    bar.locator("[name=new]").focus()
    page.keyboard.type("GJYQ cesh")
    expect(shown).to_have_count(1)
    expect(bar.locator("[data-as-new]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(beside).to_contain_text(["Çështje të gjyqësorit"])
    expect(bar.locator("[name=new]")).to_have_value("")
    expect(shown).to_have_count(30)
    page.keyboard.type("cështje te gjyqesorit")  # it is on: Enter puts, never takes
    page.keyboard.press("Enter")
    expect(bar.locator("[name=new]")).to_have_value("")
    page.keyboard.type("theme of number 2")  # several hold it, none is called so
    expect(shown).to_have_count(11)
    expect(bar.locator("[data-as-new]")).to_be_hidden()
    page.keyboard.press("Control+a")
    page.keyboard.type("theme of number 4")  # called exactly so
    page.keyboard.press("Enter")
    expect(beside).to_have_count(2)
    for chip in (2, 3):
        bar.locator(".chip").nth(chip).click()
        expect(beside).to_have_count(3 - chip)
    assert codings(planner) == before


def test_a_new_theme_by_enter_and_by_button(page: Page) -> None:
    select(page, TEXTS[2], 2)
    bar, beside = page.locator("#coding-bar"), reply_of(page, TEXTS[2]).locator(".put")
    typed, chips = bar.locator("[name=new]"), bar.locator(".chip")
    typed.fill("Judges")
    typed.press("Enter")
    expect(beside).to_contain_text(["Judges"])
    expect(chips).to_have_count(31)
    typed.fill("judge")  # only the one just made is left: Enter means it
    expect(bar.locator(".chip.meant")).to_have_text("31 Judges")
    bar.locator("[data-as-new]").click()
    expect(beside).to_have_count(2)
    expect(chips).to_have_count(32)
    expect(chips.last).to_have_attribute("aria-pressed", "true")


def test_numbers_put_and_take_but_not_while_typing(page: Page, planner: Planner) -> None:
    before = codings(planner)
    select(page, TEXTS[1], 2)
    beside = reply_of(page, TEXTS[1]).locator(".put")
    page.keyboard.press("2")
    expect(beside).to_have_count(1)
    expect(beside).to_contain_text("Press")
    page.keyboard.press("3")
    page.keyboard.press("4")
    expect(beside).to_have_count(3)
    expect(page.locator("#coding-bar [aria-pressed=true]")).to_have_count(3)
    for number in "432":
        page.keyboard.press(number)
        expect(page.locator(f"#coding-bar .chip:nth-child({number})")).to_have_attribute(
            "aria-pressed", "false"
        )
    expect(beside).to_have_count(0)
    page.locator("#bar-new").focus()
    page.keyboard.type("n2")
    expect(page.locator("#bar-new")).to_have_value("n2")
    page.keyboard.press("Escape")
    expect(page.locator("#coding-bar")).to_be_hidden()
    page.keyboard.press("2")  # the bar is closed
    expect(beside).to_have_count(0)
    assert codings(planner) == before


def test_n_goes_to_the_next_answer_without_a_theme(page: Page) -> None:
    focused = page.locator("[data-reply]:focus")
    page.keyboard.press("n")
    expect(focused).to_have_text(TEXTS[1])
    expect(focused).to_be_in_viewport()
    page.keyboard.press("?")
    expect(page.locator("dialog.page-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")  # where one was before the keys were shown
    expect(focused).to_have_text(TEXTS[2])
    select(page, TEXTS[2])
    page.keyboard.press("n")  # from the top again; the first one has a theme
    expect(page.locator("#coding-bar")).to_be_hidden()
    expect(focused).to_have_text(TEXTS[1])
    page.locator("#text").focus()
    page.keyboard.type("n")
    expect(page.locator("#text")).to_have_value("n")


def test_a_line_lights_up_its_own_words(page: Page) -> None:
    reply = reply_of(page, TEXTS[0])
    lines, marks = reply.locator(".marks li"), reply.locator("mark")
    expect(lines).to_have_count(2)
    lit = re.compile(r"\blit\b")
    for number in (0, 1):
        lines.nth(number).locator("button").first.focus()
        expect(marks.nth(number)).to_have_class(lit)
        expect(marks.nth(1 - number)).not_to_have_class(lit)
        assert marks.nth(number).evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    for number in (0, 1):
        marks.nth(number).hover()
        expect(lines.nth(number)).to_have_class(lit)
        expect(lines.nth(1 - number)).not_to_have_class(lit)
    page.locator("h1").hover()
    expect(page.locator(".lit")).to_have_count(0)


def test_taking_off_is_undone_with_the_keys(page: Page, planner: Planner) -> None:
    before = codings(planner)
    assert {who for *_rest, who in before} == {"Mira Colleague"}
    reply = reply_of(page, TEXTS[0])
    off = reply.locator(".off").nth(1)
    off.focus()
    page.keyboard.press("Enter")
    expect(reply.locator(".taken")).to_contain_text("“Money” was removed from the passage.")
    expect(reply.locator(".taken button")).to_be_focused()
    expect(page.locator(".htmx-added")).to_have_count(
        0
    )  # sooner than a hand can, Enter would load the page
    expect(reply.locator("mark")).to_have_count(1)
    assert len(codings(planner)) == len(before) - 1
    page.keyboard.press("Enter")
    expect(reply.locator("mark")).to_have_count(2)
    expect(reply.locator(".taken")).to_have_count(0)
    expect(reply.locator("[data-reply]")).to_be_focused()
    assert codings(planner) == before


def test_taking_off_in_the_bar_is_undone_too(page: Page, planner: Planner) -> None:
    before = codings(planner)
    select(page, TEXTS[0])
    page.keyboard.press("1")
    reply = reply_of(page, TEXTS[0])
    expect(reply.locator(".taken")).to_contain_text("“Money” was removed from the passage.")
    page.keyboard.press("Escape")
    reply.locator(".taken button").click()
    expect(reply.locator("mark")).to_have_count(2)
    assert codings(planner) == before


def test_undo_without_javascript_stays_in_sight(
    browser: Browser, planner: Planner, page: Page
) -> None:
    before = codings(planner)
    plain = browser.new_context(
        storage_state=page.context.storage_state(),
        java_script_enabled=False,
        locale="en-GB",
        viewport={"width": 390, "height": 500},
    ).new_page()
    plain.goto(page.url)
    plain.locator(".off").first.click()
    undo = plain.locator(".flash button")
    expect(undo).to_be_in_viewport()
    assert len(codings(planner)) == len(before) - 1
    undo.click()
    expect(plain.locator(".flash")).to_contain_text("“Money” was applied again, as before.")
    assert codings(planner) == before
    plain.context.close()
