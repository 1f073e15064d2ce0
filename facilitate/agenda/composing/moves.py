"""What has to happen so that what is sought comes out: moves in their order, the needed ones and those that time may allow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...lib.text import Words
from ...techniques.technique import Energy, OutputKind, Range, Speaks, Technique, TechniqueFamily
from ...techniques.technique_filter import range_stretch
from ..kinds import StepKind, kind_of_technique
from .any_size import WITHOUT
from .draft import DraftAim, DraftBrief, DraftReason, DraftStyle, DraftWhy

LONGEST = 90
"""Minutes of one step at most: nobody sits longer without a rest."""
TOO_LONG = 120
"""A technique that usually takes more cannot be done in one step."""
INPUT = 60
"""Minutes that telling everybody the facts takes at most."""
USUAL_PEOPLE = 30
"""For how many people techniques are chosen where nobody knows how many come."""
DEEPER = 20
"""A second way to the same is wished for least."""
ORDER = (
    OutputKind.KNOW,
    OutputKind.IDEAS,
    OutputKind.CHOICE,
    OutputKind.AGREEMENT,
    OutputKind.PLAN,
    OutputKind.PRACTICE,
)
SETTLED = {OutputKind.CHOICE, OutputKind.AGREEMENT}
ANYWAY = Range(30, 45, 75)
"""How long such a step takes."""


@dataclass(frozen=True)
class DraftMove:
    """One thing to do. `rank` orders the moves; `wish` is 0 where it is needed, else when it is left out (the highest first).

    `joined`: it is done on the same day as the move before it. `do`: how it is done, where no technique says it; `groups`: in
    how many groups.
    """

    rank: float
    kind: StepKind
    title: Words
    takes: Range
    reasons: tuple[DraftReason, ...]
    technique: str = ""
    aims: tuple[int, ...] = ()
    wish: int = 0
    joined: bool = False
    do: Words = Words()
    groups: int = 0


def least_minutes(takes: Range) -> int:
    """The minutes a move takes at least, in steps of five."""
    return -(-takes.min // 5) * 5


def scaled_minutes(takes: Range, factor: float) -> int:
    """Its usual minutes times a factor, within what it can be, in steps of five."""
    most = max(least_minutes(takes), min(takes.max, LONGEST) // 5 * 5)
    return min(max(round(takes.best * factor / 5) * 5, least_minutes(takes)), most)


class Chooser:
    """Chooses techniques for a brief in one style; those used before, here or in an earlier draft, come later.

    `short`: what can be done in less time comes first.
    """

    def __init__(
        self,
        brief: DraftBrief,
        style: DraftStyle,
        before: Iterable[str] = (),
        short: bool = False,
    ) -> None:
        self.brief, self.style, self.short = brief, style, short
        self.people = brief.people or USUAL_PEOPLE
        self.before, self.used = frozenset(before), list[str]()
        self.used_for_facts = self.used_for_ideas = False

    def best(
        self, fitting: Iterable[Technique], most: int = LONGEST, again: bool = False
    ) -> Technique | None:
        """The one that suits best and can be done in `most` minutes; None where none does."""
        able = [
            one
            for one in fitting
            if least_minutes(one.minutes) <= most
            and one.minutes.best <= TOO_LONG
            and one.group.min <= self.people <= one.group.max
            and (again or one.key not in self.used)
        ]
        found = min(able, key=lambda one: (self._cost(one), one.key), default=None)
        if found:
            self.used.append(found.key)
        return found

    def yielding(self, sought: OutputKind) -> list[Technique]:
        """The techniques of the library that yield it; what opens, wakes or closes a day is none."""
        aside = (TechniqueFamily.OPENING, TechniqueFamily.ENERGISE, TechniqueFamily.CLOSE)
        found = [
            one
            for one in self.brief.techniques.values()
            if sought in one.brings_about and one.family not in aside
        ]
        if sought is OutputKind.KNOW:  # ideas on the side would have to be chosen from
            return [
                one
                for one in found
                if OutputKind.IDEAS not in one.brings_about
                and OutputKind.PLAN not in one.brings_about
            ]
        return found

    def of(self, family: TechniqueFamily) -> list[Technique]:
        return [one for one in self.brief.techniques.values() if one.family is family]

    def _cost(self, one: Technique) -> float:
        """How far it is from what is wanted, the least is best."""
        cost = (range_stretch(one.group, self.people) or 0.0) + 0.5 * (one.key in self.before)
        if self.style is DraftStyle.MOVE:
            cost += {Energy.MOVING: 0.0, Energy.LIVELY: 0.7, Energy.CALM: 1.2}[one.energy]
        elif self.style is DraftStyle.TALK:
            told = sum(part.share for part in one.steps if part.speaks in SPEAKING)
            cost += 1.2 * (1 - told) + (one.energy is Energy.MOVING)
            cost -= one.minutes.best / 200
        else:
            cost += one.minutes.best / 120
        if self.short:
            cost += one.minutes.min / 20
        past = self.brief.past.get(one.key)
        return cost - 0.15 * (past is not None)

    def takes(self, one: Technique) -> Range:
        """How long it takes: as long as it took before, else as usual."""
        past, most = self.brief.past.get(one.key), min(one.minutes.max, LONGEST)
        best = (
            min(max(past.minutes, one.minutes.min), most) if past else min(one.minutes.best, most)
        )
        return Range(one.minutes.min, best, most)

    def move(
        self, one: Technique, rank: float, why: DraftReason, aims: Sequence[int] = (), wish: int = 0
    ) -> DraftMove:
        reasons = [why]
        if one.energy is Energy.MOVING and self.style is DraftStyle.MOVE:
            reasons.append(DraftReason(DraftWhy.MOVES))
        if self.brief.people and aims:
            reasons.append(DraftReason(DraftWhy.FITS, numbers=(self.brief.people,)))
        if past := self.brief.past.get(one.key):
            reasons.append(
                DraftReason(DraftWhy.TOOK, numbers=(past.minutes, past.times, past.events))
            )
        names = (one.name.en, one.name.sq)
        short = one.family is not TechniqueFamily.ENERGISE
        title = Words(*(text.partition(":")[0] if short else text for text in names))
        return DraftMove(
            rank,
            kind_of_technique(one),
            title,
            takes=self.takes(one),
            reasons=tuple(reasons),
            technique=one.key,
            aims=tuple(aims),
            wish=wish,
        )


SPEAKING = frozenset({Speaks.PARTICIPANTS, Speaks.HOST})


def moves_for(choose: Chooser, aims: Sequence[DraftAim]) -> list[DraftMove]:
    """The moves of the content in their order, those that time may allow among them."""
    groups = {
        sought: [aim.id for aim in aims if aim.sought is sought]
        for sought in ORDER
        if any(aim.sought is sought for aim in aims)
    }
    found: list[DraftMove] = []
    for number, (sought, ids) in enumerate(groups.items()):
        rank = 10.0 * ORDER.index(sought) + 10
        found += _cores(choose, sought, ids, rank=rank, place=number)
        found += _before(choose, sought, ids, rank, groups)
    found += _after(choose, found, groups)
    for sought, ids in groups.items():
        if one := choose.best(choose.yielding(sought)):
            why, rank = (
                DraftReason(DraftWhy.DEEPER, tuple(ids), sought),
                10.0 * ORDER.index(sought) + 10.5,
            )
            found.append(choose.move(one, rank, why, ids, wish=DEEPER))
    return sorted(found, key=lambda move: move.rank)


def _cores(
    choose: Chooser, sought: OutputKind, ids: Sequence[int], rank: float, place: int
) -> list[DraftMove]:
    """What makes it come out: one move for all its objectives, with more time one for each."""
    first = 2 if choose.style is DraftStyle.SETTLE else 4
    found = _core(choose, sought, ids, rank)
    for number, one in enumerate(ids[1:], 1):
        more = _core(choose, sought, [one], rank + number / 10, wish=first + place + number)
        found += more
    return found


def _core(
    choose: Chooser, sought: OutputKind, ids: Sequence[int], rank: float, wish: int = 0
) -> list[DraftMove]:
    why = DraftReason(DraftWhy.SERVES, tuple(ids), sought)
    able = choose.yielding(sought)
    one = choose.best(able) or choose.best(able, again=True)
    if one:
        return [choose.move(one, rank, why, ids, wish)]
    way, people = WITHOUT[sought], choose.people
    groups = -(-people // way.size)
    nearest = max(able, key=lambda one: (one.group.max, one.key), default=None)
    numbers = (people, groups, nearest.group.max if nearest else 0)
    alone = DraftMove(
        rank,
        StepKind.GROUP,
        _titled(choose, way.title, ids),
        takes=ANYWAY,
        reasons=(
            why,
            DraftReason(
                DraftWhy.NONE_FITS, numbers=numbers, technique=nearest.key if nearest else ""
            ),
        ),
        aims=tuple(ids),
        wish=wish,
        do=way.do,
        groups=groups,
    )
    together = DraftMove(
        rank + 0.01,
        StepKind.PLENARY,
        _titled(choose, way.then, ids),
        takes=Range(15, 20, 30),
        reasons=(DraftReason(DraftWhy.HEAR),),
        wish=wish,
        joined=True,
        do=way.then_do,
    )
    return [alone, together]


def _titled(choose: Chooser, title: Words, ids: Sequence[int]) -> Words:
    """A title that several steps could have, with the objective it is about."""
    codes = [aim.code for aim in choose.brief.aims if aim.id in ids and aim.code]
    return Words(f"{title.en}: {codes[0]}", f"{title.sq}: {codes[0]}") if len(codes) == 1 else title


def _before(
    choose: Chooser,
    sought: OutputKind,
    ids: Sequence[int],
    rank: float,
    groups: Iterable[OutputKind],
) -> list[DraftMove]:
    """What should come before it: the facts, ideas to choose from, a talk about what is to be agreed."""
    talks = choose.style is DraftStyle.TALK
    aims, found = tuple(ids), list[DraftMove]()

    def add(able: list[Technique], why: DraftWhy, at: float, wish: int) -> None:
        if one := choose.best(able, 60):
            found.append(choose.move(one, at, DraftReason(why, aims, sought), wish=wish))

    if (
        sought is not OutputKind.KNOW
        and OutputKind.KNOW not in groups
        and not choose.used_for_facts
    ):
        choose.used_for_facts = True
        talk = [
            one for one in choose.yielding(OutputKind.KNOW) if one.family is TechniqueFamily.PRESENT
        ]
        facts = [one for one in talk if not _reports(one) and one.minutes.best <= INPUT]
        add(facts, DraftWhy.FACTS, 5.0, 1)
    gathers = sought in (OutputKind.CHOICE, OutputKind.PLAN) and OutputKind.IDEAS not in groups
    if gathers and not choose.used_for_ideas:
        choose.used_for_ideas = True
        add(choose.yielding(OutputKind.IDEAS), DraftWhy.IDEAS_FIRST, 18.0, 3 if talks else 2)
    if sought in (OutputKind.AGREEMENT, OutputKind.KNOW, OutputKind.PRACTICE):
        talk = [
            one
            for one in choose.of(TechniqueFamily.DIALOGUE)
            if OutputKind.KNOW in one.brings_about
        ]
        talk = [one for one in talk if OutputKind.IDEAS not in one.brings_about]
        why = DraftWhy.DIGEST if sought is OutputKind.KNOW else DraftWhy.TALK_FIRST
        at = rank + 0.9 if sought is OutputKind.KNOW else rank - 1
        add(talk, why, at, 2 if talks else 6)
    return found


def _reports(one: Technique) -> bool:
    """Whether it tells what groups have found before: nothing has been found yet at the beginning."""
    return not any(part.speaks is Speaks.SPEAKERS for part in one.steps)


def _after(
    choose: Chooser, moves: Sequence[DraftMove], groups: dict[OutputKind, list[int]]
) -> list[DraftMove]:
    """What has to follow: a choice where ideas were gathered, and who does it where something was settled."""
    found: list[DraftMove] = []
    settles = bool(SETTLED & set(groups)) or OutputKind.PLAN in groups
    gathers = any(_gathers(choose, move) and not move.wish for move in moves)
    if gathers and not settles:
        one = choose.best(choose.yielding(OutputKind.CHOICE), 45)
        why = DraftReason(DraftWhy.PICK, tuple(groups.get(OutputKind.IDEAS, ())))
        found += (
            [choose.move(one, 29.0, why)]
            if one
            else [replace(one_, rank=29.0) for one_ in _core(choose, OutputKind.CHOICE, (), 29.0)]
        )
        settles = True
    if settles and OutputKind.PLAN not in groups:
        settled = tuple(one for sought in SETTLED for one in groups.get(sought, ()))
        why = DraftReason(DraftWhy.WHO, tuple(sorted(settled)))
        rounds = [
            one for one in choose.of(TechniqueFamily.CLOSE) if OutputKind.PLAN in one.brings_about
        ]
        plans = choose.yielding(OutputKind.PLAN)
        if one := choose.best(rounds) or choose.best(plans):
            found.append(choose.move(one, 90.0, why))
        else:
            found += [
                replace(each, reasons=(why, *each.reasons[1:]) if each.aims == () else each.reasons)
                for each in _core(choose, OutputKind.PLAN, (), 89.0)
            ]
    return found


def _gathers(choose: Chooser, move: DraftMove) -> bool:
    one = choose.brief.techniques.get(move.technique)
    return bool(one and OutputKind.IDEAS in one.brings_about)
