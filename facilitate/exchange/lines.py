"""What a file would change, line by line, for who reads no page: the terminal, a program, a marked-up workbook."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from ..web.i18n import _, _l, label_of, register_labels
from .merge import Comparison, ListProblem, MergedField, RowEdit, Value
from .sentences import problem_place


class LineTopic(StrEnum):
    """What a line is about."""

    NEW = "new"
    CHANGED = "changed"
    CLASHING = "clashing"
    MISSING = "missing"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"
    TOLD = "told"


register_labels(
    {
        LineTopic.NEW: _l("new"),
        LineTopic.CHANGED: _l("changed"),
        LineTopic.CLASHING: _l("clashing"),
        LineTopic.MISSING: _l("missing"),
        LineTopic.REPEATED: _l("twice in the file"),
        LineTopic.UNKNOWN: _l("unknown name"),
        LineTopic.LEFT_OUT: _l("left out"),
        LineTopic.TOLD: _l("how it was read"),
    }
)
NOT_TAKEN = frozenset((LineTopic.CLASHING, LineTopic.UNKNOWN, LineTopic.LEFT_OUT))
"""What is in the file and does not come in unless somebody chooses."""


@dataclass(frozen=True, kw_only=True)
class PreviewLine:
    """One thing to say: about which row of which sheet, which column, what is here and what the file says."""

    what: LineTopic
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
        where = problem_place(ListProblem(self.row, self.column, "", self.sheet))
        title = f"“{self.title}”" if self.title else ""
        head = ", ".join(part for part in (where, title) if part)
        return ": ".join(part for part in (label_of(self.what), head, self.said) if part)


@dataclass(frozen=True)
class ListWording:
    """How a list says the names of its columns and their values."""

    column: Callable[[str], str]
    value: Callable[[Value, str], str]


def comparison_lines(
    found: Comparison, wording: ListWording, sheet: str = ""
) -> Iterator[PreviewLine]:
    """Every row that is not as it is here already."""
    for record in found.new:
        yield PreviewLine(what=LineTopic.NEW, sheet=sheet, row=record.number, title=record.title)
    for edit in found.edits:
        for what, changes in (
            (LineTopic.CHANGED, edit.changes),
            (LineTopic.CLASHING, edit.clashes),
        ):
            yield from (
                _line(what, edit, change=change, wording=wording, sheet=sheet) for change in changes
            )
    for record in found.missing:
        yield PreviewLine(what=LineTopic.MISSING, sheet=sheet, title=record.title)
    for record in found.repeated:
        yield PreviewLine(
            what=LineTopic.REPEATED, sheet=sheet, row=record.number, title=record.title
        )


def _line(
    what: LineTopic, edit: RowEdit, change: MergedField, wording: ListWording, sheet: str
) -> PreviewLine:
    return PreviewLine(
        what=what,
        sheet=sheet,
        row=edit.record.number,
        title=edit.title,
        column=wording.column(change.name),
        here=_("deleted") if edit.gone else wording.value(change.online, change.name),
        file=wording.value(change.file, change.name),
    )


def problem_lines(what: LineTopic, problems: Iterable[ListProblem]) -> Iterator[PreviewLine]:
    """Cells that cannot be taken, or how something was read."""
    for one in problems:
        yield PreviewLine(
            what=what, sheet=one.sheet, row=one.number, column=one.column, sentence=one.sentence
        )
