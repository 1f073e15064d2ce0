"""Which of the things done to themes can be taken back now."""

from collections.abc import Iterable
from typing import NamedTuple


class DoneChange(NamedTuple):
    """Something done to themes: its id (later ones are higher), the ids of the themes it touched, whether it was undone."""

    id: int
    themes: frozenset[int]
    undone: bool


def blocking_change(done: Iterable[DoneChange], wanted: int) -> int | None:
    """The id of what has to be taken back before `wanted` can be, or None: the latest one after it that touched

    one of the same themes and was not undone.
    """
    rows = list(done)
    mine = next(row for row in rows if row.id == wanted)
    later = [
        row.id
        for row in rows
        if row.id > wanted and not row.undone and not mine.themes.isdisjoint(row.themes)
    ]
    return max(later, default=None)
