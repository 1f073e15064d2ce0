"""The agenda a new event of each kind starts with; facilitators edit these files."""

from typing import Any

from ..content import folder, read_toml
from ..events.models import EventKind

FILES = {
    EventKind.CONFERENCE: "conference",
    EventKind.REGIONAL_MEETING: "regional-meeting",
    EventKind.TRAINING: "training",
    EventKind.COALITION_MEETING: "coalition-meeting",
}


def starting_agenda(kind: EventKind) -> dict[str, Any]:
    """The agenda table for that kind of event."""
    return read_toml(folder("guides") / "agendas" / f"{FILES[kind]}.toml")
