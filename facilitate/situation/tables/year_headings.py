"""Which half-year the heading of a column says, as offices write it."""

import re
from typing import Any

from ...exchange.headings import heading_key
from ...lib.uploads import text_of_cell

YEAR = re.compile(r"20\d\d")
HALVES: tuple[tuple[set[str], set[str]], ...] = (
    ({"pare", "first"}, {"dyte", "second"}),
    ({"h1", "s1"}, {"h2", "s2", "ii", "2"}),
    ({"i", "1"}, set()),
)
"""What says which half-year it is, the surest first: `i` is an article, too."""
BESIDE = {"gjashtemujori", "gjashtemujor", "mujori", "mujor", "6", "viti", "year", "half"} | {
    *("of", "the", "semester", "semestri", "i", "e")
}
"""What else a heading of a half-year says."""


def read_when(cell: Any) -> tuple[int, int] | None:
    """The year and the half of it (0: all of it) that a heading says: `2019`, `2019/2`, `6-mujori I 2019`; None for anything else."""
    words = heading_key(text_of_cell(cell)).split()
    years = [word for word in words if YEAR.fullmatch(word)]
    rest = [word for word in words if not YEAR.fullmatch(word)]
    if len(years) != 1:
        return None
    for both in HALVES:
        for half, said in enumerate(both, 1):
            if said & set(rest) and set(rest) <= said | BESIDE:
                return int(years[0]), half
    return (int(years[0]), 0) if set(rest) <= {"viti", "year"} else None
