"""Decisions and actions: written down at a line and without one, changed, taken out; who may read and who may write."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step, StepObjective
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Objective
from facilitate.lib.text import Words
from facilitate.notes.deciding.queries import actions_of, decisions_of
from facilitate.notes.models import DecisionMethod, NoteAction, NoteDecision, NoteKind, NoteLine
from facilitate.participation.models import Participation, Standing

from ... import moment
from ...directory.rows import add_office, add_worker, key_of
from ...statements import count_statements

PAGE = "/events/spring/notes/decisions"
LINE = "The county pays the phone from July"


def a_line(
    event_id: int, text: str = LINE, kind: NoteKind = NoteKind.POINT, **more: object
) -> NoteLine:
    now = moment.now()
    row = NoteLine(
        event_id=event_id, key=f"k{text}", kind=kind, text=text, at=now, changed_at=now, **more
    )
    db.session.add(row)
    db.session.flush()
    return row


@pytest.fixture
def line(app: Flask, cast) -> int:
    """A line in the event's notes."""
    with app.app_context():
        row = a_line(cast.event_id)
        db.session.commit()
        return row.id


@pytest.fixture
def ana(app: Flask, cast) -> int:
    """A participant, Ana Hoxha of Bashkia Vlorë."""
    with app.app_context():
        one = add_worker("Ana Hoxha", add_office("Bashkia Vlorë", "local_government"))
        db.session.add(
            Participation(
                event_id=cast.event_id,
                person_id=one.id,
                organisation_id=one.organisation_id,
                sector_id=key_of(Sector, "local_government"),
                standing=Standing.ATTENDED,
            )
        )
        db.session.commit()
        return one.id


def rows(app: Flask, model: type) -> list:
    with app.app_context():
        return list(db.session.scalars(sa.select(model).order_by(model.id)))


def event_of(cast) -> Event:
    return db.session.get_one(Event, cast.event_id)


def test_a_marked_line_waits_with_its_words(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient], ana: int
) -> None:
    """Who and when stand in the form as the line says them; it is not called no action meanwhile."""
    client = sign_in("note_taker")
    with app.app_context():
        event = event_of(cast)
        day = event.last_day + timedelta(days=40)
        text = f"@Ana Hoxha sends the list by {day.day}.{day.month}.{day.year}"
        key = a_line(cast.event_id, text, NoteKind.ACTION).id
        db.session.commit()
    page = client.get(PAGE).text
    assert page.count("1 action has no person or no date yet") == 2
    assert "no action yet" not in page
    path = f"/events/spring/notes/lines/{key}/action"
    form = client.get(path, headers={"HX-Request": "true"}).text
    assert text in form
    assert 'value="Ana Hoxha"' in form
    assert f'value="{day.isoformat()}"' in form
    typed = {"line-text": text, "line-owner": "Ana Hoxha", "line-due_on": day.isoformat()}
    made = client.post(path, data=typed, headers={"HX-Request": "true"}).text
    assert 'id="stop-notes"' in made  # the thread beside the page counts it no longer
    assert "waiting" not in made


@pytest.mark.both_databases
def test_a_line_becomes_a_decision_and_an_action(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient], line: int, ana: int
) -> None:
    client = sign_in("note_taker")
    path = f"/events/spring/notes/lines/{line}"
    assert LINE in client.get(f"{path}/decision").text
    typed = {"line-text": LINE, "line-how": "objections", "line-objections": "Who pays the nights?"}
    assert client.post(f"{path}/decision", data=typed).status_code == 302
    quick = client.post(
        f"{path}/action",
        data={
            "line-text": "Write to the county",
            "line-owner": "ana hoxha",
            "line-due_on": "2027-04-30",
        },
        headers={"HX-Request": "true"},
    )
    assert "<html" not in quick.text
    assert "It is an action now." in quick.text
    with app.app_context():
        (decided,), (promised,) = decisions_of(event_of(cast)), actions_of(event_of(cast))
        assert (decided.row.text, decided.row.how, decided.row.objections, decided.row.line_id) == (
            LINE,
            DecisionMethod.OBJECTIONS,
            "Who pays the nights?",
            line,
        )
        assert (promised.row.person_id, promised.owner, promised.row.due_on, promised.address) == (
            ana,
            "Ana Hoxha, Bashkia Vlorë",
            date(2027, 4, 30),
            "ana@office.example",
        )
        assert db.session.get_one(NoteLine, line).text == LINE  # the line stays as it was said
    page = client.get(PAGE).text
    for words in (
        LINE,
        "with objections",
        "Who pays the nights?",
        "Ana Hoxha, Bashkia Vlorë",
        "by 30 April 2027",
    ):
        assert words in page
    assert "ana@office.example" not in page


