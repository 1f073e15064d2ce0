"""What was decided about a table of answers, and what reading it under these decisions finds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ...exchange.headings import heading_key
from ..answering.sent import SentAnswer

LEAVE_OUT = "leave-out"
"""Said of a value: for a sector the whole row is left out, otherwise only what the value would have said."""


class AnswerTrouble(StrEnum):
    """What is wrong with a row. The first four leave the row out; of the others the rest of it is kept."""

    NO_SECTOR = "no_sector"
    NOTHING_SAID = "nothing_said"
    TOO_LONG = "too_long"
    LEFT_OUT = "left_out"
    NO_DAY = "no_day"
    DAY_TO_COME = "day_to_come"
    NO_LANGUAGE = "no_language"
    RANK_TWICE = "rank_twice"
    UNKNOWN_VALUE = "unknown_value"

    @property
    def leaves_out(self) -> bool:
        """Whether the whole row stays out."""
        return self in (
            AnswerTrouble.NO_SECTOR,
            AnswerTrouble.NOTHING_SAID,
            AnswerTrouble.TOO_LONG,
            AnswerTrouble.LEFT_OUT,
        )


class AnswerProblem(NamedTuple):
    """Something about a row: its number in the file, what, and the value in question."""

    row: int
    trouble: AnswerTrouble
    value: str = ""


class UnknownMeaning(NamedTuple):
    """A value that is called like nothing we have: of what (`sector`, `county`, `question-ID`), and in how many rows.

    An empty value stands for rows without a sector.
    """

    target: str
    text: str
    rows: int

    @property
    def key(self) -> str:
        """A short name for the field that asks what it means."""
        return value_key(self.target, self.text)


def value_key(target: str, text: str) -> str:
    """A short key for a value of one thing; case and accents do not count."""
    return hashlib.sha256(
        f"{target}\n{heading_key(text) or text}".encode("utf-8", "replace")
    ).hexdigest()[:12]


def place_value(county: int | None, capital: bool | None) -> str:
    """A place as a field sends it: `ID-capital`, `ID-outside`, `ID-open` where the capital is not spoken of."""
    part = "open" if capital is None else "capital" if capital else "outside"
    return "" if county is None else f"{county}-{part}"


@dataclass(frozen=True)
class AnswersPlan:
    """What somebody decided: a purpose for each column, what stands for rows that say nothing, what values mean.

    `sector` counts for rows without one (None: they are left out), `given_on` and `language` likewise. `values`
    by `value_key`: an id (sector, choice), a `place_value`, a point of a scale, or LEAVE_OUT.
    """

    columns: tuple[str, ...]
    given_on: date
    language: str
    sector: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


class ReadAnswer(NamedTuple):
    """A row as it will be kept; `receipt` is the same whenever the same row of the same table is read again.

    `older`: its receipts under secret keys from before.
    """

    row: int
    sent: SentAnswer
    given_on: date
    language: str
    receipt: str
    older: tuple[str, ...] = ()


@dataclass
class AnswersReading:
    """Everything a table says under a plan."""

    rows: list[ReadAnswer] = field(default_factory=list)
    problems: list[AnswerProblem] = field(default_factory=list)
    unknown: list[UnknownMeaning] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many rows stay out."""
        return len({problem.row for problem in self.problems if problem.trouble.leaves_out})
