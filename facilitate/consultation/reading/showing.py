"""An answer as the page shows it: its text cut at the passages, the numbers of themes, its groups and headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from .finding import part_by_hits, search_hits
from .segments import text_segments
from .sentences import TextSpan, split_sentences


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
