"""A text without a sign holds nothing any rule would find: the quick look never hides a finding."""

import random
import re

import pytest
import sqlalchemy as sa

from facilitate.db import db
from facilitate.events.models import Event
from facilitate.report.clearing import finding, lexicon, signs
from facilitate.report.clearing.finding import find, found_by
from facilitate.report.clearing.names import Known
from facilitate.report.clearing.signs import EVERY, Sign
from facilitate.report.clearing.texts import known_to, texts_of
from facilitate.report.releasing.freezing import frozen
from facilitate.report.releasing.rest import texts_in

from .matching import made_of
from .test_finding import EXAMPLES, KNOWN

RULES = {
    Sign.AGE: finding._AGE, Sign.NUMBER: finding._NUMBER, Sign.PLACE: finding._PLACE, Sign.INITIALS: finding._INITIALS,
    Sign.KIN: lexicon.KIN, Sign.PERSON: lexicon.PERSON_SPOKEN_OF,
}  # fmt: skip
AROUND = (
    "",
    " ",
    "(",
    "“",
    "më ",
    "A ",
    "vajza ",
    "girl ",
    "the ",
    "një ",
    "-",
    "x",
    "7",
    "_",
    "’",
    ". ",
    ", ",
    "\n",
    "!",
)
"""What may stand before a match and after it."""

MEETINGS = ("launch-2004", "annual-2006", "annual-2008", "north-2", "annual-next")
"""Those of the demo of which most is written down."""


def same(text: str, known: Known = KNOWN) -> None:
    """The rules that the signs call for find what all rules together find."""
    assert find(text, known) == found_by(text, known, EVERY), text


def varied(text: str, dice: random.Random) -> str:
    return dice.choice(
        (text, text, text.upper(), text.capitalize(), text.title(), text.lower(), text.replace("s", "ſ"))
    )


@pytest.mark.parametrize("sign", RULES, ids=lambda sign: sign.name)
def test_what_a_rule_matches_has_its_sign(sign: Sign) -> None:
    dice, rule, matched = random.Random(11), RULES[sign], 0
    for _turn in range(3000):
        made = varied(made_of(rule.pattern, dice, rule.flags), dice)
        text = dice.choice(AROUND) + made + dice.choice(AROUND)
        if rule.search(text):
            matched += 1
            assert signs.signs_in(text) & sign, text
        same(text)
    assert matched > 300


def test_every_branch_of_a_rule_is_tried() -> None:
    dice = random.Random(5)
    made = {made_of("a[bc]?|(?:de){2}|[^x]\\d", dice)[:2] for _turn in range(200)}
    assert {"a", "ab", "ac", "de"} < made
    assert any(re.fullmatch(r"[^x]\d", one) for one in made)


def test_words_thrown_together() -> None:
    dice = random.Random(3)
    words = [word for text, _found in EXAMPLES for word in re.findall(r"\w+|[^\w\s]+", text)]
    words += dice.sample(sorted(lexicon.GIVEN), 80) + dice.sample(sorted(lexicon.NO_NAME), 80)
    words += [word.title() for word in dice.sample(sorted(lexicon.GIVEN), 80)] + sorted(lexicon.COUNTRIES)
    words += [
        "D’Agata",
        "O'Brien",
        "Elira's",
        "Policia’s",
        "OJF-të",
        "Social-demokrat",
        "A-plani",
        "Gjokajt",
        "gjokajve",
        "GJOKAJT",
        "X",
        "½",
        "x²",
        "Ýmer",
    ]
    gaps = (" ", " ", " ", " ", ". ", ", ", "-", "’", "\n", " (", ") ", ": “", "")
    for _turn in range(10_000):
        picked = dice.choices(words, k=dice.randint(1, 6))
        same("".join(varied(word, dice) + dice.choice(gaps) for word in picked))


def test_most_of_what_is_said_needs_no_rule() -> None:
    for text in (
        "Takimi mujor mbahet te kush e ka radhën (120).",
        "The budget is closed in November.",
        "",
        "12 – 14",
        "…",
    ):
        assert signs.signs_in(text) == 0


def test_texts_of_the_demo(demo) -> None:
    with demo.test_request_context():
        texts = set()
        for event in db.session.scalars(sa.select(Event).where(Event.slug.in_(MEETINGS))):
            known = known_to(event)
            texts |= {one.text for one in texts_of(event)} | set(texts_in(frozen(event)))
    for text in texts:
        for one in (text, text.lower(), text.title()):
            same(one, known)
    assert len(texts) > 1000
