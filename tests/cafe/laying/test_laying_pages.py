"""The pages on which a café is set up: they work, for whom, and what happens to bad input and to edits that collide."""

import lxml.html
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import Cafe, CafeTable, Who
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.models import Standing

from ...participation.invited import make_listed
from ...statements import count_statements

CAFE = "/events/spring/cafe"
TABLE = {
    "question-en": "What would you pay for?",
    "question-sq": "Për çfarë do të paguanit?",
    "host_id": "",
    "host_name": "Jeta Shehu",
    "seats": "8",
}
NUMBERS = {"version": "1", "rounds": "2", "minutes": "25", "move": "5", "harvest": "30"}
FORMS = ["numbers", "questions", "tables/new", "tables/{table}"]
BUTTONS = ["lay", "take-numbers", "take-tables", "tables/{table}/move", "tables/{table}/remove"]


@pytest.fixture
def to(steps, tables):
    """The address of a page of the first café and its first table."""
    return lambda path="tables": f"{CAFE}/{steps['What lasts']}/{path.format(table=tables[0])}"


@pytest.fixture
def second(steps) -> str:
    """The address of the second café's pages; nobody has planned it yet."""
    return f"{CAFE}/{steps['A second café']}"


def tables_now(app: Flask) -> list[CafeTable]:
    with app.app_context():
        return list(
            db.session.scalars(sa.select(CafeTable).order_by(CafeTable.cafe_id, CafeTable.number))
        )


def test_without_a_cafe_step_the_page_points_to_the_agenda(organiser: FlaskClient) -> None:
    text = organiser.get(CAFE).text
    assert "First give it time" in text
    assert "/events/spring/agenda/steps/new?kind=cafe" in text


def test_the_page_says_whether_everything_fits(organiser: FlaskClient, to) -> None:
    text = organiser.get(to()).text
    assert (
        "3 tables of 10 seats for 110 people. 80 people have no seat. "
        "3 rounds of 20 min + 5 to move + 30 for the harvest = 105 min; the step has 105. "
        "1 table has no host yet."
    ) in text
    for clock in ("09:00–09:20", "09:25–09:45", "09:50–10:10", "10:15–10:45"):
        assert clock in text
    for words in (
        "How do we keep people?",
        "Si i mbajmë njerëzit?",
        "Kush vjen?",
        "host Çeljeta Doçi",
        "host Ilir Stafa",
    ):
        assert words in text


def test_a_cafe_that_is_too_long_says_so(organiser: FlaskClient, second: str) -> None:
    text = organiser.get(f"{second}/tables").text
    assert "No table yet for 110 people." in text
    assert "the step has 60. That is 45 minutes too long." in text


def test_looking_writes_nothing(organiser: FlaskClient, app: Flask, second: str) -> None:
    for path in ("tables", "numbers", "questions", "tables/new"):
        assert organiser.get(f"{second}/{path}").status_code == 200
    with app.app_context():
        assert db.session.scalars(sa.select(Cafe)).all() == []


def test_in_albanian(organiser: FlaskClient, to) -> None:
    organiser.post("/language", data={"language": "sq", "next": CAFE})
    text = organiser.get(to()).text
    assert "Çfarë mbetet" in text
    assert 'lang="en">How do we keep people?' in text


def test_a_viewer_sees_it_without_buttons(sign_in, to) -> None:
    text = sign_in("viewer").get(to()).text
    assert "How do we keep people?" in text
    for words in ("Add a table", "/remove", "/move", "Suggestions from the numbers"):
        assert words not in text
    assert sign_in("stranger").get(to()).status_code == 404


@pytest.mark.parametrize("path", FORMS)
def test_organisers_open_every_form(organiser: FlaskClient, to, path: str) -> None:
    assert organiser.get(to(path)).status_code == 200


@pytest.mark.parametrize("path", FORMS)
def test_who_may_only_see_opens_no_form(sign_in, to, path: str) -> None:
    assert sign_in("staff").get(to(path)).status_code == 403
    assert sign_in("stranger").get(to(path)).status_code == 404


