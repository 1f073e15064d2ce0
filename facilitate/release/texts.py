"""Texts that are to leave, whose they are, what finds what could identify somebody in them, what was decided, and the mark of their words."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from ..data.db import db
from ..events.models import Event
from .models import Clearing, TextSource
from .verdicts import DecidedWords, PassageFinding, undecided_passages

Key = tuple[TextSource, int]
"""A row with texts."""


class TextOwner(NamedTuple):
    """The event or the forum that texts belong to, by its number; with neither they are the planner's own."""

    event_id: int | None = None
    forum_id: int | None = None

    def owns(self, model: Any) -> sa.ColumnElement[bool]:
        """The condition that a row is theirs."""
        if self.event_id:
            mine: sa.ColumnElement[bool] = model.event_id == self.event_id
        elif self.forum_id:
            mine = model.forum_id == self.forum_id
        else:
            mine = sa.and_(model.event_id.is_(None), model.forum_id.is_(None))
        return mine


PLANNERS_OWN = TextOwner()
"""Whose texts of no event and no forum are."""


def owner_of_event(event: Event) -> TextOwner:
    """The event's."""
    return TextOwner(event_id=event.id)


class RoomText(NamedTuple):
    """One text: where it stands, and what of that row it is (`text`, `who`, `objections`, `owner`, `outcome`)."""

    source: TextSource
    row_id: int
    field: str
    text: str


def verdicts_about(*whose: TextOwner) -> dict[Key, list[DecidedWords]]:
    """What was decided, by the row it was decided for; of several events at once, or of one forum or the planner."""
    events = [one.event_id for one in whose if one.event_id]
    theirs = Clearing.event_id.in_(events) if len(events) == len(whose) else whose[0].owns(Clearing)
    rows = db.session.execute(
        sa.select(
            Clearing.source,
            Clearing.row_id,
            Clearing.found,
            Clearing.verdict,
            Clearing.instead,
            Clearing.id,
        ).where(theirs)
    )
    kept: dict[Key, list[DecidedWords]] = {}
    for source, row_id, found, verdict, instead, clearing_id in rows:
        words = DecidedWords(found, verdict, instead, clearing_id)
        kept.setdefault((source, row_id), []).append(words)
    return kept


def digest_of(texts: Iterable[str]) -> str:
    """Changes when any word changes; not with the order of the texts."""
    text = json.dumps(sorted(texts), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


Find = Callable[[str], Sequence[PassageFinding]]
_makers: list[Callable[[TextOwner, Collection[str]], Find]] = []
Makes = TypeVar("Makes", bound=Callable[..., Find])


def finds_passages(make: Makes) -> Makes:
    """Marks the function that makes a finder for texts of an event or a forum: whose names are known there differs."""
    _makers.append(make)
    return make


def passage_finder(whose: TextOwner, texts: Iterable[str] = ()) -> Find:
    """What finds passages in these texts.

    What has not been looked through yet holds a passage that nobody can decide about (`verdicts.is_unseen`), so it does not leave.
    Raises LookupError where nobody knows the rules: then nothing leaves.
    """
    if not _makers:
        raise LookupError("nobody has said how texts are checked")
    return _makers[-1](whose, list(texts))


def waiting_passages(whose: TextOwner, texts: Sequence[RoomText]) -> list[tuple[int, str]]:
    """Words that could identify somebody and nobody has decided about, each with the number of its row."""
    find, decided = passage_finder(whose, [one.text for one in texts]), verdicts_about(whose)
    waiting = (
        (one.row_id, passage.found)
        for one in texts
        for passage in undecided_passages(find(one.text), decided.get((one.source, one.row_id), ()))
        if passage.found
    )
    return list(dict.fromkeys(waiting))
