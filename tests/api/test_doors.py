"""Who may do what through the API: the same as on the pages, as far as the token goes."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import user_by_email
from facilitate.accounts.audit import AuditAct, AuditEntry
from facilitate.accounts.models import User
from facilitate.accounts.passwords import hash_password
from facilitate.accounts.second_step import RequiredOf, require_of
from facilitate.api import serving
from facilitate.api.models import ApiToken
from facilitate.api.operation import (
    OPERATIONS,
    ROOT,
    ApiOperation,
    ReadOperation,
    WriteOperation,
)
from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role

from .. import moment
from ..people import Cast
from .pages_read import NOT_READ, READ_WITH, is_form_or_file

NOT_OF_AN_EVENT = {
    "me",
    "events",
    "create_event",
    "techniques",
    "library",
    "bulletins",
    "starting_agendas",
    "compared_figures",
    "learned",
}
PLACES = {"purpose": "consultation", "kind": "regional_committee", "period": "2026-1"}
"""What stands in addresses besides numbers and short names."""


def known(app: Flask, operation: ApiOperation, task: int) -> tuple[str, str]:
    """The address of an operation and of its page, in the cast's event, with numbers that nothing but the task has."""
    values = {"slug": "spring", "task_id": task, **PLACES}
    with app.app_context():
        addresses = serving.operation_addresses()
        rule = next(addresses.iter_rules(operation.name))
        mine = {name: values.get(name, 999) for name in rule.arguments}
        api = addresses.bind("localhost").build(operation.name, mine)
    page = operation.page_values(mine) if isinstance(operation, WriteOperation) else mine
    return api.removeprefix(ROOT), app.url_map.bind("localhost").build(operation.page, page)


def test_every_door_is_its_pages_door(app: Flask, sign_in, program) -> None:
    doors = {
        name: (one.view.door, app.view_functions[one.page].door)
        for name, one in OPERATIONS.items()
        if isinstance(one, ReadOperation)
    }
    assert {name: both for name, both in doors.items() if both[0] != both[1]} == {}
    wrong, refused = {}, set()
    task = program("organiser")("POST", "/events/spring/tasks", {"title": {"en": "Chairs"}}).json[
        "id"
    ]
    for who in ("stranger", "viewer", "note_taker"):
        ask, browser = program(who), sign_in(who)
        for name, one in OPERATIONS.items():
            if name in NOT_OF_AN_EVENT:
                continue
            address, page = known(app, one, task)
            method = "GET" if one.method == "GET" else "POST"
            told = ask(one.method, address, None if method == "GET" else {}, If_Match="*")
            shown = browser.open(page, method=method)
            refused |= {(who, told.status_code)} & {("stranger", 404), (who, 403)}
            same = who == "stranger" or 403 in (told.status_code, shown.status_code)
            if same and told.status_code != shown.status_code:
                wrong[who, name] = (told.status_code, shown.status_code)
    assert wrong == {}
    assert refused == {("stranger", 403), ("stranger", 404), ("viewer", 403), ("note_taker", 403)}
    assert len(OPERATIONS) > 50


@pytest.mark.both_databases
def test_where_there_is_nothing_yet_nothing_breaks(app: Flask, program) -> None:
    ask, told = program("administrator"), dict[int, set[str]]()
    for name, one in OPERATIONS.items():
        if one.method == "GET":
            status = ask("GET", known(app, one, 1)[0]).status_code
            told.setdefault(status, set()).add(name)
    unreleased = {"report"}
    assert told.keys() <= {200, 404, 409}
    assert told.get(409, set()) <= unreleased
    assert {"evaluations", "shopping", "scripts", "forum_figures", "learned"} <= told[200]


def test_what_a_page_shows_is_read(app: Flask) -> None:
    read = {one.page for one in OPERATIONS.values() if one.method == "GET"}
    shown = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and app.view_functions[rule.endpoint].door != "public"
    }
    left = {one for one in shown - read if not is_form_or_file(one)}
    assert left - set(READ_WITH) - set(NOT_READ) == set()
    assert (set(READ_WITH) | set(NOT_READ)) - left == set()
    assert set(READ_WITH.values()) - set(OPERATIONS) == set()


