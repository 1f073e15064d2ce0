"""No small group can be worked out from what is shown: proved against a solver that knows nothing of how it was hidden."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.lib.coarsening import (
    AtomGroup,
    coarsened_groups,
    is_too_few,
    safe_columns,
    visible_rows,
)

from .bounds import find_bounds

COUNTS = st.lists(st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 12, 30]), min_size=1, max_size=7)


def one_column(counts: list[int]) -> list[int | None]:
    """What is shown of a table with one column, each row by itself."""
    rows = [frozenset({place}) for place in range(len(counts))]
    shown = visible_rows([(n,) for n in counts], rows, [(row, 1) for row in rows], [0])[0]
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
def test_a_small_group_takes_another_one_with_it(
    counts: list[int], shown: list[int | None]
) -> None:
    assert one_column(counts) == shown


def test_small_totals_are_not_shown_beside_each_other() -> None:
    assert [
        safe_columns(totals, [0, 1, 2])
        for totals in ([10, 8, 9], [10, 13, 10], [2, 9, 9], [0, 5, 9])
    ] == [
        [0],
        [0, 1, 2],
        [1, 2],
        [0, 1, 2],
    ]


def test_government_together_is_kept_by_hiding_both_its_halves() -> None:
    rows = [frozenset({0}), frozenset({1}), frozenset({0, 1}), frozenset({2}), frozenset({3})]
    shown = visible_rows([(2,), (40,), (38,), (3,)], rows, [(row, 1) for row in rows], [0])[0]
    assert shown == [False, False, True, True, True]


def test_a_small_difference_of_two_columns_is_hidden_in_the_second() -> None:
    rows = [frozenset({0}), frozenset({1}), frozenset({2})]
    shown = visible_rows([(9, 10), (20, 27), (30, 36)], rows, [(row, 1) for row in rows], [0, 1])
    assert shown == {0: [True, True, True], 1: [False, False, True]}


@settings(max_examples=150, deadline=None)
@given(COUNTS)
def test_no_hidden_row_can_be_worked_out_from_its_column_and_total(counts: list[int]) -> None:
    """The reader knows the total, and that noughts are shown where anything is."""
    if is_too_few(sum(counts)):
        return
    shown = one_column(counts)
    least = [0 if all(n is None for n in shown) else 1] * len(counts)
    known = [([1] * len(counts), sum(counts))]
    known += [
        ([int(place == at) for place in range(len(counts))], n)
        for at, n in enumerate(shown)
        if n is not None
    ]
    for place, n in enumerate(shown):
        assert n is None or not is_too_few(n)
        if n is None:
            low, high = find_bounds(
                [int(place == at) for at in range(len(counts))],
                known,
                [least[at] if shown[at] is None else 0 for at in range(len(counts))],
            )
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
    kinds = [
        (part, key) for part in (0, 1) for key in sorted({who[part] for who, _counts in people})
    ]
    rows = [
        frozenset(n for n, (who, _c) in enumerate(people) if who[part] == key)
        for part, key in kinds
    ]
    shown = visible_rows(atoms, rows, [(row, 1) for row in rows], chain)

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
    assert not any(is_too_few(number) for _form, number in known)
    values = [
        part
        for came, invited, confirmed in atoms
        for part in (came, confirmed - came, invited - confirmed)
    ]
    secret = [*rows, *(frozenset({atom}) for atom in range(size))]
    for row in secret:
        for wanted in _secrets(row, form):
            true = sum(value * weight for value, weight in zip(values, wanted, strict=True))
            if is_too_few(true):
                low, high = find_bounds(wanted, known, [0] * (3 * size))
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
    assert find_bounds([0, 1, 0], known, [0, 0, 0]) == (0, 3)
    assert find_bounds([0, 1, 0], known, [0, 1, 2]) == (1, 1)
    assert find_bounds([0, 1, 1], known, [0, 0, 0]) == (3, 3)
    assert find_bounds([0, 1, 1], [([2, 0, 0], 1)], [0, 0, 0]) == (0, Fraction(10**6))


Told = dict[int, list[AtomGroup] | None]


def told(
    atoms: Sequence[Sequence[int]],
    *earlier: Told,
    chain: Sequence[int] = (0,),
    rows: Sequence[tuple[set[int], int]] = (),
) -> Told:
    """The groups that are told, each row by itself unless rows are said with their weights."""
    weighed = [
        (frozenset(row), weight) for row, weight in rows or [({n}, 1) for n in range(len(atoms))]
    ]
    before = [
        {column: whole for column, whole in one.items() if whole is not None} for one in earlier
    ]
    return coarsened_groups(atoms, weighed, chain, before)


def groups(found: list[AtomGroup] | None) -> dict[tuple[int, ...], dict[int, int]] | None:
    """People a column of each group of atoms."""
    return None if found is None else {tuple(sorted(one.atoms)): dict(one.people) for one in found}


def ones(*counts: int) -> list[tuple[int]]:
    return [(n,) for n in counts]


FIRST = told(ones(5, 4, 9, 7))


@pytest.mark.parametrize(
    ("now", "put_together"),
    [
        ((5, 4, 9, 7), [{0}, {1}, {2}, {3}]),  # nothing has changed
        ((8, 4, 9, 7), [{0}, {1}, {2}, {3}]),  # three more are enough
        ((5, 4, 6, 7), [{0}, {1}, {2}, {3}]),  # and three fewer
        ((6, 6, 9, 7), [{0, 1}, {2}, {3}]),  # one more and two more are three
        ((4, 8, 9, 5), [{0, 3}, {1}, {2}]),  # one fewer and two fewer; four more
        ((6, 4, 9, 7), None),  # whoever joined would be known, however many are put together
        (
            (6, 3, 9, 7),
            [{0, 1}, {2}, {3}],
        ),  # one more and one fewer: nobody, as far as anyone can see
    ],
)
def test_a_few_more_or_fewer_than_were_told_are_put_together_with_others(
    now: tuple[int, ...], put_together: list[set[int]] | None
) -> None:
    found = told(ones(*now), FIRST)[0]
    assert (None if found is None else {one.atoms for one in found}) == (
        None if put_together is None else {frozenset(one) for one in put_together}
    )


def test_groups_of_then_and_now_that_overlap_are_compared_together() -> None:
    then = told(ones(1, 9, 9, 9), rows=[({0, 1}, 5), ({2}, 1), ({3}, 1)])
    assert groups(then[0]) == {(0, 1): {0: 10}, (2,): {0: 9}, (3,): {0: 9}}
    now = told(ones(9, 9, 1, 9), then, rows=[({0}, 1), ({1, 2}, 5), ({3}, 1)])
    assert groups(now[0]) == {(0,): {0: 9}, (1, 2): {0: 10}, (3,): {0: 9}}  # 19 then, 19 now
    assert (
        told(ones(9, 7, 1, 9), then, rows=[({0}, 1), ({1, 2}, 5), ({3}, 1)])[0] is None
    )  # 17: two have gone


def test_two_columns_do_not_change_by_numbers_that_are_a_few_apart() -> None:
    """Nine more attended and ten more were invited: one of those who are new did not attend."""
    then = told([(10, 20), (10, 20), (10, 20)], chain=(0, 1))
    apart = told([(19, 30), (10, 20), (10, 20)], then, chain=(0, 1))
    assert groups(apart[0]) == {(0,): {0: 19}, (1,): {0: 10}, (2,): {0: 10}}
    assert apart[1] is None
    enough = told([(19, 32), (10, 20), (10, 20)], then, chain=(0, 1))
    assert groups(enough[1]) == {(0,): {0: 19, 1: 32}, (1,): {0: 10, 1: 20}, (2,): {0: 10, 1: 20}}


def test_the_smallest_is_put_together_with_whom_the_least_is_lost() -> None:
    assert groups(told(ones(9, 2, 8, 1, 7))[0]) == {
        (0,): {0: 9},
        (1, 3): {0: 3},
        (2,): {0: 8},
        (4,): {0: 7},
    }
    weighed = [({0, 1}, 3), ({2, 3}, 1), ({0}, 1), ({1}, 1), ({2}, 1), ({3}, 1)]
    assert groups(told(ones(1, 30, 3, 9), rows=weighed)[0]) == {
        (0, 1): {0: 31},
        (2,): {0: 3},
        (3,): {0: 9},
    }
    each_is_one = told(ones(1, 1, 1, 9, 8))[
        0
    ]  # three of three offices: whoever knows the offices knows them all
    assert groups(each_is_one) == {(0, 1, 2, 4): {0: 11}, (3,): {0: 9}}


def test_whoever_is_in_one_column_only_helps_there_and_does_no_harm_in_the_other() -> None:
    invited = told([(5, 5), (3, 4), (0, 9)], chain=(0, 1), rows=[({0}, 10), ({1}, 1), ({2}, 1)])
    assert groups(invited[1]) == {(0,): {0: 5, 1: 5}, (1, 2): {0: 3, 1: 13}}
    rows = [frozenset({n}) for n in range(4)]
    shown = visible_rows([(1, 0), (2, 0), (9, 9), (9, 9)], rows, [(row, 1) for row in rows], [0, 1])
    assert shown == {0: [False, False, True, True], 1: [True, True, True, True]}
    then = told(ones(2, 9, 9))
    assert groups(then[0]) == {(0, 1): {0: 11}, (2,): {0: 9}}
    assert groups(told(ones(0, 10, 10), then)[0]) == {(0,): {0: 0}, (1, 2): {0: 20}}


def test_a_column_that_was_not_told_then_is_compared_with_nothing() -> None:
    then = told([(10, 20), (10, 20), (10, 20)], chain=(1,))
    now = told([(11, 23), (10, 20), (10, 20)], then, chain=(0, 1))
    assert groups(now[1]) == {(0,): {0: 11, 1: 23}, (1,): {0: 10, 1: 20}, (2,): {0: 10, 1: 20}}


@st.composite
def two_editions(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Up to six atoms, attended and invited, then and now: a few have changed."""
    number = st.sampled_from([0, 0, 1, 2, 3, 4, 7, 12])
    size = draw(st.integers(1, 6))
    then = [(came, came + draw(number)) for came in (draw(number) for _ in range(size))]
    change = st.sampled_from([0, 0, 0, 1, 2, 3, 5, -1, -2, -3])
    now = [(max(0, came + draw(change)), 0) for came, _invited in then]
    return then, [
        (came, max(came, was[1] + draw(change))) for (came, _), was in zip(now, then, strict=True)
    ]


