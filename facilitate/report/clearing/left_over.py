"""What the rules leave over where one particular person is spoken of: clauses with a word in them that tells something. Pure."""

from collections.abc import Iterator

from .evidence import Evidence
from .reading import TextReading, Token
from .rules import PassageReason
from .vocabulary import CLASSES, any_of_them

_TELLS = [
    (any_of_them(names), why)
    for names, why in (
        ("illness hurts", PassageReason.HEALTH),
        ("body mark", PassageReason.MARK),
        ("kin relative brothers circle nationality case_word deed childhood", PassageReason.CASE),
        ("occupation trade_verb", PassageReason.WORK),
        ("car plates", PassageReason.VEHICLE),
        ("month weekday ago", PassageReason.DATE),
        ("institution shelter", PassageReason.INSTITUTION),
        ("landmark dwells dwelling place_word", PassageReason.PLACE),
        ("digits number count", PassageReason.CASE),
    )
]
"""Classes of words that tell something of somebody, and what."""
_TELLING = sum(bits for bits, _why in _TELLS)
_EMPTY = any_of_them("little abstract bland says ordinal")
_PLAIN = _EMPTY | any_of_them("person person_one")
"""Words that tell nothing: `a young woman`."""
_WEAK = any_of_them(
    "kin relative brothers circle deed ago place_word landmark institution dwells dwelling"
)
"""Words that tell something beside others only."""
_OTHERWISE = any_of_them("abstract two_meanings bland says few")
_BREAKS = CLASSES["breaks"]
LONGEST = 12
"""Words of a clause that are marked at most."""


def left_over(
    reading: TextReading, evidence: Evidence, covered: frozenset[int]
) -> Iterator[tuple[int, int, PassageReason]]:
    """Stretches of tokens outside `covered`, from the first to, not including, the last, and what they give away."""
    first = 0
    for at, token in enumerate(reading.tokens):
        parts = at in covered or _parts(token)
        if parts or at in reading.lines or at - first == LONGEST:
            yield from _told(reading, evidence, first, at)
            first = at + parts
    yield from _told(reading, evidence, first, len(reading.tokens))


def _parts(token: Token) -> bool:
    """Whether it stands between two clauses."""
    return bool(token.classes & _BREAKS) or (not token.is_word and token.text in ".,;:!?…()-–—•")


def _told(
    reading: TextReading, evidence: Evidence, first: int, last: int
) -> Iterator[tuple[int, int, PassageReason]]:
    """What a clause tells, without the words at its ends that say nothing."""
    tokens = reading.tokens
    telling = [at for at in range(first, last) if _tells(tokens[at])]
    if first >= last or not evidence.has_more_near(first):
        return
    if not (evidence.is_in_the_story(first) if telling else evidence.is_told_of(first)):
        return
    if (
        not telling
        and sum(one.is_word and not one.classes & _EMPTY for one in tokens[first:last]) < 2
    ):
        return
    while first < last and tokens[first].classes & _EMPTY:
        first += 1
    while last > first and tokens[last - 1].classes & _EMPTY:
        last -= 1
    said = [
        one
        for one in tokens[first:last]
        if not one.classes & _PLAIN and (one.is_word or one.text.isdecimal())
    ]
    if len(said) > 1 or any(not one.classes & _WEAK for one in said):
        yield first, last, _why(tokens[telling[0]]) if telling else PassageReason.CASE


def _tells(token: Token) -> bool:
    return bool(token.classes & _TELLING) and not token.classes & _OTHERWISE


def _why(token: Token) -> PassageReason:
    return next(why for bits, why in _TELLS if token.classes & bits)
