"""Before anybody else is seated: who needs somebody, and whom they need (`company.py`), at common tables in every open round.

Rule: helpers go to tables of their own, those who need them to these, wherever neither has been; of several ways the first found by
augmenting paths, those who have not met first, with a random order until one fits. They stay there: no later exchange parts them.
Where two kinds of people need company together nobody is placed: so much is seldom broken, and mended where it is.
Units: people, tables, rounds.
"""

from random import Random

from .company import CompanyRule
from .placing import Stuck, assign_tables
from .state import Fixed, bits_of, people_in

TRIES = 60
"""Random orders for one round."""


def place_escorts(fixed: Fixed, random: Random) -> bool:
    """Give everybody concerned a table in all open rounds (`fixed.placed`); False where a rule could not be kept so."""
    problem = fixed.problem
    for want in sorted(problem.wants, key=lambda one: not one.hard):
        if len(want.near) != 1:
            continue
        concerned = want.near[0] | want.people
        if concerned.bit_count() * 2 > len(problem.ids):  # too many to stand still
            continue
        seen: dict[int, list[int]] = {}
        for r in range(problem.first):
            for t, table in enumerate(problem.held[r]):
                for p in table:
                    seen.setdefault(p, []).append(t)
        before = problem.before[:]
        for r in range(problem.first, problem.rounds):
            found = None
            for _ in range(TRIES):
                found = escort_tables(fixed, r, want, seen=seen, before=before, random=random)
                if found is not None:
                    break
            if found is None:
                if want.hard:
                    return False
                continue
            at: dict[int, int] = {}
            for p, t in found.items():
                fixed.placed[r][p] = t
                fixed.singles[r] &= ~(1 << p)
                seen.setdefault(p, []).append(t)
                at[t] = at.get(t, 0) | 1 << p
            for p, t in found.items():
                before[p] |= at[t]
    return True


def escort_tables(
    fixed: Fixed,
    r: int,
    want: CompanyRule,
    seen: dict[int, list[int]],
    before: list[int],
    random: Random,
) -> dict[int, int] | None:
    """Tables for those concerned who move alone; None where that order leads nowhere."""
    problem = fixed.problem
    given = {**problem.pinned(r), **fixed.placed[r]}
    room = problem.most(r)
    for t in given.values():
        room[t] -= 1
    free = [p for p in people_in(fixed.singles[r] & (want.people | want.near[0]))]
    random.shuffle(free)
    helpers = [p for p in free if want.people >> p & 1]
    need = [p for p in free if not want.people >> p & 1]
    tables = list(range(problem.tables))
    random.shuffle(tables)

    def open_to(p: int) -> list[int]:
        base, been = fixed.open_to[r].get(p, fixed.everywhere), seen.get(p, [])
        foes = problem.apart_bits.get(p, 0)
        shut = {given[q] for q in people_in(foes) if q in given}
        return [
            t
            for t in tables
            if base >> t & 1
            and t not in shut
            and (p in problem.exempt or been.count(t) < problem.most_visits[p])
        ]

    try:
        at = assign_tables({p: open_to(p) for p in helpers}, [min(n, 1) for n in room])
        for t in at.values():
            room[t] -= 1
        helped: dict[int, int] = {}
        for p, t in [*given.items(), *at.items()]:
            if want.people >> p & 1:
                helped[t] = helped.get(t, 0) | 1 << p
        each = -(-len(need) // max(len(helped), 1))
        choices = {
            p: sorted(
                (t for t in open_to(p) if t in helped),
                key=lambda t: (helped[t] & before[p]).bit_count(),
            )
            for p in need
        }
        try:
            at |= assign_tables(choices, [min(n, each) for n in room])
        except Stuck:
            at |= assign_tables(choices, room)
    except Stuck:
        return None
    here: dict[int, list[int]] = {}
    for p, t in at.items():
        here.setdefault(t, []).append(p)
    is_apart = any(
        problem.apart_bits.get(p, 0) & bits_of(row) for row in here.values() for p in row
    )
    return None if is_apart else at
