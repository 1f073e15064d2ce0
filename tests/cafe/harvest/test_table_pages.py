"""A table's own page: no account, no JavaScript, and nothing that is typed is lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.models import Cafe, CafeClock, CafeNote, CafeTable
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.web.app import create_app

from ... import moment
from ...conftest import settings_for
from ...statements import count_statements

pytestmark = pytest.mark.both_databases


def texts(kept, **more) -> list[tuple[int, int, str]]:
    return [(one.number, one.round, one.text) for one in kept(**more)]


@pytest.mark.one_database
def test_a_table_writes(client: FlaskClient, address: str, kept) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert "How do we keep people?" in page.text
    answer = client.post(
        address, data={"round": 2, "key": "a", "text": " Two people for each task\r\nand a paper "}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}?round=2")
    assert texts(kept) == [(1, 2, "Two people for each task\nand a paper")]
    assert "and a paper" in client.get(answer.headers["Location"]).text
    assert "and a paper" not in client.get(address).text  # round 1


def test_a_double_tap_adds_once_and_another_text_is_not_lost(
    client: FlaskClient, address: str, tokens, kept
) -> None:
    for _tap in range(3):
        assert client.post(address, data={"round": 1, "key": "a", "text": "One"}).status_code == 302
    client.post(address, data={"round": 1, "key": "a", "text": "Two"})
    client.post(f"/cafe/table/{tokens[1]}", data={"round": 1, "key": "a", "text": "One"})
    client.post(address, data={"round": 1, "text": "Without a key"})
    client.post(address, data={"round": 1, "text": "Without a key"})
    assert texts(kept) == [
        (1, 1, "One"),
        (1, 1, "Two"),
        (1, 1, "Without a key"),
        (1, 1, "Without a key"),
        (2, 1, "One"),
    ]


def test_no_field_breaks_the_page(client: FlaskClient, address: str, kept) -> None:
    odd = {"round": "9" * 30, "key": "k\0" * 99, "text": "One\0"}
    assert client.post(address, data=odd).status_code == 302
    assert [text.replace("\0", "") for _table, _round, text in texts(kept)] == ["One"]


@pytest.mark.one_database
@pytest.mark.parametrize("text", ["", "   ", "x" * 601])
def test_what_is_not_right_stays_in_the_form(
    client: FlaskClient, address: str, kept, text: str
) -> None:
    answer = client.post(address, data={"round": 2, "key": "a", "text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert kept() == []
    assert client.post(address, data={"round": 2, "text": "x" * 600}).status_code == 302


@pytest.mark.one_database
def test_a_table_that_has_written_enough(
    client: FlaskClient, address: str, kept, monkeypatch
) -> None:
    monkeypatch.setattr("facilitate.cafe.harvest.actions.MOST", 2)
    for number in range(2):
        client.post(address, data={"round": 1, "text": f"Point {number}"})
    answer = client.post(address, data={"round": 1, "text": "One too many"})
    assert (
        answer.status_code,
        "One too many" in answer.text,
        "combine some of them" in answer.text,
    ) == (409, True, True)
    assert client.post(address, data={"round": 2, "text": "Another round"}).status_code == 302
    assert len(kept()) == 3


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("asked", "round"), [("0", 1), ("4", 1), ("x", 1), ("3", 3), ("-1", 1), ("9" * 30, 1)]
)
def test_a_round_there_is_none_of_is_the_one_of_now(
    client: FlaskClient, address: str, kept, asked: str, round: int
) -> None:
    assert client.get(f"{address}?round={asked}").status_code == 200
    client.post(address, data={"round": asked, "text": "Hello"})
    assert texts(kept) == [(1, round, "Hello")]


@pytest.mark.parametrize(
    ("minutes", "round", "told"),
    [(1, 1, False), (21, 1, False), (26, 2, True), (51, 3, True), (80, 3, True), (200, 3, False)],
)
def test_the_clock_tells_the_round(
    app: Flask, client: FlaskClient, address: str, minutes: int, round: int, told: bool
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(Cafe)).one()
        since = moment.now() - timedelta(minutes=minutes)
        db.session.add(CafeClock(cafe_id=row.id, since=since))
        db.session.commit()
    assert f'data-notes="{round}"' in client.get(address).text
    assert (f"The room is in round {round} now" in client.get(f"{address}?round=1").text) == told


def test_two_phones_change_one_point(client: FlaskClient, app: Flask, address: str, kept) -> None:
    client.post(address, data={"round": 1, "text": "As it was"})
    note = f"{address}/{kept()[0].id}"
    assert 'value="1"' in client.get(note).text
    assert client.post(note, data={"text": "The host's", "version": "1"}).status_code == 302
    clash = app.test_client().post(note, data={"text": "The note-taker's", "version": "1"})
    assert clash.status_code == 409
    assert ("The host&#39;s" in clash.text, "The note-taker&#39;s" in clash.text) == (True, True)
    assert texts(kept) == [(1, 1, "The host's")]
    assert client.post(note, data={"text": "Both", "version": "2"}).status_code == 302
    assert texts(kept) == [(1, 1, "Both")]
    assert client.post(note, data={"text": "", "version": "3"}).status_code == 422


def test_what_one_takes_out_while_the_other_changes_it_comes_back(
    client: FlaskClient, address: str, kept
) -> None:
    client.post(address, data={"round": 1, "text": "As it was"})
    note = f"{address}/{kept()[0].id}"
    assert client.post(f"{note}/remove").status_code == 302
    assert client.post(note, data={"text": "Better", "version": "1"}).status_code == 409
    assert client.post(note, data={"text": "Better", "version": "2"}).status_code == 302
    assert (texts(kept), texts(kept, removed=True)) == ([(1, 1, "Better")], [])


@pytest.mark.one_database
def test_taken_out_and_put_back(client: FlaskClient, address: str, kept) -> None:
    for text in ("One", "Two"):
        client.post(address, data={"round": 1, "text": text})
    one = kept()[0].id
    page = client.post(f"{address}/{one}/remove", follow_redirects=True)
    assert (texts(kept), texts(kept, removed=True)) == ([(1, 1, "Two")], [(1, 1, "One")])
    assert f'action="{address}/{one}/back"' in page.text
    assert client.post(f"{address}/{one}/back").status_code == 302
    assert texts(kept) == [(1, 1, "One"), (1, 1, "Two")]


def test_moving_up_disturbs_nobody(client: FlaskClient, app: Flask, address: str, kept) -> None:
    for text in ("One", "Two", "Three"):
        client.post(address, data={"round": 1, "text": text})
    client.post(address, data={"round": 2, "text": "Elsewhere"})
    three = kept()[2].id
    with app.app_context():
        version = db.session.get_one(CafeNote, three).version
    for expected in (["One", "Three", "Two"], ["Three", "One", "Two"], ["Three", "One", "Two"]):
        client.post(f"{address}/{three}/up")
        assert [one.text for one in kept() if one.round == 1] == expected
    with app.app_context():
        assert db.session.get_one(CafeNote, three).version == version


@pytest.mark.one_database
def test_only_its_own(client: FlaskClient, address: str, tokens, kept) -> None:
    client.post(f"/cafe/table/{tokens[1]}", data={"round": 1, "text": "Table 2"})
    other = kept()[0].id
    assert "Table 2" not in client.get(address).text
    for path in (
        f"{address}/{other}",
        f"{address}/999999",
        "/cafe/table/wrong",
        f"/cafe/table/wrong/{other}",
    ):
        assert client.get(path).status_code == 404
    for what in ("remove", "back", "up"):
        assert client.post(f"{address}/{other}/{what}").status_code == 404
        assert client.get(f"/cafe/table/{tokens[1]}/{other}/{what}").status_code == 405
    assert client.post("/cafe/table/wrong", data={"text": "x"}).status_code == 404
    assert client.post(f"{address}/{other}/burn").status_code == 404


@pytest.mark.one_database
def test_no_name_of_anybody_stands_there(client: FlaskClient, seated: int, address: str) -> None:
    page = client.get(address).text
    assert [name for name in ("Agim", "Basha", "Teuta", "Çeljeta") if name in page] == []
    assert "No names and no stories of victims" in page


def test_a_note_keeps_its_question_and_its_objective(
    app: Flask, client: FlaskClient, address: str, tables, kept, cast
) -> None:
    with app.app_context():
        goal = add_objective(
            db.session.get_one(Event, cast.event_id), Words("People stay"), Words()
        )
        db.session.get_one(CafeTable, tables[0]).objective_id = goal.id
        db.session.commit()
    client.post(address, data={"round": 1, "text": "Before"})
    with app.app_context():
        row = db.session.get_one(CafeTable, tables[0])
        row.question, row.objective_id = Words("Another one?"), None
        db.session.commit()
    client.post(address, data={"round": 1, "text": "After"})
    assert [(one.question.en, one.code, one.objective.en) for one in kept()] == [
        ("How do we keep people?", "O1", "People stay"),
        ("Another one?", "", ""),
    ]
    assert "To: How do we keep people?" in client.get(address).text


@pytest.mark.one_database
def test_one_question_for_all_in_a_round(
    app: Flask, client: FlaskClient, address: str, kept
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(Cafe)).one()
        row.questions = [{"en": "What began?", "sq": "Çfarë nisi?"}, {"en": "", "sq": ""}]
        db.session.commit()
    assert "What began?" in client.get(f"{address}?round=1").text
    assert "How do we keep people?" in client.get(f"{address}?round=2").text
    client.post(address, data={"round": 1, "text": "The list"})
    assert kept()[0].question == Words("What began?", "Çfarë nisi?")


def test_the_other_language_keeps_what_is_typed(client: FlaskClient, address: str, kept) -> None:
    page = client.post(address, data={"round": 2, "text": "Half a thought", "switch": "sq"})
    assert (page.status_code, 'lang="sq"' in page.text, "Half a thought" in page.text) == (
        200,
        True,
        True,
    )
    assert "Si i mbajmë njerëzit?" in client.get(address).text
    assert kept() == []


def test_a_step_that_is_taken_out_has_no_pages(
    app: Flask, client: FlaskClient, address: str, cafe: int
) -> None:
    with app.app_context():
        db.session.get_one(Step, cafe).removed_at = sa.func.now()
        db.session.commit()
    assert client.get(address).status_code == 404


def test_without_cookies_and_without_a_mark_of_a_session(
    database: str, tmp_path, cast, tokens, kept
) -> None:
    strict = create_app(settings_for(tmp_path, database, extra={"WTF_CSRF_ENABLED": True}))
    bare = strict.test_client(use_cookies=False)
    address = f"/cafe/table/{tokens[0]}"
    assert bare.post(address, data={"round": 1, "text": "One"}).status_code == 302
    assert [one.text for one in kept()] == ["One"]
    note = f"{address}/{kept()[0].id}"
    assert bare.post(note, data={"text": "Two", "version": "1"}).status_code == 302
    assert [one.text for one in kept()] == ["Two"]
    assert bare.post(f"{note}/remove").status_code == 302
    assert ([one.text for one in kept()], [one.text for one in kept(removed=True)]) == ([], ["Two"])
    with strict.app_context():
        db.engine.dispose()


def test_too_many_at_once_keeps_what_is_typed(
    database: str, tmp_path, cast, tokens, kept, monkeypatch
) -> None:
    monkeypatch.setattr("facilitate.cafe.harvest.table_pages.OF_A_TABLE", "3/day")
    busy = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    client, address = busy.test_client(), f"/cafe/table/{tokens[0]}"
    answers = [
        client.post(address, data={"round": 1, "text": f"Point {number}"}) for number in range(4)
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert ("Point 3" in answers[3].text, "Please wait a moment" in answers[3].text) == (True, True)
    note = f"{address}/{kept()[0].id}"
    again = client.post(note, data={"text": "Other", "version": "1"})
    assert (again.status_code, "Other" in again.text) == (429, True)
    assert client.post(f"{note}/remove").status_code == 429
    assert (
        client.post(f"/cafe/table/{tokens[1]}", data={"round": 1, "text": "Next door"}).status_code
        == 302
    )
    with busy.app_context():
        db.engine.dispose()


@pytest.mark.one_database
def test_the_same_statements_whatever_the_size(client: FlaskClient, address: str) -> None:
    counts = []
    for number in (1, 3):
        for text in range(number):
            client.post(address, data={"round": 1, "text": f"{number}-{text}"})
        with count_statements() as sent:
            client.get(address)
        counts.append(len(sent))
    assert counts == [3, 3]
