"""The page for printing and its files: who may open them, what they hold, what counts as printed."""

import io
from collections.abc import Callable
from datetime import datetime

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.actions import guest_row, save_seating, undo_seating
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.models import Cafe, CafeSeating, SeatingCause
from facilitate.cafe.queries import printed_seating
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.participation.models import Participation, Standing
from tests.statements import count_statements

FILES = ["cards.docx", "hosts.docx", "signs.docx", "room.docx", "door.docx", "door.xlsx"]
PAGES = ["slips", "cards", "hosts", "signs", "room", "door"]
POSTS = ["slips.docx", "slips/printed", "slips/not-printed"]


def at(step: int, what: str = "") -> str:
    return f"/events/spring/cafe/{step}/print{'/' if what else ''}{what}"


def texts(content: bytes) -> str:
    """All paragraphs of a Word file, those in tables too; a tab stays one."""
    found = []
    for paragraph in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        pieces = [piece for run in paragraph.iter(qn("w:r")) for piece in run]
        found.append(
            "".join("\t" if piece.tag == qn("w:tab") else piece.text or "" for piece in pieces)
        )
    return "\n".join(found)


def download(client: FlaskClient, step: int, **values: str):
    return client.post(at(step, "slips.docx"), data={"which": "all", "codes": "1", **values})


def swap(app: Flask, floor: Callable[[], CafeFloor], number: int = 1) -> list[str]:
    """Two people change places in a round; their names."""
    now = floor()
    assert now.seating is not None
    one = now.seating.rounds[number - 1]
    a, b = one[0][-1], one[1][-1]
    with app.app_context():
        save_seating(
            db.session.get_one(Cafe, now.cafe.id),
            now.seating.swap_seats(number, a, b),
            SeatingCause.SWAPPED,
            by=None,
        )
        db.session.commit()
    return sorted(now.people[key].name for key in (a, b))


def printed_at(app: Flask) -> list[datetime | None]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeSeating.printed_at).order_by(CafeSeating.id)))


@pytest.mark.parametrize("what", ["", *FILES, *PAGES])
def test_who_may_open_it(seated: int, what: str, organiser, sign_in) -> None:
    assert organiser.get(at(seated, what)).status_code == 200
    for role in ("lead_facilitator", "facilitator", "staff"):
        assert sign_in(role).get(at(seated, what)).status_code == 200
    for role in ("viewer", "note_taker"):
        assert sign_in(role).get(at(seated, what)).status_code == 403
    assert sign_in("stranger").get(at(seated, what)).status_code == 404
    assert organiser.get(at(99999, what)).status_code == 404


@pytest.mark.parametrize("what", POSTS)
def test_who_may_print(seated: int, what: str, organiser, sign_in) -> None:
    assert sign_in("viewer").post(at(seated, what)).status_code == 403
    assert sign_in("stranger").post(at(seated, what)).status_code == 404
    assert organiser.post(at(99999, what)).status_code == 404
    assert organiser.get(at(seated, what)).status_code in (404, 405)


def test_another_step_has_no_papers(seated: int, steps, organiser) -> None:
    assert organiser.get(at(steps["Opening"])).status_code == 404


@pytest.mark.parametrize(
    "what",
    ["cards.docx", "hosts.docx", "door.docx", "door.xlsx", "slips", "cards", "hosts", "door"],
)
def test_before_people_are_seated_there_is_nothing_to_print(
    cafe: int, what: str, organiser
) -> None:
    assert organiser.get(at(cafe, what)).status_code == 409
    assert download(organiser, cafe).status_code == 409


@pytest.mark.parametrize("what", ["signs.docx", "room.docx", "signs", "room"])
def test_signs_and_plan_need_tables_alone(cafe: int, steps, what: str, organiser) -> None:
    assert organiser.get(at(cafe, what)).status_code == 200
    assert organiser.get(at(steps["A second café"], what)).status_code == 409


def test_the_page_says_what_to_do_first(cafe: int, steps, organiser) -> None:
    assert "Nobody is seated yet" in organiser.get(at(cafe)).text
    assert "Set up the tables first" in organiser.get(at(steps["A second café"])).text


def test_slips_hold_everybodys_way(seated: int, floor, organiser) -> None:
    answer = download(organiser, seated, lang="en")
    assert answer.headers["Content-Disposition"] == "attachment; filename=slips-spring-en.docx"
    now = floor()
    said = texts(answer.data)
    assert [line for line in said.split("\n") if line in {g.name for g in now.guests.values()}] == [
        guest.name for guest in now.guests.values()
    ]
    first = next(iter(now.guests))
    table = now.number_of(now.seating.at(1, first))
    assert f"Round 1  09:00\tTable {table}" in said
    pictures = [
        name for name in docx.Document(io.BytesIO(answer.data)).part.rels if name.startswith("rIdP")
    ]
    assert len(pictures) == 24


