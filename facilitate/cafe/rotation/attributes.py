"""What is evened over the tables: sector and region, or up to eight attributes that the event names in its `mix`.

Rule: `mix` is a list of {"attribute", "weight", "at_least": {"value", "share", "hard"}}; a person carries
`"attributes": {"gender": "f", …}`, and `sector` and `region` are attributes by their own fields. No value is a value of its own.
Without `mix`, or with an empty one, sector and region weigh the same. Weight 0: counted, not evened. Units: shares are exact
fractions of the people of a table, `weight` is what the unevenness of one attribute counts beside the others.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, isfinite
from typing import Any, NamedTuple

from .reasons import is_sequence, refuse_event

OWN = ("sector", "region")
"""Attributes that are fields of a participant."""
MOST = 8
HEAVIEST = 1_000
TAKEN = ("attributes", "mix_index", "off", "ss", "ss_lb")
"""Names the metrics use for themselves."""


class AtLeast(NamedTuple):
    """At every table so large a share of people with one value; `hard`: a rule, not a wish."""

    value: Any
    number: int  # of the value; -1: nobody has it
    share: Fraction
    hard: bool

    def need(self, people: int) -> int:
        """How many of so many people."""
        return ceil(self.share * people)


class Attribute(NamedTuple):
    """One thing in which people differ."""

    name: str
    weight: Fraction
    value: list[int]  # of each person
    labels: list[str]
    at_least: AtLeast | None = None


def number_values(values: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """Each value's number, in the order they first appear, and the values."""
    known: dict[Any, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return numbers, list(known)


def event_attributes(event: Mapping[str, Any]) -> list[Attribute]:
    """All attributes that are counted: those of `mix`, then sector and region where it does not name them."""
    mix = event.get("mix") or []
    guests = event["participants"]
    named = [mix_attribute(one, guests) for one in mix]
    usual = Fraction(0 if mix else 1)
    for name in OWN:
        if name not in [one.name for one in named]:
            value, labels = number_values([guest.get(name) for guest in guests])
            named.append(Attribute(name, usual, value, [str(label) for label in labels]))
    return named


def mix_attribute(one: Mapping[str, Any], guests: Sequence[Mapping[str, Any]]) -> Attribute:
    """One attribute as `mix` names it."""
    name = one["attribute"]
    value, labels = number_values([guest_value(guest, name) for guest in guests])
    wanted = one.get("at_least")
    at_least = None
    if wanted:
        number = labels.index(wanted["value"]) if wanted["value"] in labels else -1
        share = Fraction(str(wanted["share"]))
        at_least = AtLeast(wanted["value"], number, share, bool(wanted.get("hard")))
    weight = one.get("weight")
    return Attribute(
        name=name,
        weight=Fraction(1 if weight is None else str(weight)),
        value=value,
        labels=["none" if label is None else str(label) for label in labels],
        at_least=at_least,
    )


def guest_value(guest: Mapping[str, Any], name: str) -> Any:
    """A person's value; None where there is none."""
    own = guest.get(name) if name in OWN else None
    return (guest.get("attributes") or {}).get(name) if own is None else own


def check_attributes(event: Mapping[str, Any]) -> None:
    """Raise Malformed at the first thing in `attributes` or `mix` that contradicts the format."""
    known = set(OWN)
    for guest in event["participants"]:
        own = guest.get("attributes")
        if own is not None and not isinstance(own, Mapping):
            refuse_event(f"{guest['id']}: attributes must be named values.", guest["id"])
        for name, value in (own or {}).items():
            if not is_value(value):
                refuse_event(f"{guest['id']}: {name} must be text or a number.", guest["id"])
            known.add(name)
    mix = event.get("mix")
    if mix is not None and not is_sequence(mix):
        refuse_event("“mix” must be a list of attributes.")
    if len(mix or []) > MOST:
        refuse_event(f"“mix” names {len(mix or [])} attributes; at most {MOST} can be evened.")
    names: set[str] = set()
    for one in mix or []:
        if not isinstance(one, Mapping) or not isinstance(one.get("attribute"), str):
            refuse_event(f"“mix” must hold attributes by name, not {one!r}.")
        name = one["attribute"]
        if name in TAKEN:
            refuse_event(f"An attribute cannot be called {name}; give it another name.")
        if name not in known:
            refuse_event(f"“mix” names {name}, an attribute that no participant has.")
        if name in names:
            refuse_event(f"“mix” names {name} twice.")
        names.add(name)
        check_attribute(one, name)


def check_attribute(one: Mapping[str, Any], name: str) -> None:
    """The weight of one attribute, and what it wants at least."""
    weight, wanted = one.get("weight"), one.get("at_least")
    if weight is not None and not (is_number(weight) and 0 <= weight <= HEAVIEST):
        refuse_event(f"The weight of {name} must be a number from 0 to {HEAVIEST}, not {weight!r}.")
    if wanted is None:
        return
    if not isinstance(wanted, Mapping) or "value" not in wanted or "share" not in wanted:
        refuse_event(f"“at_least” of {name} must have a value and a share, not {wanted!r}.")
    if not is_value(wanted["value"]):
        refuse_event(f"“at_least” of {name}: the value must be text or a number.")
    share, hard = wanted["share"], wanted.get("hard")
    if not (is_number(share) and 0 <= share <= 1):
        refuse_event(
            f"“at_least” of {name}: the share must be a number from 0 to 1, not {share!r}."
        )
    if not isinstance(hard, bool | None):
        refuse_event(f"“at_least” of {name}: hard must be true or false, not {hard!r}.")


def is_number(value: Any) -> bool:
    """A finite number, and not True or False."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def is_value(value: Any) -> bool:
    """Something two people can have in common: text, a number, yes or no, nothing."""
    return isinstance(value, str | bool | None) or is_number(value)
