"""In what people of a café differ, and what the engine is told to even and to want at every table.

A café keeps `mix` as `[{"trait", "weight", "value", "amount", "must"}]` (`value` empty: nothing is wanted); without it sector
and county are mixed. A trait of the organiser's own is called `own:` and the name of its column. The representative way evens
every trait that is known of anybody, besides what was chosen. Units: shares of the people at a table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .floor import CAPITAL, CafeFloor, Guest
from .models import Priority

MOST = 8
"""Traits that are evened at once, at most; the engine's own limit."""
OWN = "own:"


class Trait(StrEnum):
    """In what people may differ, besides columns of the organiser's own. The first two the engine knows by these names."""

    SECTOR = "sector"
    REGION = "region"
    CAPITAL = "capital"
    LEVEL = "level"
    GENDER = "gender"
    LANGUAGE = "language"
    ORGANISATION = "organisation"
    FIRST = "first"


AT_HAND = (Trait.SECTOR, Trait.REGION)
"""What the engine is told of everybody."""


class TraitWeight(StrEnum):
    """How much a trait counts beside the others."""

    NONE = "none"
    LITTLE = "little"
    NORMAL = "normal"
    MUCH = "much"


WEIGHTS = {TraitWeight.LITTLE: 0.5, TraitWeight.NORMAL: 1, TraitWeight.MUCH: 3}


class Amount(StrEnum):
    """How many of the people at a table."""

    ONE = "one"
    QUARTER = "quarter"
    THIRD = "third"
    HALF = "half"
    ROOM = "room"


SHARES = {Amount.ONE: 0.01, Amount.QUARTER: 0.25, Amount.THIRD: 0.33, Amount.HALF: 0.5}
"""A hundredth of the people of a table is one of them."""
EVERY_TABLE = (Trait.LEVEL, Trait.GENDER, Trait.LANGUAGE, Trait.FIRST, Trait.SECTOR, Trait.CAPITAL)
"""Traits of which something may be wanted at every table; the others have too many values."""


@dataclass(frozen=True)
class ChosenTrait:
    """What was chosen about one trait; `value` empty: nothing is wanted of it."""

    trait: str
    weight: TraitWeight = TraitWeight.NORMAL
    value: str = ""
    amount: Amount = Amount.ONE
    must: bool = False


NEIGHBOURS = (str(Trait.REGION), "*")
"""Any two counties that share a border, as a wish about company names both."""


class Tie(StrEnum):
    """What people of one value need of those of another at their table."""

    BESIDE = "beside"
    NOT_ALONE = "not_alone"


@dataclass(frozen=True)
class CompanyWish:
    """Where people who are `near` (a trait and its value) sit, there is somebody who is `other`; or the two are never alone."""

    near: tuple[str, str]
    tie: Tie
    other: tuple[str, str]
    must: bool = False

    @property
    def code(self) -> str:
        """What tells it from others on a page."""
        return "|".join(("=".join(self.near), self.tie.value, "=".join(self.other)))

    def told(self) -> dict[str, Any]:
        """As the engine is told it."""
        near, other = (
            {"attribute": str(trait), "value": value} for trait, value in (self.near, self.other)
        )
        if self.tie is Tie.NOT_ALONE:
            return {"where": [near, other], "hard": self.must}
        return {"where": [near], "want": other, "hard": self.must}

    def kept(self) -> dict[str, Any]:
        """As the café keeps it."""
        return {
            "near": list(self.near),
            "tie": self.tie.value,
            "other": list(self.other),
            "must": self.must,
        }


def wishes_from(rows: Iterable[Mapping[str, Any]]) -> list[CompanyWish]:
    """What a café keeps of it, read."""
    return [
        CompanyWish(
            near=(one["near"][0], one["near"][1]),
            tie=Tie(one["tie"]),
            other=(one["other"][0], one["other"][1]),
            must=bool(one["must"]),
        )
        for one in rows
    ]


def trait_value(guest: Guest, trait: str) -> str:
    """What somebody is, in that trait; empty where nobody knows."""
    if trait == Trait.SECTOR:
        return guest.sector
    if trait == Trait.REGION:
        return guest.region
    if trait == Trait.ORGANISATION:
        return guest.organisation
    if trait == Trait.CAPITAL:
        return "" if not guest.region else "in" if guest.region == CAPITAL else "outside"
    return guest.traits.get(trait, "")


def traits_of(floor: CafeFloor) -> list[str]:
    """Every trait that may be chosen: those of all cafés, and the organiser's own columns."""
    return [*Trait, *(f"{OWN}{name}" for name in floor.cafe.columns or ())]


