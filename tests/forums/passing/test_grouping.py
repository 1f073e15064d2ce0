"""Which themes are one, and how many forums of a kind name it."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.passing import doubles
from facilitate.forums.passing.doubles import likely_doubles
from facilitate.forums.passing.grouping import (
    RaisedProblem,
    group_by_theme,
    theme_key,
    two_years_before,
)


@dataclass(frozen=True)
class Found:
    """A problem as the rule sees it."""

    id: int
    forum_id: int
    theme: str
    raised_on: date = date(2027, 1, 1)
    text: str = ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shelters", "shelter"),
        ("The shelter", "Shelter."),
        ("Strehimi", "strehim"),
        ("Strehimi i viktimave", "strehim për viktimat"),
        ("Work and housing", "Housing, work"),
        ("Çështja e transportit", "ceshtje transporti"),
    ],
)
def test_these_are_one_theme(one: str, other: str) -> None:
    assert theme_key(one) == theme_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shelter", "Transport"),
        ("Work", "Work for women"),
        ("Punësim", "Punonjës socialë"),
        ("To", "For"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    assert theme_key(one) != theme_key(other)


def test_themes_count_forums_of_their_kind() -> None:
    kinds = {1: "group", 2: "group", 3: "group", 4: "group", 5: "committee", 6: "committee"}
    rows: list[RaisedProblem] = [
        Found(1, 1, "Shelter"),
        Found(2, 1, "shelters", date(2027, 2, 1)),
        Found(3, 2, "Shelter"),
        Found(4, 3, "The shelter"),
        Found(5, 5, "Shelter"),
        Found(6, 4, "Transport"),
        Found(7, 4, "transport"),
        Found(8, 9, "Money"),
    ]
    themes = group_by_theme(rows, kinds)
    assert [(one.name, dict(one.named), one.forums) for one in themes] == [
        ("Shelter", {"committee": (1, 2), "group": (3, 4)}, 4),
        ("Transport", {"group": (1, 4)}, 1),
        ("Money", {}, 1),
    ]
    assert [row.id for row in themes[0].problems] == [2, 5, 4, 3, 1]


NAMES = ["Shelter", "shelters", "Strehim", "transport", "Money", "the", "", "…"]


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(NAMES)), max_size=30))
def test_every_problem_stands_in_one_theme(found: list[tuple[int, str]]) -> None:
    kinds = {1: "a", 2: "a", 3: "b", 4: "b"}
    rows: list[RaisedProblem] = [
        Found(key, forum, theme) for key, (forum, theme) in enumerate(found)
    ]
    themes = group_by_theme(rows, kinds)
    assert sorted(row.id for one in themes for row in one.problems) == [row.id for row in rows]
    assert all(number <= total == 2 for one in themes for number, total in one.named.values())
    assert [one.forums for one in themes] == sorted((one.forums for one in themes), reverse=True)


def test_two_years_are_calendar_years() -> None:
    assert two_years_before(date(2028, 2, 29)) == date(2026, 2, 28)


def test_problems_under_two_themes_may_be_one() -> None:
    bus = "No bus reaches the upper villages after four."
    rows = [
        Found(1, 1, "Transport", date(2027, 1, 1), bus),
        Found(2, 2, "Remote places", date(2027, 2, 1), "After four no bus reaches villages."),
        Found(3, 3, "Largësia", date(2027, 3, 1), "Fshatrat e sipërme mbeten pa autobus."),
        Found(4, 4, "transport", date(2027, 4, 1), bus),
    ]
    meant = {(rows[2].text, bus)}
    found = [(pair.one.id, pair.other.id, pair.meant) for pair in likely_doubles(rows, meant)]
    assert found == [(4, 3, True), (4, 2, False), (3, 1, True), (2, 1, False)]
    assert all(not pair.meant for pair in likely_doubles(rows))
    assert not likely_doubles([])


@given(
    st.lists(
        st.tuples(
            st.lists(
                st.sampled_from(["bus", "bed", "food", "law", "male", "pale", "road"]), max_size=6
            ),
            st.sampled_from(("Transport", "Shelter")),
        ),
        max_size=7,
    )
)
def test_every_two_that_share_half_of_their_words_are_found(said) -> None:
    rows = [Found(key, 1, theme, text=" ".join(some)) for key, (some, theme) in enumerate(said)]
    words = [set(theme_key(row.text)) for row in rows]
    alike = [
        (one, other)
        for one in range(len(rows) - 1, -1, -1)
        for other in range(one - 1, -1, -1)
        if rows[one].theme != rows[other].theme
        and len(words[one] & words[other]) >= 3
        and 2 * len(words[one] & words[other]) >= len(words[one] | words[other])
    ]
    assert [(pair.one.id, pair.other.id) for pair in likely_doubles(rows)] == alike[:10]


def test_years_of_problems_are_read_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand took eight seconds when every two of them were read anew."""
    read: list[str] = []

    def count_key(text: str) -> tuple[str, ...]:
        read.append(text)
        return theme_key(text)

    monkeypatch.setattr(doubles, "theme_key", count_key)
    rows = [
        Found(key, 1, ("Transport", "Shelter")[key % 2], text=f"a{key}x b{key}x c{key}x")
        for key in range(200)
    ]
    assert likely_doubles(rows) == []
    assert len(read) == 2 * len(rows)
