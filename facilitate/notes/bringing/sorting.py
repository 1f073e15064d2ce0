"""Where each piece of brought-in notes belongs and what it is: by headings, by leading words, by quotation marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...lib.text import plain_text
from ..models import NoteKind
from ..photos.places import NotePlace
from ..spots import NoteSpot
from ..wording import SIGNS
from .reading import NotesPiece

NOWHERE = NoteSpot(None)
_FIRST = re.compile(r"^([^:–—]{2,60}?)\s*[:–—]\s*(.*)$", re.DOTALL)
_NUMBERED = re.compile(r"^[\s\d.:,)\-–]+(?=\D)")
_TABLE = re.compile(r"\b(?:table|tryez\w*)\s*(?:nr\.?\s*)?(\d{1,3})")
_ROUND = re.compile(r"\b(?:round|raund\w*)\s*(\d{1,2})")
_SIGNS = {
    sign: kind for kind, sign in SIGNS.items() if kind not in (NoteKind.POINT, NoteKind.QUOTE)
}
_SIGNED = re.compile(
    rf"^([{re.escape(''.join(_SIGNS))}])(?:\s|(?=[^\W\d_]))(?=\W*\w)(.*)$", re.DOTALL
)
"""`? Who pays`, as on the note-taker's page; `+355 4 …` is a number, `?!` says nothing."""
_MARKS = (("„", "“"), ("„", "”"), ("“", "”"), ("”", "”"), ("«", "»"), ('"', '"'))


@dataclass(frozen=True)
class SortedSection:
    """What stands under one heading: its words, and the place it names (nowhere: none is called so)."""

    title: str
    spot: NoteSpot = NOWHERE


@dataclass(frozen=True)
class SortedLine:
    """A line as it would be kept; `section` is the number of its heading, from 0."""

    text: str
    kind: NoteKind
    section: int


@dataclass(frozen=True)
class SortedNotes:
    """Everything that was read, put in its place."""

    sections: tuple[SortedSection, ...]
    lines: tuple[SortedLine, ...]


def sort_notes(
    pieces: Sequence[NotesPiece], places: Sequence[NotePlace], words: Mapping[str, NoteKind]
) -> SortedNotes:
    """Headings that name a place begin a section, those that name a kind say what follows; the others begin a section too,

    at the place that was last named. `words`: what kinds are called, plain. A section without lines is left out.
    """
    sections, lines = [SortedSection("")], list[SortedLine]()
    kind, step = NoteKind.POINT, NOWHERE
    for piece in pieces:
        if _SIGNED.match(piece.text):
            lines.append(_line(piece.text, kind, words, len(sections) - 1))
            continue
        bare = plain_text(piece.text).strip(" :.")
        if bare in words:
            kind = words[bare]
            continue
        spot = (
            place_for_heading(piece.text, places, step)
            if piece.heading or len(piece.text) <= 120
            else None
        )
        if spot is not None:
            step, kind = spot, NoteKind.POINT
            sections.append(SortedSection(piece.text, spot))
        elif piece.heading:
            kind = NoteKind.POINT
            sections.append(SortedSection(piece.text, step))
        else:
            lines.append(_line(piece.text, kind, words, len(sections) - 1))
    return _filled(sections, lines)


def _filled(sections: Sequence[SortedSection], lines: Sequence[SortedLine]) -> SortedNotes:
    used = sorted({line.section for line in lines})
    number = {old: new for new, old in enumerate(used)}
    return SortedNotes(
        tuple(sections[old] for old in used),
        tuple(SortedLine(line.text, line.kind, number[line.section]) for line in lines),
    )


def _line(text: str, kind: NoteKind, words: Mapping[str, NoteKind], section: int) -> SortedLine:
    """What its sign says, whatever the heading does; `Quote: …` is a quote; so is what stands between quotation marks."""
    signed, kinds = _SIGNED.match(text), frozenset(NoteKind)
    if signed:
        kind, text = _SIGNS[signed[1]], signed[2].strip()
        kinds = frozenset({kind})
    found = _FIRST.match(text)
    if found and found[2] and (named := words.get(plain_text(found[1]).strip())) in kinds:
        text, kind = found[2].strip(), named
    if signed:
        return SortedLine(text, kind, section)
    for opening, closing in _MARKS:
        if (
            len(text) > 2
            and text[0] == opening
            and text[-1] == closing
            and opening not in text[1:-1]
        ):
            return SortedLine(text[1:-1].strip(), NoteKind.QUOTE, section)
    return SortedLine(text, kind, section)


def place_for_heading(heading: str, places: Sequence[NotePlace], last: NoteSpot) -> NoteSpot | None:
    """The place a heading names: a step or group by its title, or a table and round of the café named before."""
    said = plain_text(heading).strip(" :.")
    bare = _NUMBERED.sub("", said).strip()
    for place in places:
        name = place.names[-1]
        titles = {plain_text(text).strip(" :.") for text in (name.en, name.sq) if text}
        if not place.table and titles & {said, bare}:
            return place.spot
    table, turn = _TABLE.search(said), _ROUND.search(said)
    if not table and not turn:
        return None
    number = int(table[1]) if table else _table_of(places, last)
    return _at_table(places, last, number, int(turn[1]) if turn else (last.round or 1))


def _table_of(places: Sequence[NotePlace], spot: NoteSpot) -> int:
    return next((place.table for place in places if place.spot == spot), 0)


def _at_table(
    places: Sequence[NotePlace], last: NoteSpot, number: int, turn: int
) -> NoteSpot | None:
    """That table in that round: of the café named before, else of the only one."""
    found = [place.spot for place in places if place.table == number and place.spot.round == turn]
    return next(
        (spot for spot in found if spot.step == last.step), found[0] if len(found) == 1 else None
    )
