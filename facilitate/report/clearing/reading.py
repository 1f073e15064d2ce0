"""A text as the rules of the privacy check read it: its words one after the other, without accents, and what each may mean. Pure.

Everything here takes a time that grows with the text and no faster: no word is looked at beyond `LONGEST` letters.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from ...lib.text import plain
from .typos import meant
from .vocabulary import CLASSES, classes_of

LONGEST = 40
"""Letters of a word that are looked at: no word of either language is longer."""
_TOKEN = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)|(\s+)|(\d+)|(.)", re.DOTALL)
_WORD, _BLANK, _DIGITS_KIND = 1, 2, 3
_QUOTES = dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("’‘`´", "'") | dict.fromkeys("–—‑", "-")
_DIGITS, _NUMBER = CLASSES["digits"], CLASSES["number"]


class Token(NamedTuple):
    """A word, a number or a sign. `start`, `end`: where it stands in the text; `classes`: what it may mean, as bits.

    `text` and `plain` are without an English genitive.
    """

    start: int
    end: int
    text: str
    plain: str
    classes: int
    is_word: bool


class Reading:
    """A text in two writings that the rules are written for: `said` in small letters, `cased` with its capitals, both plain.

    Blanks are single, quotation marks and dashes are all the same, and no word is longer than `LONGEST`. Both have the same length.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.starts: list[int] = []
        self.lines: set[int] = set()
        """The tokens that begin a line."""
        said, cased, length = [], [], 0
        tokens, starts = self.tokens, self.starts
        for match in _TOKEN.finditer(text):
            written, kind, (start, end) = match[0], match.lastindex, match.span()
            if kind == _BLANK:
                small = large = " "
                if "\n" in written:
                    small = large = "\n"
                    self.lines.add(len(tokens))
            else:
                if kind == _WORD:
                    small, large, bare_text, folded, classes = of_word(written[:LONGEST])
                    tokens.append(
                        Token(
                            start,
                            end,
                            bare_text if end - start <= LONGEST else written,
                            folded,
                            classes,
                            True,
                        )
                    )
                else:
                    small = large = _QUOTES.get(written, written[:LONGEST])
                    classes = 0 if kind != _DIGITS_KIND else _NUMBER | _DIGITS if end - start < 3 else _NUMBER
                    tokens.append(Token(start, end, written, small, classes, False))
                starts.append(length)
            said.append(small)
            cased.append(large)
            length += len(small)
        self.said, self.cased = "".join(said), "".join(cased)
        self.meaning = [(at, token.classes) for at, token in enumerate(self.tokens) if token.classes]
        """The tokens that may mean something, and what."""

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The first token of a stretch of `said`, and the one after its last."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)


@lru_cache(maxsize=32_768)
def of_word(word: str) -> tuple[str, str, str, str, int]:
    """A word in small letters and as it is capitalised, both plain, and what it may mean. The same words come again and again."""
    small = meant(plain(word).replace("’", "'"))
    large = (
        small.upper()
        if word.isupper() and len(word) > 1
        else small.capitalize()
        if word[:1].isupper()
        else small
    )
    if len(large) != len(small):
        large = small
    folded = bare(small)
    return (
        small,
        large,
        bare(word),
        folded,
        classes_of(folded) | (classes_of(folded.split("-", 1)[0]) if "-" in folded else 0),
    )


def bare(word: str) -> str:
    """The word without an English genitive."""
    return word[:-2] if word.endswith(("'s", "’s")) else word
