"""Finding names in a long list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.directory.search import Asked, asked, listing

NAMES = ["Zyra e punësimit", "Çelësi", "Qendra Çerdhe", "Dera e hapur", "Dhoma e tregtisë", "Cikël"]


def names(typed: str, number: int = 1, size: int = 50) -> list[str]:
    return listing([(name, name, "Korçë") for name in NAMES], typed, number, size).rows


def test_order_is_the_albanian_alphabet() -> None:
    assert names("") == [
        "Cikël",
        "Çelësi",
        "Dera e hapur",
        "Dhoma e tregtisë",
        "Qendra Çerdhe",
        "Zyra e punësimit",
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("celesi", ["Çelësi"]),
        ("ÇERDHE qendra", ["Qendra Çerdhe"]),
        ("korce cikel", ["Cikël"]),
        ("prizren", []),
    ],
)
def test_accents_case_and_order_of_words_do_not_matter(typed: str, found: list[str]) -> None:
    assert names(typed) == found


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ({}, Asked()),
        ({"q": " a\x00b ", "page": "2", "county": "vlore"}, Asked(q="ab", county="vlore", page=2)),
        ({"page": "-1"}, Asked()),
        ({"page": "x"}, Asked()),
        ({"page": "99999999999"}, Asked()),
    ],
)
def test_an_address_is_read(args: dict[str, str], wanted: Asked) -> None:
    assert asked(args) == wanted


@given(st.lists(st.text(max_size=5), max_size=40), st.integers(1, 7))
def test_the_pages_together_are_the_whole_list(texts: list[str], size: int) -> None:
    rows = [(number, text, "") for number, text in enumerate(texts)]
    pages = [
        listing(rows, "", number, size) for number in range(1, listing(rows, "", 1, size).pages + 1)
    ]
    assert sorted(row for found in pages for row in found.rows) == list(range(len(texts)))
    assert {found.total for found in pages} == {len(texts)}
