"""A line is noted, checked by keyboard, released by two people in two browsers, and read outside as Word in Albanian."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import sqlalchemy as sa
from docx import Document
from playwright.sync_api import Browser, Page, expect

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.notes.models import NoteLine, NoteOperation
from facilitate.release.models import Clearing
from facilitate.report.models import Edition, Proceedings

from .page_ids import RECORD
from .server import Planner
from .test_notes import TITLE, address, enter_as, say

__all__ = ["address"]

pytestmark = pytest.mark.browser
SAID = "Pastaj foli Mirjeta Lleshaj, 17 vjeçe, dhe salla heshti."
LEAVES = "Pastaj foli një person, nën 18 vjeç, dhe salla heshti."
REPORT = f"/events/{RECORD}/report"


@pytest.fixture
def as_it_was(planner: Planner) -> Iterator[None]:
    """Afterwards the demo is released as it was before: others look at it, too."""
    with planner.app.app_context():
        before = {
            model: set(db.session.scalars(sa.select(model.id)))
            for model in (NoteLine, Clearing, Edition)
        }
    yield
    with planner.app.app_context():
        for model, ids in before.items():
            db.session.execute(sa.delete(model).where(model.id.not_in(ids)))
        db.session.execute(sa.delete(NoteOperation))
        db.session.commit()


def test_from_a_line_to_a_released_report(
    planner: Planner,
    browser: Browser,
    page: Page,
    address: str,  # noqa: F811
    as_it_was: None,
) -> None:
    assert TITLE
    enter_as(planner, page, "N1")
    page.goto(address)
    say(page, SAID)
    expect(page.locator("[data-note-status]")).to_have_text("Everything is saved.")
    expect(page.locator("[data-note-list] .note-text", has_text="Mirjeta Lleshaj")).to_be_visible()

    planner.enter(page, "en")
    page.goto(f"{planner.url}{REPORT}/privacy")
    expect(page.get_by_text("Nobody has decided about 2 passages in 1 line yet.")).to_be_visible()
    expect(page.locator("mark.clear-open")).to_have_text(["Mirjeta Lleshaj", "17 vjeçe"])
    expect(page.get_by_role("button", name="keep: Mirjeta Lleshaj")).to_be_focused()
    page.keyboard.press("g")
    expect(page.get_by_text("Nobody has decided about 1 passage in 1 line yet.")).to_be_visible()
    expect(page.get_by_role("button", name="keep: 17 vjeçe")).to_be_focused()
    page.keyboard.press("g")
    expect(page.get_by_text("Nothing is waiting for a decision")).to_be_visible()

    page.goto(f"{planner.url}{REPORT}/release")
    page.get_by_role("button", name="Create a new edition").click()
    page.get_by_role("button", name="Release edition 2").click()
    expect(
        page.get_by_text(
            "Edition 2 is waiting for a second person; Mirela Shkurti has released it."
        )
    ).to_be_visible()
    expect(page.get_by_text("Until then edition 1 stays public.")).to_be_visible()
    expect(page.get_by_role("button", name="Release edition 2")).to_have_count(
        0
    )  # not twice by the same person

    second = browser.new_context(locale="en")
    other = second.new_page()
    enter_as(planner, other, "F1")
    other.goto(f"{planner.url}{REPORT}/release")
    other.get_by_role("button", name="Release edition 2").click()
    expect(other.get_by_text("Edition 2 has been public since")).to_be_visible()
    second.close()

    with planner.app.app_context():
        event = sa.select(Event.id).where(Event.slug == RECORD).scalar_subquery()
        token = db.session.scalars(
            sa.select(Proceedings.token).where(Proceedings.event_id == event)
        ).one()
    outside = browser.new_context(locale="sq")
    reader = outside.new_page()
    reader.goto(f"{planner.url}/report/{token}")
    expect(reader.locator("html")).to_have_attribute("lang", "sq")
    said = reader.get_by_text(LEAVES)
    reader.locator("details").filter(has=said).last.locator(":scope > summary").click()
    expect(said).to_be_visible()
    link = reader.get_by_role("link", name="Si skedar Word").first.evaluate("link => link.href")
    document = Document(BytesIO(reader.request.get(link).body()))
    outside.close()
    text = "\n".join(one.text for one in document.paragraphs)
    assert LEAVES in text
    assert "Mirjeta" not in text
