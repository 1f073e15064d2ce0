"""Finding names in a long list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.directory.search import ListSearch, page_of_rows, read_list_search

NAMES = ["Zyra e punësimit", "Çelësi", "Qendra Çerdhe", "Dera e hapur", "Dhoma e tregtisë", "Cikël"]


def names(typed: str, number: int = 1, size: int = 50) -> list[str]:
    return page_of_rows([(name, name, "Korçë") for name in NAMES], typed, number, size).rows


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
        ({}, ListSearch()),
        (
            {"q": " a\x00b ", "page": "2", "county": "vlore"},
            ListSearch(q="ab", county="vlore", page=2),
        ),
        ({"page": "-1"}, ListSearch()),
        ({"page": "x"}, ListSearch()),
        ({"page": "99999999999"}, ListSearch()),
    ],
)
def test_an_address_is_read(args: dict[str, str], wanted: ListSearch) -> None:
    assert read_list_search(args) == wanted


@given(st.lists(st.text(max_size=5), max_size=40), st.integers(1, 7))
def test_the_pages_together_are_the_whole_list(texts: list[str], size: int) -> None:
    rows = [(number, text, "") for number, text in enumerate(texts)]
    pages = [
        page_of_rows(rows, "", number, size)
        for number in range(1, page_of_rows(rows, "", 1, size).pages + 1)
    ]
    assert sorted(row for found in pages for row in found.rows) == list(range(len(texts)))
    assert {found.total for found in pages} == {len(texts)}
