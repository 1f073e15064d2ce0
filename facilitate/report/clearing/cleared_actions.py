"""What was promised as it may be told: what was decided about its words is carried out wherever it goes.

A passage nobody has decided about stands as it was written: it goes to whoever promised it and to the team, not into a report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...events.models import Event
from ...notes.deciding.queries import PlacedAction
from ...notes.models import NoteLine
from ...release.models import TextSource
from ...release.verdicts import redact_text
from .texts import decided_in

LONGEST_TITLE, LONGEST_POINT = 200, 300
"""Characters of a task's title and of an open point; what is longer is shortened there, the action keeps it whole."""


@dataclass(frozen=True)
class ClearedAction(PlacedAction):
    """An action with its words as they may be told; those of `row` are what was written."""

    text: str
    outcome: str
    name: str

    @property
    def owner(self) -> str:
        """Who promised it: known people by their names, others as far as it may be told."""
        return self.row.owner if self.row.person or self.row.member else self.name

    @property
    def version(self) -> int:
        """The state of the action, for whoever edits it."""
        return self.row.version


def cleared_actions(event: Event, promised: Sequence[PlacedAction]) -> list[ClearedAction]:
    """Actions as they may be told."""
    decided = decided_in(event) if promised else {}
    found = []
    for one in promised:
        verdicts = decided.get((TextSource.ACTION, one.id), [])
        text, outcome, name = (
            redact_text(text, verdicts)
            for text in (one.row.text, one.row.outcome, one.row.owner_name)
        )
        hangs_on = (one.row, one.objective, one.place, one.withheld, one.task)
        found.append(ClearedAction(*hangs_on, text=text, outcome=outcome, name=name))
    return found


def cleared_lines(event: Event, lines: Sequence[NoteLine]) -> dict[int, str]:
    """What was said in these lines, as it may be told, by their number."""
    decided = decided_in(event) if lines else {}
    return {
        line.id: redact_text(line.text, decided.get((TextSource.LINE, line.id), []))
        for line in lines
    }


def shorten_text(text: str, most: int) -> str:
    """The text in one line of at most so many characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
