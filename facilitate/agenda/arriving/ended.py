"""When a day ends, as programmes say it: `12:15 End` is no step of the agenda that takes it."""

import re
from dataclasses import replace

from ...lib.text import plain_text
from .arrived import Arrived, ArrivedDay, ArrivedStep, Doubt, LeftOut, WhyLeftOut

_OF_WHAT = (
    r"(?: (?:of|of the|for|e|i|te|se|de la|du|de|dei|della|del|der|des)?\s?(?:first |second |third )?(?:day|meeting|event|workshop|"
    r"conference|training|programme?|agenda|session|works?|dites|pare|dyte|trete|takimit|punimeve|mbledhjes|konferences|"
    r"trajnimit|seminarit|punetorise|programit|aktivitetit|journee|seance|reunion|lavori|giornata|riunione|tages|veranstaltung|"
    r"sitzung)(?: (?:\d|one|two|three|i|ii|iii|se pare|se dyte))?)?"
)
_ENDS = re.compile(
    rf"(?:the )?(?:ends?|finish|finishes|perfundon|perfundimi?|fundi?|mbaron|fin|fine|ende|kraj|крај){_OF_WHAT}"
)
_ENDS_AT = re.compile(
    r"\W*(?:(?:the )?(?:ends?|finish(?:es)?|perfundon|perfundimi|fundi|mbaron|fin|fine|ende|kraj|крај)"
    r"(?: i (?:punimeve|takimit|dites)| of (?:the )?(?:day|meeting))?)\W*(?:at |ne oren |ne ora |ora |ne |a |alle |um )?"
    r"(?P<clock>\d{1,2}(?:[:.h]\d{2})?(?:\s?[ap]\.?m\.?)?)(?:\s?(?:h|uhr))?\W*"
)


def end_alone(text: str) -> str:
    """The time in a line that says when all ends and nothing else: `Përfundon 12:15`, `Ends at 4 pm`; "" for others."""
    found = _ENDS_AT.fullmatch(plain_text(text)) if len(text) < 60 else None
    return found["clock"] if found else ""


def is_end(step: ArrivedStep) -> bool:
    """Whether a step says that the day ends, and has no length of its own."""
    named = _ENDS.fullmatch(plain_text(step.title).strip(" .!"))
    lasts = step.minutes and Doubt.LENGTH_FROM_NEXT not in step.doubts
    return bool(named) and not (lasts or step.people or step.room)


def with_days_ended(arrived: Arrived) -> Arrived:
    """The agenda without the steps that only say when a day ends: those before them last until then."""
    left = list(arrived.left)
    days = [_ended(day, left) for day in arrived.days]
    return replace(arrived, days=tuple(days), left=tuple(left))


def _ended(day: ArrivedDay, left: list[LeftOut]) -> ArrivedDay:
    ends = [step for step in day.steps[1:] if is_end(step)]
    for step in ends:
        left.append(LeftOut(step.spot, step.said or step.title, WhyLeftOut.HEADING))
        if step.description:
            left.append(LeftOut(step.spot, step.description, WhyLeftOut.TEXT))
    return replace(day, steps=tuple(step for step in day.steps if step not in ends))
