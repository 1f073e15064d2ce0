"""The rules of a consultation: when it is open, what a new one says, how themes are counted and drawn."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.asking.starting import starting_questionnaire
from facilitate.consultation.constellation.counting import (
    Group,
    Mark,
    Spread,
    ThemeCount,
    count,
    provenance,
    waiting,
)
from facilitate.consultation.constellation.picture import LABEL, LARGEST, draw
from facilitate.consultation.standing import Standing, local_day, standing
from facilitate.content import PACKAGE, read_toml, words_of
from facilitate.events.models import EventKind
from facilitate.lib.text import Words

OPENS, CLOSES = date(2027, 1, 10), date(2027, 1, 20)
SECTORS = ["central_government", "local_government", "civil_society", "donor", "media"]
marks = st.lists(st.builds(Mark, st.integers(1, 4), st.sampled_from(SECTORS), st.integers(1, 12)))


@pytest.mark.parametrize(
    ("today", "closed", "expected"),
    [
        (date(2027, 1, 9), False, Standing.NOT_YET),
        (OPENS, False, Standing.OPEN),
        (CLOSES, False, Standing.OPEN),
        (date(2027, 1, 21), False, Standing.CLOSED),
        (date(2027, 1, 15), True, Standing.CLOSED),
        (date(2027, 1, 9), True, Standing.CLOSED),
    ],
)
def test_standing(today: date, closed: bool, expected: Standing) -> None:
    assert standing(OPENS, CLOSES, closed, today) == expected


def test_the_day_is_the_one_on_the_wall_there() -> None:
    assert local_day(datetime(2027, 1, 20, 23, 30, tzinfo=UTC), "Europe/Tirane") == date(2027, 1, 21)


def test_a_conference_starts_with_the_wording_of_the_demo() -> None:
    table = read_toml(PACKAGE / "setup" / "demo" / "consultation.toml")
    new = starting_questionnaire(EventKind.CONFERENCE, Words("C", "K"), date(2027, 6, 1), OPENS)
    assert new.title == words_of(table["title"])
    assert [(row.text, row.help) for row in new.questions] == [
        (words_of(row), words_of(row, "help")) for row in table["questions"]
    ]


@pytest.mark.parametrize(
    ("first_day", "days"), [(OPENS + timedelta(90), 28), (OPENS + timedelta(8), 7), (OPENS, 0)]
)
def test_a_new_one_is_open_four_weeks_but_not_into_the_event(first_day: date, days: int) -> None:
    new = starting_questionnaire(EventKind.TRAINING, Words("T"), first_day, OPENS)
    assert (new.opens_on, new.closes_on) == (OPENS, OPENS + timedelta(days))


@given(marks)
def test_every_answer_counts_once_for_a_theme_and_for_no_other_sector(heard: list[Mark]) -> None:
    counts = count([1, 2, 3], SECTORS, heard)
    distinct = Counter((mark.theme, mark.sector) for mark in set(heard))
    assert [row.theme for row in counts] == [1, 2, 3]
    assert [row.cells for row in counts] == [
        {sector: distinct[theme, sector] for sector in SECTORS} for theme in (1, 2, 3)
    ]
    assert count([1, 2, 3], SECTORS, heard + heard[::-1]) == counts


@given(marks)
def test_waiting_are_exactly_the_widely_heard_without_an_objective(heard: list[Mark]) -> None:
    counts = count([1, 2, 3, 4], SECTORS, heard)
    expected = {
        theme for theme in (2, 3, 4) if len({mark.sector for mark in heard if mark.theme == theme}) >= 3
    }
    left = waiting(counts, {1})
    assert {row.theme for row in left} == expected
    assert [row.total for row in left] == sorted((row.total for row in left), reverse=True)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 20))))
def test_provenance_counts_answers_not_marks(pairs: list[tuple[int, int]]) -> None:
    heard = [Mark(theme, SECTORS[answer % 5], answer) for theme, answer in pairs]
    found = provenance({1, 2}, heard)
    assert found.answers == len({answer for theme, answer in pairs if theme in (1, 2)})
    assert sum(found.groups.values()) == found.answers
    assert all(found.groups.values())


def test_provenance_puts_sectors_together() -> None:
    heard = [Mark(1, key, number) for number, key in enumerate([*SECTORS, "donor", "made_up"])]
    assert provenance({1}, heard).groups == {
        Group.GOVERNMENT: 2, Group.CIVIL_SOCIETY: 1, Group.INTERNATIONAL: 2, Group.OTHERS: 2
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"a": 0, "b": 0}, Spread.NOT_HEARD),
        ({"a": 9, "b": 0, "c": 0}, Spread.ONE_SIDED),
        ({"a": 1, "b": 1, "c": 0, "d": 0}, Spread.SOME),
        ({"a": 1, "b": 1, "c": 0}, Spread.SHARED),
    ],
)
def test_spread(cells: dict[str, int], expected: Spread) -> None:
    assert ThemeCount(1, cells).spread == expected


@given(st.integers(1, 10), st.integers(0, 12))
def test_no_circle_is_cut_or_meets_its_neighbour(sectors: int, themes: int) -> None:
    answered = {f"s{number}": number + 1 for number in range(sectors)}
    drawing = draw([("A theme", answered, "shared")] * themes, dict.fromkeys(answered, "Sector"), answered)
    places = [column.x for column in drawing.columns]
    assert all(after - before >= 2 * LARGEST for before, after in zip(places, places[1:], strict=False))
    for row in drawing.rows:
        for circle in row.circles:
            assert circle.r == LARGEST
            assert circle.x - circle.r > LABEL
            assert circle.x + circle.r < drawing.width
            assert row.y + circle.r < drawing.height
