"""The fold of what was pressed: order, doubles, taking back, and what may never happen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.agenda.progress import (
    BACK,
    LivePress,
    PlannedStep,
    StepState,
    presses_that_count,
    track_progress,
)
from facilitate.agenda.running.outlook import (
    OutlookItem,
    look_at_track,
    track_outlook,
    whole_minutes,
)

from .cases import moments, pressings, tracks

NINE = 9 * 3600.0
STEPS = [
    PlannedStep(1, 540, 30),
    PlannedStep(2, 570, 20),
    PlannedStep(3, 590, 25, None),
    PlannedStep(4, 630, 15, 630),  # pinned to 10:30, 15 minutes free before it
    PlannedStep(5, 645, 45),
]


def press(key: str, did: str, step: int, at: float, minutes: int = 0) -> LivePress:
    return LivePress(key, did, step, at, minutes)


def minute(hour: int, minutes: float = 0) -> float:
    return hour * 3600 + minutes * 60


@given(tracks, pressings(), moments, st.randoms(use_true_random=False))
def test_the_order_in_which_presses_arrive_does_not_matter(steps, presses, now, random) -> None:
    mixed = list(presses)
    random.shuffle(mixed)
    assert track_progress(steps, mixed, now) == track_progress(steps, presses, now)


@given(tracks, pressings(), moments)
def test_a_press_sent_twice_counts_once(steps, presses, now) -> None:
    assert track_progress(steps, [*presses, *presses], now) == track_progress(steps, presses, now)


@given(tracks, pressings(), moments)
def test_taking_back_is_as_if_it_had_not_been_pressed(steps, presses, now) -> None:
    if counted := presses_that_count(presses):
        last = counted[-1]
        without = [one for one in presses if one.key not in (last.key, BACK + last.key)]
        taken_back = [*presses, press(BACK + last.key, "back", last.step, now)]
        assert track_progress(steps, taken_back, now) == track_progress(steps, without, now)


@given(tracks, pressings(), moments)
@settings(max_examples=300)
def test_what_never_happens(steps, presses, now) -> None:
    track = track_progress(steps, presses, now)
    assert [row.id for row in track.rows] == [step.id for step in steps]
    assert sum(row.state == StepState.NOW for row in track.rows) <= 1
    free = track.ready
    for row, step in zip(track.rows, steps, strict=True):
        assert row.lasts >= 0
        assert row.start <= row.end
        assert row.missing >= 0
        if row.started is not None and row.ended is not None:
            assert row.started <= row.ended
            assert row.end == row.ended
        if row.state == StepState.NOW:
            assert row.end >= now
        if row.state == StepState.WAITING:
            if step.pinned is None:
                assert row.start >= max(free, now)
                assert row.missing == 0
            else:
                assert row.start == step.pinned * 60
                assert row.missing == max(0, free - row.start)
            free = max(free, row.end)
    track_outlook(track)


@given(tracks, moments)
def test_a_day_that_keeps_to_the_plan_is_on_time(steps, now) -> None:
    first = next((step for step in steps if not step.marker), None)
    presses = [press("1", "start", first.id, first.start * 60)] if first else []
    if first and first.start * 60 <= now < (first.start + first.minutes) * 60:
        assert track_progress(steps, presses, now).drift == 0


def test_a_day_as_it_goes() -> None:
    track = track_progress(STEPS, [], minute(8, 50))
    assert (track.current, track.next.id, track.begun, track.drift) == (None, 1, False, 0)
    first = press("a", "start", 1, minute(9, 2))
    track = track_progress(STEPS, [first], minute(9, 12))
    assert (track.current.id, track.next.id, track.left, track.drift) == (1, 2, 20 * 60, 120)
    assert [whole_minutes(row.start) for row in track.rows] == [542, 572, 592, 630, 645]
    over = track_progress(STEPS, [first], minute(9, 42))
    assert (over.left, over.drift) == (-600, 720)
    assert [whole_minutes(row.start) for row in over.rows] == [542, 582, 602, 630, 645]
    longer = [first, press("b", "extend", 1, minute(9, 30), 5)]
    assert track_progress(STEPS, longer, minute(9, 33)).left == 4 * 60
    second = [*longer, press("c", "start", 2, minute(9, 36)), press("d", "skip", 3, minute(9, 40))]
    track = track_progress(STEPS, second, minute(9, 41))
    assert [row.state.value for row in track.rows] == [
        "done",
        "now",
        "skipped",
        "waiting",
        "waiting",
    ]
    assert (track.rows[0].ended, track.next.id, track.last) == (minute(9, 36), 4, "d")
    ended = track_progress(STEPS, [*second, press("e", "end", 2, minute(9, 50))], minute(9, 55))
    assert (ended.current, ended.next.id, ended.next.start) == (None, 4, minute(10, 30))


def test_two_people_who_start_the_same_step_start_it_once() -> None:
    presses = [press("a", "start", 1, NINE), press("b", "start", 1, NINE + 3)]
    assert track_progress(STEPS, presses, NINE + 60).current.started == NINE


def test_a_step_that_is_jumped_over_is_passed_and_one_can_go_back_to_it() -> None:
    presses = [press("a", "start", 1, NINE), press("b", "start", 3, minute(9, 30))]
    track = track_progress(STEPS, presses, minute(9, 31))
    assert [row.state.value for row in track.rows][:3] == ["done", "passed", "now"]
    track = track_progress(STEPS, [*presses, press("c", "start", 2, minute(9, 40))], minute(9, 41))
    assert [row.state.value for row in track.rows] == ["done", "now", "done", "waiting", "waiting"]


def test_nobody_starts_a_marker() -> None:
    steps = [STEPS[0], PlannedStep(9, 570, 0, None, marker=True), *STEPS[1:]]
    track = track_progress(steps, [press("a", "start", 1, NINE)], NINE + 60)
    assert track.next.id == 2


def test_a_group_does_not_begin_before_its_block() -> None:
    assert track_progress(STEPS, [], minute(8, 50), earliest=minute(9, 10)).next.start == minute(
        9, 10
    )


OUTLOOKS = [
    # minutes the first step takes, what is told
    (30, [OutlookItem("free", 4, minute(10, 30), 15), OutlookItem("ends", at=minute(11, 30))]),
    (
        40,
        [
            OutlookItem("moves_free", 4, minute(10, 30), 10, 5),
            OutlookItem("ends", at=minute(11, 30)),
        ],
    ),
    (
        45,
        [
            OutlookItem("moves_fits", 4, minute(10, 30), 15, 0),
            OutlookItem("ends", at=minute(11, 30)),
        ],
    ),
    (
        55,
        [
            OutlookItem("moves_missing", 4, minute(10, 30), 25, 10),
            OutlookItem("ends", at=minute(11, 30)),
        ],
    ),
    (
        20,
        [
            OutlookItem("earlier_free", 4, minute(10, 30), 10, 25),
            OutlookItem("ends", at=minute(11, 30)),
        ],
    ),
]


@pytest.mark.parametrize(("minutes", "told"), OUTLOOKS)
def test_what_it_does_until_the_pinned_step(minutes: int, told: list[OutlookItem]) -> None:
    presses = [press("a", "start", 1, NINE), press("b", "extend", 1, NINE, minutes - 30)]
    assert track_outlook(track_progress(STEPS, presses, NINE + 60)) == told


def test_the_step_before_a_pinned_one_takes_its_minutes() -> None:
    presses = [press("a", "start", 3, minute(9, 50)), press("b", "extend", 3, minute(9, 50), 25)]
    track = track_progress(STEPS, presses, minute(10))
    assert track_outlook(track)[0] == OutlookItem("loses", 4, minute(10, 40), 10)
    assert track_outlook(track_progress(STEPS, presses, minute(10, 50)))[0].code == "nothing_left"
    assert track_outlook(track_progress(STEPS, presses[:1], minute(10)))[0] == OutlookItem(
        "free", 4, minute(10, 30), 15
    )


def test_without_a_pin_the_end_of_the_day_moves() -> None:
    last = [press("a", "start", 4, minute(10, 40))]
    assert track_outlook(track_progress(STEPS, last, minute(10, 41))) == [
        OutlookItem("moves", minutes=10),
        OutlookItem("ends_late", at=minute(11, 40), minutes=10),
    ]
    assert track_outlook(
        track_progress(STEPS, [press("a", "start", 5, minute(10, 45))], minute(11))
    ) == [OutlookItem("last", at=minute(11, 30))]
    assert track_outlook(track_progress([], [], NINE)) == []


def test_what_a_button_would_do_is_said_before_it_is_pressed() -> None:
    seen = look_at_track(STEPS, [press("a", "start", 4, minute(10, 30))], minute(10, 40))
    assert seen.extend == [
        OutlookItem("moves", minutes=5),
        OutlookItem("ends_late", at=minute(11, 35), minutes=5),
    ]
    assert seen.start == [OutlookItem("last", at=minute(11, 25))]
    assert seen.skip == [OutlookItem("last", at=minute(10, 45))]
