"""What an evaluation came to, as plain values: page, report and Excel are made from them; and the rules of what is shown.

Texts are in the language the results were made in. Numbers stand for people; None is one that must not be shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from ...lib.telling import Number
from ...lib.text import plain_text
from ..models import QuestionKind
from ..sharing.summary import ClosedResult, SectorPart, SummaryLine, shown_scale
from ..telling import SECTORS, ToldPlace

OVERALL = "overall"
"""The key of the question that stands for all of them."""
ENDS = (1, 5)
"""The ends of a scale."""


class ComparedValue(NamedTuple):
    """What a question of one edition is compared by.

    The mean of a scale from 1 to 5; or of one choice the share (0 to 1) of those who took the first, called `first`.
    """

    kind: QuestionKind
    number: float
    first: str = ""


@dataclass(frozen=True)
class EvaluatedEdition:
    """An event that was evaluated: its address, title, first day, how many answered, and its values by key of question."""

    slug: str
    title: str
    on: date
    answers: Number
    values: Mapping[str, ComparedValue] = field(default_factory=dict)


class WrittenReply(NamedTuple):
    """What was written to an open question (the id of the reply), and whether it may be quoted."""

    id: int
    text: str
    quoted: bool = False


def place_of_words(text: str) -> tuple[str, str]:
    """Where a text stands among others: by its words, which tell nothing of when it came and are the same in every planner."""
    return plain_text(text), text


class SectorMean(NamedTuple):
    """The mean of a sector's answers to a scale, and how many these are."""

    answers: int
    mean: float


@dataclass(frozen=True)
class ResultItem:
    """A question and what was said to it.

    `result`: of one that is not open · `low` and `high`: the words at the ends of a scale · `said`: what was written to
    an open one, in no order · `answers`: how many answered · `sectors`: means of a
    scale by key of sector, only those that nobody can be recognised in. What leaves the house holds no open question.
    """

    key: str
    question: str
    kind: QuestionKind
    answers: Number
    result: ClosedResult | None = None
    low: str = ""
    high: str = ""
    said: Sequence[WrittenReply] = ()
    sectors: Mapping[str, SectorMean] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """An evaluation.

    `came`: how many people were at the event, where anybody has noted it. `outside`: whether small numbers and what
    people wrote are left out. `others`: editions it is compared with, the earliest first.
    """

    own: EvaluatedEdition
    came: int | None
    items: Sequence[ResultItem]
    parts: Sequence[SectorPart]
    others: Sequence[EvaluatedEdition] = ()
    outside: bool = False

    @property
    def overall(self) -> float | None:
        """The mean of the question that stands for all, from 1 to 5."""
        found = self.own.values.get(OVERALL)
        return found.number if found and found.kind is QuestionKind.SCALE else None

    @property
    def hides(self) -> bool:
        """Whether a number is left out."""
        lines = [line.number for item in self.items if item.result for line in item.result.lines]
        return None in [
            *lines,
            *(part.answers for part in self.parts),
            *(item.answers for item in self.items),
        ]

    @property
    def hides_sectors(self) -> bool:
        """Whether the mean of a sector that answered is left out."""
        scales = [
            item for item in self.items if item.kind is QuestionKind.SCALE and item.answers != 0
        ]
        return any(part.key not in item.sectors for item in scales for part in self.parts)

    def before(self, key: str, edition: EvaluatedEdition) -> ComparedValue | None:
        """What another edition answered to the same question, where both can be compared."""
        mine, theirs = self.own.values.get(key), edition.values.get(key)
        return theirs if mine and theirs and mine.kind is theirs.kind else None

    @property
    def compared(self) -> list[ResultItem]:
        """The questions that some other edition asked as well."""
        return [
            item for item in self.items if any(self.before(item.key, one) for one in self.others)
        ]

    def difference(self, key: str = OVERALL) -> float | None:
        """How much more than in the latest other edition, of numbers with one decimal; below 0 less."""
        theirs = self.before(key, self.others[-1]) if self.others else None
        return (
            round(round(self.own.values[key].number, 1) - round(theirs.number, 1), 1)
            if theirs
            else None
        )


def scale_mean(counts: Sequence[int]) -> float | None:
    """The mean of a scale from the number of answers at each step, the first step 1; None of nobody."""
    people = sum(counts)
    return sum(step * n for step, n in enumerate(counts, 1)) / people if people else None


