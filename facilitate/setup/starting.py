"""The agenda a new event starts with: the usual one of its kind, a template, or none; facilitators edit the files."""

from typing import Any

from ..agenda.reusing.queries import OWN, list_templates
from ..agenda.reusing.templating import shipped_agendas
from ..events.models import EventKind

FILES = {
    EventKind.CONFERENCE: "conference",
    EventKind.REGIONAL_MEETING: "regional-meeting",
    EventKind.TRAINING: "training",
    EventKind.COALITION_MEETING: "coalition-meeting",
    EventKind.COMMITTEE_MEETING: "committee-meeting",
    EventKind.TECHNICAL_TABLE: "technical-table",
    EventKind.ORIENTATION: "orientation",
}
USUAL, NONE = "", "none"
"""What stands for the usual agenda of that kind of event, and for an empty one."""


def starting_agenda(kind: EventKind, key: str = USUAL) -> dict[str, Any]:
    """The agenda table of that key, else the usual one for that kind of event; empty for `NONE` and templates of our own."""
    if key == NONE or key.startswith(OWN):
        return {}
    return dict(shipped_agendas().get(key, shipped_agendas()[FILES[kind]]).table)


def template_choices() -> list[tuple[str, Any]]:
    """The templates to choose from: key and name in both languages."""
    return [(one.key, one.name) for one in list_templates()]
