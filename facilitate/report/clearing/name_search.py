"""Names of people and places in a text: words with a capital that are nobody known, no office and no house. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...lib.text import plain_text
from .lexicon import COUNTRIES, NO_NAME, TITLES, given_forms, sure_forms, village_forms
from .named_words import MEANINGS, SAYS
from .names import ClearedNames
from .reading import TextReading, Token
from .rules import PassageReason
from .vocabulary import CLASSES

plain_of = lru_cache(maxsize=32_768)(plain_text)
Found = tuple[int, int, PassageReason]
"""The first token, the one after the last, and what they give away."""
LONGEST_GAP = 80
"""Characters between two words that are looked at."""
_OPENS = re.compile(r"(?:^|[.!?…:;\n•–—·][”\"»’')\]]*|[“„\"«(])[\s“„\"«(\-*•]*$")
_FAMILY = re.compile(r"[a-z]aj$")
"""The ending of many families' names: Malaj, Gjokaj."""
_WHOLE_FAMILY = re.compile(r"[a-z]aj(?:t|ve)$")
"""A whole family: Gjokajt, Gjokajve."""
_AT = {"ne", "nga", "in", "from", "at", "to", "prane", "near", "te", "tek", "drejt"}
_LINKS = {"i", "e", "te", "se"}
_OFFICE, _ORGANISATION, _PERSON, _TOWN, _PRONOUN = (
    CLASSES[name] for name in ("office", "organisation", "person", "town", "pronoun")
)
_KIN = CLASSES["kin"] | _PERSON
_BY = frozenset(["by", "nga", "prej"])
_LED = """
chaired moderated facilitated opened closed kryesuar kryesua kryesohet moderuar moderua moderohet drejtuar drejtua drejtohet
lehtesuar hapur hapet mbyllur mbyllet
"""
LED = frozenset(_LED.split())
"""What is done to a meeting by people in office: `chaired by Ms …`, `kryesuar nga znj. …`."""


def find_names(
    reading: TextReading, known: ClearedNames, taken: frozenset[int], of_somebody: bool
) -> Iterator[Found]:
    """Runs of words with a capital that are nobody known and nothing that merely has one; `taken`: tokens that are something else.

    `of_somebody`: the text speaks of somebody in need; then a title alone makes nobody an official.
    """
    words = [at for at, token in enumerate(reading.tokens) if token.is_word and at not in taken]
    tokens = reading.tokens
    plains = [tokens[at].plain for at in words]
    place = 0
    while place < len(words):
        if length := known.office_at(plains, place):
            place += length
            continue
        first = words[place]
        if not _may_be_name(tokens[first], known):
            place += 1
            continue
        end = place + 1
        while (
            end < len(words)
            and _joined(reading, words[end])
            and tokens[words[end]].text[0].isupper()
            and not known.office_at(plains, end)
            and (
                _may_be_name(tokens[words[end]], known)
                or _is_family_of(plains[end - 1], tokens[words[end]], known)
            )
        ):
            end += 1
        run = words[place:end]
        before = words[place - 1] if place else None
        yield from _named(
            reading,
            run,
            before=before,
            forms=plains[place:end],
            known=known,
            of_somebody=of_somebody,
        )
        place = end


def offices_in(reading: TextReading, known: ClearedNames) -> frozenset[int]:
    """The tokens of known organisations."""
    if not known.offices:
        return frozenset()
    words = [at for at, token in enumerate(reading.tokens) if token.is_word]
    plains = [reading.tokens[at].plain for at in words]
    found: set[int] = set()
    for place in range(len(words)):
        if length := known.office_at(plains, place):
            found.update(words[place : place + length])
    return frozenset(found)


def towns_in(reading: TextReading, known: ClearedNames) -> Iterator[Found]:
    """Counties, towns, villages and countries: they tell something where one person is spoken of."""
    for at, token in enumerate(reading.tokens):
        if not token.is_word:
            continue
        word = token.plain
        if (
            word in NO_NAME
            or token.text == "HAS"
            or not (
                word in known.places
                or word in COUNTRIES
                or word in village_forms()
                or token.classes & _TOWN
            )
        ):
            continue
        if token.text[0].isupper() or (
            at and reading.tokens[at - 1].plain in _AT and len(word) > 3
        ):
            yield at, at + 1, PassageReason.PLACE


