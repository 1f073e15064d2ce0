"""Cells as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.directory.alike import (
    is_likely_same_office,
    is_likely_same_person,
    is_slip_of_pen,
    nearest_name,
    office_words,
)
from facilitate.directory.alike import name_words as words
from facilitate.directory.importing.cells import (
    SeveralValues,
    normal_office_name,
    read_emails,
    read_languages,
    read_phones,
    split_whole_name,
)
from facilitate.directory.importing.facts import guess_office
from facilitate.directory.importing.known_directory import ListNames


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Arben Hoxha", ("Arben", "Hoxha")),
        ("ARBEN HOXHA", ("Arben", "Hoxha")),
        ("Hoxha, Arben", ("Arben", "Hoxha")),
        ("HOXHA, ARBEN", ("Arben", "Hoxha")),
        ("HOXHA Arben", ("Arben", "Hoxha")),
        ("Arben HOXHA", ("Arben", "Hoxha")),
        ("Znj. Ana Maria Çela", ("Ana Maria", "Çela")),
        ("ÇELA-HOXHA, ANA", ("Ana", "Çela-Hoxha")),
        ("prof. dr. ëngjëll ndoci", ("Ëngjëll", "Ndoci")),
        ("Pat O'BRIEN", ("Pat", "O'Brien")),
        ("  Arben \n Hoxha ", ("Arben", "Hoxha")),
        ("Hoxha, Dr.", ("", "Hoxha")),
        ("Arben", ("", "Arben")),
        ("", ("", "")),
    ],
)
def test_names_are_turned_round_and_written_normally(text: str, name: tuple[str, str]) -> None:
    assert tuple(split_whole_name(text)) == name


def test_a_column_of_family_names_first_is_turned_round() -> None:
    assert tuple(split_whole_name("Hoxha Arben", family_first=True)) == ("Arben", "Hoxha")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (355691234567, "+355 69 123 4567"),
        (691234567, "+355 69 123 4567"),
        (691234567.0, "+355 69 123 4567"),
        ("069 123 45 67", "+355 69 123 4567"),
        ("00355 69 1234567", "+355 69 123 4567"),
        ("+355 (0)69 123-4567", "+355 69 123 4567"),
        ("Tel: 042 222 333", "+355 4 222 2333"),
        ("052 220 123", "+355 52 220 123"),
        ("+39 06 1234567", "+39061234567"),
        ("", ""),
        (None, ""),
    ],
)
def test_phone_numbers_are_written_one_way(value: object, number: str) -> None:
    assert read_phones(value) == SeveralValues(number)


@pytest.mark.parametrize("value", ["call me", "12", "0691234567890123456", "069x"])
def test_what_is_no_number_is_said_so(value: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        read_phones(value)


def test_of_several_in_a_cell_the_first_is_taken_and_the_others_told() -> None:
    assert read_emails("Ana <ana@a.example>; info@a.example") == SeveralValues(
        "ana@a.example", ("info@a.example",)
    )
    assert read_phones("0691234567 / 0682345678") == SeveralValues(
        "+355 69 123 4567", ("+355 68 234 5678",)
    )
    with pytest.raises(ValueError, match="ana at a"):
        read_emails("ana at a")


@given(st.integers(10**7, 10**9 - 1))
def test_a_number_read_once_more_is_the_same(number: int) -> None:
    once = read_phones(f"+355 {number}").first
    assert read_phones(once).first == once


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BASHKIA E TIRANËS", "Bashkia e Tiranës"),
        ("UNICEF SHQIPËRI", "UNICEF Shqipëri"),
        ("BASHKIA HAS", "Bashkia Has"),
        ("BASHKIA VAU I DEJËS", "Bashkia Vau i Dejës"),
        ("NJVNP BERAT", "NJVNP Berat"),
        ("DREJTORIA RAJONALE E SHSSH", "Drejtoria Rajonale e SHSSH"),
        ("ZVAP KRUJË", "ZVAP Krujë"),
        ("UNICEF", "UNICEF"),
        ("Qendra e Grave", "Qendra e Grave"),
        ("QENDRA “DRITA” OJF", "Qendra “Drita” OJF"),
    ],
)
def test_organisations_in_capitals_are_written_normally(text: str, name: str) -> None:
    assert normal_office_name(text) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("NJVNP Berat", "health"),
        ("ZVAP Krujë", "education"),
        ("Drejtoria Rajonale e SHSSH Berat", "social_services"),
        ("AKPA Fier", "employment"),
        ("DVP Fier", "police"),
    ],
)
def test_offices_are_known_by_their_abbreviations(name: str, kind: str) -> None:
    guess = guess_office(name)
    assert (guess and guess.kind, guess and guess.sector) == (kind, "central_government")


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Shqip", "sq"), ("Albanian and English", "sq en"), ("en", "en"), ("frëngjisht", None)],
)
def test_languages(text: str, codes: str | None) -> None:
    assert read_languages(text) == codes


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Ana Çela", "Anna Cela", True),
        ("Arben Hoxha", "A. Hoxha", True),
        ("Ana Maria Çela", "Çela Ana", True),
        ("Arben Hoxha", "Arben Hoxhaj", True),
        ("Abren Hoxha", "Arben Hoxha", True),
        ("Ana Hoxha", "Ina Hoxha", False),
        ("Ana Hoxha", "Ana Gjoni", False),
        ("Ana Hoxha", "Besa Gjoni", False),
        ("Ana", "Ana Gjoni", False),
    ],
)
def test_near_names_of_people(one: str, other: str, near: bool) -> None:
    assert is_likely_same_person(words(one), words(other)) is near
    assert is_likely_same_person(words(other), words(one)) is near


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Bashkia Tiranë", "Bashkia e Tiranës", True),
        ("Bashkia Fier", "Bashkia Fierzë", False),
        ("Bashkia Fier", "Bashkia Vlorë", False),
        ("Drejtoria Rajonale Arsimore", "Drejtoria Rajonale Arsimore Vlorë", True),
        ("Qendra Drita", "Qendra “Drita” Vlorë", True),
        ("Qendra", "Qendra Drita", True),
        ("Zyra A", "Zyra B", False),
    ],
)
def test_near_names_of_organisations(one: str, other: str, near: bool) -> None:
    assert is_likely_same_office(office_words(one), office_words(other)) is near
    assert is_likely_same_office(office_words(other), office_words(one)) is near


@given(st.text("abcdë", max_size=9), st.text("abcdë", max_size=9))
def test_a_slip_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert is_slip_of_pen(one, other) is is_slip_of_pen(other, one)


def test_the_nearest_of_a_list() -> None:
    rows = [("Shkodër", "a"), ("Gjirokastër", "b"), ("Vlorë", "c")]
    assert [nearest_name(text, rows) for text in ("Gjirokastra", "Vlora", "Prishtinë", "")] == [
        "b",
        "c",
        None,
        None,
    ]


@pytest.mark.parametrize(
    "written", ["Tirana", "qarku i Tiranës", "QARKU TIRANË", "Tiranes", "Tirana County"]
)
def test_a_county_is_known_in_whichever_form_it_is_written(written: str) -> None:
    names = ListNames([("Berat", "1"), ("Tiranë", "2"), ("Dibër", "3")], places=True)
    assert names.exact(written) == "2"
    assert (names.exact("Qarku i Beratit"), names.exact("i Dibrës")) == ("1", "3")
