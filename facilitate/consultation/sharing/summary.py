"""What is sent back to stakeholders, as plain values: the Word document and the public page are made from it.

Nobody can be recognised in it. Every number stands for people and is one of three or more, or zero, or None,
which must not be shown; none that is None can be worked out from the others (see `lib/suppression`). Texts are in
the language the summary was made in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...lib.suppression import alone, row, total
from ..constellation.counting import Group, Spread, ThemeCount, group_of

Number = int | None
"""A number of people; None where it must not be shown."""


@dataclass(frozen=True)
class Line:
    """A name and its number."""

    name: str
    number: Number


@dataclass(frozen=True)
class Part:
    """A sector that answered: its key, names, letter, and how many of it answered."""

    key: str
    name: str
    short: str
    letter: str
    answers: Number


@dataclass(frozen=True)
class Result:
    """A question that is not open: how many answered it, and its choices or steps with how many took each.

    `mean`: of a scale, where every step may be shown. `ranked`: the lines stand in the order they were ranked,
    each with how many put it first. `many`: one answer may be in several lines.
    """

    question: str
    answers: Number
    lines: Sequence[Line]
    mean: float | None = None
    ranked: bool = False
    many: bool = False


@dataclass(frozen=True)
class Quote:
    """Words of an answer, the id of their passage. `by`: its sector, empty where that could point to a person."""

    passage: int
    text: str
    by: str = ""


@dataclass(frozen=True)
class Heard:
    """A theme: the answers that speak of it by sector (in the order of `Summary.parts`) and altogether.

    `only`: the sector of a one-sided theme. `contested`: some speak for it and some against it; `sides`: how many do,
    where both may be shown.
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
    quotes: Sequence[Quote] = ()


@dataclass(frozen=True)
class Source:
    """The answers behind an objective, and by group those that may be shown."""

    answers: Number
    groups: Mapping[Group, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Aim:
    """An objective that is proposed or agreed."""

    code: str
    text: str
    result: str
    agreed: bool
    source: Source


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
    parts: Sequence[Part]
    results: Sequence[Result]
    themes: Sequence[Heard]
    quotes: Sequence[Quote]
    aims: Sequence[Aim]
    made_of_it: str

    @property
    def hides(self) -> bool:
        """Whether anything is left out, so that a note says why."""
        numbers = [part.answers for part in self.parts]
        numbers += [number for theme in self.themes for number in (theme.answers, *theme.numbers)]
        numbers += [line.number for result in self.results for line in result.lines]
        return None in [*numbers, self.answers, self.invited, *(result.answers for result in self.results)]


def shown_parts(parts: Sequence[Part]) -> tuple[Number, list[Part]]:
    """How many answered, and the sectors with small ones left out; `parts` have their true numbers."""
    counts = [part.answers or 0 for part in parts]
    shown = row(counts)
    return total(counts), [
        Part(part.key, part.name, part.short, part.letter, number)
        for part, number in zip(parts, shown, strict=True)
    ]


def shown_row(counts: Sequence[int], answers: Number) -> list[Number]:
    """How many speak of a theme, cut by something; `answers` is their total as it stands beside some such row.

    Where all are few, or each cell is one person, nothing of the row is shown, not even its zeros: the passages of
    the Excel file tell how many there are, and with that the cells would tell who.
    """
    return [None] * len(counts) if None in (answers, total(counts)) else row(counts)


def shown_theme(
    count: ThemeCount, name: str, description: str, names: Mapping[str, str], quotes: Sequence[Quote]
) -> Heard:
    """A theme with small numbers left out; `names` of the sectors by key."""
    counts = list(count.cells.values())
    answers = total(counts)
    only = [names[sector] for sector, number in count.cells.items() if number]
    return Heard(
        count.theme,
        name,
        description,
        shown_row(counts, answers),
        answers,
        count.spread,
        count.heard_in,
        only[0] if len(only) == 1 and answers is not None else "",
        count.contested and answers is not None,
        _sides(count) if answers is not None else None,
        quotes,
    )


def _sides(count: ThemeCount) -> tuple[int, int] | None:
    """Those for and those against, where neither they nor those on one side only, or on both, are few."""
    only_for, only_against = count.total - count.against, count.total - count.speaks_for
    both = count.speaks_for + count.against - count.total
    groups = [count.speaks_for, count.against, only_for, only_against, both]
    hidden = None in [alone(number) for number in groups]
    return None if hidden or not count.contested else (count.speaks_for, count.against)


def shown_source(speakers: Mapping[str, int]) -> Source:
    """Where an objective comes from, of its true numbers by sector.

    A group is the sum of sectors whose own numbers stand beside their themes. So it is shown only where that tells
    nothing of a sector left out: no sector of it is, or all that are belong to it.
    """
    sectors = list(speakers)
    answers = total(list(speakers.values()))
    shown = row(list(speakers.values()))
    hidden = {group_of(key) for key, number in zip(sectors, shown, strict=True) if number is None}
    sums: dict[Group, int] = {}
    for key, number in speakers.items():
        sums[group_of(key)] = sums.get(group_of(key), 0) + number
    if answers is None:
        return Source(None)
    kept = {
        group: sums[group] for group in Group if sums.get(group) and (group not in hidden or len(hidden) == 1)
    }
    return Source(answers, kept)


def shown_choices(question: str, names: Sequence[str], counts: Sequence[int]) -> Result:
    """One of several choices, or a step of a scale: the numbers add up to those who answered."""
    lines = [Line(name, number) for name, number in zip(names, row(counts), strict=True)]
    return Result(question, total(counts), lines)


def shown_scale(question: str, names: Sequence[str], counts: Sequence[int]) -> Result:
    """A scale from 1 on; its mean would give a step left out away, so it is there only where none is."""
    result = shown_choices(question, names, counts)
    people = result.answers or 0
    whole = people and None not in [line.number for line in result.lines]
    mean = sum(step * number for step, number in enumerate(counts, 1)) / people if whole else None
    return Result(question, result.answers, result.lines, mean)


def shown_many(question: str, names: Sequence[str], counts: Sequence[int], answers: int) -> Result:
    """Any number of choices: of each, neither those who took it nor those who did not are few."""
    lines = [
        Line(name, row([n, answers - n])[0] if alone(answers) is not None else None)
        for name, n in zip(names, counts, strict=True)
    ]
    return Result(question, alone(answers), lines, many=True)


def shown_ranking(question: str, names: Sequence[str], ranks: Sequence[Mapping[int, int]]) -> Result:
    """Choices in the order of their mean rank; `ranks`: how many gave a choice each rank, 1 the first.

    The mean itself stays inside: together with those who put a choice first it would tell what the others did.
    """
    firsts = [given.get(1, 0) for given in ranks]
    means = [
        sum(rank * n for rank, n in given.items()) / (sum(given.values()) or 1) if given else float("inf")
        for given in ranks
    ]
    lines = [Line(name, number) for name, number in zip(names, row(firsts), strict=True)]
    order = sorted(range(len(lines)), key=lambda place: means[place])
    return Result(question, total(firsts), [lines[place] for place in order], ranked=True)
