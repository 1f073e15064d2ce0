"""Who may do what with an agenda: every address of it, asked by everybody."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

pytestmark = pytest.mark.usefixtures("plain_errors")

READING = {
    "show_agenda",
    "show_agenda_since",
    "show_comments",
    "show_talk",
    "show_shopping",
    "download_shopping",
    "show_sharing",
    "download_programme",
    "print_programme",
    "print_running_order",
    "download_running_order",
    "show_live",
    "show_projector",
    "send_live_state",
    "show_timings",
    "show_versions",
    "compare_versions",
}
COMMENTING = {"create_comment", "create_proposal", "resolve_comment", "reopen_comment"}
RUNNING = {"press_buttons"}
KNOWN = {"slug": "spring", "ending": "xlsx", "cell": "room"}
CALENDARS = {"calendars.show_calendars", "calendars.download_calendar"}
TEAM = ("organiser", "lead_facilitator", "facilitator", "note_taker", "staff", "viewer")
EDITORS = ("organiser", "lead_facilitator", "administrator")


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address of the agenda and the calendars inside an event, with numbers nothing has."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in ("agenda", "calendars") and rule.rule.startswith(
            "/events/<slug>/"
        ):
            values = {name: KNOWN.get(name, "1") for name in rule.arguments}
            yield rule, app.url_map.bind("localhost").build(rule.endpoint, values)


def may(rule: Rule, role: str) -> bool:
    name = rule.endpoint.split(".")[1]
    if role in EDITORS or name in READING or rule.endpoint in CALENDARS:
        return True
    return role != "viewer" and name in COMMENTING | RUNNING


@pytest.mark.parametrize("role", [*TEAM, "administrator"])
def test_every_role_gets_where_it_may_and_nowhere_else(
    app: Flask, sign_in, steps, role: str
) -> None:
    client, wrong, count = sign_in(role), {}, 0
    for rule, address in rules(app):
        for method in {"GET", "POST"} & (rule.methods or set()):
            count += 1
            code = client.open(address, method=method).status_code
            if (code == 403) == may(rule, role) or code >= 500:
                wrong[method, rule.endpoint] = code
    assert wrong == {}
    assert count > 55


def test_strangers_find_nothing_and_others_sign_in_first(
    app: Flask, client: FlaskClient, sign_in, steps
) -> None:
    stranger, wrong = sign_in("stranger"), {}
    for rule, address in rules(app):
        for method in {"GET", "POST"} & (rule.methods or set()):
            codes = [
                browser.open(address, method=method).status_code for browser in (stranger, client)
            ]
            if codes != [404, 302]:
                wrong[method, rule.endpoint] = codes
    assert wrong == {}


def test_what_only_takes_a_button_is_no_address(app: Flask, organiser: FlaskClient, steps) -> None:
    tried, known = [], list(rules(app))
    opened = {address for rule, address in known if rule.methods and "GET" in rule.methods}
    for rule, address in known:
        if rule.methods and address not in opened:
            tried.append(rule.endpoint)
            assert organiser.get(address).status_code == 405, rule.endpoint
    assert len(tried) > 20
