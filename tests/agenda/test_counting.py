"""What is counted and warned about: pure rules on plain values."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.models import StepKind
from facilitate.agenda.totals import BREAKS, SPEAKING, Totals, totals
from facilitate.agenda.warnings import UNLED, CheckedDay, CheckedStep, Notice, Warn, unserved, warnings

KINDS = st.sampled_from([kind.value for kind in StepKind])


def test_content_breaks_and_the_part_participants_speak() -> None:
    day = [
        ("registration", 30),
        ("plenary", 15),
        ("panel", 60),
        ("break", 20),
        ("group", 45),
        ("cafe", 105),
        ("meal", 60),
    ]
    assert totals(day) == Totals(content=225, breaks=110, speaking=180)
    assert totals(day).share == 0.8


def test_a_day_without_content_has_no_share() -> None:
    assert totals([("break", 20)]).share == 0.0


def test_the_rules_speak_of_kinds_that_exist() -> None:
    kinds = {kind.value for kind in StepKind}
    assert kinds >= BREAKS | UNLED | set(SPEAKING)


@given(st.lists(st.tuples(KINDS, st.integers(0, 600))))
def test_every_minute_is_content_or_break(day: list[tuple[str, int]]) -> None:
    counted = totals(day)
    assert counted.content + counted.breaks == sum(minutes for _kind, minutes in day)
    assert 0 <= counted.speaking <= counted.content


def step(number: int, kind: str = "plenary", gap: int = 0, led: bool = True, *objectives: int) -> CheckedStep:
    return CheckedStep(number, kind, gap, led, frozenset(objectives))


def test_what_an_agenda_is_warned_about_most_urgent_first() -> None:
    days = [
        CheckedDay(1, 10, True, [step(1, "break", 0, False), step(2, "panel", -15, False, 7)]),
        CheckedDay(2, -30, False, [step(3, "note", 20, False)]),
    ]
    assert warnings(days, [7, 8]) == [
        Notice(Warn.OVER, day=1, minutes=10),
        Notice(Warn.OVERLAP, day=1, step=2, minutes=15),
        Notice(Warn.STRAY, day=2),
        Notice(Warn.UNSERVED, objective=8),
        Notice(Warn.UNLED, day=1, step=2),
    ]


def test_a_sound_agenda_has_no_warning() -> None:
    assert warnings([CheckedDay(1, 0, True, [step(1, "group", 5, True, 7)])], [7]) == []


def test_an_empty_day_is_not_over() -> None:
    assert warnings([CheckedDay(1, 60, True, [])], []) == []


def test_unserved_keeps_the_order_of_the_objectives() -> None:
    assert unserved([CheckedDay(1, 0, True, [step(1, "talk", 0, True, 5)])], [9, 5, 3]) == [9, 3]
