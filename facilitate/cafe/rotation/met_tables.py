"""As many tables as can be get what is wished for, where there is not enough for all.

Evenness leaves every table a little short, and the wish met nowhere. Rule: the table that lacks least is filled, one exchange of
two people at a time, from the short table that has most; what cannot be filled whole is taken back. No rule and no other wish
loses anything by it, and no table its last one. First two people exchange their whole paths, by which nobody meets more often;
then seats in one round, for no repeat, and at last for few (`PRICE` for a whole table).
Units: people missing, repeats.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import inf
from random import Random

from .company import CompanyRule
from .even import Even
from .even_alike import even_alike
from .shares import Want, count_missing
from .state import Seats, people_in
from .wanted_people import HOPE, Raising, path_change, path_legal

LEFT = 1
"""So many with the value stay at a table that gives some away: nobody is left without company for the sake of a share."""
PRICE = 3
"""Repeats that one more table with what was wished for may cost: it has fifteen meetings and more."""
PAIRS, STEPS, TRIES, COMPARED = 20_000, 40, 8, 12
"""Exchanges of paths that are priced at once at most, how many are made, how often it is begun again, and of how many the best is made."""
Move = tuple[int, int, int, int]
"""A person, the table they leave, the person who takes their place, and the table that one leaves."""


def fill_tables(
    seats: Seats,
    hopes: Sequence[Want | CompanyRule],
    others: Sequence[Want | CompanyRule],
    random: Random,
    worth: float,
) -> int:
    """Fill whole tables in every open round; how many more have what is wished for.

    `others`: the rules; `worth`: of a repeat more, where the tables are evened again.
    """
    filled = 0
    for want in hopes:
        if not isinstance(want, Want):
            continue
        rest = [one for one in (*others, *hopes) if one is not want]
        filled += fill_by_paths(seats, want, rest, random)
        for r in range(seats.problem.first, seats.problem.rounds):
            for price in (0, PRICE):
                work = Raising(seats, r=r, wants=rest, random=random, repeat=HOPE)
                filled += fill_round(work, want, price)
    if filled:
        even_alike(seats, [*others, *hopes], random, worth)
    return filled


def can_give(want: Want, table: int) -> bool:
    """Whether somebody with the value may leave: a table that has more than it needs, or is short and keeps one."""
    there = (table & want.people).bit_count()
    return there > (LEFT if want.missing(table) else want.rule.need(table.bit_count()))


def fill_by_paths(
    seats: Seats, want: Want, rest: Sequence[Want | CompanyRule], random: Random
) -> int:
    """Exchange whole paths while more tables have what is wished for; how many more. The best of some tries is kept."""
    problem = seats.problem
    rounds = range(problem.first, problem.rounds)
    free = [
        p
        for p in range(len(problem.ids))
        if all(seats.fixed.singles[r] >> p & 1 for r in rounds if r not in problem.absent[p])
    ]
    have = [p for p in free if want.people >> p & 1]
    lack = [p for p in free if not want.people >> p & 1]
    before = most = met_tables(seats, want)
    if len(have) * len(lack) * len(rounds) > PAIRS or not count_missing(seats, [want]):
        return 0
    best: list[tuple[int, int]] = []
    least = inf
    for _try in range(TRIES):
        made = climb_by_paths(seats, want, rest, [(a, b) for a in have for b in lack], random)
        now, uneven = met_tables(seats, want), Even(seats).ss()
        if now > before and (now, -uneven) > (most, -least):
            best, most, least = made, now, uneven
        swap_paths(seats, reversed(made))
    swap_paths(seats, best)
    return most - before


def climb_by_paths(
    seats: Seats,
    want: Want,
    rest: Sequence[Want | CompanyRule],
    pairs: list[tuple[int, int]],
    random: Random,
) -> list[tuple[int, int]]:
    """Exchange paths of these pairs, in any order, as long as one brings a table nearer; the exchanges made.

    Of some that do, the one by which tables get least uneven.
    """
    absent = seats.problem.absent
    made: list[tuple[int, int]] = []
    even = Even(seats)
    while len(made) < STEPS:
        random.shuffle(pairs)
        nearer = (
            (a, b)
            for a, b in pairs
            if absent[a] == absent[b]
            and path_gain(seats, want, a, b) > (0, 0)
            and path_change(seats, rest, a, b) <= 0
            and path_legal(seats, a, b)
        )
        found = min(
            islice(nearer, COMPARED), key=lambda one: path_uneven(seats, even, *one), default=None
        )
        if found is None:
            break
        swap_paths(seats, [found])
        even.count(seats)
        made.append(found)
    return made


def path_uneven(seats: Seats, even: Even, a: int, b: int) -> float:
    """By how much the weighted sum of squares grows when these two exchange their paths."""
    i, j = even.kind[a], even.kind[b]
    change = 0.0
    for r in range(seats.problem.first, seats.problem.rounds):
        s, t = seats.at[r][a], seats.at[r][b]
        if s != t and min(s, t) >= 0:
            mine, his = even.rows[r][s], even.rows[r][t]
            change += 2 * sum(mine[v] - his[v] for v in even.profiles[j])
            change -= 2 * sum(mine[v] - his[v] for v in even.profiles[i])
            change += 2 * even.gap(i)[j]
    return change


def swap_paths(seats: Seats, pairs: Iterable[tuple[int, int]]) -> None:
    """Exchange the paths of these, pair by pair."""
    for a, b in pairs:
        for r in range(seats.problem.first, seats.problem.rounds):
            if seats.at[r][a] != seats.at[r][b]:
                seats.swap(r, a, b)


def path_gain(seats: Seats, want: Want, a: int, b: int) -> tuple[int, int]:
    """How many more tables have what is wished for when a, who has the value, takes the path of b; and how much nearer they are.

    (-1, 0) where more people would be missing or a table would lose its last.
    """
    met = nearer = missing = 0
    both = 1 << a | 1 << b
    for r in range(seats.problem.first, seats.problem.rounds):
        s, t = seats.at[r][a], seats.at[r][b]
        if s == t or s < 0 or t < 0:
            continue
        for table in (seats.tb[r][s], seats.tb[r][t]):
            after = table ^ both
            old, new = want.missing(table), want.missing(after)
            there, then = (table & want.people).bit_count(), (after & want.people).bit_count()
            if then < LEFT <= there:
                return -1, 0
            met += (not new) - (not old)
            missing += new - old
            nearer += then * then - there * there
    return (met, nearer) if missing <= 0 else (-1, 0)


def met_tables(seats: Seats, want: Want) -> int:
    """Tables of open rounds with what is wished for."""
    rounds = range(seats.problem.first, seats.problem.rounds)
    return sum(not want.missing(table) for r in rounds for table in seats.tb[r][:-1] if table)


def fill_round(work: Raising, want: Want, price: int) -> int:
    """Fill tables of one round, the least short first, each for so many repeats at most; how many."""
    filled, tried = 0, set[int]()
    while True:
        short = {
            t: want.missing(table)
            for t, table in enumerate(work.tb[:-1])
            if table and want.missing(table) and t not in tried
        }
        if not short:
            return filled
        target = min(short, key=lambda t: (short[t], t))
        tried.add(target)
        moves: list[Move] = []
        left = price
        while want.missing(work.tb[target]):
            move, cost = find_move(work, want, target, left)
            left -= cost
            if move is None:
                for a, s, b, t in reversed(moves):
                    exchange(work, (b, s, a, t))
                break
            exchange(work, move)
            moves.append(move)
        else:
            filled += 1


def find_move(work: Raising, want: Want, target: int, price: int) -> tuple[Move | None, int]:
    """Somebody without the value there for somebody with it from a table that stays, or is, short, and the repeats it costs.

    The cheapest, of those from the table where most have it; none that costs more than `price`.
    """
    here = work.tb[target]
    givers = sorted(
        (t for t, table in enumerate(work.tb[:-1]) if t != target and can_give(want, table)),
        key=lambda t: (-(work.tb[t] & want.people).bit_count(), t),
    )
    leaving = list(people_in(here & work.singles & ~want.people))
    best: Move | None = None
    least = price + 1
    for t in givers:
        there = work.tb[t]
        for b in people_in(there & work.singles & want.people):
            for a in leaving:
                mine_there, his_here = there ^ 1 << b | 1 << a, here ^ 1 << a | 1 << b
                cost = max(0, work.repeats([a], [b], here ^ 1 << a, there ^ 1 << b))
                if (
                    cost < least
                    and work.legal([a], [b], s=target, t=t)
                    and work.short(mine_there) + work.short(his_here)
                    <= work.short(here) + work.short(there)
                ):
                    best, least = (a, target, b, t), cost
        if best:
            break
    return best, least if best else 0


def exchange(work: Raising, move: Move) -> None:
    """Two people change places."""
    a, s, b, t = move
    work.seats.move(work.r, a, t)
    work.seats.move(work.r, b, s)
