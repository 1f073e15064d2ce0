"""The fewest changed slips: stay with an earlier seating, and change only whom the late and the missing force.

Rule: everybody who was seated before keeps that seat in the open rounds. Late arrivals take free seats; where a table is then
two smaller than another, or a rule is broken, people move, those first who have a new slip anyway. Then people are sent back
where that is legal and brings no repeat; of several such repairs the one with fewest new slips is taken, then with fewest
repeats. After that only those people may still be exchanged to avoid repeats and to mix. Who was seated before but is not in
the event, or sat at a table or in a round that is not there, is ignored there. Units: itineraries, that is people whose path through the open rounds
is another than before.
"""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from .fill import SeatsLeft, place_single
from .mend import level_tables, mend_seating
from .problem import SeatingProblem
from .start import seat_everybody
from .state import Fixed, Seats, bits_of, people_in

FUTILE = 3
"""Repairs that fail: then there is hardly another one, and each more would take seconds."""
FIRST, MORE = 200_000, 20_000
"""Exchanges priced for a repair: until one works, and for those that may need fewer slips."""
Paths = dict[int, dict[int, int]]
"""For each person the table of each open round before."""


class SlipChanges(NamedTuple):
    """Who needs another slip, and who needs a first one."""

    changed: list[str]
    new: list[str]

    @property
    def number(self) -> int:
        """Slips to print again."""
        return len(self.changed)


def paths_of(problem: SeatingProblem, rounds: Sequence[Any]) -> dict[str, dict[int, int]]:
    """Each person's tables in the open rounds."""
    paths: dict[str, dict[int, int]] = {}
    for r in range(problem.first, min(problem.rounds, len(rounds))):
        for t, table in enumerate(rounds[r]):
            for name in table:
                paths.setdefault(name, {})[r] = t
    return paths


def changes_between(
    problem: SeatingProblem, before: Sequence[Any], after: Sequence[Any]
) -> SlipChanges:
    """Who has another path in the rounds they still attend; a round missed is no change."""
    old, now = paths_of(problem, before), paths_of(problem, after)
    changed = [
        name
        for name in problem.ids
        if name in now and name in old and any(old[name].get(r) != t for r, t in now[name].items())
    ]
    return SlipChanges(changed, [name for name in problem.ids if name in now and name not in old])


def seat_near_before(fixed: Fixed, before: Sequence[Any], random: Random, tries: int) -> Seats:
    """A legal seating near the earlier one; `fixed` then lets only those move who have a new slip."""
    problem = fixed.problem
    index = {name: p for p, name in enumerate(problem.ids)}
    known = {index[name]: path for name, path in paths_of(problem, before).items() if name in index}
    old = {
        p: {r: t for r, t in path.items() if 0 <= t < problem.tables} for p, path in known.items()
    }
    start = Seats(fixed)
    for p, path in old.items():
        for r, t in path.items():
            if r not in problem.absent[p]:
                start.put(r, p, t)
    for r in range(problem.first, problem.rounds):
        for p, t in problem.pinned(r).items():
            start.move(r, p, t)
    best: Seats | None = None
    least = (0, 0)
    failed = 0
    for _ in range(tries):
        seats = repair_seating(start, old, random, FIRST if best is None else MORE)
        if seats is None:
            failed += 1
            if failed == FUTILE:
                break
            continue
        seats = undo_changes(seats, old)
        key = (sum(p in old for p in changed_people(seats, old)), seats.repeats())
        if best is None or key < least:
            best, least = seats, key
        if not least[0]:
            break
    fixed.prefer = 0
    if best is None:
        return seat_everybody(fixed, random)
    free = bits_of(changed_people(best, old))
    for r in range(problem.first, problem.rounds):
        fixed.singles[r] &= free
    fixed.still = True
    return best


def changed_people(seats: Seats, old: Paths) -> list[int]:
    """People whose slip is another than before, or a first one."""
    return [p for p in range(len(seats.problem.ids)) if changed_rounds(seats, p, old.get(p, {}))]