def is_different(floor: CafeFloor, trait: str) -> bool:
    """Whether people differ in it, as far as anybody knows; or it was chosen when they did."""
    return len(count_values(floor, trait)) > 1 or any(
        one["trait"] == trait for one in floor.cafe.mix or ()
    )


def may_want(trait: str) -> bool:
    """Whether something of it may be wanted at every table."""
    return trait in EVERY_TABLE or trait.startswith(OWN)


def count_values(floor: CafeFloor, trait: str) -> Counter[str]:
    """How many guests have each value."""
    return Counter(trait_value(guest, trait) for guest in floor.guests.values())


def chosen_of(floor: CafeFloor) -> dict[str, ChosenTrait]:
    """What was chosen, by trait; where nothing was, sector and county."""
    usual = [ChosenTrait(Trait.SECTOR), ChosenTrait(Trait.REGION)]
    return {one.trait: one for one in chosen_from(floor.cafe.mix or ()) or usual}


def chosen_from(rows: Iterable[Mapping[str, Any]]) -> list[ChosenTrait]:
    """What a café keeps, read. Raises KeyError or ValueError where it is no such thing."""
    return [
        ChosenTrait(
            trait=str(one["trait"]),
            weight=TraitWeight(one["weight"]),
            value=str(one["value"]),
            amount=Amount(one["amount"]),
            must=bool(one["must"]),
        )
        for one in rows
    ]


def kept_traits(chosen: Iterable[ChosenTrait]) -> list[dict[str, Any]]:
    """What the café keeps of it: nothing where it is what every café mixes."""
    rows = [one for one in chosen if one.weight is not TraitWeight.NONE or one.value]
    if {(one.trait, one.weight, one.value) for one in rows} == {
        (Trait.SECTOR, TraitWeight.NORMAL, ""),
        (Trait.REGION, TraitWeight.NORMAL, ""),
    }:
        return []
    return [
        {
            "trait": str(one.trait),
            "weight": one.weight.value,
            "value": one.value,
            "amount": one.amount.value,
            "must": one.must,
        }
        for one in rows
    ]


def evened_traits(floor: CafeFloor, way: Priority | str | None = None) -> Sequence[ChosenTrait]:
    """What is evened that way (none: the café's own): as chosen, or every trait that is known; nothing in which groups are alike."""
    chosen = chosen_of(floor)
    if Priority(way or floor.cafe.priority or Priority.MEET) is Priority.REPRESENTATIVE:
        for trait in traits_of(floor):
            if trait not in chosen and len(set(count_values(floor, trait)) - {""}) > 1:
                chosen[trait] = ChosenTrait(trait)
    if floor.cafe.alike:
        chosen.pop(floor.cafe.alike, None)
        return list(chosen.values())[:MOST] or [ChosenTrait(floor.cafe.alike, TraitWeight.NONE)]
    return list(chosen.values())[:MOST]


def is_usual(chosen: Iterable[ChosenTrait]) -> bool:
    """Whether it is what every café mixes."""
    return kept_traits(chosen) == []


def engine_mix(floor: CafeFloor, way: Priority | str | None = None) -> list[dict[str, Any]]:
    """What is evened as the engine is told it; nothing where it is what it does by itself."""
    chosen = evened_traits(floor, way)
    if is_usual(chosen):
        return []
    known = [one for one in chosen if one.trait in AT_HAND or _is_known(floor, one.trait)]
    return [_told(floor, one) for one in known or [ChosenTrait(Trait.SECTOR, TraitWeight.NONE)]]


def _is_known(floor: CafeFloor, trait: str) -> bool:
    """Whether it is known of anybody: those of whom it was may not come any more."""
    return any(trait_value(guest, trait) for guest in floor.guests.values())


def _told(floor: CafeFloor, one: ChosenTrait) -> dict[str, Any]:
    told: dict[str, Any] = {"attribute": str(one.trait), "weight": WEIGHTS.get(one.weight, 0)}
    if one.value:
        share = SHARES.get(one.amount) or share_in_room(count_values(floor, one.trait), one.value)
        told["at_least"] = {"value": one.value, "share": share, "hard": one.must}
    return told


def share_in_room(counts: Mapping[str, int], value: str) -> float:
    """How many of all have it, in whole hundredths, never more than there are."""
    return max(1, 100 * counts.get(value, 0) // max(1, sum(counts.values()))) / 100


def engine_attributes(guest: Guest, names: Iterable[str]) -> dict[str, str]:
    """What the engine is told of somebody, besides sector and region, which it is told anyway."""
    own = [name for name in names if name not in AT_HAND]
    return {name: value for name in own if (value := trait_value(guest, name))}
