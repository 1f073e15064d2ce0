"""Tellings in words: a number as it may be shown, the parts of a split, a total over several counties."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..lib.money import format_hundredths
from ..web.i18n import current_language
from .cells import TOTAL, SplitKind, margins_of, splits_of
from .labels import Places, cell_name, people_name, split_name
from .models import SituationIndicator
from .protecting import Telling, has_split, number_of

HIDDEN, NONE = "*", "–"
"""Stand for a number that could point to a person, and for one that nobody gave."""


def total_of(telling: Telling | None) -> int | None:
    """The total as a number, where it is told."""
    return None if telling is None else telling.get(TOTAL)


def total_said(telling: Telling | None) -> str:
    """`14`, `*` where it could point to a person, `–` where nobody gave one."""
    if telling is None:
        return NONE
    return count_said(telling.get(TOTAL, HIDDEN))


def count_said(count: int | str, signed: bool = False) -> str:
    """A number in the language spoken now, with its sign if `signed` (`+1,204`, `−12`); what stands for one, as it is."""
    if isinstance(count, str):
        return count
    sign = "+" if signed and count > 0 else ""
    return sign + format_hundredths(count * 100, current_language(), decimals=False)


def number_told(number: int | None) -> int | str:
    """A number of a split, `*` where it may not be told."""
    return HIDDEN if number is None else number


@dataclass(frozen=True)
class SplitTold:
    """A split as it is shown: its name, and each part with its number."""

    name: str
    cells: Sequence[tuple[str, str]]


def splits_told(
    line: SituationIndicator, telling: Telling | None, places: Places
) -> list[SplitTold]:
    """The splits that are told, in the language spoken now; parts nobody is in are left out, and splits of which
    nothing may be told; sums by sex and age stand first."""
    found = []
    splits = splits_of(line.people, len(line.parts), places.get(line.place, ()))
    for split, cells in splits.items():
        if not has_split(telling, split):
            continue
        rows = [(cell_name(line, cell, places), number_of(telling, [cell])) for cell in cells]
        if split is SplitKind.PEOPLE:
            sums = margins_of(line.people).items()
            rows = [*((people_name(key), number_of(telling, made)) for key, made in sums), *rows]
        shown = [(name, count_said(number_told(number))) for name, number in rows if number != 0]
        if any(number != HIDDEN for _name, number in shown):
            found.append(SplitTold(split_name(line, split), shown))
    return found
