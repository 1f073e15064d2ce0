"""What a program writes goes through the forms: checked, remembered, refused as there."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from jsonschema import Draft202012Validator

from facilitate.api.models import ApiPost
from facilitate.cafe.models import CafeTable
from facilitate.checklists.models import ChecklistChange, Task
from facilitate.data.db import db
from facilitate.directory.contacts.export_log import last_contact_exports

from .. import moment

TASK = {"title": {"en": "Order the coffee"}, "phase": "logistics", "number": 2}


def test_a_task_is_created_once_changed_ticked_and_taken_back(app: Flask, program) -> None:
    ask = program("organiser")
    made = ask("POST", "/events/spring/tasks", TASK, Idempotency_Key="k1")
    again = ask("POST", "/events/spring/tasks", TASK, Idempotency_Key="k1")
    assert (made.status_code, again.status_code, again.json) == (201, 201, made.json)
    other = ask("POST", "/events/spring/tasks", {"title": {"en": "Tea"}}, Idempotency_Key="k1")
    assert other.status_code == 422
    address, tag = f"/events/spring/tasks/{made.json['id']}", made.headers["ETag"]
    changed = ask("PATCH", address, {"note": "For 110"}, If_Match=tag)
    assert (changed.json["note"], changed.json["title"]["en"]) == ("For 110", "Order the coffee")
    clash = ask("PATCH", address, {"note": "For 90"}, If_Match=tag)
    assert clash.status_code == 412
    assert clash.json["clash"] == [{"field": "Note", "saved": "For 110", "sent": "For 90"}]
    assert ask("PATCH", address, {"note": "For 90"}).status_code == 428
    done = ask("POST", f"{address}/status", {"to": "done"}).json
    assert done["status"] == "done"
    assert ask("GET", address, If_None_Match=f'"v{done["version"]}"').status_code == 304
    assert ask("DELETE", address).status_code == 204
    assert ask("GET", address).status_code == 404
    with app.app_context():
        told = db.session.scalars(sa.select(ChecklistChange.did).order_by(ChecklistChange.id))
        assert list(told) == ["added", "edited", "status", "deleted"]


def test_what_a_form_refuses_is_refused_field_by_field(app: Flask, program) -> None:
    ask = program("organiser")
    sent = {"title": {"sq": "Kafe"}, "phase": "lunch", "effort": "much"}
    wrong = ask("POST", "/events/spring/tasks", sent, Accept_Language="sq")
    assert (wrong.status_code, wrong.json["title"]) == (422, "Diçka nuk është në rregull")
    assert set(wrong.json["errors"]) == {"phase", "effort"}
    unknown = ask("POST", "/events/spring/tasks", {**TASK, "done": True, "title": "Coffee"})
    assert set(unknown.json["errors"]) == {"done", "title"}
    assert ask("POST", "/events/spring/tasks", ["no"]).status_code == 400
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Task.id))) == 0


def test_a_title_that_says_how_large_groups_are_is_counted(app: Flask, program) -> None:
    ask = program("organiser")
    day = ask("GET", "/events/spring/agenda").json["days"][1]["on"]
    sent = {"title": {"en": "Group work in groups of 6 by county"}, "kind": "group", "where": day}
    made = ask("POST", "/events/spring/steps", {**sent, "minutes": 45}).json
    assert (made["title"]["en"], made["groups"]) == ("Group work by county", 19)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CafeTable.id))) == 19


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_is_sent_as_a_form_is_told_so_and_not_taken_for_nothing(
    app: Flask, program, kind: str
) -> None:
    """As `curl -d` sends it without a header: a tick was answered with 200 and not made."""
    ask = program("organiser")
    made = ask("POST", "/events/spring/tasks", TASK).json["id"]
    head = {"Content_Type": kind} if kind else {}
    told = ask("POST", f"/events/spring/tasks/{made}/status", b'{"to": "done"}', **head)
    assert (told.status_code, "Send JSON" in told.json["detail"]) == (400, True)


def test_a_key_whose_result_is_not_known_yet_is_asked_for_again(app: Flask, program) -> None:
    ask = program("organiser")
    ask("POST", "/events/spring/tasks", TASK, Idempotency_Key="k1")
    said = []
    for minutes in (0, 2):
        with app.app_context():
            at = moment.now() - timedelta(minutes=minutes)
            db.session.execute(sa.update(ApiPost).values(answer=sa.null(), at=at))
            db.session.commit()
        told = ask("POST", "/events/spring/tasks", TASK, Idempotency_Key="k1")
        said.append((told.status_code, told.json["detail"].partition(".")[0]))
    assert said == [
        (409, "This is being done right now"),
        (409, "This was already done; the result is no longer known"),
    ]


@pytest.mark.both_databases
def test_typed_lines_become_steps_as_the_page_reads_them(program) -> None:
    ask = program("organiser")
    day = ask("GET", "/events/spring/agenda").json["days"][1]["on"]
    sent = {"lines": "Opening 15\n\n World café 9 tables 3x20 @Ana Prifti", "where": day}
    made = ask("POST", "/events/spring/agenda/lines", sent, Idempotency_Key="lines")
    again = ask("POST", "/events/spring/agenda/lines", sent, Idempotency_Key="lines")
    assert (made.status_code, again.json) == (201, made.json)
    opening, cafe = made.json["items"]
    assert (opening["title"]["en"], opening["minutes"], opening["day"]) == ("Opening", 15, day)
    assert (cafe["kind"], cafe["groups"], cafe["speakers"]) == ("cafe", 9, ["Ana Prifti"])
    assert cafe == ask("GET", f"/events/spring/steps/{cafe['id']}").json
    below = {"lines": "Questions 10", "after": opening["id"]}
    [between] = ask("POST", "/events/spring/agenda/lines", below).json["items"]
    order = [one["id"] for one in ask("GET", "/events/spring/steps").json["items"]]
    place = order.index(opening["id"])
    assert order[place : place + 3] == [opening["id"], between["id"], cafe["id"]]


def test_lines_that_cannot_be_steps_are_refused_with_a_reason(program) -> None:
    ask = program("organiser")

    def wrong(**sent: object) -> set[str]:
        told = ask("POST", "/events/spring/agenda/lines", sent)
        assert told.status_code == 422, told.json
        return set(told.json["errors"])

    assert wrong(lines="Coffee") == wrong(lines="Coffee", where="parked", after=1) == {"where"}
    assert wrong(lines=" \n", where="parked") == wrong(where="parked") == {"lines"}
    assert wrong(lines=["Coffee"], after=True, day=1) == {"lines", "after", "day"}
    gone = ask("POST", "/events/spring/agenda/lines", {"lines": "Tea", "where": "2031-01-01"})
    assert (gone.status_code, "no longer exists" in gone.json["detail"]) == (409, True)
    long = ask("POST", "/events/spring/agenda/lines", {"lines": "x" * 5000, "where": "parked"})
    assert (long.status_code, "too long" in long.json["detail"]) == (409, True)
    tea = {"lines": "Tea", "where": "parked"}
    assert program("note_taker")("POST", "/events/spring/agenda/lines", tea).status_code == 403


def test_several_new_rows_are_told_as_the_document_says(program) -> None:
    ask = program("organiser")
    document = ask("GET", "/openapi.json").json
    office = ask("POST", "/organisations", {"name": "Zyra e Lezhës", "sector_id": 1}).json["id"]
    ana = {"given_name": "Ana", "family_name": "Prifti", "organisation_id": office}
    new = ask("POST", "/people", ana).json
    lines = {"lines": "Coffee 30\nQuestions 10", "where": "parked"}
    for path, sent in (("people", {"people": [new["id"]]}), ("agenda/lines", lines)):
        told = ask("POST", f"/events/spring/{path}", sent)
        answers = document["paths"][f"/events/{{slug}}/{path}"]["post"]["responses"]
        schema = answers["201"]["content"]["application/json"]["schema"]
        assert (told.status_code, len(told.json["items"])) == (201, len(sent.get("people", "xy")))
        Draft202012Validator({**document, **schema}).validate(told.json)


def test_a_step_is_added_moved_and_merged(program) -> None:
    ask = program("organiser")
    plan = ask("GET", "/events/spring/agenda").json
    sent = {
        "title": {"en": "Questions"},
        "minutes": 20,
        "where": plan["days"][1]["on"],
        "speakers": ["Ana Prifti"],
        "materials": [{"quantity": 3, "text": {"en": "pens"}}],
    }
    made = ask("POST", "/events/spring/steps", sent)
    address, first = f"/events/spring/steps/{made.json['id']}", made.headers["ETag"]
    assert (made.json["day"], made.json["speakers"]) == (plan["days"][1]["on"], ["Ana Prifti"])
    ask("PATCH", address, {"minutes": 25}, If_Match=first)
    merged = ask("PATCH", address, {"pinned": "15:30"}, If_Match=first).json
    assert (merged["minutes"], merged["pinned"], merged["materials"]) == (
        25,
        930,
        made.json["materials"],
    )
    assert ask("PATCH", address, {"minutes": 40}, If_Match=first).status_code == 412


def test_people_come_onto_the_list(app: Flask, program) -> None:
    ask = program("administrator")
    sector = ask("GET", "/sectors").json["items"][0]["id"]
    office = {"name": "Bashkia Vlorë", "kind": "municipality", "level": "municipality"}
    made = ask("POST", "/organisations", {**office, "sector_id": sector}).json
    ana = {"given_name": "Ana", "family_name": "Prifti", "organisation_id": made["id"]}
    person = ask("POST", "/people", {**ana, "email": "ana@office.example"}).json
    assert "email" not in person
    seen = ask("GET", f"/people/{person['id']}?contacts=1").json
    assert seen["email"] == "ana@office.example"
    sent = {"people": [person["id"]], "standing": "coming", "parts": ["speaker", "participant"]}
    row = ask("POST", "/events/spring/people", sent).json["items"][0]
    assert (row["name"], row["parts"]) == ("Ana Prifti", ["participant", "speaker"])
    assert "email" not in row
    shown = ask("GET", "/events/spring/people?contacts=1&standing=coming").json["items"]
    assert [one["email"] for one in shown] == ["ana@office.example"]
    assert ask("GET", "/events/spring/figures").json["total"] == 1
    more = [{**ana, "given_name": name, "email": "x@office.example"} for name in ("Ben", "Çelo")]
    for one in more:
        ask("POST", "/people", one)
    with app.app_context():
        before = len(last_contact_exports())
    ask("GET", "/people?contacts=1&limit=2"), ask("GET", f"/people/{person['id']}?contacts=1")
    with app.app_context():
        noted = last_contact_exports()
        assert [one.people for one in noted[: len(noted) - before]] == [1, 2]


@pytest.mark.both_databases
def test_a_list_comes_in_pages_that_lose_nothing(program) -> None:
    ask = program("organiser")
    for number in range(5):
        ask("POST", "/events/spring/tasks", {"title": {"en": f"Task {number}"}})
    found, cursor = [], ""
    while cursor is not None:
        page = ask("GET", f"/events/spring/tasks?limit=2&cursor={cursor}").json
        found += [one["title"]["en"] for one in page["items"]]
        cursor = page["next"]
    assert found == [f"Task {number}" for number in range(5)]
    huge = base64.urlsafe_b64encode(b"9" * 30).decode()
    for asked in ("limit=0", "limit=x", "cursor=x", f"cursor={huge}"):
        assert ask("GET", f"/events/spring/tasks?{asked}").status_code == 400, asked


def test_what_breaks_or_is_not_taken_is_told_as_a_problem(
    app: Flask, program, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = program("organiser")
    settings = replace(app.extensions["settings"], read_only=True)
    with monkeypatch.context() as patched:
        patched.setitem(app.extensions, "settings", settings)
        moved = ask("POST", "/events/spring/tasks", TASK)
    assert (moved.status_code, moved.mimetype) == (503, "application/problem+json")
    assert ask("PUT", "/events/spring/tasks").mimetype == "application/problem+json"


def test_aims_decisions_and_money_are_written_as_on_their_pages(program) -> None:
    ask = program("organiser")
    wanted = {"text": {"en": "Agree on one form"}, "passed_to": {"sq": "ministria"}}
    aim = ask("POST", "/events/spring/objectives", wanted)
    assert aim.json["passed_to"] == {"en": "", "sq": "ministria"}
    shall = {"text": {"en": "Counties that use the form"}, "before": "3", "goal": "12"}
    ask("POST", f"/events/spring/objectives/{aim.json['id']}/indicators", shall)
    (indicator,) = ask("GET", "/events/spring/indicators").json["items"]
    assert (indicator["objective_id"], indicator["goal"]) == (aim.json["id"], "12")
    sent = {"text": "One form from January", "objective_id": aim.json["id"]}
    made = ask("POST", "/events/spring/decisions", sent)
    address = f"/events/spring/decisions/{made.json['id']}"
    told = ask("PATCH", address, {"text": "One form"}, If_Match=made.headers["ETag"]).json
    assert (told["text"], told["objective_id"]) == ("One form", aim.json["id"])
    assert (ask("DELETE", address).status_code, ask("GET", address).status_code) == (204, 404)

    cost = {"title": {"en": "Hall"}, "category": "venue", "quantity": 2.5, "unit_cents": 125_050}
    made = ask("POST", "/events/spring/costs", cost)
    assert (made.status_code, made.json["quantity"], made.json["unit_cents"]) == (201, 2.5, 125_050)
    address = f"/events/spring/costs/{made.json['id']}"
    paid = ask("PATCH", address, {"paid_cents": "1 000,00"}, If_Match=made.headers["ETag"]).json
    assert (paid["paid_cents"], paid["unit_cents"], paid["quantity"]) == (100_000, 125_050, 2.5)
    assert ask("POST", "/events/spring/contributions", {"title": {"en": "Hall"}}).status_code == 422


def test_an_amount_no_budget_has_is_refused_not_broken_by(program) -> None:
    ask, hall = program("organiser"), {"title": {"en": "Hall"}, "quantity": "1"}
    for cents in (10**400, -(10**400), 10**16, -1):
        told = ask("POST", "/events/spring/costs", {**hall, "unit_cents": cents})
        assert (told.status_code, list(told.json["errors"])) == (422, ["unit_cents"])
    kept = ask("POST", "/events/spring/costs", {**hall, "unit_cents": 123_456_789_05}).json
    assert kept["unit_cents"] == 123_456_789_05
