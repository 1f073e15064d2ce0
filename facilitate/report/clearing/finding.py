"""What in a text could tell who somebody helped is: names, ages, places, numbers, details of a case. Pure, both languages."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .evidence import Evidence
from .name_search import age_after, find_names, offices_in, towns_in
from .names import ClearedNames
from .reading import TextReading, Token
from .rules import EVIDENCE, RULES, WRITTEN, PassageReason, Rule, RuleNeeds
from .vocabulary import CLASSES, any_of_them

__all__ = ["TextFinding", "PassageReason", "find_passages"]


class TextFinding(NamedTuple):
    """One passage: `text[start:end] == found`."""

    start: int
    end: int
    found: str
    why: PassageReason


class TokenPassage(NamedTuple):
    """Tokens from `first` up to, not including, `last`, what they give away, and the rule that found them."""

    first: int
    last: int
    why: PassageReason
    rule: str
    broad: bool = False


_ABBREVIATED = {"u.s.", "u.k.", "e.u.", "n.b.", "p.s.", "b.e.", "s.a.", "sh.p.", "k.m.", "z.v."}
_OF_A_CASE = {"case code", "case number", "number of a case", "code of a person", "document"}
_LITTLE = CLASSES["little"]
_HOUSES = (PassageReason.INSTITUTION, PassageReason.PLACE)


def find_passages(text: str, known: ClearedNames) -> tuple[TextFinding, ...]:
    """Every passage that could identify somebody, in the order of the text; none overlaps another.

    Full names of known people, and known organisations, are no findings. A given name alone is one even where the directory
    knows somebody so called: it may be anybody's. Towns, days, illnesses and what happened to somebody are listed only where the
    text also speaks of one particular person.
    """
    reading = TextReading(text)
    return tuple(_finding(reading, one) for one in passages_in(reading, known))


def passages_in(reading: TextReading, known: ClearedNames) -> list[TokenPassage]:
    """What is found, in the order of the text; none overlaps another."""
    if not reading.tokens:
        return []
    evidence = Evidence(reading)
    offices = offices_in(reading, known)
    found = _by_rules(reading, known, evidence, offices)
    sharp = list(_apart([one for one in found if not one.broad]))
    told = [*sharp, *_around(reading, sharp, [one for one in found if one.broad])]
    covered = offices.union(at for one in told for at in range(one.first, one.last))
    told += (TokenPassage(*one, "left over") for one in left_over(reading, evidence, covered))
    return sorted(told)


def _by_rules(
    reading: TextReading, known: ClearedNames, evidence: Evidence, offices: frozenset[int]
) -> list[TokenPassage]:
    """What each rule finds, in no order; passages may overlap."""
    found = [*_written(reading), *_by("sure", reading, evidence)]
    evidence.add(_telling(found))
    evidence.add([one.first for one in _by("evidence", reading, evidence)])
    taken = frozenset(at for one in found for at in range(one.first, one.last))
    of_somebody = bool(evidence.more)
    named = _names(reading, known, taken, of_somebody)
    evidence.add(_telling(named))
    if evidence.somebody:
        personal = list(_by("somebody", reading, evidence))
        evidence.add([one.first for one in personal])
        found += personal
    if evidence.more and not of_somebody:
        named = _names(reading, known, taken, True)  # whose name it is, is known only now
    found += named
    if evidence.more:
        found += _by("more", reading, evidence)
        found += (
            TokenPassage(*one, "town")
            for one in towns_in(reading, known)
            if evidence.has_more_near(one[0])
        )
    if offices:
        found = [
            one
            for one in found
            if one.why not in _HOUSES or not {one.first, one.last - 1} & offices
        ]
    return found


def _names(
    reading: TextReading, known: ClearedNames, taken: frozenset[int], of_somebody: bool
) -> list[TokenPassage]:
    return [TokenPassage(*one, "name") for one in find_names(reading, known, taken, of_somebody)]


def _telling(passages: list[TokenPassage]) -> list[int]:
    """Where somebody is: a street, a hall or a number of an office alone are nobody's; the number of a case is."""
    return [
        one.first
        for one in passages
        if one.rule in _OF_A_CASE
        or one.why not in (PassageReason.PLACE, PassageReason.NUMBER, PassageReason.INSTITUTION)
    ]


def _written(reading: TextReading) -> Iterator[TokenPassage]:
    """What is found by how it is written."""
    for rule in WRITTEN:
        text = reading.cased if rule.cased else reading.said
        if rule.sign.search(text):
            for match in rule.pattern.finditer(text):
                if rule.name == "initials" and match[0].lower().replace(" ", "") in _ABBREVIATED:
                    continue
                first, last = reading.tokens_of(*match.span())
                yield TokenPassage(first, last, rule.why, rule.name)
                if rule.why is PassageReason.NAME and (age := age_after(reading, last)) is not None:
                    yield TokenPassage(age, age + 1, PassageReason.AGE, "age after a name")


