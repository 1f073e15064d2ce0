"""Attendance by day, the list to sign as Word and Excel, certificates: each file is opened again."""

import io
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.data.db import db
from facilitate.directory.models import County, Person
from facilitate.participation.door.actions import CheckInPress, check_in
from facilitate.participation.door.attendance import AttendanceLine, attendance_table
from facilitate.participation.door.certificate_word import attended_days_text
from facilitate.participation.door.sheet import EMPTY
from facilitate.participation.models import Participation, Standing
from facilitate.web.i18n import use_language

from ...directory.rows import key_of
from .conftest import Guests
from .test_actions import DAY, NINE, SECOND, spring

DOOR = "/events/spring/door"


def tables(content: bytes) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for one in docx.Document(io.BytesIO(content)).tables
        for row in one.rows
    ]


def text_of(content: bytes) -> str:
    return "\n".join(
        t.text or "" for t in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:t"))
    )


@pytest.fixture
def came(app: Flask, guests: Guests) -> Guests:
    """Ana came on both days, Gjergj on the second, Çlirim, who had declined, on the first."""
    with app.app_context():
        for name, day in (("Kola", DAY), ("Kola", SECOND), ("Doçi", SECOND), ("Basha", DAY)):
            check_in(spring(), guests.ids[name], CheckInPress(day, NINE))
        db.session.commit()
    return guests


@pytest.mark.both_databases
def test_attendance_is_a_table_by_day_and_sector(organiser: FlaskClient, came: Guests) -> None:
    page = organiser.get(f"{DOOR}/attendance").text
    assert "Present: Thu 18 Mar 2, Fri 19 Mar 2. On any day: 3 of 3 expected." in page
    body = page.split("<tfoot>")[1]
    assert [
        int(cell.split("<")[0]) for cell in body.replace("<b>", "").split('class="num">')[1:5]
    ] == [
        3,
        2,
        2,
        3,
    ]


def test_who_attended_without_a_day_noted_is_said(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    with app.app_context():
        db.session.get_one(Participation, guests.ids["Kola"]).standing = Standing.ATTENDED
        db.session.commit()
    assert (
        "Attended: 1 of 2 expected. No day was recorded for 1 person."
        in organiser.get(f"{DOOR}/attendance").text
    )


def test_the_right_end_of_the_header_is_the_end_of_a_landscape_line(
    organiser: FlaskClient, guests: Guests
) -> None:
    file = docx.Document(io.BytesIO(organiser.get(f"{DOOR}/list.docx").data))
    section, tabs = file.sections[0], file.styles["Header"].paragraph_format.tab_stops
    wide, left, right = (
        side or 0 for side in (section.page_width, section.left_margin, section.right_margin)
    )
    assert wide > (section.page_height or 0)
    assert [round(one.position / 36000) for one in tabs] == [round((wide - left - right) / 36000)]


people = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from("abc"), st.sampled_from([DAY, SECOND]))
)


@given(people)
def test_nobody_counts_twice_and_nobody_is_lost(rows: list[tuple[int, str, date]]) -> None:
    sector = {who: key for who, key, _day in rows}
    came = [(who, sector[who], day) for who, _key, day in rows]
    lines, total = attendance_table(sector.items(), sector.items(), came, [DAY, SECOND], "abc")
    assert total.any_day == total.expected == len(sector)
    assert total.days == tuple(
        len({who for who, _key, on in came if on == day}) for day in (DAY, SECOND)
    )
    assert sum(line.any_day for line in lines) == total.any_day


def test_a_sector_nobody_is_of_has_no_line() -> None:
    assert attendance_table([(1, "a")], [], [], [DAY], "ab")[0] == [AttendanceLine("a", 1, (0,), 0)]


def test_the_list_to_sign_has_a_column_a_day_and_rows_for_walk_ins(
    organiser: FlaskClient, guests: Guests
) -> None:
    rows = tables(organiser.get(f"{DOOR}/list.docx?lang=en").data)
    assert rows[0] == ["No.", "Name", "Organisation", "Signature, 18 March", "Signature, 19 March"]
    assert [row[:3] for row in rows[1:3]] == [
        ["1", "Ana Kola", "Bashkia Shkodër"],
        ["2", "Gjergj Doçi (speaker, panellist)", "Qendra Çelësi"],
    ]
    assert len(rows) == 3 + EMPTY
    assert rows[-1] == [str(2 + EMPTY), "", "", "", ""]
    table = docx.Document(io.BytesIO(organiser.get(f"{DOOR}/list.docx?lang=en").data)).tables[0]
    numbers = [row.cells[0].paragraphs[0].paragraph_format for row in table.rows[-7:]]
    # the last page has six rows at least
    assert [one.keep_with_next for one in numbers] == [None, *[True] * 5, None]