def _joined(reading: TextReading, at: int) -> bool:
    """Whether only a blank stands between it and the word before."""
    before, token = reading.tokens[at - 1], reading.tokens[at]
    return (
        at > 0
        and before.is_word
        and reading.text[before.start + len(before.text) : token.start] == " "
    )


def _may_be_name(token: Token, known: ClearedNames) -> bool:
    """A word that may be a name, and is no known place."""
    word = token.plain
    if token.classes & MEANINGS and word not in given_forms():
        return False
    return (
        may_be_name(token.text[:60])
        and word not in known.places
        and not (token.classes & _TOWN and word not in sure_forms())
    )


def _is_family_of(given: str, token: Token, known: ClearedNames) -> bool:
    """Whether a place, or a word that ends as families do, stands behind a given name: `Dorina Hasa`, `Drita Malaj`."""
    return given in given_forms() and (
        token.plain in known.places
        or bool(token.classes & _TOWN)
        or (bool(token.classes & MEANINGS) and _FAMILY.search(token.plain) is not None)
    )


@lru_cache(maxsize=32_768)
def may_be_name(word: str) -> bool:
    """A word with a capital that is no country, office word or abbreviation; or a given name however it is written."""
    folded = plain_of(word)
    if folded in sure_forms() and len(folded) > 4:
        return True
    if not word[:1].isupper() or len(word) < 2 or folded in NO_NAME or folded in COUNTRIES:
        return False
    if word.removesuffix("s").isupper() and folded not in given_forms():
        return False  # NATO, NGOs
    parts = word.split("-")
    return len(parts) == 1 or not (
        parts[0].isupper() or all(plain_of(part) in NO_NAME for part in parts)
    )  # OJF-të, Anti-Trafficking


def _named(
    reading: TextReading,
    run: list[int],
    before: int | None,
    forms: list[str],
    known: ClearedNames,
    of_somebody: bool,
) -> Iterator[Found]:
    tokens, first, last = reading.tokens, run[0], run[-1]
    if known.is_person(tuple(forms)):
        return
    titled = (
        before is not None
        and tokens[before].plain in TITLES
        and tokens[first].start - tokens[before].end <= 2
    )
    if len(run) == 1:
        if titled and forms[0] in known.family:
            return
        sure = (
            titled
            or forms[0] in sure_forms()
            or _WHOLE_FAMILY.search(forms[0])
            or (of_somebody and forms[0] in given_forms())
        )
        sure = sure or (
            age_after(reading, first + 1) is not None and tokens[first + 1].text in ",("
        )
        if not sure and _begins(reading, before, first):
            return
    if _is_in_office(
        reading, first, last=last, titled=titled, of_somebody=of_somebody
    ) or _is_house(reading, first, last, forms):
        return
    place = (
        len(run) == 1
        and before is not None
        and _joined(reading, first)
        and tokens[before].plain in _AT
        and forms[0] not in given_forms()
    )
    end = last + 1
    if (
        place
        and end + 1 < len(tokens)
        and tokens[end].plain in _LINKS
        and tokens[end + 1].text[0].isupper()
    ):
        end += 2  # Lugas i Sipërm
    yield first, end, PassageReason.PLACE if place else PassageReason.NAME
    if not place and (age := age_after(reading, end)) is not None:
        yield age, age + 1, PassageReason.AGE


def _begins(reading: TextReading, before: int | None, first: int) -> bool:
    """Whether a sentence begins with this word."""
    if before is None and first == 0:
        return True
    start = 0 if before is None else reading.tokens[before].end
    between = reading.text[start : reading.tokens[first].start]
    return between != " " and _OPENS.search(between[-LONGEST_GAP:]) is not None


