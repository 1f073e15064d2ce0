"""The pictures of an evaluation as plain geometry, in percent of their width."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...lib.shares import BarPiece, stack_bar
from ..models import QuestionKind
from ..sharing.summary import ClosedResult
from .results import ENDS, ComparedValue, ResultItem, Results


@dataclass(frozen=True)
class EditionDot:
    """Where an edition stands on the line of a question, in percent; `own`: the event looked at."""

    x: float
    own: bool


def scale_pieces(result: ClosedResult) -> list[BarPiece]:
    """How many took each step of a scale (its number as key), as one bar; empty where a step must not be shown."""
    numbers = [line.number for line in result.lines]
    if None in numbers:
        return []
    return stack_bar({str(step): number or 0 for step, number in enumerate(numbers, ENDS[0])})


def edition_dots(item: ResultItem, results: Results) -> list[EditionDot]:
    """The editions on the line of a question, this one last, so that it lies on top."""
    others: Sequence[ComparedValue | None] = [
        results.before(item.key, one) for one in results.others
    ]
    found = [EditionDot(place_on_line(value), False) for value in others if value]
    return [*found, EditionDot(place_on_line(results.own.values[item.key]), True)]


def place_on_line(value: ComparedValue) -> float:
    """Where a value stands between the ends of its line, in percent; a little is left at both ends for the dot."""
    low, high = ENDS if value.kind is QuestionKind.SCALE else (0, 1)
    return round(3 + 94 * (value.number - low) / (high - low), 2)