def test_the_small_form_beside_a_line(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient], line: int
) -> None:
    client, quick = sign_in("note_taker"), {"HX-Request": "true"}
    path = f"/events/spring/notes/lines/{line}/decision"
    form = client.get(path, headers=quick).text
    assert "<html" not in form
    assert 'hx-post="' in form
    wrong = client.post(path, data={"line-text": LINE, "line-how": "objections"}, headers=quick)
    assert (wrong.status_code, "what the objections were" in wrong.text) == (422, True)
    assert (
        client.post(path, data={"line-text": LINE, "line-how": "chair"}, headers=quick).status_code
        == 200
    )
    again = client.post(path, data={"line-text": "Mine", "line-how": "consensus"}, headers=quick)
    assert (again.status_code, "Mine" in again.text) == (
        422,
        True,
    )  # somebody was quicker: both texts stay
    assert [one.text for one in rows(app, NoteDecision)] == [LINE]


@pytest.mark.parametrize("served", [1, 2, 0])
@pytest.mark.parametrize("what", ["decision", "action"])
def test_it_serves_what_the_step_of_its_line_serves(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient], served: int, what: str
) -> None:
    with app.app_context():
        event = event_of(cast)
        for number in range(3):
            add_objective(event, Words(f"Objective {number}"), Words())
        [step] = start_agenda(
            event,
            {
                "days": [
                    {
                        "start": "09:00",
                        "planned_end": "17:00",
                        "steps": [{"kind": "plenary", "title_en": "Talk", "minutes": 30}],
                    }
                ]
            },
        )
        db.session.flush()
        ids = list(db.session.scalars(sa.select(Objective.id).order_by(Objective.id)))
        for key in ids[1 : 1 + served]:
            db.session.add(StepObjective(step_id=step.id, objective_id=key))
        number = a_line(cast.event_id, step_id=step.id).id
        db.session.commit()
    form = sign_in("note_taker").get(f"/events/spring/notes/lines/{number}/{what}").text
    chosen = [key for key in ids if f'<option selected value="{key}">' in form]
    assert chosen == (ids[1:2] if served == 1 else [])
    asked = re.findall(r"This step serves ([^:]+): which one is it about", form)
    assert asked == (["O2, O3"] if served == 2 else [])
    offered = [int(one) for one in re.findall(r'<option value="(\d+)">O\d', form)]
    assert [one for one in offered if one in ids] == {
        0: ids, 1: [ids[0], ids[2]], 2: [*ids[1:], ids[0]]
    }[served]  # fmt: skip


