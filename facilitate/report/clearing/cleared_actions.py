"""What was decided and promised as it may be told: what was decided about its words is carried out wherever it goes.

A passage nobody has decided about stands as it was written: it goes to whoever promised it and to the team, not into a report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...events.models import Event
from ...notes.deciding.queries import PlacedAction, PlacedDecision, actions_of, decisions_of
from ...notes.models import NoteLine
from ...release.models import TextSource
from ...release.texts import Key
from ...release.verdicts import DecidedWords, redact_text
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


@dataclass(frozen=True)
class ClearedDecision(PlacedDecision):
    """A decision with its words as they may be told; those of `row` are what was written."""

    text: str


Decided = Mapping[Key, Sequence[DecidedWords]]


def cleared_actions(event: Event, promised: Sequence[PlacedAction]) -> list[ClearedAction]:
    """Actions as they may be told."""
    decided = decided_in(event) if promised else {}
    return [_cleared_action(one, decided) for one in promised]


def _cleared_action(one: PlacedAction, decided: Decided) -> ClearedAction:
    verdicts = decided.get((TextSource.ACTION, one.id), [])
    text, outcome, name = (
        redact_text(text, verdicts) for text in (one.row.text, one.row.outcome, one.row.owner_name)
    )
    hangs_on = (one.row, one.objective, one.place, one.withheld, one.task)
    return ClearedAction(*hangs_on, text=text, outcome=outcome, name=name)


@dataclass(frozen=True)
class ClearedDeeds:
    """What was decided and promised at events, without what was made of lines that are not for the report.

    `known`: what was decided about its words, where that was asked already.
    """

    decisions: Sequence[ClearedDecision]
    actions: Sequence[ClearedAction]
    events: Sequence[Event]
    known: Decided | None = None

    @cached_property
    def verdicts(self) -> Decided:
        """What was decided about words of these events, those of their notes among them."""
        return decided_in(*self.events) if self.known is None else self.known

    def told_line(self, line: int, text: str) -> str:
        """What was said in a line, as it may be told."""
        return redact_text(text, self.verdicts.get((TextSource.LINE, line), ()))


def cleared_deeds(*events: Event) -> ClearedDeeds:
    """Decisions and actions of these events as they may be told."""
    decided = [one for one in decisions_of(*events) if not one.withheld]
    promised = [one for one in actions_of(*events) if not one.withheld]
    verdicts = decided_in(*events) if decided or promised else None
    decisions = [
        ClearedDecision(
            one.row,
            one.objective,
            one.place,
            one.withheld,
            text=redact_text(one.row.text, (verdicts or {}).get((TextSource.DECISION, one.id), ())),
        )
        for one in decided
    ]
    actions = [_cleared_action(one, verdicts or {}) for one in promised]
    return ClearedDeeds(decisions, actions, events, verdicts)


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
