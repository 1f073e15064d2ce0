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
class NoteHeading:
    """A heading, and what a line under it is."""

    kind: NoteKind = NoteKind.POINT
    words: Words = Words()

    def __bool__(self) -> bool:
        return bool(self.words)


NoteHeadings = tuple[NoteHeading, ...]
_WORDS = NoteHeading(
    NoteKind.QUOTE, Words("In the speakers’ own words", "Me fjalët e vetë folësve")
)
_PROMISED = NoteHeading(
    NoteKind.ACTION, Words("Promised: who, what, by when", "U premtua: kush, çfarë, deri kur")
)
_OPEN = NoteHeading(NoteKind.QUESTION, Words("Open questions", "Pyetje që mbetën të hapura"))
_AGREED = NoteHeading(NoteKind.DECISION, Words("Agreed", "U ra dakord"))
USUAL: dict[str, NoteHeadings] = {
    OTHERS: (_WORDS, _AGREED, _PROMISED, _OPEN),
    StepKind.PLENARY.value: (
        NoteHeading(NoteKind.POINT, Words("Key points", "Pikat kryesore")),
        _WORDS,
        _AGREED,
        _PROMISED,
        _OPEN,
    ),
    StepKind.TALK.value: (
        NoteHeading(
            NoteKind.POINT,
            Words("What was new: facts and figures", "Çfarë ishte e re: fakte e shifra"),
        ),
        _WORDS,
        NoteHeading(NoteKind.QUESTION, Words("Questions from the room", "Pyetje nga salla")),
        _PROMISED,
    ),
    StepKind.PANEL.value: (
        NoteHeading(
            NoteKind.POINT,
            Words("Key points, speaker by speaker", "Pikat kryesore, folës pas folësi"),
        ),
        _WORDS,
        NoteHeading(
            NoteKind.DISAGREEMENT, Words("Where they see it differently", "Ku nuk mendojnë njësoj")
        ),
        NoteHeading(NoteKind.QUESTION, Words("Questions from the room", "Pyetje nga salla")),
        _PROMISED,
    ),
    StepKind.GROUP.value: (
        NoteHeading(NoteKind.POINT, Words("What the group sees", "Çfarë vë re grupi")),
        _WORDS,
        NoteHeading(NoteKind.DISAGREEMENT, Words("Where opinions differ", "Ku ndahen mendimet")),
        NoteHeading(NoteKind.PROPOSAL, Words("What the group proposes", "Çfarë propozon grupi")),
        _PROMISED,
    ),
    StepKind.CAFE.value: (
        NoteHeading(NoteKind.POINT, Words("Ideas of this table", "Idetë e kësaj tryeze")),
        _WORDS,
        NoteHeading(
            NoteKind.QUESTION, Words("The question that stayed open", "Pyetja që mbeti e hapur")
        ),
        NoteHeading(
            NoteKind.PROPOSAL,
            Words("What the room must hear from us", "Çfarë duhet të dëgjojë salla nga ne"),
        ),
    ),
}
"""What holds where a team has agreed on nothing else."""


def usual_headings(step_kind: str) -> NoteHeadings:
    """The usual headings of a kind of step."""
    return USUAL.get(step_kind) or USUAL[OTHERS]


@dataclass(frozen=True)
class AgreedHeadings:
    """What an event has agreed, by kind of step; nothing where the usual headings hold."""

    own: Mapping[str, NoteHeadings] = field(default_factory=dict)

    def heads(self, step_kind: str) -> NoteHeadings:
        """The headings for a kind of step: its own, those agreed for all others, else the usual ones."""
        return self.own.get(step_kind) or self.own.get(OTHERS) or usual_headings(step_kind)

    def without(self, step_kind: str) -> NoteHeadings:
        """What would hold for a kind of step if it had none of its own."""
        if step_kind == OTHERS:
            return usual_headings(OTHERS)
        return self.own.get(OTHERS) or usual_headings(step_kind)


def headings_from_json(rows: Any) -> NoteHeadings:
    """Headings as they are kept: `{kind, en, sq}` each; a kind this planner does not know is a key point."""
    known = {one.value: one for one in NoteKind}
    return tuple(
        NoteHeading(
            known.get(row.get("kind", ""), NoteKind.POINT),
            Words(row.get("en", ""), row.get("sq", "")),
        )
        for row in rows or ()
    )


def headings_to_json(heads: NoteHeadings) -> list[dict[str, Any]]:
    return [{"kind": one.kind.value, "en": one.words.en, "sq": one.words.sq} for one in heads]
