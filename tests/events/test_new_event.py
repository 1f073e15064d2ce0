"""Every page of a planner with one new event: none is lost, none has two filled buttons, none speaks another language.

Which filled buttons of full pages a browser shows, `browser/test_every_page.py` says.
"""

from datetime import timedelta

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.first_run import first_run_token

from .. import moment
from ..browser.pages import FILES, PUBLIC

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
FOLDED = "ancestor::details[not(@open)] or ancestor::dialog[not(@open)] or ancestor-or-self::*[@hidden] or ancestor::template"
IS_FILLED = (
    "contains(concat(' ', @class, ' '), ' btn ') and contains(concat(' ', @class, ' '), ' main ')"
)


def addresses(app: Flask, slug: str) -> list[str]:
    """All pages that are there before anything is: of the planner and of the event."""
    found = []
    for rule in app.url_map.iter_rules():
        asked = rule.arguments - set(rule.defaults or ())
        if "GET" not in (rule.methods or ()) or rule.endpoint in FILES | PUBLIC:
            continue
        if not asked or (asked == {"slug"} and rule.rule.startswith("/events/")):
            found.append(rule.rule.replace("<slug>", slug))
    return [one for one in found if "<" not in one and not one.endswith(LEADS_ELSEWHERE)]


def begin(app: Flask, language: str) -> tuple[FlaskClient, str]:
    """The browser of who was first here, and the slug of the event made there."""
    with app.app_context():
        token = first_run_token()
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    client.post(
        "/first-run",
        data={
            "token": token,
            "name": "Ana Leka",
            "email": "ana@office.example",
            "password": "a long sentence",
            "again": "a long sentence",
        },
    )
    day = (moment.planner_today() + timedelta(days=120)).isoformat()
    (form,) = lxml.html.document_fromstring(client.get("/events/new").text).xpath(
        "//form[.//*[@name='first_day']]"
    )
    typed = {f"title-{language}": "County conference", "first_day": day, "last_day": day}
    made = client.post("/events/new", data={**dict(form.form_values()), **typed})
    assert made.status_code == 302
    return client, made.location.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize("language", ["en", "sq"])
def test_every_page_of_a_new_event_has_at_most_one_filled_button(app: Flask, language: str) -> None:
    client, slug = begin(app, language)
    wrong, looked_at = {}, 0
    for address in addresses(app, slug):
        answer = client.get(address, follow_redirects=True)
        if answer.status_code != 200 and answer.status_code not in (404, 405, 409):
            wrong[address] = [f"status {answer.status_code}"]
        if answer.status_code != 200 or "<html" not in answer.text:
            continue
        looked_at += 1
        page = lxml.html.document_fromstring(answer.text)
        filled = [
            one.text_content().strip() for one in page.xpath(f"//*[{IS_FILLED}][not({FOLDED})]")
        ]
        spoken = page.get("lang")
        if len(filled) > 1 or spoken != language or len(page.findall(".//h1")) != 1:
            wrong[address] = [*filled, spoken or ""]
    assert wrong == {}
    assert looked_at > 100
