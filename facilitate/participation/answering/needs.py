"""What those who come need, counted: diets, interpreters, access, and beds by night. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...lib.text import plain_text
from ..nights import arrival_day, nights_needed


class ParticipantNeed(NamedTuple):
    """What one of those who come needs."""

    interpreter: bool
    lodging: bool
    diet: str
    access: str
    arrival: str


@dataclass(frozen=True)
class NeedsCount:
    """How many need what. `beds` by night (each by the day it begins); `open_arrivals`: need a bed, did not say from when."""

    interpreters: int
    diets: list[tuple[str, int]]
    access: int
    lodging: int
    beds: dict[date, int]
    open_arrivals: int


def count_needs(needs: Iterable[ParticipantNeed], first: date, last: date) -> NeedsCount:
    """The sums an organiser orders by. A diet is the same however its letters are written."""
    needs = list(needs)
    beds: Counter[date] = Counter()
    for need in needs:
        if need.lodging:
            beds.update(nights_needed(need.arrival, first, last))
    diets: Counter[str] = Counter(
        plain_text(need.diet.strip()) for need in needs if need.diet.strip()
    )
    written = {plain_text(need.diet.strip()): need.diet.strip() for need in reversed(needs)}
    return NeedsCount(
        interpreters=sum(need.interpreter for need in needs),
        diets=[
            (written[key], number)
            for key, number in sorted(diets.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        access=sum(bool(need.access.strip()) for need in needs),
        lodging=sum(need.lodging for need in needs),
        beds=dict(sorted(beds.items())),
        open_arrivals=sum(need.lodging and arrival_day(need.arrival) is None for need in needs),
    )
