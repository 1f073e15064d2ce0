"""Words that tell much and are mistyped: one letter too many, too few, another one, or two the wrong way round. Pure."""

from collections.abc import Iterator

from .vocabulary import classes_of, words_of_class

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