def true_scale(question: str, names: Sequence[str], counts: Sequence[int]) -> ClosedResult:
    """A scale with everything that is known, for those who read the answers."""
    lines = [SummaryLine(name, number) for name, number in zip(names, counts, strict=True)]
    return ClosedResult(question, sum(counts), lines, scale_mean(counts))


def outside_scale(
    question: str, names: Sequence[str], counts: Sequence[int], at: ToldPlace | None = None
) -> ClosedResult:
    """A scale as it leaves the house: small steps left out, and its mean wherever that does not bring them back.

    The mean says more than any step: for its sake further steps are left out, the smallest first.
    """
    at = at or ToldPlace()
    found = shown_scale(question, names, counts, at)
    if not found.answers:
        return found
    said = at.telling.more(at.key, lambda: _with_mean(found, counts))
    lines = [
        replace(line, number=number)
        for line, number in zip(found.lines, said["steps"], strict=True)
    ]
    return replace(found, lines=lines, mean=said["mean"])


def _with_mean(found: ClosedResult, counts: Sequence[int]) -> dict[str, Any]:
    """The steps of a scale that are shown beside its mean, and the mean; none where it would bring back a step left out."""
    steps = [line.number for line in found.lines]
    if found.mean is not None:
        return {"steps": steps, "mean": found.mean}
    lines = list(steps)
    while not is_mean_blurred(counts, lines):
        left = [place for place, number in enumerate(lines) if number]
        if not left:
            return {"steps": steps, "mean": None}
        lines[min(left, key=lambda place: counts[place])] = None
    return {"steps": lines, "mean": round(scale_mean(counts) or 0.0, 1)}


def is_mean_blurred(counts: Sequence[int], shown: Sequence[Number]) -> bool:
    """Whether the mean with one decimal leaves every step that is left out open.

    Of each hidden step there could be one person more or less: one or two people who gave another hidden answer, and the
    mean would read the same.
    """
    hidden = [step for step in range(len(counts)) if shown[step] is None]
    moves = [(0, 0), *((giver, taker) for giver in hidden for taker in hidden if giver != taker)]
    return all(_open(step, tuple(counts), tuple(hidden), tuple(moves)) for step in hidden)


@lru_cache(maxsize=4096)
def _open(
    step: int, counts: tuple[int, ...], hidden: tuple[int, ...], moves: tuple[tuple[int, int], ...]
) -> bool:
    """Whether that step could be another number; `moves` are pairs of steps between which a person may move."""
    told, own = round(scale_mean(counts) or 0.0, 1), [move for move in moves if step in move]
    for other in moves:
        for move in own:
            supposed = list(counts)
            for giver, taker in (move, other):
                supposed[giver] -= 1
                supposed[taker] += 1
            if (
                supposed[step] != counts[step]
                and all(supposed[place] > 0 for place in hidden)
                and round(scale_mean(supposed) or 0.0, 1) == told
            ):
                return True
    return False


def means_by_sector(
    counts: Mapping[str, Sequence[int]], at: ToldPlace | None = None
) -> dict[str, SectorMean]:
    """Means of a scale by sector, from the numbers of answers at each step; only of groups that may be shown."""
    at = at or ToldPlace()
    key = f"{at.key}/{SECTORS}"
    told = at.telling.table(key, {sector: sum(steps) for sector, steps in counts.items()}, at.most)
    if told is None:
        return {}
    said = at.telling.more(
        key,
        lambda: {
            sector: scale_mean(steps) for sector, steps in counts.items() if told.cell(sector)
        },
    )
    return {sector: SectorMean(told.cell(sector) or 0, number) for sector, number in said.items()}


def value_of(kind: QuestionKind, result: ClosedResult) -> ComparedValue | None:
    """What a question is compared by; None where it cannot be, or must not be shown."""
    if kind is QuestionKind.SCALE:
        return None if result.mean is None else ComparedValue(kind, result.mean)
    if kind is QuestionKind.SINGLE and result.lines and result.answers:
        first = result.lines[0]
        return (
            None
            if first.number is None
            else ComparedValue(kind, first.number / result.answers, first.name)
        )
    return None
