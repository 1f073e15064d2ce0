"""What a program added it removes again, as the page's button does: of the state it read, into the bin, by the same door."""

import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.forums.models import Forum
from facilitate.lib.text import Words

from .. import moment

THERE_AND_GONE = {
    "goals": {"text": {"en": "Fewer forms"}},
    "objectives": {"text": {"en": "Agree on one form"}},
    "presentations": {"title": {"en": "How Kukës does it"}},
    "steps": {"title": {"en": "Welcome"}, "minutes": 15},
    "rooms": {"name": "Blue room", "capacity": 40},
    "tasks": {"title": {"en": "Chairs"}},
    "decisions": {"text": "One form"},
    "actions": {"text": "Write the form", "due_on": None},
    "costs": {"title": {"en": "Hall"}, "category": "venue", "quantity": 1, "unit_cents": 100},
    "contributions": {"giver": "Vatra", "title": {"en": "Hall"}, "kind": "cash", "unit_cents": 100},
}


@pytest.mark.parametrize("what", THERE_AND_GONE)
def test_what_was_added_is_changed_and_removed(what: str, program) -> None:
    ask = program("organiser")
    made = ask("POST", f"/events/spring/{what}", THERE_AND_GONE[what])
    assert made.status_code == 201, made.json
    address = f"/events/spring/{what}/{made.json['id']}"
    read = ask("GET", address)
    assert (read.status_code, read.json) == (200, made.json)
    assert program("viewer")("DELETE", address).status_code == 403
    old = ask("DELETE", address, If_Match='"v0"')
    assert (old.status_code, ask("GET", address).status_code) == (412, 200)
    gone = ask("DELETE", address, If_Match=read.headers["ETag"])
    assert (gone.status_code, gone.data) == (204, b"")
    assert ask("GET", address).status_code == 404
    assert ask("DELETE", address).status_code == 404


def test_a_note_a_person_and_an_office_are_removed(program) -> None:
    ask, boss = program("organiser"), program("administrator")
    step = ask("POST", "/events/spring/steps", {"title": {"en": "Talk"}, "minutes": 15}).json["id"]
    note = ask("POST", f"/events/spring/steps/{step}/notes", {"text": "Kukës agrees"}).json["id"]
    assert ask("DELETE", f"/events/spring/notes/{note}").status_code == 204
    assert ask("GET", "/events/spring/notes").json["items"] == []
    sector = boss("GET", "/sectors").json["items"][0]["id"]
    office = {"name": "Bashkia Vlorë", "kind": "municipality", "level": "municipality"}
    kept = boss("POST", "/organisations", {**office, "sector_id": sector}).json["id"]
    ana = {"given_name": "Ana", "family_name": "Prifti", "organisation_id": kept}
    person = boss("POST", "/people", ana).json["id"]
    told = boss("DELETE", f"/organisations/{kept}")
    assert (told.status_code, told.mimetype) == (409, "application/problem+json")
    assert ask("DELETE", f"/people/{person}").status_code == 403
    assert boss("DELETE", f"/people/{person}").status_code == 204
    assert boss("DELETE", f"/organisations/{kept}").status_code == 204
    names = {one["name"] for one in boss("GET", "/bin").json["items"]}
    assert {"Ana Prifti", "Bashkia Vlorë"} <= names


def test_an_event_is_archived(program) -> None:
    ask = program("organiser")
    assert program("note_taker")("DELETE", "/events/spring").status_code == 403
    assert ask("DELETE", "/events/spring").status_code == 204
    assert ask("GET", "/events/spring").json["is_archived"] is True


