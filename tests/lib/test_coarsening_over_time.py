"""Figures told one after the other: whatever is added and subtracted, of one time or of two, is nobody or three people."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitate.lib.coarsening import AtomGroup, coarsened_groups, is_too_few, visible_rows
from facilitate.lib.suppression import LEAST

ATOMS = 5
ROWS = [frozenset([n]) for n in range(ATOMS)] + [frozenset([0, 1]), frozenset([2, 3, 4])]
WEIGHED = [(row, 1) for row in ROWS]
Table = list[tuple[frozenset[int], int]]


def told(people: Sequence[int], earlier: list[dict[int, list[AtomGroup]]]) -> Table | None:
    """What is told of these people: rows with their numbers, and the total; nothing where that may not be told any more."""
    totals = [sum(one.people[0] for one in groups[0]) for groups in earlier]
    if is_too_few(sum(people)) or any(is_too_few(abs(sum(people) - total)) for total in totals):
        return None
    atoms = [[number] for number in people]
    shown = visible_rows(atoms, ROWS, WEIGHED, [0], earlier)[0]
    found = coarsened_groups(atoms, WEIGHED, [0], earlier)[0]
    everybody = frozenset(range(ATOMS))
    earlier.append({0: found if found is not None else [AtomGroup(everybody, {0: sum(people)})]})
    rows = [(row, sum(people[n] for n in row)) for row, may in zip(ROWS, shown, strict=True) if may]
    return [*rows, (everybody, sum(people))]


def known(table: Table) -> dict[frozenset[int], Fraction]:
    """Every set of atoms whose people follow from a table by adding and subtracting (Gauss), with that number.

    Of an atom that is told as empty everybody knows that it is.
    """
    rows = [
        [Fraction(int(n in row)) for n in range(ATOMS)] + [Fraction(number)]
        for row, number in table
    ]
    rows += [
        [Fraction(int(n == one)) for n in range(ATOMS)] + [Fraction(0)]
        for row, number in table
        if not number
        for one in row
    ]
    reduced: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        row = _less(row, reduced)
        lead = next((n for n in range(ATOMS) if row[n]), None)
        if lead is not None:
            reduced.append((lead, [value / row[lead] for value in row]))
    found = {}
    for size in range(1, ATOMS + 1):
        for atoms in combinations(range(ATOMS), size):
            left = _less([Fraction(int(n in atoms)) for n in range(ATOMS)] + [Fraction(0)], reduced)
            if not any(left[:ATOMS]):
                found[frozenset(atoms)] = -left[ATOMS]
    return found


def _less(row: list[Fraction], reduced: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for lead, other in reduced:
        if row[lead]:
            row = [mine - row[lead] * value for mine, value in zip(row, other, strict=True)]
    return row


people = st.lists(st.integers(0, 9), min_size=ATOMS, max_size=ATOMS)
change = st.lists(st.integers(-2, 5), min_size=ATOMS, max_size=ATOMS)


@settings(max_examples=300, deadline=None)
@given(people, st.lists(change, min_size=1, max_size=3))
@example([2, 8, 8, 9, 1], [[4, -1, 2, -2, 2], [4, 3, 1, -2, -1]])  # five more and three fewer
def test_no_two_tables_tell_of_one_or_two_people(
    first: list[int], changes: list[list[int]]
) -> None:
    earlier: list[dict[int, list[AtomGroup]]] = []
    times = [first]
    for step in changes:
        times.append([max(number + more, 0) for number, more in zip(times[-1], step, strict=True)])
    tables = [told(now, earlier) for now in times]
    learned = [
        (known(table), now) for table, now in zip(tables, times, strict=True) if table is not None
    ]
    assert [one for one, _ in learned if any(is_too_few(int(n)) for n in one.values())] == []
    for (one, then), (other, now) in combinations(learned, 2):
        moved = [after - before for before, after in zip(then, now, strict=True)]
        assert [
            atoms
            for atoms in one.keys() & other.keys()
            if is_too_few(int(abs(other[atoms] - one[atoms]))) and not made_of_larger(atoms, moved)
        ] == []


def made_of_larger(atoms: frozenset[int], moved: Sequence[int]) -> bool:
    """Whether a small difference is made of two that are not small and go against each other: three came here, five went there.

    Nobody is told by it, whether the two are known or not: it is no one or two people who came or went.
    """
    larger = {
        part: abs(sum(moved[n] for n in part)) >= LEAST
        for size in range(1, len(atoms))
        for part in map(frozenset, combinations(sorted(atoms), size))
    }
    return any(larger[part] and larger[atoms - part] for part in larger)


def test_what_grew_enough_is_told_again_and_the_rest_stays_together() -> None:
    earlier: list[dict[int, list[AtomGroup]]] = []
    assert told([5, 6, 7, 8, 9], earlier) is not None
    table = told([5, 7, 9, 8, 12], earlier)  # one and two more are told together with others
    assert table is not None
    assert dict(table)[frozenset(range(5))] == 41
    assert frozenset([1]) not in dict(table)
    assert told([5, 7, 9, 8, 13], earlier) is None  # one more altogether


def test_without_judging_the_earlier_ones_one_person_shows() -> None:
    """The search finds something where there is something."""
    one, other = known(told([5, 6, 7, 8, 9], []) or []), known(told([5, 7, 7, 8, 9], []) or [])
    assert [other[atoms] - one[atoms] for atoms in (frozenset([1]), frozenset([0, 1]))] == [1, 1]
