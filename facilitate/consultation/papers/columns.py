"""The columns of a table that a survey tool exported: where their headings are, what they hold, what each may become.

A column becomes one of the fixed parts of an answer (`sector`, `county`, `day`, `language`, `name`,
`organisation`), a question (`question-ID`), a choice that has a column of its own (`choice-ID`), or is left out
(empty text).
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from ...exchange.headings import heading_key
from .matching import cell_text, is_moment
from .private_columns import LONGEST_HEADING, are_private, has_private_heading

LOOKED_AT = 20
"""Rows from the top in which headings are looked for."""
SAMPLES = 200
"""Values that tell what a column holds."""

SECTOR, COUNTY, DAY, LANGUAGE, NAME, ORGANISATION = (
    "sector",
    "county",
    "day",
    "language",
    "name",
    "organisation",
)
LEFT_OUT = ""
FIXED = {
    SECTOR: (
        "sector",
        "sektor",
        "sektori",
        "where do you work",
        "ku punoni",
        "your sector",
        "sektori juaj",
    ),
    COUNTY: (
        "county",
        "qark",
        "qarku",
        "in which county",
        "ne cilin qark",
        "region",
        "rajoni",
        "prefecture",
        "prefektura",
    ),
    DAY: (
        "completion time",
        "submitdate",
        "date submitted",
        "submission time",
        "submissiondate",
        "creationdate",
        "end date",
        "timestamp",
        "vula kohore",
        "koha e perfundimit",
        "date last action",
        "day",
        "date",
        "data",
        "dita",
        "data e pergjigjes",
        "end",
    ),
    LANGUAGE: (
        "language",
        "gjuha",
        "startlanguage",
        "start language",
        "survey language",
        "respondent language",
    ),
    NAME: (
        "name",
        "your name",
        "full name",
        "emri",
        "emri juaj",
        "emri i plote",
        "emri dhe mbiemri",
        "emer mbiemer",
    ),
    ORGANISATION: (
        "organisation",
        "organization",
        "institution",
        "organizata",
        "institucioni",
        "your office or organisation",
        "zyra ose organizata juaj",
        "office",
    ),
}
"""Headings by which a fixed part is known, the better ones first."""
NUMBERING = re.compile(r"^\W*(?:[qp]\d{1,9}(?:\[\w{1,9}\])?|\d{1,3})\s*[.:)–-]\s*", re.IGNORECASE)
"""What may stand before the words of a question: its number, or its code as LimeSurvey writes it (`q7[c3]. …`)."""
_GRID = re.compile(r"^(.*\S)\s*\[(.+)\]\s*$", re.DOTALL)
_PATH = re.compile(r"\w+([/-]\w+)+")
"""The name of a question with the groups it is in, as Kobo (`/`) and ODK (`-`) write it."""
MOST_PARTS = 6
"""Parts of a heading between slashes that are looked at."""
_ANSWERED = {"response", "open ended response", "pergjigje", "pergjigjja", "pergjigje e hapur"}
"""What survey tools write below the heading of a question with one column."""
ALIKE = 0.6
"""Share of words two wordings need to have in common to be taken for the same question."""

Row = tuple[int, Sequence[Any]]


class TableHeader(NamedTuple):
    """The headings: number of their first row in the file, and how many rows they take."""

    row: int
    rows: int


class ColumnHolds(StrEnum):
    """What a column holds, as far as it matters for what may be kept of it."""

    ANYTHING = "anything"
    MOMENTS = "moments"
    PRIVATE = "private"
    NOTHING = "nothing"


@dataclass(frozen=True)
class AnswerColumn:
    """A column: its letter, its heading (a second row of headings in `below`), a few values, what it holds."""

    letter: str
    heading: str
    below: str
    samples: tuple[str, ...]
    holds: ColumnHolds

    @property
    def name(self) -> str:
        """The heading as people read it."""
        return " – ".join(part for part in (self.heading, self.below) if part)


def find_answers_header(rows: Sequence[Row]) -> TableHeader:
    """Where the headings are: the first row that is all text, holds two different ones, and is not much emptier
    than the table; with the row below it where that continues it (as SurveyMonkey does).
    """
    top = rows[:LOOKED_AT]
    widest = max((sum(map(_holds, cells)) for _number, cells in rows[:50]), default=0)
    least = max(min(2, widest), widest // 5)
    for place, (number, cells) in enumerate(top):
        texts = [heading_key(cell_text(cell)) for cell in cells if _holds(cell)]
        if len(set(texts)) >= least and all(
            isinstance(cell, str) for cell in cells if _holds(cell)
        ):
            below = rows[place + 1] if place + 1 < len(rows) else None
            return TableHeader(
                number, 2 if below and below[0] == number + 1 and _continues(cells, below[1]) else 1
            )
    return TableHeader(top[0][0] if top else 1, 1)


def _holds(cell: Any) -> bool:
    return cell is not None and cell != ""


def _continues(heads: Sequence[Any], below: Sequence[Any]) -> bool:
    """Whether a row says more about headings: under a heading of several columns the parts of it, all different;
    under the others nothing, the same again (merged cells), or the word for an answer.
    """
    if not all(isinstance(cell, str) for cell in below if _holds(cell)):
        return False
    more = False
    for columns in _groups(heads):
        texts = [heading_key(cell_text(below[column])) for column in columns]
        if len(columns) == 1:
            if (
                texts[0]
                and texts[0] not in _ANSWERED
                and texts[0] != heading_key(cell_text(heads[columns[0]]))
            ):
                return False
            more = more or texts[0] in _ANSWERED
        elif len({text for text in texts if text}) != len([text for text in texts if text]):
            return False
        else:
            more = more or any(texts)
    return more


def _groups(heads: Sequence[Any]) -> Iterator[list[int]]:
    """Columns below one heading: those after it that repeat it (merged cells) or have none."""
    group: list[int] = []
    for column, head in enumerate(heads):
        if group and (not _holds(head) or head == heads[group[0]]):
            group.append(column)
            continue
        if group:
            yield group
        group = [column]
    if group:
        yield group


def below_header(rows: Sequence[Row], header: TableHeader) -> list[Row]:
    """The rows with answers; where tables were put below one another, the headings that come again are none."""
    end = header.row + header.rows
    heads = [list(map(cell_text, cells)) for number, cells in rows if header.row <= number < end]
    return [row for row in rows if row[0] >= end and list(map(cell_text, row[1])) not in heads]


def answer_columns(rows: Sequence[Row], header: TableHeader, named: bool) -> list[AnswerColumn]:
    """The columns, by their headings and by what is in them. Unless answers are `named`, names are private too."""
    heads = [cells for number, cells in rows if header.row <= number < header.row + header.rows]
    answers = below_header(rows, header)
    width = len(rows[0][1]) if rows else 0
    first = list(heads[0]) if heads else [None] * width
    if len(heads) > 1:
        for group in _groups(first):
            for column in group:
                first[column] = first[group[0]]
    found = []
    for column in range(width):
        heading = cell_text(first[column])
        others = (cell_text(cells[column]) for cells in heads[1:])
        below = " – ".join(
            text
            for text in others
            if text and text != heading and heading_key(text) not in _ANSWERED
        )
        if not below and (parts := _GRID.match(heading[:LONGEST_HEADING])):
            heading, below = parts[1], parts[2].strip()
        filled = (cells[column] for _number, cells in answers if _holds(cells[column]))
        values = list(itertools.islice(filled, SAMPLES))
        samples = tuple(dict.fromkeys(cell_text(value) for value in values))[:3]
        found.append(
            AnswerColumn(
                letter=get_column_letter(column + 1),
                heading=heading,
                below=below,
                samples=samples,
                holds=_held(heading, values, named),
            )
        )
    return found


def parts_of_heading(heading: str) -> list[str]:
    """The groups, the question and the choice that a heading such as `group/question/choice` names; alone, it is one part."""
    whole = heading[:LONGEST_HEADING]
    if _PATH.fullmatch(whole):
        whole = whole.replace("-", "/")
    return whole.split("/")[:MOST_PARTS]


def _held(heading: str, values: Sequence[Any], named: bool) -> ColumnHolds:
    if not values:
        return ColumnHolds.NOTHING
    names = [heading]
    if _PATH.fullmatch(heading[:LONGEST_HEADING]):
        names.append(parts_of_heading(heading)[-1])
    named_person = not named and any(heading_key(name) in FIXED[NAME] for name in names)
    texts = [cell_text(value) for value in values]
    if named_person or any(map(has_private_heading, names)) or are_private(texts):
        return ColumnHolds.PRIVATE
    return (
        ColumnHolds.MOMENTS
        if sum(map(is_moment, values)) > len(values) / 2
        else ColumnHolds.ANYTHING
    )
