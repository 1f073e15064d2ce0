"""The key points of a café: in order, sorted into groups, which tables have written in a round, and which of them may leave the room."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from ...events.models import Event
from ...lib.text import Words
from ...release.clearing import clear_texts
from ...release.models import TextSource
from ...release.texts import RoomText, owner_of_event
from ...release.verdicts import has_words_left


class HarvestGrouping(StrEnum):
    """What key points are put together by."""

    TABLE = "table"
    QUESTION = "question"
    OBJECTIVE = "objective"


@dataclass(frozen=True)
class KeyPoint:
    """A key point as it was written: table, round, the question and the objective of that moment.

    `table`: the id of its table, None where that is no longer there; `number` and `name` are those of today, for a table
    that is gone the number it had. `code`: of the objective, `O2`.
    """

    id: int
    table: int | None
    number: int
    name: Words
    round: int
    question: Words
    text: str
    objective_id: int | None = None
    code: str = ""
    objective: Words = Words()
    position: int = 0

    @property
    def there(self) -> bool:
        """Whether its table still stands."""
        return self.table is not None


@dataclass(frozen=True)
class GroupRound:
    """The key points of one round inside a group, and their question, where it is another one than the group's."""

    round: int
    question: Words
    points: list[KeyPoint]


@dataclass(frozen=True)
class PointGroup:
    """Key points that belong together, and what they share: `first` is one of them. `question`: of all of them, or none."""

    by: HarvestGrouping
    points: list[KeyPoint] = field(default_factory=list)

    @property
    def first(self) -> KeyPoint:
        return self.points[0]

    @property
    def question(self) -> Words:
        asked = {point.question for point in self.points}
        return asked.pop() if len(asked) == 1 else Words()

    @property
    def parts(self) -> list[GroupRound]:
        """The group round by round, in each by question."""
        shared = self.question
        return [
            GroupRound(number, Words() if question == shared else question, list(found))
            for (number, question), found in groupby(
                sorted(self.points, key=_in_round), key=lambda point: (point.round, point.question)
            )
        ]


def _in_order(point: KeyPoint) -> tuple[Any, ...]:
    """By table (those that are gone after the one that has their number now), round, place."""
    return point.number, not point.there, point.table or 0, point.round, point.position, point.id


def _in_round(point: KeyPoint) -> tuple[Any, ...]:
    return point.round, point.question.en, point.question.sq, _in_order(point)


def points_in_order(points: Iterable[KeyPoint]) -> list[KeyPoint]:
    """Table by table, round by round, in the order in which the table wants them."""
    return sorted(points, key=_in_order)


_KEYS: dict[HarvestGrouping, Callable[[KeyPoint], Any]] = {
    HarvestGrouping.TABLE: lambda point: (point.number, point.table),
    HarvestGrouping.QUESTION: lambda point: point.question,
    HarvestGrouping.OBJECTIVE: lambda point: point.objective_id,
}


def group_points(points: Iterable[KeyPoint], by: HarvestGrouping) -> list[PointGroup]:
    """The key points put together; groups in the order of tables, of rounds and tables, or of objectives (none comes last)."""
    found: dict[Any, PointGroup] = {}
    ordered = points_in_order(points)
    if by is not HarvestGrouping.TABLE:
        ordered.sort(
            key=lambda point: (
                (point.objective_id is None, _code(point))
                if by is HarvestGrouping.OBJECTIVE
                else point.round
            )
        )
    for point in ordered:
        found.setdefault(_KEYS[by](point), PointGroup(by)).points.append(point)
    return list(found.values())


def _code(point: KeyPoint) -> int:
    return int(point.code[1:] or 0)


@dataclass(frozen=True)
class RoundWritten:
    """How many of `tables` tables have written in a round, and the numbers of those that have not yet."""

    round: int
    tables: int
    missing: list[int]

    @property
    def wrote(self) -> int:
        return self.tables - len(self.missing)


def written_in_round(
    tables: Sequence[tuple[int, int]], points: Iterable[KeyPoint], number: int
) -> RoundWritten:
    """Who has written in round `number`; `tables` are (id, number on the table)."""
    wrote = {point.table for point in points if point.round == number}
    return RoundWritten(number, len(tables), [shown for key, shown in tables if key not in wrote])


def expected_rounds(rounds: int, held: int, points: Iterable[KeyPoint]) -> list[int]:
    """The rounds of which key points may be expected: those that have begun (they count as held), or with a key point already."""
    last = max(held, *(point.round for point in points), 0)
    return list(range(1, min(last, rounds) + 1))


def present_round(rounds: int, held: int, clock: int) -> int:
    """The round a table writes in now: the clock's (0: it has not run), else the one after those held."""
    return max(1, min(clock or held + 1, rounds))


@dataclass(frozen=True)
class ClearedPoints:
    """Key points as they may be shown. `held_back`: how many are left out, as nobody has decided about words in them."""

    points: list[KeyPoint]
    held_back: int = 0


def clear_points(event: Event, points: Sequence[KeyPoint]) -> ClearedPoints:
    """The key points as they may go on paper, on the wall and to whoever only looks."""
    found = clear_texts(
        owner_of_event(event),
        (RoomText(TextSource.CAFE_NOTE, one.id, "text", one.text) for one in points),
    )
    told = {one.id: found.of(TextSource.CAFE_NOTE, one.id) or "" for one in points}
    shown = [replace(one, text=told[one.id]) for one in points if has_words_left(told[one.id])]
    return ClearedPoints(shown, found.rows_undecided)
