"""No small group can be worked out from what is shown: proved against a solver that knows nothing of how it was hidden."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.lib.coarsening import few, safe_columns, visible

from .bounds import bounds

COUNTS = st.lists(st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 12, 30]), min_size=1, max_size=7)


def one_column(counts: list[int]) -> list[int | None]:
    """What is shown of a table with one column, each row by itself."""
    rows = [frozenset({place}) for place in range(len(counts))]
    shown = visible([(n,) for n in counts], rows, [(row, 1) for row in rows], [0])[0]
    return [n if may else None for n, may in zip(counts, shown, strict=True)]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([3, 0, 40], [3, 0, 40]),
        ([1, 9, 7, 0], [None, 9, None, 0]),
        ([1, 1, 7, 9], [None, None, None, 9]),
        ([1, 2, 7], [None, None, 7]),
        ([1, 1, 1, 0], [None, None, None, None]),
    ],
)
def test_a_small_group_takes_another_one_with_it(counts: list[int], shown: list[int | None]) -> None:
    assert one_column(counts) == shown


def test_small_totals_are_not_shown_beside_each_other() -> None:
    assert [safe_columns(totals, [0, 1, 2]) for totals in ([10, 8, 9], [10, 13, 10], [2, 9, 9], [0, 5, 9])] == [
        [0], [0, 1, 2], [1, 2], [0, 1, 2],
    ]  # fmt: skip


def test_government_together_is_kept_by_hiding_both_its_halves() -> None:
    rows = [frozenset({0}), frozenset({1}), frozenset({0, 1}), frozenset({2}), frozenset({3})]
    shown = visible([(2,), (40,), (38,), (3,)], rows, [(row, 1) for row in rows], [0])[0]
    assert shown == [False, False, True, True, True]


def test_a_small_difference_of_two_columns_is_hidden_in_the_second() -> None:
    rows = [frozenset({0}), frozenset({1}), frozenset({2})]
    shown = visible([(9, 10), (20, 27), (30, 36)], rows, [(row, 1) for row in rows], [0, 1])
    assert shown == {0: [True, True, True], 1: [False, False, True]}


@settings(max_examples=150, deadline=None)
@given(COUNTS)
def test_no_hidden_row_can_be_worked_out_from_its_column_and_total(counts: list[int]) -> None:
    """The reader knows the total, and that noughts are shown where anything is."""
    if few(sum(counts)):
        return
    shown = one_column(counts)
    least = [0 if all(n is None for n in shown) else 1] * len(counts)
    known = [([1] * len(counts), sum(counts))]
    known += [
        ([int(place == at) for place in range(len(counts))], n) for at, n in enumerate(shown) if n is not None
    ]
    for place, n in enumerate(shown):
        assert n is None or not few(n)
        if n is None:
            low, high = bounds(
                [int(place == at) for at in range(len(counts))], known,
                [least[at] if shown[at] is None else 0 for at in range(len(counts))],
            )  # fmt: skip
            assert low < high


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[tuple[int, int], tuple[int, int, int]]]:
    """Random people: (row, group), and how many (attended, invited, confirmed); nobody comes without invitation."""
    rows, groups = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    number = st.sampled_from([0, 0, 1, 2, 3, 6])
    atoms = []
    for row in range(rows):
        for group in range(groups):
            came, absent, away = draw(number), draw(number), draw(number)
            atoms.append(((row, group), (came, came + absent + away, came + absent)))
    return atoms


@settings(max_examples=120, deadline=None)
@given(tables())
def test_nothing_small_follows_from_rows_columns_and_totals(
    people: list[tuple[tuple[int, int], tuple[int, int, int]]],
) -> None:
    """Two tables of the same people (rows, and groups of the same), three linked columns, all totals.

    The reader knows that who attended had confirmed and who confirmed was invited. Nothing small, be it a cell, a
    difference of two columns, or either of people in one row and one group, may have only one possible value.
    """
    atoms = [counts for _who, counts in people]
    totals = [sum(column) for column in zip(*atoms, strict=True)]
    chain = safe_columns(totals, [0, 1, 2])
    kinds = [(part, key) for part in (0, 1) for key in sorted({who[part] for who, _counts in people})]
    rows = [frozenset(n for n, (who, _c) in enumerate(people) if who[part] == key) for part, key in kinds]
    shown = visible(atoms, rows, [(row, 1) for row in rows], chain)

    size = len(atoms)  # variables: came, absent and away of each atom
    parts = {0: (0,), 1: (0, 1, 2), 2: (0, 1)}

    def form(row: frozenset[int], column: int) -> list[int]:
        found = [0] * (3 * size)
        for atom in row:
            for part in parts[column]:
                found[3 * atom + part] = 1
        return found

    everybody = frozenset(range(size))
    known = [(form(everybody, column), totals[column]) for column in chain]
    for column in chain:
        known += [
            (form(row, column), sum(atoms[atom][column] for atom in row))
            for row, may in zip(rows, shown[column], strict=True)
            if may
        ]
    assert not any(few(number) for _form, number in known)
    values = [
        part for came, invited, confirmed in atoms for part in (came, confirmed - came, invited - confirmed)
    ]
    secret = [*rows, *(frozenset({atom}) for atom in range(size))]
    for row in secret:
        for wanted in _secrets(row, form):
            true = sum(value * weight for value, weight in zip(values, wanted, strict=True))
            if few(true):
                low, high = bounds(wanted, known, [0] * (3 * size))
                assert low < high, (row, wanted, true)


def _secrets(row: frozenset[int], form) -> list[list[int]]:
    """Who attended, was invited, confirmed; who was absent, who was invited and did not confirm, or did not attend."""
    came, invited, confirmed = (form(row, column) for column in (0, 1, 2))
    less = [
        [a - b for a, b in zip(more, few_, strict=True)]
        for more, few_ in ((confirmed, came), (invited, confirmed), (invited, came))
    ]
    return [came, invited, confirmed, *less]


def test_the_solver_finds_what_follows() -> None:
    known = [([1, 1, 1], 10), ([1, 0, 0], 7)]
    assert bounds([0, 1, 0], known, [0, 0, 0]) == (0, 3)
    assert bounds([0, 1, 0], known, [0, 1, 2]) == (1, 1)
    assert bounds([0, 1, 1], known, [0, 0, 0]) == (3, 3)
    assert bounds([0, 1, 1], [([2, 0, 0], 1)], [0, 0, 0]) == (0, Fraction(10**6))
