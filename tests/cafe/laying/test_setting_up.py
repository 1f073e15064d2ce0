"""Hosts, note-takers, questions of the rounds, the order of tables, taking what the numbers suggest, seats that no longer fit."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.actions import cafe_of
from facilitate.cafe.laying.unsettled import Unsettled, find_unsettled
from facilitate.cafe.laying.wording import unsettled_said
from facilitate.cafe.models import Cafe, CafeSeating, CafeTable, CafeTablePlace
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

TABLE = {"question-en": "What lasts?", "host_id": "", "host_name": "", "seats": "10"}


@pytest.fixture
def to(cafe: int):
    return lambda path="tables": f"/events/spring/cafe/{cafe}/{path}"


@pytest.fixture
def change(app: Flask):
    """Changes tables or the café by statement."""

    def run(*statements: sa.Executable) -> None:
        with app.app_context():
            for statement in statements:
                db.session.execute(statement)
            db.session.commit()

    return run


def test_a_participant_hosts_a_table(
    organiser: FlaskClient, sign_in, app: Flask, to, tables, people, floor
) -> None:
    host = people["Çlirim Ibrahimi"]
    data = {
        **TABLE,
        "version": "1",
        "host_participation_id": host,
        "name-en": "Blue",
        "name-sq": "Blu",
    }
    assert organiser.post(to(f"tables/{tables[1]}"), data=data).status_code == 302
    assert floor().host_at == {f"p{host}": tables[1]}
    text = organiser.get(to()).text
    assert "host Çlirim Ibrahimi" in text
    assert '<b class="mark">Blue</b>' in text
    seen = sign_in("viewer").get(to()).text
    assert "host: a participant" in seen
    assert "Ibrahimi" not in seen


def test_a_table_has_one_host(organiser: FlaskClient, to, people, cast) -> None:
    member, guest = cast.members["staff"], people["Drita Jaku"]
    for more in (
        {"host_id": member, "host_participation_id": guest},
        {"host_id": member, "host_name": "Jeta"},
        {"host_participation_id": guest, "host_name": "Jeta"},
    ):
        answer = organiser.post(to("tables/new"), data={**TABLE, **more})
        assert answer.status_code == 422
        assert answer.text.count("A table has one host: choose") == 1


def test_nobody_hosts_two_tables(organiser: FlaskClient, to, tables, people, cast) -> None:
    guest = people["Drita Jaku"]
    host = {**TABLE, "host_participation_id": guest}
    assert (
        organiser.post(to(f"tables/{tables[1]}"), data={**host, "version": "1"}).status_code == 302
    )
    answer = organiser.post(to(f"tables/{tables[2]}"), data={**host, "version": "1"})
    assert answer.status_code == 422
    assert "Drita Jaku is already the host of table 2." in answer.text
    answer = organiser.post(
        to("tables/new"), data={**TABLE, "host_id": cast.members["facilitator"]}
    )
    assert "Çeljeta Doçi is already the host of table 1." in answer.text
    # the same table again is no second one
    assert (
        organiser.post(to(f"tables/{tables[1]}"), data={**host, "version": "2"}).status_code == 302
    )


NOT_THE_HOST = "The host listens and asks; somebody else writes."


def test_the_host_does_not_take_the_notes(organiser: FlaskClient, to, people, cast) -> None:
    staff, viewer = cast.members["staff"], cast.members["viewer"]
    for more, sentence in (
        ({"host_id": staff, "note_taker_id": staff}, NOT_THE_HOST),
        ({"host_name": "Jeta Shehu", "note_taker_name": "jeta shehu"}, NOT_THE_HOST),
        (
            {"host_participation_id": people["Drita Jaku"], "note_taker_name": "Drita Jaku"},
            NOT_THE_HOST,
        ),
        ({"note_taker_id": viewer, "note_taker_name": "Jeta"}, "A table has one note-taker"),
    ):
        answer = organiser.post(to("tables/new"), data={**TABLE, **more})
        assert answer.status_code == 422
        assert sentence in answer.text
    data = {**TABLE, "host_id": staff, "note_taker_id": viewer}
    assert organiser.post(to("tables/new"), data=data).status_code == 302
    assert "notes Fatos Zeka" in organiser.get(to()).text
    again = organiser.post(to("tables/new"), data={**TABLE, "note_taker_id": viewer})
    assert "Fatos Zeka already takes notes at table 4." in again.text


def test_somebody_of_another_event_hosts_nothing(organiser: FlaskClient, to, cast) -> None:
    for name in ("host_participation_id", "note_taker_id", "objective_id"):
        answer = organiser.post(to("tables/new"), data={**TABLE, name: "999999"})
        assert answer.status_code == 422
        assert "Please choose one from the list." in answer.text


def test_a_host_who_does_not_come_is_told_of(
    organiser: FlaskClient, to, tables, people, change
) -> None:
    guest = people["Drita Jaku"]
    change(
        sa.update(CafeTable)
        .where(CafeTable.id == tables[1])
        .values(host_participation_id=guest, host_name="")
    )
    organiser.post(to("mark"), data={"people": f"p{guest}", "what": "absent", "rounds": ["1", "2"]})
    assert "misses 2 rounds" in organiser.get(to()).text
    change(
        sa.update(Participation).where(Participation.id == guest).values(standing=Standing.DECLINED)
    )
    assert "1 table has no host yet." in organiser.get(to()).text


def test_a_table_serves_an_objective(organiser: FlaskClient, app: Flask, cast, to, tables) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        objective = add_objective(event, Words("Keep people", "Mbajmë njerëzit"), Words()).id
        db.session.commit()
    data = {**TABLE, "version": "1", "objective_id": objective}
    assert organiser.post(to(f"tables/{tables[1]}"), data=data).status_code == 302
    assert ">serves O1<" in organiser.get(to()).text


def test_one_question_a_round(organiser: FlaskClient, app: Flask, to, floor, change) -> None:
    text = organiser.get(to("questions")).text
    assert text.count("<textarea") == 6
    asked = {
        "version": "1",
        "q1-en": "What works?",
        "q1-sq": "Çfarë funksionon?",
        "q3-en": "What now?",
    }
    assert organiser.post(to("questions"), data=asked).status_code == 302
    assert floor().round_questions == [
        Words("What works?", "Çfarë funksionon?"),
        Words(),
        Words("What now?"),
    ]
    assert "<em>What works?</em>" in organiser.get(to()).text
    change(sa.update(CafeTable).values(question=Words()))
    assert "1 round has no question yet." in organiser.get(to()).text
    answer = organiser.post(to("questions"), data={"version": "1", "q1-en": "Something else?"})
    assert answer.status_code == 409
    assert "What works?" in answer.text
    assert (
        organiser.post(to("questions"), data={"version": "2", "q1-en": "x" * 501}).status_code
        == 422
    )
    assert (
        organiser.post(to("questions"), data={"version": "2", "q1-en": "", "q3-en": ""}).status_code
        == 302
    )
    assert floor().cafe.questions == [] or not any(floor().round_questions)


def test_tables_change_their_numbers(organiser: FlaskClient, to, tables, floor) -> None:
    answer = organiser.post(
        to(f"tables/{tables[1]}/move"), data={"to": "up"}, follow_redirects=True
    )
    assert "Table 2 is now table 1." in answer.text
    assert [table.id for table in floor().tables] == [tables[1], tables[0], tables[2]]
    organiser.post(to(f"tables/{tables[1]}/move"), data={"to": "up"})
    organiser.post(to(f"tables/{tables[2]}/move"), data={"to": "down"})
    assert [table.id for table in floor().tables] == [tables[1], tables[0], tables[2]]
    organiser.post(to(f"tables/{tables[1]}/move"), data={"to": "down"})
    assert [(table.id, table.number) for table in floor().tables] == [
        (key, number) for number, key in enumerate(tables, 1)
    ]
    assert organiser.post(to(f"tables/{tables[1]}/move"), data={"to": "left"}).status_code == 409
    assert organiser.post(to("tables/999999/move"), data={"to": "up"}).status_code == 404


def test_numbers_that_were_suggested_are_taken(organiser: FlaskClient, app: Flask, steps) -> None:
    page = f"/events/spring/cafe/{steps['A second café']}"
    text = organiser.get(f"{page}/tables").text
    assert "2 rounds of 14 min + 5, harvest 22: 60 min" in text
    assert "Give the step 105 min in the agenda." in text
    data = {"rounds": "2", "minutes": "14", "move": "5", "harvest": "22"}
    answer = organiser.post(f"{page}/take-numbers", data=data, follow_redirects=True)
    assert (
        "2 rounds of 14 min + 5 to move + 22 for the harvest = 60 min; the step has 60."
        in answer.text
    )
    for bad in ({**data, "rounds": "0"}, {**data, "minutes": "x"}, {}):
        assert organiser.post(f"{page}/take-numbers", data=bad).status_code == 409


def test_tables_that_were_suggested_are_laid(
    organiser: FlaskClient, floor, to, tables, change
) -> None:
    text = organiser.get(to("tables?people=108")).text
    assert "12 tables of 9" in text
    assert (
        "Everybody meets up to 24 others in 3 rounds; 12 hosts and as many note-takers are needed."
        in text
    )
    answer = organiser.post(to("take-tables?people=108"), data={"tables": "12", "seats": "9"})
    assert answer.location == to("tables?people=108")
    assert [table.seats for table in floor().tables] == [9] * 12
    assert [table.id for table in floor().tables][:3] == tables
    fewer = organiser.post(
        to("take-tables"), data={"tables": "4", "seats": "6"}, follow_redirects=True
    )
    assert "There are now 4 tables of 6." in fewer.text
    assert [(table.number, table.seats) for table in floor().tables] == [
        (1, 6),
        (2, 6),
        (3, 6),
        (4, 6),
    ]
    # three tables have a question: fewer cannot be had
    answer = organiser.post(to("take-tables"), data={"tables": "2", "seats": "6"})
    assert answer.status_code == 409
    assert "Tables with a question or a host stay." in answer.text
    assert len(floor().tables) == 4
    for bad in ({"tables": "0", "seats": "6"}, {"tables": "3", "seats": "1"}, {}):
        assert organiser.post(to("take-tables"), data=bad).status_code == 409


def test_too_few_people_for_tables(organiser: FlaskClient, to) -> None:
    assert (
        "With 9 people and 3 rounds somebody would come back"
        in organiser.get(to("tables?people=9")).text
    )
    for strange in ("x", "-4", "99999999999999999999"):
        assert "for 110 people" in organiser.get(to(f"tables?people={strange}")).text


def test_how_a_cafe_works_stands_below(organiser: FlaskClient, to) -> None:
    text = organiser.get(to()).text
    assert "You stay. Welcome people, give two minutes on what was said" in text
    assert "Keep one sheet per round" in text
    assert "/techniques/world-cafe" in text


def test_a_seating_that_fits_says_nothing(organiser: FlaskClient, seated: int, floor, to) -> None:
    assert find_unsettled(floor()) == Unsettled()
    assert unsettled_said(find_unsettled(floor())) == ""
    assert "The seating no longer fits" not in organiser.get(to()).text


def test_what_no_longer_fits_is_counted(
    organiser, app, seated: int, floor, people, tables, change
) -> None:
    guest = people["Drita Jaku"]
    at = floor().seating.at(1, f"p{guest}")
    other = next(table for table in tables if table != at)
    change(
        sa.update(CafeTable)
        .where(CafeTable.id == other)
        .values(host_participation_id=guest, host_id=None),
        sa.update(CafeTable).where(CafeTable.id == at).values(seats=6),
        sa.update(Participation)
        .where(Participation.id == people["Agim Basha"])
        .values(standing=Standing.DECLINED),
    )
    found = find_unsettled(floor())
    assert (found.unseated, found.gone, found.hosts, found.full) == (0, 1, 1, 1)
    with app.test_request_context():
        assert unsettled_said(found) == (
            "The seating no longer fits: 1 person has a seat but is not here, 1 host sits at another table, "
            "1 table has more people than seats."
        )
    change(sa.update(Cafe).values(rounds=4))
    assert find_unsettled(floor()).unseated == 23


def test_a_table_a_round_was_held_at_stays(
    organiser, seated: int, to, tables, change, floor
) -> None:
    assert "People have seats at it" in organiser.get(to()).text
    change(sa.update(Cafe).values(held=1))
    answer = organiser.post(to(f"tables/{tables[0]}/remove"))
    assert answer.status_code == 409
    assert "A round has been held at this table." in answer.text
    assert len(floor().tables) == 3
    assert "Suggestions from the numbers" not in organiser.get(to()).text
    data = {"version": "1", "rounds": "0", "minutes": "20", "move": "5", "harvest": "30"}
    assert organiser.post(to("numbers"), data=data).status_code == 422
    change(sa.update(Cafe).values(held=2))
    answer = organiser.post(to("numbers"), data={**data, "rounds": "1"})
    assert "2 rounds have already been held." in answer.text


def test_printed_slips_are_told_of(organiser, app: Flask, seated: int, to, tables, change) -> None:
    change(sa.update(CafeSeating).values(printed_at=CafeSeating.at))
    answer = organiser.post(
        to(f"tables/{tables[1]}/move"), data={"to": "up"}, follow_redirects=True
    )
    assert "Slips already printed have the old numbers on them." in answer.text


def test_two_cafes_do_not_share_tables(
    app: Flask, steps, organiser: FlaskClient, to, tables
) -> None:
    second = f"/events/spring/cafe/{steps['A second café']}"
    with app.app_context():
        cafe_of(steps["A second café"])
        db.session.commit()
    assert organiser.post(f"{second}/tables/{tables[0]}/move", data={"to": "up"}).status_code == 404


def test_cafes_of_one_name_are_told_with_day_and_time(
    steps, organiser: FlaskClient, to, change
) -> None:
    page = organiser.get(to("tables")).text
    assert re.findall(r"· \w+ \d+ \w+, \d\d:\d\d", page) == []
    two = [steps["What lasts"], steps["A second café"]]
    change(sa.update(Step).where(Step.id.in_(two)).values(title=Words("Café", "Café")))
    chips = organiser.get(to("tables")).text.partition("chips noprint")[2].partition("</nav>")[0]
    times = [" ".join(one.split()) for one in re.findall(r"Café\s+·([^<]+)<", chips)]
    assert [len(times), len(set(times))] == [2, 2]


def test_a_host_is_named_to_those_who_may_see_who_takes_part(
    organiser: FlaskClient, sign_in, app: Flask, to, change, tables, people, seated: int
) -> None:
    """One who comes, and one who has not said so yet and stands there by name."""
    comes, waited_for = people["Çlirim Ibrahimi"], people["Teuta Zeka"]
    change(
        sa.update(CafeTable)
        .where(CafeTable.id == tables[1])
        .values(host_participation_id=comes, host_name=""),
        sa.update(CafeTable)
        .where(CafeTable.id == tables[2])
        .values(host_participation_id=waited_for, host_name="Teuta Zeka"),
        sa.update(Participation)
        .where(Participation.id == waited_for)
        .values(standing=Standing.INVITED),
    )
    pages = (to(), f"/events/spring/cafe?step={seated}", "/events/spring/guide")
    for role, named in (("organiser", True), ("viewer", False), ("note_taker", False)):
        for page in pages:
            text = sign_in(role).get(page).text
            shown = ["Çlirim Ibrahimi" in text, "Teuta Zeka" in text]
            assert shown == [named, named], (role, page)
            assert ("a participant" in text) is not named


def test_a_cafe_has_at_most_so_many_tables_however_they_come(
    organiser: FlaskClient, app: Flask, to
) -> None:
    answer = organiser.post(to("lay"), data={"people": "10000"})
    assert (answer.status_code, "A café has at most 500 tables." in answer.text) == (409, True)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CafeTable.id))) == 3


def test_fewer_tables_leave_one_that_is_somewhere_else(
    organiser: FlaskClient, app: Flask, to, change
) -> None:
    organiser.post(to("take-tables"), data={"tables": 5, "seats": 8})
    last = sa.select(sa.func.max(CafeTable.id)).scalar_subquery()
    change(
        sa.update(CafeTable)
        .where(CafeTable.id == last)
        .values(place=CafeTablePlace.ONLINE, link="https://meet.example/5")
    )
    organiser.post(to("take-tables"), data={"tables": 4, "seats": 8})
    with app.app_context():
        links = list(db.session.scalars(sa.select(CafeTable.link).order_by(CafeTable.number)))
    assert links == ["", "", "", "https://meet.example/5"]


@pytest.mark.both_databases
def test_a_table_that_is_restored_takes_nobody_from_another(
    organiser: FlaskClient, app: Flask, to, change, tables, people
) -> None:
    host = people["Çlirim Ibrahimi"]
    hosts = {"host_participation_id": host, "host_name": ""}
    change(sa.update(CafeTable).where(CafeTable.id == tables[2]).values(**hosts))
    page = organiser.post(to(f"tables/{tables[2]}/remove"), follow_redirects=True).text
    undo = re.search(r'action="([^"]*/undo[^"]*)"', page)
    assert undo
    change(sa.update(CafeTable).where(CafeTable.id == tables[1]).values(**hosts))
    organiser.post(undo[1])
    with app.app_context():
        rows = db.session.execute(sa.select(CafeTable.id, CafeTable.host_participation_id))
        assert dict(rows.tuples().all()) == {tables[0]: None, tables[1]: host, tables[2]: None}
