"""What is sent back to stakeholders, as plain values: the Word document and the public page are made from it.

Nobody can be recognised in it. Every number stands for people and is one of three or more, or zero, or None, which must not be shown; none that is
None can be worked out from the others (see `lib/suppression`), nor from what was told before (see `telling`). Texts are in the language it was made in.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...lib.suppression import suppress_count
from ...lib.telling import Number, ToldTable
from ..constellation.counting import SectorGroup, Spread, ThemeCount, group_of
from ..telling import SECTORS, CountsTelling, ToldPlace, all_steady, speaking_of


@dataclass(frozen=True)
class SummaryLine:
    """A name and its number."""

    name: str
    number: Number


@dataclass(frozen=True)
class SectorPart:
    """A sector that answered: its key, names, letter, and how many of it answered."""

    key: str
    name: str
    short: str
    letter: str
    answers: Number


@dataclass(frozen=True)
class ClosedResult:
    """A question that is not open: how many answered it, and its choices or steps with how many took each.

    `mean`: of a scale, where every step may be shown. `ranked`: lines in the order of their rank, each with how many put it first. `many`: an
    answer may be in several lines.
    """

    question: str
    answers: Number
    lines: Sequence[SummaryLine]
    mean: float | None = None
    ranked: bool = False
    many: bool = False


@dataclass(frozen=True)
class SummaryQuote:
    """Words of an answer, the id of their passage. `by`: its sector, empty where that could point to a person."""

    passage: int
    text: str
    by: str = ""


@dataclass(frozen=True)
class HeardTheme:
    """A theme: the answers that speak of it by sector (in the order of `Summary.parts`) and altogether.

    `only`: the sector of a one-sided theme. `contested`: some speak for it and some against it; `sides`: how many do,
    where both may be shown. `goal`: what it became (id); `unserved`: why nothing takes it up, as far as that was written.
    """

    theme: int
    name: str
    description: str
    numbers: Sequence[Number]
    answers: Number
    spread: Spread
    heard_in: int
    only: str = ""
    contested: bool = False
    sides: tuple[int, int] | None = None
    quotes: Sequence[SummaryQuote] = ()
    goal: int | None = None
    unserved: str = ""
    taken_up: bool = False


@dataclass(frozen=True)
class SummarySource:
    """The answers behind an objective, and by group those that may be shown."""

    answers: Number
    groups: Mapping[SectorGroup, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SummaryAim:
    """An objective that is proposed or agreed."""

    code: str
    text: str
    result: str
    agreed: bool
    source: SummarySource


@dataclass(frozen=True)
class Summary:
    """Everything that is sent back. `invited`: how many were asked by name; 0 where only the open link was used."""

    language: str
    event: str
    when: str
    place: str
    asked: str
    questions: Sequence[str]
    invited: Number
    answers: Number
    parts: Sequence[SectorPart]
    results: Sequence[ClosedResult]
    themes: Sequence[HeardTheme]
    quotes: Sequence[SummaryQuote]
    aims: Sequence[SummaryAim]
    made_of_it: str

    @property
    def hides(self) -> bool:
        """Whether anything is left out, so that a note says why."""
        numbers = [self.answers, self.invited, *(part.answers for part in self.parts)]
        numbers += [number for theme in self.themes for number in (theme.answers, *theme.numbers)]
        numbers += [result.answers for result in self.results]
        numbers += [line.number for result in self.results for line in result.lines]
        return None in numbers


def shown_parts(
    parts: Sequence[SectorPart], telling: CountsTelling | None = None
) -> tuple[Number, list[SectorPart]]:
    """How many answered, and the sectors with small ones left out; `parts` have their true numbers."""
    told = (telling or CountsTelling()).table(
        SECTORS, {part.key: part.answers or 0 for part in parts}
    )
    if told is None:
        return None, [replace(part, answers=None) for part in parts]
    there = [part for part in parts if part.key in told.cells]
    return told.total, [replace(part, answers=told.cell(part.key)) for part in there]


def shown_theme(
    count: ThemeCount,
    name: str,
    description: str,
    names: Mapping[str, str],
    quotes: Sequence[SummaryQuote],
    telling: CountsTelling | None = None,
    most: Number = None,
) -> HeardTheme:
    """A theme with small numbers left out; `names` of the sectors by key. `most`: how many answers are told of altogether."""
    telling, key = telling or CountsTelling(), speaking_of([count.theme])
    told = telling.table(key, count.cells, most)
    if told is None:
        nothing = [None] * len(names)
        return HeardTheme(
            theme=count.theme,
            name=name,
            description=description,
            numbers=nothing,
            answers=None,
            spread=count.spread,
            heard_in=count.heard_in,
            quotes=quotes,
        )
    more = telling.more(
        key, lambda: _said_of(count, [one["sides"] for one in telling.said_before(key)])
    )
    return HeardTheme(
        theme=count.theme,
        name=name,
        description=description,
        numbers=[told.cell(sector) for sector in names],
        answers=told.total,
        spread=Spread(more["spread"]),
        heard_in=more["heard_in"],
        only=names.get(more["only"], ""),
        contested=more["contested"],
        sides=(more["sides"][0], more["sides"][1]) if more["sides"] else None,
        quotes=quotes,
    )


def _said_of(count: ThemeCount, sides_before: Sequence[Sequence[int] | None]) -> dict[str, Any]:
    """What is said of a theme besides its numbers, the same in every language."""
    sides = _sides(count)
    whole = _groups_of(count.speaks_for, count.against, count.total)
    if not all(all_steady(whole, _groups_of(*was)) for was in sides_before if was):
        sides = None
    return {
        "spread": count.spread.value,
        "heard_in": count.heard_in,
        "only": count.only,
        "contested": count.contested,
        "sides": sides and [*sides, count.total],
    }


def _sides(count: ThemeCount) -> tuple[int, int] | None:
    """Those for and those against, where neither they nor those on one side only, or on both, are few."""
    groups = _groups_of(count.speaks_for, count.against, count.total)
    hidden = None in [suppress_count(number) for number in groups]
    return None if hidden or not count.contested else (count.speaks_for, count.against)


def _groups_of(speaks_for: int, against: int, everybody: int) -> list[int]:
    """Those for, those against, those only for, only against, and on both sides."""
    return [
        speaks_for,
        against,
        everybody - against,
        everybody - speaks_for,
        speaks_for + against - everybody,
    ]


def shown_source(
    speakers: Mapping[str, int],
    themes: Collection[int] = (),
    telling: CountsTelling | None = None,
    most: Number = None,
) -> SummarySource:
    """Where an objective comes from, of its true numbers by sector; `themes`: their ids.

    A group is the sum of sectors whose own numbers stand beside their themes. So it is shown only where that tells
    nothing of a sector left out: no sector of it is, or all that are belong to it.
    """
    telling = telling or CountsTelling()
    # of a theme that stays as it was told the sum with others would tell what has changed
    hold = len(themes) > 1 and not telling.held.isdisjoint(speaking_of([one]) for one in themes)
    told = telling.table(speaking_of(themes), speakers, most, hold=hold)
    return SummarySource(None) if told is None else SummarySource(told.total, _by_group(told))


def _by_group(told: ToldTable) -> dict[SectorGroup, int]:
    hidden, sums = set[SectorGroup](), dict[SectorGroup, int]()
    for key in told.cells:
        number = told.cell(key)
        if number is None:
            hidden.add(group_of(key))
        else:
            sums[group_of(key)] = sums.get(group_of(key), 0) + number
    if len(hidden) == 1:
        (one,) = hidden
        sums[one] = told.total - sum(number for group, number in sums.items() if group is not one)
    return {
        group: sums[group]
        for group in SectorGroup
        if sums.get(group) and (group not in hidden or len(hidden) == 1)
    }


def shown_choices(
    question: str, names: Sequence[str], counts: Sequence[int], at: ToldPlace | None = None
) -> ClosedResult:
    """One of several choices, or a step of a scale: the numbers add up to those who answered."""
    at = at or ToldPlace()
    told, keys = at.table(counts), at.keys(len(counts))
    if told is None:
        return ClosedResult(
            question,
            None,
            [SummaryLine(name, None if n else 0) for name, n in zip(names, counts, strict=True)],
        )
    return ClosedResult(
        question,
        told.total,
        [SummaryLine(name, told.cell(key)) for name, key in zip(names, keys, strict=True)],
    )


def shown_scale(
    question: str, names: Sequence[str], counts: Sequence[int], at: ToldPlace | None = None
) -> ClosedResult:
    """A scale from 1 on; its mean would give a step left out away, so it is there only where none is."""
    result = shown_choices(question, names, counts, at)
    numbers = [line.number for line in result.lines if line.number is not None]
    whole = result.answers and len(numbers) == len(result.lines)
    points = sum(step * number for step, number in enumerate(numbers, 1))
    return replace(result, mean=points / result.answers if whole and result.answers else None)


def shown_many(
    question: str,
    names: Sequence[str],
    counts: Sequence[int],
    answers: int,
    at: ToldPlace | None = None,
) -> ClosedResult:
    """Any number of choices: of each, neither those who took it nor those who did not are few."""
    at = at or ToldPlace()
    everybody = at.telling.table(at.key, {"": answers}, at.most)
    lines = [
        SummaryLine(name, _taken(at, key, taken=n, answers=answers, everybody=everybody))
        for name, key, n in zip(names, at.keys(len(counts)), counts, strict=True)
    ]
    return ClosedResult(question, None if everybody is None else everybody.total, lines, many=True)


def _taken(
    at: ToldPlace, key: str, taken: int, answers: int, everybody: ToldTable | None
) -> Number:
    """How many took one of several choices, told of the same people as the question."""
    told = at.telling.table(f"{at.key}/{key}", {"taken": taken, "not": answers - taken}, at.most)
    if told is None or everybody is None or told.total != everybody.total:
        return None
    return told.cell("taken")


def shown_ranking(
    question: str,
    names: Sequence[str],
    ranks: Sequence[Mapping[int, int]],
    at: ToldPlace | None = None,
) -> ClosedResult:
    """Choices in the order of their mean rank; `ranks`: how many gave a choice each rank, 1 the first.

    The mean itself stays inside: together with those who put a choice first it would tell what the others did.
    """
    at = at or ToldPlace()
    firsts = [given.get(1, 0) for given in ranks]
    means = [
        sum(rank * n for rank, n in given.items()) / (sum(given.values()) or 1)
        if given
        else float("inf")
        for given in ranks
    ]
    result, keys = shown_choices(question, names, firsts, at), at.keys(len(names))
    order = [keys[place] for place in sorted(range(len(keys)), key=lambda place: means[place])]
    if result.answers is not None:
        order = at.telling.more(at.key, lambda: {"order": order})["order"]
    place_of = {key: place for place, key in enumerate(order)}
    lines = [
        line
        for _key, line in sorted(
            zip(keys, result.lines, strict=True), key=lambda one: place_of.get(one[0], len(keys))
        )
    ]
    return replace(result, lines=lines, ranked=True)
