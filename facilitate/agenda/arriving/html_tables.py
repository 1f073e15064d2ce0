"""A table of a web page that is being read, with cells that are joined across and down."""

import re

from ...lib.text import clean_text
from .arrived import MOST_COLUMNS, ArrivalProblem, NotArrived


class OpenTable:
    """A table that is being read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.down: dict[int, tuple[int, str]] = {}
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self._from_above()

    def _from_above(self) -> None:
        row = self.rows[-1]
        while (held := self.down.get(len(row))) and held[0] > 0:
            self.down[len(row)] = (held[0] - 1, held[1])
            row.append(held[1])

    def end_cell(self) -> None:
        if self.cell is None or not self.rows:
            self.cell = None
            return
        text = clean_text(re.sub(r"[ \t]*\n\s*", "\n", "".join(self.cell)).strip())
        across, down = self.span
        for _number in range(across):
            if len(self.rows[-1]) >= MOST_COLUMNS * 4:
                raise ArrivalProblem(NotArrived.TOO_WIDE)
            if down > 1:
                self.down[len(self.rows[-1])] = (down - 1, text)
            self.rows[-1].append(text)
        self.cell = None
        self._from_above()
