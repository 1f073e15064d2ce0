"""Programs read invitations, presidencies, practice sheets, what happened and old agendas: as far as their person may."""

from datetime import timedelta

from flask import Flask

from facilitate.consultation.evaluating.actions import create_evaluation
from facilitate.consultation.queries import questions_in
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.models import Activity, Forum, ForumMember, Presidency, WorkPlan
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Standing

from .. import moment
from ..directory.rows import add_office, add_worker
from ..people import Cast


def invite_somebody(cast: Cast) -> int:
    office = add_office("Bashkia Kukës")
    person = add_worker("Mira Leka", office)
    event = db.session.get_one(Event, cast.event_id)
    row = invite_to_event(event, person, standing=Standing.INVITED, on=moment.planner_today())
    db.session.commit()
    return row.id


def test_invitations_say_who_was_sent_what(app: Flask, cast: Cast, program) -> None:
    with app.app_context():
        number = invite_somebody(cast)
    [told] = program("organiser")("GET", "/events/spring/invitations").json["items"]
    assert (told["participation_id"], told["name"], told["standing"]) == (
        number,
        "Mira Leka",
        "invited",
    )
    assert (told["sent_at"], told["answered_at"], told["mail"], told["calendar"]) == (
        None,
        None,
        None,
        False,
    )
    assert "email" not in told
    [told] = program("organiser")("GET", "/events/spring/invitations?contacts=1").json["items"]
    assert told["email"] == "mira@office.example"
    assert program("viewer")("GET", "/events/spring/invitations?contacts=1").status_code == 403
    registration = program("organiser")("GET", "/events/spring/registration").json
    assert (registration["capacity"], registration["targets"]) == (0, [])
    assert program("organiser")("GET", "/events/spring/needs").json["items"] == []


def test_presidencies_with_their_work_plan(app: Flask, cast: Cast, program) -> None:
    today = moment.planner_today()
    with app.app_context():
        office = add_office("Vatra")
        forum = Forum(slug="shelters", kind="coalition", created_at=moment.now())
        forum.name = Words("Coalition", "Koalicioni")
        db.session.add(forum)
        db.session.flush()
        member = ForumMember(forum_id=forum.id, organisation_id=office.id)
        db.session.add(member)
        db.session.flush()
        days = {"first_day": today, "last_day": today + timedelta(180)}
        term = Presidency(forum_id=forum.id, member_id=member.id, **days)
        db.session.add(term)
        db.session.flush()
        plan = WorkPlan(presidency_id=term.id, aims="One shelter more")
        db.session.add(plan)
        db.session.flush()
        db.session.add(Activity(work_plan_id=plan.id, position=0, text="Find a house"))
        slug, key, mine = forum.slug, term.id, member.id
        db.session.commit()
    ask = program("viewer")
    [told] = ask("GET", f"/forums/{slug}/presidencies").json["items"]
    assert (told["id"], told["organisation"], told["plan"]) == (key, "Vatra", True)
    told = ask("GET", f"/forums/{slug}/presidencies/{key}/work-plan").json
    assert (told["aims"], told["edition"], told["approved"]) == ("One shelter more", 1, False)
    assert [(one["text"], one["status"]) for one in told["activities"]] == [
        ("Find a house", "planned")
    ]
    assert ask("GET", f"/forums/{slug}/presidencies/{key + 1}/work-plan").status_code == 404
    turns = ask("GET", f"/forums/{slug}/turns").json
    assert (turns["members"], turns["changes"]) == ([mine], [])
    assert program("stranger")("GET", f"/forums/{slug}/turns").status_code == 403


def test_a_practice_sheet_has_ten_fields_in_both_languages(app: Flask, program) -> None:
    told = program("viewer")("GET", "/events/spring/practice-sheet").json
    assert (told["released"], len(told["fields"])) == (False, 10)
    assert told["fields"][0] == {
        "name": "description",
        "own": {
            "en": "Ministries, counties and NGOs plan the year.",
            "sq": "Ministritë, qarqet dhe OJF-të planifikojnë vitin.",
        },
        "known": told["fields"][0]["known"],
    }
    asked = program("viewer")("GET", "/events/spring/start-questions").json["items"]
    assert "sponsors" in {one["key"] for one in asked}
    assert {one["settled"] for one in asked} == {False}


