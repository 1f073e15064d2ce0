"""An arrived agenda becomes steps of a plan: on the event's days, groups beside each other as strands, starts kept by pins."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...lib.text import Words, plain_text
from ...web.i18n import in_both_languages
from ..editing.agenda_changes import agree_kind_with_technique
from ..group_forms import GROUP_KINDS
from ..kinds import StepKind
from ..places import drop_idle_pins, step_above
from ..placing import add_strand, add_to_plan, remove_from_plan
from ..plan import PARKED, Plan, PlanPlace, PlanRoom, PlanSpeaker, PlanStep, PlanStrand
from ..typed_lines import TypedStep, read_counted_title
from .arrival_texts import facilitators_text
from .arrived import Arrived, ArrivedStep
from .cafe_counts import CAFE

_KINDS = (
    (StepKind.REGISTRATION, r"^(regjistrim|registration|arrivals?\b|mberritj|check-?in)"),
    (StepKind.CAFE, CAFE),
    (StepKind.PANEL, r"^\W*(panel|tryez\w* e rrumbullaket|round ?table)"),
    (
        StepKind.GROUP,
        r"\b(pune ne grup|group ?work|working groups?|grupe? pune|breakout|ne grupe|workshop|punetori)",
    ),
    (
        StepKind.TALK,
        r"\b(keynote|lecture|leksion|prezantim\w*|presentation|talk|fjala|speech|referat)\b",
    ),
)
MOST_TITLE = 200
"""Characters of a title."""
_MEAL = re.compile(
    r"\b(lunch|drek|dark|dinner|breakfast|mengjes|supper|brunch|buffet|bufe|koktej|cocktail|meal|soup|supe\b)"
)


@dataclass(frozen=True)
class ArrivalChoices:
    """How an arrived agenda is to be taken: the day of the plan for each of its days (None: parked), who is who, in which language.

    `members`: whose name is somebody of the team's; `persons`: whose is in the directory, or how the name is to be written.
    `replaces`: what is there on the days it has steps for goes. `parked`: lines that were no steps and are to be some.
    `expected`: the people groups are reckoned for (0: unknown).
    """

    days: Sequence[int | None]
    language: str
    members: Mapping[str, int] = field(default_factory=dict)
    persons: Mapping[str, PlanSpeaker] = field(default_factory=dict)
    replaces: bool = False
    parked: Sequence[str] = ()
    expected: int = 0


def guess_step_kind(step: ArrivedStep) -> StepKind:
    """What kind of step it is, by its title."""
    simple = plain_text(step.title)
    if step.is_break:
        return StepKind.MEAL if _MEAL.search(simple) else StepKind.BREAK
    found = next((kind for kind, pattern in _KINDS if re.search(pattern, simple)), None)
    if found is not None:
        return found
    return StepKind.GROUP if step.beside else StepKind.PLENARY


def step_match_key(day: int | None, title: str) -> tuple[int | None, str]:
    """What tells a step of a day from others: a title in either writing."""
    return day, " ".join(plain_text(title).split())


def replaced_days(arrived: Arrived, wanted: ArrivalChoices) -> set[int]:
    """The days of the plan whose steps go: those the arrived agenda has steps for, where it replaces what is there."""
    if not wanted.replaces:
        return set()
    return {
        to
        for day, to in zip(arrived.days, wanted.days, strict=True)
        if day.steps and to is not None
    }


def there_already(plan: Plan, arrived: Arrived, wanted: ArrivalChoices) -> set[int]:
    """The steps (by their number from 0) that stand in the plan as the file has them: same day, title and start."""
    gone = replaced_days(arrived, wanted)
    standing: dict[tuple[int | None, str], set[int]] = {}
    for day in (one for one in plan.days.values() if one.id not in gone):
        for timed in plan.timed(day.id):
            step = plan.steps[timed.id]
            names = {step.title.en, step.title.sq}
            strand = plan.strands.get(step.strand) if step.strand is not None else None
            names |= {strand.name.en, strand.name.sq} if strand else set()
            for name in names - {""}:
                standing.setdefault(step_match_key(day.id, name), set()).add(timed.start)
    for step in plan.at(PARKED):
        for name in {step.title.en, step.title.sq} - {""}:
            standing.setdefault(step_match_key(None, name), set()).add(-1)
    found, number = set(), 0
    for place, arrived_day in enumerate(arrived.days):
        to = wanted.days[place]
        for one in arrived_day.steps:
            start = -1 if to is None else one.start
            names = {one.title, _title(one, wanted.expected or 1)}
            if any(start in standing.get(step_match_key(to, name), ()) for name in names):
                found.add(number)
            number += 1
    return found


@dataclass(frozen=True)
class InsertedArrival:
    """The plan with what is new of an arrived agenda: how many steps that are, and those among them that say their tables,
    rounds or how large their groups are, as lines by the number the step has in the plan."""

    plan: Plan
    count: int
    formed: Mapping[int, TypedStep]


def insert_arrived(plan: Plan, arrived: Arrived, wanted: ArrivalChoices) -> InsertedArrival:
    """The plan with what is new of an arrived agenda."""
    if gone := replaced_days(arrived, wanted):
        plan = remove_from_plan(
            plan, [one.id for one in plan.steps.values() if one.block is None and one.day in gone]
        )
    formed: dict[int, TypedStep] = {}
    there, number, count = there_already(plan, arrived, wanted), 0, 0
    for place, day in enumerate(arrived.days):
        new = [step for at, step in enumerate(day.steps, number) if at not in there]
        number += len(day.steps)
        count += len(new)
        if new:
            filler = _DayFiller(plan, wanted, wanted.days[place])
            plan = filler.put(new)
            formed |= filler.formed
    parked = {
        step_match_key(None, title)
        for step in plan.at(PARKED)
        for title in (step.title.en, step.title.sq)
        if title
    }
    for text in wanted.parked:
        if step_match_key(None, text[:MOST_TITLE]) not in parked:
            step = PlanStep(id=plan.fresh("steps"), kind=StepKind.NOTE, title=_worded(text, wanted))
            if len(text) > MOST_TITLE:
                step = replace(step, do=Words(**{wanted.language: text}))
            plan, count = add_to_plan(plan, step), count + 1
    return InsertedArrival(plan, count, formed)


def _group_work(step: ArrivedStep, expected: int) -> TypedStep:
    """What a title says of its groups and rounds, and the title without it; empty where it says nothing or the step is none in groups."""
    if guess_step_kind(step) not in (StepKind.GROUP, StepKind.PLENARY):
        return TypedStep()
    return read_counted_title(step.title, expected) or TypedStep()


def _title(step: ArrivedStep, expected: int) -> str:
    return _group_work(step, expected).title or step.title


def _worded(text: str, wanted: ArrivalChoices) -> Words:
    return Words(**{wanted.language: text[:MOST_TITLE]})


class _DayFiller:
    """Puts the steps of one day in."""

    def __init__(self, plan: Plan, wanted: ArrivalChoices, day: int | None) -> None:
        self.plan, self.wanted, self.day = plan, wanted, day
        self.formed: dict[int, TypedStep] = {}

    def put(self, steps: Sequence[ArrivedStep]) -> Plan:
        if self.day is None:
            for step in steps:
                made = self._step(step, PARKED)
                self.plan = add_to_plan(self.plan, made)
            return self.plan
        if not self.plan.at(PlanPlace(self.day)):
            first = min(step.start for step in steps)
            end = max(step.start + step.minutes for step in steps)
            day = self.plan.days[self.day]
            self.plan = self.plan.with_rows(
                replace(day, starts=first % 1440, planned_end=max(day.planned_end, min(end, 1439)))
            )
        for group in side_by_side(steps):
            self._group(group) if len(group) > 1 else self._alone(group[0])
        new = [step.id for step in self.plan.at(PlanPlace(self.day)) if step.id < 0]
        self.plan = drop_idle_pins(self.plan, self.day, new)
        return self.plan

    def _alone(self, step: ArrivedStep) -> None:
        assert self.day is not None
        made = self._step(step, PlanPlace(self.day), pinned=True)  # it may add a room to the plan
        self.plan = add_to_plan(self.plan, made, step_above(self.plan, self.day, step.start))

    def _group(self, group: Sequence[ArrivedStep]) -> None:
        """A block with a strand for each group."""
        assert self.day is not None
        start, title = (
            min(step.start for step in group),
            next((step.beside for step in group if step.beside), ""),
        )
        block = PlanStep(
            id=self.plan.fresh("steps"),
            day=self.day,
            kind=StepKind.SESSION,
            pinned=start,
            title=_worded(
                title or " / ".join(_title(step, self.wanted.expected) for step in group),
                self.wanted,
            ),
        )
        self.plan = add_to_plan(self.plan, block, step_above(self.plan, self.day, start))
        for steps in _strands(group):
            room = self._room(steps[0].room)
            strand = PlanStrand(
                id=self.plan.fresh("strands"),
                block=block.id,
                room=room,
                name=_worded(_title(steps[0], self.wanted.expected), self.wanted),
            )
            self.plan = add_strand(self.plan, strand)
            now = start
            for step in steps:
                made = self._step(step, PlanPlace(block=block.id, strand=strand.id))
                made = replace(made, pinned=step.start if step.start != now else None)
                self.plan = add_to_plan(self.plan, made)
                now = step.start + step.minutes

    def _room(self, name: str) -> int | None:
        if not name:
            return None
        found = next(
            (
                one.id
                for one in self.plan.rooms.values()
                if plain_text(one.name) == plain_text(name)
            ),
            None,
        )
        if found is None:
            found = self.plan.fresh("rooms")
            self.plan = self.plan.with_rows(PlanRoom(found, name[:200]))
        return found

    def _step(self, step: ArrivedStep, place: PlanPlace, pinned: bool = False) -> PlanStep:
        room = self._room(step.room)
        named = sorted(step.people, key=lambda name: name not in step.facilitators)
        members = [self.wanted.members[name] for name in named if name in self.wanted.members]
        speakers = [
            self.wanted.persons.get(name) or PlanSpeaker(name[:200])
            for name in step.people
            if name not in self.wanted.members and name not in step.facilitators
        ]
        key, kind = self.plan.fresh("steps"), guess_step_kind(step)
        work = _group_work(step, self.wanted.expected)
        said_so = work.kind in GROUP_KINDS
        if said_so:
            kind = work.kind
        agreed = agree_kind_with_technique(
            {"kind": kind, "technique": work.technique} if said_so else {"kind": kind},
            PlanStep(0),
        )
        if kind is StepKind.CAFE:
            counts = step.cafe
            self.formed[key] = TypedStep(
                kind=kind,
                minutes=step.minutes,
                groups=counts.groups,
                people=counts.people,
                rounds=counts.rounds,
            )
        elif said_so:
            self.formed[key] = replace(work, minutes=step.minutes)
        return PlanStep(
            id=key,
            day=place.day,
            block=place.block,
            strand=place.strand,
            kind=kind,
            technique=agreed.get("technique", ""),
            groups=step.cafe.groups or work.groups,
            people=step.cafe.people or work.people,
            title=_worded(work.title or step.title, self.wanted),
            minutes=step.minutes,
            pinned=step.start if pinned else None,
            room=room,
            lead=members[0] if members else None,
            supporters=tuple(sorted(set(members[1:]) - set(members[:1]))),
            speakers=tuple(dict.fromkeys(speakers)),
            do=Words(**{self.wanted.language: self._note(step)}),
        )

    def _note(self, step: ArrivedStep) -> str:
        """The note for the team, with who facilitates and is not in it."""
        others = [
            name
            for name in step.facilitators
            if name not in self.wanted.members and name not in step.description
        ]
        if not others:
            return step.description
        line = in_both_languages(lambda: facilitators_text(others)).to(self.wanted.language)
        return f"{step.description}\n{line}".strip()


def side_by_side(steps: Sequence[ArrivedStep]) -> list[list[ArrivedStep]]:
    """The steps of a day in the order of time; those that run beside each other together."""
    found: list[list[ArrivedStep]] = []
    over = 0
    for step in sorted(steps, key=lambda one: one.start):
        last = found[-1] if found else []
        apart = last and step.start < over and _beside(last, step)
        if apart:
            last.append(step)
            over = max(over, step.start + step.minutes)
        else:
            found.append([step])
            over = step.start + step.minutes
    return found


def _beside(group: Sequence[ArrivedStep], step: ArrivedStep) -> bool:
    """Whether a step that begins before the ones ahead are over is beside them, not written wrong."""
    rooms = {one.room for one in group if one.room}
    return (
        any(one.start == step.start and one.minutes and step.minutes for one in group)
        or bool(step.beside)
        or bool(step.room and rooms and step.room not in rooms)
        or bool(step.room in rooms and len(group) > 1)
    )


def _strands(group: Sequence[ArrivedStep]) -> list[list[ArrivedStep]]:
    """The group's steps, those of one room that follow each other in one strand."""
    found: list[list[ArrivedStep]] = []
    for step in group:
        fits = [one for one in found if one[-1].start + one[-1].minutes <= step.start]
        same = next((one for one in fits if step.room and one[-1].room == step.room), None)
        same = same or next((one for one in fits if not step.room or not one[-1].room), None)
        if same is None:
            found.append([step])
        else:
            same.append(step)
    return found
