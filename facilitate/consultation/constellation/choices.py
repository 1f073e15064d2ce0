"""Counting what was chosen: how many answers took each choice, each step of a scale, each rank, and the means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Key = tuple[int | None, int | None]
"""What an answer took: the id of a choice (none on a scale), and a step or a rank (none where there is no such thing)."""
Picked = Counter[Key]
"""How many of the answers to one question took what; under `ANYTHING` how many answered it."""
ANYTHING: Key = (None, None)
FIRST = 1
"""The rank of what somebody puts first."""


@dataclass(frozen=True)
class ChoiceLine:
    """A choice or step and how many answers took it; where it is ranked, how many put it first, and its mean rank."""

    name: str
    number: int
    rank: float | None = None


@dataclass(frozen=True)
class ChoiceTally:
    """How many answered a question, what they took, and the mean of a scale."""

    answers: int
    lines: Sequence[ChoiceLine]
    mean: float | None = None


@dataclass(frozen=True)
class SplitTally:
    """A question's lines counted for everybody, and for each sector that answered (its key)."""

    whole: ChoiceTally
    sectors: Mapping[str, ChoiceTally]


def sum_of_sectors(picked: Mapping[str, Picked]) -> Picked:
    """What was picked in all sectors; an answer has one sector only."""
    return sum(picked.values(), Picked())


def split_by_sector(names: Mapping[Key, str], picked: Mapping[str, Picked]) -> SplitTally:
    """What was picked, by sector; what is ranked stands in the order of everybody's mean rank."""
    everybody = sum_of_sectors(picked)
    lines = by_rank(names, everybody)
    return SplitTally(
        tally_choices(lines, everybody),
        {key: tally_choices(lines, some) for key, some in picked.items()},
    )


def tally_choices(names: Mapping[Key, str], picked: Picked) -> ChoiceTally:
    """What was picked, line by line; the lines have these names and their order."""
    lines = [ChoiceLine(name, picked[key], _rank(key, picked)) for key, name in names.items()]
    steps = {
        number: picked[choice, number] for choice, number in names if choice is None and number
    }
    return ChoiceTally(picked[ANYTHING], lines, _mean(steps))


def by_rank(names: Mapping[Key, str], picked: Picked) -> dict[Key, str]:
    """The names of what is ranked in the order of the mean rank, what nobody ranked last; others as they are."""
    ranks = {key: _rank(key, picked) for key in names}
    if set(ranks.values()) == {None}:
        return dict(names)
    return {key: names[key] for key in sorted(names, key=lambda key: ranks[key] or float("inf"))}


def ranks_of(choice: int | None, picked: Picked) -> dict[int, int]:
    """How many gave a choice each rank."""
    return {number: many for (key, number), many in picked.items() if key == choice and number}


def _rank(key: Key, picked: Picked) -> float | None:
    choice, number = key
    return _mean(ranks_of(choice, picked)) if choice is not None and number == FIRST else None


def _mean(given: Mapping[int, int]) -> float | None:
    """The mean of numbers that were given so often."""
    people = sum(given.values())
    return sum(number * many for number, many in given.items()) / people if people else None
