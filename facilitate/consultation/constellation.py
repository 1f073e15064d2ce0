"""Counting themes over sectors: how many answers speak of each, who shares it, what asks for an objective."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

HEARD_WIDELY = 3
"""From this many sectors on, a theme asks for an objective: nothing that several sectors want is lost."""


class Mark(NamedTuple):
    """An answer (its id) of a sector (its key) that speaks of a theme (its id), in any of its passages."""

    theme: int
    sector: str
    answer: int


class Spread(StrEnum):
    """How widely a theme was heard among the sectors that answered."""

    NOT_HEARD = "not_heard"
    ONE_SIDED = "one_sided"
    SOME = "some"
    SHARED = "shared"


@dataclass(frozen=True)
class ThemeCount:
    """One theme: distinct answers by sector (every sector that answered, in order), and how it is spread."""

    theme: int
    cells: dict[str, int]

    @property
    def total(self) -> int:
        """Distinct answers altogether; an answer has one sector, so cells never count it twice."""
        return sum(self.cells.values())

    @property
    def heard_in(self) -> int:
        """In how many sectors it was heard."""
        return sum(1 for number in self.cells.values() if number)

    @property
    def spread(self) -> Spread:
        """Shared: in more than half of the sectors that answered. One-sided: in one only."""
        if self.heard_in == 0:
            return Spread.NOT_HEARD
        if self.heard_in == 1:
            return Spread.ONE_SIDED
        return Spread.SHARED if 2 * self.heard_in > len(self.cells) else Spread.SOME


def count(themes: Sequence[int], sectors: Sequence[str], marks: Iterable[Mark]) -> list[ThemeCount]:
    """Distinct answers per theme and sector, in the order given; marks of others do not count."""
    answers: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for mark in marks:
        answers[mark.theme, mark.sector].add(mark.answer)
    return [
        ThemeCount(theme, {sector: len(answers.get((theme, sector), ())) for sector in sectors})
        for theme in themes
    ]


def waiting(counts: Iterable[ThemeCount], served: Collection[int]) -> list[ThemeCount]:
    """Themes heard in three sectors or more that no objective takes up, the most heard first.

    `served` are the ids of themes that have an objective.
    """
    left = [row for row in counts if row.heard_in >= HEARD_WIDELY and row.theme not in served]
    return sorted(left, key=lambda row: -row.total)


class Group(StrEnum):
    """Sectors as a sentence about an objective puts them together."""

    GOVERNMENT = "government"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL = "international"
    OTHERS = "others"


_GROUPS = {
    "central_government": Group.GOVERNMENT,
    "local_government": Group.GOVERNMENT,
    "civil_society": Group.CIVIL_SOCIETY,
    "international_ngo": Group.INTERNATIONAL,
    "intergovernmental": Group.INTERNATIONAL,
    "donor": Group.INTERNATIONAL,
}


def group_of(sector: str) -> Group:
    """The group of a sector's key; a sector that an administrator added belongs to the others."""
    return _GROUPS.get(sector, Group.OTHERS)


@dataclass(frozen=True)
class Provenance:
    """Where an objective comes from: distinct answers behind its themes, by group (those that said it)."""

    answers: int
    groups: Mapping[Group, int]


def provenance(themes: Collection[int], marks: Iterable[Mark]) -> Provenance:
    """The answers that speak of at least one of these themes."""
    sector_of = {mark.answer: mark.sector for mark in marks if mark.theme in themes}
    found = Counter(group_of(sector) for sector in sector_of.values())
    return Provenance(len(sector_of), {group: found[group] for group in Group if found[group]})
