"""Each rule is asked where it can find something, has an end, and is told in words that are there."""

import random
from re import _parser as parser

import pytest

from facilitate.report.clearing.reading import TextReading, meant_word
from facilitate.report.clearing.rules import EVIDENCE, RULES, WRITTEN
from facilitate.report.clearing.vocabulary import CLASSES, any_of, classes_of, words_of_class

from .matching import made_of

ANY_WORD = "[a-z][a-z"
"""How the pattern of a rule begins that begins with any word of its classes."""
NAMED = [rule for rule in (*RULES, *EVIDENCE) if not rule.pattern.pattern.startswith(ANY_WORD)]
"""The rules that name the words they begin with."""


def test_what_a_rule_matches_begins_with_a_word_of_its_classes() -> None:
    dice, missed, rare = random.Random(11), {}, []
    for rule in NAMED:
        matched = 0
        for _turn in range(60):
            reading = TextReading(
                made_of(rule.pattern.pattern, dice) + dice.choice(("", ".", ", she"))
            )
            if reading.tokens and rule.pattern.match(reading.cased if rule.cased else reading.said):
                matched += 1
                if (
                    not reading.tokens[0].classes & rule.starts
                    and "'" not in reading.tokens[0].text
                ):
                    missed[rule.name] = reading.text
        rare += [rule.name] if matched < 5 else []
    assert (missed, rare) == ({}, [])
    assert len(NAMED) > 80


@pytest.mark.parametrize("rule", WRITTEN, ids=lambda rule: rule.name)
def test_what_is_found_by_how_it_is_written_has_its_sign(rule) -> None:
    dice, matched = random.Random(5), 0
    for _turn in range(300):
        text = made_of(rule.pattern.pattern, dice)
        if rule.pattern.search(text):
            matched += 1
            assert rule.sign.search(text), text
    assert matched > 20


def test_every_pattern_has_an_end() -> None:
    patterns = [
        *(one.pattern for one in (*RULES, *EVIDENCE, *WRITTEN)),
        *(one for rule in RULES for one in (rule.before, rule.unless) if one),
    ]
    longest = {one.pattern[:60]: parser.parse(one.pattern).getwidth()[1] for one in patterns}
    assert [name for name, width in longest.items() if width > 800] == []


def test_every_branch_of_a_pattern_is_tried() -> None:
    dice = random.Random(5)
    made = {made_of("a[bc]?|(?:de){2}|[^x]\\d", dice)[:2] for _turn in range(200)}
    assert {"a", "ab", "ac", "de"} < made


@pytest.mark.parametrize("name", ["kin", "occupation", "illness", "month", "landmark"])
def test_a_class_in_a_pattern_is_every_word_of_it(name: str) -> None:
    pattern = parser.parse(any_of(name))
    assert pattern.getwidth()[0] > 1
    for word in words_of_class(name):
        assert classes_of(word.removesuffix("*")) & CLASSES[name], word


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("shtatzzene", "shtatzene"),
        ("pregnannt", "pregnant"),
        ("brotehr", "brother"),
        ("brohter", "brother"),
        ("hudband", "husband"),
        ("brothers", "brothers"),
        ("bother", "bother"),
        ("vajzat", "vajzat"),
        ("mister", "mister"),
        ("a" * 500, "a" * 500),
    ],
)
def test_a_mistyped_word_is_what_was_meant_and_another_word_is_not(typed: str, word: str) -> None:
    assert meant_word(typed) == word


def test_both_writings_of_a_text_are_of_one_length_and_lead_back_to_it() -> None:
    text = "Ë–A  GJ’s   16-VJEÇARE\n\n“Straße” ﬁnd İstanbul e\u0301 " + "x" * 90
    reading = TextReading(text)
    assert len(reading.said) == len(reading.cased)
    assert [text[one.start : one.end] for one in reading.tokens if one.is_word][:2] == ["Ë", "A"]
    assert all(
        reading.tokens_of(at, at + 1)[0] == number for number, at in enumerate(reading.starts)
    )