def test_the_language_is_the_one_asked_for_else_the_events(seated: int, organiser) -> None:
    assert download(organiser, seated).headers["Content-Disposition"].endswith("-sq.docx")
    assert "Raundi 1  09:00" in texts(download(organiser, seated, lang="sq").data)
    assert (
        download(organiser, seated, lang="xx").headers["Content-Disposition"].endswith("-sq.docx")
    )


def test_without_codes_there_is_no_picture(seated: int, organiser) -> None:
    file = docx.Document(io.BytesIO(download(organiser, seated, codes="").data))
    assert [name for name in file.part.rels if name.startswith("rIdP")] == []


def test_looking_marks_nothing_downloading_does(app: Flask, seated: int, organiser) -> None:
    for what in ("", *FILES, *PAGES):
        organiser.get(at(seated, what))
    assert printed_at(app) == [None]
    download(organiser, seated)
    assert printed_at(app)[0] is not None
    assert "All slips are as they were printed" in organiser.get(at(seated)).text


def test_only_changed_slips(app: Flask, seated: int, floor, organiser) -> None:
    download(organiser, seated)
    assert download(organiser, seated, which="changed").status_code == 409
    names = swap(app, floor)
    page = organiser.get(at(seated)).text
    assert "2 slips have changed" in page
    assert "only the 2 that are new or changed" in page
    answer = download(organiser, seated, which="changed", lang="en")
    assert (
        answer.headers["Content-Disposition"] == "attachment; filename=changed-slips-spring-en.docx"
    )
    lines = texts(answer.data).split("\n")
    assert sorted({line for line in lines} & {g.name for g in floor().guests.values()}) == names
    assert "All slips are as they were printed" in organiser.get(at(seated)).text


def test_who_misses_a_round_keeps_the_slip(app: Flask, seated: int, floor, organiser) -> None:
    download(organiser, seated)
    now = floor()
    late = now.seating.rounds[1][0][-1]
    rounds = [
        [[key for key in one if key != late] for one in tables] for tables in now.seating.rounds
    ]
    rounds[0] = now.seating.rounds[0]
    with app.app_context():
        cafe = db.session.get_one(Cafe, now.cafe.id)
        save_seating(cafe, now.seating.with_rounds(rounds), SeatingCause.REPAIRED, by=None)
        guest_row(cafe, late).absent = [2, 3]
        db.session.commit()
    assert "only those new or changed" in organiser.get(at(seated)).text  # there are none
    with app.app_context():
        guest_row(db.session.get_one(Cafe, now.cafe.id), late).absent = [
            2
        ]  # and has no seat in the third
        db.session.commit()
    assert "only the 1 that is new or changed" in organiser.get(at(seated)).text


def test_what_was_taken_back_has_changed_too(app: Flask, seated: int, floor, organiser) -> None:
    swap(app, floor)
    download(organiser, seated)
    now = floor()
    with app.app_context():
        undo_seating(db.session.get_one(Cafe, now.cafe.id))
        db.session.commit()
    assert "2 slips have changed" in organiser.get(at(seated)).text


def test_who_stays_away_is_named_to_collect(app: Flask, seated: int, people, organiser) -> None:
    download(organiser, seated)
    with app.app_context():
        db.session.get_one(Participation, people["Drita Jaku"]).standing = Standing.DECLINED
        db.session.commit()
    page = organiser.get(at(seated)).text
    assert "1 slip to collect: no longer valid" in page
    assert "Drita Jaku" in page
    assert "Drita Jaku" not in texts(download(organiser, seated).data)


def test_a_printing_can_be_taken_back(app: Flask, seated: int, organiser) -> None:
    assert organiser.post(at(seated, "slips/not-printed")).status_code == 409
    download(organiser, seated)
    assert organiser.post(at(seated, "slips/not-printed")).status_code == 302
    assert printed_at(app) == [None]


def test_the_printed_page_is_marked_as_it_was_seen(
    app: Flask, seated: int, floor, organiser
) -> None:
    seen = floor().seating_id
    assert (
        organiser.post(at(seated, "slips/printed"), data={"seating": "rubbish"}).status_code == 409
    )
    swap(app, floor)
    assert (
        organiser.post(at(seated, "slips/printed"), data={"seating": str(seen)}).status_code == 409
    )
    answer = organiser.post(at(seated, "slips/printed"), data={"seating": str(floor().seating_id)})
    assert answer.status_code == 302
    now = floor()
    with app.app_context():
        assert printed_seating(db.session.get_one(Cafe, now.cafe.id)) == now.seating


