"""The rules at the door: days, moments, taking back, names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.participation.door.door_rules import (
    KEPT,
    UndoneCheckIn,
    day_asked,
    day_at,
    days_between,
    press_key,
    pressed_at,
    undone_check_in,
)
from facilitate.participation.models import Standing
from facilitate.participation.typed_people import is_same_full_name

FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)
NOW = datetime(2027, 3, 18, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2027, 1, 1), FIRST), (FIRST, FIRST), (LAST, LAST), (date(2027, 4, 1), LAST)],
)
def test_the_usual_day_is_today_or_the_nearest(today: date, day: date) -> None:
    assert day_at(FIRST, LAST, today) == day


@pytest.mark.parametrize(
    ("asked", "day"), [("2027-03-19", LAST), ("2027-03-20", FIRST), ("soon", FIRST), ("", FIRST)]
)
def test_a_day_that_is_none_of_the_event_is_the_usual_one(asked: str, day: date) -> None:
    assert day_asked(FIRST, LAST, asked, FIRST) == day


def test_every_day_of_an_event() -> None:
    assert days_between(FIRST, LAST) == [FIRST, LAST]
    assert days_between(FIRST, FIRST) == [FIRST]


@given(st.integers(), st.integers())
def test_a_moment_is_never_to_come_and_never_older_than_a_day(pressed: int, sent: int) -> None:
    assert NOW - KEPT <= pressed_at(pressed, sent, NOW) <= NOW


def test_what_waited_twenty_minutes_keeps_the_moment_it_was_pressed_whatever_the_clock_shows() -> (
    None
):
    wrong = 5_000_000_000_000
    assert pressed_at(wrong, wrong + 20 * 60_000, NOW) == NOW - timedelta(minutes=20)
    assert pressed_at(wrong + 1, wrong, NOW) == NOW
    assert pressed_at(None, None, NOW) == NOW


def test_the_first_of_two_days_hands_on_what_was_before() -> None:
    assert undone_check_in(Standing.COMING, [Standing.ATTENDED], walk_in=False) == UndoneCheckIn(
        Standing.ATTENDED, heir=Standing.COMING
    )
    assert undone_check_in(Standing.ATTENDED, [Standing.COMING], walk_in=False) == UndoneCheckIn(
        Standing.ATTENDED
    )


def test_the_only_day_gives_the_standing_back() -> None:
    assert undone_check_in(Standing.DECLINED, [], walk_in=False) == UndoneCheckIn(Standing.DECLINED)
    assert undone_check_in(None, [], walk_in=True) == UndoneCheckIn(Standing.ATTENDED, goes=True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Çeljeta Doçi", "doci celjeta", True),
        ("Ana-Maria Kola", "Kola, Ana Maria", True),
        ("Ana Kola", "Ana Kolaj", False),
    ],
)
def test_names_are_compared_without_accents_and_order(one: str, other: str, same: bool) -> None:
    assert is_same_full_name(one, other) is same


def test_a_key_is_letters_and_digits() -> None:
    assert (
        press_key("abc-12345"),
        press_key("short"),
        press_key("x" * 65),
        press_key("drop table!"),
    ) == (
        "abc-12345",
        "",
        "",
        "",
    )
