"""What a step lacks where its technique is one of our own, written in one language."""

from dataclasses import replace

import pytest

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import ScriptPart
from facilitate.guides.guide import Lack
from facilitate.guides.lacking import holes_in_step
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import Technique

from .sample import sample_day, sample_guide, sample_step

WHOLE = shipped_techniques()["one-two-four-all"]
HELPER = replace(WHOLE, helper=Words("Stay at the door.", ""))
LINES = replace(WHOLE, steps=[replace(one, do=Words(one.do.en, "")) for one in WHOLE.steps])
SCRIPT = (ScriptPart(10, do=Words("Now.", "Tani.")),)


@pytest.mark.parametrize(
    ("technique", "more", "language", "expected"),
    [
        (WHOLE, {}, "sq", []),
        (HELPER, {}, "en", []),
        (HELPER, {}, "sq", [(Lack.LANGUAGE, "")]),
        (HELPER, {"helper": Words("Stay.", "Rrini.")}, "sq", []),
        (LINES, {}, "sq", [(Lack.LANGUAGE, "")]),
        (LINES, {"script": SCRIPT}, "sq", []),
        (LINES, {"do": Words("Now.", "Tani.")}, "sq", []),
        (replace(WHOLE, purpose=Words("To think", "")), {}, "sq", []),
    ],
)
def test_words_of_the_technique_in_the_other_language_only(
    technique: Technique, more: dict[str, object], language: str, expected: list[tuple[Lack, str]]
) -> None:
    [one] = sample_day(sample_step(**more)).steps
    assert holes_in_step(one, technique, True, language) == expected


def test_a_step_without_a_title_is_called_by_its_kind_and_one_without_minutes_has_one_time() -> (
    None
):
    [told] = sample_guide(
        sample_day(sample_step(kind=StepKind.BREAK, title=Words(), minutes=0))
    ).steps
    assert (told.title, told.when) == ("Break", "09:00")
