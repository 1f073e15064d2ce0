"""What a token may do: read, or read and write, in each area. A token never does more than the person it belongs to."""

from collections.abc import Iterable
from enum import StrEnum

from ..web.i18n import _l, register_labels


class Area(StrEnum):
    """A part of the planner that a token is made out for."""

    EVENTS = "events"
    DIRECTORY = "directory"
    PEOPLE = "people"
    AGENDA = "agenda"
    TASKS = "tasks"
    ANSWERS = "answers"
    NOTES = "notes"
    FIGURES = "figures"
    FORUMS = "forums"


class Right(StrEnum):
    """How far a token may go in an area."""

    READ = "read"
    WRITE = "write"


register_labels(
    {
        Area.EVENTS: _l("Events, goals and objectives"),
        Area.DIRECTORY: _l("Directory"),
        Area.PEOPLE: _l("People of an event"),
        Area.AGENDA: _l("Agenda"),
        Area.TASKS: _l("Checklist"),
        Area.ANSWERS: _l("Questions and answers"),
        Area.NOTES: _l("Notes, decisions and actions"),
        Area.FIGURES: _l("Figures"),
        Area.FORUMS: _l("Forums"),
        Right.READ: _l("read"),
        Right.WRITE: _l("read and write"),
    }
)

NO_WRITING = frozenset({Area.FIGURES})
"""Areas in which nothing can be written."""
SCOPES = tuple(
    f"{area}:{right}"
    for area in Area
    for right in Right
    if right is Right.READ or area not in NO_WRITING
)


def is_covered(scopes: Iterable[str], area: Area, right: Right) -> bool:
    """Whether these scopes allow that; who may write may read."""
    return bool({f"{area}:{right}", f"{area}:{Right.WRITE}"} & set(scopes))
