"""Counts told one after the other by the rule every page, file and report goes through: nobody is told by comparing two."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.lib.coarsening import is_too_few
from facilitate.lib.telling import (
    CellGroup,
    ToldTable,
    readable_groups,
    tell_table,
    told_from_json,
    told_to_json,
)

from .test_coarsening_over_time import ATOMS, known, made_of_larger

KEYS = "abcde"


def each(counts: Sequence[int]) -> dict[str, int]:
    return dict(zip(KEYS, counts, strict=True))


def learned(told: ToldTable) -> dict[frozenset[int], int]:
    """Every set of cells whose people follow from what is shown, with that number."""
    shown = [
        (frozenset([n]), number)
        for n, key in enumerate(KEYS)
        if (number := told.cell(key)) is not None
    ]
    return {
        cells: int(number)
        for cells, number in known([*shown, (frozenset(range(ATOMS)), told.total)]).items()
    }


people = st.lists(st.integers(0, 9), min_size=ATOMS, max_size=ATOMS)
change = st.lists(st.integers(-2, 4), min_size=ATOMS, max_size=ATOMS)


@settings(max_examples=200, deadline=None)
@given(people, st.lists(change, min_size=1, max_size=5))
def test_no_two_editions_tell_of_one_or_two_people(
    first: list[int], changes: list[list[int]]
) -> None:
    earlier: list[ToldTable] = []
    times: list[list[int]] = []
    now = first
    for step in [[0] * ATOMS, *changes]:
        now = [max(number + more, 0) for number, more in zip(now, step, strict=True)]
        told = tell_table(each(now), earlier)
        if told is not None and told not in earlier:
            earlier.append(told)
            times.append(now)
    tables = [(learned(told), then) for told, then in zip(earlier, times, strict=True)]
    assert [one for one, _ in tables if any(is_too_few(number) for number in one.values())] == []
    for (one, then), (other, now) in combinations(tables, 2):
        moved = [after - before for before, after in zip(then, now, strict=True)]
        assert [
            cells
            for cells in one.keys() & other.keys()
            if is_too_few(abs(other[cells] - one[cells])) and not made_of_larger(cells, moved)
        ] == []


@settings(max_examples=100, deadline=None)
@given(people)
def test_what_did_not_change_is_told_alike(counts: list[int]) -> None:
    told = tell_table(each(counts))
    assert tell_table(each(counts), [told] if told else []) == told


def test_what_was_told_stays_until_three_have_come() -> None:
    first = tell_table(each([5, 6, 7, 8, 9]))
    assert first is not None
    assert tell_table(each([5, 7, 7, 8, 9]), [first]) == first
    assert tell_table(each([5, 7, 8, 8, 9]), [first]) == first
    then = tell_table(each([5, 7, 8, 9, 9]), [first])
    assert then is not None
    assert (then.total, [then.cell(key) for key in KEYS]) == (38, [None, None, None, None, 9])


def test_a_cell_that_is_new_is_told_with_others() -> None:
    first = tell_table({"a": 9, "b": 9})
    assert first is not None
    then = tell_table({"a": 9, "b": 11, "c": 1}, [first])
    assert then is not None
    assert (then.total, then.cell("b"), then.cell("c")) == (21, None, None)


def test_of_more_people_than_are_known_elsewhere_it_is_not_told() -> None:
    first = tell_table({"a": 9, "b": 9})
    assert first is not None
    assert tell_table({"a": 12, "b": 12}, [first], most=20) == first
    assert tell_table({"a": 12, "b": 12}, most=20) is None


def test_what_was_shown_is_read_back_with_what_it_left_out_together() -> None:
    told = readable_groups(["a", "b", "c", "d"], [9, None, None, 0], 14)
    assert told.groups == (CellGroup(("a",), 9), CellGroup(("d",), 0), CellGroup(("b", "c"), 5))
    assert told_from_json(told_to_json(told)) == told
