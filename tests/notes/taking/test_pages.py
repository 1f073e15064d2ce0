"""The note-taker's pages without JavaScript: one a place, one a line, the overview, all lines."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.actions import cafe_of
from facilitate.cafe.models import CafeNote, CafeTable
from facilitate.data.db import db
from facilitate.directory.models import County
from facilitate.lib.text import Words
from facilitate.notes.models import NoteKind
from tests.notes.conftest import NOTES
from tests.people import NAMES
from tests.statements import count_statements


def form(**more: str) -> dict[str, str]:
    return {"key": "form-key-1", "kind": "quote", "text": "Whoever stays, teaches.", **more}


@pytest.fixture
def note_taker(sign_in) -> FlaskClient:
    return sign_in("note_taker")


def test_a_line_is_written_and_shown(note_taker: FlaskClient, places, lines) -> None:
    page = f"{NOTES}/steps/{places['Opening']}"
    assert "Nothing is written here yet." in note_taker.get(page).text
    answer = note_taker.post(
        page, data=form(who="a head teacher", county_id="1", withheld="y"), follow_redirects=True
    )
    assert "<q>Whoever stays, teaches.</q>" in answer.text
    (line,) = lines()
    assert (line.kind, line.who, line.county_id, line.withheld) == (
        NoteKind.QUOTE,
        "a head teacher",
        1,
        True,
    )
    assert (line.place.en, line.place.sq) == ("Opening", "Hapja")
    assert "not for the report" in answer.text
    assert "a head teacher ·" in answer.text


def test_sent_twice_it_is_written_once(note_taker: FlaskClient, places, lines) -> None:
    page = f"{NOTES}/steps/{places['Opening']}"
    for _time in range(2):
        assert note_taker.post(page, data=form()).status_code == 302
    assert len(lines()) == 1


def test_groups_tables_and_rounds_have_pages_of_their_own(
    note_taker: FlaskClient, places, lines
) -> None:
    for number, (path, called) in enumerate(
        (
            (f"{places['By county']}?strand={places['north']}", "By county · North"),
            (
                f"{places['Café']}?table={places['table']}&round=2",
                "Café · Table 1: Schools · Round 2",
            ),
        )
    ):
        page = f"{NOTES}/steps/{path}"
        assert called in note_taker.get(page).text
        answer = note_taker.post(page, data=form(key=f"form-key-{number}"))
        assert answer.headers["Location"] == f"{page}#more"
        assert lines()[-1].place.en == called
    assert "Nothing is written here yet." in note_taker.get(f"{NOTES}/steps/{places['Café']}").text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "Please fill this in."),
        ({"text": "x" * 20_001}, "This is too long: at most 20000 characters."),
        ({"text": "ë" * 1_000_000}, "This is too long: at most 20000 characters."),
        ({"kind": "poem"}, "Please choose one from the list."),
        ({"county_id": "999"}, "Please choose one from the list."),
        ({"sector_id": "soon"}, "Please choose one from the list."),
    ],
)
def test_mistakes_stay_in_the_form(note_taker: FlaskClient, places, lines, data, sentence) -> None:
    answer = note_taker.post(f"{NOTES}/steps/{places['Opening']}", data=form(**data))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert data.get("text", "Whoever stays") in answer.text
    assert lines() == []


def test_no_field_for_what_was_said_cuts_a_paste(note_taker: FlaskClient, places, write) -> None:
    for path in (f"steps/{places['Opening']}", f"lines/{write('Said')}", "bring-in"):
        (field,) = re.findall(
            r"<textarea[^>]*name=\"text\"[^>]*>", note_taker.get(f"{NOTES}/{path}").text
        )
        assert "maxlength" not in field, path


def test_a_line_is_changed(note_taker: FlaskClient, write, lines) -> None:
    key = write("First")
    page = note_taker.get(f"{NOTES}/lines/{key}").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    data = {"version": version[1], "kind": "decision", "text": "Second", "who": ""}
    answer = note_taker.post(f"{NOTES}/lines/{key}", data=data)
    assert answer.headers["Location"].endswith(f"#line-{key}")
    assert [(line.text, line.kind) for line in lines()] == [("Second", NoteKind.DECISION)]
    late = note_taker.post(f"{NOTES}/lines/{key}", data={**data, "text": "Third"})
    assert (late.status_code, "Second" in late.text, "Third" in late.text) == (409, True, True)
    assert lines()[0].text == "Second"


def test_a_line_is_taken_out_and_put_back(note_taker: FlaskClient, write, lines) -> None:
    key = write("Said")
    answer = note_taker.post(f"{NOTES}/lines/{key}/remove", follow_redirects=True)
    assert "Removed." in answer.text
    assert "1 line removed" in answer.text
    assert lines()[0].removed_at is not None
    note_taker.post(f"{NOTES}/lines/{key}/back")
    assert lines()[0].removed_at is None
    note_taker.post(f"{NOTES}/lines/{key}/withhold")
    assert lines()[0].withheld
    note_taker.post(f"{NOTES}/lines/{key}/show")
    assert not lines()[0].withheld


def test_somebody_known_becomes_that_person_for_who_may_see_people(
    organiser, note_taker, app, places, lines, participant
) -> None:
    page = f"{NOTES}/steps/{places['Opening']}"
    assert "Luan Hysa" in organiser.get(page).text
    assert "Luan Hysa" not in note_taker.get(page).text
    organiser.post(page, data=form(key="form-key-1", who="Luan Hysa"))
    note_taker.post(page, data=form(key="form-key-2", who="Luan Hysa"))
    first, second = lines()
    assert (first.person_id, first.who, bool(first.sector_id)) == (participant, "", True)
    assert (second.person_id, second.who) == (None, "Luan Hysa")


def test_a_step_taken_out_keeps_its_lines_and_takes_more(
    app: Flask, note_taker, places, write, lines
) -> None:
    write("Said")
    with app.app_context():
        db.session.get_one(Step, places["Opening"]).removed_at = db.session.scalar(
            db.select(db.func.now())
        )
        db.session.commit()
    page = f"{NOTES}/steps/{places['Opening']}"
    assert "This step has since been removed from the agenda." in note_taker.get(page).text
    assert note_taker.post(page, data=form()).status_code == 302
    assert len(lines()) == 2
    overview = note_taker.get(NOTES).text
    assert "No longer in the agenda" in overview
    assert "2 lines so far." in overview


def test_the_overview_says_what_is_written_where(note_taker: FlaskClient, places, write) -> None:
    assert "Nothing is written yet. Open a step" in note_taker.get(NOTES).text
    write("One")
    write("Two", step_id=places["By county"], strand_id=places["north"])
    write("Three", step_id=places["Café"], table_id=places["table"], round=3)
    page = note_taker.get(NOTES).text
    assert "3 lines so far." in page
    assert "Coffee" not in page
    assert "Table 1, Round 3: 1 line" in page
    assert f"/notes/steps/{places['By county']}?strand={places['north']}" in page


def test_ones_own_table_is_told_apart_so_that_the_device_can_keep_it(
    app: Flask, note_taker: FlaskClient, organiser: FlaskClient, places
) -> None:
    with app.app_context():
        db.session.get_one(CafeTable, places["table"]).note_taker_name = NAMES["note_taker"]
        db.session.commit()
    assert ["data-note-own" in one.get(NOTES).text for one in (note_taker, organiser)] == [
        True,
        False,
    ]


def test_all_lines_are_searched(note_taker: FlaskClient, app: Flask, write) -> None:
    with app.app_context():
        county = db.session.scalars(db.select(County.id).where(County.key == "kukes")).one()
    write("Shkolla mbetet çelës", county_id=county)
    write("Paratë mbarojnë", kind=NoteKind.QUESTION, withheld=True)
    gone = write("Gabim")
    note_taker.post(f"{NOTES}/lines/{gone}/remove")
    for query, found in (
        ("", ["Shkolla", "Paratë"]),
        ("?q=celes", ["Shkolla"]),
        ("?kind=question", ["Paratë"]),
        ("?county=kukes", ["Shkolla"]),
        ("?show=withheld", ["Paratë"]),
        ("?show=removed", ["Gabim"]),
        ("?kind=poem&show=x&page=x", ["Shkolla", "Paratë"]),
        ("?sector=media", []),
    ):
        page = note_taker.get(f"{NOTES}/lines{query}").text
        assert [word for word in ("Shkolla", "Paratë", "Gabim") if word in page] == found, query


@pytest.mark.parametrize("path", ["", "/kept", "/lines", "/steps/{step}", "/lines/{line}"])
def test_the_door(sign_in, client: FlaskClient, places, write, path: str) -> None:
    address = NOTES + path.format(step=places["Opening"], line=write("Said"))
    for name, status in (
        ("organiser", 200),
        ("lead_facilitator", 200),
        ("facilitator", 200),
        ("note_taker", 200),
        ("staff", 200),
        ("viewer", 403),
        ("stranger", 404),
    ):
        assert sign_in(name).get(address).status_code == status
    assert client.get(address).status_code == 302


def test_wrong_ids_are_not_found(note_taker: FlaskClient, places, write) -> None:
    key = write("Said")
    for path in ("/steps/99999", f"/steps/{2**63}", "/lines/99999", f"/lines/{2**63}"):
        assert note_taker.get(NOTES + path).status_code == 404
    assert note_taker.post(f"{NOTES}/lines/99999/remove").status_code == 404
    assert note_taker.get(f"{NOTES}/lines/{key}/remove").status_code == 405
    odd = f"{NOTES}/steps/{places['Opening']}?strand=x&table={10**30}&round=-1"
    assert note_taker.get(odd).status_code == 200


def test_few_statements_however_many_lines(
    organiser: FlaskClient, places, write, participant
) -> None:
    paths = [
        "",
        "/lines",
        f"/steps/{places['Opening']}",
        f"/steps/{places['Café']}?table={places['table']}&round=1",
        f"/steps/{places['Café']}",
        f"/steps/{places['By county']}",
    ]
    found = []
    for number in range(2):
        for _line in range(1 + 2 * number):
            write("a", sector_id=1, county_id=1)
            write("b", step_id=places["Café"], table_id=places["table"], round=1)
        asked = []
        for path in paths:
            with count_statements() as statements:
                assert organiser.get(NOTES + path).status_code == 200
            asked.append(len(statements))
        found.append(asked)
    assert found[0] == found[1]
    assert max(found[0]) <= 12


def test_what_was_made_of_a_line_is_marked_on_it(note_taker: FlaskClient, places, write) -> None:
    key = write("The police will lead.", key="line-made")
    at, said = f"{NOTES}/steps/{places['Opening']}", "It is a decision now."
    assert said not in note_taker.get(at).text
    data = {"line-text": "The police lead.", "line-how": "consensus"}
    assert note_taker.post(f"{NOTES}/lines/{key}/decision", data=data).status_code == 302
    for page in (at, f"{NOTES}/lines", f"{NOTES}/lines/{key}"):
        shown = note_taker.get(page).text
        assert (said in shown, f"/lines/{key}/decision" in shown) == (True, False)
        assert f"/lines/{key}/action" in shown
    assert said in note_taker.get(f"{at}/newer").json["lines"][0]["html"]  # type: ignore[index]
    note_taker.post(f"{NOTES}/decisions/1/remove")
    assert said not in note_taker.get(at).text


def test_what_tables_wrote_themselves_is_counted_beside_the_lines(
    app: Flask, note_taker: FlaskClient, places, write
) -> None:
    write("a", step_id=places["Café"], table_id=places["table"], round=1)
    with app.app_context():
        cafe = cafe_of(places["Café"])
        for key, turn in (("a", 1), ("b", 1), ("c", 2)):
            db.session.add(
                CafeNote(
                    cafe_id=cafe.id,
                    table_id=places["table"],
                    table_number=1,
                    round=turn,
                    question=Words(),
                    position=1,
                    text=key,
                    key=key,
                    at=datetime(2027, 3, 18, 10, tzinfo=UTC),
                )
            )
        db.session.commit()
    page = note_taker.get(NOTES).text
    assert "Round 1: 1 line, 2 from the table itself" in page
    assert "Round 2: 0 lines, 1 from the table itself" in page
    assert "+3 from the tables" in page