def _by(kind: str, reading: TextReading, evidence: Evidence) -> Iterator[TokenPassage]:
    """What the rules of a kind find where what they need is there."""
    for at, classes in reading.meaning:
        start = reading.starts[at]
        for rule in _beginning(classes, kind):
            match = rule.pattern.match(
                reading.cased if rule.cased else reading.said, start
            )  # mostly None: so first
            if match is not None and _counts(rule, evidence, at):
                passage = _passage(rule, reading, match)
                if passage is not None:
                    yield passage


_KINDS = {
    "sure": [rule for rule in RULES if rule.needs in (RuleNeeds.NOTHING, RuleNeeds.PARTICULAR)],
    "evidence": EVIDENCE,
    "somebody": [rule for rule in RULES if rule.needs is RuleNeeds.SOMEBODY],
    "more": [rule for rule in RULES if rule.needs is RuleNeeds.MORE],
}
"""The rules in the order in which they are asked: what one finds is what the next needs."""


@lru_cache(maxsize=8192)
def _beginning(classes: int, kind: str) -> tuple[Rule, ...]:
    """The rules of a kind that may begin at a word of these classes."""
    return tuple(rule for rule in _KINDS[kind] if rule.starts & classes)


def _counts(rule: Rule, evidence: Evidence, at: int) -> bool:
    match rule.needs:
        case RuleNeeds.NOTHING:
            return rule.why is not PassageReason.AGE or not evidence.is_invented(at)
        case RuleNeeds.PARTICULAR:
            return not evidence.is_general(at)
        case RuleNeeds.SOMEBODY:
            return evidence.has_somebody_near(at)
        case RuleNeeds.MORE:
            return evidence.has_more_near(at) and (not rule.broad or evidence.is_in_the_story(at))


LEFT = 60
"""Characters to the left of a passage that a rule looks at."""


def _passage(rule: Rule, reading: TextReading, match: re.Match[str]) -> TokenPassage | None:
    """What a rule found, unless what stands to the left forbids it."""
    text, start = match.string, match.start()
    left = text[max(start - LEFT, 0) : start] if rule.before or rule.unless else ""
    if rule.unless is not None and rule.unless.search(left):
        return None
    part = "it" if "it" in rule.pattern.groupindex else 0
    begin, end = match.span(part)
    if rule.before is not None:
        more = rule.before.search(left)
        if more is None and rule.must:
            return None
        if more is not None and not part:
            begin = start - len(more[0])
    while end > begin and text[end - 1] in " ,.-/\n":
        end -= 1
    return TokenPassage(*reading.tokens_of(begin, end), rule.why, rule.name, rule.broad)


def _apart(passages: list[TokenPassage]) -> Iterator[TokenPassage]:
    """None overlaps another: two that do become one, which gives away what the first of them does; of the same words a name."""
    last: TokenPassage | None = None
    for one in sorted(
        passages, key=lambda one: (one.first, -one.last, one.why is not PassageReason.NAME)
    ):
        if last is not None and one.first < last.last:
            last = last._replace(last=max(last.last, one.last))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _around(
    reading: TextReading, sharp: list[TokenPassage], broad: list[TokenPassage]
) -> Iterator[TokenPassage]:
    """What is left of broad passages between the others: nothing, unless it is two words that say something."""
    taken = sorted(sharp)
    starts = [one.first for one in taken]
    end = 0
    for one in sorted(broad, key=lambda one: (one.first, -one.last)):
        before = bisect_right(starts, one.first) - 1
        first = max(one.first, end, taken[before].last if before >= 0 else 0)
        last = min(one.last, starts[before + 1] if before + 1 < len(starts) else one.last)
        while first < last and _is_little(reading.tokens[first]):
            first += 1
        while last > first and _is_little(reading.tokens[last - 1]):
            last -= 1
        if sum(token.is_word for token in reading.tokens[first:last]) > 1:
            yield one._replace(first=first, last=last)
            end = last


def _is_little(token: Token) -> bool:
    """A sign, or a word that says nothing by itself."""
    return bool(token.classes & _LITTLE) or (not token.is_word and not token.text.isdecimal())


def _finding(reading: TextReading, one: TokenPassage) -> TextFinding:
    start, end = (
        reading.tokens[one.first].start,
        reading.tokens[one.last - 1].start + len(reading.tokens[one.last - 1].text),
    )
    return TextFinding(start, end, reading.text[start:end], one.why)


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