def test_a_token_goes_no_further_than_it_says(app: Flask, client: FlaskClient, program) -> None:
    reader = program("organiser", scopes=["tasks:read"], slug="spring")
    assert reader("GET", "/events/spring/tasks").status_code == 200
    assert reader("POST", "/events/spring/tasks", {}).status_code == 403
    assert reader("GET", "/events/spring/people").status_code == 403
    assert [
        one["slug"] for one in program("organiser", slug="spring")("GET", "/events").json["items"]
    ] == ["spring"]
    elsewhere = program("administrator", slug="spring")
    assert elsewhere("GET", "/people").status_code == 403
    assert elsewhere("GET", "/events/other").status_code == 404
    assert client.get(f"{ROOT}/events").status_code == 401
    over = program("organiser", days=-1)("GET", "/events", Accept_Language="sq")
    assert (over.status_code, over.mimetype) == (401, "application/problem+json")
    assert over.json["title"] == "Pa çelës ose me një çelës që nuk vlen"


def test_a_cookie_opens_nothing(organiser: FlaskClient) -> None:
    assert organiser.get(f"{ROOT}/events").status_code == 401


def test_a_token_is_shown_once_and_revoked(app: Flask, organiser: FlaskClient, cast: Cast) -> None:
    """Who makes one gives the password again: it opens more than an unlocked device, and for longer."""
    with app.app_context():
        user_by_email("organiser@office.example").password_hash = hash_password("coffee at nine")
        db.session.commit()
    sent = {"name": "Power BI", "scopes": ["tasks:write"], "days": "30", "event_id": ""}
    for proof in ("", "tea at nine"):
        refused = organiser.post("/account/tokens", data={**sent, "proof": proof})
        assert (refused.status_code, 'value="fac_' in refused.text) == (422, False)
    page = organiser.post("/account/tokens", data={**sent, "proof": "coffee at nine"}).text
    token = page.partition('value="fac_')[2].partition('"')[0]
    head = {"Authorization": f"Bearer fac_{token}"}
    assert app.test_client().get(f"{ROOT}/events/spring/tasks", headers=head).status_code == 200
    assert token not in organiser.get("/account/tokens").text
    with app.app_context():
        row = db.session.query(ApiToken).one()
        assert token not in row.token_hash
        assert row.used_at is not None
        number = row.id
    assert organiser.post(f"/account/tokens/{number + 1}/revoke").status_code == 404
    organiser.post(f"/account/tokens/{number}/revoke")
    assert app.test_client().get(f"{ROOT}/events/spring/tasks", headers=head).status_code == 401
    with app.app_context():
        noted = [entry.act for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
        assert noted == [AuditAct.TOKEN, AuditAct.TOKEN_REVOKED]


def test_who_is_locked_out_is_locked_out_here_too(app: Flask, cast: Cast, program) -> None:
    ask = program("organiser")
    with app.app_context():
        require_of(RequiredOf.EVERYBODY)
        db.session.commit()
    assert ask("GET", "/events").status_code == 403
    with app.app_context():
        db.session.get_one(User, cast.users["organiser"]).active = False
        db.session.commit()
    assert ask("GET", "/events").status_code == 401


def test_no_field_of_the_address_leads_a_token_elsewhere(app: Flask, cast: Cast, program) -> None:
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        other = Event(
            slug="other",
            kind=spring.kind,
            title=spring.title,
            description=spring.description,
            first_day=spring.first_day,
            last_day=spring.last_day,
            venue="",
            town="",
            created_at=moment.now(),
        )
        db.session.add(other)
        db.session.flush()
        db.session.add(
            Member(event_id=other.id, user_id=cast.users["organiser"], role=Role.ORGANISER)
        )
        db.session.commit()
    ask, task = program("organiser", slug="spring"), {"title": {"en": "Chairs"}}
    asked = ("slug=other", "endpoint=x", "_external=1", "_method=PUT", "_anchor=x", "_scheme=x")
    codes = [ask("POST", f"/events/spring/tasks?{one}", task).status_code for one in asked]
    assert codes == [201] * len(asked)
    with app.app_context():
        slugs = sa.select(Event.slug).join(Task, Task.event_id == Event.id)
        assert list(db.session.scalars(slugs)) == ["spring"] * len(asked)
