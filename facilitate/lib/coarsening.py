"""Tables that expose nobody: which of their cells may be shown, so that no small group can be worked out from the rest.

Complementary cell suppression, a rule of statistical offices (Willenborg and de Waal, *Elements of Statistical Disclosure
Control*, 2001), done by coarsening: people who are too few to be told are put together with others until the whole group is
large enough, and a cell is shown only where it is made of whole groups. Whatever can be added or subtracted from what is shown
is then again made of whole groups, and none of them is small. That holds for all tables of a family at once (county and group
of counties, sector and government together), because their rows are made of the same people.

Columns may be linked (attended, invited): subtracting one from the other must not give a small number either. The first of a
chain is shown as fully as it can be; the next ones keep to its groups or to coarser ones.

What was told of the same people before is judged along: subtracting that must not give a small number either. Groups are put
together until, in the smallest sets that both times are made of, nobody or at least three more or fewer are in them. A smaller
difference of a larger set is then no one or two people: three came here and five went there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .suppression import LEAST


@dataclass
class _Group:
    """Atoms put together.

    For each column of the chain their `people`, and how many atoms are `filled`; `inside`: the rows (as bits) that hold all
    of the atoms and are still whole.
    """

    atoms: list[int]
    people: dict[int, int]
    filled: dict[int, int]
    inside: int


@dataclass(frozen=True)
class AtomGroup:
    """Atoms whose people can only be told together, and how many they are a column."""

    atoms: frozenset[int]
    people: Mapping[int, int]


def is_too_few(people: int) -> bool:
    """Whether a number of people is above 0 and too small to be told (1 or 2)."""
    return 0 < people < LEAST


def safe_columns(totals: Sequence[int], chain: Sequence[int]) -> list[int]:
    """The columns of a chain whose totals may be shown beside each other, the first ones first."""
    kept: list[int] = []
    for column in chain:
        apart = [abs(totals[column] - totals[other]) for other in kept]
        if not is_too_few(totals[column]) and not any(is_too_few(number) for number in apart):
            kept.append(column)
    return kept


def visible_rows(
    atoms: Sequence[Sequence[int]],
    rows: Sequence[frozenset[int]],
    weighed: Sequence[tuple[frozenset[int], int]],
    chain: Sequence[int],
    earlier: Sequence[Mapping[int, Sequence[AtomGroup]]] = (),
) -> dict[int, list[bool]]:
    """For each column of the chain, which of the rows may be shown.

    `atoms`: everybody once, in people a column. `rows`: which atoms each row is the sum of. `weighed`: the rows by which it
    is judged what is lost when groups are put together, and how much each person in them weighs; the same for the same
    people, whatever else is asked to be shown.
    The totals of all columns are shown (see `safe_columns`). `earlier`: what was told before, as `coarsened_groups` gave it.
    """
    return {
        column: [whole is not None and _made_of(row, whole, column) for row in rows]
        for column, whole in coarsened_groups(atoms, weighed, chain, earlier).items()
    }


def coarsened_groups(
    atoms: Sequence[Sequence[int]],
    weighed: Sequence[tuple[frozenset[int], int]],
    chain: Sequence[int],
    earlier: Sequence[Mapping[int, Sequence[AtomGroup]]] = (),
) -> dict[int, list[AtomGroup] | None]:
    """For each column of the chain the groups that may be told; None where nothing but the total may."""
    groups = [
        _Group(
            [place],
            {column: people[column] for column in chain},
            {column: int(people[column] > 0) for column in chain},
            sum(1 << number for number, (row, _weight) in enumerate(weighed) if place in row),
        )
        for place, people in enumerate(atoms)
    ]
    found: dict[int, list[AtomGroup] | None] = {}
    for place, column in enumerate(chain):
        worth = _Worth(
            [weight * (1 + sum(atoms[one][column] for one in row)) for row, weight in weighed]
        )
        told = [one[column] for one in earlier if column in one]
        whole = _coarsen(groups, column, before=chain[:place], worth=worth, told=told)
        linked = chain[: place + 1]
        found[column] = [_whole(group, linked) for group in groups] if whole else None
    return found


def _whole(group: _Group, columns: Sequence[int]) -> AtomGroup:
    return AtomGroup(frozenset(group.atoms), {column: group.people[column] for column in columns})


class _Worth:
    """How much a set of rows, as bits, is worth keeping; each set is added up once."""

    def __init__(self, weights: Sequence[int]) -> None:
        self.weights = weights
        self.known: dict[int, int] = {}

    def __call__(self, rows: int) -> int:
        found = self.known.get(rows)
        if found is None:
            found = self.known[rows] = sum(
                weight for number, weight in enumerate(self.weights) if rows >> number & 1
            )
        return found


def _coarsen(
    groups: list[_Group],
    column: int,
    before: Sequence[int],
    worth: _Worth,
    told: Sequence[Sequence[AtomGroup]],
) -> bool:
    """Put groups together until none is too small in the column; False where even all of them together are."""
    linked = (column, *before)
    while bad := _bad(groups, column, before, told):
        worst, together = min(bad, key=lambda one: (one[0].people[column], one[0].atoms[0]))
        near = {id(group) for group in together}
        others = [
            group
            for group in groups
            if id(group) not in near and any(group.people[one] for one in linked)
        ]
        if not others:
            return False
        inside = worst.inside
        partner = min(
            others, key=lambda one: (worth(one.inside ^ inside), one.people[column], one.atoms[0])
        )
        broken = partner.inside ^ inside
        groups.remove(partner)
        worst.atoms = sorted([*worst.atoms, *partner.atoms])
        for one in worst.people:
            worst.people[one] += partner.people[one]
            worst.filled[one] += partner.filled[one]
        for group in groups:
            group.inside &= ~broken
    return True


def _bad(
    groups: Sequence[_Group],
    column: int,
    before: Sequence[int],
    told: Sequence[Sequence[AtomGroup]],
) -> list[tuple[_Group, list[_Group]]]:
    """The groups that have to be put together with others; the second are those that would not help."""
    bad = [(group, [group]) for group in groups if _too_small(group, column, before)]
    for then in () if bad else told:
        for block, were in _comparable(groups, then):
            now = {one: sum(group.people[one] for group in block) for one in (column, *before)}
            apart = [now[column] - were.get(column, 0)]
            apart += [apart[0] - (now[one] - were[one]) for one in before if one in were]
            if any(is_too_few(abs(number)) for number in apart):
                bad += [(group, block) for group in block if any(group.people[one] for one in now)]
    return bad


def _comparable(
    groups: Sequence[_Group], then: Sequence[AtomGroup]
) -> list[tuple[list[_Group], dict[int, int]]]:
    """The smallest sets of groups that are also made of whole groups of then, with the people of then a column."""
    home = {atom: number for number, group in enumerate(groups) for atom in group.atoms}
    leads = list(range(len(groups)))

    def lead(number: int) -> int:
        while leads[number] != number:
            number = leads[number]
        return number

    for one in then:
        first, *others = sorted(one.atoms)
        for atom in others:
            leads[lead(home[atom])] = lead(home[first])
    sets: dict[int, tuple[list[_Group], dict[int, int]]] = {}
    for number, group in enumerate(groups):
        sets.setdefault(lead(number), ([], {}))[0].append(group)
    for one in then:
        were = sets[lead(home[min(one.atoms)])][1]
        for column, people in one.people.items():
            were[column] = were.get(column, 0) + people
    return list(sets.values())


def _too_small(group: _Group, column: int, before: Sequence[int]) -> bool:
    """Too few people, one person in every atom (whoever knows that none is empty knows them all), or too few apart."""
    people, filled = group.people[column], group.filled[column]
    if is_too_few(people) or (filled > 1 and people <= filled):
        return True
    return any(is_too_few(abs(people - group.people[other])) for other in before)


def _made_of(row: frozenset[int], groups: Sequence[AtomGroup], column: int) -> bool:
    """Whether a row is made of whole groups, those that hold nobody left aside."""
    return all(
        group.atoms <= row or row.isdisjoint(group.atoms)
        for group in groups
        if group.people[column]
    )
