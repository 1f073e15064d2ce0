"""Entries that a site or program keeps as JSON in a form of its own: lists of steps whose names say what each part is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from .arrived import MOST_PIECES, ArrivalProblem, FileSpot, NotArrived, Whereabouts
from .dates import day_heading
from .headings import field_of_heading
from .pieces import FileGrid, FileGridRow

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TIMED = {"time", "start", "end"}
DEEPEST = 8
"""How deep lists and groups stand in one another at most."""


def grid_of_records(found: Any, near: date) -> FileGrid | None:
    """The entries as one table, a row each and one for each day that is named above them; None where they are no agenda."""
    entries = list(_entries(found, (), near))
    names = list(dict.fromkeys(name for _day, entry in entries for name in entry))
    if not entries:
        return None
    if len(entries) > MOST_PIECES:
        raise ArrivalProblem(NotArrived.TOO_LONG)
    rows = [_row(0, names)]
    day: tuple[str, ...] = ()
    for number, (above, entry) in enumerate(entries, 1):
        if above != day:
            rows.append(_row(number, [", ".join(above)]))
            day = above
        rows.append(_row(number, [_text(entry.get(name)) for name in names]))
    return FileGrid(tuple(rows))


def _row(number: int, cells: Sequence[str]) -> FileGridRow:
    return FileGridRow(FileSpot(number, Whereabouts.ENTRY), tuple(cells))


def _entries(
    found: Any, above: tuple[str, ...], near: date, deep: int = 0
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Each entry that has a title and a time, by headings, with what names its day above it."""
    if deep > DEEPEST:
        return
    if isinstance(found, list):
        among = any(isinstance(one, Mapping) and _is_entry(one) for one in found)
        for one in found:
            if among and isinstance(one, Mapping):
                yield above, {_heading(key): value for key, value in one.items()}
            else:
                yield from _entries(one, above, near, deep + 1)
    elif isinstance(found, Mapping):
        if _is_entry(found):
            yield above, {_heading(key): value for key, value in found.items()}
            return
        said = [
            value for value in found.values() if isinstance(value, str) and day_heading(value, near)
        ]
        for key, value in found.items():
            if isinstance(value, list | Mapping):
                own = [key] if not said and day_heading(key, near) else said
                yield from _entries(value, tuple(own) or above, near, deep + 1)


def _is_entry(found: Mapping[str, Any]) -> bool:
    """Whether a title and a time are told; beside one that is, whatever stands in the list is shown too."""
    fields = {
        field_of_heading(_heading(key)) for key, one in found.items() if one not in (None, "")
    }
    return "title" in fields and bool(fields & _TIMED)


def _heading(key: str) -> str:
    return _WORD_BEGINS.sub(" ", key).replace("_", " ")


def _text(value: Any) -> str:
    """What an entry says of one thing: several people one after the other, each by the name; of several languages the first."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, Mapping):
        named = [one for key, one in value.items() if "name" in key.lower()]
        said = [one for one in named or value.values() if isinstance(one, str)]
        return _text(said[0]) if said else ""
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