def test_cards_and_hosts_sheets_hold_names_by_round(seated: int, floor, organiser) -> None:
    now = floor()
    cards = texts(organiser.get(at(seated, "cards.docx?lang=en")).data)
    hosts = texts(organiser.get(at(seated, "hosts.docx?lang=en")).data)
    for guest in now.guests.values():
        assert cards.count(guest.name) == hosts.count(guest.name) == 3
    assert "Round 1 · 09:00–09:20" in cards
    assert "How do we keep people?" in cards
    assert f"/cafe/table/{now.tables[0].token}" in hosts


def test_guide_and_café_print_the_same_sheet_for_a_host(seated: int, organiser) -> None:
    café = organiser.get(at(seated, "hosts.docx?lang=en"))
    guide = organiser.get("/events/spring/guide.docx?for=hosts&lang=en")
    assert texts(café.data) == texts(guide.data)
    assert café.headers["Content-Disposition"] == guide.headers["Content-Disposition"]
    page = organiser.get(at(seated, "hosts?lang=en")).text
    assert page.count("What you do and say") == page.count("What the room must hear from us")


def test_signs_lead_to_the_page_of_seats_once_it_is_open(
    app: Flask, seated: int, floor, organiser
) -> None:
    assert "Where do I sit?" not in texts(organiser.get(at(seated, "signs.docx?lang=en")).data)
    now = floor()
    with app.app_context():
        db.session.get_one(Cafe, now.cafe.id).token = "open-now"
        db.session.commit()
    said = texts(organiser.get(at(seated, "signs.docx?lang=en")).data)
    assert "Where do I sit?" in said
    assert "/cafe/find/open-now" in said
    assert "Si i mbajmë njerëzit?" in said
    assert "How do we keep people?" in said


def test_a_sign_from_the_browser_says_what_the_file_says(seated: int, organiser) -> None:
    page = organiser.get(at(seated, "signs?lang=sq")).text
    assert page.count('<p class="word">Tryeza · Table</p>') == 3
    assert texts(organiser.get(at(seated, "signs.docx?lang=sq")).data).count("Tryeza · Table") == 3


def test_the_list_for_the_door_as_a_sheet(seated: int, floor, organiser) -> None:
    now = floor()
    sheet = openpyxl.load_workbook(
        io.BytesIO(organiser.get(at(seated, "door.xlsx?lang=en")).data)
    ).active
    rows = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert rows == [
        [guest.name, guest.organisation, *(now.number_of(table) for table in now.seating.path(key))]
        for key, guest in now.guests.items()
    ]
    assert [cell.value for cell in sheet[3]] == [
        "Name",
        "Organisation",
        "Round 1 09:00",
        "Round 2 09:25",
        "Round 3 09:50",
    ]


def test_names_that_would_run_or_break_a_file_are_only_text(
    app: Flask, seated: int, people, organiser
) -> None:
    with app.app_context():
        person = db.session.get_one(Participation, people["Agim Basha"]).person
        person.given_name, person.family_name = '=HYPERLINK("x")', "<b>\x0b\ufffe" + "Ë" * 150
        db.session.commit()
    for what in (*FILES, *PAGES):
        assert organiser.get(at(seated, what)).status_code == 200
    said = texts(download(organiser, seated, letters="1").data)
    assert '=HYPERLINK("x") <b> Ë' in said
    book = openpyxl.load_workbook(io.BytesIO(organiser.get(at(seated, "door.xlsx")).data))
    cell = next(
        cell for row in book.active for cell in row if str(cell.value).startswith("=HYPERLINK")
    )
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert "<b>Ë" not in organiser.get(at(seated, "door")).text


@pytest.mark.parametrize("what", ["", *FILES, *PAGES])
def test_statements(seated: int, what: str, organiser) -> None:
    organiser.get(at(seated, what))
    with count_statements() as statements:
        organiser.get(at(seated, what))
    assert len(statements) <= (31 if "hosts" in what else 9)  # hosts' sheets read the whole guide


def test_people_who_were_deleted_do_not_hinder(app: Flask, seated: int, people, organiser) -> None:
    download(organiser, seated)
    with app.app_context():
        row = db.session.get_one(Participation, people["Drita Jaku"])
        person = row.person_id
        db.session.delete(row)
        db.session.commit()
        assert db.session.get(Person, person) is not None
    assert organiser.get(at(seated)).status_code == 200


def test_a_table_with_another_number_needs_other_slips(
    organiser: FlaskClient, seated: int, tables: list[int]
) -> None:
    download(organiser, seated)
    assert "slips have changed" not in organiser.get(at(seated)).text
    moved = organiser.post(
        f"/events/spring/cafe/{seated}/tables/{tables[0]}/move", data={"to": "down"}
    )
    assert moved.status_code == 302
    assert "24 slips have changed" in organiser.get(at(seated)).text