@pytest.mark.parametrize("path", [*FORMS, *BUTTONS])
def test_who_may_only_see_changes_nothing(sign_in, app: Flask, to, path: str) -> None:
    assert sign_in("facilitator").post(to(path), data={**TABLE, **NUMBERS}).status_code == 403
    assert sign_in("stranger").post(to(path), data={**TABLE, **NUMBERS}).status_code == 404
    assert [row.version for row in tables_now(app)] == [1, 1, 1]


@pytest.mark.parametrize("path", BUTTONS)
def test_what_changes_something_is_no_link(organiser: FlaskClient, to, path: str) -> None:
    assert organiser.get(to(path)).status_code == 405


def test_a_step_or_table_there_is_not(organiser: FlaskClient, steps, tables) -> None:
    for path in ("tables", "numbers", "questions", "tables/new"):
        for step in ("999999", steps["Opening"]):
            assert organiser.get(f"{CAFE}/{step}/{path}").status_code == 404
            if path != "tables":
                assert organiser.post(f"{CAFE}/{step}/{path}", data=NUMBERS).status_code == 404
    assert organiser.get(f"{CAFE}/{steps['What lasts']}/tables/999999").status_code == 404
    # a table of the other café
    assert organiser.get(f"{CAFE}/{steps['A second café']}/tables/{tables[0]}").status_code == 404
    assert (
        organiser.post(f"{CAFE}/{steps['A second café']}/tables/{tables[0]}/remove").status_code
        == 404
    )


def test_numbers_are_saved_also_before_there_is_a_cafe(
    organiser: FlaskClient, app: Flask, second: str
) -> None:
    answer = organiser.post(f"{second}/numbers", data={**NUMBERS, "who": "checked_in"})
    assert (answer.status_code, answer.location) == (302, f"{second}/tables")
    with app.app_context():
        cafe = db.session.scalars(sa.select(Cafe)).one()
        assert (cafe.rounds, cafe.minutes, cafe.move, cafe.harvest) == (2, 25, 5, 30)
        assert cafe.who is Who.CHECKED_IN
    assert "Everybody checked in" in organiser.get(f"{second}/tables").text


