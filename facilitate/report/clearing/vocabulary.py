"""The words the privacy check goes by, as they stand in `words.toml`: which mean what, and how a rule names them. Pure."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from ...lib.text import plain_text

_WORDS = {
    name: tuple(plain_text(text).split())
    for name, text in tomllib.loads((files(__package__) / "words.toml").read_text("utf-8")).items()
}
CLASSES = {name: 1 << number for number, name in enumerate((*_WORDS, "digits", "number"))}
"""The bit of each class of words; `digits` are numbers of one or two digits, `number` is any."""
_EXACT: dict[str, int] = {}
_STEMS: dict[str, int] = {}
for _name, _some in _WORDS.items():
    for _word in _some:
        _where, _key = (_STEMS, _word[:-1]) if _word.endswith("*") else (_EXACT, _word)
        _where[_key] = _where.get(_key, 0) | CLASSES[_name]
_SHORTEST, _LONGEST = min(map(len, _STEMS)), max(map(len, _STEMS))
STEMS = frozenset(_STEMS)
_PLACE = re.compile(r"\{([a-z_]+)\}")


def any_of_them(names: str) -> int:
    """The bits of several classes, named one after the other."""
    return sum(CLASSES[name] for name in names.split())


ENDING = 9
"""Letters that may follow a stem."""


@lru_cache(maxsize=32_768)
def classes_of(word: str) -> int:
    """What a plain word may mean, as bits of `CLASSES`."""
    found = _EXACT.get(word, 0)
    for length in range(_SHORTEST, min(len(word), _LONGEST) + 1):
        if len(word) - length <= ENDING:
            found |= _STEMS.get(word[:length], 0)
    return found


@lru_cache
def any_of(name: str) -> str:
    """The pattern for one word of a class."""
    return rf"{_branches(frozenset(_WORDS[name]))}(?:'s)?\b"


def _branches(words: frozenset[str]) -> str:
    """A pattern for these words in which each beginning stands once: a branch is chosen by its first letter."""
    ends = {word for word in words if word in ("", "*")}
    parts = []
    if "*" in ends:
        parts.append(rf"[^\W\d_]{{0,{ENDING}}}")
    for letter in sorted({word[0] for word in words - ends}):
        rest = frozenset(word[1:] for word in words - ends if word[0] == letter)
        while "" not in rest and "*" not in rest and len(first := {word[0] for word in rest}) == 1:
            letter += first.pop()
            rest = frozenset(word[1:] for word in rest)
        parts.append(re.escape(letter) + (_branches(rest) if rest != {""} else ""))
    longest_first = sorted(parts, key=lambda part: part.startswith("["))
    return f"(?:{'|'.join(longest_first)}{'|' if '' in ends else ''})"


def spelled_out(pattern: str) -> str:
    """A pattern in which `{kin}` stands for any word of that class."""
    return _PLACE.sub(lambda match: any_of(match[1]) if match[1] in _WORDS else match[0], pattern)


def words_of_class(name: str) -> tuple[str, ...]:
    """The words of a class as they stand in the file."""
    return _WORDS[name]