def _is_in_office(
    reading: TextReading, first: int, last: int, titled: bool, of_somebody: bool
) -> bool:
    """Whether somebody is named with an office: `Drejtoresha …, znj. Koçi`, `Mr Pjetri, head of …`, `Ms Koçi opened`."""
    tokens = reading.tokens
    at = first - 1
    while at >= 0 and (tokens[at].plain in TITLES or tokens[at].text == "."):
        at -= 1
    if at >= 0 and tokens[at].classes & _OFFICE:
        return True
    if at >= 0 and tokens[at].text in ",(:-–—":
        for one in reversed(tokens[max(at - 12, 0) : at]):
            if one.text in ".;!?" or one.classes & _KIN & ~_OFFICE:
                break
            if one.classes & _OFFICE:
                return True
    elif at >= 0 and tokens[at].is_word:
        for one in reversed(
            tokens[max(at - 5, 0) : at]
        ):  # Kryetarja e Bashkisë Shkodër Valbona Rama, Ministri i Drejtësisë Ulsi …
            if one.classes & _OFFICE and one.text[0].isupper() and tokens[at].text[0].isupper():
                return True
            if not (
                one.text[0].isupper() or one.plain in _LINKS or one.plain in ("of", "the", "for")
            ):
                break
    after = tokens[last + 1 : last + 7]
    if after and after[0].text in ",(-–—":
        if after[0].text == "(" and len(after) > 1 and _is_organisation(after[1]):
            return True  # A. Kola (UNICEF)
        for place, one in enumerate(after[1:], 2):
            if one.text in ".;!?" or one.classes & _KIN & ~_OFFICE:
                break
            if one.classes & _OFFICE and not _is_hers(after[place : place + 2]):
                return True
    if (
        after
        and after[0].plain in ("of", "from", "nga", "at", "prej")
        and any(one.classes & (_ORGANISATION | _OFFICE) for one in after[1:3])
    ):
        return True
    if not titled or of_somebody:
        return False
    led = at > 0 and tokens[at].plain in _BY and tokens[at - 1].plain in LED
    return led or any(one.plain in SAYS for one in after[:3])


def _is_organisation(token: Token) -> bool:
    """A word for one, or an abbreviation."""
    return bool(token.classes & (_ORGANISATION | _OFFICE)) or (
        token.is_word
        and token.text.isupper()
        and len(token.text) > 1
        and not token.classes & CLASSES["illness"]
    )


def _is_hers(after: list[Token]) -> bool:
    """Whether the office is held for one person: `trajneri i tij`."""
    return len(after) == 2 and after[0].plain in _LINKS and bool(after[1].classes & _PRONOUN)


def _is_house(reading: TextReading, first: int, last: int, forms: list[str]) -> bool:
    """Whether it is the name of an organisation, a project, a book: `Shoqata “Hapa”`, `the Vatra Foundation`."""
    tokens = reading.tokens
    if forms[0] in sure_forms() and len(forms) == 1:
        return False
    after = tokens[last + 1 : last + 3]
    if after and (
        after[0].classes & _ORGANISATION
        or (after[0].text in '”"»' and len(after) > 1 and after[1].classes & _ORGANISATION)
    ):
        return True
    start = max(first - 8, 0)
    opened = next(
        (at for at in range(first - 1, start - 1, -1) if tokens[at].text in '“„"«”»'), None
    )
    if opened is not None and any(
        one.classes & _ORGANISATION for one in tokens[max(opened - 2, 0) : opened]
    ):
        return True
    if (
        first > 1
        and tokens[first - 1].plain in (*_LINKS, "of", "for")
        and tokens[first - 2].classes & (_ORGANISATION | _OFFICE)
        and forms[0] not in given_forms()
    ):
        return True  # Drejtori i Burimeve
    at = first - 1
    while at >= start and (
        tokens[at].text in "“„\"«'‘"
        or (
            tokens[at].is_word
            and tokens[at].text[0].isupper()
            and not tokens[at].classes & _ORGANISATION
        )
    ):
        at -= 1
    return at >= start and bool(tokens[at].classes & _ORGANISATION)


def age_after(reading: TextReading, at: int) -> int | None:
    """The number that stands behind a name as its age: `Mirela, 17,` `Fatjona (16)`."""
    tokens = reading.tokens
    if at < len(tokens) and tokens[at].text in ",(":
        at += 1
    if at >= len(tokens) or not tokens[at].text.isdecimal() or len(tokens[at].text) > 2:
        return None
    following = tokens[at + 1].text if at + 1 < len(tokens) else "."
    return (
        at
        if following in ".,;:)!?"
        and not reading.text[tokens[at].end : tokens[at].end + 2].strip(".,")[:1].isdigit()
        else None
    )