@pytest.mark.parametrize(
    ("name", "typed"), [("rounds", "0"), ("minutes", "-5"), ("move", "x"), ("harvest", "")]
)
def test_bad_numbers_stay_typed(
    organiser: FlaskClient, app: Flask, second: str, name: str, typed: str
) -> None:
    answer = organiser.post(f"{second}/numbers", data={**NUMBERS, name: typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    with app.app_context():
        assert db.session.scalars(sa.select(Cafe)).all() == []


def test_everybody_gets_a_seat_with_one_button(
    organiser: FlaskClient, app: Flask, second: str
) -> None:
    answer = organiser.post(f"{second}/lay", follow_redirects=True)
    assert "11 tables were added." in answer.text
    assert "11 tables of 10 seats for 110 people." in answer.text
    assert "11 tables have no question yet. 11 tables have no host yet." in answer.text
    assert len(tables_now(app)) == 11


def test_laying_where_nobody_knows_how_many_come(
    organiser: FlaskClient, app: Flask, second: str
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Event).values(expected=0))
        db.session.commit()
    answer = organiser.post(f"{second}/lay", follow_redirects=True)
    assert "1 table of 10 seats. 3 rounds" in answer.text


def test_the_people_on_the_list_are_reckoned_with_before_anybody_has_answered(
    organiser: FlaskClient, app: Flask, second: str, cast
) -> None:
    silent = [("Ana Hoxha", Standing.LISTED), ("Ben Kola", Standing.INVITED)]
    make_listed(app, cast.event_id, [*silent, ("Drita Leka", Standing.DECLINED)])
    with app.app_context():
        db.session.execute(sa.update(Event).values(expected=0))
        db.session.commit()
    answer = organiser.post(f"{second}/lay", follow_redirects=True)
    assert "for 2 people." in answer.text


def test_a_table_is_added_changed_and_taken_away(
    organiser: FlaskClient, app: Flask, to, tables, cast
) -> None:
    assert organiser.post(to("tables/new"), data=TABLE).status_code == 302
    new = tables_now(app)[-1]
    assert (new.number, new.question.sq, new.host_name, new.seats) == (
        4,
        "Për çfarë do të paguanit?",
        "Jeta Shehu",
        8,
    )
    host = cast.members["staff"]
    changed = {**TABLE, "version": new.version, "host_id": host, "host_name": "", "seats": "12"}
    assert organiser.post(to(f"tables/{new.id}"), data=changed).status_code == 302
    new = tables_now(app)[-1]
    assert (new.host_id, new.host_name, new.seats) == (host, "", 12)
    assert "4 tables with 42 seats in all" in organiser.get(to()).text
    answer = organiser.post(to("tables/{table}/remove"), follow_redirects=True)
    assert "Table 1 was removed" in answer.text
    assert [row.number for row in tables_now(app)] == [1, 2, 3]


BAD = {
    "seats": ("0", "Enter a number from 2 to 100."),
    "host_id": ("999999", "Please choose one from the list."),
    "host_name": ("=1+1", "A name cannot start with"),
    "question-en": ("x" * 501, "This is too long: at most 500 characters."),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_keeps_what_was_typed(organiser: FlaskClient, app: Flask, to, name: str) -> None:
    typed, sentence = BAD[name]
    answer = organiser.post(to("tables/new"), data={**TABLE, name: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Për çfarë do të paguanit?" in answer.text
    assert len(tables_now(app)) == 3


def test_a_table_has_one_host(organiser: FlaskClient, to, cast) -> None:
    answer = organiser.post(
        to("tables/new"), data={**TABLE, "host_id": cast.members["facilitator"]}
    )
    assert answer.status_code == 422
    assert "A table has one host" in answer.text


def test_an_edit_that_meets_another_shows_both_texts(
    organiser: FlaskClient, app: Flask, to
) -> None:
    mine = {**TABLE, "version": "1", "host_name": "Jeta Shehu"}
    organiser.post(to("tables/{table}"), data={**mine, "host_name": "Krenar Malo"})
    answer = organiser.post(to("tables/{table}"), data=mine)
    assert answer.status_code == 409
    assert "Jeta Shehu" in answer.text
    assert "Krenar Malo" in answer.text
    assert tables_now(app)[0].host_name == "Krenar Malo"


def test_one_table_and_twenty_ask_the_same_of_the_database(
    organiser: FlaskClient, app: Flask, to, tables
) -> None:
    organiser.get(to())
    with count_statements() as few:
        organiser.get(to())
    for _number in range(17):
        organiser.post(to("tables/new"), data=TABLE)
    organiser.get(to())
    with count_statements() as many:
        organiser.get(to())
    assert len(few) == len(many) == 8


@pytest.mark.parametrize(
    ("path", "statements"), [("numbers", 9), ("questions", 8), ("tables/{table}", 10)]
)
def test_forms_ask_little_of_the_database(
    organiser: FlaskClient, to, path: str, statements: int
) -> None:
    organiser.get(to(path))
    with count_statements() as asked:
        organiser.get(to(path))
    assert len(asked) <= statements


def test_the_filled_button_is_what_comes_next(app: Flask, organiser: FlaskClient, to) -> None:
    """Questions and hosts while one is missing; then who sits where."""

    def filled() -> list[str]:
        page = lxml.html.document_fromstring(organiser.get(to()).text)
        return [
            one.text_content().strip()
            for one in page.xpath("//*[@class='head']//a[@class='btn main']")
        ]

    assert filled() == ["Questions and hosts of all tables"]
    with app.app_context():
        for table in db.session.scalars(sa.select(CafeTable)):
            table.host_name = table.host_name or "Besa"
        db.session.commit()
    assert filled() == ["Who sits where"]
