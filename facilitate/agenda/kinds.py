"""What a step of an agenda is."""

from enum import StrEnum


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
