"""The rounds of a world café: when each starts and ends, how long all takes, how many tables people need."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Round:
    """One round, in minutes after midnight; the time to move comes after its end."""

    number: int
    start: int
    end: int


def cafe_rounds(start: int, count: int, minutes: int, move: int) -> list[Round]:
    """`count` rounds of `minutes`, and after each, the last one too, `move` minutes to change tables."""
    length = minutes + move
    return [Round(n + 1, start + n * length, start + n * length + minutes) for n in range(count)]


def total_minutes(rounds: int, minutes: int, move: int, harvest: int) -> int:
    """Minutes from the first word at the tables to the end of the harvest in plenary."""
    return rounds * minutes + rounds * move + harvest


def tables_for(people: int, seats: int) -> int:
    """How many tables with that many seats give everybody one; at least one table."""
    return max(1, -(-people // seats))
