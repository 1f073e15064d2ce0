"""Where the words of a search stand in a text, for marking them; the text itself stays as it is."""

from collections.abc import Iterable

from ...lib.text import plain_text
from .sentences import TextSpan


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
