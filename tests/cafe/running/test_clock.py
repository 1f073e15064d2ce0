"""The rule of the clock: presses folded, rounds that follow each other by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.clock import (
    ClockPhase,
    ClockPress,
    ClockStanding,
    LastPress,
    Lengths,
    clock_after_press,
    clock_legs,
    clock_standing,
    round_now,
    rounds_begun,
)
from facilitate.cafe.rounds import total_minutes

NOON = datetime(2027, 3, 19, 12, tzinfo=UTC)
USUAL = Lengths(3, 20, 5, 30)
FIRST = LastPress(1, ClockPhase.TALK, NOON)
LENGTHS = st.builds(
    Lengths, st.integers(1, 6), st.integers(1, 60), st.integers(0, 10), st.integers(0, 60)
)
PRESSES = st.lists(st.tuples(st.sampled_from(list(ClockPress)), st.integers(0, 3000)), max_size=12)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def at(
    seconds: float, stood: LastPress | None = FIRST, lengths: Lengths = USUAL
) -> tuple[int, str, float]:
    now = clock_standing(stood, lengths, after(seconds))
    return now.round, now.phase.value, now.left


def test_it_walks_through_the_rounds_by_itself() -> None:
    assert at(0) == (1, "talk", 1200)
    assert at(1199) == (1, "talk", 1)
    assert at(1200) == (1, "move", 300)
    assert at(1500) == (2, "talk", 1200)
    assert at(2 * 1500 + 1200) == (3, "move", 300)
    assert at(3 * 1500) == (3, "harvest", 1800)
    assert at(3 * 1500 + 1800) == (3, "over", 0)
    assert clock_standing(None, USUAL, NOON) == ClockStanding()


def test_what_lasts_nothing_is_left_out() -> None:
    brief = Lengths(2, 10, 0, 0)
    assert [(leg.round, leg.phase.value) for leg in clock_legs(FIRST, brief, NOON)] == [
        (1, "talk"),
        (2, "talk"),
    ]
    assert at(600, lengths=brief) == (2, "talk", 600)
    assert at(1200, lengths=brief) == (2, "over", 0)
    assert clock_after_press(FIRST, brief, ClockPress.NEXT, NOON) == LastPress(
        2, ClockPhase.TALK, NOON
    )
    assert (
        clock_after_press(LastPress(2, ClockPhase.TALK, NOON), brief, ClockPress.BACK, NOON)
        == FIRST
    )


@given(LENGTHS)
def test_all_phases_together_take_as_long_as_the_café(lengths: Lengths) -> None:
    ahead = list(clock_legs(FIRST, lengths, NOON))
    whole = total_minutes(lengths.rounds, lengths.minutes, lengths.move, lengths.harvest) * 60
    assert ahead[-1].end - ahead[0].start == timedelta(seconds=whole)
    assert all(a.end == b.start for a, b in zip(ahead, ahead[1:], strict=False))
    assert clock_standing(FIRST, lengths, after(whole)).over
    assert not clock_standing(FIRST, lengths, after(whole - 1)).over


@given(LENGTHS, st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_pause_keeps_what_is_left(lengths: Lengths, ran: int, waited: int) -> None:
    before = clock_standing(FIRST, lengths, after(ran))
    held = clock_after_press(FIRST, lengths, ClockPress.PAUSE, after(ran))
    if before.over:
        assert held == FIRST
        return
    during = clock_standing(held, lengths, after(ran + waited))
    assert (during.round, during.phase, during.left, during.paused) == (
        before.round,
        before.phase,
        before.left,
        True,
    )
    on = clock_after_press(held, lengths, ClockPress.RESUME, after(ran + waited))
    again = clock_standing(on, lengths, after(ran + waited))
    assert (again.round, again.phase, again.left, again.paused) == (
        before.round,
        before.phase,
        before.left,
        False,
    )
    assert again.legs[-1].end - before.legs[-1].end == timedelta(seconds=waited)


@given(
    LENGTHS,
    st.integers(0, 20_000),
    st.sampled_from([ClockPress.MORE, ClockPress.LESS]),
    st.booleans(),
)
def test_a_minute_more_or_less_moves_only_this_phase(
    lengths: Lengths, ran: int, press: ClockPress, paused: bool
) -> None:
    stood = clock_after_press(FIRST, lengths, ClockPress.PAUSE, after(ran)) if paused else FIRST
    before = clock_standing(stood, lengths, after(ran))
    now = clock_standing(clock_after_press(stood, lengths, press, after(ran)), lengths, after(ran))
    change = 60 if press is ClockPress.MORE else -60 if before.left > 60 else 0
    change = change if before.goes else 0
    assert (now.round, now.phase, now.left, now.paused) == (
        before.round,
        before.phase,
        before.left + change,
        before.paused,
    )
    assert now.left >= 0
    assert [leg.phase for leg in now.legs] == [leg.phase for leg in before.legs][-len(now.legs) :]


@given(LENGTHS, PRESSES)
def test_whatever_is_pressed_it_stands_in_one_of_its_phases(
    lengths: Lengths, presses: list[tuple[ClockPress, int]]
) -> None:
    stood, now = None, NOON
    for press, wait in presses:
        now += timedelta(seconds=wait)
        was, stood = stood, clock_after_press(stood, lengths, press, now)
        here = clock_standing(stood, lengths, now)
        before = clock_standing(was, lengths, now)
        assert 0 <= here.round <= lengths.rounds
        assert 0 <= here.left <= here.lasts or here.paused
        assert (here.round == 0) == (here.phase is ClockPhase.BEFORE) == (stood is None)
        if press in (ClockPress.PAUSE, ClockPress.RESUME, ClockPress.MORE, ClockPress.LESS):
            assert (here.round, here.phase) == (before.round, before.phase)
        if press is ClockPress.NEXT and before.goes:
            assert here.phase is not before.phase or here.round == before.round + 1


def test_next_ends_the_phase_and_back_begins_the_one_before_again() -> None:
    assert clock_after_press(FIRST, USUAL, ClockPress.NEXT, after(100)) == LastPress(
        1, ClockPhase.MOVE, after(100)
    )
    moving = LastPress(2, ClockPhase.MOVE, NOON)
    assert clock_after_press(moving, USUAL, ClockPress.NEXT, after(1)) == LastPress(
        3, ClockPhase.TALK, after(1)
    )
    assert clock_after_press(
        LastPress(3, ClockPhase.MOVE, NOON), USUAL, ClockPress.NEXT, NOON
    ) == LastPress(3, ClockPhase.HARVEST, NOON)
    over = clock_after_press(LastPress(3, ClockPhase.HARVEST, NOON), USUAL, ClockPress.NEXT, NOON)
    assert clock_standing(over, USUAL, NOON).over
    for later, earlier in [
        ((3, "over"), (3, "harvest")),
        ((3, "harvest"), (3, "move")),
        ((3, "move"), (3, "talk")),
        ((3, "talk"), (2, "move")),
        ((1, "talk"), (1, "talk")),
    ]:
        found = clock_after_press(
            LastPress(later[0], ClockPhase(later[1]), NOON), USUAL, ClockPress.BACK, after(5)
        )
        assert found == LastPress(earlier[0], ClockPhase(earlier[1]), after(5))


def test_start_and_stop() -> None:
    assert clock_after_press(None, USUAL, ClockPress.START, NOON) == FIRST
    assert clock_after_press(None, USUAL, ClockPress.START, NOON, first=3) == LastPress(
        3, ClockPhase.TALK, NOON
    )
    assert clock_after_press(FIRST, USUAL, ClockPress.START, after(9)) == FIRST
    assert clock_after_press(FIRST, USUAL, ClockPress.STOP, after(9)) is None
    assert clock_after_press(None, USUAL, ClockPress.NEXT, NOON) is None


def test_a_pause_survives_a_change_of_the_minutes() -> None:
    held = LastPress(1, ClockPhase.TALK, NOON, left=300)
    now = clock_standing(held, Lengths(3, 0, 5, 30), after(9999))
    assert (now.round, now.phase, now.left, now.paused) == (1, ClockPhase.TALK, 300, True)


@pytest.mark.parametrize(
    ("stood", "held", "expected"),
    [
        (None, 0, (1, False)),
        (None, 2, (3, False)),
        (None, 3, (0, False)),
        (FIRST, 1, (1, True)),
        (LastPress(1, ClockPhase.MOVE, NOON), 1, (2, False)),
        (LastPress(3, ClockPhase.MOVE, NOON), 3, (0, False)),
        (LastPress(3, ClockPhase.HARVEST, NOON), 3, (0, False)),
        (LastPress(3, ClockPhase.OVER, NOON), 3, (0, False)),
    ],
)
def test_the_round_people_look_for(
    stood: LastPress | None, held: int, expected: tuple[int, bool]
) -> None:
    assert round_now(clock_standing(stood, USUAL, NOON), held, USUAL.rounds) == expected


def test_a_round_that_has_begun_counts() -> None:
    assert [
        rounds_begun(clock_standing(FIRST, USUAL, after(at))) for at in (0, 1300, 1500, 4500, 99999)
    ] == [
        1,
        1,
        2,
        3,
        3,
    ]
    assert rounds_begun(clock_standing(None, USUAL, NOON)) == 0
