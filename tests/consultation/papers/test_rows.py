"""From rows to answers: what is kept, what needs a meaning, what is wrong; receipts that lead to nobody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.answering.sent import SentAnswer, SentPick
from facilitate.consultation.papers.columns import answer_columns, find_answers_header
from facilitate.consultation.papers.guessing import guess_purposes
from facilitate.consultation.papers.labels import answer_problems
from facilitate.consultation.papers.matching import SurveyLists, name_lookup
from facilitate.consultation.papers.plan import (
    LEAVE_OUT,
    AnswerProblem,
    AnswersPlan,
    AnswersReading,
    AnswerTrouble,
    UnknownMeaning,
    value_key,
)
from facilitate.consultation.papers.rows import read_answer_rows
from facilitate.web.i18n import label_of

from .tables import MICROSOFT, MONKEY
from .test_columns import ASKED, numbered

LISTS = SurveyLists(
    name_lookup(
        [
            (("Local government", "Qeveri vendore"), 1),
            (("Civil society", "Shoqëri civile"), 2),
            (("Media",), 3),
            (("Donor", "Donator"), 4),
        ]
    ),
    name_lookup(
        [
            (("Dibër",), (10, False)),
            (("Shkodër",), (11, False)),
            (("Tiranë",), (12, None)),
            (("the capital",), (12, True)),
        ]
    ),
)
TODAY = date(2026, 11, 25)
PLAN = AnswersPlan((), date(2026, 11, 1), "sq")


def read(
    rows: list[list[Any]], plan: AnswersPlan | None = None, key: bytes = b"k"
) -> AnswersReading:
    """The rows below their headings, read with the columns as they are guessed unless a plan says more."""
    table = numbered(rows)
    header = find_answers_header(table)
    columns = answer_columns(table, header, False)
    plan = plan or PLAN
    plan = replace(plan, columns=plan.columns or guess_purposes(columns, ASKED, False))
    below = [row for row in table if row[0] >= header.row + header.rows]
    return read_answer_rows(below, plan, ASKED, LISTS, TODAY, key)


def one(heading: str, value: Any, purpose: str, **more: Any) -> AnswersReading:
    """A table of one row with a sector and that column."""
    return read(
        [["Sector", heading], ["Media", value]], replace(PLAN, columns=("sector", purpose), **more)
    )


def test_microsoft_forms() -> None:
    found = read(MICROSOFT)
    assert [(row.row, row.sent, row.given_on, row.language) for row in found.rows] == [
        (
            2,
            SentAnswer(
                2,
                10,
                False,
                {1: "Tryeza në çdo qark"},
                [SentPick(2, 21, None), SentPick(2, 22, None)],
            ),
            date(2026, 3, 2),
            "sq",
        )
    ]
    assert found.unknown == [UnknownMeaning("sector", "Qeveria lokale", 1)]
    assert found.problems == [
        AnswerProblem(3, AnswerTrouble.NO_SECTOR, "Qeveria lokale"),
        AnswerProblem(4, AnswerTrouble.NOTHING_SAID, ""),
    ]
    assert found.left_out == 2


def test_a_value_gets_a_meaning() -> None:
    found = read(MICROSOFT, replace(PLAN, values={value_key("sector", "QEVERIA LOKALE"): "1"}))
    assert [(row.row, row.sent.sector, row.sent.county) for row in found.rows] == [
        (2, 2, 10),
        (3, 1, 11),
    ]
    assert found.unknown == [
        UnknownMeaning("sector", "Qeveria lokale", 1)
    ]  # it can be changed again
    assert found.problems == [AnswerProblem(4, AnswerTrouble.NOTHING_SAID, "")]


@pytest.mark.parametrize("chosen", ["99", "-1", "x", "", "²"])
def test_a_meaning_that_is_not_on_offer_counts_as_none(chosen: str) -> None:
    found = read(MICROSOFT, replace(PLAN, values={value_key("sector", "Qeveria lokale"): chosen}))
    assert [row.row for row in found.rows] == [2]


def test_survey_monkey() -> None:
    found = read(MONKEY)
    assert [(row.row, row.sent, row.given_on) for row in found.rows] == [
        (
            3,
            SentAnswer(
                1,
                None,
                None,
                {1: "Meet every month"},
                [SentPick(2, 21, None), SentPick(2, 23, None), SentPick(3, None, 5)],
            ),
            date(2026, 3, 22),
        ),
        (
            4,
            SentAnswer(3, None, None, {}, [SentPick(2, 22, None), SentPick(3, None, 2)]),
            date(2026, 3, 5),
        ),
    ]
    assert (found.problems, found.unknown) == ([], [])


def test_a_missing_sector_column_takes_one_sector_for_all() -> None:
    rows = [["Sa mirë?", "Qarku"], ["3", "Dibër"], ["4", ""]]
    assert [row.sent.sector for row in read(rows, replace(PLAN, sector=4)).rows] == [4, 4]
    assert [problem.trouble for problem in read(rows).problems] == [AnswerTrouble.NO_SECTOR] * 2


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("Dibra", (10, False)),
        ("Tiranë", (12, None)),
        ("the capital", (12, True)),
        ("", (None, None)),
        ("Oz", (None, None)),
    ],
)
def test_places(value: str, place: tuple[Any, Any]) -> None:
    rows = [["Sector", "County", "How well?"], ["Media", value, 3]]
    found = read(rows)
    assert [(row.sent.county, row.sent.capital) for row in found.rows] == [place]
    assert found.unknown == ([UnknownMeaning("county", "Oz", 1)] if value == "Oz" else [])


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ("12-capital", (12, True)),
        ("12-open", (12, None)),
        ("9-open", (None, None)),
        (LEAVE_OUT, (None, None)),
    ],
)
def test_a_place_gets_a_meaning(chosen: str, place: tuple[Any, Any]) -> None:
    rows = [["Sector", "County", "How well?"], ["Media", "Oz", 3]]
    found = read(rows, replace(PLAN, values={value_key("county", "Oz"): chosen}))
    assert [(row.sent.county, row.sent.capital) for row in found.rows] == [place]
    assert len(found.problems) == (chosen == "9-open")


@pytest.mark.parametrize(
    ("value", "day", "trouble"),
    [
        ("2.3.2026", date(2026, 3, 2), []),
        ("soon", date(2026, 11, 1), [AnswerTrouble.NO_DAY]),
        ("2.3.2030", date(2026, 11, 1), [AnswerTrouble.DAY_TO_COME]),
        ("", date(2026, 11, 1), []),
    ],
)
def test_days_of_rows(value: str, day: date, trouble: list[AnswerTrouble]) -> None:
    rows = [["Sector", "Date", "How well?"], ["Media", value, 3]]
    found = read(rows, replace(PLAN, columns=("sector", "day", "question-3")))
    assert [row.given_on for row in found.rows] == [day]
    assert [problem.trouble for problem in found.problems] == trouble


def test_a_text_that_is_too_long_leaves_the_row_out() -> None:
    assert [problem.trouble for problem in one("Text", "x" * 20_001, "question-1").problems] == [
        AnswerTrouble.TOO_LONG
    ]
    assert one("Text", "x" * 20_000, "question-1").problems == []


def test_a_ranking_in_one_column_in_order() -> None:
    assert one("Order", "Food;Talk;", "question-4").rows[0].sent.picks == [
        SentPick(4, 41, 2),
        SentPick(4, 42, 1),
    ]


def test_a_ranking_in_columns_of_its_choices() -> None:
    rows = [["Sector", "Talk", "Food"], ["Media", 2, 1], ["Media", 1, 1], ["Media", "3", ""]]
    found = read(rows, replace(PLAN, columns=("sector", "choice-41", "choice-42")))
    assert [row.sent.picks for row in found.rows] == [[SentPick(4, 41, 2), SentPick(4, 42, 1)]]
    assert [(problem.row, problem.trouble) for problem in found.problems] == [
        (3, AnswerTrouble.RANK_TWICE),
        (3, AnswerTrouble.NOTHING_SAID),
        (4, AnswerTrouble.UNKNOWN_VALUE),
        (4, AnswerTrouble.NOTHING_SAID),
    ]


def test_a_choice_nobody_knows_can_be_given_a_meaning() -> None:
    found = one("Topics", "Time, Travel", "question-2")
    assert found.rows[0].sent.picks == [SentPick(2, 21, None)]
    assert found.unknown == [UnknownMeaning("question-2", "Travel", 1)]
    decided = one(
        "Topics", "Time, Travel", "question-2", values={value_key("question-2", "travel"): "23"}
    )
    assert decided.rows[0].sent.picks == [SentPick(2, 21, None), SentPick(2, 23, None)]
    assert decided.problems == []


def test_receipts_lead_to_nobody() -> None:
    other = [[*row] for row in MICROSOFT]
    other[1][:5] = [900, None, other[1][2].replace(hour=23), "other@y.example", "Somebody Else"]
    first, second = read(MICROSOFT).rows[0], read(other).rows[0]
    assert first.receipt == second.receipt  # who and when are no part of it
    assert first.receipt != read(MICROSOFT, key=b"another key").rows[0].receipt


def test_receipts_tell_rows_apart() -> None:
    rows = [["Sector", "How well?"], ["Media", 3], ["Media", 3]]
    found = read(rows)
    assert len({row.receipt for row in found.rows}) == 2
    assert [row.receipt for row in read(rows).rows] == [row.receipt for row in found.rows]


def test_a_later_export_has_the_same_receipts_for_the_same_rows() -> None:
    """One more answer on top, and a column that held nothing before."""
    rows = [
        ["Sector", "How well?", "What?"],
        ["Media", 3, None],
        ["Donor", 4, None],
        ["Media", 3, None],
    ]
    later = [
        rows[0],
        ["Media", 5, "More"],
        ["Donor", 4, None],
        ["Media", 3, None],
        ["Media", 3, None],
    ]
    first, second = ([row.receipt for row in read(table).rows] for table in (rows, later))
    assert len(second) == 4
    assert set(first) < set(second)


def test_problems_of_one_kind_stand_together(app: Flask) -> None:
    problems = [AnswerProblem(n, AnswerTrouble.NO_SECTOR, "Oz") for n in range(3, 14)] + [
        AnswerProblem(2, AnswerTrouble.NO_DAY, "soon")
    ]
    with app.app_context():
        assert [one.sentence for one in answer_problems(problems)] == [
            f"Rows 3, 4, 5, 6, 7, 8, 9, 10 and 3 more: {label_of(AnswerTrouble.NO_SECTOR)} (“Oz”) – row left out",
            f"Row 2: {label_of(AnswerTrouble.NO_DAY)} (“soon”)",
        ]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-9, 99_999),
    st.booleans(),
    st.datetimes(),
    st.sampled_from(["Media", "Dibër", "Time;Money", "3"]),
)


@given(
    st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=6),
    st.permutations(
        ["sector", "county", "day", "language", "question-1", "question-2", "choice-41"]
    ),
)
def test_every_row_is_kept_or_named(rows: list[list[Any]], purposes: list[str]) -> None:
    table = numbered([[f"H{n}" for n in range(7)], *rows])
    found = read_answer_rows(
        table[1:], replace(PLAN, columns=tuple(purposes)), ASKED, LISTS, TODAY, b"k"
    )
    kept = {row.row for row in found.rows}
    out = {problem.row for problem in found.problems if problem.trouble.leaves_out}
    assert kept | out == {number for number, _cells in table[1:]}
    assert not kept & out
    assert all(row.sent.texts or row.sent.picks for row in found.rows)
    assert all(row.given_on <= TODAY for row in found.rows)
