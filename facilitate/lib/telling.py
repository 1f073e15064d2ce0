"""Counts that are told one after the other: what may be told of a table of people now, after what was told of it before.

Each time the rule of `coarsening` holds for both times together: whatever is added and subtracted, of one time or of two, is
nobody or at least three people. Where not even the total may be told, since one or two people came or went, what was told
last stays until enough has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .coarsening import Whole, coarsened, few
from .suppression import total

Number = int | None
"""A number of people; None where it must not be shown."""


@dataclass(frozen=True)
class Group:
    """Cells whose people can only be told together, by their keys, and how many people these are."""

    cells: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Told:
    """A table as it may be told: every cell in one group."""

    groups: tuple[Group, ...]

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


def steady(now: int, was: Number) -> bool:
    """Whether a number may be told after another one: nobody, or at least three people, came or went between them."""
    return was is None or not few(abs(now - was))


def number_beside(now: int, told: Sequence[int]) -> int:
    """A number that stands alone as it may be told, after these: the last of them until enough has changed; 0 of a few."""
    if not all(steady(now, was) for was in told):
        return told[-1]
    return 0 if few(now) else now


def tell(
    cells: Mapping[str, int], earlier: Sequence[Told] = (), most: Number = None
) -> Told | None:
    """The table as it may be told now; None where it may not be at all, since a few people are all there are.

    `cells`: how many people each holds, by its key; `earlier`: what was told of it, the last one last; `most`: it is told of
    so many people at most, since nobody may read here of more people than there are said to be elsewhere.
    """
    people = sum(cells.values())
    if any(not steady(people, one.total) for one in earlier) or (
        most is not None and people > most
    ):
        return earlier[-1] if earlier else None
    if total(list(cells.values())) is None:
        return None
    gone = sorted({cell for one in earlier for cell in one.cells} - set(cells))
    keys = [*cells, *gone]
    place = {key: number for number, key in enumerate(keys)}
    before = [
        {
            0: [
                Whole(frozenset(place[cell] for cell in group.cells), {0: group.people})
                for group in one.groups
            ]
        }
        for one in earlier
    ]
    each = [(frozenset([number]), 1) for number in range(len(keys))]
    groups = coarsened([[cells.get(key, 0)] for key in keys], each, [0], before)[0]
    if groups is None:
        return Told((Group(tuple(keys), people),))
    return Told(
        tuple(Group(tuple(keys[n] for n in sorted(one.atoms)), one.people[0]) for one in groups)
    )


def groups_read(keys: Sequence[str], shown: Sequence[Number], people: int) -> Told:
    """What can be read from a table that was shown: every cell of its own, those left out together."""
    groups = [
        Group((key,), number) for key, number in zip(keys, shown, strict=True) if number is not None
    ]
    hidden = tuple(key for key, number in zip(keys, shown, strict=True) if number is None)
    rest = people - sum(group.people for group in groups)
    return Told((*groups, Group(hidden, rest)) if hidden else tuple(groups))


def to_json(told: Told) -> list[list[Any]]:
    """What was told as values that JSON holds."""
    return [[list(group.cells), group.people] for group in told.groups]


def from_json(kept: Iterable[Sequence[Any]]) -> Told:
    """What `to_json` made these values of."""
    return Told(tuple(Group(tuple(cells), people) for cells, people in kept))
