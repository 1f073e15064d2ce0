"""A presidency handed over: the next one planned, its work plan approved by every member on a phone, the sheet taken out."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from docx import Document
from playwright.sync_api import Browser, expect

from facilitate.accounts.actions import user_by_email
from facilitate.data.db import db
from facilitate.forums.actions import make_keeper
from facilitate.forums.models import Forum, ForumDocument, ForumMember, ForumRole
from facilitate.setup.demo.load import TEAM

from .. import moment
from .server import Planner

pytestmark = pytest.mark.browser
PATH = "/forums/shelters/presidency"


def deciding(planner: Planner) -> int:
    """How many members of the coalition have to approve."""
    with planner.app.app_context():
        rows = db.session.scalars(sa.select(ForumMember).where(ForumMember.until.is_(None)))
        return sum(one.role is not ForumRole.OBSERVER and one.turn is not None for one in rows)


def test_a_presidency_is_handed_over(browser: Browser, planner: Planner) -> None:
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True
    ).new_page()
    planner.enter(page, "en")
    page.goto(planner.url + PATH)
    expect(page.locator(".lead").first).to_contain_text("presides until")
    before = page.locator(".pres-line:not(.pres-past) > li").count()
    page.locator("#next input[name=number]").fill("2")
    page.locator("#next button.main").click()
    expect(page.locator(".flash").first).to_contain_text("2 presidencies are planned.")
    assert page.locator(".pres-line:not(.pres-past) > li").count() == before + 2

    with page.expect_navigation():
        page.locator(".pres-line > li").nth(1).locator("a", has_text="Work plan").click()
    plan = page.url
    page.locator("#add input[name=text]").fill("Visit every shelter")
    page.locator("#add input[name=due_on]").fill(
        (moment.planner_today() + timedelta(60)).isoformat()
    )
    page.locator("#add button").click()
    second = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    planner.enter(second, email=_another_keeper(planner))
    for one in (page, second):
        one.goto(plan)
        one.get_by_role("button", name="Release it").click()
    expect(second.locator(".flash").first).to_contain_text("Two people have released it.")
    second.context.close()
    page.goto(plan)
    with page.expect_navigation():
        page.locator("#links button", has_text="Create a link").click()
    links = page.locator("#links code").all_inner_texts()
    assert len(links) >= deciding(planner)
    for link in links:
        _approve(browser, link)
    page.goto(plan)
    expect(page.locator(".lead").first).to_contain_text("Approved by every member.")
    with planner.app.app_context():
        filed = db.session.scalars(
            sa.select(ForumDocument).order_by(ForumDocument.id.desc())
        ).first()
        assert filed is not None
        assert filed.file_name.startswith("work-plan-")

    page.goto(planner.url + PATH)
    page.locator(".pres-now a", has_text="Handover sheet").click()
    expect(page.locator(".lead").first).to_contain_text("Two people have released this sheet")
    with page.expect_download() as waiting:
        page.locator("a.main", has_text="Word").click()
    sheet = Document(io.BytesIO(waiting.value.path().read_bytes()))
    assert "Lënda: Dorëzimi i presidencës" in [one.text for one in sheet.paragraphs]
    page.context.close()


def _another_keeper(planner: Planner) -> str:
    """Somebody who keeps the coalition beside the organiser; gives their address."""
    email = TEAM["F1"][1]
    with planner.app.app_context():
        forum = db.session.scalars(sa.select(Forum).where(Forum.slug == "shelters")).one()
        user = user_by_email(email)
        assert user is not None
        make_keeper(forum, user.id)
        db.session.commit()
    return email


def _approve(browser: Browser, link: str) -> None:
    """A member on a phone, without account and without JavaScript. Observers answer too; whoever is last finds it approved."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="en-GB"
    ).new_page()
    phone.goto(link)
    assert phone.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    if phone.locator("input[name=answer]").count():
        phone.locator("input[value=yes]").check()
        phone.locator("input[name=name]").fill("Somebody of theirs")
        phone.locator("form button.main").click()
        expect(phone.locator("b.ok, .words").first).to_be_visible()
    phone.context.close()
