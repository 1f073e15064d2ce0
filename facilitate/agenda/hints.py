"""What a good agenda has and this one lacks. Pure rules beside `warnings`: they ask a question, they forbid nothing.

A step is judged by its technique; one without, by its kind and by a few words of its title in either language.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..lib.text import Words, plain_text
from ..techniques.technique import Energy, OutputKind, Technique, TechniqueFamily
from .totals import LeafStep, add_up_day
from .warnings import RESTS, CheckedDay, CheckedStep, in_a_row, listening_minutes

STILL, SLUMP = 100, 25
"""Minutes in a row after which people should have moved, and of listening right after a meal that are too many."""
SHARE, LONG_DAY = 0.3, 120
"""The part of a day's content in which participants should speak at least, where there are that many minutes of it."""
GROUP_WORK, LUNCH_BREAK = 30, 40
"""Minutes from which group work has results to be heard, and from which a break is a meal."""
FAR_LESS = 0.75
"""A technique in less than this part of the time it takes at least is another one."""
BEFORE, AFTER = 11 * 60 + 30, 14 * 60 + 30
"""A day from before the one until after the other has a meal in it."""

CLOSING = re.compile(
    r"\b(?:clos(?:e|ing)|tomorrow|neser|wrap|farewell|goodbye|conclu|take home|next step|evaluat|feedback|thank"
    r"|permbyll|mbyll|lamtumir|perfundim|vleresim|falenderim|cfare marrim|hapat e)"
)
OPENING = re.compile(
    r"\b(?:open|welcom|introduc|why we|how we|hap(?:ja|im|em)|mirese|pershendet|njoh|prezantim|pse jemi|si do te)"
)
REPORTING = re.compile(
    r"\b(?:report|harvest|result|share back|wall|raport|vjel|rezultat|mbledhja e ideve|cfare (?:doli|gjet))"
)
CHOOSING = re.compile(
    r"\b(?:vote|voting|priorit|decid|decision|choos|choice|agree|rank"
    r"|voto|votim|perparesi|vendos|vendim|zgjedh|zgjidh|biem dakord|miratim)"
)
PLANNING = re.compile(
    r"\b(?:plan|next step|who does|commit|promis|action|hapat|kush ben|angazhim|premtim|veprim)"
)
ENOUGH: Mapping[OutputKind, frozenset[OutputKind]] = {
    OutputKind.KNOW: frozenset({OutputKind.KNOW, OutputKind.IDEAS, OutputKind.PRACTICE}),
    OutputKind.IDEAS: frozenset({OutputKind.IDEAS}),
    OutputKind.CHOICE: frozenset({OutputKind.CHOICE, OutputKind.AGREEMENT}),
    OutputKind.AGREEMENT: frozenset({OutputKind.AGREEMENT}),
    OutputKind.PLAN: frozenset({OutputKind.PLAN}),
    OutputKind.PRACTICE: frozenset({OutputKind.PRACTICE}),
}
"""What a technique has to yield for an objective to come out: an agreement is a choice, too."""


class Hint(StrEnum):
    """Kinds of what is lacking, what weighs most first."""

    UNMET = "unmet"
    UNCHOSEN = "unchosen"
    UNPLANNED = "unplanned"
    UNHEARD = "unheard"
    UNOPENED = "unopened"
    UNCLOSED = "unclosed"
    HUNGRY = "hungry"
    SLUMP = "slump"
    STILL = "still"
    MUTE = "mute"
    CROWD = "crowd"
    SHORT = "short"


@dataclass(frozen=True)
class AgendaLack:
    """One thing that is lacking: on a day (its number from 1), at a step, of an objective (ids); 0 where not meant.

    `number`: minutes, steps, people or a share of 100, as the kind says; `most`: what the technique allows.
    """

    what: Hint
    day: int = 0
    step: int = 0
    objective: int = 0
    number: int = 0
    most: int = 0


def find_hints(days: Sequence[CheckedDay], sought: Mapping[int, OutputKind]) -> list[AgendaLack]:
    """Everything that is lacking, sorted by kind, then in the order of the agenda; `sought` by objective."""
    planned = [_HintDay(day) for day in days if day.number and day.steps]
    found = [*_unmet(planned, sought), *_unchosen(planned), *_unopened(planned)]
    for one in planned:
        found += [*_unheard(one), *_unclosed(one), *_hungry(one), *_slump(one), *_mute(one)]
        found += [
            AgendaLack(Hint.STILL, one.number, step, number=minutes)
            for step, minutes in in_a_row(one.day, STILL - 1, sitting_minutes)
        ]
        found += [*_sizes(one)]
    rank = {what: number for number, what in enumerate(Hint)}
    return sorted(found, key=lambda lack: (rank[lack.what], lack.day))