def test_inside_a_block_it_serves_what_the_block_serves(
    app: Flask, cast, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        event = event_of(cast)
        for number in range(2):
            add_objective(event, Words(f"Objective {number}"), Words())
        inner = [{"kind": "plenary", "title_en": title, "minutes": 30} for title in "ab"]
        block = {"kind": "session", "title_en": "Groups", "minutes": 60, "steps": inner}
        day = {"start": "09:00", "planned_end": "17:00", "steps": [block]}
        start_agenda(event, {"days": [day]})
        db.session.flush()
        first, second = db.session.scalars(sa.select(Objective.id).order_by(Objective.id))
        steps = {row.title.en: row.id for row in db.session.scalars(sa.select(Step))}
        db.session.add_all(
            [
                StepObjective(step_id=steps["Groups"], objective_id=first),
                StepObjective(step_id=steps["b"], objective_id=second),
            ]
        )
        lines = [a_line(cast.event_id, title, step_id=steps[title]).id for title in ("a", "b")]
        db.session.commit()
    note_taker = sign_in("note_taker")
    forms = [note_taker.get(f"/events/spring/notes/lines/{one}/decision").text for one in lines]
    chosen = [re.findall(r'<option selected value="(\d+)">O', form) for form in forms]
    assert chosen == [[str(first)], [str(second)]]


def test_a_line_taken_out_makes_nothing(
    app: Flask, cast, organiser: FlaskClient, line: int
) -> None:
    with app.app_context():
        db.session.get_one(NoteLine, line).removed_at = moment.now()
        db.session.commit()
    assert organiser.get(f"/events/spring/notes/lines/{line}/action").status_code == 404
    assert organiser.get("/events/spring/notes/lines/99/action").status_code == 404


def test_what_was_taken_out_of_a_line_is_made_anew(
    app: Flask, cast, organiser: FlaskClient, line: int
) -> None:
    path = f"/events/spring/notes/lines/{line}/action"
    organiser.post(path, data={"line-text": "One"})
    one = rows(app, NoteAction)[0]
    organiser.post(f"/events/spring/notes/actions/{one.id}/remove")
    assert organiser.post(path, data={"line-text": "Two"}).status_code == 302
    (row,) = rows(app, NoteAction)
    assert (row.text, row.removed_at) == ("Two", None)


def test_without_a_line(app: Flask, cast, organiser: FlaskClient) -> None:
    assert (
        organiser.post(PAGE, data={"text": "We meet again in May", "how": "consensus"}).status_code
        == 302
    )
    assert (
        organiser.post(
            "/events/spring/notes/actions", data={"text": "Book the hall", "owner": "Elira Ndoj"}
        ).status_code
        == 302
    )
    (action,) = rows(app, NoteAction)
    assert (action.member_id, action.owner_name) == (cast.members["staff"], "")
    assert organiser.post(PAGE, data={"text": "", "how": "consensus"}).status_code == 422
    assert organiser.post(PAGE, data={"text": "x", "how": "by lot"}).status_code == 422
    assert (
        organiser.post(
            "/events/spring/notes/actions", data={"text": "x", "due_on": "31.2."}
        ).status_code
        == 422
    )
    assert organiser.get("/events/spring/notes/actions").status_code == 405


def test_an_edit_that_meets_another_shows_both(app: Flask, cast, organiser: FlaskClient) -> None:
    organiser.post(
        "/events/spring/notes/actions", data={"text": "Book the hall", "owner": "Elira Ndoj"}
    )
    (row,) = rows(app, NoteAction)
    path = f"/events/spring/notes/actions/{row.id}"
    assert (
        organiser.post(
            path, data={"text": "Book two halls", "owner": "Elira Ndoj", "version": "1"}
        ).status_code
        == 302
    )
    clash = organiser.post(
        path, data={"text": "Book a tent", "owner": "Somebody else", "version": "1"}
    )
    assert clash.status_code == 409
    for words in ("Book two halls", "Book a tent", "Elira Ndoj", "Somebody else"):
        assert words in clash.text
    assert organiser.get("/events/spring/notes/actions/99").status_code == 404
    assert organiser.get("/events/spring/notes/decisions/99").status_code == 404


def test_a_new_owner_gets_a_link_of_their_own(app: Flask, cast, organiser: FlaskClient) -> None:
    organiser.post(
        "/events/spring/notes/actions", data={"text": "Book the hall", "owner": "Elira Ndoj"}
    )
    (row,) = rows(app, NoteAction)
    path, was = f"/events/spring/notes/actions/{row.id}", row.token
    organiser.post(path, data={"text": "Book a hall", "owner": "Elira Ndoj", "version": "1"})
    assert rows(app, NoteAction)[0].token == was
    organiser.post(path, data={"text": "Book a hall", "owner": "Besnik Kola", "version": "2"})
    assert rows(app, NoteAction)[0].token != was


def test_taken_out_and_put_back(app: Flask, cast, organiser: FlaskClient) -> None:
    organiser.post(PAGE, data={"text": "We meet in May", "how": "majority"})
    (row,) = rows(app, NoteDecision)
    path = f"{PAGE}/{row.id}"
    assert "Undo" in organiser.post(f"{path}/remove", follow_redirects=True).text
    with app.app_context():
        assert (decisions_of(event_of(cast)), len(decisions_of(event_of(cast), removed=True))) == (
            [],
            1,
        )
    organiser.post(f"{path}/back")
    with app.app_context():
        assert len(decisions_of(event_of(cast))) == 1
    assert organiser.get(f"{path}/remove").status_code == 405
    assert organiser.post(f"{path}/burn").status_code == 404


def test_lines_that_wait_are_offered(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        for number in range(4):
            a_line(
                cast.event_id, f"Line {number}", NoteKind.ACTION if number else NoteKind.DECISION
            )
        db.session.commit()
    assert "4 lines wait" in organiser.get(PAGE).text
    first = rows(app, NoteLine)[0]
    organiser.post(
        f"/events/spring/notes/lines/{first.id}/decision",
        data={"line-text": "x", "line-how": "consensus"},
    )
    assert "3 actions have no person or no date yet" in organiser.get(PAGE).text


def test_who_may_what(
    cast, sign_in: Callable[[str], FlaskClient], client: FlaskClient, line: int
) -> None:
    reading, stranger = sign_in("viewer"), sign_in("stranger")
    assert reading.get(PAGE).status_code == 200  # directors read what was decided
    assert "Record a decision" not in reading.get(PAGE).text
    for path in (PAGE, "/events/spring/notes/actions", f"/events/spring/notes/lines/{line}/action"):
        assert reading.post(path, data={"text": "x"}).status_code == 403
        assert stranger.post(path, data={"text": "x"}).status_code == 404
    assert stranger.get(PAGE).status_code == 404
    assert client.get(PAGE).status_code == 302


def test_the_page_asks_the_same_for_one_and_for_three(
    app: Flask, cast, organiser: FlaskClient, ana: int
) -> None:
    def write() -> None:
        organiser.post(PAGE, data={"text": "We meet in May", "how": "consensus"})
        organiser.post("/events/spring/notes/actions", data={"text": "Book", "owner": "Ana Hoxha"})
        organiser.post("/events/spring/notes/actions", data={"text": "Call", "owner": "Elira Ndoj"})

    write()
    with count_statements() as one:
        organiser.get(PAGE)
    write()
    write()
    with count_statements() as three:
        organiser.get(PAGE)
    assert len(one) == len(three) <= 16
