"""Where the headings are, and what the columns are taken for."""

import pytest

from facilitate.directory.columns import READ
from facilitate.directory.importing.headings import (
    file_columns,
    find_heading_row,
    guess_column_meanings,
    headings_by_name,
    language_of_heading,
    looks_like_phone,
    rows_below_headings,
)
from facilitate.lib.tables import read_table

from .tables import sheet_of_rows

HEADS = headings_by_name(READ)
TESTS = {
    "email": lambda text: "@" in text,
    "phone": looks_like_phone,
    "county": lambda text: text in ("Vlorë", "Fier"),
}


def read(rows, merged=()) -> tuple[int, list[str], int]:
    """The row of the headings, what the columns are, how many rows are below."""
    table = read_table(sheet_of_rows(rows, merged), "list.xlsx")
    header = find_heading_row(table.rows, HEADS)
    columns = file_columns(table.rows, header, HEADS)
    return (
        header,
        guess_column_meanings(columns, HEADS, TESTS),
        len(rows_below_headings(table.rows, header)),
    )


def test_headings_are_found_below_titles() -> None:
    rows = [
        ["Republika e Shqipërisë", None, None],
        ["Lista e pjesëmarrësve, Vlorë 2027", None, None],
        [None, None, None],
        ["Emri", "Mbiemri", "Institucioni"],
        ["Ana", "Çela", "Zyra"],
    ]
    assert read(rows, ["A1:C1", "A2:C2"]) == (4, ["given_name", "family_name", "organisation"], 1)


def test_headings_of_two_rows_and_merged_cells() -> None:
    rows = [
        ["Nr", "Emri dhe mbiemri", "Institucioni", "Kontakti", None],
        [None, None, None, "E-mail", "Nr. tel."],
        [1, "Ana Çela", "Zyra", "ana@a.example", 691234567],
        [2, "Besa Gjoni", None, "besa@a.example", 691234568],
    ]
    found = read(rows, ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "C3:C4"])
    assert found == (2, ["", "name", "organisation", "email", "phone"], 2)


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["Name", "Organization / Institucioni", "E-mail *"], ["name", "organisation", "email"]),
        (["Emri", "Institucioni", "Detyra"], ["name", "organisation", "position"]),
        (["Name", "Surname", "Office"], ["given_name", "family_name", "organisation"]),
        (["First name", "Last name", "NGO"], ["given_name", "family_name", "organisation"]),
        (["Emri dhe mbiemri", "Institucioni", "Qyteti"], ["name", "organisation", "district"]),
        (["Emër Atësi Mbiemër", "Përfaqëson", "Qarku"], ["name", "organisation", "county"]),
    ],
)
def test_columns_are_known_by_their_headings(heads: list[str], found: list[str]) -> None:
    assert read([heads, ["Ana", "Çela", "x"], ["Besa", "Gjoni", "y"]])[1] == found


def test_columns_are_known_by_what_is_in_them() -> None:
    rows = [
        ["Emri Mbiemri", "Ku punon", "Si e gjejmë", "Tjetër", "Ku"],
        ["Ana Çela", "Zyra", "ana@a.example", "069 123 4567", "Vlorë"],
        ["Besa Gjoni", "Qendra", "besa@a.example", "069 123 4568", "Fier"],
    ]
    assert read(rows)[1] == ["name", "", "email", "phone", "county"]


def test_a_table_without_headings() -> None:
    rows = [
        ["Ana Çela", "Qendra e Grave", "ana@a.example"],
        ["Besa Gjoni", "Bashkia Vlorë", "besa@a.example"],
    ]
    assert read(rows) == (0, ["name", "organisation", "email"], 2)


def test_headings_repeated_on_each_page_are_no_rows() -> None:
    head = ["Name", "Office"]
    assert read([head, ["Ana Çela", "Zyra"], head, ["Besa Gjoni", "Zyra"]])[2] == 2


def test_headings_of_two_lines_repeated_on_a_page_are_no_rows() -> None:
    head = [
        ["Nr.", "Të dhënat e personit", None, "Vendi i punës", None],
        [None, "Emër mbiemër", "Detyra", "Institucioni", "Rrethi"],
    ]
    rows = [
        *head,
        [1, "Ana Çela", "Shefe", "Zyra", "Has"],
        *head,
        [2, "Besa Gjoni", "Shefe", "Zyra", "Mat"],
    ]
    places = ["A1:A2", "B1:C1", "D1:E1"]
    assert read(rows, places) == (2, ["", "name", "position", "organisation", "district"], 2)


def test_a_merged_office_right_below_the_headings_is_none_of_them() -> None:
    rows = [
        ["Nr", "MBIEMRI", "EMRI", "TEL."],
        ["BASHKIA PUKË", None, None, None],
        [1, "ÇELA", "Ana", "0691234567"],
        ["BASHKIA HAS", None, None, None],
        [2, "GJONI", "Besa", "0691234568"],
    ]
    header, found, _below = read(rows, ["A2:D2", "A4:D4"])
    assert (header, found) == (1, ["", "family_name", "given_name", "phone"])


@pytest.mark.parametrize(
    ("heading", "code"),
    [("Pozicioni", "sq"), ("Job title", "en"), ("Position / Pozicioni", ""), ("X", "")],
)
def test_the_language_of_positions_is_that_of_their_heading(heading: str, code: str) -> None:
    assert language_of_heading(heading) == code
