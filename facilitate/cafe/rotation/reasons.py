"""Why a seating cannot be had, or what about it could not: values a page can translate, with an English sentence.

Units: `table` and `round` count from 0 as in the data; the sentence counts from 1 as people do.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn


class SeatingReason(NamedTuple):
    """One thing that cannot be: its kind, whom it touches, where, when, and a plain English sentence."""

    kind: str
    text: str
    who: tuple[str, ...] = ()
    table: int | None = None
    round: int | None = None
    number: int | None = None  # the figure of the sentence, where there is one


class Infeasible(ValueError):
    """No seating keeps every rule; `reason` is the smallest explanation that was found."""

    def __init__(self, reason: SeatingReason) -> None:
        super().__init__(reason.text)
        self.reason = reason


class Malformed(Infeasible):
    """The event contradicts its own format: an unknown person, a table that is not there."""


def refuse_event(text: str, *who: str) -> NoReturn:
    """Say what is wrong with the input."""
    raise Malformed(SeatingReason("malformed", text, who))


def is_sequence(value: Any) -> bool:
    """A list of things, not a text."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def listed_names(names: list[str] | tuple[str, ...]) -> str:
    """Names as people say them: Ana, Ben and Cen; a long list is cut."""
    shown = list(names)
    if len(shown) > 6:
        shown = [*shown[:5], f"{len(shown) - 5} others"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
