"""The rule of the clock: presses folded, rounds that follow each other by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.clock import (
    Lengths,
    Phase,
    Pressed,
    Standing,
    Stood,
    begun,
    legs,
    pressed,
    round_now,
    standing,
)
from facilitate.cafe.rounds import total

NOON = datetime(2027, 3, 19, 12, tzinfo=UTC)
USUAL = Lengths(3, 20, 5, 30)
FIRST = Stood(1, Phase.TALK, NOON)
LENGTHS = st.builds(
    Lengths, st.integers(1, 6), st.integers(1, 60), st.integers(0, 10), st.integers(0, 60)
)
PRESSES = st.lists(st.tuples(st.sampled_from(list(Pressed)), st.integers(0, 3000)), max_size=12)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def at(
    seconds: float, stood: Stood | None = FIRST, lengths: Lengths = USUAL
) -> tuple[int, str, float]:
    now = standing(stood, lengths, after(seconds))
    return now.round, now.phase.value, now.left


def test_it_walks_through_the_rounds_by_itself() -> None:
    assert at(0) == (1, "talk", 1200)
    assert at(1199) == (1, "talk", 1)
    assert at(1200) == (1, "move", 300)
    assert at(1500) == (2, "talk", 1200)
    assert at(2 * 1500 + 1200) == (3, "move", 300)
    assert at(3 * 1500) == (3, "harvest", 1800)
    assert at(3 * 1500 + 1800) == (3, "over", 0)
    assert standing(None, USUAL, NOON) == Standing()


def test_what_lasts_nothing_is_left_out() -> None:
    brief = Lengths(2, 10, 0, 0)
    assert [(leg.round, leg.phase.value) for leg in legs(FIRST, brief, NOON)] == [
        (1, "talk"),
        (2, "talk"),
    ]
    assert at(600, lengths=brief) == (2, "talk", 600)
    assert at(1200, lengths=brief) == (2, "over", 0)
    assert pressed(FIRST, brief, Pressed.NEXT, NOON) == Stood(2, Phase.TALK, NOON)
    assert pressed(Stood(2, Phase.TALK, NOON), brief, Pressed.BACK, NOON) == FIRST


@given(LENGTHS)
def test_all_phases_together_take_as_long_as_the_café(lengths: Lengths) -> None:
    ahead = list(legs(FIRST, lengths, NOON))
    whole = total(lengths.rounds, lengths.minutes, lengths.move, lengths.harvest) * 60
    assert ahead[-1].end - ahead[0].start == timedelta(seconds=whole)
    assert all(a.end == b.start for a, b in zip(ahead, ahead[1:], strict=False))
    assert standing(FIRST, lengths, after(whole)).over
    assert not standing(FIRST, lengths, after(whole - 1)).over


@given(LENGTHS, st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_pause_keeps_what_is_left(lengths: Lengths, ran: int, waited: int) -> None:
    before = standing(FIRST, lengths, after(ran))
    held = pressed(FIRST, lengths, Pressed.PAUSE, after(ran))
    if before.over:
        assert held == FIRST
        return
    during = standing(held, lengths, after(ran + waited))
    assert (during.round, during.phase, during.left, during.paused) == (
        before.round,
        before.phase,
        before.left,
        True,
    )
    on = pressed(held, lengths, Pressed.RESUME, after(ran + waited))
    again = standing(on, lengths, after(ran + waited))
    assert (again.round, again.phase, again.left, again.paused) == (
        before.round,
        before.phase,
        before.left,
        False,
    )
    assert again.legs[-1].end - before.legs[-1].end == timedelta(seconds=waited)


@given(
    LENGTHS, st.integers(0, 20_000), st.sampled_from([Pressed.MORE, Pressed.LESS]), st.booleans()
)
def test_a_minute_more_or_less_moves_only_this_phase(
    lengths: Lengths, ran: int, press: Pressed, paused: bool
) -> None:
    stood = pressed(FIRST, lengths, Pressed.PAUSE, after(ran)) if paused else FIRST
    before = standing(stood, lengths, after(ran))
    now = standing(pressed(stood, lengths, press, after(ran)), lengths, after(ran))
    change = 60 if press is Pressed.MORE else -60 if before.left > 60 else 0
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
    lengths: Lengths, presses: list[tuple[Pressed, int]]
) -> None:
    stood, now = None, NOON
    for press, wait in presses:
        now += timedelta(seconds=wait)
        was, stood = stood, pressed(stood, lengths, press, now)
        here = standing(stood, lengths, now)
        before = standing(was, lengths, now)
        assert 0 <= here.round <= lengths.rounds
        assert 0 <= here.left <= here.lasts or here.paused
        assert (here.round == 0) == (here.phase is Phase.BEFORE) == (stood is None)
        if press in (Pressed.PAUSE, Pressed.RESUME, Pressed.MORE, Pressed.LESS):
            assert (here.round, here.phase) == (before.round, before.phase)
        if press is Pressed.NEXT and before.goes:
            assert here.phase is not before.phase or here.round == before.round + 1


def test_next_ends_the_phase_and_back_begins_the_one_before_again() -> None:
    assert pressed(FIRST, USUAL, Pressed.NEXT, after(100)) == Stood(1, Phase.MOVE, after(100))
    moving = Stood(2, Phase.MOVE, NOON)
    assert pressed(moving, USUAL, Pressed.NEXT, after(1)) == Stood(3, Phase.TALK, after(1))
    assert pressed(Stood(3, Phase.MOVE, NOON), USUAL, Pressed.NEXT, NOON) == Stood(
        3, Phase.HARVEST, NOON
    )
    over = pressed(Stood(3, Phase.HARVEST, NOON), USUAL, Pressed.NEXT, NOON)
    assert standing(over, USUAL, NOON).over
    for later, earlier in [
        ((3, "over"), (3, "harvest")),
        ((3, "harvest"), (3, "move")),
        ((3, "move"), (3, "talk")),
        ((3, "talk"), (2, "move")),
        ((1, "talk"), (1, "talk")),
    ]:
        found = pressed(Stood(later[0], Phase(later[1]), NOON), USUAL, Pressed.BACK, after(5))
        assert found == Stood(earlier[0], Phase(earlier[1]), after(5))


def test_start_and_stop() -> None:
    assert pressed(None, USUAL, Pressed.START, NOON) == FIRST
    assert pressed(None, USUAL, Pressed.START, NOON, first=3) == Stood(3, Phase.TALK, NOON)
    assert pressed(FIRST, USUAL, Pressed.START, after(9)) == FIRST
    assert pressed(FIRST, USUAL, Pressed.STOP, after(9)) is None
    assert pressed(None, USUAL, Pressed.NEXT, NOON) is None


def test_a_pause_survives_a_change_of_the_minutes() -> None:
    held = Stood(1, Phase.TALK, NOON, left=300)
    now = standing(held, Lengths(3, 0, 5, 30), after(9999))
    assert (now.round, now.phase, now.left, now.paused) == (1, Phase.TALK, 300, True)


@pytest.mark.parametrize(
    ("stood", "held", "expected"),
    [
        (None, 0, (1, False)),
        (None, 2, (3, False)),
        (None, 3, (0, False)),
        (FIRST, 1, (1, True)),
        (Stood(1, Phase.MOVE, NOON), 1, (2, False)),
        (Stood(3, Phase.MOVE, NOON), 3, (0, False)),
        (Stood(3, Phase.HARVEST, NOON), 3, (0, False)),
        (Stood(3, Phase.OVER, NOON), 3, (0, False)),
    ],
)
def test_the_round_people_look_for(
    stood: Stood | None, held: int, expected: tuple[int, bool]
) -> None:
    assert round_now(standing(stood, USUAL, NOON), held, USUAL.rounds) == expected


def test_a_round_that_has_begun_counts() -> None:
    assert [begun(standing(FIRST, USUAL, after(at))) for at in (0, 1300, 1500, 4500, 99999)] == [
        1,
        1,
        2,
        3,
        3,
    ]
    assert begun(standing(None, USUAL, NOON)) == 0