def test_who_came_how_an_indicator_stands_and_published_shares_are_written(program) -> None:
    ask = program("organiser")
    aim = ask("POST", "/events/spring/objectives", {"text": {"en": "Agree on one form"}}).json
    shall = {"text": {"en": "Counties that use the form"}, "before": "3", "goal": "12"}
    made = ask("POST", f"/events/spring/objectives/{aim['id']}/indicators", shall).json
    address = f"/events/spring/indicators/{made['id']}/readings"
    for value in ("5", "9"):
        told = ask("POST", address, {"value": value, "on": "2027-03-01"})
        assert (told.status_code, told.json["value"]) == (200, value)
    wrong = ask("POST", address, {"value": "", "on": "soon", "by": "me"})
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"by"})
    wrong = ask("POST", address, {"value": "", "on": "soon"})
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"value", "on"})
    assert program("viewer")("POST", address, {"value": "5", "on": "2027-03-01"}).status_code == 403
    [outcome] = ask("GET", "/events/spring/outcomes").json["items"]
    assert outcome["readings"] == [{"on": "2027-03-01", "value": "9"}]
    assert outcome["share"] == 67

    shares = {"total": 90, "source": "Report, page 4", "shares": {"outside": 43.5}}
    told = ask("POST", "/events/spring/figures/published", shares)
    assert (told.status_code, told.json) == (201, {})
    wrong = ask("POST", "/events/spring/figures/published", {"shares": {"outside": "many"}})
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"share_outside"})
    wrong = ask("POST", "/events/spring/figures/published", {"shares": {"moon": 1}})
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"share_moon"})
    assert ask("DELETE", "/events/spring/figures/published").status_code == 204


def test_somebody_is_checked_in_and_was_not_there_after_all(program) -> None:
    ask, boss = program("organiser"), program("administrator")
    day = ask("GET", "/events/spring").json["first_day"]
    sector = boss("GET", "/sectors").json["items"][0]["id"]
    new = {"given_name": "Mira", "family_name": "Leka", "office": "Vatra"}
    row = ask("POST", "/events/spring/people/new", {**new, "sector_id": sector})
    assert row.status_code == 201, row.json
    sent = {"participation_id": row.json["id"], "day": day}
    first, again = (ask("POST", "/events/spring/attendance", sent) for _ in range(2))
    assert (first.status_code, again.json) == (200, first.json)
    [there] = ask("GET", "/events/spring/attendance").json["items"]
    assert (there["participation_id"], there["day"]) == (row.json["id"], day)
    wrong = ask("POST", "/events/spring/attendance", {"participation_id": "x", "day": "2001-01-01"})
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"participation_id", "day"})
    missing = ask("POST", "/events/spring/attendance", {**sent, "participation_id": 999})
    assert missing.status_code == 404
    assert ask("DELETE", f"/events/spring/attendance/{there['id']}").status_code == 204
    assert ask("GET", "/events/spring/attendance").json["items"] == []


def test_a_forums_work_is_written(app: Flask, program) -> None:
    with app.app_context():
        forum = Forum(slug="north", kind="regional_group", created_at=moment.now())
        forum.name = Words("North", "Veriu")
        db.session.add(forum)
        db.session.commit()
    ask, today = program("administrator"), str(moment.planner_today())
    rows = {
        "problems": {"text": "No shelter", "theme": "shelter", "raised_on": today},
        "duties": {"name": {"en": "Report"}, "since": today},
        "advice": {"asked_on": today, "other": "Bashkia Has", "topic": "Who signs?"},
        "requests": {"title": "A van", "description": "For visits", "asked": 1, "sent_to": "UNDP"},
        "points": {"kind": "action", "text": "Call the prefect"},
    }
    made = {what: ask("POST", f"/forums/north/{what}", sent) for what, sent in rows.items()}
    assert {what: one.status_code for what, one in made.items()} == dict.fromkeys(rows, 201)
    for what in ("problems", "duties", "advice", "requests"):
        address = f"/forums/north/{what}/{made[what].json['id']}"
        assert ask("GET", address).json == made[what].json
        assert program("viewer")("DELETE", address).status_code == 403
        assert ask("DELETE", address, If_Match=made[what].headers["ETag"]).status_code == 204
        assert ask("GET", address).status_code == 404
    more = rows["requests"] | {"sent_on": today, "how_far": "granted", "granted": 2}
    refused = ask("POST", "/forums/north/requests", more)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["sure"])
    assert "More was granted than asked" in refused.json["errors"]["sure"][0]
    assert ask("POST", "/forums/north/requests", more | {"sure": True}).status_code == 201
    point = f"/forums/north/points/{made['points'].json['id']}"
    assert ask("POST", f"{point}/closed", {"closed_on": today}).status_code == 422
    done = ask("POST", f"{point}/closed", {"outcome": "She called", "closed_on": today}).json
    assert (done["closed_on"], done["outcome"]) == (today, "She called")
    assert ask("DELETE", f"{point}/closed").status_code == 204
    assert ask("GET", point).json["closed_on"] is None
    assert ask("DELETE", "/forums/north").status_code == 204
    assert ask("GET", "/forums/north").status_code == 404
