"""How traits and their values are called, and what a seating made of what was chosen, in sentences."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...directory.models import Gender, Level
from ...directory.queries import all_sectors
from ...lib.text import capitalize_first
from ...web.i18n import LANGUAGES, _, _l, _n, label_of, pick_wording, register_labels
from ..floor import CafeFloor
from ..labels import by_trait
from ..traits import (
    NEIGHBOURS,
    OWN,
    Amount,
    CompanyWish,
    Tie,
    Trait,
    TraitWeight,
    trait_value,
    wishes_from,
)

register_labels(
    {
        Trait.SECTOR: _l("Sector"),
        Trait.REGION: _l("County"),
        Trait.CAPITAL: _l("From the capital or outside"),
        Trait.LEVEL: _l("Level of the office"),
        Trait.GENDER: _l("Gender"),
        Trait.LANGUAGE: _l("Language"),
        Trait.ORGANISATION: _l("Organisation (colleagues apart)"),
        Trait.FIRST: _l("Here for the first time"),
    }
)
register_labels(
    {
        TraitWeight.NONE: _l("Not mixed"),
        TraitWeight.LITTLE: _l("A little"),
        TraitWeight.NORMAL: _l("Mixed"),
        TraitWeight.MUCH: _l("Above all"),
    }
)
register_labels(
    {
        Tie.BESIDE: _l("there is also somebody from"),
        Tie.NOT_ALONE: _l("there is somebody else too, not only people from"),
    }
)
register_labels(
    {
        Amount.ONE: _l("one at each table"),
        Amount.QUARTER: _l("a quarter of each table"),
        Amount.THIRD: _l("a third of each table"),
        Amount.HALF: _l("half of each table"),
        Amount.ROOM: _l("the same share as in the room"),
    }
)
SHORT = {
    Trait.SECTOR: _l("sectors"),
    Trait.REGION: _l("counties"),
    Trait.CAPITAL: _l("capital and outside"),
    Trait.LEVEL: _l("levels"),
    Trait.GENDER: _l("genders"),
    Trait.LANGUAGE: _l("languages"),
    Trait.ORGANISATION: _l("organisations"),
    Trait.FIRST: _l("first-timers"),
}
"""What is mixed, inside a list."""
VALUES: dict[tuple[str, str], Any] = {
    (Trait.GENDER, Gender.WOMAN.value): _l("women"),
    (Trait.GENDER, Gender.MAN.value): _l("men"),
    (Trait.GENDER, Gender.OTHER.value): _l("another gender"),
    (Trait.CAPITAL, "in"): _l("from the capital"),
    (Trait.CAPITAL, "outside"): _l("from outside the capital"),
    (Trait.FIRST, "yes"): _l("here for the first time"),
    (Trait.FIRST, "no"): _l("here before"),
}
LARGEST = 6
"""Values of a trait that are named with their number; the others are counted together."""


def trait_called(trait: str) -> str:
    """The name of a trait; an own column is called what the organiser called it."""
    return trait.removeprefix(OWN) if trait.startswith(OWN) else label_of(Trait(trait))


def trait_in_list(trait: str) -> str:
    """The name of a trait inside a list of what is mixed."""
    return trait_called(trait) if trait.startswith(OWN) else str(SHORT[Trait(trait)])


def value_called(trait: str, value: str, called: Mapping[str, str]) -> str:
    """The name of a value; `called`: names of sectors and regions by key."""
    if (known := VALUES.get((trait, value))) is not None:
        return str(known)
    if trait == Trait.LEVEL:
        return label_of(Level(value))
    if trait == Trait.LANGUAGE:
        return LANGUAGES.get(value, value)
    return called.get(value, value)


def regions_called(floor: CafeFloor) -> dict[str, str]:
    """The names of the counties people come from, by key; the capital's is said by its place."""
    return {guest.region: guest.region_name for guest in floor.people.values() if guest.region_name}


def value_names(floor: CafeFloor) -> dict[str, str]:
    """The names of sectors and of the counties people come from, by key."""
    return {**regions_called(floor), **{one.key: pick_wording(one.name) for one in all_sectors()}}


def known_said(floor: CafeFloor, trait: str, called: Mapping[str, str]) -> str:
    """`women 41 · men 60 · not known 7`: who differs how, the largest first."""
    counts = Counter(trait_value(guest, trait) for guest in floor.guests.values())
    unknown = counts.pop("", 0)
    if not counts:
        return _("Not known of anybody")
    if len(counts) > LARGEST and max(counts.values()) == 1:
        return _("%(num)d different", num=len(counts))
    most = counts.most_common(LARGEST if len(counts) <= LARGEST else LARGEST - 1)
    said = [f"{value_called(trait, value, called)} {number}" for value, number in most]
    if more := len(counts) - len(most):
        said.append(_n("%(num)d more", "%(num)d more", more))
    if unknown:
        said.append(_("not known %(num)d", num=unknown))
    return " · ".join(said)


@dataclass(frozen=True)
class WantedShare:
    """What was wanted at every table, in one trait: at how many tables of all rounds it is so."""

    trait: str
    value: str
    tables: int
    met: int


