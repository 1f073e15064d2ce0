"""With whom somebody changes places at least cost in one round.

Rule: everybody who sits at another table in that round is weighed by what a change of the two touches alone – rules
broken, meetings with somebody met before (pairs), and how far the two tables are from an even mix (squared people,
`rotation.evenness`); those who come out best are then priced by the engine. A test proves both to agree.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..floor import CafeFloor, Guest
from ..instance import engine_event, problem_rounds
from ..models import Bond
from ..rotation import swap_in_rounds
from ..rotation.pricing import price_change as price_at
from ..rotation.problem import seating_problem
from ..seats import Seating
from .costs import ChangeCost, SeatChange, cost_of, problem_round, seating_at_tables

MOST = 6
"""People who are offered."""


class ExchangeWeight(NamedTuple):
    """What an exchange does, the worst first: rules more (or fewer) broken, more repeats, more unevenness."""

    broken: int
    repeats: int
    uneven: int


def cheapest_exchanges(
    floor: CafeFloor, number: int, who: str, printed: Seating | None = None
) -> list[ChangeCost]:
    """The cheapest exchanges for somebody in round `number`, the best first, at most MOST.

    Those that break a rule only where there is no other: with as many rounds as tables every exchange may bring somebody to
    a table for the second time.
    """
    weighed = sorted(exchange_weights(floor, number, who).items(), key=lambda pair: pair[1])
    problem, rounds, found = seating_problem(engine_event(floor)), problem_rounds(floor), []
    for other, _weight in weighed[:MOST]:
        change = SeatChange(number, who, other)
        at = problem_round(floor, number)
        price = price_at(problem, rounds, swap_in_rounds(rounds, at, who, other), at)
        key = (
            len(price.breaches),
            price.violations[1],
            price.more_repeats,
            price.uneven[1],
            -price.mix_index[1],
        )
        found.append((key, cost_of(floor, change, printed, price)))
    costs = [cost for _key, cost in sorted(found, key=lambda pair: pair[0])]
    return [cost for cost in costs if not cost.breaks] or costs


def exchange_weights(floor: CafeFloor, number: int, who: str) -> dict[str, ExchangeWeight]:
    """The weight of changing places with everybody who sits at another table in that round."""
    seating = seating_at_tables(floor)
    here = seating.at(number, who)
    if here is None or who not in floor.guests:
        return {}
    room = _Room(floor, seating, number)
    return {
        other: room.weigh(who, here, other, table)
        for table in seating.tables
        if table != here
        for other in seating.people_at(number, table)
        if other in floor.guests and number not in floor.guests[other].absent
    }


class _Room:
    """One round, counted once for all exchanges in it."""

    def __init__(self, floor: CafeFloor, seating: Seating, number: int) -> None:
        self.floor, self.seating, self.number = floor, seating, number
        self.at = {table: seating.people_at(number, table) for table in seating.tables}
        self.apart = _bonds(floor, Bond.APART)
        self.together = _bonds(floor, Bond.TOGETHER)
        problem = seating_problem(engine_event(floor))
        self.visits = dict(zip(problem.ids, problem.most_visits, strict=True))
        self.stay = _with_those_bound(set(floor.host_at), self.together)
        self.present = [guest for guest in floor.guests.values() if number not in guest.absent]
        self.met: dict[str, set[str]] = {}
        self.opened: dict[str, set[int]] = {}
        self.before: dict[str, set[str]] = {}
        for a, b in {pair for one in floor.met.values() for pair in one}:
            self.before.setdefault(a, set()).add(b)
            self.before.setdefault(b, set()).add(a)
        self.counts = {kind: _counts(self.present, kind) for kind in ("sector", "region")}

    def weigh(self, a: str, s: int, b: str, t: int) -> ExchangeWeight:
        """What changes when a (at table s) and b (at table t) change places."""
        broken = (
            self.broken(a, t, b)
            + self.broken(b, s, a)
            - self.broken(a, s, "")
            - self.broken(b, t, "")
        )
        repeats = (
            self.again(a, t, b) + self.again(b, s, a) - self.again(a, s, a) - self.again(b, t, b)
        )
        return ExchangeWeight(broken, repeats, self.uneven(a, s, b, t))

    def broken(self, who: str, table: int, without: str) -> int:
        """Rules that somebody breaks at that table, once `without` has left it."""
        floor, there = self.floor, set(self.at[table]) - {who, without}
        host = floor.host_at.get(who)
        locked = (
            self.seating.is_locked(self.number, who) and self.seating.at(self.number, who) != table
        )
        path = self.seating.path(who)
        elsewhere = sum(one == table for n, one in enumerate(path, 1) if n != self.number)
        often = elsewhere >= self.visits[who] and who not in self.stay and not floor.keeps_company
        return (
            (host is not None and host != table)
            + (table not in self.open_to(who))
            + locked
            + often
            + len(self.apart.get(who, set()) & there)
            + sum(self.sits(other) and other not in there for other in self.together.get(who, ()))
        )

    def open_to(self, who: str) -> set[int]:
        """The tables (ids) somebody may sit at."""
        if who not in self.opened:
            self.opened[who] = {table.id for table in self.floor.open_to(self.floor.guests[who])}
        return self.opened[who]

    def sits(self, who: str) -> bool:
        """Whether somebody has a seat in this round."""
        return self.seating.at(self.number, who) is not None

    def again(self, who: str, table: int, without: str) -> int:
        """People at that table whom somebody meets in another round too."""
        return len(self.mates(who) & (set(self.at[table]) - {who, without}))

    def mates(self, who: str) -> set[str]:
        """Whom somebody met before or meets in the other rounds."""
        if who not in self.met:
            self.met[who] = self.before.get(who, set()) | {
                other
                for number, table in enumerate(self.seating.path(who), 1)
                if number != self.number and table is not None
                for other in self.seating.people_at(number, table)
            }
        return self.met[who]

    def uneven(self, a: str, s: int, b: str, t: int) -> int:
        """How much farther from even the two tables come, times the number of people squared."""
        one, two = self.floor.guests[a], self.floor.guests[b]
        return sum(
            self.farther(kind, s, getattr(one, kind), getattr(two, kind))
            + self.farther(kind, t, getattr(two, kind), getattr(one, kind))
            for kind in self.counts
            if getattr(one, kind) != getattr(two, kind)
        )

    def farther(self, kind: str, table: int, goes: str, comes: str) -> int:
        """The change of the squared distance when at a table one of a value goes and one of another comes."""
        people, size = len(self.present), len(self.at[table])
        total = self.counts[kind]
        here = Counter(
            getattr(self.floor.people[key], kind)
            for key in self.at[table]
            if key in self.floor.people
        )

        def off(value: str, count: int) -> int:
            return int((count * people - size * total[value]) ** 2)

        return (
            off(goes, here[goes] - 1)
            - off(goes, here[goes])
            + off(comes, here[comes] + 1)
            - off(comes, here[comes])
        )


def _with_those_bound(hosts: set[str], together: dict[str, set[str]]) -> set[str]:
    """Hosts, and who always sits with them: they may stay at their table."""
    stay, ahead = set(hosts), list(hosts)
    while ahead:
        more = together.get(ahead.pop(), set()) - stay
        stay |= more
        ahead += more
    return stay


def _counts(people: list[Guest], kind: str) -> Counter[str]:
    """How many there are of each sector, or region."""
    return Counter(getattr(guest, kind) for guest in people)


def _bonds(floor: CafeFloor, kind: Bond) -> dict[str, set[str]]:
    """With whom everybody is bound."""
    return {key: set(others) for key, others in _both_ways(floor, kind)}


def _both_ways(floor: CafeFloor, kind: Bond) -> Iterator[tuple[str, list[str]]]:
    pairs = [(a, b) for one, a, b in floor.pairs if one is kind]
    pairs += [(b, a) for a, b in pairs]
    for key in {a for a, _b in pairs}:
        yield key, [b for a, b in pairs if a == key]
