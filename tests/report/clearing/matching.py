"""Texts that a pattern matches, made at random from the pattern itself: every branch of it comes up."""

import random
from functools import lru_cache
from re import _constants as op
from re import _parser as parser
from typing import Any

LETTERS = "abdeghijklmnoprstuvyzçëABDEHKLMNPRSTVZÇË"
NOT_LETTERS = " ,.-–(“\"'"
OF_CATEGORY = {
    op.CATEGORY_SPACE: " \n",
    op.CATEGORY_DIGIT: "0123456789",
    op.CATEGORY_WORD: LETTERS + "0123456789_",
    op.CATEGORY_NOT_WORD: NOT_LETTERS,
}


def made_of(pattern: str, dice: random.Random, flags: int = 0) -> str:
    """A text for the pattern; what it only looks at around itself is left to chance, so that not every one matches."""
    return _all(_parsed(pattern, flags), dice)


_parsed = lru_cache(parser.parse)


def _all(parts: Any, dice: random.Random) -> str:
    return "".join(_one(what, value, dice) for what, value in parts)


def _one(what: Any, value: Any, dice: random.Random) -> str:
    if what is op.LITERAL:
        return chr(value)
    if what is op.NOT_LITERAL or what is op.ANY:
        return dice.choice(LETTERS)
    if what is op.IN:
        return _of_class(value, dice)
    if what is op.BRANCH:
        return _all(dice.choice(value[1]), dice)
    if what is op.SUBPATTERN:
        return _all(value[-1], dice)
    if what in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        return "".join(
            _all(inner, dice) for _ in range(dice.randint(least, min(int(most), least + 2)))
        )
    if what is op.ASSERT:
        return _all(value[1], dice) if value[0] > 0 else ""
    return ""  # boundaries and what must not be there


def _of_class(parts: Any, dice: random.Random) -> str:
    if parts[0][0] is op.NEGATE:
        return dice.choice(LETTERS)
    what, value = dice.choice(parts)
    if what is op.RANGE:
        return chr(dice.randint(*value))
    return chr(value) if what is op.LITERAL else dice.choice(OF_CATEGORY[value])
