"""Everything the Excel file holds, as plain values; the numbers by sector and county are rounded already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..constellation.columns import ThemeColumn
from .rows import AnswerRow, CodedRow
from .summary import ClosedResult, HeardTheme, SectorPart, Summary, SummarySource


@dataclass(frozen=True)
class AimRow:
    """An objective as the table of objectives has it; here ideas are in too."""

    code: str
    text: str
    sought: str
    result: str
    status: str
    goal: str
    source: SummarySource
    themes: Sequence[str]
    unserved: str


@dataclass(frozen=True)
class AnswersBook:
    """The sheets of the file.

    `questions` and `names` (of themes) by id; `closed` are the ids of questions that are not open; `parts` are the
    columns of `by_sector`, `counties` those of `by_county`: all there are, for those that answered would tell of few.
    Beside what each answer says, exact tables would tell who said it: the numbers of these two, and those of `parts`,
    are rounded (see `lib/suppression.round_to_five`). `answers` and `coded` are empty where anonymous answers are so few
    that their number must not be shown.
    """

    made_on: date
    named: bool
    summary: Summary
    questions: dict[int, str]
    closed: frozenset[int]
    answers: Sequence[AnswerRow]
    coded: Sequence[CodedRow]
    themes: Sequence[HeardTheme]
    names: dict[int, str]
    parts: Sequence[SectorPart]
    by_sector: dict[int, list[int]]
    counties: Sequence[ThemeColumn]
    by_county: dict[int, list[int]]
    results: Sequence[ClosedResult]
    aims: Sequence[AimRow]