class _HintDay:
    """A day with what holds no others, in the order of the clock, and its content."""

    def __init__(self, day: CheckedDay) -> None:
        self.day, self.number = day, day.number
        steps = [step for step in day.steps if not step.is_strand]
        self.steps = steps
        self.blocks = {step.id: step for step in steps if step.holds}
        self.leaves = sorted(
            (step for step in steps if not step.holds), key=lambda step: (step.start, step.end)
        )
        self.content = [
            step
            for step in self.leaves
            if step.kind not in RESTS and step.kind != "note" and step.end > step.start
        ]
        self.beside = {step.id for step in day.steps if step.is_strand}


@lru_cache(maxsize=8192)
def _says(title: Words, pattern: re.Pattern[str]) -> bool:
    """Whether a title says it in one of its languages; the same titles are looked at whenever the page is shown."""
    return bool(pattern.search(f"{plain_text(title.en)} {plain_text(title.sq)}"))


def _named(step: CheckedStep, pattern: re.Pattern[str]) -> bool:
    return _says(step.title, pattern)


def _does(step: CheckedStep, family: TechniqueFamily, pattern: re.Pattern[str]) -> bool:
    """Whether a step is of that family, by its technique or its title."""
    way = step.technique
    return (way is not None and way.family is family) or _named(step, pattern)


def _yields(step: CheckedStep) -> frozenset[OutputKind]:
    """What comes out of a step, as far as it can be told."""
    if step.technique:
        return frozenset(step.technique.brings_about)
    found = {OutputKind.IDEAS} if step.kind == "cafe" else set()
    if _named(step, CHOOSING):
        found.add(OutputKind.CHOICE)
    if _named(step, PLANNING):
        found.add(OutputKind.PLAN)
    return frozenset(found)


def _unmet(days: Sequence[_HintDay], sought: Mapping[int, OutputKind]) -> Iterable[AgendaLack]:
    """Objectives that steps serve, but none in a way that what is sought comes out. What nobody can tell is well."""
    serving: dict[int, list[CheckedStep]] = {}
    for day in days:
        for step in day.steps:
            for one in step.objectives:
                serving.setdefault(one, []).append(step)
    for objective, wanted in sought.items():
        steps = serving.get(objective, [])
        if (
            wanted is OutputKind.UNSAID
            or not steps
            or any(step.technique is None for step in steps)
        ):
            continue
        if not any(_yields(step) & ENOUGH[wanted] for step in steps):
            yield AgendaLack(Hint.UNMET, step=steps[-1].id, objective=objective)


def _unchosen(days: Sequence[_HintDay]) -> Iterable[AgendaLack]:
    """Ideas that nobody chooses from, and choices of which nobody says who carries them out."""
    order = [(day.number, step, _yields(step)) for day in days for step in day.content]
    gathered = [at for at, (_day, _step, what) in enumerate(order) if OutputKind.IDEAS in what]
    settled = {OutputKind.CHOICE, OutputKind.AGREEMENT}
    chosen = [at for at, (_day, _step, what) in enumerate(order) if what & settled]
    planned = [at for at, (_day, _step, what) in enumerate(order) if OutputKind.PLAN in what]
    first = gathered[0] if gathered else len(order)
    if gathered and not [at for at in (*chosen, *planned) if at >= first]:
        day, step, _what = order[gathered[-1]]
        yield AgendaLack(Hint.UNCHOSEN, day, step.id, number=len(gathered))
    if chosen and not [at for at in planned if at >= chosen[0]]:
        day, step, _what = order[chosen[-1]]
        yield AgendaLack(Hint.UNPLANNED, day, step.id, number=len(chosen))


def _unopened(days: Sequence[_HintDay]) -> Iterable[AgendaLack]:
    """Work that starts before anybody has said why people are here."""
    for day in days[:1]:
        first = day.content[0] if day.content else None
        if (
            first
            and first.kind in ("group", "cafe")
            and not _does(first, TechniqueFamily.OPENING, OPENING)
        ):
            yield AgendaLack(Hint.UNOPENED, day.number, first.id)


