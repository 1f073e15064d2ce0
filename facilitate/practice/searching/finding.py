"""What was learned, searched over all events: without accents, by technique, kind of step and event."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ...lib.text import Words, plain_text

SENTENCE = re.compile(r"(?<=[.!?…])\s+")
MOST_COMPARED, MOST_NEAR, NEAR = 300, 5, 0.13
"""Lessons whose meaning is compared; those that are shown for it; the least cosine, low as a few words are asked of a paragraph."""
MOST_SENTENCES = 2
"""Sentences of a field that are shown for what was found in it."""


class LearnedSource(NamedTuple):
    """Where something was learned: an event with its first day, or a forum (no day)."""

    key: str
    title: Words
    on: date | None


class SaidLesson(NamedTuple):
    """A lesson that stands on a sheet."""

    id: int
    source: LearnedSource
    text: Words
    keep: bool
    technique: str
    step_kind: str
    plain: str


class WrittenField(NamedTuple):
    """A field of a practice sheet in the team's own words."""

    source: LearnedSource
    name: str
    text: Words


@dataclass(frozen=True)
class LearnedSearch:
    """What is looked for: words (all of them have to occur), a technique, a kind of step, a source; empty: whatever."""

    words: tuple[str, ...] = ()
    technique: str = ""
    step_kind: str = ""
    source: str = ""

    @property
    def anything(self) -> bool:
        """Whether nothing in particular is looked for."""
        return not (self.words or self.technique or self.step_kind or self.source)


@dataclass(frozen=True)
class SheetHit:
    """A field of a sheet where it was found, and the sentences it stands in, in one language."""

    source: LearnedSource
    name: str
    text: str


def words_to_find(query: str) -> tuple[str, ...]:
    """What was typed as words to look for: *Çështje* finds *ceshtje*."""
    return tuple(_plain(query).split())


def matching_lessons(wanted: LearnedSearch, rows: Iterable[SaidLesson]) -> list[SaidLesson]:
    """The lessons that are wanted, in the order given."""
    return [
        row
        for row in rows
        if (not wanted.technique or row.technique == wanted.technique)
        and (not wanted.step_kind or row.step_kind == wanted.step_kind)
        and (not wanted.source or row.source.key == wanted.source)
        and all(word in row.plain for word in wanted.words)
    ]


def lessons_to_compare(wanted: LearnedSearch, rows: Iterable[SaidLesson]) -> list[SaidLesson]:
    """The latest lessons that are wanted but for the words: their meaning may be near all the same."""
    if not wanted.words:
        return []
    others = matching_lessons(replace(wanted, words=()), rows)
    hits = {row.id for row in matching_lessons(wanted, others)}
    return [row for row in others if row.id not in hits][:MOST_COMPARED]


def near_lessons(rows: Sequence[SaidLesson], scores: Mapping[str, float]) -> list[SaidLesson]:
    """Those whose text is near in what it means, in either language, the nearest first; `scores` by text."""
    best = {
        row.id: max(scores.get(text, 0.0) for text in (row.text.en, row.text.sq)) for row in rows
    }
    near = [row for row in rows if best[row.id] >= NEAR]
    return sorted(near, key=lambda row: -best[row.id])[:MOST_NEAR]


def matching_sheets(
    wanted: LearnedSearch, rows: Iterable[WrittenField], language: str
) -> list[SheetHit]:
    """The fields of sheets with all the words in one language; nothing where no word is looked for.

    A sheet is about a whole event: who asks for a technique or a kind of step finds lessons, not sheets.
    """
    if not wanted.words or wanted.technique or wanted.step_kind:
        return []
    found = []
    for row in rows:
        if wanted.source and row.source.key != wanted.source:
            continue
        for text in sorted(
            {row.text.en, row.text.sq} - {""}, key=lambda one: one != row.text.to(language)
        ):
            if all(word in _plain(text) for word in wanted.words):
                found.append(SheetHit(row.source, row.name, sentences_around(text, wanted.words)))
                break
    return found


def sentences_around(text: str, words: Sequence[str]) -> str:
    """The sentences of a text that hold one of the words, the first two; `…` where something is left out."""
    sentences = [one for one in SENTENCE.split(text.strip()) if one]
    there = [
        place for place, one in enumerate(sentences) if any(word in _plain(one) for word in words)
    ]
    shown = there[:MOST_SENTENCES]
    if not shown:
        return text
    parts = ["… "] if shown[0] else []
    for number, place in enumerate(shown):
        if number:
            parts.append(" " if place == shown[number - 1] + 1 else " … ")
        parts.append(sentences[place])
    if shown[-1] < len(sentences) - 1:
        parts.append(" …")
    return "".join(parts)


@lru_cache(maxsize=4096)  # the same sheets are searched again and again
def _plain(text: str) -> str:
    return plain_text(text)
