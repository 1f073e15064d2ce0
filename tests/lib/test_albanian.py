"""Albanian for composed sentences, against forms an editor has written down: no form here comes from the rules it tests."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from facilitate.cafe.labels import FROM
from facilitate.data.content import PACKAGE, read_toml
from facilitate.lib.albanian import (
    Case,
    fill_salutation,
    institution_in,
    institution_inside,
    letter_salutation,
    number_in_words,
    place_in,
)


def _tables() -> list[list[list[str]]]:
    """The two tables of the file: institutions, places."""
    text = Path(__file__).with_name("albanian_forms.txt").read_text("utf-8")
    return [
        [line.split(" | ") for line in part.splitlines() if not line.startswith("#")]
        for part in text.strip().split("\n\n")
    ]


INSTITUTIONS, PLACES = _tables()


@pytest.mark.parametrize("forms", INSTITUTIONS, ids=lambda forms: forms[0])
def test_an_institution_in_each_case(forms: list[str]) -> None:
    assert [institution_in(forms[0], case) for case in Case] == forms


@pytest.mark.parametrize("forms", PLACES, ids=lambda forms: forms[0])
def test_a_county_or_district_in_each_case(forms: list[str]) -> None:
    assert [place_in(forms[0], case) for case in Case] == forms[1:]


def test_all_that_the_planner_begins_with_is_worked_out() -> None:
    counties = read_toml(PACKAGE / "directory" / "albania.toml")["counties"]
    begun_with = {county["name"] for county in counties}
    districts = [one for county in counties for one in county["districts"]]
    begun_with |= {one["name"] for one in districts}
    begun_with |= {place["name"] for one in districts for place in one["municipalities"]}
    assert begun_with <= {forms[0] for forms in PLACES}
    assert len(INSTITUTIONS) >= 40


def test_inside_a_sentence_an_office_is_declined_or_quoted() -> None:
    inside = [institution_inside(name) for name in ("Bashkia Vlorë", "UNICEF")]
    assert inside == ["Bashkisë Vlorë", "organizatës “UNICEF”"]


@pytest.mark.parametrize(
    "name", ["UNICEF", "Vatra", "Terre des Hommes", "International Organization for Migration", ""]
)
def test_a_name_the_rules_do_not_know_has_no_case(name: str) -> None:
    assert [institution_in(name, case) for case in Case] == [None, None, None]
    assert [place_in(name, case) for case in Case] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "woman", "called"),
    [
        ("Adelina Kuka", True, "E nderuara znj. Kuka"),
        ("Agim Hoxha", False, "I nderuar z. Hoxha"),
        ("Ana Maria Leka", True, "E nderuara znj. Leka"),
        ("Adelina Kuka", None, "I/E nderuar Adelina Kuka"),
        ("Agim", False, "I nderuar z. Agim"),
    ],
)
def test_how_a_letter_begins(name: str, woman: bool | None, called: str) -> None:
    assert letter_salutation(name, woman=woman) == called


def test_a_typed_greeting_is_written_for_the_person_and_nothing_else_is() -> None:
    text = "I/e nderuar {name},\n{name} vjen."
    assert fill_salutation(text, "{name}", "Adelina Kuka", woman=True) == (
        "E nderuara znj. Kuka,\n{name} vjen."
    )
    assert fill_salutation("Përshëndetje {name},", "{name}", "Adelina Kuka", woman=True) == (
        "Përshëndetje {name},"
    )


def test_numbers_up_to_ten_in_words() -> None:
    words = [
        "zero",
        "një",
        "dy",
        "tre",
        "katër",
        "pesë",
        "gjashtë",
        "shtatë",
        "tetë",
        "nëntë",
        "dhjetë",
        "11",
    ]
    assert [number_in_words(number) for number in range(12)] == words
    assert [number_in_words(number, of_feminine=True) for number in (2, 3, 4)] == [
        "dy",
        "tri",
        "katër",
    ]


def test_what_somebody_of_each_sector_is_from() -> None:
    """Behind “nga” a collective is definite, one of several is not."""
    with (PACKAGE / "translations" / "sq" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="sq")
    assert {key: catalogue.get(str(said)).string for key, said in FROM.items()} == {
        "government": "qeveria",
        "central_government": "qeveria qendrore",
        "local_government": "qeveria vendore",
        "civil_society": "shoqëria civile",
        "international": "një organizatë ndërkombëtare",
        "international_ngo": "një OJF ndërkombëtare",
        "intergovernmental": "një organizatë ndërqeveritare",
        "donor": "një donator",
        "media": "media",
        "business": "biznesi",
        "academia": "bota akademike",
    }
