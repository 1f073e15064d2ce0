"""A lesson is told on a phone, taken on the sheet, and comes up again where the next event is planned."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.practice.models import LessonLink

from .server import Planner

pytestmark = pytest.mark.browser


def of_the_demo(planner: Planner, query: sa.Select[Any]) -> Any:
    with planner.app.app_context():
        return db.session.scalars(query).first()


def test_a_lesson_goes_from_a_phone_to_the_sheet(browser: Browser, planner: Planner) -> None:
    token = of_the_demo(
        planner, sa.select(LessonLink.token).where(LessonLink.event_id.is_not(None))
    )
    slug = of_the_demo(
        planner, sa.select(Event.slug).join(LessonLink, LessonLink.event_id == Event.id)
    )
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="sq").new_page()
    phone.goto(f"{planner.url}/l/{token}")
    phone.fill("#otherwise", "Emrat me shkronja të mëdha")
    phone.locator("main button.main").click()
    phone.wait_for_selector(".flash")

    laptop = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    planner.enter(laptop)
    laptop.goto(f"{planner.url}/events/{slug}/lessons")
    there = laptop.locator("li", has_text="Emrat me shkronja të mëdha")
    there.get_by_role("button", name=re.compile("^Add to the sheet")).click()
    laptop.wait_for_selector("h2:has-text('On the sheet')")
    laptop.goto(f"{planner.url}/events/{slug}/practice-sheet")
    assert "Do differently: Emrat me shkronja të mëdha" in laptop.inner_text("#lessons")


def test_what_was_learned_comes_up_where_the_next_is_planned(
    browser: Browser, planner: Planner
) -> None:
    cafe = sa.select(Step.id).join(Event, Event.id == Step.event_id)
    step = of_the_demo(
        planner, cafe.where(Event.slug == "annual-next", Step.technique == "world-cafe")
    )
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en").new_page()
    wrong: list[str] = []
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    planner.enter(page)
    page.goto(f"{planner.url}/events/annual-next/agenda/steps/{step}")
    page.wait_for_selector(".prac-hints")
    assert "minutes longer than planned" in page.inner_text(".prac-hints")
    page.goto(f"{planner.url}/events/new")
    page.locator("details:has(#builds_on_id) > summary").click()
    page.fill("#builds_on_id", "conference 2008")
    expect(page.locator("#builds_on_id-names option")).to_have_count(1)
    page.keyboard.press("Tab")
    page.wait_for_selector(".prac-hints")
    assert "Annual conference 2008" in page.inner_text(".prac-hints")
    page.goto(f"{planner.url}/events/annual-next/objectives")
    page.wait_for_selector(".prac-quiet")
    assert "who sponsors it?" in page.inner_text(".prac-quiet")
    assert wrong == []
