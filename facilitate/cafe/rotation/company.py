"""What a table needs because of who sits there (`wants`): an interpreter beside who needs one, somebody else beside two neighbours.

Rule: at every table of an open round at which somebody of each `where` sits, there is somebody of `want`; without `want` somebody
who is none of `where`. A wish is counted and worked for; a rule (`hard`) holds in every seating that leaves the engine. Refused with
a proof: nobody of `want` is there · so few are there that their tables have no seats for all of `where`.
Units: people, tables; rounds count from 0 in the value and from 1 in the sentence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .attributes import guest_value, is_value
from .reasons import is_sequence, refuse_event

MOST = 40


class CompanyRule:
    """One of them: sets of people, as bits and as ids (for the judge)."""

    def __init__(self, one: Mapping[str, Any], guests: Sequence[Mapping[str, Any]]) -> None:
        self.hard = bool(one.get("hard"))
        sets = [people_with_value(part, guests) for part in one["where"]]
        wanted = one.get("want")
        near = {p for part in sets for p in part}
        people = (
            set(range(len(guests))) - near
            if wanted is None
            else set(people_with_value(wanted, guests))
        )
        self.near, self.people = (
            [sum(1 << p for p in part) for part in sets],
            sum(1 << p for p in people),
        )
        self.near_ids = [frozenset(guests[p]["id"] for p in part) for part in sets]
        self.ids = frozenset(guests[p]["id"] for p in people)
        where = " and ".join(map(company_text, one["where"]))
        self.text = f"somebody {'else' if wanted is None else f'with {company_text(wanted)}'} beside {where}"

    def missing(self, table: int) -> int:
        """1 where somebody is missing at a table, given as bits."""
        return int(not table & self.people and all(table & part for part in self.near))

    def differs(self, a: int, b: int) -> bool:
        """Whether it matters which of the two sits at a table."""
        return any((part >> a & 1) != (part >> b & 1) for part in (self.people, *self.near))


def people_with_value(part: Mapping[str, Any], guests: Sequence[Mapping[str, Any]]) -> list[int]:
    """Who has that value."""
    return [
        p
        for p, guest in enumerate(guests)
        if guest_value(guest, part["attribute"]) == part["value"]
    ]


def company_text(part: Mapping[str, Any]) -> str:
    """`language sq`."""
    return f"{part['attribute']} {part['value']}"


def company_rules(event: Mapping[str, Any]) -> list[CompanyRule]:
    """All that the event wants."""
    return [CompanyRule(one, event["participants"]) for one in event.get("wants") or ()]


def check_companies(wants: Any) -> None:
    """Raise Malformed at the first thing in `wants` that contradicts the format."""
    if wants is not None and not is_sequence(wants):
        refuse_event("“wants” must be a list.")
    if len(wants or ()) > MOST:
        refuse_event(f"“wants” names {len(wants)} things; at most {MOST} can be wanted.")
    for one in wants or ():
        where = one.get("where") if isinstance(one, Mapping) else None
        if not is_sequence(where) or not where:
            refuse_event(f"“wants” must say where, not {one!r}.")
        wanted = one.get("want")
        for part in [*(where or ()), *([] if wanted is None else [wanted])]:
            named = isinstance(part, Mapping) and isinstance(part.get("attribute"), str)
            if not named or not is_value(part.get("value")):
                refuse_event(f"“wants” must name an attribute and a value, not {part!r}.")
        if not isinstance(one.get("hard"), bool | None):
            refuse_event(f"“wants”: hard must be true or false, not {one.get('hard')!r}.")
