"""Finding oneself by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.running.name_search import SHOWN, FindablePerson, match_names
from facilitate.lib.text import index_letter

PEOPLE = [
    FindablePerson("p1", "Ajkuna", "Çela", "Ministry"),
    FindablePerson("p2", "Ana", "Kola", "Shelter"),
    FindablePerson("p3", "Ana", "Kolaj", "Police"),
    FindablePerson("p4", "Ana", "Kola", "Municipality"),
    FindablePerson("p5", "Gjergj", "Hoxha-Prifti"),
    FindablePerson("p6", "Xu", "Li"),
    FindablePerson("p7", "Teuta", ""),
    FindablePerson("w1", "Dashamir", "Rrapi"),
]


def keys(typed: str) -> list[str]:
    return [one.key for one in match_names(typed, PEOPLE).people]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("çela", ["p1"]),
        ("CELA", ["p1"]),
        ("cela ajkuna", ["p1"]),
        ("  Ajkuna   Çela ", ["p1"]),
        ("ajk", ["p1"]),
        ("kola", ["p4", "p2", "p3"]),
        ("ana kola", ["p4", "p2"]),
        ("Kolaj Ana", ["p3"]),
        ("ana", ["p4", "p2", "p3"]),
        ("prifti", ["p5"]),
        ("hoxha prifti gjergj", ["p5"]),
        ("Xu Li", ["p6"]),
        ("Teuta", ["p7"]),
        ("rrapi", ["w1"]),
        ("ana ana", []),
        ("kola ana elira", []),
        ("nobody", []),
        ("%%%", []),
    ],
)
def test_names_are_found_without_accents_in_either_order(typed: str, expected: list[str]) -> None:
    assert keys(typed) == expected


def test_namesakes_come_in_the_order_of_their_organisations() -> None:
    assert [one.organisation for one in match_names("Ana Kola", PEOPLE).people] == [
        "Municipality",
        "Shelter",
    ]


@pytest.mark.parametrize("typed", ["", "a", "ko", "x.", "--- a"])
def test_too_little_is_not_looked_for(typed: str) -> None:
    found = match_names(typed, PEOPLE)
    assert (found.people, found.short) == ((), True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoxa", ["p5"]),
        ("Dashmir", ["w1"]),
        ("Rarpi Dashamir", ["w1"]),
        ("dashamyr", ["w1"]),
        ("Hoxxha", ["p5"]),
        ("Hoxhaxx", []),
    ],
)
def test_a_slip_of_one_letter_is_forgiven_but_told(typed: str, expected: list[str]) -> None:
    found = match_names(typed, PEOPLE)
    assert ([one.key for one in found.people], found.nearly) == (expected, bool(expected))


@given(st.text(max_size=12), st.integers(0, 400))
def test_never_a_list_of_everybody(typed: str, many: int) -> None:
    found = match_names(typed, [FindablePerson(f"p{n}", "Arben", f"Hoxha{n}") for n in range(many)])
    assert len(found.people) <= SHOWN
    assert found.more is False or len(found.people) == SHOWN


def test_others_are_told_of() -> None:
    found = match_names("arb", [FindablePerson(f"p{n}", "Arben", f"Hoxha{n}") for n in range(9)])
    assert (len(found.people), found.more) == (8, True)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Agim", "A"),
        ("Çlirim", "Ç"),
        ("çlirim", "Ç"),
        ("Gjergj", "GJ"),
        ("Genc", "G"),
        ("Élodie", "E"),
        ("Ëngjëll", "Ë"),
        ("Xhemile", "XH"),
        ("Łukasz", "Ł"),
        ("", ""),
    ],
)
def test_the_letter_a_name_stands_under(name: str, letter: str) -> None:
    assert index_letter(name) == letter
