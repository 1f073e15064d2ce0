"""What the page of a step says by itself is what the guide prints while nobody has written anything."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.guides.usual import technique_script, usual_script, usual_words
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from tests.guides import sample

TECHNIQUES = st.sampled_from([None, *shipped_techniques().values()])
TEXTS = st.sampled_from([Words(), Words("Own"), Words("Own", "Yni")])


@given(TECHNIQUES, st.integers(0, 240), TEXTS, TEXTS)
def test_lines_add_up_and_none_is_empty(technique, minutes: int, do: Words, say: Words) -> None:
    step = sample.sample_step(do=do, say=say, minutes=minutes)
    lines = usual_script(step, technique, minutes)
    assert all(line.do or line.say for line in lines)
    if technique is None:
        assert len(lines) == bool(do or say)
    assert sum(line.minutes for line in lines) <= minutes
    if (do and say) or (technique and not do and not say):
        assert sum(line.minutes for line in lines) == minutes


@pytest.mark.parametrize(
    ("do", "say"),
    [
        (Words(), Words()),
        (Words("Own"), Words()),
        (Words(), Words("", "Yni")),
        (Words("Own"), Words("Own", "Yni")),
    ],
)
def test_it_is_what_the_guide_prints(app: Flask, do: Words, say: Words) -> None:
    with app.test_request_context():
        assert shipped_techniques()
        for key, technique in shipped_techniques().items():
            step = sample.sample_step(do=do, say=say, minutes=35, technique=key)
            own = usual_words(step, technique, 35)
            for language in ("en", "sq"):
                printed = sample.sample_guide(sample.sample_day(step), language=language).steps[0]
                assert [(one.do.to(language), one.say.to(language)) for one in own.script] == [
                    (line.do, line.say) for line in printed.lines
                ]
                assert (own.helper.to(language), own.notes.to(language)) == (
                    printed.helper,
                    printed.notes,
                )
                assert own.spare.to(language) == printed.spare


def test_a_block_has_no_script_of_its_technique() -> None:
    step, technique = sample.sample_step(), shipped_techniques()["world-cafe"]
    found = usual_words(step, technique, 105, holds=True, transition=Words("Now coffee"))
    assert (found.script, found.transition, found.late, found.spare) == (
        (),
        Words(),
        Words(),
        Words(),
    )
    assert found.helper == technique.helper


def test_a_cafe_has_no_minutes_of_its_own() -> None:
    lines = usual_script(sample.sample_step(), shipped_techniques()["world-cafe"], 105, timed=False)
    assert {line.minutes for line in lines} == {0}


def test_the_techniques_lines_whatever_the_agenda_says() -> None:
    step, technique = (
        sample.sample_step(do=Words("Own"), say=Words("Own")),
        shipped_techniques()["check-in"],
    )
    assert usual_script(step, technique, 20) != technique_script(step, technique, 20)
    assert technique_script(step, technique, 20) == usual_script(
        sample.sample_step(), technique, 20
    )