def wanted_shares_in(metrics: Mapping[str, Any]) -> list[WantedShare]:
    """What was wanted at every table, as the engine counted it."""
    return [
        WantedShare(
            trait, one["at_least"]["value"], one["at_least"]["tables"], one["at_least"]["met"]
        )
        for trait, one in (metrics.get("mix") or {}).items()
        if isinstance(one, dict) and "at_least" in one
    ]


@dataclass(frozen=True)
class CompanyMet:
    """What tables were to have because of who sits there: at how many of all rounds it was needed, and at how many it is so."""

    wish: CompanyWish
    tables: int
    met: int


def company_in(metrics: Mapping[str, Any]) -> list[CompanyMet]:
    """Whether tables had the company they needed, as the engine counted it."""
    rows = [one for one in metrics.get("wants") or () if "tie" in one]
    return [
        CompanyMet(wish, one["tables"], one["met"])
        for wish, one in zip(wishes_from(rows), rows, strict=True)
    ]


def company_said(rows: Iterable[CompanyMet], called: Mapping[str, str]) -> list[str]:
    """Whether people have the company they need."""
    said = []
    for one in rows:
        near, other = (value_called(*part, called) for part in (one.wish.near, one.wish.other))
        left, values = one.tables - one.met, {"near": near, "other": other, "all": one.tables}
        if one.wish.near == NEIGHBOURS:
            said.append(
                _n(
                    "At %(num)d table of all rounds, two counties that share a border are alone together.",
                    "At %(num)d tables of all rounds, two counties that share a border are alone together.",
                    left,
                )
                if left
                else _("Two counties that share a border are nowhere alone together.")
            )
        elif one.wish.tie is Tie.NOT_ALONE and not left:
            said.append(_("Never alone together at a table: %(near)s and %(other)s.", **values))
        elif one.wish.tie is Tie.NOT_ALONE:
            said.append(
                _n(
                    "Alone together at %(num)d table of all rounds: %(near)s and %(other)s.",
                    "Alone together at %(num)d tables of all rounds: %(near)s and %(other)s.",
                    left,
                    **values,
                )
            )
        elif not left:
            said.append(_("At every table with “%(near)s” there is “%(other)s”.", **values))
        else:
            said.append(
                _n(
                    "“%(other)s” is missing at %(num)d of %(all)d tables with “%(near)s”.",
                    "“%(other)s” is missing at %(num)d of %(all)d tables with “%(near)s”.",
                    left,
                    **values,
                )
            )
    return said


def kept_company_said(alike: str, pure: tuple[int, int], *, keeps: bool) -> str:
    """That people are together by county, or with the same ones in every round (`keeps`); nothing where they meet others.

    `pure`: at how many tables all are of one value, of how many with people.
    """
    said = []
    if alike:
        at, filled = pure
        said = [
            _("People are together %(by)s:", by=by_trait(alike)),
            _("no table has people of more than one.")
            if at == filled
            else _n(
                "at %(num)d of %(all)d tables everybody is of the same kind, at the others of "
                "several kinds.",
                "at %(num)d of %(all)d tables everybody is of the same kind, at the others of "
                "several kinds.",
                at,
                all=filled,
            ),
        ]
    if keeps:
        said.append(_("The same people are together in all rounds."))
    return " ".join(said)


def wish_said(wish: CompanyWish, called: Mapping[str, str]) -> str:
    """A wish about company, in one line."""
    near, other = (value_called(*part, called) for part in (wish.near, wish.other))
    if wish.near == NEIGHBOURS:
        said = _("Two counties that share a border are never alone together.")
    elif wish.tie is Tie.NOT_ALONE:
        said = _("“%(near)s” and “%(other)s” are never alone together.", near=near, other=other)
    else:
        said = _("Where “%(near)s” sits, there is “%(other)s”.", near=near, other=other)
    return f"{said} {_('A rule.') if wish.must else _('A wish.')}"


def evened_in(metrics: Mapping[str, Any]) -> list[str]:
    """The traits a seating was evened in; none where they are the usual ones."""
    named = (metrics.get("mix") or {}).get("attributes") or {}
    return [trait for trait, weight in named.items() if weight]


def wanted_said(rows: Iterable[WantedShare], called: Mapping[str, str], paid: int = 0) -> list[str]:
    """Whether every table has what was wanted there; `paid`: the meetings again that it has cost."""
    said = []
    for one in rows:
        who = value_called(one.trait, one.value, called)
        values = {"who": capitalize_first(who), "all": one.tables}
        if one.met == one.tables:
            said.append(_("%(who)s: as many as you wanted at every table.", **values))
        else:
            said.append(
                _n(
                    "%(who)s: fewer than you wanted at %(num)d of %(all)d tables of all rounds.",
                    "%(who)s: fewer than you wanted at %(num)d of %(all)d tables of all rounds.",
                    one.tables - one.met,
                    **values,
                )
            )
    if said and paid:
        said.append(
            _n(
                "Without this, %(num)d pair would not meet again.",
                "Without this, %(num)d pairs would not meet again.",
                paid,
            )
        )
    return said