def _unclosed(day: _HintDay) -> Iterable[AgendaLack]:
    """A day at whose end nobody says what came of it."""
    content = sum(step.end - step.start for step in day.content)
    if content < LONG_DAY:
        return
    end = max(step.end for step in day.content)
    last = [step for step in day.content if step.end == end]
    last += [day.blocks[step.block] for step in last if step.block in day.blocks]
    if not any(_does(step, TechniqueFamily.CLOSE, CLOSING) for step in last):
        yield AgendaLack(Hint.UNCLOSED, day.number, last[0].id)


def _unheard(day: _HintDay) -> Iterable[AgendaLack]:
    """Work in groups that nobody hears of on the same day."""
    works = [
        step
        for step in (*day.content, *day.blocks.values())
        if step.end - step.start >= GROUP_WORK
        and (step.id in day.beside or (step.kind == "group" and not step.technique))
        and not (step.block and step.block in day.beside)
    ]
    for work in works:
        inside = [step for step in day.content if step.block == work.id and not step.strand]
        after = [step for step in day.content if step.start >= work.end and step.id != work.id]
        if not any(map(_hears, (*inside, *after))):
            yield AgendaLack(Hint.UNHEARD, day.number, work.id)


def _hears(step: CheckedStep) -> bool:
    """Whether a step leaves time for what groups found."""
    if step.technique:
        return step.technique.family in (
            TechniqueFamily.PRESENT,
            TechniqueFamily.DECIDE,
            TechniqueFamily.PLAN,
        )
    if _named(step, REPORTING):
        return True
    return step.kind in ("plenary", "panel") and not _named(step, CLOSING)


def _hungry(day: _HintDay) -> Iterable[AgendaLack]:
    """A day over noon without a meal."""
    eats = any(
        step.kind == "meal" or (step.kind == "break" and step.end - step.start >= LUNCH_BREAK)
        for step in day.leaves
    )
    begins, ends = day.leaves[0].start, max(step.end for step in day.leaves)
    if not eats and begins <= BEFORE and ends >= AFTER:
        before = [step for step in day.leaves if step.start < 13 * 60]
        yield AgendaLack(Hint.HUNGRY, day.number, before[-1].id)


def _slump(day: _HintDay) -> Iterable[AgendaLack]:
    """Meals after which people listen for long; told at the meal."""
    top = [step for step in day.leaves if not step.strand]
    for at, meal in enumerate(top):
        if meal.kind != "meal":
            continue
        minutes = 0
        for step in top[at + 1 :]:
            heard = [(length, counts) for length, counts in listening_minutes(step) if length]
            row = next((n for n, (_length, counts) in enumerate(heard) if not counts), len(heard))
            minutes += sum(length for length, _counts in heard[:row])
            if row < len(heard) or step.kind in RESTS:
                break
        if minutes > SLUMP:
            yield AgendaLack(Hint.SLUMP, day.number, meal.id, number=minutes)


def _mute(day: _HintDay) -> Iterable[AgendaLack]:
    """A day in which participants hardly have the word."""
    spent = add_up_day(
        LeafStep(
            kind=step.kind,
            minutes=step.end - step.start,
            parts=step.parts,
            block=step.block,
            strand=step.strand,
        )
        for step in day.steps
        if not step.holds
    )
    if spent.content >= LONG_DAY and spent.share < SHARE:
        yield AgendaLack(Hint.MUTE, day.number, number=round(spent.share * 100))


def sitting_minutes(step: CheckedStep) -> list[tuple[int, bool]]:
    """The minutes of a step, and whether people stay where they are in it."""
    moving = step.technique is not None and step.technique.energy is Energy.MOVING
    sits = not (step.kind in RESTS or step.kind == "cafe" or moving or step.strand)
    return [(step.end - step.start, sits)]


def _sizes(day: _HintDay) -> Iterable[AgendaLack]:
    """Techniques for fewer people than there are, or in less time than they take."""
    for step in day.steps:
        way: Technique | None = step.technique
        length = step.end - step.start
        if way is None or not length:
            continue
        if step.needs > way.group.max:
            yield AgendaLack(Hint.CROWD, day.number, step.id, number=step.needs, most=way.group.max)
        if length < way.minutes.min * FAR_LESS:
            yield AgendaLack(Hint.SHORT, day.number, step.id, number=length, most=way.minutes.min)
