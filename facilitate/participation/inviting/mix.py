"""How far the list is from the mix that is wanted: shares counted live, and how many more would reach them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..models import Standing, TargetKind


class InviteeOrigin(StrEnum):
    """Where somebody comes from, seen from the capital."""

    OUTSIDE = "outside"
    CAPITAL = "capital"
    UNKNOWN = "unknown"

    @classmethod
    def of(
        cls, district_is_capital: bool | None, county_has_capital: bool | None
    ) -> "InviteeOrigin":
        """The district decides; without one, a county that is not the capital's is outside; else it is not known."""
        if district_is_capital is not None:
            return cls.CAPITAL if district_is_capital else cls.OUTSIDE
        return cls.UNKNOWN if county_has_capital is None or county_has_capital else cls.OUTSIDE


ON_THE_LIST = frozenset(
    {Standing.LISTED, Standing.INVITED, Standing.COMING, Standing.WAITING, Standing.ATTENDED}
)
"""Who may come: everybody but those who cannot, or send somebody else."""
COMING = frozenset({Standing.COMING, Standing.ATTENDED})


@dataclass(frozen=True)
class InviteeGroup:
    """So many people of the list who are alike; county and gender are keys, empty where not known."""

    standing: Standing
    sector: str
    county: str
    place: InviteeOrigin
    gender: str
    people: int


@dataclass(frozen=True)
class TargetWish:
    """A target as a value: of these keys together at least so many percent; of every county so many people."""

    kind: TargetKind
    keys: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class TargetShare:
    """How many of how many there are; `unknown` are left out, because nobody knows of them."""

    have: int
    total: int
    unknown: int
    least: int

    @property
    def met(self) -> bool:
        """Whether the share is reached; of nobody it is not."""
        return self.total > 0 and 100 * self.have >= self.least * self.total

    @property
    def part(self) -> float:
        """The share there is, from 0 to 1."""
        return self.have / self.total if self.total else 0.0

    @property
    def more(self) -> int | None:
        """The fewest people to add who would reach the share – they make the whole larger, too. None: none ever would."""
        if self.met:
            return 0
        if self.total == 0:
            return 1
        if self.least >= 100:
            return None
        return -(-(self.least * self.total - 100 * self.have) // (100 - self.least))

    @property
    def instead(self) -> int:
        """The fewest people to take in place of others, the whole staying as large as it is."""
        return 0 if self.met else -(-(self.least * self.total - 100 * self.have) // 100)


@dataclass(frozen=True)
class TargetCounties:
    """The counties with fewer than wanted, and how many each has; `all` counties there are."""

    short: Mapping[str, int]
    all: int
    least: int

    @property
    def met(self) -> bool:
        return not self.short

    @property
    def enough(self) -> int:
        """How many counties have enough."""
        return self.all - len(self.short)

    @property
    def part(self) -> float:
        return self.enough / self.all if self.all else 0.0

    @property
    def more(self) -> int:
        """How many people are missing in all."""
        return sum(self.least - have for have in self.short.values())


TargetResult = TargetShare | TargetCounties


def measure_target(
    wish: TargetWish,
    groups: Iterable[InviteeGroup],
    counties: Sequence[str],
    standings: frozenset[Standing],
) -> TargetResult:
    """How far these people are from the wish; `counties` are all there are, in the order they are told."""
    here = [group for group in groups if group.standing in standings]
    if wish.kind is TargetKind.EVERY_COUNTY:
        have = dict.fromkeys(counties, 0)
        for group in here:
            if group.county in have:
                have[group.county] += group.people
        short = {county: number for county, number in have.items() if number < wish.least}
        return TargetCounties(short, len(counties), wish.least)
    known = [group for group in here if _known(wish.kind, group)]
    total = sum(group.people for group in known)
    fits = sum(group.people for group in known if _fits(wish, group))
    return TargetShare(fits, total, sum(group.people for group in here) - total, wish.least)


def _known(kind: TargetKind, group: InviteeGroup) -> bool:
    if kind is TargetKind.OUTSIDE:
        return group.place is not InviteeOrigin.UNKNOWN
    return kind is not TargetKind.GENDER or bool(group.gender)


def _fits(wish: TargetWish, group: InviteeGroup) -> bool:
    if wish.kind is TargetKind.OUTSIDE:
        return group.place is InviteeOrigin.OUTSIDE
    return (group.gender if wish.kind is TargetKind.GENDER else group.sector) in wish.keys
