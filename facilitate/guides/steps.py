"""One step of the guide: its own words first, then those of its technique, scaled to its minutes.

All times are minutes after midnight, wall time of the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..agenda.group_forms import GroupCompany
from ..agenda.headcount import people_at_step, tables_at
from ..agenda.kinds import StepKind
from ..agenda.numbering import StepNumber
from ..agenda.shopping import materials_of, times_counted
from ..cafe.floor import CafeFloor
from ..cafe.printing.papers import table_link
from ..cafe.rounds import total_minutes
from ..lib.shares import scale_shares
from ..techniques.technique import Technique
from ..web.i18n import label_of
from . import lacking
from .differing import cafe_discrepancies
from .guide import (
    GuideCafe,
    GuideGroup,
    GuideMaterial,
    GuideObjective,
    GuideRound,
    GuideStep,
    GuideTable,
    GuideTrouble,
    Hole,
    ScriptLine,
)
from .keeping_time import (
    DayAhead,
    NextStepGlimpse,
    is_team_only,
    late_advice,
    room_setting_text,
    spare_time_advice,
    transition_words,
)

if TYPE_CHECKING:  # read only: these are asked for their values and for nothing else
    from ..agenda.plan import Plan, PlanStep
    from ..agenda.programmes import ProgrammeStep, ProgrammeStrand
    from ..cafe.queries import CafePlan
    from ..events.models import Objective


@dataclass(frozen=True)
class StepContext:
    """What a step is told with: the agenda it stands in, the shelf, how many are expected, where objectives come from.

    `sources`: an objective's provenance in words, by its id. `cafes` by the id of their step. `heads` notes are taken under, by
    kind of step, where one has its own.
    """

    plan: Plan
    expected: int
    shelf: Mapping[str, Technique]
    cafes: Mapping[int, CafePlan]
    language: str
    sources: Mapping[int, str] = field(default_factory=dict)
    heads: Mapping[str, Sequence[str]] = field(default_factory=dict)


def guide_step(
    one: ProgrammeStep,
    on: date,
    around: StepContext,
    following: NextStepGlimpse | None,
    tomorrow: DayAhead | None,
    inside: Sequence[tuple[StepNumber, int]],
) -> GuideStep:
    """The step as the guide tells it. `inside`: (number, strand id or 0) of the steps it holds."""
    step, language = one.step, around.language
    technique, plan = around.shelf.get(step.technique), around.cafes.get(step.id)
    cafe = guide_cafe_of(plan, one.start, language) if plan else None
    shown = None if one.holds else technique  # what a block holds says it step by step
    lines = script_lines_of(
        step,
        one.start,
        length=one.minutes,
        technique=shown,
        is_cafe=cafe is not None and (step.kind is StepKind.CAFE or len(cafe.rounds) > 1),
        language=language,
    )
    people = people_at_step(around.plan, step, around.expected)
    materials = [] if one.holds else _materials(around.plan.steps.get(step.id, step), around)
    lacks = [
        *lacking.holes_in_step(one, technique, bool(lines), language),
        *lacking.holes_at_tables(step, cafe, one.end),
        *cafe_discrepancies(step, cafe, people, materials),
    ]
    title, kind = step.title.to(language) or label_of(step.kind), step.kind.value
    leads_on = (
        ""
        if one.holds or (is_team_only(step) and not step.transition)
        else step.transition.to(language) or transition_words(kind, one.room, following, tomorrow)
    )
    return GuideStep(
        id=step.id,
        number=one.number,
        kind=kind,
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
        setting=room_setting_text(None if step.kind is StepKind.CAFE else technique, language),
        objectives=[guide_objective_of(objective, around) for objective in one.objectives],
        lines=lines,
        materials=materials,
        helper=step.helper.to(language) or (technique.helper.to(language) if technique else ""),
        notes=step.notes.to(language) or (technique.notes.to(language) if technique else ""),
        close=technique.close.to(language) if technique else "",
        cafe=cafe,
        note_taker=one.note_taker.name if one.note_taker else "",
        note_taker_id=one.note_taker.id if one.note_taker else 0,
        groups=[_group(group, inside, language) for group in one.beside],
        holes=[
            Hole(
                lack=lack,
                detail=detail,
                step_id=step.id,
                number=one.number,
                title=title,
                on=on,
                kind=kind,
            )
            for lack, detail in lacks
        ],
        holds=one.holds,
        session=one.inside.title.to(language) if one.inside else "",
        group=one.strand.name.to(language) if one.strand else "",
        people=people,
        tables=tables_at(around.plan, around.plan.steps.get(step.id, step), around.expected),
        layout=technique.layout if technique else None,
        speakers=[speaker.name for speaker in step.speakers],
        transition=leads_on,
        late=""
        if one.holds
        else step.late.to(language) or late_advice(kind, one.minutes, technique, language),
        spare=""
        if one.holds
        else step.spare.to(language) or spare_time_advice(kind, technique, language),
        etiquette=[rule.to(language) for rule in shown.etiquette] if shown else [],
        troubles=_troubles(shown, language),
        rewritten=bool(
            step.script or step.helper or step.notes or step.transition or step.late or step.spare
        ),
        internal=step.internal,
        heads=list(around.heads.get(kind, ())),
    )


def script_lines_of(
    step: PlanStep,
    start: int,
    length: int,
    technique: Technique | None,
    is_cafe: bool,
    language: str,
) -> list[ScriptLine]:
    """The script the team has written; else the agenda's words first, and what they leave empty from the technique.

    Both are scaled to the step's minutes. A café's times stand in its rounds, so that its lines carry none.
    """
    do, say = step.do.to(language), step.say.to(language)
    written = bool(step.script)
    own = (
        [ScriptLine(at=start, minutes=length, speaks=None, do=do, say=say)]
        if (do or say) and not written
        else []
    )
    if not written and (technique is None or (do and say)):
        return own
    if written:
        shares = [part.minutes for part in step.script]
        parts = [(part.speaks, part.do.to(language), part.say.to(language)) for part in step.script]
    else:
        assert technique is not None
        shares = [part.share for part in technique.steps]  # type: ignore[misc]
        parts = [
            (part.speaks, "" if do else part.do.to(language), "" if say else part.say.to(language))
            for part in technique.steps
        ]
    timed = length > 0 and (written or not is_cafe) and any(shares)
    marks = scale_shares(shares, length)
    lines = [
        ScriptLine(
            at=start + offset if timed else None,
            minutes=minutes if timed else 0,
            speaks=speaks,
            do=line_do,
            say=line_say,
        )
        for (speaks, line_do, line_say), (offset, minutes) in zip(parts, marks, strict=True)
    ]
    whole = [ScriptLine(at=None, minutes=0, speaks=None, do=do, say=say)] if own else []
    return [*whole, *(line for line in lines if line.do or line.say)]


def guide_objective_of(objective: Objective, around: StepContext) -> GuideObjective:
    """An objective in words, with where it comes from."""
    text, result = objective.text.to(around.language), objective.result.to(around.language)
    return GuideObjective(objective.code, text, result, around.sources.get(objective.id, ""))


def guide_cafe_of(plan: CafePlan, start: int, language: str) -> GuideCafe:
    """The rounds, harvest and tables of a café that begins at `start`."""
    cafe, floor = plan.cafe, CafeFloor(plan.cafe, plan.tables, {})
    turns = [
        GuideRound(
            number=turn.number,
            start=start + turn.start,
            end=start + turn.end,
            moved=start + turn.end + cafe.move,
            question=floor.round_questions[turn.number - 1].to(language),
        )
        for turn in floor.times
    ]
    end = start + total_minutes(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    tables = [
        GuideTable(
            number=table.number,
            question=table.question.to(language),
            host=plan.hosts.get(table.id) or floor.host_of(table),
            seats=table.seats,
            name=with_room(table.name.to(language), plan.rooms.get(table.id, "")),
            note_taker=floor.note_taker_of(table),
            asked=all(floor.question(table, turn.number) for turn in turns),
            host_id=table.host_id or 0 if not plan.hosts.get(table.id) else 0,
            note_taker_id=table.note_taker_id or 0,
            link=table_link(table),
            room=plan.rooms.get(table.id, ""),
            in_room=table.place != "online",
        )
        for table in plan.tables
    ]
    stays = cafe.rounds == 1 or cafe.company is GroupCompany.SAME
    return GuideCafe(
        turns,
        harvest_start=end - cafe.harvest,
        harvest_end=end,
        tables=tables,
        stays=stays,
        alike=bool(cafe.alike),
        moving=plan.moving,
    )


def with_room(name: str, room: str) -> str:
    """`Berat · Library`: what a table or group is called, with its own room if it has one."""
    return " · ".join(filter(None, (name, room)))


def _materials(step: PlanStep, around: StepContext) -> list[GuideMaterial]:
    return [
        GuideMaterial(
            one.text.to(around.language),
            one.quantity,
            one.per,
            one.quantity * times_counted(around.plan, step, one.per, around.expected)
            if one.quantity
            else 0,
        )
        for one in materials_of(step, around.shelf)
    ]


def _group(
    one: ProgrammeStrand, inside: Sequence[tuple[StepNumber, int]], language: str
) -> GuideGroup:
    return GuideGroup(
        name=one.strand.name.to(language),
        room=one.room,
        lead=one.lead.name if one.lead else "",
        note_taker=one.note_taker.name if one.note_taker else "",
        people=one.strand.people,
        steps=[number for number, strand in inside if strand == one.strand.id],
        lead_id=one.lead.id if one.lead else 0,
        note_taker_id=one.note_taker.id if one.note_taker else 0,
    )


def _troubles(technique: Technique | None, language: str) -> list[GuideTrouble]:
    rows = technique.troubles if technique else []
    return [GuideTrouble(row.trouble.to(language), row.remedy.to(language)) for row in rows]
