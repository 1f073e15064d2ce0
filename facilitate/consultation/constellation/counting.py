"""Counting themes: how many answers speak of each, who shares it, who is against, what asks for an objective.

Everything is counted from voices: answers that are alike in sector and place and speak of the same themes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeVar

from ...directory.models import FORUM_SECTOR

HEARD_WIDELY = 3
"""From this many sectors on, a theme asks for an objective: nothing that several sectors want is lost."""

Column = TypeVar("Column")


class ThemeVoice(NamedTuple):
    """A number of answers of one sector (its key) and place that speak of the same themes (their ids).

    `county` is an id; it and `capital` are empty where the answers do not say where they come from. An answer
    may speak for a theme in one passage and against it in another.
    """

    sector: str
    county: int | None
    capital: bool | None
    speaks_for: frozenset[int]
    against: frozenset[int]
    answers: int

    @property
    def themes(self) -> frozenset[int]:
        """What they speak of, one way or the other."""
        return self.speaks_for | self.against


class Spread(StrEnum):
    """How widely a theme was heard among the sectors that answered."""

    NOT_HEARD = "not_heard"
    ONE_SIDED = "one_sided"
    SOME = "some"
    SHARED = "shared"


@dataclass(frozen=True)
class ThemeCount:
    """One theme: distinct answers by sector (every sector that answered, in order), and on which side they are.

    `speaks_for` and `against` are distinct answers; one that is on both sides counts in both.
    """

    theme: int
    cells: dict[str, int]
    speaks_for: int = 0
    against: int = 0

    @property
    def total(self) -> int:
        """Distinct answers altogether; an answer has one sector, so cells never count it twice."""
        return sum(self.cells.values())

    @property
    def sectors(self) -> list[str]:
        """The sectors that answered; forums are none."""
        return [key for key in self.cells if key != FORUM_SECTOR]

    @property
    def heard_in(self) -> int:
        """In how many sectors it was heard."""
        return sum(1 for key in self.sectors if self.cells[key])

    @property
    def only(self) -> str:
        """The one sector it was heard in, or forums where no sector spoke of it; else empty."""
        heard = [key for key in self.sectors if self.cells[key]]
        if heard:
            return heard[0] if len(heard) == 1 else ""
        return FORUM_SECTOR if self.total else ""

    @property
    def spread(self) -> Spread:
        """Shared: in more than half of the sectors that answered. One-sided: in one only."""
        if self.total == 0:
            return Spread.NOT_HEARD
        if self.only:
            return Spread.ONE_SIDED
        return Spread.SHARED if 2 * self.heard_in > len(self.sectors) else Spread.SOME

    @property
    def contested(self) -> bool:
        """Whether coders marked opposing views."""
        return self.speaks_for > 0 and self.against > 0


def count_themes(
    themes: Sequence[int], sectors: Sequence[str], voices: Iterable[ThemeVoice]
) -> list[ThemeCount]:
    """Distinct answers per theme and sector, in the order given; what others speak of does not count."""
    voices = list(voices)
    cells = theme_matrix(themes, sectors, voices, [voice.sector for voice in voices])
    sides, others = Counter[int](), Counter[int]()
    for voice in voices:
        for theme in voice.speaks_for:
            sides[theme] += voice.answers
        for theme in voice.against:
            others[theme] += voice.answers
    return [ThemeCount(theme, cells[theme], sides[theme], others[theme]) for theme in themes]


def theme_matrix(
    themes: Sequence[int],
    columns: Sequence[Column],
    voices: Sequence[ThemeVoice],
    column_of: Sequence[Column],
) -> dict[int, dict[Column, int]]:
    """Distinct answers per theme and column (a sector, a county …), both in the order given.

    `column_of` is the column of each voice.
    """
    cells = {theme: dict.fromkeys(columns, 0) for theme in themes}
    for voice, column in zip(voices, column_of, strict=True):
        for theme in voice.themes:
            if theme in cells and column in cells[theme]:
                cells[theme][column] += voice.answers
    return cells


def waiting_themes(counts: Iterable[ThemeCount], served: Collection[int]) -> list[ThemeCount]:
    """Themes heard in three sectors or more that no objective takes up, the most heard first.

    `served` are the ids of themes that have an objective.
    """
    left = [row for row in counts if row.heard_in >= HEARD_WIDELY and row.theme not in served]
    return sorted(left, key=lambda row: -row.total)


class SectorGroup(StrEnum):
    """Sectors as a sentence about an objective puts them together."""

    GOVERNMENT = "government"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL = "international"
    OTHERS = "others"
    FORUMS = "forums"


_GROUPS = {
    "central_government": SectorGroup.GOVERNMENT,
    "local_government": SectorGroup.GOVERNMENT,
    "civil_society": SectorGroup.CIVIL_SOCIETY,
    "international_ngo": SectorGroup.INTERNATIONAL,
    "intergovernmental": SectorGroup.INTERNATIONAL,
    "donor": SectorGroup.INTERNATIONAL,
    FORUM_SECTOR: SectorGroup.FORUMS,
}


def group_of(sector: str) -> SectorGroup:
    """The group of a sector's key; a sector that an administrator added belongs to the others."""
    return _GROUPS.get(sector, SectorGroup.OTHERS)


@dataclass(frozen=True)
class Provenance:
    """Where an objective comes from: distinct answers behind its themes, by group (those that said it)."""

    answers: int
    groups: Mapping[SectorGroup, int]


def count_speakers(themes: Collection[int], voices: Iterable[ThemeVoice]) -> Counter[str]:
    """The answers that speak of at least one of these themes, by sector."""
    found = Counter[str]()
    for voice in voices:
        if not voice.themes.isdisjoint(themes):
            found[voice.sector] += voice.answers
    return found


def provenance_of_themes(themes: Collection[int], voices: Iterable[ThemeVoice]) -> Provenance:
    """The answers that speak of at least one of these themes."""
    found = Counter[SectorGroup]()
    for sector, answers in count_speakers(themes, voices).items():
        found[group_of(sector)] += answers
    return Provenance(found.total(), {group: found[group] for group in SectorGroup if found[group]})


@dataclass(frozen=True)
class Sources:
    """The answers behind everything the event is to reach.

    `of_objective` and `of_goal` are the ids of the themes behind an objective and behind a goal; behind a goal
    are those that point to it and those of its objectives.
    """

    voices: Sequence[ThemeVoice]
    of_objective: Mapping[int, frozenset[int]] = field(default_factory=dict)
    of_goal: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All answers, also those that speak of no theme."""
        return sum(voice.answers for voice in self.voices)

    def objective(self, objective: int) -> Provenance:
        """The answers behind an objective (its id)."""
        return self.themes(self.of_objective.get(objective, frozenset()))

    def goal(self, goal: int) -> Provenance:
        """The answers behind a goal (its id)."""
        return self.themes(self.of_goal.get(goal, frozenset()))

    def themes(self, themes: Collection[int]) -> Provenance:
        """The answers that speak of at least one of these themes (their ids)."""
        return provenance_of_themes(themes, self.voices)
