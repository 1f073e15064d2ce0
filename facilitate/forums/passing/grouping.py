"""Problems grouped by theme over forums: *named in 3 of 4 groups*.

Themes are written freely. Two are the same when they say the same words: case, accents, order, small words and endings do not
count (`Shelters`, `shelter`, `the shelter` are one; so are `Strehimi` and `strehim`). Only forums of one kind are counted
together: that a coalition names something too says nothing about how many regional groups do.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ...lib.text import albanian_key, plain_text
from ..duty_dates import after_months


def two_years_before(today: date) -> date:
    """Two years ago: what groups named longer ago says little of today."""
    return after_months(today, -24)


STEM = 5
"""Letters of a word that count: endings change in Albanian (strehim, strehimi, strehimit), and in English a little."""
_ENGLISH = "a an and at by for from in is no not of on or our the their to with"
_ALBANIAN = "ata dhe e i ka ku me mos ne nga nje nuk ose pa per se si te tek ta tij tyre u"
SMALL = frozenset(f"{_ENGLISH} {_ALBANIAN}".split(" "))
"""Words that tell no theme from another, folded."""


class RaisedProblem(Protocol):
    """What grouping wants to know of a problem."""

    @property
    def id(self) -> int: ...
    @property
    def forum_id(self) -> int: ...
    @property
    def theme(self) -> str: ...
    @property
    def raised_on(self) -> date: ...


def theme_key(theme: str) -> tuple[str, ...]:
    """What of a theme counts: its words without small ones, begun; a theme of small words alone counts whole."""
    words = re.findall(r"\w+", plain_text(theme))
    told = {word[:STEM] for word in words if word not in SMALL}
    return tuple(sorted(told or set(words)))


@dataclass(frozen=True)
class ProblemTheme:
    """Problems of one theme, the latest first; `named`: by kind of forum, how many of how many forums name it."""

    name: str
    problems: list[RaisedProblem] = field(default_factory=list)
    named: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def forums(self) -> int:
        """How many forums name it, of any kind."""
        return len({row.forum_id for row in self.problems})


def group_by_theme(
    problems: Iterable[RaisedProblem], kinds: Mapping[int, str]
) -> list[ProblemTheme]:
    """Themes with their problems: those that most forums name first, then those with most problems, then by name.

    `kinds`: the kind of every forum that counts, by its number. A theme is called as most write it.
    """
    by_key: dict[tuple[str, ...], list[RaisedProblem]] = {}
    for row in problems:
        by_key.setdefault(theme_key(row.theme), []).append(row)
    of_kind = Counter(kinds.values())
    found = [
        ProblemTheme(
            _called(rows),
            sorted(rows, key=lambda row: (row.raised_on, row.id), reverse=True),
            _named(rows, kinds, of_kind),
        )
        for rows in by_key.values()
    ]
    return sorted(found, key=lambda one: (-one.forums, -len(one.problems), albanian_key(one.name)))


def _called(rows: Iterable[RaisedProblem]) -> str:
    counts = Counter(row.theme for row in sorted(rows, key=lambda row: row.id))
    return max(counts, key=lambda name: counts[name])  # of equals, the one written first


def _named(
    rows: Iterable[RaisedProblem], kinds: Mapping[int, str], of_kind: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    forums = Counter(kinds[forum] for forum in {row.forum_id for row in rows} if forum in kinds)
    return {kind: (number, of_kind[kind]) for kind, number in sorted(forums.items())}
