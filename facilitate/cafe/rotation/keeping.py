"""The fewest changed slips: stay with an earlier seating, and change only whom the late and the missing force.

Rule: everybody who was seated before keeps that seat in the open rounds. Late arrivals take free seats; where a table is then
two smaller than another, or a rule is broken, people move, those first who have a new slip anyway. After that only those
people may still be exchanged to avoid repeats and to mix. Units: itineraries, that is people whose path through the open rounds
is another than before.
"""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from .fill import Room, place_single
from .mend import level, mend
from .problem import Problem
from .start import seated
from .state import Fixed, Seats, bits_of


class Changes(NamedTuple):
    """Who needs another slip, and who needs a first one."""

    changed: list[str]
    new: list[str]

    @property
    def number(self) -> int:
        """Slips to print again."""
        return len(self.changed)


def paths_of(problem: Problem, rounds: Sequence[Any]) -> dict[str, dict[int, int]]:
    """Each person's tables in the open rounds."""
    paths: dict[str, dict[int, int]] = {}
    for r in range(problem.first, min(problem.rounds, len(rounds))):
        for t, table in enumerate(rounds[r]):
            for name in table:
                paths.setdefault(name, {})[r] = t
    return paths


def changes_between(problem: Problem, before: Sequence[Any], after: Sequence[Any]) -> Changes:
    """Who has another path in the rounds they still attend; a round missed is no change."""
    old, now = paths_of(problem, before), paths_of(problem, after)
    changed = [
        name for name in problem.ids
        if name in now and name in old and any(old[name].get(r) != t for r, t in now[name].items())
    ]  # fmt: skip
    return Changes(changed, [name for name in problem.ids if name in now and name not in old])


def from_before(fixed: Fixed, before: Sequence[Any], random: Random) -> Seats:
    """A legal seating near the earlier one; `fixed` then lets only those move who have a new slip."""
    problem = fixed.problem
    index = {name: p for p, name in enumerate(problem.ids)}
    old = {index[name]: path for name, path in paths_of(problem, before).items() if name in index}
    seats = Seats(fixed)
    for p, path in old.items():
        for r, t in path.items():
            if r not in problem.absent[p] and 0 <= t < problem.tables:
                seats.put(r, p, t)
    for p, t in problem.host_of.items():
        for r in range(problem.first, problem.rounds):
            if r not in problem.absent[p]:
                seats.move(r, p, t)
    moved = seat_late(seats, old, random)
    fixed.prefer = bits_of(moved)
    for r in range(problem.first, problem.rounds):
        level(seats, r)
        moved |= {p for p in problem.present[r] if p in old and old[p].get(r) != seats.at[r][p]}
        fixed.prefer = bits_of(moved)
    if not mend(seats, random, 200_000):
        seats = seated(fixed, random)
    for r in range(problem.first, problem.rounds):
        moved |= {p for p in problem.present[r] if p in old and old[p].get(r) != seats.at[r][p]}
    free = bits_of(moved)
    for r in range(problem.first, problem.rounds):
        fixed.singles[r] &= free
    fixed.still = True
    return seats


def seat_late(seats: Seats, old: dict[int, dict[int, int]], random: Random) -> set[int]:
    """Seat whoever has no seat in a round they attend; all who then have a new slip."""
    problem = seats.problem
    late: set[int] = set()
    for r in range(problem.first, problem.rounds):
        missing = [p for p in problem.present[r] if seats.at[r][p] < 0]
        late.update(missing)
        if not missing:
            continue
        room = Room(len(problem.present[r]), problem.caps)
        for t, bits in enumerate(seats.tb[r][:-1]):
            room.take(t, bits.bit_count())
        met, open_people = seats.met_elsewhere(r), seats.open_people(r)
        for p in missing:
            place_single(seats, r, room, p, open_people, met, random)
    return late
