"""As many tables as can be get what is wished for, where there is not enough for all.

Evenness leaves every table a little short, and the wish met nowhere. Rule: the table that lacks least is filled, one exchange of
two people at a time, from the short table that has most; what cannot be filled whole is taken back. Nobody meets more often,
no rule and no other wish loses anything by it, and no table its last one. Units: people missing.
"""

from collections.abc import Sequence
from random import Random

from .company import CompanyRule
from .shares import Want
from .state import Seats, people_in
from .wanted_people import HOPE, Raising

LEFT = 1
"""So many with the value stay at a table that gives some away: nobody is left without company for the sake of a share."""
Move = tuple[int, int, int, int]
"""A person, the table they leave, the person who takes their place, and the table that one leaves."""


def fill_tables(
    seats: Seats,
    hopes: Sequence[Want | CompanyRule],
    others: Sequence[Want | CompanyRule],
    random: Random,
) -> int:
    """Fill whole tables in every open round; how many more have what is wished for. `others`: the rules."""
    filled = 0
    for want in hopes:
        if not isinstance(want, Want):
            continue
        rest = [one for one in (*others, *hopes) if one is not want]
        for r in range(seats.problem.first, seats.problem.rounds):
            work = Raising(seats, r=r, wants=rest, random=random, repeat=HOPE)
            filled += fill_round(work, want)
    return filled


def fill_round(work: Raising, want: Want) -> int:
    """Fill tables of one round, the least short first; how many."""
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
        while want.missing(work.tb[target]):
            move = find_move(work, want, target)
            if move is None:
                for a, s, b, t in reversed(moves):
                    exchange(work, (b, s, a, t))
                break
            exchange(work, move)
            moves.append(move)
        else:
            filled += 1


def find_move(work: Raising, want: Want, target: int) -> Move | None:
    """Somebody without the value there for somebody with it from a table that stays, or is, short; most have it first."""
    here = work.tb[target]
    givers = sorted(
        (
            t
            for t, table in enumerate(work.tb[:-1])
            if t != target and want.missing(table) and (table & want.people).bit_count() > LEFT
        ),
        key=lambda t: (-(work.tb[t] & want.people).bit_count(), t),
    )
    leaving = list(people_in(here & work.singles & ~want.people))
    for t in givers:
        there = work.tb[t]
        for b in people_in(there & work.singles & want.people):
            for a in leaving:
                mine_there, his_here = there ^ 1 << b | 1 << a, here ^ 1 << a | 1 << b
                if (
                    work.legal([a], [b], s=target, t=t)
                    and work.repeats([a], [b], here ^ 1 << a, there ^ 1 << b) <= 0
                    and work.short(mine_there) + work.short(his_here)
                    <= work.short(here) + work.short(there)
                ):
                    return a, target, b, t
    return None


def exchange(work: Raising, move: Move) -> None:
    """Two people change places."""
    a, s, b, t = move
    work.seats.move(work.r, a, t)
    work.seats.move(work.r, b, s)
