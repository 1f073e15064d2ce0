"""From agenda, techniques, café, team and objectives to the guide: who does and says what at which minute.

A step's own words come before those of its technique, which are scaled to the step's minutes. All times are
minutes after midnight, wall time of the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from ..agenda.scaling import scaled
from ..cafe.floor import Floor
from ..cafe.rounds import total
from ..lib.text import Words
from ..techniques.technique import Technique
from .guide import (
    Guide,
    GuideCafe,
    GuideDay,
    GuideGroup,
    GuideMaterial,
    GuideObjective,
    GuidePerson,
    GuideRound,
    GuideStep,
    GuideTable,
    Hole,
    Lack,
    ScriptLine,
)

if TYPE_CHECKING:  # read only: the script asks these for their values and for nothing else
    from ..agenda.plan import PlanStep
    from ..agenda.queries import ProgrammeDay, ProgrammeStep, ProgrammeStrand
    from ..cafe.queries import CafePlan
    from ..events.models import Event, Goal, Member, Objective

WORKING = frozenset({"plenary", "talk", "panel", "group", "cafe"})
"""Kinds of steps in which the group works: they need a technique and words to say."""
LED = WORKING | {"registration"}
"""Kinds of steps that somebody has to lead."""
FACILITATORS = frozenset({"lead_facilitator", "facilitator"})


def script(
    event: Event,
    programme: Sequence[ProgrammeDay],
    cafes: Mapping[int, CafePlan],
    shelf: Mapping[str, Technique],
    goals: Sequence[Goal],
    objectives: Sequence[Objective],
    team: Sequence[Member],
    language: str,
    today: date,
) -> Guide:
    """The guide in one language (`en` or `sq`); a wording that is missing in it is taken from the other one.

    `cafes` by step id, `shelf` by technique key. Whatever is missing becomes a hole, never an error.
    """
    days = _days(programme, cafes, shelf, language)
    return Guide(
        language=language,
        title=event.title.to(language),
        goals=[goal.text.to(language) for goal in goals],
        description=event.description.to(language),
        first_day=event.first_day,
        last_day=event.last_day,
        place=", ".join(dict.fromkeys(part for part in (event.venue, event.town) if part)),
        expected=event.expected,
        made_on=today,
        objectives=[_objective(objective, language) for objective in objectives],
        team=[_person(member, days) for member in team],
        days=days,
        holes=[
            *_event_holes(objectives, team, days),
            *(hole for d in days for s in d.steps for hole in s.holes),
        ],
    )


def _days(
    programme: Sequence[ProgrammeDay],
    cafes: Mapping[int, CafePlan],
    shelf: Mapping[str, Technique],
    language: str,
) -> list[GuideDay]:
    """The days; steps are numbered through all of them. A day without steps is over no time."""
    days: list[GuideDay] = []
    numbers = count(1)
    for number, one in enumerate(programme, 1):
        steps = [
            _step(
                step,
                one.day.on,
                next(numbers),
                shelf.get(step.step.technique),
                cafes.get(step.step.id),
                language,
            )
            for step in one.steps
        ]
        start = steps[0].start if steps else one.day.starts
        days.append(GuideDay(number, one.day.on, start, one.end, one.over if steps else 0, steps))
    return days


def _step(
    one: ProgrammeStep,
    on: date,
    number: int,
    technique: Technique | None,
    plan: CafePlan | None,
    language: str,
) -> GuideStep:
    step, title = one.step, one.step.title.to(language)
    cafe = _cafe(plan, one.start, language) if plan else None
    shown = None if one.holds else technique  # what a block holds says it step by step
    lines = _lines(step, one.start, one.minutes, shown, cafe is not None, language)
    lacking = [*_lacking(one, technique, bool(lines), language), *_lacking_at_tables(step, cafe, one.end)]
    return GuideStep(
        id=step.id,
        number=number,
        kind=step.kind.value,
        start=one.start,
        end=one.end,
        minutes=one.minutes,
        title=title,
        aim=step.aim.to(language),
        technique=technique.name.to(language) if technique else "",
        technique_key=step.technique if technique else "",
        lead=one.lead.name if one.lead else "",
        lead_id=one.lead.id if one.lead else 0,
        supporters=[member.name for member in one.supporters],
        supporter_ids=[member.id for member in one.supporters],
        room=one.room,
        setting=technique.room.to(language) if technique else "",
        objectives=[_objective(objective, language) for objective in one.objectives],
        lines=lines,
        materials=_materials(step, technique, language),
        helper=technique.helper.to(language) if technique else "",
        notes=technique.notes.to(language) if technique else "",
        close=technique.close.to(language) if technique else "",
        cafe=cafe,
        note_taker=one.note_taker.name if one.note_taker else "",
        groups=[_group(group, language) for group in one.beside],
        holes=[Hole(lack, detail, step.id, number, title, on) for lack, detail in lacking],
    )


def _lines(
    step: PlanStep, start: int, length: int, technique: Technique | None, is_cafe: bool, language: str
) -> list[ScriptLine]:
    """The step's own words first; what it leaves empty comes from the technique, scaled to its minutes.

    A café's times stand in its rounds, so that its lines carry none.
    """
    do, say = step.do.to(language), step.say.to(language)
    own = [ScriptLine(start, length, None, do, say)] if do or say else []
    if technique is None or (do and say):
        return own
    marks = scaled([part.share for part in technique.steps], length)
    timed = length > 0 and not is_cafe
    lines = [
        ScriptLine(
            start + offset if timed else None, minutes if timed else 0, part.speaks,
            "" if do else part.do.to(language), "" if say else part.say.to(language),
        )
        for part, (offset, minutes) in zip(technique.steps, marks, strict=True)
    ]  # fmt: skip
    whole = [ScriptLine(None, 0, None, do, say)] if own else []
    return [*whole, *(line for line in lines if line.do or line.say)]


def _materials(step: PlanStep, technique: Technique | None, language: str) -> list[GuideMaterial]:
    if step.materials or technique is None:
        return [GuideMaterial(one.text.to(language), one.quantity, one.per) for one in step.materials]
    return [GuideMaterial(one.text.to(language), one.quantity, one.per) for one in technique.materials]


def _group(one: ProgrammeStrand, language: str) -> GuideGroup:
    return GuideGroup(
        one.strand.name.to(language), one.room, one.lead.name if one.lead else "",
        one.note_taker.name if one.note_taker else "", one.strand.people,
    )  # fmt: skip


def _cafe(plan: CafePlan, start: int, language: str) -> GuideCafe:
    cafe, floor = plan.cafe, Floor(plan.cafe, plan.tables, {})
    turns = [
        GuideRound(
            turn.number, start + turn.start, start + turn.end, start + turn.end + cafe.move,
            floor.round_questions[turn.number - 1].to(language),
        )
        for turn in floor.times
    ]  # fmt: skip
    end = start + total(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    tables = [
        GuideTable(
            table.number, table.question.to(language), plan.hosts.get(table.id) or floor.host_of(table), table.seats,
            table.name.to(language), floor.note_taker_of(table),
            all(floor.question(table, turn.number) for turn in turns),
        )
        for table in plan.tables
    ]  # fmt: skip
    return GuideCafe(turns, end - cafe.harvest, end, tables)


def _objective(objective: Objective, language: str) -> GuideObjective:
    return GuideObjective(objective.code, objective.text.to(language), objective.result.to(language))


def _person(member: Member, days: Sequence[GuideDay]) -> GuidePerson:
    steps = [step for day in days for step in day.steps]
    return GuidePerson(
        member.name,
        member.role,
        [step.number for step in steps if step.lead_id == member.id],
        [step.number for step in steps if member.id in step.supporter_ids],
    )


def _event_holes(
    objectives: Sequence[Objective], team: Sequence[Member], days: Sequence[GuideDay]
) -> list[Hole]:
    """What the event as a whole still lacks."""
    holes = [] if objectives else [Hole(Lack.OBJECTIVES)]
    if not any(member.role in FACILITATORS for member in team):
        holes.append(Hole(Lack.FACILITATOR))
    return [*holes, *(Hole(Lack.STEPS, str(day.number)) for day in days if not day.steps)]


def _lacking(
    one: ProgrammeStep, technique: Technique | None, has_script: bool, language: str
) -> list[tuple[Lack, str]]:
    """What a step lacks, with a detail where it helps to find it."""
    step, works = one.step, one.step.kind.value in WORKING and not one.holds
    found = [
        (Lack.LEAD, "", step.kind.value in LED and one.lead is None and not one.strands),
        (Lack.TECHNIQUE, "", works and not step.technique and not (one.inside and one.inside.technique)),
        (Lack.SHELF, step.technique, bool(step.technique) and technique is None),
        (Lack.MINUTES, "", one.minutes == 0 and step.kind.value != "note"),
        (Lack.OVERLAP, "", one.gap < 0),
        (Lack.SCRIPT, "", works and not has_script),
        (Lack.LANGUAGE, "", _other_language(step, language)),
    ]
    return [(lack, detail) for lack, detail, missing in found if missing]


def _lacking_at_tables(step: PlanStep, cafe: GuideCafe | None, end: int) -> list[tuple[Lack, str]]:
    """What a café lacks in a step that ends at `end`; the details are numbers of tables."""
    tables = cafe.tables if cafe else []
    unasked = ", ".join(str(table.number) for table in tables if not table.asked)
    unhosted = ", ".join(str(table.number) for table in tables if not table.host)
    found = [
        (Lack.CAFE, "", step.kind.value == "cafe" and not tables),
        (Lack.CAFE_TIME, "", cafe is not None and cafe.harvest_end > end),
        (Lack.QUESTION, unasked, bool(unasked)),
        (Lack.HOST, unhosted, bool(unhosted)),
    ]
    return [(lack, detail) for lack, detail, missing in found if missing]


def _other_language(step: PlanStep, language: str) -> bool:
    """Whether a wording of the step is there in the other language only."""
    texts: list[Words] = [step.title, step.aim, step.do, step.say, *(one.text for one in step.materials)]
    return any(text and not (text.sq if language == "sq" else text.en) for text in texts)