def smallest_in_common(
    one: list[AtomGroup], other: list[AtomGroup], size: int
) -> list[frozenset[int]]:
    """The smallest sets of atoms that cut no group of either."""
    every = [frozenset(some) for n in range(1, size + 1) for some in combinations(range(size), n)]
    uncut = [
        some for some in every if all(g.atoms <= some or not g.atoms & some for g in (*one, *other))
    ]
    return [some for some in uncut if not any(less < some for less in uncut)]


@settings(max_examples=200, deadline=None)
@given(two_editions())
def test_nothing_small_follows_from_what_was_told_before(
    editions: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    atoms, changed = editions
    then = told(atoms, chain=(0, 1))
    now = told(changed, then, chain=(0, 1))
    for column in (0, 1):
        before, after = then[column], now[column]
        if before is None or after is None:
            continue
        for some in smallest_in_common(before, after, len(atoms)):
            more = [sum(changed[n][one] - atoms[n][one] for n in some) for one in (0, 1)]
            assert not is_too_few(abs(more[column]))
            if column == 1 and then[0] is not None:
                assert not is_too_few(abs(more[1] - more[0]))
    for found in (then, now):
        for kept in filter(None, found.values()):
            assert sorted(n for one in kept for n in one.atoms) == list(range(len(atoms)))
