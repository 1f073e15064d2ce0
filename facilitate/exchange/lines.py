"""What a file would change, line by line, for who reads no page: the terminal, a program, a marked-up workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from ..web.i18n import _, _l, label_of, register_labels
from .merge import ListProblem
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


def problem_lines(what: LineTopic, problems: Iterable[ListProblem]) -> Iterator[PreviewLine]:
    """Cells that cannot be taken, or how something was read."""
    for one in problems:
        yield PreviewLine(
            what=LineTopic.LEFT_OUT if one.left_out else what,
            sheet=one.sheet,
            row=one.number,
            column=one.column,
            sentence=one.sentence,
        )
