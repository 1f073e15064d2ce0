"""What columns of foreign lists are taken for by their headings: those of lists that offices in Albania and their partners send round."""

import pytest

from facilitate.directory.importing.headings import (
    FileColumn,
    guess_column_meanings,
    headings_by_name,
    meaning_of_heading,
)
from facilitate.participation.columns import READ_HERE

HEADINGS = {
    "given_name": [
        "Emri",
        "Emër",
        "First Name",
    ],
    "name": [
        "Emër/Mbiemër",
        "Emri Mbiemri",
        "Emri, mbiemri",
        "EMRI DHE MBIEMRI I PJESËMARRËSIT",
        "Emri e Mbiemri",
        "Pjesëmarrës",
        "Pjesëmarrësit",
        "Përfaqësuesi",
        "Emri i përfaqësuesit",
        "Personi i kontaktit",
        "Name of participant",
        "Participant's name",
        "Full Name",
        "Name & Surname",
    ],
    "family_name": [
        "Mbiemri",
        "Last Name",
    ],
    "organisation": [
        "Institucioni",
        "Institucioni që përfaqëson",
        "Institucioni ku punon",
        "Institucioni/Organizata",
        "Organizata",
        "Organizata/Institucioni përfaqësues",
        "Institucioni përkatës",
        "Subjekti",
        "Vendi i punës",
        "Drejtoria",
        "Emërtimi i institucionit",
        "Struktura",
        "Organisation/Institution",
        "Institution represented",
        "Affiliation",
        "Organization (full name)",
        "Agency",
        "Ministry/Institution",
    ],
    "": [
        "Njësia",
        "Njësia Administrative",
        "Nënshkrimi",
        "Firma",
        "Shënime",
        "Nr.",
        "Nr. rendor",
        "Datëlindja",
        "Mosha",
        "Signature",
        "Emri i projektit",
        "Data e lindjes",
        "Statusi civil",
    ],
    "position": [
        "Detyra",
        "Funksioni",
        "Pozicioni i punës",
        "Posti",
        "Pozicioni/Titulli",
        "Detyra që kryen",
        "Profesioni",
        "Detyra funksionale",
        "Title/Position",
        "Job Title",
        "Designation",
        "Position in organisation",
    ],
    "phone": [
        "Nr. tel",
        "Nr.Tel.",
        "Nr. telefoni",
        "Tel. / Cel.",
        "Celular",
        "Kontakti",
        "Kontakt (tel)",
        "Numri i kontaktit",
        "Telefon kontakti",
        "Nr. kontakti",
        "Nr. Cel",
        "Tel",
        "Mob",
        "Mobile",
        "Nr i celularit",
        "Cell phone",
        "Contact No.",
        "Phone No.",
        "Tel. no.",
    ],
    "email": [
        "E-mail",
        "Email",
        "Adresa elektronike",
        "Adresa e-mail",
        "E-mail adresa",
        "Posta elektronike (e-mail)",
        "E maili zyrtar",
        "Email/Kontakt",
        "E-mail address",
    ],
    "county": [
        "Qarku",
    ],
    "district": [
        "Rrethi",
        "Qyteti",
        "Bashkia",
        "Vendbanimi",
        "City",
    ],
    "gender": [
        "Gjinia",
        "Gjinia (F/M)",
        "Gj.",
        "Sex",
        "M/F",
    ],
    "sector": [
        "Sektori",
    ],
    "kind": [
        "Lloji i institucionit",
    ],
    "parts": [
        "Roli",
    ],
    "standing": [
        "Statusi",
        "Konfirmuar",
        "Konfirmimi i pjesëmarrjes",
        "Konfirmon (po/jo)",
        "Prania",
    ],
}
HEADS = headings_by_name(READ_HERE)


@pytest.mark.parametrize("field", HEADINGS)
def test_a_heading_says_what_its_column_is(field: str) -> None:
    said = {heading: meaning_of_heading(heading, HEADS) for heading in HEADINGS[field]}
    assert said == dict.fromkeys(HEADINGS[field], field)


def test_a_sentence_above_a_column_is_no_heading_of_ours() -> None:
    asked = "Institucioni ku do të dërgohet fatura e hotelit"
    assert meaning_of_heading(asked, HEADS) == ""


def test_how_people_are_addressed_is_no_position() -> None:
    columns = [
        FileColumn("A", "Title", ("Ms.", "Dr")),
        FileColumn("B", "Position in the office", ("Head",)),
    ]
    assert guess_column_meanings(columns, HEADS, {}) == ["", "position"]
    assert guess_column_meanings([FileColumn("A", "Title", ("Head", "Mr"))], HEADS, {}) == [
        "position"
    ]
