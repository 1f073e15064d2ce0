"""What an edition would repeat of the one before: people, presentations, objectives, themes, and techniques in their place."""

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...consultation.reading.similar import word_stems
from ...lib.text import Words, plain_text

ALIKE = 0.6
"""How much two wordings have in common (shared stems of all their stems) from where on they say the same."""


class HalfDay(NamedTuple):
    """Where in an event something is: its day, counted from 1, and whether before noon."""

    day: int
    morning: bool


class UsedTechnique(NamedTuple):
    """A technique in its place, with the title of its step and its minutes."""

    technique: str
    place: HalfDay
    title: Words
    minutes: int


@dataclass(frozen=True)
class EditionContents:
    """What of an event is compared. `presenters` by whatever tells people apart, with the name."""

    presenters: Mapping[Hashable, str] = field(default_factory=dict)
    presentations: Sequence[Words] = ()
    objectives: Sequence[Words] = ()
    themes: Sequence[Words] = ()
    used: Sequence[UsedTechnique] = ()

    @property
    def wordings(self) -> list[str]:
        """Every text that is compared, in each language it has."""
        rows = (*self.presentations, *self.objectives, *self.themes)
        return list(dict.fromkeys(text for row in rows for text in (row.en, row.sq) if text))


@dataclass(frozen=True)
class Repeats:
    """What would repeat, in the words of the new edition."""

    presenters: Sequence[str]
    presentations: Sequence[Words]
    objectives: Sequence[Words]
    themes: Sequence[Words]
    places: Sequence[UsedTechnique]
    techniques: Sequence[str]

    @property
    def anything(self) -> bool:
        """Whether anything does."""
        return bool(
            self.presenters or self.presentations or self.objectives or self.themes or self.places
        )


def find_repeats(
    now: EditionContents,
    before: EditionContents,
    meant: Container[tuple[str, str]] = frozenset(),
) -> Repeats:
    """What of `now` was in `before` too. `meant`: texts of `now` with one of `before` that means the same.

    Texts are the same where they are alike in either language, without accents and endings; a technique repeats in its place
    where it is on the same day and the same half of it. `techniques` are the keys used in both, wherever.
    """
    there = {(one.technique, one.place) for one in before.used}
    both = {one.technique for one in before.used}
    return Repeats(
        presenters=[name for key, name in now.presenters.items() if key in before.presenters],
        presentations=_alike(now.presentations, before.presentations, meant),
        objectives=_alike(now.objectives, before.objectives, meant),
        themes=_alike(now.themes, before.themes, meant),
        places=_once(one for one in now.used if (one.technique, one.place) in there),
        techniques=list(dict.fromkeys(one.technique for one in now.used if one.technique in both)),
    )


def _once(used: Iterable[UsedTechnique]) -> list[UsedTechnique]:
    """Each technique once a place."""
    return list({(one.technique, one.place): one for one in used}.values())


def _alike(
    now: Sequence[Words], before: Sequence[Words], meant: Container[tuple[str, str]]
) -> list[Words]:
    known = [[_Stems.of(text) for text in (one.en, one.sq)] for one in before]
    return [
        one
        for one in now
        if any(
            _Stems.of(text).alike(others[place])
            for others in known
            for place, text in enumerate((one.en, one.sq))
        )
        or any(
            (text, other) in meant
            for text in (one.en, one.sq)
            for words in before
            for other in (words.en, words.sq)
        )
    ]


@dataclass(frozen=True)
class _Stems:
    """A wording as the stems of its words; one too short for stems is compared letter by letter."""

    whole: str
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Stems":
        return cls(" ".join(plain_text(text).split()), frozenset(word_stems(text)))

    def alike(self, other: "_Stems") -> bool:
        if not self.whole or not other.whole:
            return False
        if self.whole == other.whole:
            return True
        union = self.stems | other.stems
        return bool(union) and len(self.stems & other.stems) / len(union) >= ALIKE


def presenter_key(person_id: int | None, name: str) -> Hashable:
    """What tells a presenter apart: the person of the directory, or the name without accents."""
    return person_id or " ".join(plain_text(name).split())
