"""Cells as people write them, read as the directory keeps them: names in capitals, last name first, numbers, addresses."""

import re
from typing import Any, NamedTuple

from ...lib.uploads import text_of_cell
from ..alike import TITLES, fold_name

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OF_AN_ADDRESS = r"[^@\s,;:<>()\[\]\"\\/|]"
_EMAIL = re.compile(
    rf"(?<!{_OF_AN_ADDRESS}){_OF_AN_ADDRESS}+@{_OF_AN_ADDRESS}+\.[^@\s,;:<>()\[\]\"\\.|/]+"
)
"""It begins where no letter of an address stands before it: looked for at every letter, a long word would take its length squared."""
_AT = re.compile(r"\s?[(\[{]\s?(?:at|et|@)\s?[)\]}]\s?", re.IGNORECASE)
"""How an address is written that no machine should find."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
FEWEST_DIGITS = 6
"""Less is no number."""
_ACRONYMS = {
    "UNICEF",
    "UNHCR",
    "UNDP",
    "USAID",
    "OSBE",
    "OSCE",
    "IOM",
    "OJF",
    "NATO",
    "SIDA",
    "OBSH",
    "ASHDF",
    "AKPA",
    "QSUT",
    "ZVAP",
}
_SMALL = {
    "E",
    "I",
    "TË",
    "SË",
    "DHE",
    "NË",
    "PËR",
    "TE",
    "SE",
    "NE",
    "PER",
    "OF",
    "THE",
    "AND",
    "FOR",
    "IN",
}
SPOKEN = {
    "sq": {"sq", "shqip", "albanian", "shqipja", "alb", "gjuha shqipe"},
    "en": {"en", "english", "anglisht", "anglishtja", "eng"},
}


_VOWELS = set("AEIOUY")
"""A word of Latin letters without any of them is an abbreviation: NJVNP, SHSSH."""
_SHORT_PLACES = {"HAS", "MAT", "LAÇ", "VAU"}
"""Towns and districts as short as an abbreviation."""


class SplitName(NamedTuple):
    """A person's name in two parts."""

    given: str
    family: str


def is_in_capitals(text: str) -> bool:
    """Whether all of a text is in capitals: more than an initial."""
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def person_name_part(text: str) -> str:
    """A part of a name; all capitals or all small letters are written normally: ÇELA-HOXHA is Çela-Hoxha."""
    text = " ".join(text.split())
    if is_in_capitals(text) or text.islower():
        return _WORD.sub(lambda found: _capital(found[0]), text)
    return text


def _capital(word: str) -> str:
    """`O'BRIEN` is O'Brien, `D’ANGELO` D’Angelo."""
    head, mark, tail = word.partition("’") if "’" in word else word.partition("'")
    return head.capitalize() + mark + (tail.capitalize() if len(head) < 3 else tail.lower())


def split_whole_name(text: str, family_first: bool = False) -> SplitName:
    """A name in one cell: *Hoxha, Arben*, *HOXHA Arben*, *Dr. Arben Hoxha*, *Arben Hoxha*. The last word is the family name.

    What stands in brackets is the father's name, and no part of it.
    """
    text = " ".join((_IN_BRACKETS.sub(" ", text).strip() or text).split())
    family, comma, given = text.partition(",")
    if comma and given.strip() and fold_name(given) not in TITLES:
        return SplitName(person_name_part(without_title(given)), person_name_part(family.strip()))
    words = without_title(family if comma else text).split()
    big = [word for word in words if is_in_capitals(word)]
    if 0 < len(big) < len(words) and (words[: len(big)] == big or words[-len(big) :] == big):
        rest = words[len(big) :] if words[: len(big)] == big else words[: -len(big)]
        return SplitName(person_name_part(" ".join(rest)), person_name_part(" ".join(big)))
    if len(words) < 2:
        return SplitName("", person_name_part(" ".join(words)))
    if family_first:
        return SplitName(person_name_part(" ".join(words[1:])), person_name_part(words[0]))
    return SplitName(person_name_part(" ".join(words[:-1])), person_name_part(words[-1]))


