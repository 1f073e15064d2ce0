"""The wall: everybody's name by letter with the table of each round. A rule on the floor; no database."""

from dataclasses import dataclass

from ...lib.text import albanian_key, index_letter
from ..floor import CafeFloor, Guest


@dataclass(frozen=True)
class WallLine:
    """One name on the wall: what it is sorted by first; `tables`: the number in each round, 0 where there is no seat.

    `letter` is empty where the line before has the same one.
    """

    letter: str
    first: str
    second: str
    tables: tuple[int, ...]


def wall_lines(floor: CafeFloor, *, family: bool = False) -> list[WallLine]:
    """Everybody with a seat in some round, by given name or by family name, each letter once."""
    if floor.seating is None:
        return []

    def sides(guest: Guest) -> tuple[str, str]:
        pair = (guest.family, guest.given) if family else (guest.given, guest.family)
        return pair if pair[0] else (pair[1], "")

    seated = []
    for key, path in floor.seating.paths.items():
        guest = floor.guests.get(key)
        numbers = tuple(floor.number_of(table) or 0 for table in path[: floor.cafe.rounds])
        if guest and any(numbers):
            seated.append((*sides(guest), numbers))
    seated.sort(key=lambda one: (albanian_key(one[0]), albanian_key(one[1]), one[2]))
    found: list[WallLine] = []
    last = ""
    for first, second, numbers in seated:
        letter = index_letter(first)
        found.append(WallLine("" if letter == last else letter, first, second, numbers))
        last = letter
    return found
