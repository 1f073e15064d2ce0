"""The heading of a returned table: which column is which field, and which ones staff added."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..lib.text import plain_text
from ..lib.uploads import text_of_cell
from .columns import ExchangeTable
from .merge import EXTRA

HEADER_WITHIN = 20
"""Rows from the top in which the column names are looked for."""
MOST_ADDED, LONGEST_HEADING, LONGEST_ADDED = 20, 60, 2_000
"""Columns staff may add, and how many characters their heading and a cell of them may have."""
_BETWEEN = re.compile(r"[\W_]+")


def heading_key(text: str) -> str:
    """A heading for comparing: without accents, capitals and punctuation."""
    return _BETWEEN.sub(" ", plain_text(text)).strip()


def heading_text(cell: Any) -> str:
    """A heading on one line."""
    return " ".join(text_of_cell(cell).split())


FORMERLY = {
    "Due": "Completion date",
    "How far it is": "Status",
    "How we see it is done": "Benchmark",
    "Ku ka arritur": "Status",
    "Pinned at": "Fixed start",
    "Shtyrja (ditë)": "Days early/late",
    "Slip (days)": "Days early/late",
}
"""What columns were called in files that were exported before: the English name they have now."""


def add_former_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by the keys of what their columns are called, and of what they were called before."""
    former = {heading_key(old): fields.get(heading_key(new)) for old, new in FORMERLY.items()}
    return {**{key: name for key, name in former.items() if name is not None}, **fields}


def split_alternatives(also: str) -> list[str]:
    """`a b|c d`: a, b and `c d`: the first part holds words, each other one is a phrase."""
    words, *phrases = also.split("|")
    return [*words.split(), *(phrase.strip() for phrase in phrases)]


def columns_by_phrase(table: ExchangeTable) -> dict[str, list[str]]:
    """By every other word or phrase people use as a heading: the columns it may mean, in their order."""
    found: dict[str, list[str]] = {}
    for column in table.columns:
        for phrase in split_alternatives(column.also):
            found.setdefault(phrase, []).append(column.name)
    return found


@dataclass
class Headings:
    """`columns`: field names by column number from 0; `added`: the columns staff added, in the file's order.

    `passed`: those that are only looked at, by column; `too_long`, `too_many`: headings of columns that are left out; `blank`:
    cells in columns without a heading.
    """

    number: int = 0
    width: int = 0
    columns: dict[int, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    too_long: list[tuple[int, str]] = field(default_factory=list)
    too_many: list[str] = field(default_factory=list)
    nameless: tuple[int, ...] = ()
    blank: Counter[int] = field(default_factory=Counter)

    def look(self, row: Sequence[Any]) -> None:
        """Count what stands in columns without a heading."""
        if len(row) > self.width:
            self.nameless += tuple(range(self.width, len(row)))
            self.width = len(row)
        for column in self.nameless:
            if column < len(row) and row[column] is not None and text_of_cell(row[column]):
                self.blank[column] += 1


def read_headings(
    row: Sequence[Any],
    fields: Mapping[str, str],
    looked_at: Mapping[str, str] | Collection[str],
    needs: Collection[str],
    before: Collection[str] = (),
    also: Mapping[str, Sequence[str]] | None = None,
) -> Headings | None:
    """The row as a heading; None where it lacks a field that it `needs`. `fields`: by the keys of what they are called.

    `looked_at`: keys of columns that are passed over; `before`: columns that were added before. Of two columns of one name
    the second counts as added, with a number behind its name. `also`: fields that other words for headings may mean, where
    the file is surely one of ours.
    """
    called = [heading_text(cell) for cell in row]
    keys = [heading_key(heading) for heading in called]
    found: dict[int, str] = {}
    for column, key in enumerate(keys):
        name = fields.get(key)
        if name and name not in found.values():
            found[column] = name
    for column, key in enumerate(keys if also else ()):
        meant = () if column in found or called[column] in before else (also or {}).get(key, ())
        for name in meant[:1]:
            if name not in found.values():
                found[column] = name
    known = len(found) + sum(key in looked_at for key in keys)
    if not set(needs) <= set(found.values()) or known < 2:
        return None
    headings = Headings(width=len(row), columns=found)
    headings.nameless = tuple(column for column, heading in enumerate(called) if not heading)
    passed = set(looked_at)
    earlier = {heading_key(name): name for name in before if heading_key(name)}
    for column, (heading, key) in enumerate(zip(called, keys, strict=True)):
        if key in passed:
            passed.remove(key)
            headings.passed[column] = looked_at[key] if isinstance(looked_at, Mapping) else heading
        elif heading and column not in found:
            again = earlier.get(key, heading)
            _add(
                headings, column, heading if heading in before or again in called else again, fields
            )
    return headings


def _add(headings: Headings, column: int, heading: str, fields: Collection[str]) -> None:
    if len(heading) > LONGEST_HEADING:
        headings.too_long.append((column, heading))
        return
    name, number = heading, 2
    while name in headings.added or heading_key(name) in fields:
        name, number = f"{heading} ({number})", number + 1
    if len(headings.added) >= MOST_ADDED:
        headings.too_many.append(name)
        return
    headings.added.append(name)
    headings.columns[column] = EXTRA + name
