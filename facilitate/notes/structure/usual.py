"""The headings notes are usually taken under, by the kind of step: each with the kind of line that stands under it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...agenda.kinds import StepKind
from ...lib.text import Words
from ..models import NoteKind

OTHERS = ""
"""The key of what holds for every kind of step that has no headings of its own."""
LEAST, MOST = 2, 8
"""Headings on a sheet: more leave no room to write."""


@dataclass(frozen=True)
class Head:
    """A heading, and what a line under it is."""

    kind: NoteKind = NoteKind.POINT
    words: Words = Words()

    def __bool__(self) -> bool:
        return bool(self.words)


Heads = tuple[Head, ...]
_WORDS = Head(NoteKind.QUOTE, Words("In the speakers’ own words", "Me fjalët e vetë folësve"))
_PROMISED = Head(
    NoteKind.ACTION, Words("Promised: who, what, by when", "U premtua: kush, çfarë, deri kur")
)
_OPEN = Head(NoteKind.QUESTION, Words("Open questions", "Pyetje që mbetën të hapura"))
_AGREED = Head(NoteKind.DECISION, Words("Agreed", "U ra dakord"))
USUAL: dict[str, Heads] = {
    OTHERS: (_WORDS, _AGREED, _PROMISED, _OPEN),
    StepKind.PLENARY.value: (
        Head(NoteKind.POINT, Words("Key points", "Pikat kryesore")),
        _WORDS,
        _AGREED,
        _PROMISED,
        _OPEN,
    ),
    StepKind.TALK.value: (
        Head(
            NoteKind.POINT,
            Words("What was new: facts and figures", "Çfarë ishte e re: fakte e shifra"),
        ),
        _WORDS,
        Head(NoteKind.QUESTION, Words("Questions from the room", "Pyetje nga salla")),
        _PROMISED,
    ),
    StepKind.PANEL.value: (
        Head(
            NoteKind.POINT,
            Words("Key points, speaker by speaker", "Pikat kryesore, folës pas folësi"),
        ),
        _WORDS,
        Head(
            NoteKind.DISAGREEMENT, Words("Where they see it differently", "Ku nuk mendojnë njësoj")
        ),
        Head(NoteKind.QUESTION, Words("Questions from the room", "Pyetje nga salla")),
        _PROMISED,
    ),
    StepKind.GROUP.value: (
        Head(NoteKind.POINT, Words("What the group sees", "Çfarë vë re grupi")),
        _WORDS,
        Head(NoteKind.DISAGREEMENT, Words("Where opinions differ", "Ku ndahen mendimet")),
        Head(NoteKind.PROPOSAL, Words("What the group proposes", "Çfarë propozon grupi")),
        _PROMISED,
    ),
    StepKind.CAFE.value: (
        Head(NoteKind.POINT, Words("Ideas of this table", "Idetë e kësaj tryeze")),
        _WORDS,
        Head(NoteKind.QUESTION, Words("The question that stayed open", "Pyetja që mbeti e hapur")),
        Head(
            NoteKind.PROPOSAL,
            Words("What the room must hear from us", "Çfarë duhet të dëgjojë salla nga ne"),
        ),
    ),
}
"""What holds where a team has agreed on nothing else."""


def usual(step_kind: str) -> Heads:
    """The usual headings of a kind of step."""
    return USUAL.get(step_kind) or USUAL[OTHERS]


@dataclass(frozen=True)
class Agreed:
    """What an event has agreed, by kind of step; nothing where the usual headings hold."""

    own: Mapping[str, Heads] = field(default_factory=dict)

    def heads(self, step_kind: str) -> Heads:
        """The headings for a kind of step: its own, those agreed for all others, else the usual ones."""
        return self.own.get(step_kind) or self.own.get(OTHERS) or usual(step_kind)

    def without(self, step_kind: str) -> Heads:
        """What would hold for a kind of step if it had none of its own."""
        if step_kind == OTHERS:
            return usual(OTHERS)
        return self.own.get(OTHERS) or usual(step_kind)


def from_json(rows: Any) -> Heads:
    """Headings as they are kept: `{kind, en, sq}` each; a kind this planner does not know is a key point."""
    known = {one.value: one for one in NoteKind}
    return tuple(
        Head(
            known.get(row.get("kind", ""), NoteKind.POINT),
            Words(row.get("en", ""), row.get("sq", "")),
        )
        for row in rows or ()
    )


def to_json(heads: Heads) -> list[dict[str, Any]]:
    return [{"kind": one.kind.value, "en": one.words.en, "sq": one.words.sq} for one in heads]
