"""What a file would change, line by line, for who reads no page: the terminal, a program, a marked-up workbook."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from ..web.i18n import _, _l, label, names
from .merge import Change, Comparison, Edit, Problem, Value
from .sentences import place


class Said(StrEnum):
    """What a line is about."""

    NEW = "new"
    CHANGED = "changed"
    CLASHING = "clashing"
    MISSING = "missing"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"
    TOLD = "told"


names(
    {
        Said.NEW: _l("new"),
        Said.CHANGED: _l("changed"),
        Said.CLASHING: _l("clashing"),
        Said.MISSING: _l("missing"),
        Said.REPEATED: _l("twice in the file"),
        Said.UNKNOWN: _l("unknown name"),
        Said.LEFT_OUT: _l("left out"),
        Said.TOLD: _l("how it was read"),
    }
)
NOT_TAKEN = frozenset((Said.CLASHING, Said.UNKNOWN, Said.LEFT_OUT))
"""What is in the file and does not come in unless somebody chooses."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to say: about which row of which sheet, which column, what is here and what the file says."""

    what: Said
    sheet: str = ""
    row: int = 0
    column: str = ""
    title: str = ""
    here: str = ""
    file: str = ""
    sentence: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def said(self) -> str:
        """The sentence, or both values, on one line."""
        values = _("here “%(here)s”, in the file “%(file)s”", here=self.here, file=self.file)
        return " ".join((self.sentence or (values if self.here or self.file else "")).split())

    def __str__(self) -> str:
        where = place(Problem(self.row, self.column, "", self.sheet))
        title = f"“{self.title}”" if self.title else ""
        head = ", ".join(part for part in (where, title) if part)
        return ": ".join(part for part in (label(self.what), head, self.said) if part)


@dataclass(frozen=True)
class Wording:
    """How a list says the names of its columns and their values."""

    column: Callable[[str], str]
    value: Callable[[Value, str], str]


def lines_of(found: Comparison, wording: Wording, sheet: str = "") -> Iterator[Line]:
    """Every row that is not as it is here already."""
    for record in found.new:
        yield Line(what=Said.NEW, sheet=sheet, row=record.number, title=record.title)
    for edit in found.edits:
        for what, changes in ((Said.CHANGED, edit.changes), (Said.CLASHING, edit.clashes)):
            yield from (
                _line(what, edit, change=change, wording=wording, sheet=sheet) for change in changes
            )
    for record in found.missing:
        yield Line(what=Said.MISSING, sheet=sheet, title=record.title)
    for record in found.repeated:
        yield Line(what=Said.REPEATED, sheet=sheet, row=record.number, title=record.title)


def _line(what: Said, edit: Edit, change: Change, wording: Wording, sheet: str) -> Line:
    return Line(
        what=what,
        sheet=sheet,
        row=edit.record.number,
        title=edit.title,
        column=wording.column(change.name),
        here=_("deleted") if edit.gone else wording.value(change.online, change.name),
        file=wording.value(change.file, change.name),
    )


def lines_said(what: Said, problems: Iterable[Problem]) -> Iterator[Line]:
    """Cells that cannot be taken, or how something was read."""
    for one in problems:
        yield Line(
            what=what, sheet=one.sheet, row=one.number, column=one.column, sentence=one.sentence
        )
