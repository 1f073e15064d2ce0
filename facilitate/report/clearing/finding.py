"""What in a text could tell who somebody helped is: names, ages, places, numbers, details of a case. Pure, both languages."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .lexicon import CASE, COUNTRIES, GIVEN, KIN, NO_NAME, PERSON_SPOKEN_OF, PLACE_WORD, SURE, TITLES, either
from .names import Known
from .signs import FAMILY, UPPER, WORD, Sign, bare, may_be_name, plain_of, signs_in


class Why(StrEnum):
    """What a passage gives away."""

    NAME = "name"
    AGE = "age"
    PLACE = "place"
    NUMBER = "number"
    CASE = "case"


class Finding(NamedTuple):
    """One passage: `text[start:end] == found`."""

    start: int
    end: int
    found: str
    why: Why


class Word(NamedTuple):
    """A word of the text; `joined`: only a blank stands between it and the one before; `begins`: a sentence begins with it."""

    start: int
    end: int
    text: str
    plain: str
    joined: bool
    begins: bool


LONGEST_GAP = 80
"""Characters before a passage that are looked at. Every pattern here has an end, so that a text takes the time of its length."""
_OPENS = re.compile(r"(?:^|[.!?…:;\n•–—·][”\"»’')\]]*|[“„\"«(])[\s“„\"«(\-*•]*$")
_NUMBERED = either(
    r"(?:një|dy|tre|tri|katër|pesë|gjashtë|shtatë|tetë|nëntë|dhjetë|njëmbëdhjetë|dymbëdhjetë|trembëdhjetë|katërmbëdhjetë|pesëmbëdhjetë|gjashtëmbëdhjetë|shtatëmbëdhjetë|tetëmbëdhjetë"
    r"|nëntëmbëdhjetë|njëzet\w{0,40}|tridhjet\w{0,40})"
)
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty(?:[- ]\w{1,40})?|thirty(?:[- ]\w{1,40})?)"
)
_AGE = re.compile(
    r"(?<![\w,.])\d{1,2}\s{0,9}[-–]?\s{0,9}vje[çc]\w{0,40}"
    rf"|\b{_NUMBERED}\s{{0,9}}-?\s{{0,9}}vje[çc]\w{{0,40}}"
    r"|\bmosh(?:ë|e|ën|en|a|ës|es)?\s{1,9}(?:prej\s{1,9})?\d{1,2}(?:\s{1,9}vje[çct]\w{0,40})?\b"
    r"|\b(?:aged?|age\s{1,9}of|age\s{1,9}is)\s{1,9}\d{1,2}\b"
    rf"|\b(?:\d{{1,2}}|{_SPELLED})[\s-]{{0,9}}years?[\s-]{{0,9}}(?:old|of\s{{1,9}}age)\b|\b\d{{1,2}}\s?y/?o\b"
    rf"|\b(?:(?:girl|boy|woman|man|child|daughter|son|mother|teenager)\s{{1,9}}of|(?:she|he)\s{{1,9}}(?:is|was|turned)(?:\s{{1,9}}(?:only|just|then|about))?"
    rf"|(?:ajo|ai)\s{{1,9}}(?:ishte|[ëe]sht[ëe]|mbushi)(?:\s{{1,9}}vet[ëe]m)?)\s{{1,9}}(?P<bare>\d{{1,2}}|{_SPELLED}|{_NUMBERED})\b"
    r"(?!\s{0,9}(?:-|years?\b|vje[çc]|(?:of|per|hours|days|minutes|times|weeks|months|families|women|girls|us|them|nga)\b))"
    r"|\b(?:e|i)\s{1,9}lindur\s{1,9}(?:(?:m[ëe]|n[ëe])\s{1,9})?(?:vitin\s{1,9})?[\d./-]{1,12}(?:\s{1,9}\w{1,40}\s{1,9}\d{4})?"
    r"|\bborn\s{1,9}(?:on|in)\s{1,9}(?:\d[\d./-]{0,12}(?:\s{1,9}[A-Z]\w{1,40}\s{1,9}\d{4})?|[A-Z]\w{1,40}\s{1,9}(?:\d{1,2},?\s{1,9})?\d{4})|\bborn\s{1,9}\d{4}\b"
    r"|\b(?:dat[ëe]lindj\w{1,40}|date\s{1,9}of\s{1,9}birth)\W{1,3}[\d./-]{1,12}",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(rf"\d|vje|year|\b{_SPELLED}\b|\b{_NUMBERED}\b", re.IGNORECASE)
"""Where neither is, a text speaks of dates of birth in general."""
_YEARS_OF = re.compile(
    r"(?:plan|program|projekt|strategj|mandat|periudh|marrëveshj|afat|kurs|studim|fond|grant|kontrat|buxhet|financim|eksperienc|përvoj)\w{0,40}\s{1,9}(?:\w\s{1,9})?$",
    re.IGNORECASE,
)
_PLACE_OF = either("fshati[nt]|lagj(?:en|es)|komun(?:ën|ës)")
"""With the article, and a bare word behind: that is its name, however it is written."""
_NO_PLACE = either(
    "tonë|tuaj|tuaja|tënd|ynë|sonë|duke|pranë|sipas|edhe|ndërsa|gjatë|pasi|sepse|derisa|përmes|nëpër|prej|para|mbas|kundër|vetëm|kishte"
    "|ishte|është|janë|këtu|atje|tjetër|fqinj|fqinjë|mirë|malor|malore|përkatës|përkatëse|menjëherë|shumë|kemi|kanë|bëri|erdhi|shkoi|kush|kishin"
)
_PLACE = re.compile(
    rf"\b(?i:{PLACE_WORD})\s{{1,9}}(?:(?i:i|e|të|së|of|in|nr\.?|“|\"|'|„|«|called|called the)\s{{0,9}}){{0,9}}[“„\"«']?"
    rf"(?:\d{{1,9}}|[{UPPER}][\w’'-]{{1,40}}(?:\s{{1,9}}[{UPPER}][\w’'-]{{1,40}}){{0,2}})[”“\"»']?"
    rf"|\b[{UPPER}][\w’'-]{{1,40}}(?:\s{{1,9}}[{UPPER}][\w’'-]{{1,40}})?\s{{1,9}}(?:village|neighbou?rhood|street|hamlet)\b"
    r"|\b(?i:village|hamlet)\s{1,9}(?i:of|called)\s{1,9}(?!(?:the|our|their|his|her|origin|birth)\b)[a-zçë]\w{2,40}"
    rf"|\b(?i:{_PLACE_OF})\s{{1,9}}(?!(?:{_NO_PLACE})\b)[a-zçë]\w{{3,40}}(?:\s{{1,9}}t[ëe]\s{{1,9}}[a-zçë]\w{{3,40}}it\b)?"
)
_NUMBER = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,9}"
    r"|(?<![\w/])(?:\+|00)\d{1,3}[\s/-]?\d(?:[\s/-]?\d){6,10}\b|(?<![\w/.,])0\d{1,2}[\s/-]?\d(?:[\s/-]?\d){4,7}\b"
    r"|\b[A-Z]\d{8}[A-Z]\b|\b[A-Z]{2}\d{6,8}\b"
    r"|\b(?:dosj\w{1,40}|çështj\w{1,40}|pasaport\w{1,40}|kart\w{1,40}\s{1,9}identiteti|case|file|passport|dossier)\s{1,9}(?:nr\.?|no\.?|number|me\s{1,9}numër)\s{0,9}[\w/.-]{0,40}\d[\w/-]{0,40}",
    re.IGNORECASE,
)  # fmt: skip
_INITIALS = re.compile(
    rf"(?<![\w.])[{UPPER}][a-z]?\.\s?[{UPPER}][a-z]?\.(?![\w])(?!\s?[{UPPER}]\.)"
    rf"|(?<=vajza )[{UPPER}]\.|(?<=vajzën )[{UPPER}]\.|(?<=quajtur )[{UPPER}]\.|(?<=mitura )[{UPPER}]\.|(?<=gruaja )[{UPPER}]\."
    rf"|(?<=girl )[{UPPER}]\.|(?<=woman )[{UPPER}]\.|(?<=called )[{UPPER}]\.|(?<=named )[{UPPER}]\."
    rf"|(?<![\w.])(?![AEI]\s)[{UPPER}]\.?,?\s(?=\(?\d{{1,2}}(?:\)|\s{{0,9}}-?\s{{0,9}}vje|\s{{0,9}}years?\b))"
)
_ABBREVIATED = {"u.s.", "u.k.", "e.u.", "n.b.", "p.s.", "b.e.", "s.a.", "sh.p.", "k.m.", "z.v."}
_OF_A_PLACE = re.compile(rf"\s(?:i|e|të|së)\s[{UPPER}][^\W\d_]{{1,40}}")
_AT = {"ne", "nga", "in", "from", "at", "to", "pranë", "prane", "near", "te", "tek", "drejt"}


@lru_cache(maxsize=20_000)
def find(text: str, known: Known) -> tuple[Finding, ...]:
    """Every passage that could identify somebody, in the order of the text; none overlaps another.

    Full names of known people, and known organisations, are no findings. A given name alone is one even where the directory
    knows somebody so called: it may be anybody's. Counties, districts, countries and what happened to somebody are listed only
    where the text also speaks of one particular person.
    """
    signs = signs_in(text)
    return found_by(text, known, signs) if signs else ()


def found_by(text: str, known: Known, signs: int) -> tuple[Finding, ...]:
    """What the rules find that these signs call for."""
    found = list(_patterns(text, signs))
    named = signs & (Sign.NAME | Sign.NAMED)
    spoken_of = signs & Sign.PERSON and PERSON_SPOKEN_OF.search(text) is not None
    if not (found or named or spoken_of):
        return ()
    taken = sorted((one.start, one.end) for one in found)
    words = list(_free(_words(text), taken))
    if named:
        found += _names(text, words, known)
    if found or spoken_of:
        found += _details(text, words, known, found, bool(spoken_of))
    return tuple(_apart(text, found))


def _patterns(text: str, signs: int) -> Iterator[Finding]:
    """What a pattern tells: ages, numbers, villages, schools and streets, initials, kin."""
    if signs & Sign.AGE and _COUNTED.search(text):
        for match in _AGE.finditer(text):
            if not _YEARS_OF.search(text, max(match.start() - LONGEST_GAP, 0), match.start()):
                yield _finding(match, Why.AGE)
    if signs & Sign.NUMBER:
        yield from (_finding(match, Why.NUMBER) for match in _NUMBER.finditer(text))
    if signs & Sign.PLACE:
        yield from (_finding(match, Why.PLACE) for match in _PLACE.finditer(text))
    if signs & Sign.INITIALS:
        for match in _INITIALS.finditer(text):
            if plain_of(match[0]).replace(" ", "") not in _ABBREVIATED:
                yield _finding(match, Why.NAME)
    if signs & Sign.KIN:
        yield from (_finding(match, Why.CASE) for match in KIN.finditer(text))


def _finding(match: re.Match[str], why: Why) -> Finding:
    part = match.lastgroup or 0  # a number that only its company makes an age: it alone is the passage
    found = match[part].rstrip(" ,./-" if why is Why.AGE else " ,")
    return Finding(match.start(part), match.start(part) + len(found), found, why)


def _words(text: str) -> Iterator[Word]:
    before = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        between = text[before:start]
        begins = before == 0 or (between != " " and _OPENS.search(between[-LONGEST_GAP:]) is not None)
        word = bare(match[0])
        yield Word(start, start + len(word), word, plain_of(word), between == " " and before > 0, begins)
        before = end


def _free(words: Iterator[Word], taken: list[tuple[int, int]]) -> Iterator[Word]:
    """The words that no stretch takes, both in the order of the text; stretches may overlap."""
    at, until = 0, 0
    for word in words:
        while at < len(taken) and taken[at][0] < word.end:
            until = max(until, taken[at][1])
            at += 1
        if until <= word.start:
            yield word


def _names(text: str, words: list[Word], known: Known) -> Iterator[Finding]:
    """Runs of words with a capital that are nobody known and nothing that merely has one."""
    plains = [word.plain for word in words]
    at = 0
    while at < len(words):
        if length := known.office_at(plains, at):
            at += length
            continue
        if not _may_be_name(words[at], known):
            at += 1
            continue
        end = at + 1
        while (
            end < len(words)
            and words[end].joined
            and _capital(words[end])
            and not known.office_at(plains, end)
        ):
            if not _may_be_name(words[end], known):
                break
            end += 1
        run = words[at:end]
        if (finding := _named(text, run, words[at - 1] if at else None, known)) is not None:
            yield finding
        at = end


def _capital(word: Word) -> bool:
    return word.text[0].isupper()


def _may_be_name(word: Word, known: Known) -> bool:
    """A word that may be a name, and is no known place."""
    return may_be_name(word.text) and word.plain not in known.places


def _named(text: str, run: list[Word], before: Word | None, known: Known) -> Finding | None:
    first = run[0]
    forms = tuple(word.plain for word in run)
    if known.is_person(forms):
        return None
    titled = before is not None and before.plain in TITLES and first.start - before.end <= 2
    if len(run) == 1:
        if titled and forms[0] in known.family:
            return None
        if first.begins and not titled and forms[0] not in SURE and not FAMILY.search(forms[0]):
            return None
    place = before is not None and first.joined and before.plain in _AT and forms[0] not in GIVEN
    why = Why.PLACE if place and len(run) == 1 else Why.NAME
    start, end = first.start, run[-1].end
    if why is Why.PLACE and (more := _OF_A_PLACE.match(text, end)):
        end = more.end()  # Lugas i Sipërm
    return Finding(start, end, text[start:end], why)


def _details(
    text: str, words: list[Word], known: Known, found: list[Finding], spoken_of: bool
) -> Iterator[Finding]:
    """Where one person is spoken of: known places and countries, and what happened."""
    for match in CASE.finditer(text):
        yield _finding(match, Why.CASE)
    somebody = any(one.why in (Why.NAME, Why.AGE, Why.CASE) for one in found)
    if not somebody and not spoken_of:
        return
    for word in words:
        if (
            _capital(word)
            and (word.plain in known.places or word.plain in COUNTRIES)
            and word.plain not in NO_NAME
        ):
            yield Finding(word.start, word.end, text[word.start : word.end], Why.PLACE)


def _apart(text: str, found: list[Finding]) -> list[Finding]:
    """None overlaps another: two that do become one, which gives away what the first of them does."""
    apart: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if apart and one.start < apart[-1].end:
            last, end = apart[-1], max(one.end, apart[-1].end)
            apart[-1] = Finding(last.start, end, text[last.start : end], last.why)
        else:
            apart.append(one)
    return apart
