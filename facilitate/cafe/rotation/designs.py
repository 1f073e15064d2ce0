"""Whole seatings in which nobody meets twice, for more rounds than a grid gives: found once, offline, shipped in `designs.txt`.

Rule: each row of the file is a number of tables, seats at each, rounds, and the rounds, in each a digit (0–9, a–z) a person:
the table. Any first rounds may be taken; nobody is at one table more than twice. Where people are fewer than seats the last
are left out: as far as a design has people who never meet they stand last, so that no table loses two of them.
Source: Kirkman's schoolgirls and their kin; resolvable group divisible designs of fours (Ge and Ling 2004); the lines of
PG(3,3). Found by exact cover as one or two starter rounds that a cyclic group turns; ten rounds of eight fours as base blocks
of a group of order 32, which acts on all people, relative to a central involution. A test counts every row again.
Units: people, tables, rounds.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .differences import DIGITS

SHIPPED = Path(__file__).with_name("designs.txt")


class Design(NamedTuple):
    """One seating of the file: for each round the table of each person."""

    tables: int
    seats: int
    rounds: list[list[int]]


@cache
def shipped_designs() -> tuple[Design, ...]:
    """All rows of the file."""
    out = []
    for line in SHIPPED.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            tables, seats, _rounds, *rounds = line.split()
            out.append(
                Design(
                    tables=int(tables),
                    seats=int(seats),
                    rounds=[[DIGITS.index(digit) for digit in one] for one in rounds],
                )
            )
    return tuple(out)


def find_design(tables: int, seats: int, rounds: int, visits: int) -> Design | None:
    """A design of this shape and so many rounds, in which nobody is at one table more than `visits` times."""
    for one in shipped_designs():
        if (one.tables, one.seats) == (tables, seats) and len(one.rounds) >= rounds:
            taken = Design(tables, seats, one.rounds[:rounds])
            if most_visits(taken) <= visits:
                return taken
    return None


def most_visits(design: Design) -> int:
    """How often somebody is at one table."""
    return max(max(Counter(own).values()) for own in zip(*design.rounds, strict=True))
