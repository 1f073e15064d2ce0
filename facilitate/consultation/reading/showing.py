"""An answer as the page shows it: its text cut at the passages and at what a search found, the numbers of themes, its groups and headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ...lib.text import plain_text
from .sentences import TextSpan, split_sentences


class TextSegment(NamedTuple):
    """A piece of the text and the keys of the passages that cover it, those that begin first in front.

    `ends` are the keys of the passages whose last character is the last one of this piece.
    """

    text: str
    on: tuple[int, ...]
    ends: tuple[int, ...]


def text_segments(text: str, passages: Mapping[int, tuple[int, int]]) -> list[TextSegment]:
    """The text in pieces, none of them empty: joined they are the text, to the character.

    `passages` are (start, end) by key, counted as Python counts characters, `end` not included; they may overlap,
    and what reaches beyond the text is cut off.
    """
    inside = {
        key: (max(0, start), min(len(text), end))
        for key, (start, end) in passages.items()
        if max(0, start) < min(len(text), end)
    }
    order = sorted(inside, key=lambda key: (inside[key][0], -inside[key][1], key))
    cuts = sorted({0, len(text), *(at for span in inside.values() for at in span)})
    return [
        TextSegment(
            text[start:end],
            tuple(key for key in order if inside[key][0] <= start and end <= inside[key][1]),
            tuple(key for key in order if inside[key][1] == end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]


def search_hits(text: str, wanted: str) -> list[TextSpan]:
    """Every place where a word of the search stands, as the search finds it: accents and case do not matter.

    Places are in order and apart from each other. A letter's accents go along with it.
    """
    folds = {letter: plain_text(letter) for letter in set(text)}
    folded = "".join(folds[letter] for letter in text)
    words = [word for word in plain_text(wanted).split() if word in folded]
    if not words:
        return []
    origin = [at for at, letter in enumerate(text) for _one in folds[letter]]
    found = [
        TextSpan(origin[at], origin[at + len(word) - 1] + 1)
        for word in words
        for at in _places(folded, word)
    ]
    joined: list[TextSpan] = []
    for start, end in sorted(found):
        while end < len(text) and not folds[text[end]]:
            end += 1
        if joined and start <= joined[-1].end:
            joined[-1] = TextSpan(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(TextSpan(start, end))
    return joined


def _places(folded: str, word: str) -> Iterable[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + 1)


def part_by_hits(text: str, start: int, hits: Iterable[TextSpan]) -> list[tuple[str, bool]]:
    """A piece of a text that begins at `start`, cut where hits begin and end: each part, and whether it is one."""
    parts, at = [], 0
    for hit in hits:
        first, last = max(at, hit.start - start), min(len(text), hit.end - start)
        if first < last:
            parts += [(text[at:first], False), (text[first:last], True)]
            at = last
    return [(part, is_hit) for part, is_hit in [*parts, (text[at:], False)] if part]


class ThemeLike(Protocol):
    """What has a number in the palette."""

    @property
    def id(self) -> int: ...
    @property
    def colour(self) -> int: ...


class PutLike(Protocol):
    """A theme on a passage."""

    @property
    def theme(self) -> int: ...


class MarkedLike(Protocol):
    """A passage with the themes on it."""

    @property
    def id(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def themes(self) -> Sequence[PutLike]: ...


class ThemeSign(NamedTuple):
    """How a theme is told apart: its number (its place in the list, 1 the first) and its class in the style sheet."""

    number: int
    css: str


def theme_signs(themes: Sequence[ThemeLike], colours: int) -> dict[int, ThemeSign]:
    """The sign of each theme by its id; `themes` in their order, `colours` in the palette."""
    return {
        theme.id: ThemeSign(number, f"t-{theme.colour % colours + 1}")
        for number, theme in enumerate(themes, 1)
    }


@dataclass(frozen=True)
class ReplyPiece:
    """A piece of a reply's text: `css` is empty where no passage covers it.

    `numbers` are those of the themes of the passages that end with it, to stand behind it; `on` are the ids of the
    passages that cover it; `parts` are the text once more, each with whether the search found it.
    """

    text: str
    css: str
    numbers: str
    on: str
    parts: list[tuple[str, bool]]


def reply_pieces(
    text: str, passages: Sequence[MarkedLike], signs: Mapping[int, ThemeSign], searched: str = ""
) -> list[ReplyPiece]:
    """The text in pieces, coloured by the first theme on each; joined they are the text, to the character.

    So are the parts of each piece joined: words of the search stand in parts of their own.
    """
    found, at = search_hits(text, searched), 0
    by_id = {passage.id: passage for passage in passages}
    shown = []
    for segment in text_segments(
        text, {passage.id: (passage.start, passage.end) for passage in passages}
    ):
        over = [put.theme for key in segment.on for put in by_id[key].themes]
        ending = [put.theme for key in segment.ends for put in by_id[key].themes]
        css = ""
        if segment.on:
            css = " ".join(
                [
                    "on",
                    *[signs[theme].css for theme in over[:1]],
                    *(["many"] if len(set(over)) > 1 else []),
                ]
            )
        numbers = sorted({signs[theme].number for theme in ending})
        on = " ".join(str(key) for key in segment.on)
        parts = part_by_hits(segment.text, at, found)
        shown.append(
            ReplyPiece(
                text=segment.text,
                css=css,
                numbers="·".join(str(number) for number in numbers),
                on=on,
                parts=parts,
            )
        )
        at += len(segment.text)
    return shown


def choosable_sentences(text: str) -> list[tuple[TextSpan, str]]:
    """The sentences of a reply to choose from, each with its place."""
    return [(span, text[span.start : span.end]) for span in split_sentences(text)]
