"""The places of an event as a list to choose from: steps, in them groups, tables and rounds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...lib.text import Words
from ..spots import NoteSpot, read_spot
from ..taking.overview import NotesDay, NotesRow

NOWHERE = ""


@dataclass(frozen=True)
class NotePlace:
    """One place to choose: where, and the names that lead to it, step first. `table` 0: none."""

    spot: NoteSpot
    names: tuple[Words, ...]
    table: int = 0

    @property
    def key(self) -> str:
        return spot_key(self.spot)


def spot_key(spot: NoteSpot) -> str:
    """What stands for a place in a form: `12`, `12.3..` (a group), `12..4.2` (a table and round)."""
    if spot.step is None:
        return NOWHERE
    rest = ".".join(str(part or "") for part in spot[1:])
    return f"{spot.step}.{rest}" if rest.strip(".") else str(spot.step)


def read_spot_key(key: str) -> NoteSpot:
    """The place a form means; without one, or where it cannot be read, nowhere."""
    step, strand, table, turn = (key.split(".") + [""] * 4)[:4]
    return read_spot(step, {"strand": strand, "table": table, "round": turn})


def flatten_places(days: Sequence[NotesDay]) -> list[NotePlace]:
    """All places in the order of the agenda, what a place holds right after it."""
    return [place for day in days for row in day.rows for place in _places(row, ())]


def _places(row: NotesRow, above: tuple[Words, ...]) -> Iterator[NotePlace]:
    names = (*above, row.title)
    yield NotePlace(row.spot, names)
    for number, name, _taker, cells in row.grid:
        for spot, _count, _points in cells:
            yield NotePlace(spot, (*names, name), number)
    for one in row.inside:
        yield from _places(one, names)


def place_at(places: Iterable[NotePlace], spot: NoteSpot) -> NotePlace | None:
    """The place of that list with that spot."""
    return next((one for one in places if one.spot == spot), None)
