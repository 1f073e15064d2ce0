"""A text as the rules of the privacy check read it: its words one after the other, without accents, and what each may mean. Pure.

Everything here takes a time that grows with the text and no faster: no word is looked at beyond `LONGEST` letters.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...lib.text import plain_text
from .vocabulary import CLASSES, classes_of, words_of_class

LONGEST = 40
"""Letters of a word that are looked at: no word of either language is longer."""
_PIECE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\s+|\d+|.", re.DOTALL)
_WORD, _BLANK, _NUMERAL, _SIGN = range(4)
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


class TextReading:
    """A text in two writings that the rules are written for: `said` in small letters, `cased` with its capitals, both plain.

    Blanks are single, quotation marks and dashes are all the same, and no word is longer than `LONGEST`. Both have the same length.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.starts: list[int] = []
        self.lines: set[int] = set()
        """The tokens that begin a line."""
        said, cased, start, length = [], [], 0, 0
        tokens, starts = self.tokens, self.starts
        for piece in _PIECE.findall(text):
            end = start + len(piece)
            kind, small, large, bare_text, folded, classes = of_piece(
                piece if end - start <= LONGEST else piece[:LONGEST]
            )
            if kind == _BLANK:
                if "\n" in piece:
                    small = large = "\n"
                    self.lines.add(len(tokens))
            else:
                tokens.append(
                    Token(
                        start=start,
                        end=end,
                        text=bare_text if end - start <= LONGEST else piece,
                        plain=folded,
                        classes=classes,
                        is_word=kind == _WORD,
                    )
                )
                starts.append(length)
            said.append(small)
            cased.append(large)
            length += len(small)
            start = end
        self.said, self.cased = "".join(said), "".join(cased)
        self.meaning = [
            (at, token.classes) for at, token in enumerate(self.tokens) if token.classes
        ]
        """The tokens that may mean something, and what."""

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The first token of a stretch of `said`, and the one after its last."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)


@lru_cache(maxsize=16_384)
def words_of_text(text: str) -> frozenset[str]:
    """The words of a text, each once, as its tokens have them in `plain_text`."""
    return frozenset(of_piece(piece[:LONGEST])[4] for piece in set(_PIECE.findall(text)))


@lru_cache(maxsize=32_768)
def of_piece(piece: str) -> tuple[int, str, str, str, str, int]:
    """What a piece is, how it is written in `said` and in `cased`, without a genitive as it stands and plain, and what it may mean.

    The same words come again and again.
    """
    if piece.isspace():
        return _BLANK, " ", " ", "", "", 0
    if piece[0].isdecimal():
        classes = _NUMBER | _DIGITS if len(piece) < 3 else _NUMBER
        return _NUMERAL, piece, piece, piece, piece, classes
    if not piece[0].isalpha():
        sign = _QUOTES.get(piece, piece)
        return _SIGN, sign, sign, piece, sign, 0
    small = meant_word(plain_text(piece).replace("’", "'"))
    large = (
        small.upper()
        if piece.isupper() and len(piece) > 1
        else small.capitalize()
        if piece[0].isupper()
        else small
    )
    if len(large) != len(small):
        large = small
    folded = without_genitive(small)
    return _WORD, small, large, without_genitive(piece), folded, _classes_of_parts(folded)


def _classes_of_parts(word: str) -> int:
    """What a word may mean; `ish-mësuese` and `sixteen-year-old` what their first and last part do, besides."""
    found = classes_of(word)
    if "-" in word:
        found |= classes_of(word[: word.index("-")]) | classes_of(word[word.rindex("-") + 1 :])
    return found


def without_genitive(word: str) -> str:
    """The word without an English genitive."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


SHORTEST = 6
"""Letters of a word below which another word is as likely as a mistake."""
_MEANT = frozenset(word for word in words_of_class("mistyped") if len(word) >= SHORTEST)
_WORDS = frozenset(words_of_class("not_mistyped")) | _MEANT
_LONGEST = max(map(len, _MEANT)) + 1


def without_one(word: str) -> Iterator[str]:
    """The word with each of its letters left out, but for the first and the last: endings are no mistakes."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word) - 1))


_NEAR: dict[str, str] = {}
for _word in _MEANT:
    for _near in without_one(_word):
        _NEAR.setdefault(_near, _word)


def meant_word(word: str) -> str:
    """The word that was most likely meant; the word itself where nothing speaks for another one."""
    if not SHORTEST - 1 <= len(word) <= _LONGEST or word in _WORDS or classes_of(word):
        return word
    if word in _NEAR:
        return _NEAR[word]  # a letter is missing
    for near in without_one(word):
        if near in _MEANT:
            return near  # one too many
        if (other := _NEAR.get(near)) and len(other) == len(word):
            return other  # another one, or two the wrong way round
    return word
