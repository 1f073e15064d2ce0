"""An answer cut where passages begin and end, so that overlapping ones can be shown in one line of text."""

from collections.abc import Mapping
from typing import NamedTuple


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
