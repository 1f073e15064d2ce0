"""Counts that are told one after the other: what may be told of a table of people now, after what was told of it before.

Each time the rule of `coarsening` holds for both times together: whatever is added and subtracted, of one time or of two, is
nobody or at least three people. Where not even the total may be told, since one or two people came or went, what was told
last stays until enough has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .coarsening import AtomGroup, coarsened_groups, is_too_few
from .suppression import suppress_total

Number = int | None
"""A number of people; None where it must not be shown."""


@dataclass(frozen=True)
class CellGroup:
    """Cells whose people can only be told together, by their keys, and how many people these are."""

    cells: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class ToldTable:
    """A table as it may be told: every cell in one group."""

    groups: tuple[CellGroup, ...]

    @property
    def total(self) -> int:
        """All people of the table."""
        return sum(group.people for group in self.groups)

    @property
    def cells(self) -> frozenset[str]:
        """The keys of all cells there were."""
        return frozenset(cell for group in self.groups for cell in group.cells)

    def cell(self, key: str) -> Number:
        """The people of one cell; nobody was in one that is not in the table."""
        group = next((group for group in self.groups if key in group.cells), None)
        if group is None or not group.people:
            return 0
        return group.people if group.cells == (key,) else None


def is_steady(now: int, was: Number) -> bool:
    """Whether a number may be told after another one: nobody, or at least three people, came or went between them."""
    return was is None or not is_too_few(abs(now - was))


def number_beside(now: int, told: Sequence[int]) -> int:
    """A number that stands alone as it may be told, after these: the last of them until enough has changed; 0 of a few."""
    if not all(is_steady(now, was) for was in told):
        return told[-1]
    return 0 if is_too_few(now) else now


def tell_table(
    cells: Mapping[str, int], earlier: Sequence[ToldTable] = (), most: Number = None
) -> ToldTable | None:
    """The table as it may be told now; None where it may not be at all, since a few people are all there are.

    `cells`: how many people each holds, by its key; `earlier`: what was told of it, the last one last; `most`: it is told of
    so many people at most, since nobody may read here of more people than there are said to be elsewhere.
    """
    people = sum(cells.values())
    if any(not is_steady(people, one.total) for one in earlier) or (
        most is not None and people > most
    ):
        return earlier[-1] if earlier else None
    if suppress_total(list(cells.values())) is None:
        return None
    gone = sorted({cell for one in earlier for cell in one.cells} - set(cells))
    keys = [*cells, *gone]
    place = {key: number for number, key in enumerate(keys)}
    before = [
        {
            0: [
                AtomGroup(frozenset(place[cell] for cell in group.cells), {0: group.people})
                for group in one.groups
            ]
        }
        for one in earlier
    ]
    each = [(frozenset([number]), 1) for number in range(len(keys))]
    groups = coarsened_groups([[cells.get(key, 0)] for key in keys], each, [0], before)[0]
    if groups is None:
        return ToldTable((CellGroup(tuple(keys), people),))
    return ToldTable(
        tuple(CellGroup(tuple(keys[n] for n in sorted(one.atoms)), one.people[0]) for one in groups)
    )


def readable_groups(keys: Sequence[str], shown: Sequence[Number], people: int) -> ToldTable:
    """What can be read from a table that was shown: every cell of its own, those left out together."""
    groups = [
        CellGroup((key,), number)
        for key, number in zip(keys, shown, strict=True)
        if number is not None
    ]
    hidden = tuple(key for key, number in zip(keys, shown, strict=True) if number is None)
    rest = people - sum(group.people for group in groups)
    return ToldTable((*groups, CellGroup(hidden, rest)) if hidden else tuple(groups))


def told_to_json(told: ToldTable) -> list[list[Any]]:
    """What was told as values that JSON holds."""
    return [[list(group.cells), group.people] for group in told.groups]


def told_from_json(kept: Iterable[Sequence[Any]]) -> ToldTable:
    """What `told_to_json` made these values of."""
    return ToldTable(tuple(CellGroup(tuple(cells), people) for cells, people in kept))
