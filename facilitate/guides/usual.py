"""What a step's page of the guide says while the team has written nothing there: its technique's words, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..agenda.plan import ScriptPart
from ..lib.shares import scale_shares
from ..lib.text import Words, clean_text
from ..techniques.technique import Technique
from ..web.i18n import LANGUAGES, use_language
from .keeping_time import late_advice, spare_time_advice

if TYPE_CHECKING:  # read only
    from ..agenda.plan import PlanStep


@dataclass(frozen=True)
class UsualWords:
    """The fields of a step the team may write over (`plan.PlanStep`), with what holds until it does."""

    script: tuple[ScriptPart, ...] = ()
    helper: Words = Words()
    notes: Words = Words()
    transition: Words = Words()
    late: Words = Words()
    spare: Words = Words()


def usual_words(
    step: PlanStep,
    technique: Technique | None,
    minutes: int,
    *,
    timed: bool = True,
    holds: bool = False,
    transition: Words = Words(),  # noqa: B008 - a value that never changes
) -> UsualWords:
    """What the guide says of a step of that many minutes by itself.

    `timed`: not so for a world café, whose times stand in its rounds. `holds`: a block says step by step what it holds, and
    has neither a script of its technique nor words for being late. `transition`: the words that lead to the next step.
    """
    kind = step.kind.value
    advice = (
        UsualWords()
        if holds
        else UsualWords(
            transition=_cleaned(transition),
            late=tell_in_both_languages(lambda code: late_advice(kind, minutes, technique, code)),
            spare=tell_in_both_languages(lambda code: spare_time_advice(kind, technique, code)),
        )
    )
    return UsualWords(
        script=usual_script(step, None if holds else technique, minutes, timed),
        helper=_cleaned(technique.helper) if technique else Words(),
        notes=_cleaned(technique.notes) if technique else Words(),
        transition=advice.transition,
        late=advice.late,
        spare=advice.spare,
    )


def usual_script(
    step: PlanStep, technique: Technique | None, minutes: int, timed: bool = True
) -> tuple[ScriptPart, ...]:
    """The lines of a step: its own words of the agenda first; what they leave open comes from the technique, scaled.

    The minutes of the technique's lines add up to the step's.
    """
    do, say = _cleaned(step.do), _cleaned(step.say)
    if technique is None or (do and say):
        return (ScriptPart(minutes, do=do, say=say),) if do or say else ()
    marks = scale_shares([part.share for part in technique.steps], minutes)
    lines = [
        ScriptPart(
            length if timed else 0,
            part.speaks,
            Words() if do else _cleaned(part.do),
            Words() if say else _cleaned(part.say),
        )
        for part, (_offset, length) in zip(technique.steps, marks, strict=True)
    ]
    whole = [ScriptPart(0, do=do, say=say)] if do or say else []
    return (*whole, *(line for line in lines if line.do or line.say))


def technique_script(
    step: PlanStep, technique: Technique | None, minutes: int, timed: bool = True
) -> tuple[ScriptPart, ...]:
    """The technique's own lines, whatever the agenda has in their place."""
    return usual_script(replace(step, do=Words(), say=Words()), technique, minutes, timed)


def tell_in_both_languages(told: Callable[[str], str]) -> Words:
    """What is told in each language, while that language is spoken."""
    found = {}
    for code in LANGUAGES:
        with use_language(code):
            found[code] = clean_text(told(code))
    return Words(**found)


def _cleaned(text: Words) -> Words:
    """As it comes back from a form: what nobody changed there is the same."""
    return Words(clean_text(text.en), clean_text(text.sq))
