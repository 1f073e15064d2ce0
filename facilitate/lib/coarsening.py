"""Tables that expose nobody: which of their cells may be shown, so that no small group can be worked out from the rest.

Complementary cell suppression, a rule of statistical offices (Willenborg and de Waal, *Elements of Statistical Disclosure
Control*, 2001), done by coarsening: people who are too few to be told are put together with others until the whole group is
large enough, and a cell is shown only where it is made of whole groups. Whatever can be added or subtracted from what is shown
is then again made of whole groups, and none of them is small. That holds for all tables of a family at once (county and group
of counties, sector and government together), because their rows are made of the same people.

Columns may be linked (attended, invited): subtracting one from the other must not give a small number either. The first of a
chain is shown as fully as it can be; the next ones keep to its groups or to coarser ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .suppression import LEAST


@dataclass
class _Group:
    """Atoms put together, and the rows that hold all of them and are still made of whole groups."""

    atoms: list[int]
    inside: set[int]


def few(people: int) -> bool:
    """Whether so many people, not nobody, are too few to be told."""
    return 0 < people < LEAST


def safe_columns(totals: Sequence[int], chain: Sequence[int]) -> list[int]:
    """The columns of a chain whose totals may be shown beside each other, the first ones first."""
    kept: list[int] = []
    for column in chain:
        apart = [abs(totals[column] - totals[other]) for other in kept]
        if not few(totals[column]) and not any(few(number) for number in apart):
            kept.append(column)
    return kept


def visible(
    atoms: Sequence[Sequence[int]],
    rows: Sequence[frozenset[int]],
    weighed: Sequence[tuple[frozenset[int], int]],
    chain: Sequence[int],
) -> dict[int, list[bool]]:
    """For each column of the chain, which of the rows may be shown.

    `atoms`: everybody once, in people a column. `rows`: which atoms each row is the sum of. `weighed`: the rows by which it
    is judged what is lost when groups are put together, and how much each person in them weighs; the same for the same
    people, whatever else is asked to be shown.
    The totals of all columns are shown (see `safe_columns`).
    """
    groups = [
        _Group([place], {number for number, (row, _weight) in enumerate(weighed) if place in row})
        for place in range(len(atoms))
    ]
    shown: dict[int, list[bool]] = {}
    for place, column in enumerate(chain):
        before = chain[:place]
        weights = [weight * (1 + sum(atoms[one][column] for one in row)) for row, weight in weighed]
        whole = _coarsen(groups, atoms, column, before, weights)
        shown[column] = [_may(row, groups, atoms, column, whole) for row in rows]
    return shown


def _coarsen(
    groups: list[_Group],
    atoms: Sequence[Sequence[int]],
    column: int,
    before: Sequence[int],
    weights: Sequence[int],
) -> bool:
    """Put groups together until none is too small in the column; False where even all of them together are."""
    while True:
        bad = [group for group in groups if _too_small(group, atoms, column, before)]
        if not bad:
            return True
        worst = min(bad, key=lambda one: (_people(one, atoms, column), one.atoms[0]))
        others = [group for group in groups if group is not worst and _counts(group, atoms, column, before)]
        if not others:
            return False
        partner = min(
            others,
            key=lambda one: (
                sum(weights[row] for row in one.inside ^ worst.inside), _people(one, atoms, column), one.atoms[0],
            ),
        )  # fmt: skip
        broken = partner.inside ^ worst.inside
        groups.remove(partner)
        worst.atoms = sorted([*worst.atoms, *partner.atoms])
        worst.inside &= partner.inside
        for group in groups:
            group.inside -= broken


def _people(group: _Group, atoms: Sequence[Sequence[int]], column: int) -> int:
    return sum(atoms[one][column] for one in group.atoms)


def _counts(group: _Group, atoms: Sequence[Sequence[int]], column: int, before: Sequence[int]) -> bool:
    """Whether anybody of the group is in one of the columns."""
    return any(_people(group, atoms, one) for one in (column, *before))


def _too_small(group: _Group, atoms: Sequence[Sequence[int]], column: int, before: Sequence[int]) -> bool:
    """Too few people, one person in every atom (whoever knows that none is empty knows them all), or too few apart."""
    people = _people(group, atoms, column)
    filled = sum(1 for one in group.atoms if atoms[one][column])
    if few(people) or (filled > 1 and people <= filled):
        return True
    return any(few(abs(people - _people(group, atoms, other))) for other in before)


def _may(
    row: frozenset[int], groups: Sequence[_Group], atoms: Sequence[Sequence[int]], column: int, whole: bool
) -> bool:
    """Whether a row is made of whole groups, those that hold nobody left aside."""
    if not whole:
        return False
    for group in groups:
        part = row.intersection(group.atoms)
        if part and len(part) < len(group.atoms) and _people(group, atoms, column):
            return False
    return True
