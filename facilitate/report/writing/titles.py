"""How the chapters of a report are called, in the language spoken now."""

from ...lib.numbers import read_whole
from ...web.i18n import _


def chapter_titles() -> dict[str, str]:
    """The title of each chapter by its key, in their usual order."""
    return {
        "summary": _("Summary"),
        "programme": _("Programme"),
        "participation": _("Participation"),
        "asked": _("What stakeholders asked for and what became of it"),
        "sessions": _("Sessions"),
        "cafe": _("What the café tables said"),
        "groups": _("Group discussions"),
        "deeds": _("Decisions and actions"),
        "evaluation": _("Evaluation"),
        "lessons": _("Lessons learned"),
        "sponsors": _("Sponsors"),
        "participants": _("List of participants"),
        "annexes": _("Annexes"),
    }


CONTAINERS = ("sessions", "cafe", "groups")
"""Chapters that are no text themselves: they hold a section for each step."""


def session_key(step: int) -> str:
    """The section a session has."""
    return f"session-{step}"


def step_of_session(key: str) -> int | None:
    """The step (its id) whose section it is; None for a chapter's."""
    begins, _dash, number = key.partition("-")
    return read_whole(number) if begins == "session" else None
