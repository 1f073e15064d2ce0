"""From a phone without a connection to the wall: a vote is kept, sent once, seen, and frozen."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.voting.models import StepVote

from .server import Planner

pytestmark = pytest.mark.browser


def test_a_vote_goes_from_a_phone_to_the_wall(
    page: Page, planner: Planner, browser: Browser
) -> None:
    with planner.app.app_context():
        mine = sa.select(Event.id).where(Event.slug == "annual-next").scalar_subquery()
        vote = db.session.scalars(sa.select(StepVote).where(StepVote.event_id == mine)).one()
    home = f"{planner.url}/events/annual-next/votes/{vote.id}"
    planner.enter(page)
    page.goto(home)
    with page.expect_navigation():
        page.get_by_role("button", name="Open the vote").click()
    page.goto(f"{home}/wall?lang=en")
    now = page.locator("#vote-now")
    expect(now).to_contain_text("Nobody has voted yet.")
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        phone = context.new_page()
        phone.goto(f"{planner.url}/vote/{vote.code}")
        phone.get_by_text("I can live with it").click()
        context.set_offline(True)
        phone.locator(".vote-send").click()
        expect(phone.locator("[data-vote-alone]")).to_contain_text("No connection")
        phone.get_by_text("I support it, with small remarks").click()
        phone.locator(".vote-send").click()
        context.set_offline(False)
        expect(phone.locator(".vote-counts")).to_contain_text("Your vote counts.")
        expect(phone.get_by_label("I support it, with small remarks")).to_be_checked()
    expect(now).to_contain_text("1 vote: 1 by phone, 0 on paper.")
    expect(now).to_contain_text("The result is shown when the vote is closed.")
    page.goto(home)
    page.get_by_role("button", name="Close the vote").click()
    second = page.locator(".vote-bars tbody tr").nth(1)
    expect(second.locator("td.num")).to_have_text("1")
    # it stands beside the agenda, too
    page.goto(f"{planner.url}/events/annual-next/agenda?day=all")
    expect(page.locator("html.cells-ready")).to_be_attached()
    page.locator(f"#step-{vote.step_id} [aria-label^='More']").first.click()
    page.get_by_role("link", name="Edit everything").click()
    expect(page.locator("dialog.panel #step-votes")).to_have_text("What the room voted")
