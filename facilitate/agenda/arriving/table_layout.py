"""How a table of an agenda is laid out: what its columns say."""

from dataclasses import dataclass, field

FIELDS = (
    "start",
    "end",
    "time",
    "minutes",
    "day",
    "title",
    "people",
    "room",
    "description",
    "kind",
    "strand",
)
"""What a column can be read as."""
HEADER_WITHIN = 30
"""Rows from the top in which headings are looked for."""


@dataclass
class TableLayout:
    """How a table is laid out. `across`: columns beside the times that each are a room or group, with its name."""

    header: int = -1
    fields: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    across: dict[int, str] = field(default_factory=dict)
    hours: bool = False

    def of(self, name: str) -> list[int]:
        return sorted(column for column, field_ in self.fields.items() if field_ == name)

    @property
    def is_agenda(self) -> bool:
        names = set(self.fields.values())
        timed = bool(names & {"time", "start", "end", "minutes"}) or "day" in names
        return timed and (bool(self.across) or "title" in names)
