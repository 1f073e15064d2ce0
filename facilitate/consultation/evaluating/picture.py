"""The pictures of an evaluation as plain geometry, in percent of their width."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...lib.svg import BarPiece, stack_bar
from ..models import QuestionKind
from ..sharing.summary import Result
from .results import ENDS, Item, Results, Value


@dataclass(frozen=True)
class Dot:
    """Where an edition stands on the line of a question, in percent; `own`: the event looked at."""

    x: float
    own: bool


def pieces(result: Result) -> list[BarPiece]:
    """How many took each step of a scale (its number as key), as one bar; empty where a step must not be shown."""
    numbers = [line.number for line in result.lines]
    if None in numbers:
        return []
    return stack_bar({str(step): number or 0 for step, number in enumerate(numbers, ENDS[0])})


def dots(item: Item, results: Results) -> list[Dot]:
    """The editions on the line of a question, this one last, so that it lies on top."""
    others: Sequence[Value | None] = [results.before(item.key, one) for one in results.others]
    found = [Dot(place(value), False) for value in others if value]
    return [*found, Dot(place(results.own.values[item.key]), True)]


def place(value: Value) -> float:
    """Where a value stands between the ends of its line, in percent; a little is left at both ends for the dot."""
    low, high = ENDS if value.kind is QuestionKind.SCALE else (0, 1)
    return round(3 + 94 * (value.number - low) / (high - low), 2)
