"""Who is in two places at once is found as if each pair were looked at, in one sweep."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.overlaps import Busy, are_elsewhere, first_overlaps
from tests.work import count_calls

MANY = 1200


def pair_by_pair(places: Sequence[Busy]) -> Iterator[tuple[Busy, Busy]]:
    """The same, slowly."""
    ordered = sorted(places, key=lambda busy: (busy.start, busy.day))
    for at, one in enumerate(ordered):
        for other in ordered[:at]:
            if other.end > one.start and are_elsewhere(one, other):
                yield one, other
                break


@st.composite
def agendas(draw: st.DrawFn) -> list[Busy]:
    """Steps of two days, some of them in blocks with strands beside each other."""
    found, minute = [], st.integers(0, 60)
    for day in (1, 2):
        for top in range(draw(st.integers(0, 6))):
            number, start = day * 1000 + top * 100, draw(minute) + (day - 1) * 30
            end = start + draw(st.integers(1, 30))
            found.append(Busy(day, number, start, end, number, start, end))
            for inner in range(draw(st.integers(0, 4))):
                begun = start + draw(st.integers(0, 20))
                strand = draw(st.integers(0, 2))
                found.append(
                    Busy(
                        day,
                        number + inner + 1,
                        begun,
                        begun + draw(st.integers(1, 15)),
                        number,
                        start,
                        end,
                        block=number,
                        strand=strand,
                        is_strand=bool(strand) and draw(st.booleans()),
                    )
                )
    return found


@given(agendas())
def test_the_sweep_finds_what_looking_at_each_pair_finds(places: list[Busy]) -> None:
    assert list(first_overlaps(places)) == list(pair_by_pair(places))


def running_late(number: int) -> list[Busy]:
    """Steps of one day each of which runs into all that follow."""
    return [Busy(1, one, one, one + 5000, one, one, one + 5000) for one in range(number)]


def side_by_side(number: int) -> list[Busy]:
    """Steps that take place during the first one."""
    return [Busy(1, one, one, 9000 - one, one, one, 9000 - one) for one in range(number)]


@pytest.mark.parametrize("agenda", [running_late, side_by_side])
def test_ten_times_the_steps_are_ten_times_the_work(agenda) -> None:
    few, many = (
        count_calls(lambda number=number: list(first_overlaps(agenda(number))))
        for number in (MANY // 10, MANY)
    )
    assert many < 11 * few