def changed_rounds(seats: Seats, p: int, path: dict[int, int]) -> list[int]:
    """The open rounds in which a person sits elsewhere than before."""
    return [
        r
        for r in range(seats.problem.first, seats.problem.rounds)
        if 0 <= seats.at[r][p] != path.get(r, -1)
    ]


def repair_seating(start: Seats, old: Paths, random: Random, budget: int) -> Seats | None:
    """Seat the late and make it legal, with those first who have a new slip anyway; None where that fails."""
    seats = start.copy()
    problem, fixed = seats.problem, seats.fixed
    fixed.prefer = bits_of(seat_missing(seats, random) | set(changed_people(seats, old)))
    rounds = list(range(problem.first, problem.rounds))
    random.shuffle(rounds)
    for r in rounds:
        level_tables(seats, r, random)
        at = seats.at[r]
        fixed.prefer |= bits_of(
            p for p in problem.present[r] if at[p] >= 0 and at[p] != old.get(p, {}).get(r, -1)
        )
    return seats if mend_seating(seats, random, budget) else None


def undo_changes(seats: Seats, old: Paths) -> Seats:
    """Send people back to their earlier seats, one after the other, where that breaks nothing and nobody meets more often."""
    away = set(changed_people(seats, old))
    for p in sorted(away, key=lambda p: (len(changed_rounds(seats, p, old.get(p, {}))), p)):
        if p not in old:
            continue
        rounds = changed_rounds(seats, p, old[p])
        trial = seats.copy()
        others = away - {p}
        if (
            all(
                r in old[p] and seat_back(trial, r, p=p, t=old[p][r], others=others) for r in rounds
            )
            and trial.repeats() <= seats.repeats()
            and may_visit(trial, p)
        ):
            seats = trial
            away = set(changed_people(seats, old))
    return seats


def seat_back(seats: Seats, r: int, p: int, t: int, others: set[int]) -> bool:
    """Seat a person at that table again: alone, or by an exchange with somebody who has a new slip anyway."""
    problem, fixed = seats.problem, seats.fixed
    singles, base, apart = fixed.singles[r], fixed.open_to[r], problem.apart_bits
    tb, s = seats.tb[r], seats.at[r][p]
    if not singles >> p & 1 or not base.get(p, -1) >> t & 1:
        return False
    foes = apart.get(p, 0) & tb[t]
    if not foes and has_room(seats, r, s, t):
        seats.move(r, p, t)
        return True
    rest = tb[s] & ~(1 << p)
    for q in people_in(tb[t] & singles):
        if (
            q in others
            and not foes & ~(1 << q)
            and base.get(q, -1) >> s & 1
            and not apart.get(q, 0) & rest
        ):
            seats.swap(r, p, q)
            if may_visit(seats, q):
                return True
            seats.swap(r, p, q)
    return False


def has_room(seats: Seats, r: int, s: int, t: int) -> bool:
    """May one person go from table s to t and leave all tables level?"""
    problem, tb = seats.problem, seats.tb[r]
    return tb[s].bit_count() > problem.least(r)[s] and tb[t].bit_count() < problem.most(r)[t]


def may_visit(seats: Seats, p: int) -> bool:
    """Is this person at no table too often?"""
    problem = seats.problem
    tables = [at[p] for at in seats.at if at[p] >= 0]
    return p in problem.exempt or all(
        tables.count(at[p]) <= problem.most_visits[p]
        for at in seats.at[problem.first :]
        if at[p] >= 0
    )


def seat_missing(seats: Seats, random: Random) -> set[int]:
    """Seat whoever has no seat in a round they attend; who they are."""
    problem = seats.problem
    late: set[int] = set()
    for r in range(problem.first, problem.rounds):
        missing = [p for p in problem.present[r] if seats.at[r][p] < 0]
        late.update(missing)
        if not missing:
            continue
        room = SeatsLeft(problem, r)
        for t, bits in enumerate(seats.tb[r][:-1]):
            room.take(t, bits.bit_count())
        random.shuffle(missing)
        met, open_people = seats.met_elsewhere(r), seats.open_people(r)
        for p in missing:
            place_single(seats, r, room=room, p=p, open_people=open_people, met=met, random=random)
    return late
