"""Nobody can be recognised in what is sent back; and what it says."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.constellation.counting import (
    SectorGroup,
    Spread,
    ThemeCount,
    ThemeVoice,
    count_speakers,
    count_themes,
    group_of,
)
from facilitate.consultation.sharing import wording
from facilitate.consultation.sharing.summary import (
    ClosedResult,
    HeardTheme,
    SectorPart,
    Summary,
    SummaryAim,
    SummaryLine,
    SummarySource,
    shown_choices,
    shown_many,
    shown_parts,
    shown_ranking,
    shown_scale,
    shown_source,
    shown_theme,
)
from facilitate.web.i18n import use_language

SECTORS = ["central_government", "local_government", "civil_society", "donor", "media"]
NAMES = {key: key.title() for key in SECTORS}
some = st.frozensets(st.integers(1, 2))
voices = st.lists(
    st.builds(
        ThemeVoice, st.sampled_from(SECTORS), st.none(), st.none(), some, some, st.integers(1, 4)
    )
)
counts = st.lists(st.integers(0, 5), min_size=1, max_size=5)


def small(*numbers: int | None) -> list[int]:
    """Those that stand for one or two people."""
    return [number for number in numbers if number in (1, 2)]


@given(voices)
def test_no_small_number_of_a_theme_is_there(heard: list[ThemeVoice]) -> None:
    for row in count_themes([1, 2], SECTORS, heard):
        theme = shown_theme(row, "Name", "", NAMES, [])
        on_one, on_other = theme.sides or (0, 0)
        assert small(*theme.numbers, theme.answers, on_one, on_other) == []
        if theme.sides and theme.answers is not None:
            assert (
                small(
                    theme.answers - on_one,
                    theme.answers - on_other,
                    on_one + on_other - theme.answers,
                )
                == []
            )
        assert not (theme.only and theme.answers is None)


@given(voices)
def test_groups_of_an_objective_tell_nothing_of_sectors_left_out(heard: list[ThemeVoice]) -> None:
    """Whoever has the theme's sectors, its total and the groups finds no one sector left out."""
    found = count_speakers({1}, heard)
    source = shown_source(found)
    assert small(source.answers, *source.groups.values()) == []
    (row,) = count_themes([1], list(found), heard)
    shown = dict(zip(NAMES, shown_theme(row, "", "", NAMES, []).numbers, strict=True))
    for group, number in source.groups.items():
        hidden = [key for key in found if group_of(key) is group and shown[key] is None]
        left = number - sum(shown[key] or 0 for key in found if group_of(key) is group)
        assert len(hidden) != 1
        assert (left > len(hidden)) or not hidden


@given(counts)
def test_no_small_number_of_choices_is_there(numbers: list[int]) -> None:
    names = [str(at) for at in range(len(numbers))]
    answers = max(numbers) + 1
    for result in (
        shown_choices("?", names, numbers),
        shown_scale("?", names, numbers),
        shown_many("?", names, numbers, answers),
    ):
        assert small(result.answers, *(line.number for line in result.lines)) == []
        if result.many and result.answers is not None:
            assert (
                small(*(answers - line.number for line in result.lines if line.number is not None))
                == []
            )
        if result.mean is not None:
            assert None not in [line.number for line in result.lines]


def test_a_ranking_stands_in_its_order_with_those_who_put_a_choice_first() -> None:
    ranks = [{1: 1, 2: 8}, {1: 5, 2: 4}, {1: 3, 3: 6}]
    lines = shown_ranking("?", ["A", "B", "C"], ranks).lines
    assert lines == [SummaryLine("B", 5), SummaryLine("A", None), SummaryLine("C", None)]


@pytest.mark.parametrize(
    ("counts", "answers", "shown"),
    [
        ([1, 1, 1, 0], None, [None] * 4),
        ([1, 1, 0], None, [None] * 3),
        ([4, 1, 5], 10, [None, None, 5]),
        ([0, 0], 0, [0, 0]),
    ],
)
def test_a_row_is_empty_where_its_total_would_tell(
    counts: list[int], answers: int | None, shown: list[int | None]
) -> None:
    cells = dict(zip(SECTORS, counts, strict=False))
    theme = shown_theme(ThemeCount(1, cells), "", "", {key: NAMES[key] for key in cells}, [])
    assert (theme.answers, theme.numbers) == (answers, shown)


@given(st.lists(st.integers(0, 5), max_size=5))
def test_small_sectors_are_left_out_of_who_answered(numbers: list[int]) -> None:
    answers, parts = shown_parts(
        [SectorPart(str(at), "", "", "", n) for at, n in enumerate(numbers)]
    )
    assert small(answers, *(part.answers for part in parts)) == []


def summary(**more: object) -> Summary:
    values = {
        "language": "en",
        "event": "Spring conference",
        "when": "18–19 March 2027",
        "place": "Tiranë",
        "asked": "1–20 January 2027",
        "questions": ["What do you want?"],
        "invited": 0,
        "answers": 61,
        "parts": [SectorPart("donor", "Donor", "Donor", "D", 5)] * 6,
        "results": [],
        "themes": [],
        "quotes": [],
        "aims": [],
        "made_of_it": "We listened.",
    }
    return Summary(**{**values, **more})


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context(), use_language("en"):
        yield


def theme(**more: object) -> HeardTheme:
    values = {
        "theme": 1,
        "name": "Money",
        "description": "",
        "numbers": [],
        "answers": 31,
        "spread": Spread.SHARED,
        "heard_in": 5,
    }
    return HeardTheme(**{**values, **more})


