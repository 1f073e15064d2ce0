"""The choices of a question while they are edited: what is offered, in which order, and whether it makes sense."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...lib.text import Words, plain_text

FEWEST, MOST, LONGEST = 2, 30, 200
"""Choices a question offers at least and at most; characters of one in one language."""


@dataclass(frozen=True)
class OfferedChoice:
    """One choice. `id` is the number of its row, empty for a new one."""

    id: int | None
    text: Words
    hidden: bool = False

    def __str__(self) -> str:
        both = " / ".join(text for text in (self.text.en, self.text.sq) if text)
        return f"({both})" if self.hidden else both


class ChoicesProblem(StrEnum):
    """What can be wrong with the choices of a question."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    TWICE = "twice"
    EMPTIED = "emptied"


def choices_problem(
    offered: Sequence[OfferedChoice], kept: Iterable[int] = ()
) -> ChoicesProblem | None:
    """What is wrong with the choices, the most basic thing first; None where all is right.

    `kept` are the ids of choices that answers may have picked: those may be hidden, not taken away.
    """
    shown = [one for one in offered if not one.hidden]
    if not set(kept) <= {one.id for one in offered}:
        return ChoicesProblem.EMPTIED
    if len(offered) > MOST:
        return ChoicesProblem.TOO_MANY
    if (
        max((len(text) for one in offered for text in (one.text.en, one.text.sq)), default=0)
        > LONGEST
    ):
        return ChoicesProblem.TOO_LONG
    if len(shown) < FEWEST:
        return ChoicesProblem.TOO_FEW
    return (
        ChoicesProblem.TWICE
        if _twice([one.text.en for one in shown]) or _twice([one.text.sq for one in shown])
        else None
    )


def _twice(texts: Sequence[str]) -> bool:
    """Whether two read the same to somebody who reads quickly: case and accents do not tell them apart."""
    read = [plain_text(text) for text in texts if text]
    return len(read) != len(set(read))
