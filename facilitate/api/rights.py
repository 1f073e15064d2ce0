"""What a token may do: read, or read and write, in each area. A token never does more than the person it belongs to."""

from collections.abc import Iterable
from enum import StrEnum

from ..web.i18n import _l, register_labels


class ApiArea(StrEnum):
    """A part of the planner that a token is made out for."""

    EVENTS = "events"
    DIRECTORY = "directory"
    PEOPLE = "people"
    AGENDA = "agenda"
    TASKS = "tasks"
    ANSWERS = "answers"
    NOTES = "notes"
    BUDGET = "budget"
    FIGURES = "figures"
    FORUMS = "forums"
    LIBRARY = "library"
    HISTORY = "history"
    PROPOSALS = "proposals"


class ApiRight(StrEnum):
    """How far a token may go in an area."""

    READ = "read"
    WRITE = "write"


register_labels(
    {
        ApiArea.EVENTS: _l("Events, goals and objectives"),
        ApiArea.DIRECTORY: _l("Directory"),
        ApiArea.PEOPLE: _l("People of an event"),
        ApiArea.AGENDA: _l("Agenda"),
        ApiArea.TASKS: _l("Checklist"),
        ApiArea.ANSWERS: _l("Questions and answers"),
        ApiArea.NOTES: _l("Notes, decisions and actions"),
        ApiArea.BUDGET: _l("Budget"),
        ApiArea.FIGURES: _l("Figures"),
        ApiArea.FORUMS: _l("Forums"),
        ApiArea.LIBRARY: _l("Library and bulletins"),
        ApiArea.HISTORY: _l("What happened, and the bin"),
        ApiArea.PROPOSALS: _l("Proposals of an assistant"),
        ApiRight.READ: _l("read"),
        ApiRight.WRITE: _l("read and write"),
    }
)

NO_WRITING = frozenset({ApiArea.LIBRARY, ApiArea.HISTORY})
"""Areas in which nothing can be written."""
SCOPES = tuple(
    f"{area}:{right}"
    for area in ApiArea
    for right in ApiRight
    if right is ApiRight.READ or area not in NO_WRITING
)


def is_covered(scopes: Iterable[str], area: ApiArea, right: ApiRight) -> bool:
    """Whether these scopes allow that; who may write may read."""
    return bool({f"{area}:{right}", f"{area}:{ApiRight.WRITE}"} & set(scopes))
