"""Everybody of an event as they stand at the door on one day: found by name, by letter, by organisation. Values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ...directory.search import PAGE, Listing, page_of_rows
from ...lib.text import albanian_key, index_letter, plain_text
from ..models import ParticipantRole, Standing

EXPECTED = (Standing.COMING, Standing.ATTENDED)


class DoorFilter(StrEnum):
    """Whom the list holds."""

    ALL = "all"
    MISSING = "missing"
    THERE = "there"


@dataclass(frozen=True)
class DoorEntry:
    """Somebody in the list, as the list at the door, the roll and the badge show them; `queries.door_entries` fills it.

    `since`: when they came that day. `door`: the door that checked them in; `place`: that door or, without one, who did it.
    `told`: what other rooms say of them that day, such as their tables.
    """

    id: int
    given: str
    family: str
    office: str
    sector: str
    letter: str
    standing: Standing
    parts: tuple[ParticipantRole, ...] = (ParticipantRole.PARTICIPANT,)
    walk_in: bool = False
    interpreter: bool = False
    since: datetime | None = None
    door: str = ""
    place: str = ""
    told: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def expected(self) -> bool:
        """Whether they have said that they come, or have come on another day."""
        return self.since is not None or self.standing in EXPECTED

    @property
    def missing(self) -> bool:
        """Expected, and not there yet."""
        return self.since is None and self.standing in EXPECTED


@dataclass(frozen=True)
class DoorSearch:
    """What the page is asked for: words, a letter, an organisation, and whom to show."""

    q: str = ""
    letter: str = ""
    office: str = ""
    show: DoorFilter = DoorFilter.ALL
    page: int = 1


@dataclass(frozen=True)
class DoorCount:
    """How many are there, how many are expected in all, how many of them are still missing."""

    there: int
    expected: int
    missing: int


def count_entries(entries: Iterable[DoorEntry]) -> DoorCount:
    """Count the list."""
    rows = list(entries)
    return DoorCount(
        sum(one.since is not None for one in rows),
        sum(one.expected for one in rows),
        sum(one.missing for one in rows),
    )


def first_letters(entries: Iterable[DoorEntry]) -> list[str]:
    """The letters names begin with, in Albanian order."""
    return sorted({index_letter(one.name) for one in entries} - {""}, key=albanian_key)


def office_names(entries: Iterable[DoorEntry]) -> list[str]:
    """The organisations, in Albanian order."""
    return sorted({one.office for one in entries}, key=albanian_key)


def find_entries(entries: Sequence[DoorEntry], wanted: DoorSearch) -> Listing[DoorEntry]:
    """One page of those who fit, in the order of their names."""
    shown = [
        one
        for one in entries
        if (not wanted.letter or index_letter(one.name) == wanted.letter)
        and (not wanted.office or plain_text(one.office) == plain_text(wanted.office))
        and (wanted.show is not DoorFilter.THERE or one.since)
        and (wanted.show is not DoorFilter.MISSING or one.missing)
    ]
    return page_of_rows(((one, one.name, one.office) for one in shown), wanted.q, wanted.page, PAGE)


def sort_entries(entries: Iterable[DoorEntry], *, by_office: bool = False) -> list[DoorEntry]:
    """By name, or by organisation and then by name."""
    if by_office:
        return sorted(
            entries, key=lambda one: (albanian_key(one.office), albanian_key(one.name), one.id)
        )
    return sorted(
        entries, key=lambda one: (albanian_key(one.name), albanian_key(one.office), one.id)
    )
