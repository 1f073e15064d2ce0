"""What was decided is done to the text, or the text does not leave."""

import random

import pytest

from facilitate.release.models import Verdict
from facilitate.release.verdicts import DecidedWords, clear_text, redact_text, undecided_passages
from facilitate.report.clearing.finding import PassageReason, TextFinding, find_passages
from facilitate.report.clearing.names import known_names
from facilitate.report.clearing.suggesting import general_wording, likely_language

KEEP, GENERALISE, REMOVE = Verdict.KEEP, Verdict.GENERALISE, Verdict.REMOVE
NOBODY = known_names(())


def test_a_text_leaves_only_when_everything_in_it_is_decided() -> None:
    text = "Elira ishte 16 vjeç."
    findings = find_passages(text, NOBODY)
    name, age = DecidedWords("Elira", REMOVE), DecidedWords("16 vjeç", GENERALISE, "nën 18 vjeç")
    assert clear_text(text, findings, [name]) is None
    assert [one.found for one in undecided_passages(findings, [name])] == ["16 vjeç"]
    assert clear_text(text, findings, [name, age]) == "[…] ishte nën 18 vjeç."
    assert (
        clear_text(text, findings, [DecidedWords("Elira", KEEP), DecidedWords("16 vjeç", KEEP)])
        == text
    )
    assert clear_text("Nothing.", (), []) == "Nothing."


def test_verdicts_hold_wherever_the_words_stand_and_not_inside_others() -> None:
    decided = [DecidedWords("Elira", REMOVE), DecidedWords("Elira Ndoj", GENERALISE, "një grua")]
    assert (
        redact_text("Elira Ndoj erdhi. Eliranda, Elira, Elira!", decided)
        == "një grua erdhi. Eliranda, […]!"
    )


def test_what_was_found_and_removed_is_gone_however_it_was_set_off() -> None:
    for text in (
        "_Elira_ came with her mother.",
        "__Elira__ came with her mother.",
        "The girl Elira17 came with her mother.",
        "Vajza Elira2009 erdhi me nënën e saj.",
        "Vajza (16)Elira, 16vjeçare, erdhi. _069 12 34 567_",
    ):
        findings = find_passages(text, NOBODY)
        assert "Elira" in [one.found for one in findings], text
        out = clear_text(text, findings, [DecidedWords(one.found, REMOVE) for one in findings])
        assert out is not None
        assert [one.found for one in findings if one.found in out] == [], (text, out)
        assert "34 567" not in out


def test_nothing_of_removed_words_is_left_in_any_order_of_verdicts() -> None:
    dice = random.Random(3)
    words = ["Elira", "Elira Marku", "16 vjeç", "fshati Bushat", "A.B.", "(16)", "Marku"]
    for _turn in range(300):
        text = " ".join(dice.choices([*words, "tha", "dhe", "erdhi"], k=9))
        decided = [
            DecidedWords(word, dice.choice([REMOVE, GENERALISE]), "dikush")
            for word in dice.sample(words, 7)
        ]
        out = redact_text(text, decided)
        assert not any(word in out for word in ("Elira", "Bushat", "vjeç", "A.B.")), (text, out)


def test_wordings_are_offered_in_the_language_of_the_text() -> None:
    sq, en = (
        "Vajza ishte 16 vjeç dhe vinte nga fshati Bushat.",
        "She was aged 16, from the village of Bushat.",
    )
    assert (likely_language(sq), likely_language(en)) == ("sq", "en")
    offered = {
        one.found: general_wording(one, text)
        for text in (
            sq,
            en,
            "Elira tha se i ati e di.",
            "He was 32 years old and met her father in Italy.",
        )
        for one in find_passages(text, NOBODY)
    }
    assert offered == {
        "16 vjeç": "nën 18 vjeç",
        "fshati Bushat": "një fshat i qarkut",
        "aged 16": "under 18",
        "village of Bushat": "a village in the county",
        "Elira": "një person",
        "i ati": "një i afërm",
        "32 years old": "over 18",
        "her father": "a relative",
        "Italy": "abroad",
    }
    assert general_wording(TextFinding(0, 5, "0691234", PassageReason.NUMBER), en) == ""


@pytest.mark.parametrize(
    ("text", "found", "why", "offered"),
    [
        ("I dërgojnë deri më 10 janar.", "10 janar", PassageReason.DATE, "një datë të caktuar"),
        ("Erdhi më 10 janar 2008.", "10 janar 2008", PassageReason.DATE, "atë vit"),
        ("U kthye në mars.", "mars", PassageReason.DATE, "atë vit"),
        ("She came on 3 May.", "3 May", PassageReason.DATE, "a certain day"),
        ("Sot mëson për rrobaqepëse.", "rrobaqepëse", PassageReason.WORK, "punë"),
        ("Sot është rrobaqepëse.", "rrobaqepëse", PassageReason.WORK, "në punë"),
        ("She works as a baker in the town.", "a baker", PassageReason.WORK, "work"),
    ],
)
def test_a_wording_fits_the_words_before_it(
    text: str, found: str, why: PassageReason, offered: str
) -> None:
    assert general_wording(TextFinding(0, 0, found, why), text) == offered