@pytest.mark.usefixtures("english")
def test_who_was_asked_in_words() -> None:
    thanks = "Thank you for your time and your words."
    openings = [
        wording.summary_opening(summary(invited=n, answers=a))
        for n, a in ((0, 61), (84, 61), (None, None), (84, 0))
    ]
    assert openings == [
        f"We asked everybody who had the open link. 61 people answered. {thanks}",
        f"We asked 84 people by name, and everybody who had the open link. 61 people answered. {thanks}",
        f"We asked a few people by name, and everybody who had the open link. A few people answered. {thanks}",
        "We asked 84 people by name, and everybody who had the open link. Nobody has answered yet.",
    ]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "31 of 61 answers · shared: heard in 5 of 6 sectors"),
        (
            {"sides": (28, 3)},
            "31 of 61 answers · shared: heard in 5 of 6 sectors · contested: 28 for, 3 against",
        ),
        (
            {"spread": Spread.ONE_SIDED, "heard_in": 1, "only": "Donor"},
            "31 of 61 answers · one-sided: only Donor",
        ),
        ({"contested": True}, "31 of 61 answers · shared: heard in 5 of 6 sectors · contested"),
        ({"answers": None}, "a few people spoke of it"),
    ],
)
def test_a_theme_in_words(more: dict[str, object], said: str) -> None:
    assert wording.theme_spread(theme(**more), summary()) == said


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("against", "more", "sides", "short"),
    [
        (4, 6, (6, 4), "one-sided, contested"),
        (1, 9, None, "one-sided, contested"),
        (0, 9, None, "one-sided"),
        (1, 1, None, ""),
    ],
)
def test_a_contested_theme_says_so_also_where_its_numbers_are_hidden(
    against: int, more: int, sides: tuple[int, int] | None, short: str
) -> None:
    """Of two people alone it does not: each would be known to be on one side."""
    heard = [
        ThemeVoice("donor", None, None, frozenset(), frozenset({1}), against),
        ThemeVoice("donor", None, None, frozenset({1}), frozenset(), more),
    ]
    (row,) = count_themes([1], ["donor"], heard[against == 0 :])
    found = shown_theme(row, "Money", "", NAMES, [])
    assert (found.sides, wording.spread_in_short(found)) == (sides, short)


@pytest.mark.usefixtures("english")
def test_where_an_objective_comes_from_in_words() -> None:
    groups = {SectorGroup.GOVERNMENT: 8, SectorGroup.CIVIL_SOCIETY: 4}
    sources = [
        SummarySource(12, groups),
        SummarySource(14, groups),
        SummarySource(14),
        SummarySource(None),
        SummarySource(0),
    ]
    assert [wording.source_text(source, 31) for source in sources] == [
        "12 of 31 answers: 8 government, 4 civil society",
        "14 of 31 answers, including 8 government, 4 civil society",
        "14 of 31 answers",
        "a few answers",
        "the team",
    ]


@pytest.mark.usefixtures("english")
def test_results_in_words() -> None:
    results = [
        ClosedResult("?", 12, []),
        ClosedResult("?", None, []),
        ClosedResult("?", 12, [], mean=3.25),
        ClosedResult("?", 12, [], many=True),
        ClosedResult("?", 12, [], ranked=True),
    ]
    assert [wording.about_result(result) for result in results] == [
        "12 people answered.",
        "A few people answered.",
        "12 people answered. On average: 3.2.",
        "12 people answered. They could choose more than one.",
        "12 people answered. In the order people ranked them; the number says how many put each of them first.",
    ]


@pytest.mark.usefixtures("english")
def test_what_happens_next_speaks_of_proposals_only_where_there_are_some() -> None:
    agreed, proposed = (
        SummaryAim("O1", "Text", "", status, SummarySource(4)) for status in (True, False)
    )
    assert [
        len(wording.next_steps(summary(aims=aims), over=False))
        for aims in ([agreed], [agreed, proposed])
    ] == [2, 3]


@pytest.mark.usefixtures("english")
def test_what_happens_next_promises_no_agenda_that_was_held_or_has_no_objective() -> None:
    aim = SummaryAim("O1", "Text", "", True, SummarySource(4))
    said = [
        wording.next_steps(summary(aims=aims), over=over)[0]
        for aims, over in (([aim], True), ([], False))
    ]
    assert ["is over" in said[0], "still discussing" in said[1]] == [True, True]
    assert not any("go into the agenda" in one for one in said)


def test_a_table_of_stars_and_zeros_tells_nothing() -> None:
    assert [wording.tells_numbers(some) for some in ([None, None], [0, None], [0, 3], [])] == [
        False,
        False,
        True,
        False,
    ]


def test_a_result_of_stars_and_zeros_tells_nothing_either() -> None:
    results = [
        ClosedResult("?", None, [SummaryLine(str(n), n) for n in some])
        for some in ([None, None], [0, None], [0, 3])
    ]
    assert [wording.tells_result(one) for one in results] == [False, False, True]


def test_albanian_has_a_decimal_comma(app: Flask) -> None:
    with app.test_request_context(), use_language("sq"):
        assert "2,5" in wording.about_result(ClosedResult("?", 12, [], mean=2.5))


def test_a_note_is_needed_where_anything_is_left_out() -> None:
    assert not summary().hides
    assert summary(themes=[theme(numbers=[4, None])]).hides
    assert summary(answers=None).hides
