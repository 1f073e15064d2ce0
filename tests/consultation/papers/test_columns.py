"""Where headings are, and what columns are taken for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.papers.columns import (
    ColumnHolds,
    TableHeader,
    answer_columns,
    below_header,
    find_answers_header,
)
from facilitate.consultation.papers.guessing import guess_purposes, may_become
from facilitate.consultation.papers.matching import AskedKind, AskedQuestion, OfferWordings

from .tables import FIRST, FIRST_SQ, MICROSOFT, MONKEY

ASKED = [
    AskedQuestion(1, AskedKind.OPEN, (FIRST, FIRST_SQ)),
    AskedQuestion(
        2,
        AskedKind.MULTIPLE,
        ("Which topics?", "Cilat tema?"),
        (
            OfferWordings(21, ("Time", "Koha")),
            OfferWordings(22, ("Money", "Paratë")),
            OfferWordings(23, ("People", "Njerëzit")),
        ),
    ),
    AskedQuestion(3, AskedKind.SCALE, ("How well?", "Sa mirë?")),
    AskedQuestion(
        4,
        AskedKind.RANKING,
        ("What comes first?", "Çfarë vjen e para?"),
        (OfferWordings(41, ("Talk",)), OfferWordings(42, ("Food",))),
    ),
]


def numbered(rows: list[list[Any]], first: int = 1) -> list[tuple[int, list[Any]]]:
    return list(enumerate(rows, first))


def guessed(rows: list[list[Any]], named: bool = False) -> dict[str, str]:
    table = numbered(rows)
    columns = answer_columns(table, find_answers_header(table), named)
    return {
        column.name: purpose
        for column, purpose in zip(columns, guess_purposes(columns, ASKED, named), strict=True)
        if purpose
    }


def test_microsoft_forms() -> None:
    assert find_answers_header(numbered(MICROSOFT)) == TableHeader(1, 1)
    assert guessed(MICROSOFT) == {
        "Completion time": "day",
        "Sektori": "sector",
        "Qarku": "county",
        FIRST_SQ: "question-1",
        "Cilat tema?": "question-2",
    }
    assert guessed(MICROSOFT, named=True)["Name"] == "name"


def test_survey_monkey_has_two_rows_of_headings() -> None:
    assert find_answers_header(numbered(MONKEY)) == TableHeader(1, 2)
    assert guessed(MONKEY) == {
        "End Date": "day",
        "Where do you work?": "sector",
        "Which topics? – Time": "choice-21",
        "Which topics? – Money": "choice-22",
        "Which topics? – People": "choice-23",
        FIRST: "question-1",
        "How well?": "question-3",
    }


def test_what_says_who_or_when_may_not_be_kept() -> None:
    table = numbered(MONKEY)
    columns = answer_columns(table, find_answers_header(table), False)
    assert [column.holds for column in columns[:6]] == [
        ColumnHolds.PRIVATE,
        ColumnHolds.PRIVATE,
        ColumnHolds.PRIVATE,
        ColumnHolds.MOMENTS,
        ColumnHolds.PRIVATE,
        ColumnHolds.NOTHING,
    ]
    assert [may_become(columns[0], purpose) for purpose in ("", "question-1")] == [True, False]
    assert [may_become(columns[3], purpose) for purpose in ("", "day", "question-1")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "values",
    [["a@x.example", "b.c@y.example"], ["10.0.0.1", "192.168.1.7"], ["2001:db8::1", "fe80::2"]],
)
def test_addresses_are_known_by_what_they_look_like(values: list[str]) -> None:
    columns = answer_columns(
        numbered([["Kontakti juaj", "Sektori"], *[[value, "Media"] for value in values]]),
        TableHeader(1, 1),
        False,
    )
    assert [column.holds for column in columns] == [ColumnHolds.PRIVATE, ColumnHolds.ANYTHING]


def test_where_somebody_stood_is_never_kept() -> None:
    """Kobo's point and its parts in a group, a path walked, Survey123's corners; not a question that speaks of accuracy."""
    points = ["41.33 19.82 0 0", "41.331 19.8;41.34 19.81", "41.3", "19.8", "41.33"]
    rows = [
        ["Vendi", "Rruga", "grp/_gps_latitude", "_gps_precision", "x", "How good is its accuracy"],
        [*points, "41.3"],
        [*points, "4"],
    ]
    columns = answer_columns(numbered(rows), TableHeader(1, 1), False)
    assert [column.holds for column in columns] == [ColumnHolds.PRIVATE] * 5 + [
        ColumnHolds.ANYTHING
    ]


def test_google_forms_with_a_title_above() -> None:
    rows = [
        ["Survey of spring", None, None],
        ["Vula kohore", "Ku punoni?", "1. Cilat tema?"],
        ["2026/03/02 9:33:14 AM GMT+1", "Media", "Koha, Paratë"],
    ]
    assert find_answers_header(numbered(rows)) == TableHeader(2, 1)
    assert guessed(rows) == {
        "Vula kohore": "day",
        "Ku punoni?": "sector",
        "1. Cilat tema?": "question-2",
    }


def test_limesurvey_names_choices_in_brackets() -> None:
    rows = [
        [
            "Response ID",
            "Date submitted",
            "Start language",
            "Sector",
            "Which topics? [Money]",
            "What comes first? [Talk]",
        ],
        [1, "2026-03-02 10:00:00", "sq", "Media", "Po", 2],
    ]
    assert guessed(rows) == {
        "Date submitted": "day",
        "Start language": "language",
        "Sector": "sector",
        "Which topics? – Money": "choice-22",
        "What comes first? – Talk": "choice-41",
    }


def test_kobo_names_groups_questions_and_choices_with_strokes() -> None:
    """With the groups a team made in the form, and with the words of the form instead of its names."""
    rows = [
        [
            "start",
            "about you/Ku punoni?",
            "grp_b/Cilat tema?",
            "grp_b/Cilat tema?/Koha",
            "Which topics?/Money",
            "about/phone",
            "What comes first?/1st choice",
            "Men/women who helped",
        ],
        ["2026-03-02T08:00:00", "Media", "Koha", "1", "0", "069 20 00 000", "Talk", "x"],
    ]
    assert guessed(rows) == {
        "about you/Ku punoni?": "sector",
        "grp_b/Cilat tema?/Koha": "choice-21",
        "Which topics?/Money": "choice-22",
        "What comes first?/1st choice": "question-4",
    }
    columns = answer_columns(numbered(rows), TableHeader(1, 1), named=False)
    assert [one.heading for one in columns if one.holds is ColumnHolds.PRIVATE] == [
        "start",
        "about/phone",
    ]


def test_limesurvey_writes_code_and_words_into_one_heading() -> None:
    rows = [
        ["q2[c21]. Cilat tema? [Koha]", "q2[c22]. Cilat tema? [Paratë]", "q12345. Sa mirë?"],
        ["Y", "", "4"],
    ]
    assert set(guessed(rows).values()) == {"choice-21", "question-3"}
    rows += [["", "Y", "3"]]
    assert list(guessed(rows).values()) == ["choice-21", "choice-22", "question-3"]


def test_odk_central_joins_groups_with_hyphens() -> None:
    rows = [
        ["SubmissionDate", "about-sector", "grp-Koha", "meta-instanceID", "SubmitterName", "KEY"],
        ["2026-03-02T08:00:00.000Z", "media", "x", "uuid:7", "Ana", "uuid:7"],
    ]
    asked = [AskedQuestion(7, AskedKind.OPEN, ("Koha",))]
    columns = answer_columns(numbered(rows), TableHeader(1, 1), named=True)
    assert guess_purposes(columns, asked, named=True) == ("day", "sector", "question-7", "", "", "")
    assert [one.heading for one in columns if one.holds is ColumnHolds.PRIVATE] == [
        "meta-instanceID",
        "SubmitterName",
        "KEY",
    ]


def test_headings_that_come_again_are_no_answers() -> None:
    head, row = ["Ku punoni?", "Cilat tema?"], ["Media", "Koha"]
    assert below_header(numbered([head, row, head, row]), TableHeader(1, 1)) == [(2, row), (4, row)]


def test_merged_headings_belong_together() -> None:
    rows = [
        ["Results"] * 4,
        ["Sektori", "Cilat tema?", "Cilat tema?", "Cilat tema?"],
        ["Sektori", "Koha", "Paratë", "Tjetër"],
        ["Media", "x", None, None],
        ["Media", None, "x", None],
    ]
    assert find_answers_header(numbered(rows)) == TableHeader(2, 2)
    assert guessed(rows) == {
        "Sektori": "sector",
        "Cilat tema? – Koha": "choice-21",
        "Cilat tema? – Paratë": "choice-22",
    }


def test_a_first_answer_is_no_heading() -> None:
    rows = [["Sektori", "Sa mirë?"], ["Media", "mirë"], ["Donator", "mirë"]]
    assert find_answers_header(numbered(rows)) == TableHeader(1, 1)


def test_the_combined_column_of_choices_with_columns_of_their_own_is_left_out() -> None:
    rows = [["Cilat tema?", "Cilat tema? [Koha]", "Cilat tema? [Paratë]"], ["a b", 1, 0]]
    assert guessed(rows) == {"Cilat tema? – Koha": "choice-21", "Cilat tema? – Paratë": "choice-22"}


def test_each_part_is_found_once() -> None:
    rows = [["Sector", "Sektori", FIRST, FIRST_SQ], ["Media", "Media", "a", "b"]]
    table = numbered(rows)
    columns = answer_columns(table, find_answers_header(table), False)
    assert guess_purposes(columns, ASKED, False) == ("sector", "", "question-1", "")


CELL = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.datetimes(),
)


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=12
        )
    ),
    st.integers(1, 5),
)
def test_any_table_has_headings_and_columns(rows: list[list[Any]], first: int) -> None:
    table = numbered(rows, first)
    header = find_answers_header(table)
    assert header.row in {number for number, _cells in table}
    assert header.rows in (1, 2)
    columns = answer_columns(table, header, False)
    assert len(columns) == len(rows[0])
    purposes = guess_purposes(columns, ASKED, True)
    assert all(
        may_become(column, purpose) for column, purpose in zip(columns, purposes, strict=True)
    )
    assert len(below_header(table, header)) <= len(rows) - 1
