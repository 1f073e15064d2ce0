"""How steps are numbered, on every paper and page: day and place, `2·7`; in an event of one day the place alone."""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self

_ADDRESS = re.compile(r"(?:([1-9][0-9]{0,3})-)?([1-9][0-9]{0,5})", re.ASCII)


class StepNumber(NamedTuple):
    """The number of a step; `day` is 0 in an event of one day, `place` counts everything of the day, in its order."""

    day: int
    place: int

    def __str__(self) -> str:
        return f"{self.day}·{self.place}" if self.day else str(self.place)

    @property
    def address(self) -> str:
        """As it stands in an address or a bookmark: `2-7`."""
        return f"{self.day}-{self.place}" if self.day else str(self.place)

    @property
    def leading(self) -> str:
        """As it stands before a title: `2·7`, but `7.`"""
        return str(self) if self.day else f"{self}."

    @property
    def following(self) -> Self:
        """The number after it."""
        return self._replace(place=self.place + 1)


def number_in_address(address: str) -> StepNumber | None:
    """The number that stands in an address; None where there is none."""
    found = _ADDRESS.fullmatch(address)
    return StepNumber(int(found[1] or 0), int(found[2])) if found else None


def number_runs(numbers: Iterable[StepNumber]) -> list[tuple[StepNumber, StepNumber]]:
    """Neighbours drawn together from three on: `1 2 3 7 8` → `(1, 3) (7, 7) (8, 8)`."""
    found: list[tuple[StepNumber, StepNumber]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1].following == number:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return [
        piece
        for first, last in found
        for piece in (
            [(first, last)]
            if last.place - first.place > 1
            else [(one, one) for one in sorted({first, last})]
        )
    ]


def run_text(first: StepNumber, last: StepNumber) -> str:
    """`2·7–9`, or `2·7` alone."""
    return f"{first}–{last.place}" if last.place > first.place else str(first)
