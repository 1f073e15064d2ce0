"""The times of a day: what is pinned stays, what changes moves only what comes after it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.dates import dates_between, moved_dates
from facilitate.agenda.timing import Slot, Timed, time_day

DAYS = st.lists(
    st.tuples(st.integers(0, 240), st.none() | st.integers(0, 1439)), min_size=1, max_size=12
).map(lambda rows: [Slot(number, minutes, pinned) for number, (minutes, pinned) in enumerate(rows)])
STARTS = st.integers(0, 1439)


def test_steps_follow_one_another_and_a_pin_leaves_a_gap() -> None:
    day = [Slot(1, 30), Slot(2, 20), Slot(3, 60, 600), Slot(4, 15)]
    assert time_day(540, day) == [
        Timed(1, 540, 570, 0),
        Timed(2, 570, 590, 0),
        Timed(3, 600, 660, 10),
        Timed(4, 660, 675, 0),
    ]


def test_an_overlap_is_told_and_not_repaired() -> None:
    assert time_day(540, [Slot(1, 75), Slot(2, 30, 600)]) == [
        Timed(1, 540, 615, 0),
        Timed(2, 600, 630, -15),
    ]


def test_a_first_step_pinned_before_the_day_starts_overlaps() -> None:
    assert time_day(540, [Slot(1, 30, 510)]) == [Timed(1, 510, 540, -30)]


def test_a_marker_takes_no_time() -> None:
    assert time_day(540, [Slot(1, 0), Slot(2, 30), Slot(3, 0)]) == [
        Timed(1, 540, 540, 0),
        Timed(2, 540, 570, 0),
        Timed(3, 570, 570, 0),
    ]


def test_times_go_on_past_midnight() -> None:
    assert time_day(1380, [Slot(1, 90), Slot(2, 30)]) == [
        Timed(1, 1380, 1470, 0),
        Timed(2, 1470, 1500, 0),
    ]


def test_a_block_lasts_as_long_as_its_longest_strand() -> None:
    strands = ((Slot(2, 20), Slot(3, 25)), (Slot(4, 30),), (Slot(5, 10, 600),))
    block = Slot(1, 15, strands=strands)
    assert time_day(540, [block, Slot(6, 5)]) == [
        Timed(1, 540, 610, 0),
        Timed(2, 540, 560, 0),
        Timed(3, 560, 585, 0),
        Timed(4, 540, 570, 0),
        Timed(5, 600, 610, 60),
        Timed(6, 610, 615, 0),
    ]


def test_a_block_without_steps_takes_its_own_minutes_and_never_ends_before_it_starts() -> None:
    assert time_day(540, [Slot(1, 15, strands=((), ()))]) == [Timed(1, 540, 555, 0)]
    early = Slot(1, 15, strands=((Slot(2, 5, 500),),))
    assert time_day(540, [early]) == [Timed(1, 540, 540, 0), Timed(2, 500, 505, -40)]


def test_an_empty_day_has_no_times() -> None:
    assert time_day(540, []) == []


@given(STARTS, DAYS)
def test_every_step_keeps_its_minutes_and_its_place(starts: int, day: list[Slot]) -> None:
    timed = time_day(starts, day)
    assert [(one.id, one.end - one.start) for one in timed] == [
        (slot.id, slot.minutes) for slot in day
    ]


@given(STARTS, DAYS)
def test_only_pins_make_gaps(starts: int, day: list[Slot]) -> None:
    ends = [starts, *(one.end for one in time_day(starts, day))]
    for slot, one, before in zip(day, time_day(starts, day), ends, strict=False):
        assert one.gap == one.start - before
        assert one.start == (before if slot.pinned is None else slot.pinned)


@given(STARTS, DAYS, st.integers(0, 240), st.data())
def test_a_longer_step_moves_nothing_before_it_nothing_earlier_and_no_pin(
    starts: int, day: list[Slot], more: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(day) - 1))
    changed = [*day[:at], day[at]._replace(minutes=day[at].minutes + more), *day[at + 1 :]]
    before, after = time_day(starts, day), time_day(starts, changed)
    assert after[:at] == before[:at]
    assert after[at].start == before[at].start
    pin = next((n for n in range(at + 1, len(day)) if day[n].pinned is not None), len(day))
    for number in range(at + 1, pin):
        assert after[number].start == before[number].start + more
    assert [(one.start, one.end) for one in after[pin:]] == [
        (one.start, one.end) for one in before[pin:]
    ]


@given(STARTS, STARTS, DAYS)
def test_another_start_of_the_day_moves_nothing_from_the_first_pin_on(
    a: int, b: int, day: list[Slot]
) -> None:
    pin = next((n for n, slot in enumerate(day) if slot.pinned is not None), len(day))
    one, other = time_day(a, day), time_day(b, day)
    assert [row.start - a for row in one[:pin]] == [row.start - b for row in other[:pin]]
    assert [row.start for row in one[pin:]] == [row.start for row in other[pin:]]


DATES = st.dates(date(1901, 1, 1), date(2099, 12, 31))


@given(DATES, st.integers(0, 13), DATES, st.integers(0, 13))
def test_days_move_along_with_their_event_and_never_meet(
    first, length: int, new_first, new_length: int
) -> None:
    old = dates_between(first, type(first).fromordinal(first.toordinal() + length))
    new = dates_between(new_first, type(first).fromordinal(new_first.toordinal() + new_length))
    now_on = moved_dates(old, new)
    assert sorted(now_on) == old
    assert len(set(now_on.values())) == len(old)
    if len(old) <= len(new):
        assert set(now_on.values()) <= set(new)
    else:
        assert now_on == {on: on for on in old}
