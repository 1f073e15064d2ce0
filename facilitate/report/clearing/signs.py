"""What must be in a text before a rule can find anything in it: most lines of notes need no rule at all. Pure.

Each sign is necessary, never sufficient: it asks less than the rules it stands for, so nothing that they find is missed.
Whoever adds words to a rule adds its sign here; `tests/report/clearing/test_signs.py` makes texts of every rule and fails otherwise.
"""

import re
from enum import IntEnum
from functools import lru_cache, reduce
from operator import or_

from ...lib.text import plain
from .lexicon import COUNTRIES, GIVEN, NO_NAME, PLACE_WORD, SURE, either


class Sign(IntEnum):
    """What a text has in it. `NAME`: a word that may be a name; `NAMED`: even where a sentence begins with it."""

    AGE = 1
    NUMBER = 2
    PLACE = 4
    INITIALS = 8
    KIN = 16
    PERSON = 32
    NAME = 64
    NAMED = 128


EVERY = sum(Sign)
UPPER = "A-ZÇËÀ-ÖØ-Þ"
"""Letters, for a class of a pattern: those a name is written with here."""
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FAMILY = re.compile(r"\waj(?:t|ve)$")
"""A whole family: Gjokajt, Gjokajve."""
LONGEST = 60
"""Letters of a word that are looked at: no word of either language is longer."""
_LETTERS = re.compile(r"[^\W\d_]+")
_STEMS = [
    (sign, re.compile(either(words), re.IGNORECASE))
    for sign, words in (
        (
            Sign.AGE,
            r"\w*vje[çc]|mosh|aged?$|\w*year|yo?$|lindur$|born$|dat[ëe]lindj|birth$|s?he$|ajo$|ai$|(?:girl|boy|woman|man|child|daughter|son|mother|teenager)$",
        ),
        (Sign.NUMBER, r"dosj|çështj|pasaport|kart|case$|file$|passport$|dossier$"),
        (Sign.PLACE, rf"(?:{PLACE_WORD})$"),
        (
            Sign.KIN,
            r"(?:saj|tij|vajzës|viktimës|ati|ëma|ëmës|atit|ëmën|vëllai|motra|shoqi|her|his|wife|husband|son|daughter|mother|father|brother|sister|niece|nephew)$|vajz|djal|gru|nëna|babai|motr|vëlla",
        ),
        (
            Sign.PERSON,
            r"pregnant$|sold$|raped$|trafficked$|exploited$|beaten$|shtatzë?n|shit$|trafikua$|përdhunua$|shfrytëzua$|rrah$|vajz|grua|gruja|gruas|nën[ëa]|djal|f[ëe]mij|re|mitur|viktim|përfitues|ri|burr[ëi]|rast|case$|client$"
            r"|(?:girl|woman|boy|child|mother|victim|survivor|minor|teenager|man|beneficiary)$",
        ),
    )
]
"""Beginnings of words, or whole ones, of which each finding of such a rule has at least one; with or without ë and ç."""
_DIGITS = re.compile(r"\d(?:[\s/-]?\d){5}")
_INITIAL = re.compile(rf"[{UPPER}](?:[a-z]?\.|,?\s\(?\d)")
_NEVER_FIRST = ~int(Sign.NAME)


def signs_in(text: str) -> int:
    """The signs of a text, added up; 0: no rule can find anything."""
    words = [word[:LONGEST] for word in WORD.findall(text)]
    found = reduce(or_, map(of_word, words[1:]), of_word(words[0]) & _NEVER_FIRST) if words else 0
    if "@" in text or _DIGITS.search(text):
        found |= Sign.NUMBER
    if _INITIAL.search(text):
        found |= Sign.INITIALS
    return found


@lru_cache(maxsize=32_768)
def of_word(word: str) -> int:
    """The signs of a word. The same words come again and again."""
    found = 0
    for letters in _LETTERS.findall(word):
        for sign, stem in _STEMS:
            if stem.match(letters):
                found |= sign
    word = bare(word)
    if may_be_name(word):
        found |= Sign.NAME
        folded = plain_of(word)
        if folded in SURE or FAMILY.search(folded):
            found |= Sign.NAMED
    return found


plain_of = lru_cache(maxsize=32_768)(plain)


def bare(word: str) -> str:
    """The word without an English genitive."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


@lru_cache(maxsize=32_768)
def may_be_name(word: str) -> bool:
    """A word with a capital that is no country, office word or abbreviation; or a given name however it is written."""
    folded = plain_of(word)
    if folded in SURE and len(folded) > 4:
        return True
    if not word[:1].isupper() or len(word) < 2 or folded in NO_NAME or folded in COUNTRIES:
        return False
    if word.removesuffix("s").isupper() and folded not in GIVEN:
        return False  # NATO, NGOs
    return not ("-" in word and word.split("-")[0].isupper())  # OJF-të