def without_title(text: str) -> str:
    """A name without how its bearer is addressed before it: *Dr.*, *Znj.*"""
    words = text.split()
    while len(words) > 1 and fold_name(words[0]) in TITLES:
        words = words[1:]
    return " ".join(words)


def normal_office_name(text: str) -> str:
    """An organisation's name; in capitals it is written normally but for what is short or known as letters: OJF, UNICEF."""
    text = " ".join(text.split())
    words = text.split()
    if not is_in_capitals(text) or len(words) < 2 or not any(len(word) > 4 for word in words):
        return text
    return " ".join(_office_word(word, first=place == 0) for place, word in enumerate(words))


def _office_word(word: str, first: bool) -> str:
    if word in _SMALL and not first:
        return word.lower()
    bare = word.strip("“”\"'().,")
    is_short = len(word) < 4 and bare not in _SHORT_PLACES
    is_letters = bare in _ACRONYMS or is_short or bare.isascii() and not set(bare) & _VOWELS
    return word if is_letters else person_name_part(word)


class SeveralValues(NamedTuple):
    """What a cell says once: the first; what else it holds (told, not kept)."""

    first: str
    more: tuple[str, ...] = ()


def read_emails(text: str) -> SeveralValues:
    """The addresses in a cell. Raises ValueError where there is text and no address."""
    text = _AT.sub("@", text.replace("mailto:", ""))
    found = list(dict.fromkeys(one.strip(".") for one in _EMAIL.findall(text)))
    if not found and text:
        raise ValueError(text)
    return SeveralValues(found[0], tuple(found[1:])) if found else SeveralValues("")


def part_contact(text: str) -> tuple[str, str]:
    """The addresses in a cell, and what else stands there that may be a number: many lists have one column for both."""
    found = _EMAIL.findall(text)
    rest = re.sub(r"(?i)\be-?mail\w*\W*", " ", _EMAIL.sub(" ", text)).strip(" /;,|–-()\n")
    return "; ".join(found), rest if sum(map(str.isdigit, rest)) >= FEWEST_DIGITS else ""


def read_phones(value: Any) -> SeveralValues:
    """The numbers in a cell, as +355 69 123 4567. Raises ValueError for what is no number."""
    text = text_of_cell(value)
    parts = [
        part for part in re.split(r"[;,\n|]|\s/\s|(?<=\d{6})/(?=[+0]?\d{6})", text) if part.strip()
    ]
    found = list(dict.fromkeys(read_phone(part) for part in parts))
    return SeveralValues(found[0], tuple(found[1:])) if found else SeveralValues("")


def read_phone(text: str) -> str:
    """One number: +355, 00355, 0 or nothing before it. Excel drops the 0 and the + of a number."""
    text = re.sub(
        r"^\W*(tel|cel|mob|phone|telefon|mobile)\w*\W+", "", text.strip(), flags=re.IGNORECASE
    )
    text = text.replace("(0)", "")
    if not all(letter.isdigit() or letter in "+-/(). \u00a0" for letter in text):
        raise ValueError(text)
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if digits.startswith("00"):
        country = digits[2:]
    elif text.lstrip("( ").startswith("+") or digits.startswith("355") and len(digits) > 9:
        country = digits
    elif digits.startswith("0"):
        country = "355" + digits[1:]
    else:
        country = "355" + digits if len(digits) <= 9 else digits
    if not 8 <= len(country) <= 15:
        raise ValueError(text)
    return _grouped(country)


def _grouped(country: str) -> str:
    if not country.startswith("355"):
        return "+" + country
    own = country[3:].removeprefix("0")
    head = 1 if own.startswith("4") else 2
    cuts = (head, head + 3) if len(own) - head > 4 else (head,)
    parts = [own[a:b] for a, b in zip((0, *cuts), (*cuts, None), strict=True)]
    return " ".join(["+355", *parts])


def read_languages(text: str) -> str | None:
    """The languages a person is written to in, as they are kept: `sq`, `en`, `sq en`; None where none is known."""
    words = fold_name(text)
    found = [code for code, names in SPOKEN.items() if words in names or names & set(words.split())]
    return " ".join(found) or None
