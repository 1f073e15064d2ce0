"""What the numbers suggest: ways in which the rounds fit into the step, ways to lay the tables. Units: minutes, people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...agenda.group_forms import GroupForm
from ..rounds import total_minutes

SHORTEST_ROUND, LONGEST_ROUND = 12, 30
"""Minutes: below, nobody has said a thought yet; above, a table repeats itself."""
SHORTEST_HARVEST, LONGEST_HARVEST = 10, 45
FEWEST_ROUNDS, MOST_ROUNDS = 2, 5
ROOMY = 10
"""So many minutes left over are worth a thought."""
SMALLEST_TABLE, LARGEST_TABLE = 4, 10
"""People at a table: three are an interview, more than ten split into two talks."""
SMALL, BEST, LARGE = 5, 7, 9
"""Where a table talks best."""
ROOM_ALIKE = 2
"""Seats more in each group where people sit with those of their kind: those of a county are seldom as many as fit."""
OFFERS = 3


@dataclass(frozen=True)
class CafeNumbers:
    """How a café runs: rounds of `minutes`, `move` minutes after each, `harvest` minutes in plenary."""

    rounds: int
    minutes: int
    move: int
    harvest: int

    @property
    def total(self) -> int:
        return total_minutes(self.rounds, self.minutes, self.move, self.harvest)


def fitting_numbers(now: CafeNumbers, has: int, tables: int = 0) -> list[CafeNumbers]:
    """Other numbers that fit into `has` minutes: shorter where these are too long, longer where much is left over.

    `tables` there are (0: not laid yet): nobody is to come back to one. Nothing where the numbers fit as they are.
    """
    if now.total > has:
        found = _shorter(now, has)
    elif has - now.total >= ROOMY:
        found = _longer(now, has, tables)
    else:
        return []
    return list(dict.fromkeys(one for one in found if one != now and one.total <= has))[:OFFERS]


def _shorter(now: CafeNumbers, has: int) -> Iterable[CafeNumbers]:
    for rounds in range(now.rounds - 1, FEWEST_ROUNDS - 1, -1):
        if replace(now, rounds=rounds).total <= has:
            yield replace(now, rounds=rounds)
            break
    yield from _squeezed(now, has)
    minutes = (has - now.harvest) // now.rounds - now.move
    if minutes >= min(SHORTEST_ROUND, now.minutes):
        yield replace(now, minutes=minutes)
    harvest = has - now.rounds * (now.minutes + now.move)
    if harvest >= min(SHORTEST_HARVEST, now.harvest):
        yield replace(now, harvest=harvest)
    for rounds in range(now.rounds - 1, FEWEST_ROUNDS - 1, -1):
        yield from _squeezed(replace(now, rounds=rounds), has)


def _squeezed(now: CafeNumbers, has: int) -> Iterable[CafeNumbers]:
    """As many rounds, each of them and the harvest shorter by the same share."""
    talk = has - now.rounds * now.move
    shortest, least = min(SHORTEST_ROUND, now.minutes), min(SHORTEST_HARVEST, now.harvest)
    share = now.minutes * talk // (now.rounds * now.minutes + now.harvest)
    minutes = max(shortest, min(share, (talk - least) // now.rounds))
    harvest = min(now.harvest, talk - now.rounds * minutes)
    if harvest >= least:
        yield replace(now, minutes=minutes, harvest=harvest)


def _longer(now: CafeNumbers, has: int, tables: int) -> Iterable[CafeNumbers]:
    minutes = (has - now.harvest) // now.rounds - now.move
    if minutes > now.minutes:
        yield replace(now, minutes=max(now.minutes, min(minutes, LONGEST_ROUND)))
    more = replace(now, rounds=now.rounds + 1)
    if more.rounds <= MOST_ROUNDS and (not tables or more.rounds <= tables):
        yield more
    yield replace(
        now, harvest=max(now.harvest, min(now.harvest + has - now.total, LONGEST_HARVEST))
    )


@dataclass(frozen=True)
class Laying:
    """So many tables with so many seats each, for so many people in so many rounds."""

    tables: int
    seats: int
    people: int
    rounds: int

    @property
    def least(self) -> int:
        """People at the emptiest table: the seating fills tables evenly."""
        return self.people // self.tables

    @property
    def meets(self) -> int:
        """How many others somebody meets at most."""
        return min(self.people - 1, self.rounds * (self.seats - 1))


def table_layings(people: int, rounds: int, present: int = 0) -> list[Laying]:
    """Ways to lay tables for everybody, the best first; with as many tables as there are (`present`) before all others.

    At least as many tables as rounds, none much emptier than the others; as many tables as seats at one, so that nobody has to
    meet twice; sizes near the best for a talk, and rather tables that come out even, and rather few: each needs a host.
    """
    by_size: dict[int, Laying] = {}
    possible = range(max(rounds, 2), people // SMALLEST_TABLE + 1)
    for tables in [present, *possible] if present in possible else possible:
        one = Laying(tables, -(-people // tables), people, rounds)
        if one.seats <= LARGEST_TABLE:
            by_size.setdefault(one.seats, one)
    return sorted(by_size.values(), key=lambda one: (one.tables != present, *_cost(one)))[:OFFERS]


def _cost(one: Laying) -> tuple[bool, bool, int, int]:
    fair = one.least >= SMALL and one.seats <= LARGE
    meets_again = (
        one.rounds > 1 and one.seats > one.tables
    )  # the people of a table spread over the others
    return not fair, meets_again, abs(one.seats - BEST) + (one.people % one.tables > 0), one.tables


def group_layings(people: int, form: GroupForm, present: int = 0) -> list[Laying]:
    """Ways to divide people into groups of that form, the best size first; with as many groups as there are before all others.

    Where people have to be with those of their kind, groups come out less even: each has a little more room; of pairs one may be three.
    """
    sizes = sorted(range(form.smallest, form.largest + 1), key=lambda one: abs(one - form.best))
    counts = [people // size or 1 for size in sizes]
    possible = [count for count in dict.fromkeys(counts) if -(-people // count) <= form.largest]
    if present in possible:
        possible = list(dict.fromkeys([present, *possible]))
    room = ROOM_ALIKE if form.alike else 1 if form.best == form.smallest else 0
    return [
        Laying(count, -(-people // count) + room, people, form.rounds)
        for count in possible[:OFFERS]
    ]


def fitting_group_numbers(now: CafeNumbers, has: int) -> list[CafeNumbers]:
    """Rounds of other minutes, so that they fill the `has` minutes of the step; nothing where they do."""
    minutes = (has - now.harvest) // now.rounds - now.move
    differs = minutes > 0 and not 0 <= has - now.total < max(ROOMY, now.rounds)
    return [replace(now, minutes=minutes)] if differs else []


def superfluous_tables(bare: Sequence[bool], count: int) -> list[int] | None:
    """The places of the tables that go so that `count` are left: the last ones nobody has given a thought to (`bare`).

    None where there are too few of those: a table with a question or a host does not go by itself.
    """
    over = max(0, len(bare) - count)
    free = [place for place, one in enumerate(bare) if one]
    return None if len(free) < over else free[len(free) - over :]
