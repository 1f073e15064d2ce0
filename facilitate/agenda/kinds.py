"""What a step of an agenda is, and what that is called."""

from enum import StrEnum

from ..techniques.technique import Speaks, Technique, TechniqueFamily
from ..web.i18n import _l, register_labels


class StepKind(StrEnum):
    """What a step is; it decides its colour and whether participants speak. A session is a step that holds others."""

    SESSION = "session"
    REGISTRATION = "registration"
    PLENARY = "plenary"
    TALK = "talk"
    PANEL = "panel"
    GROUP = "group"
    CAFE = "cafe"
    BREAK = "break"
    MEAL = "meal"
    NOTE = "note"


KINDS = {
    "world-cafe": StepKind.CAFE,
    "panel-with-table-questions": StepKind.PANEL,
    "donors-panel": StepKind.PANEL,
    "opening-plenary": StepKind.PLENARY,
}
"""Techniques that say themselves what kind of step they are."""
SPOKEN = {
    Speaks.FACILITATOR: StepKind.PLENARY,
    Speaks.NOTE_TAKER: StepKind.PLENARY,
    Speaks.SPEAKERS: StepKind.TALK,
    Speaks.PARTICIPANTS: StepKind.GROUP,
    Speaks.HOST: StepKind.GROUP,
}
"""What kind of step a part of a technique is, by who speaks."""


def kind_of_technique(technique: Technique) -> StepKind:
    """What kind of step a technique is: who has the word most of the time decides, if it does not say itself."""
    if technique.key in KINDS:
        return KINDS[technique.key]
    kinds: dict[StepKind, float] = {}
    for part in technique.steps:
        kinds[SPOKEN[part.speaks]] = kinds.get(SPOKEN[part.speaks], 0) + part.share
    most = max(kinds, key=lambda kind: kinds[kind])
    whole_room = most is StepKind.GROUP and technique.family in (
        TechniqueFamily.ENERGISE,
        TechniqueFamily.CLOSE,
    )
    return StepKind.PLENARY if whole_room else most


register_labels(
    {
        StepKind.SESSION: _l("Session"),
        StepKind.REGISTRATION: _l("Registration"),
        StepKind.PLENARY: _l("Plenary"),
        StepKind.TALK: _l("Presentation"),
        StepKind.PANEL: _l("Panel"),
        StepKind.GROUP: _l("Small groups"),
        StepKind.CAFE: _l("World café"),
        StepKind.BREAK: _l("Break"),
        StepKind.MEAL: _l("Meal"),
        StepKind.NOTE: _l("Marker"),
    }
)
