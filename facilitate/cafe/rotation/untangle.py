"""After the algebraic start, before mending: exchange whole paths until those kept apart are apart and nobody is where they may not be.

Rule (who has met before is better apart, too): whoever breaks a rule exchanges the whole path with the person after whom fewest
rules are broken, a few steps tabu; who walks which path changes, the paths stay, so nobody meets more often. What is still
broken (bonds, sizes) is mended round by round afterwards, which costs meetings.
Source: exchange of paths (README of the experiments, point 2). Units: breaches.
"""

from random import Random

from .state import Seats

STEPS = 300
TABU = 6


def untangle_paths(seats: Seats, random: Random) -> int:
    """Exchange paths until nothing is broken that paths can mend; breaches left."""
    problem, fixed = seats.problem, seats.fixed
    if not problem.apart_bits and not problem.has_met and not any(fixed.open_to):
        return 0
    rounds = range(problem.first, problem.rounds)
    alike: dict[tuple[int, ...], list[int]] = {}
    for p in range(len(problem.ids)):
        here = tuple(r for r in rounds if r not in problem.absent[p])
        if all(fixed.singles[r] >> p & 1 for r in here):
            alike.setdefault(here, []).append(p)
    of = {p: (here, people) for here, people in alike.items() for p in people}
    tabu: dict[int, int] = {}
    for step in range(STEPS):
        wrong = [p for p, (here, _people) in of.items() if path_breaches(seats, p, p, here)]
        wrong = [p for p in wrong if tabu.get(p, 0) <= step] or wrong
        if not wrong:
            return 0
        p = wrong[int(random.random() * len(wrong))]
        here, people = of[p]
        now, best, least = float(path_breaches(seats, p, p, here)), -1, 1e9
        for q in people:
            if q == p or tabu.get(q, 0) > step:
                continue
            price = path_breaches(seats, p, q, here) - now
            if price < least:
                price += path_breaches(seats, q, p, here) - path_breaches(seats, q, q, here)
                price += 0.5 * random.random()
            if price < least:
                best, least = q, price
        if best < 0:
            continue
        for r in here:
            if seats.at[r][p] != seats.at[r][best]:
                seats.swap(r, p, best)
        tabu[p] = tabu[best] = step + TABU
    return sum(path_breaches(seats, p, p, here) for p, (here, _people) in of.items())


def path_breaches(seats: Seats, p: int, q: int, rounds: tuple[int, ...]) -> int:
    """What a person would break on somebody's path (the two exchange): tables that are shut, people kept apart from them."""
    foes = (seats.problem.apart_bits.get(p, 0) | seats.problem.before[p]) & ~(1 << q)
    out = 0
    for r in rounds:
        t = seats.at[r][q]
        out += not seats.fixed.open_to[r].get(p, -1) >> t & 1
        if foes:
            out += (foes & seats.tb[r][t]).bit_count()
    return out
