"""A line becomes a decision or an action in two keys: d or a opens the form beside it, Enter saves."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.notes.models import NoteAction, NoteDecision, NoteKind, NoteLine

from .page_ids import RECORD
from .server import Planner

pytestmark = pytest.mark.browser


def lines_of(planner: Planner, kind: NoteKind, number: int) -> tuple[int, list[int]]:
    """A step of the conference that is over, and lines of that kind said there."""
    with planner.app.app_context():
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == RECORD)).one()
        rows = db.session.execute(
            sa.select(NoteLine.step_id, NoteLine.id)
            .where(
                NoteLine.event_id == event,
                NoteLine.kind == kind,
                NoteLine.strand_id.is_(None),
                NoteLine.table_id.is_(None),
            )
            .order_by(NoteLine.id)
        ).all()
    step = rows[0].step_id
    return step, [row.id for row in rows if row.step_id == step][:number]


def test_two_keys(planner: Planner, page: Page) -> None:
    planner.enter(page, "en")
    step, (first, *_rest) = lines_of(planner, NoteKind.POINT, 1)
    page.goto(f"{planner.url}/events/{RECORD}/notes/steps/{step}")
    expect(page.locator("[data-note-complete]")).to_be_attached()  # the list stays as it is
    line = page.locator(f"#line-{first}")
    line.locator(".note-text").click()  # the line the keys mean
    page.keyboard.press("d")
    expect(line.locator("select[name$=how]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(line.get_by_text("It is a decision now.")).to_be_visible()
    expect(line).to_be_focused()
    page.keyboard.press("a")
    expect(line.locator("input[name$=owner]")).to_be_focused()
    page.keyboard.type("The secretariat")
    page.keyboard.press("Enter")
    expect(line.get_by_text("It is an action now.")).to_be_visible()
    with planner.app.app_context():
        decided = db.session.scalars(
            sa.select(NoteDecision).where(NoteDecision.line_id == first)
        ).one()
        promised = db.session.scalars(
            sa.select(NoteAction).where(NoteAction.line_id == first)
        ).one()
        assert promised.owner_name == "The secretariat"
        assert decided.text == promised.text == db.session.get_one(NoteLine, first).text


def test_escape_closes_and_what_lacks_is_asked(planner: Planner, page: Page) -> None:
    planner.enter(page, "en")
    step, (first, *_rest) = lines_of(planner, NoteKind.QUOTE, 1)
    page.goto(f"{planner.url}/events/{RECORD}/notes/steps/{step}")
    expect(page.locator("[data-note-complete]")).to_be_attached()  # the list stays as it is
    line = page.locator(f"#line-{first}")
    line.locator(".note-text").click()
    page.keyboard.press("d")
    expect(line.locator("select[name$=how]")).to_be_focused()
    expect(line.locator("[name$=objections]")).to_be_hidden()  # by consensus there are none
    page.keyboard.press("Escape")
    expect(line.locator("form.deed-form")).to_have_count(0)
    expect(line).to_be_focused()
    page.keyboard.press("d")
    expect(line.locator("select[name$=how]")).to_be_focused()
    line.locator("select[name$=how]").select_option("objections")
    page.keyboard.press("Enter")
    expect(line.locator("[name$=objections]")).to_be_focused()
    expect(line.get_by_text("Please write down what the objections were.")).to_be_visible()
    page.keyboard.type("Who pays?")
    page.keyboard.press("Enter")
    expect(line.get_by_text("It is a decision now.")).to_be_visible()


def test_a_key_typed_into_a_field_is_a_letter(planner: Planner, page: Page) -> None:
    planner.enter(page, "en")
    step, _lines = lines_of(planner, NoteKind.POINT, 1)
    page.goto(f"{planner.url}/events/{RECORD}/notes/steps/{step}")
    field = page.locator("#more textarea")
    field.fill("")
    field.press("d")
    field.press("a")
    expect(field).to_have_value(re.compile("da"))
    expect(page.locator("form.deed-form")).to_have_count(0)
    field.fill("")


def test_the_arrows_lead_from_the_field_to_the_lines_and_back(planner: Planner, page: Page) -> None:
    planner.enter(page, "en")
    step, _lines = lines_of(planner, NoteKind.POINT, 1)
    page.goto(f"{planner.url}/events/{RECORD}/notes/steps/{step}")
    expect(page.locator("[data-note-complete]")).to_be_attached()
    field, lines = page.locator("#more textarea"), page.locator("[data-note-list] > li")
    expect(page.locator("#note-how")).to_contain_text("The up arrow takes you to the lines")
    expect(field).to_be_focused()  # on a wide screen with a keyboard one begins to write
    page.keyboard.press("ArrowUp")
    expect(lines.last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(lines.nth(lines.count() - 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    page.keyboard.type("x")
    page.keyboard.press("ArrowUp")  # in what is being typed it is an arrow
    expect(field).to_be_focused()
    page.keyboard.press("Backspace")
