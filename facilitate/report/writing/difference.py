"""What changed between two texts, in words: lines that are new, gone, or written otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class PieceFate(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class DifferencePiece:
    """Words with one fate."""

    fate: PieceFate
    text: str


Line = tuple[DifferencePiece, ...]


def line_differences(before: str, now: str) -> list[Line]:
    """The lines that differ, each as pieces; what stayed the same is left out. Empty lines tell nothing."""
    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, now)
    )
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace":
            found += _replaced(old[a:b], new[c:d])
        elif tag != "equal":
            found += [(DifferencePiece(PieceFate.GONE, line),) for line in old[a:b]]
            found += [(DifferencePiece(PieceFate.NEW, line),) for line in new[c:d]]
    return found


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """Lines in place of others: word by word where as many stand there, else all of both."""
    if len(old) == len(new):
        return [_words(one, other) for one, other in zip(old, new, strict=True)]
    return [
        *((DifferencePiece(PieceFate.GONE, line),) for line in old),
        *((DifferencePiece(PieceFate.NEW, line),) for line in new),
    ]


def _words(old: str, new: str) -> Line:
    one, other = (re.findall(r"\S+\s*", text) for text in (old, new))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < 0.4:  # two different sentences are easier to read whole
        return DifferencePiece(PieceFate.GONE, old), DifferencePiece(PieceFate.NEW, new)
    found: list[DifferencePiece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(DifferencePiece(PieceFate.SAME, "".join(one[a:b])))
            continue
        found += [DifferencePiece(PieceFate.GONE, "".join(one[a:b]))] if b > a else []
        found += [DifferencePiece(PieceFate.NEW, "".join(other[c:d]))] if d > c else []
    return tuple(found)
