"""A division of the country: every district belongs to exactly one forum of the kind. What is missing, what is double."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

District = TypeVar("District", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Division(Generic[District, Group]):
    """Who has which district; `missing` belong to no group, `double` to several, both in the order of the districts."""

    groups: Mapping[District, tuple[Group, ...]]
    missing: tuple[District, ...] = ()
    double: tuple[tuple[District, tuple[Group, ...]], ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Every district is in exactly one group."""
        return not self.missing and not self.double

    def group(self, district: District) -> Group | None:
        """The group a district belongs to; of several, the first."""
        found = self.groups.get(district, ())
        return found[0] if found else None


def divide_districts(
    districts: Sequence[District], groups: Mapping[Group, Collection[District]]
) -> Division[District, Group]:
    """How these groups divide these districts; groups keep their order."""
    found = {
        one: tuple(group for group, having in groups.items() if one in having) for one in districts
    }
    return Division(
        found,
        tuple(one for one in districts if not found[one]),
        tuple((one, found[one]) for one in districts if len(found[one]) > 1),
    )


def districts_taken(
    chosen: Collection[District], others: Mapping[Group, Collection[District]]
) -> dict[Group, list[District]]:
    """Which of the chosen districts other groups have already, by group, in the order chosen."""
    found = {
        group: [one for one in dict.fromkeys(chosen) if one in having]
        for group, having in others.items()
    }
    return {group: double for group, double in found.items() if double}


def districts_left(having: Collection[District], chosen: Collection[District]) -> list[District]:
    """What a group keeps when another one takes the chosen districts over."""
    return [one for one in having if one not in chosen]
