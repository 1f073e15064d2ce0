"""The form of an assessment: for each factor one of four levels or none, and a note. What was typed stays."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...lib.text import clean_text
from ...web.i18n import _
from ..models import Assessment
from .actions import Opinion
from .scales import LEVELS, AssessmentScale

NOTE_LIMIT = 500
"""Characters a note can have."""


@dataclass(frozen=True)
class FactorAnswer:
    """What stands in the form for one factor, what stood there when it was opened, and what is wrong with it."""

    score: str = ""
    note: str = ""
    was: str = ":"
    error: str = ""

    @property
    def mark(self) -> str:
        """Both together, to tell whether they were changed."""
        return f"{self.score}:{self.note}"

    @property
    def opinion(self) -> Opinion:
        """The score and the note as they are kept."""
        return (int(self.score) if self.score else None, self.note)


def opened_answers(
    scale: AssessmentScale, mine: Mapping[str, Assessment]
) -> dict[str, FactorAnswer]:
    """The form as it is opened, from what the person said before."""
    found = {}
    for factor in scale.factors:
        row = mine.get(factor.key)
        answer = FactorAnswer(str(row.score), row.note) if row else FactorAnswer()
        found[factor.key] = FactorAnswer(answer.score, answer.note, answer.mark)
    return found


def sent_answers(scale: AssessmentScale, values: Mapping[str, str]) -> dict[str, FactorAnswer]:
    """The form as it was sent, with a sentence where something is wrong."""
    found = {}
    for factor in scale.factors:
        score = values.get(f"score-{factor.key}", "")
        note = clean_text(values.get(f"note-{factor.key}", ""))
        was = values.get(f"was-{factor.key}", ":").replace("\r\n", "\n")
        found[factor.key] = FactorAnswer(score, note, was, _wrong(score, note))
    return found


def changed_opinions(answers: Mapping[str, FactorAnswer]) -> dict[str, Opinion]:
    """The opinions that the person changed: what another window of theirs saved meanwhile stays."""
    return {key: one.opinion for key, one in answers.items() if one.mark != one.was}


def _wrong(score: str, note: str) -> str:
    if score not in ("", *map(str, LEVELS)):
        return _("Please choose one of the four levels, or no opinion.")
    if note and not score:
        return _("Please choose a level too: a note only goes with a level.")
    if len(note) > NOTE_LIMIT:
        return _("This is too long: at most %(max)d characters.", max=NOTE_LIMIT)
    return ""