def test_its_heading_is_repeated_on_every_page(organiser: FlaskClient, guests: Guests) -> None:
    document = docx.Document(io.BytesIO(organiser.get(f"{DOOR}/list.docx").data))
    row = document.tables[0].rows[0]._tr
    assert row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert (
        round(document.sections[0].page_width.cm, 1),
        round(document.sections[0].page_height.cm, 1),
    ) == (
        29.7,
        21.0,
    )


def test_one_day_by_organisation_with_the_waiting_list(
    organiser: FlaskClient, guests: Guests
) -> None:
    rows = tables(
        organiser.get(f"{DOOR}/list.docx?lang=en&day=2027-03-19&by=office&waiting=1").data
    )
    assert rows[0] == ["No.", "Organisation", "Name", "Signature, 19 March"]
    assert [row[2] for row in rows[1:4]] == [
        "Ana Kola",
        "Vera Zeka",
        "Gjergj Doçi (speaker, panellist)",
    ]


def test_the_excel_sheet_repeats_its_heading_and_holds_no_contact_details(
    organiser: FlaskClient, guests: Guests
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(organiser.get(f"{DOOR}/list.xlsx").data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2] == (
        "Nr.",
        "Emri",
        "Organizata",
        "Roli",
        "Nënshkrimi, 18 mars",
        "Nënshkrimi, 19 mars",
    )
    assert rows[3][:4] == (1, "Ana Kola", "Bashkia Shkodër", None)
    assert sheet.print_title_rows == "$3:$3"
    assert not [
        cell for row in rows for cell in row if cell and ("@" in str(cell) or "555" in str(cell))
    ]


def test_certificates_speak_each_persons_language_and_name_the_days(
    app: Flask, organiser: FlaskClient, came: Guests
) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, came.ids["Doçi"])
        db.session.get_one(Person, row.person_id).languages = "en"
        db.session.commit()
    text = text_of(organiser.get(f"{DOOR}/certificates.docx").data)
    assert text.count("Vërtetim pjesëmarrjeje") == 2
    assert text.count("Certificate of participation") == 1
    assert "Pallati i Kongreseve, Tiranë, 18–19 mars 2027" in text
    assert "Pallati i Kongreseve, Tiranë, 19 March 2027" in text
    assert "Role: speaker, panellist" in text
    assert "Elda Prifti" not in text


def test_certificates_by_county_in_both_languages_signed_on_their_own_page(
    app: Flask, organiser: FlaskClient, sign_in, came: Guests
) -> None:
    """The event has no seats and no letter: who signs is said beside the certificates."""
    with app.app_context():
        rows = {
            name: db.session.get_one(Participation, came.ids[name]) for name in ("Basha", "Doçi")
        }
        rows["Basha"].county_id, rows["Doçi"].county_id = key_of(County, "kukes"), None
        db.session.commit()
    page, signed = f"{DOOR}/papers", {"signed_by-sq": "Ana Kola\nDrejtore\nBashkia Kukës"}
    assert sign_in("facilitator").post(page, data=signed | {"version": 1}).status_code == 403
    assert organiser.post(page, data=signed | {"version": 1}).status_code == 302
    assert organiser.post(page, data={"signed_by-sq": "Tjetër", "version": 0}).status_code == 409
    zipped = zipfile.ZipFile(io.BytesIO(organiser.get(f"{DOOR}/certificates.zip").data))
    names = [name for name in zipped.namelist() if "kukes" in name]
    assert (len(names), zipped.namelist()[-1].startswith("vertetimet-pa-qark")) == (1, True)
    only = text_of(zipped.read(names[0]))
    assert ("Çlirim Basha" in only, only.count("Vërtetim pjesëmarrjeje")) == (True, 1)
    both = text_of(organiser.get(f"{DOOR}/certificates.docx?county=kukes&lang=both").data)
    assert [both.count(text) for text in ("Vërtetim pjesëmarrjeje", "Certificate of", "Drejtore")] == [
        1, 1, 1
    ]  # fmt: skip
    assert organiser.get(f"{DOOR}/certificates.docx?county=lezhe").status_code == 409


def test_a_certificate_for_one_person(organiser: FlaskClient, came: Guests) -> None:
    text = text_of(organiser.get(f"{DOOR}/certificates.docx?who={came.ids['Basha']}").data)
    assert "Çlirim Basha" in text
    assert "Ana Kola" not in text


def test_without_anybody_there_is_nothing_to_certify(
    organiser: FlaskClient, guests: Guests
) -> None:
    for who in ("", "?who=999999"):
        assert organiser.get(f"{DOOR}/certificates.docx{who}").status_code == 409


def test_days_in_words(app: Flask) -> None:
    with app.test_request_context(), use_language("en"):
        assert attended_days_text([SECOND, DAY]) == "18–19 March 2027"
        assert attended_days_text([DAY, date(2027, 3, 20)]) == "18 March, 20 March 2027"
        assert attended_days_text([DAY]) == "18 March 2027"