def test_what_happened_is_read_in_pages_and_in_ones_language(program) -> None:
    ask = program("organiser")
    numbers = [
        ask("POST", "/events/spring/tasks", {"title": {"en": f"Task {n}"}}).json["id"]
        for n in range(3)
    ]
    for number in numbers:
        assert ask("DELETE", f"/events/spring/tasks/{number}").status_code == 204
    first = ask("GET", "/events/spring/history?limit=2&where=checklist").json
    rest = ask("GET", f"/events/spring/history?where=checklist&cursor={first['next']}").json
    assert (len(first["items"]), rest["next"]) == (2, None)
    told = first["items"] + rest["items"]
    assert len({one["id"] for one in told}) == len(told)
    assert {one["by"] for one in told} == {"Arta Hoxha"}
    assert [one["at"] for one in told] == sorted((one["at"] for one in told), reverse=True)
    removed = ask("GET", "/events/spring/bin").json["items"]
    assert {one["name"] for one in removed} >= {f"Task {n}" for n in range(3)}
    albanian = ask("GET", "/events/spring/history?limit=1", Accept_Language="sq").json["items"]
    english = ask("GET", "/events/spring/history?limit=1", Accept_Language="en").json["items"]
    assert (albanian[0]["id"], albanian[0]["text"] != english[0]["text"]) == (
        english[0]["id"],
        True,
    )
    assert program("viewer")("GET", "/events/spring/bin").json["items"] == []
    tasks_only = program("organiser", scopes=["tasks:write"])
    assert tasks_only("GET", "/events/spring/history").status_code == 403


def test_an_old_agenda_is_read_with_what_is_different_now(program, organiser) -> None:
    ask = program("organiser")
    step = {"title": {"en": "Welcome"}, "minutes": 15}
    made = ask("POST", "/events/spring/steps", step)
    assert made.status_code == 201, made.json
    organiser.post("/events/spring/agenda/versions", data={"name": "Before the call"})
    ask("PATCH", f"/events/spring/steps/{made.json['id']}", {"minutes": 40}, If_Match="*")
    [one] = ask("GET", "/events/spring/agenda/versions").json["items"]
    assert (one["name"], one["by"]) == ("Before the call", "Arta Hoxha")
    then = ask("GET", f"/events/spring/agenda/versions/{one['id']}").json
    assert [(row["title"]["en"], row["minutes"]) for row in then["steps"]] == [("Welcome", 15)]
    assert len(then["since"]) == 1
    assert "40" in then["since"][0]
    assert ask("GET", "/events/spring/agenda/versions/999").status_code == 404


def test_what_an_evaluation_asks_is_read_like_what_a_consultation_asks(
    app: Flask, cast: Cast, program
) -> None:
    path, ask = "/events/spring/questionnaires/{}/questions", program("viewer")
    assert ask("GET", path.format("evaluation")).status_code == 404
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        asked = create_evaluation(event, moment.planner_today())
        wanted = [(one.id, one.text.en) for one in questions_in(asked, hidden=False)]
        db.session.commit()
    told = ask("GET", path.format("evaluation")).json["items"]
    assert [(one["id"], one["text"]["en"]) for one in told] == wanted
    assert {"kind", "help", "low", "high", "required", "choices"} < set(told[0])
    assert ask("GET", path.format("after-3")).status_code == 404
    assert ask("GET", path.format("nothing")).status_code == 404


def test_the_letters_of_an_evaluation_are_those_it_has(app: Flask, cast: Cast, program) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        create_evaluation(event, moment.planner_today())
        db.session.commit()
    told = program("organiser")("GET", "/events/spring/questionnaires/evaluation/letters").json
    assert [one["kind"] for one in told["items"]] == ["invitation", "reminder"]
    assert all(one["subject"]["sq"] for one in told["items"])


def test_invitations_are_told_in_the_language_asked_for(app: Flask, cast: Cast, program) -> None:
    with app.app_context():
        person = invite_somebody(cast)
    path = "/events/spring/people/letters"
    (told,) = program("organiser")("GET", f"{path}?lang=both").json["items"]
    assert (told["id"], [one["language"] for one in told["editions"]]) == (person, ["sq", "en"])
    (english,) = program("organiser")("GET", f"{path}?lang=en").json["items"][0]["editions"]
    assert english == told["editions"][1]
    assert program("viewer")("GET", path).status_code == 403
