"""The one door for what people wrote: a text leaves the house through here or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..web.refused import Refused
from . import wording
from .models import TextSource
from .texts import Find, Key, RoomText, TextOwner, digest_of, passage_finder, verdicts_about
from .verdicts import DecidedWords, clear_text, is_unseen, undecided_passages


@dataclass(frozen=True)
class ClearedTexts:
    """Texts as they may leave. What nobody has decided about is not in it.

    `undecided`: passages nobody has decided about; `rows_undecided`: in how many rows they are. `unseen`: how many texts have not
    been looked through yet; each counts as one of these passages.
    """

    texts: Mapping[tuple[TextSource, int, str], str] = field(default_factory=dict)
    undecided: int = 0
    rows_undecided: int = 0
    unseen: int = 0

    def of(self, source: TextSource, row_id: int, part: str = "text") -> str | None:
        """One text; None where it must not leave."""
        return self.texts.get((source, row_id, part))

    def said_of(self, source: TextSource, row_id: int, part: str = "text") -> str:
        """One text as it may leave; empty where it must not leave, or nothing was written."""
        return self.of(source, row_id, part) or ""

    @property
    def digest(self) -> str:
        """Changes when any of the words change."""
        return digest_of(self.texts.values())

    @property
    def said(self) -> str:
        """What waits to be decided, as a sentence; empty where nothing does."""
        if self.unseen:
            return wording.still_checked_sentence(self.unseen)
        return (
            wording.undecided_sentence(self.undecided, self.rows_undecided)
            if self.undecided
            else ""
        )

    def or_refused(self) -> "ClearedTexts":
        """Itself. Raises Refused while something is not decided."""
        if self.unseen:
            raise Refused(self.said)
        if self.undecided:
            raise Refused(f"{self.said} {wording.decide_first_sentence()}")
        return self


def clear_texts(whose: TextOwner, texts: Iterable[RoomText]) -> ClearedTexts:
    """These texts as they may leave the house."""
    rows = list(dict.fromkeys(texts))
    if not rows:
        return ClearedTexts()
    return apply_verdicts(
        rows, verdicts_about(whose), passage_finder(whose, (one.text for one in rows))
    )


def apply_verdicts(
    texts: Iterable[RoomText], decided: Mapping[Key, list[DecidedWords]], find: Find
) -> ClearedTexts:
    """The texts with the verdicts carried out; one with a passage not decided yet is left out. Pure."""
    leave: dict[tuple[TextSource, int, str], str] = {}
    left, unseen, rows = 0, 0, set()
    for one in texts:
        verdicts = decided.get((one.source, one.row_id), [])
        findings = find(one.text)
        text = clear_text(one.text, findings, verdicts)
        if text is None:
            left += len({found.found for found in undecided_passages(findings, verdicts)})
            unseen += is_unseen(findings)
            rows.add((one.source, one.row_id))
        else:
            leave[one.source, one.row_id, one.field] = text
    return ClearedTexts(leave, left, len(rows), unseen)


Tells = Callable[[TextOwner], Iterable[RoomText]]
_rooms: dict[Tells, frozenset[str]] = {}


def tells_texts(*made_of: Any) -> Callable[[Tells], Tells]:
    """Marks the function of a room that gives what people wrote there and what is to leave: the privacy check shows it.

    `made_of`: the columns it is made of. Whenever something is written into one, a job looks the room's texts through.
    """

    def told(room: Tells) -> Tells:
        _rooms[room] = frozenset(str(column) for column in made_of)
        return room

    return told


def texts_of_rooms(whose: TextOwner, rooms: Iterable[Tells] | None = None) -> list[RoomText]:
    """What every room, or these, would let leave, each text once, in the order of the sources."""
    order = list(TextSource)
    asked = _rooms if rooms is None else rooms
    found = dict.fromkeys(one for room in asked for one in room(whose) if one.text)
    return sorted(found, key=lambda one: (order.index(one.source), one.row_id))


def columns_of_rooms() -> dict[Tells, frozenset[str]]:
    """The columns that each room's texts are made of, as `Table.column`."""
    return dict(_rooms)
