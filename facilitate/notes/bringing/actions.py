"""Brought-in notes: all that was wanted becomes lines at once; twice is once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from ... import clock
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.text import Words, plain_text
from ...web.i18n import LANGUAGES, label_of, use_language
from ..actions import resolve_place, restore_line, write_line
from ..models import NoteKind
from ..queries import lines_by_key
from ..spots import NoteSpot
from ..structure.usual import USUAL, AgreedHeadings

MORE_WORDS = {
    NoteKind.POINT: ("key points", "points", "pikat kryesore", "pika", "pike kryesore", "ide"),
    NoteKind.QUOTE: ("quotes", "quotation", "citim", "citime", "citat", "fjale"),
    NoteKind.QUESTION: ("questions", "open questions", "pyetje", "pyetjet"),
    NoteKind.DISAGREEMENT: ("disagreements", "mosmarreveshje", "kunder", "objections"),
    NoteKind.PROPOSAL: ("proposals", "propozim", "propozime", "propozimet"),
    NoteKind.DECISION: (
        "decisions",
        "decided",
        "agreed",
        "vendim",
        "vendime",
        "vendimet",
        "u vendos",
    ),
    NoteKind.ACTION: (
        "actions",
        "to do",
        "promised",
        "veprim",
        "veprime",
        "detyre",
        "detyra",
        "premtim",
        "u premtua",
    ),
}
"""How kinds are called besides their names and the agreed headings, without accents."""


def kind_words(agreed: AgreedHeadings) -> dict[str, NoteKind]:
    """What says what a line is, plain: names in both languages, the headings, and what people write besides."""
    found = {word: kind for kind, more in MORE_WORDS.items() for word in more}
    heads = [head for heads in (*USUAL.values(), *agreed.own.values()) for head in heads]
    found |= {
        plain_text(text).strip(" :."): head.kind
        for head in heads
        for text in (head.words.en, head.words.sq)
        if text
    }
    for code in LANGUAGES:
        with use_language(code):
            found |= {plain_text(label_of(kind)): kind for kind in NoteKind}
    return found


@dataclass(frozen=True)
class WantedLine:
    """A line somebody wants: its number in the file, where, what it is, and what the place was called."""

    number: int
    text: str
    kind: NoteKind
    spot: NoteSpot
    called: str


def imported_line_key(mark: str, number: int, text: str) -> str:
    """The same line of the same content has the same key, whoever brings it in and however often."""
    return "in-" + hashlib.sha256(f"{mark}:{number}:{text}".encode()).hexdigest()[:32]


def import_lines(event: Event, mark: str, wanted: Sequence[WantedLine], by: int) -> tuple[int, int]:
    """Write the lines down; says how many are new, and how many were there before (those taken out since are back)."""
    wait_for_event_lock(event)
    keys = {one.number: imported_line_key(mark, one.number, one.text) for one in wanted}
    known, now = lines_by_key(event, list(keys.values())), clock.now()
    places: dict[tuple[NoteSpot, str], tuple[NoteSpot, Words]] = {}
    for one in wanted:
        if line := known.get(keys[one.number]):
            restore_line(line, now)
            continue
        where = (one.spot, one.called)
        if where not in places:
            places[where] = resolve_place(
                event, one.spot, Words(one.called, one.called) if one.called else Words()
            )
        write_line(
            event,
            keys[one.number],
            places[where],
            kind=one.kind,
            text=one.text,
            at=now + timedelta(milliseconds=one.number),
            by_id=by,
            now=now,
        )
    return len(wanted) - len(known), len(known)
