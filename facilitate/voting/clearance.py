"""Words that people wrote in a vote, as they may be shown: each passes the privacy check."""

from dataclasses import replace

from ..events.models import Event
from ..lib.text import Words
from ..release.clearing import clear_texts
from ..release.models import TextSource
from ..release.texts import RoomText, owner_of_event
from ..release.verdicts import has_words_left
from .models import VoteKind
from .results import OptionCount, VoteResult


def clear_result(event: Event, result: VoteResult) -> VoteResult:
    """The result as the room may see it: a word that waits for the privacy check is left out and counted."""
    if result.vote.kind is not VoteKind.WORD:
        return result
    rows = [row for row in result.rows if not row.withheld]
    found = clear_texts(owner_of_event(event), map(_room_text, rows))
    told = {row.id: found.said_of(TextSource.VOTE_WORD, row.id) for row in rows}
    shown = [
        replace(row, text=Words(told[row.id], told[row.id]))
        for row in rows
        if has_words_left(told[row.id])
    ]
    return replace(result, rows=shown, held_back=found.rows_undecided)


def _room_text(row: OptionCount) -> RoomText:
    return RoomText(TextSource.VOTE_WORD, row.id, "text", row.text.en)
