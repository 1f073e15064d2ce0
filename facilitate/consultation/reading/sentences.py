"""Cutting an answer into sentences, each with its exact place, for choosing one and for finding similar ones."""

import re
from typing import NamedTuple

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")
_SHORT = re.compile(
    r"(?:^|[\s(\"'“«])(?:p\.\s?sh|e\.g|i\.e|etj|dr|prof|nr|no|znj|zt|z|mr|mrs|ms|fq|tel|art|\w)\.$",
    re.IGNORECASE,
)


class TextSpan(NamedTuple):
    """A piece of a text: the characters from `start` up to, not including, `end` (counted as Python counts)."""

    start: int
    end: int


def split_sentences(text: str) -> list[TextSpan]:
    """The sentences of a text, in order.

    They do not overlap, begin and end with something that is no space, and together hold every character that is
    no space. A sentence ends with a full stop, question or exclamation mark before a space, or with the line; not
    after a short form (*p.sh.*, *Nr.*) or a single letter.
    """
    found, start = [], 0
    for mark in _END.finditer(text):
        if mark.group().isspace() or not _SHORT.search(
            text[max(start, mark.end() - 12) : mark.end()]
        ):
            found.append(trim_span(text, start, mark.end()))
            start = mark.end()
    found.append(trim_span(text, start, len(text)))
    return [span for span in found if span.start < span.end]


def trim_span(text: str, start: int, end: int) -> TextSpan:
    """The span without the space at its ends; empty (start equals end) where there is nothing else."""
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return TextSpan(start, start)
    first = start + len(piece) - len(piece.lstrip())
    return TextSpan(first, first + len(inner))


def join_neighbours(spans: list[TextSpan], chosen: set[TextSpan]) -> list[TextSpan]:
    """The chosen ones of consecutive spans, neighbours put together: what somebody who ticks them means."""
    found: list[TextSpan] = []
    before = False
    for span in spans:
        if span in chosen:
            found = [*found[:-1], TextSpan(found[-1].start, span.end)] if before else [*found, span]
        before = span in chosen
    return found
