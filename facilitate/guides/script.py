"""From agenda, techniques, café, team and objectives to the guide: who does and says what at which minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..cafe.rounds import rounds, total
from ..lib.clock import after_midnight
from ..lib.text import Words
from ..techniques.technique import Technique
from .guide import (
    Guide,
    GuideCafe,
    GuideDay,
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
    from ..agenda.models import Step
    from ..agenda.queries import ProgrammeDay, ProgrammeStep
    from ..cafe.queries import CafePlan
    from ..events.models import Event, Member, Objective

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
    objectives: Sequence[Objective],
    team: Sequence[Member],
    language: str,
    today: date,
) -> Guide:
    """The guide in one language (`en` or `sq`); a wording that is missing in it is taken from the other one.

    `cafes` by step id, `shelf` by technique key. Whatever is missing becomes a hole, never an error.
    """
    days: list[GuideDay] = []
    count = 0
    for number, one in enumerate(programme, 1):
        steps = [
            _step(step, one.day.on, count + n, cafes, shelf, language) for n, step in enumerate(one.steps, 1)
        ]
        count += len(steps)
        start, planned = after_midnight(one.day.starts), after_midnight(one.day.planned_end)
        start = steps[0].start if steps else start
        days.append(GuideDay(number, one.day.on, start, one.end, planned, one.over if steps else 0, steps))
    return Guide(
        language=language,
        title=event.title.to(language),
        goal=event.goal.to(language),
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


def scaled(shares: Sequence[float], minutes: int) -> list[tuple[int, int]]:
    """(offset, minutes) of each share of a step of `minutes`: whole minutes that add up exactly."""
    whole = sum(shares) or 1
    ends, so_far = [0], 0.0
    for share in shares:
        so_far += share
        ends.append(round(so_far / whole * minutes))
    return [(start, end - start) for start, end in zip(ends, ends[1:], strict=False)]


def _step(
    one: ProgrammeStep,
    on: date,
    number: int,
    cafes: Mapping[int, CafePlan],
    shelf: Mapping[str, Technique],
    language: str,
) -> GuideStep:
    step, technique = one.step, shelf.get(one.step.technique)
    plan = cafes.get(step.id)
    lines = _lines(step, one.start, technique, plan is not None, language)
    found = _holes(one, technique, plan, bool(lines), language)
    title = step.title.to(language)
    return GuideStep(
        id=step.id,
        number=number,
        kind=step.kind.value,
        start=one.start,
        end=one.end,
        minutes=step.minutes,
        title=title,
        aim=step.aim.to(language),
        technique=technique.name.to(language) if technique else "",
        technique_key=step.technique if technique else "",
        lead=step.lead.name if step.lead else "",
        lead_id=step.lead.id if step.lead else 0,
        supporters=[member.name for member in one.supporters],
        supporter_ids=[member.id for member in one.supporters],
        room=step.room,
        setting=technique.room.to(language) if technique else "",
        objectives=[_objective(objective, language) for objective in one.objectives],
        lines=lines,
        materials=_materials(step, technique, language),
        helper=technique.helper.to(language) if technique else "",
        notes=technique.notes.to(language) if technique else "",
        close=technique.close.to(language) if technique else "",
        cafe=_cafe(plan, one.start, language) if plan else None,
        holes=[Hole(lack, detail, step.id, number, title, on) for lack, detail in found],
    )


def _lines(
    step: Step, start: int, technique: Technique | None, is_cafe: bool, language: str
) -> list[ScriptLine]:
    """The step's own words first; what it leaves empty comes from the technique, scaled to its minutes.

    A café's times stand in its rounds, so that its lines carry none.
    """
    do, say = step.do.to(language), step.say.to(language)
    own = [ScriptLine(start, step.minutes, None, do, say)] if do or say else []
    if technique is None or (do and say):
        return own
    marks = scaled([part.share for part in technique.steps], step.minutes)
    timed = step.minutes > 0 and not is_cafe
    lines = [
        ScriptLine(
            start + offset if timed else None, minutes if timed else 0, part.speaks,
            "" if do else part.do.to(language), "" if say else part.say.to(language),
        )
        for part, (offset, minutes) in zip(technique.steps, marks, strict=True)
    ]  # fmt: skip
    whole = [ScriptLine(None, 0, None, do, say)] if own else []
    return [*whole, *(line for line in lines if line.do or line.say)]


def _materials(step: Step, technique: Technique | None, language: str) -> list[GuideMaterial]:
    own = [line.strip() for line in step.materials.to(language).splitlines() if line.strip()]
    if own or technique is None:
        return [GuideMaterial(line) for line in own]
    return [GuideMaterial(one.text.to(language), one.quantity, one.per) for one in technique.materials]


def _cafe(plan: CafePlan, start: int, language: str) -> GuideCafe:
    cafe = plan.cafe
    turns = [
        GuideRound(turn.number, turn.start, turn.end, turn.end + cafe.move)
        for turn in rounds(start, cafe.rounds, cafe.minutes, cafe.move)
    ]
    end = start + total(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    tables = [
        GuideTable(table.number, table.question.to(language), _host(table), table.seats)
        for table in plan.tables
    ]
    return GuideCafe(turns, end - cafe.harvest, end, tables)


def _host(table: object) -> str:
    host = getattr(table, "host", None)
    return str(host.name if host else getattr(table, "host_name", ""))


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


def _holes(
    one: ProgrammeStep, technique: Technique | None, plan: CafePlan | None, has_script: bool, language: str
) -> list[tuple[Lack, str]]:
    """What one step still lacks, with a detail where it helps to find it."""
    step, works = one.step, one.step.kind.value in WORKING
    found = [
        (Lack.LEAD, "", step.kind.value in LED and step.lead is None),
        (Lack.TECHNIQUE, "", works and not step.technique),
        (Lack.SHELF, step.technique, bool(step.technique) and technique is None),
        (Lack.MINUTES, "", step.minutes == 0 and step.kind.value != "note"),
        (Lack.OVERLAP, "", one.gap < 0),
        (Lack.SCRIPT, "", works and not has_script),
        (Lack.CAFE, "", step.kind.value == "cafe" and (plan is None or not plan.tables)),
        (Lack.LANGUAGE, "", _other_language(step, language)),
    ]
    if plan is not None:
        cafe = _cafe(plan, one.start, language)
        unhosted = ", ".join(str(table.number) for table in cafe.tables if not table.host)
        unasked = ", ".join(str(table.number) for table in cafe.tables if not table.question)
        found += [
            (Lack.CAFE_TIME, "", cafe.harvest_end > one.end),
            (Lack.QUESTION, unasked, bool(unasked)),
            (Lack.HOST, unhosted, bool(unhosted)),
        ]
    return [(lack, detail) for lack, detail, missing in found if missing]


def _other_language(step: Step, language: str) -> bool:
    """Whether a wording of the step is there in the other language only."""
    texts: list[Words] = [step.title, step.aim, step.do, step.say, step.materials]
    return any(text and not (text.sq if language == "sq" else text.en) for text in texts)
