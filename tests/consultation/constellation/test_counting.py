"""The rules of a consultation: when it is open, what a new one says, how themes are counted and drawn."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.asking.actions import starting_questionnaire
from facilitate.consultation.constellation.columns import ThemeColumn, by_capital, by_county
from facilitate.consultation.constellation.counting import (
    Provenance,
    SectorGroup,
    Sources,
    Spread,
    ThemeCount,
    ThemeVoice,
    count_themes,
    provenance_of_themes,
    waiting_themes,
)
from facilitate.consultation.constellation.picture import (
    HOLDS,
    LABEL,
    LARGEST,
    SMALLEST,
    WIDTH,
    DrawnTheme,
    draw_themes,
)
from facilitate.consultation.questionnaire import ConsultationStanding, consultation_standing
from facilitate.data.content import PACKAGE, read_toml, words_from_toml
from facilitate.events.models import EventKind
from facilitate.lib.text import Words

OPENS, CLOSES = date(2027, 1, 10), date(2027, 1, 20)
SECTORS = ["central_government", "local_government", "civil_society", "donor", "media"]
some = st.frozensets(st.integers(1, 4))
voices = st.lists(
    st.builds(
        ThemeVoice, st.sampled_from(SECTORS), st.none(), st.none(), some, some, st.integers(1, 5)
    )
)


def said(
    sector: str,
    themes: Collection[int],
    answers: int = 1,
    county: int | None = None,
    capital: bool | None = None,
) -> ThemeVoice:
    """Answers of one sector that speak for these themes."""
    return ThemeVoice(sector, county, capital, frozenset(themes), frozenset(), answers)


@pytest.mark.parametrize(
    ("today", "closed", "expected"),
    [
        (date(2027, 1, 9), False, ConsultationStanding.NOT_YET),
        (OPENS, False, ConsultationStanding.OPEN),
        (CLOSES, False, ConsultationStanding.OPEN),
        (date(2027, 1, 21), False, ConsultationStanding.CLOSED),
        (date(2027, 1, 15), True, ConsultationStanding.CLOSED),
        (date(2027, 1, 9), True, ConsultationStanding.CLOSED),
    ],
)
def test_standing(today: date, closed: bool, expected: ConsultationStanding) -> None:
    assert consultation_standing(OPENS, CLOSES, closed, today) == expected


def test_a_conference_starts_with_the_open_questions_of_the_demo() -> None:
    table = read_toml(PACKAGE / "setup" / "demo" / "consultation.toml")
    new = starting_questionnaire(EventKind.CONFERENCE, Words("C", "K"), date(2027, 6, 1), OPENS)
    open_ones = [row for row in table["questions"] if row.get("kind", "open") == "open"]
    assert new.title == words_from_toml(table["title"])
    assert [(row.text, row.help) for row in new.questions] == [
        (words_from_toml(row), words_from_toml(row, "help")) for row in open_ones
    ]


@pytest.mark.parametrize(
    ("first_day", "days"), [(OPENS + timedelta(90), 28), (OPENS + timedelta(8), 7), (OPENS, 0)]
)
def test_a_new_one_is_open_four_weeks_but_not_into_the_event(first_day: date, days: int) -> None:
    new = starting_questionnaire(EventKind.TRAINING, Words("T"), first_day, OPENS)
    assert (new.opens_on, new.closes_on) == (OPENS, OPENS + timedelta(days))


@given(voices)
def test_every_answer_counts_once_for_a_theme_and_for_no_other_sector(
    heard: list[ThemeVoice],
) -> None:
    counts = count_themes([1, 2, 3], SECTORS, heard)
    said = Counter[tuple[int, str]]()
    for voice in heard:
        said.update(
            {(theme, voice.sector): voice.answers for theme in voice.speaks_for | voice.against}
        )
    assert [row.theme for row in counts] == [1, 2, 3]
    assert [row.cells for row in counts] == [
        {sector: said[theme, sector] for sector in SECTORS} for theme in (1, 2, 3)
    ]
    assert count_themes([1, 2, 3], SECTORS, heard[::-1]) == counts


@given(voices)
def test_sides_are_answers_and_both_may_be_in_one(heard: list[ThemeVoice]) -> None:
    for row in count_themes([1, 2, 3, 4], SECTORS, heard):
        both = sum(v.answers for v in heard if row.theme in v.speaks_for & v.against)
        assert row.speaks_for + row.against - both == row.total
        assert row.contested == (row.speaks_for > 0 and row.against > 0)


@given(voices)
def test_waiting_are_exactly_the_widely_heard_without_an_objective(heard: list[ThemeVoice]) -> None:
    counts = count_themes([1, 2, 3, 4], SECTORS, heard)
    expected = {
        theme
        for theme in (2, 3, 4)
        if len({voice.sector for voice in heard if theme in voice.themes}) >= 3
    }
    left = waiting_themes(counts, {1})
    assert {row.theme for row in left} == expected
    assert [row.total for row in left] == sorted((row.total for row in left), reverse=True)


@given(voices)
def test_provenance_counts_each_answer_once(heard: list[ThemeVoice]) -> None:
    found = provenance_of_themes({1, 2}, heard)
    assert found.answers == sum(voice.answers for voice in heard if voice.themes & {1, 2})
    assert sum(found.groups.values()) == found.answers
    assert all(found.groups.values())


def test_provenance_puts_sectors_together() -> None:
    heard = [said(key, {1}) for key in [*SECTORS, "donor", "made_up"]]
    assert provenance_of_themes({1}, heard).groups == {
        SectorGroup.GOVERNMENT: 2,
        SectorGroup.CIVIL_SOCIETY: 1,
        SectorGroup.INTERNATIONAL: 2,
        SectorGroup.OTHERS: 2,
    }


def test_sources_know_what_is_behind_objectives_goals_and_themes() -> None:
    heard = [said("donor", {1, 2}, answers=4), said("media", {3}), said("media", set(), answers=2)]
    sources = Sources(heard, {7: frozenset({1})}, {9: frozenset({2, 3})})
    assert sources.total == 7
    assert sources.objective(7) == Provenance(4, {SectorGroup.INTERNATIONAL: 4})
    assert sources.objective(8) == Provenance(0, {})
    assert sources.goal(9) == Provenance(5, {SectorGroup.INTERNATIONAL: 4, SectorGroup.OTHERS: 1})
    assert sources.themes({3}).answers == 1


def test_against_counties_last_those_that_name_none() -> None:
    heard = [
        said("donor", {1}, county=2),
        said("media", {1, 2}, answers=3),
        said("media", set(), county=1),
    ]
    seen = by_county(
        [1, 2],
        heard,
        [ThemeColumn(1, "Berat", "B"), ThemeColumn(2, "Fier", "F"), ThemeColumn(3, "X", "X")],
        "?",
    )
    assert [(column.name, column.answers) for column in seen.columns] == [
        ("Berat", 1),
        ("Fier", 1),
        ("?", 3),
    ]
    assert seen.cells == {1: {1: 0, 2: 1, 0: 3}, 2: {1: 0, 2: 0, 0: 3}}


def test_against_the_capital_and_outside() -> None:
    heard = [
        said("donor", {1}, capital=True),
        said("donor", {1}, capital=False, answers=2),
        said("media", {1}),
    ]
    seen = by_capital([1], heard, ("outside", "capital", "not stated"))
    assert [column.name for column in seen.columns] == ["outside", "capital", "not stated"]
    assert list(seen.cells[1].values()) == [2, 1, 1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"a": 0, "b": 0}, Spread.NOT_HEARD),
        ({"a": 9, "b": 0, "c": 0}, Spread.ONE_SIDED),
        ({"a": 1, "b": 1, "c": 0, "d": 0}, Spread.SOME),
        ({"a": 1, "b": 1, "c": 0}, Spread.SHARED),
        ({"a": 1, "b": 0, "forum": 3}, Spread.ONE_SIDED),  # forums are no sector
        ({"a": 0, "forum": 3}, Spread.ONE_SIDED),
    ],
)
def test_spread(cells: dict[str, int], expected: Spread) -> None:
    assert ThemeCount(1, cells).spread == expected


@given(st.integers(1, 13), st.integers(0, 12))
def test_no_circle_is_cut_or_meets_its_neighbour(number: int, themes: int) -> None:
    columns = [ThemeColumn(at, "Sector", "Sector", at + 1) for at in range(number)]
    everybody = {column.id: column.answers for column in columns}
    drawing = draw_themes(
        [DrawnTheme(at, "A theme", everybody, "shared") for at in range(themes)], columns
    )
    assert drawing.width <= WIDTH
    for row in drawing.rows:
        radii = {circle.r for circle in row.circles}
        assert len(radii) == 1
        assert row.circles[0].x - row.circles[0].r > LABEL
        assert row.circles[-1].x + row.circles[-1].r < drawing.width
        for before, after in zip(row.circles, row.circles[1:], strict=False):
            assert after.x - before.x > 2 * before.r
        assert row.y + max(radii) < drawing.height


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), min_size=1, max_size=13))
def test_areas_are_shares_of_the_largest_and_numbers_meet_no_neighbour(
    pairs: list[tuple[int, int]],
) -> None:
    columns = [ThemeColumn(at, "Sector", "Sector", max(pair)) for at, pair in enumerate(pairs)]
    numbers = {at: min(pair) for at, pair in enumerate(pairs)}
    (row,) = draw_themes([DrawnTheme(1, "A theme", numbers, "")], columns).rows
    shares = {
        circle.column.id: numbers[circle.column.id] / circle.column.answers
        for circle in row.circles
    }
    most = max(row.circles, key=lambda circle: shares[circle.column.id])
    for circle in row.circles:
        share = shares[circle.column.id]
        expected = max(SMALLEST, most.r * (share / shares[most.column.id]) ** 0.5) if share else 0
        assert circle.r == pytest.approx(expected, abs=0.06)
        assert circle.beside == (0 < circle.r < HOLDS)
    for before, after in pairwise(row.circles):
        if before.beside:
            assert before.at + 7.5 * len(str(before.number)) < after.x - after.r


def test_the_largest_share_has_the_largest_circle_whatever_it_is() -> None:
    columns = [ThemeColumn(1, "Donor", "Donor", 100), ThemeColumn(2, "Media", "Media", 50)]
    (row,) = draw_themes([DrawnTheme(1, "A theme", {1: 16, 2: 2}, "")], columns).rows
    assert [circle.r for circle in row.circles] == [LARGEST, LARGEST / 2]


def test_circles_of_columns_with_fewer_than_three_answers_are_hollow() -> None:
    columns = [
        ThemeColumn(at, "Donor", "Donor", answers) for at, answers in enumerate((1, 2, 3, None))
    ]
    (row,) = draw_themes([DrawnTheme(1, "A theme", {0: 1, 1: 1, 2: 1, 3: 4}, "")], columns).rows
    assert [circle.hollow for circle in row.circles] == [True, True, False, False]
    assert row.circles[3].r == 0  # the share is not known: the number stands alone


def test_what_must_not_be_shown_has_no_circle() -> None:
    columns = [ThemeColumn(1, "Donor", "Donor", 9), ThemeColumn(2, "Media", "Media", None)]
    (row,) = draw_themes([DrawnTheme(1, "A theme", {1: 4, 2: None}, "")], columns).rows
    assert [circle.number for circle in row.circles] == [4, None]
    assert row.circles[0].r > row.circles[1].r == 0
