"""Whether two people may be kept apart or together beside what is asked already: contradictions, found before any search."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..floor import CafeFloor
from ..models import Bond

Pairs = Sequence[tuple[Bond, str, str]]


class BondClash(StrEnum):
    """Why two people cannot be bound so."""

    SELF = "self"
    ALREADY = "already"
    TOGETHER = "together"
    APART = "apart"
    HOSTS = "hosts"
    SIZE = "size"


@dataclass(frozen=True)
class Contradiction:
    """One reason against a bond; `who` are the people it is about (keys), `number` the seats there are."""

    clash: BondClash
    who: tuple[str, ...] = ()
    number: int = 0


def together_with(pairs: Pairs, key: str) -> set[str]:
    """Everybody who sits where they sit, they among them: who is together with somebody is so with their companions."""
    found, open_ = {key}, [key]
    while open_:
        one = open_.pop()
        for kind, a, b in pairs:
            if kind is Bond.TOGETHER and one in (a, b):
                other = b if one == a else a
                if other not in found:
                    found.add(other)
                    open_.append(other)
    return found


def find_contradiction(floor: CafeFloor, kind: Bond, a: str, b: str) -> Contradiction | None:
    """What speaks against keeping `a` and `b` apart or together, or nothing. Whether all bonds at once leave a seating
    is for the engine to say."""
    if a == b:
        return Contradiction(BondClash.SELF)
    if any(one is kind and {a, b} == {x, y} for one, x, y in floor.pairs):
        return Contradiction(BondClash.ALREADY)
    mine = together_with(floor.pairs, a)
    if kind is Bond.APART:
        return Contradiction(BondClash.TOGETHER, (a, b)) if b in mine else None
    if b in mine:
        return Contradiction(BondClash.ALREADY)
    return _together(floor, mine, together_with(floor.pairs, b))


def _together(floor: CafeFloor, mine: set[str], theirs: set[str]) -> Contradiction | None:
    for one, x, y in floor.pairs:
        if one is Bond.APART and ((x in mine and y in theirs) or (y in mine and x in theirs)):
            return Contradiction(BondClash.APART, (x, y))
    hosts = [
        next((key for key in sorted(group) if key in floor.host_at), "") for group in (mine, theirs)
    ]
    if all(hosts):
        return Contradiction(BondClash.HOSTS, tuple(hosts))
    host = hosts[0] or hosts[1]
    if floor.tables:
        seats = max(table.seats for table in floor.tables)
        seats = floor.table_by_id[floor.host_at[host]].seats if host else seats
        if len(mine | theirs) > seats:
            return Contradiction(BondClash.SIZE, number=seats)
    return None
