"""What of a café's key points may leave the room: what was decided about their words is carried out, what waits stays in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...events.models import Event
from ...release.clearing import clear_texts
from ...release.models import TextSource
from ...release.texts import RoomText, owner_of_event
from ...release.verdicts import has_words_left
from .points import KeyPoint


@dataclass(frozen=True)
class ClearedPoints:
    """Key points as they may be shown. `held_back`: how many are left out, as nobody has decided about words in them."""

    points: list[KeyPoint]
    held_back: int = 0


def clear_points(event: Event, points: Sequence[KeyPoint]) -> ClearedPoints:
    """The key points as they may go on paper, on the wall and to whoever only looks."""
    found = clear_texts(
        owner_of_event(event),
        (RoomText(TextSource.CAFE_NOTE, one.id, "text", one.text) for one in points),
    )
    told = {one.id: found.of(TextSource.CAFE_NOTE, one.id) or "" for one in points}
    shown = [replace(one, text=told[one.id]) for one in points if has_words_left(told[one.id])]
    return ClearedPoints(shown, found.rows_undecided)
