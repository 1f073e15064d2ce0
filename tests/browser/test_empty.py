"""Every page of a planner with one new event: none is lost, none has two filled buttons, none speaks another language."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from facilitate.accounts.first_run import first_run_token

from .. import moment
from .pages import FILES, PUBLIC
from .server import Planner, serve_demo

pytestmark = pytest.mark.browser


@pytest.fixture
def empty(tmp_path: Path, shared: Path) -> Iterator[Planner]:
    """A planner in which nobody has an account yet."""
    with serve_demo(tmp_path, shared, "filled") as planner:
        yield planner


def addresses(planner: Planner, slug: str) -> list[str]:
    """All pages that are there before anything is: of the planner and of the event."""
    found = []
    for rule in planner.app.url_map.iter_rules():
        asked = rule.arguments - set(rule.defaults or ())
        if "GET" not in (rule.methods or ()) or rule.endpoint in FILES | PUBLIC:
            continue
        if not asked or (asked == {"slug"} and rule.rule.startswith("/events/")):
            found.append(rule.rule.replace("<slug>", slug))
    return [one for one in found if "<" not in one and not one.endswith(LEADS_ELSEWHERE)]


LEADS_ELSEWHERE = (
    "/sign-out",
    "/feed",
    "/qr.svg",
    ".js",
    ".json",
    ".txt",
    ".xlsx",
    ".csv",
    ".docx",
)


@pytest.mark.parametrize("language", ["en", "sq"])
def test_every_page_of_a_new_event_has_at_most_one_filled_button(
    browser: Browser, empty: Planner, language: str
) -> None:
    page = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="sq" if language == "sq" else "en-GB"
    ).new_page()
    with empty.app.app_context():
        token = first_run_token()
    page.goto(empty.url)
    for name, typed in {
        "token": token,
        "name": "Ana Leka",
        "email": "ana@office.example",
        "password": "a long sentence",
        "again": "a long sentence",
    }.items():
        page.locator(f"[name={name}]").fill(typed)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.goto(f"{empty.url}/events/new")
    day = (moment.planner_today() + timedelta(days=120)).isoformat()
    page.locator(f"[name=title-{language}]").fill("County conference")
    for name in ("first_day", "last_day"):
        page.locator(f"[name={name}]").fill(day)
    with page.expect_navigation():
        page.locator("main form button.main").click()
    expect(page.locator(".card.next")).to_be_visible()
    slug = page.url.rstrip("/").rsplit("/", 1)[1]
    wrong, looked_at = {}, 0
    for address in addresses(empty, slug):
        answer = page.request.get(empty.url + address)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            if answer.status not in (200, 404, 405, 409):
                wrong[address] = [f"status {answer.status}"]
            continue
        if "<html" not in answer.text():
            continue
        page.goto(empty.url + address)
        looked_at += 1
        filled = page.locator(".btn.main:visible").all_inner_texts()
        spoken = page.locator("html").get_attribute("lang")
        if len(filled) > 1 or spoken != language or page.locator("h1").count() != 1:
            wrong[address] = [*filled, spoken or ""]
    page.context.close()
    assert wrong == {}
    assert looked_at > 100
