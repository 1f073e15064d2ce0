"""Where something was said: a step, in it a parallel group, or a table and round of a café; and how that is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..agenda.kinds import StepKind
from ..lib.numbers import HIGHEST
from ..lib.text import Words
from ..web.i18n import LANGUAGES, _, use_language

ROUNDS = 12
"""More rounds than any café has: what is above is no round."""


class NoteSpot(NamedTuple):
    """A step; a group that has no steps of its own; a table and round. Without a step: of something that is gone."""

    step: int | None
    strand: int | None = None
    table: int | None = None
    round: int | None = None

    @property
    def address(self) -> dict[str, Any]:
        """What it adds to an address that has its step already."""
        found = {"strand": self.strand, "table": self.table, "round": self.round}
        return {name: value for name, value in found.items() if value}


def read_spot(step: Any, asked: Mapping[str, Any]) -> NoteSpot:
    """A spot from an address or from what a device sent; what is no number counts as not said."""
    strand, table, turn = (
        read_row_number(asked.get(name)) for name in ("strand", "table", "round")
    )
    return NoteSpot(read_row_number(step), strand, table, turn if turn and turn <= ROUNDS else None)


def read_row_number(value: Any) -> int | None:
    """A number a row can have; None for everything else."""
    try:
        found = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if 0 < found <= HIGHEST else None


@dataclass(frozen=True)
class NamedSpot:
    """A spot with its names: the step's title, the group's, the table's. `gone`: taken out of the agenda since.

    `votes`: how many votes the step asks for.
    """

    spot: NoteSpot
    title: Words
    kind: StepKind = StepKind.PLENARY
    group: Words = Words()
    table: int = 0
    table_name: Words = Words()
    gone: bool = False
    votes: int = 0

    @property
    def words(self) -> Words:
        """`Café · Table 3: Schools · Round 2`, in both languages."""
        found = {}
        for code in LANGUAGES:
            with use_language(code):
                found[code] = " · ".join(part for part in self._parts(code) if part)
        return Words(**found)

    def _parts(self, code: str) -> list[str]:
        table = _("Table %(number)d", number=self.table) if self.table else ""
        if table and (name := self.table_name.to(code)):
            table = f"{table}: {name}"
        turn = _("Round %(number)d", number=self.spot.round) if self.spot.round else ""
        return [self.title.to(code) or "…", self.group.to(code), table, turn]
