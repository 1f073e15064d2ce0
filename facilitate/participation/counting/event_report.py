"""The report of one event: asked of the database, in the language spoken now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...events.models import Event
from ...web.i18n import _, _n, pick_wording
from . import families, heads, tallies
from .disclosure import round_for_outside
from .heads import GOVERNMENT
from .report import (
    BlockKey,
    FamilyAtom,
    FiguresBlock,
    FiguresColumn,
    FiguresReport,
    FiguresRow,
    FiguresStage,
    FlowStep,
    TableFamily,
)
from .stages import When, count_flow
from .tables import RowHead, build_block
from .tallies import CountedLand, CountedOffice, EventCounts
from .wording import figures_sentence, missing_counties_text, stage_name, with_denominators

TOP = 10
"""Organisations named in the table of one event, if more than one person is of them; the others are one row."""
STAGES = (FlowStep.INVITED, FlowStep.CONFIRMED, FlowStep.ATTENDED)


def report_of_event(
    event: Event,
    today: date,
    government: Sequence[str] = GOVERNMENT,
    land: CountedLand | None = None,
    counts: EventCounts | None = None,
) -> FiguresReport:
    """All figures of one event. `government` says what is counted as it.

    `counts`: what was counted already, for the same figures in another language; then nothing is asked.
    """
    counts = counts or EventCounts(event, today, land)
    land, offices, now = counts.land, counts.offices, counts.now
    flow = count_flow(((row.standing, row.walk_in, row.was, row.people) for row in offices), now)
    stages, so_far = stages_to_show(flow), now is When.DURING
    width, columns = len(stages), [_column(one, so_far) for one in stages]
    people = tallies.counts_by_stage(counts.people, stages, now)
    found = [
        families.office_family(
            land, tallies.counts_by_stage(offices, stages, now), width, government
        ),
        families.place_family(land, tallies.counts_by_stage(counts.places, stages, now), width),
        families.role_family(people, width),
        families.gender_family(people, width, 1),
        families.returning_family(people, width, 2),
        _returning_offices(counts.organisations, stages),
    ]
    named, organisations = _organisations(counts.organisations, stages, columns)
    blocks = [
        flow_block(flow, so_far),
        *families.family_blocks(found, columns, land, government),
        organisations,
    ]
    told = tuple(sorted(blocks, key=lambda block: list(BlockKey).index(block.key)))
    report = round_for_outside(
        FiguresReport(
            title=pick_wording(event.title), sentence="", blocks=told, families=(*found, named)
        )
    )
    return replace(
        report,
        sentence=figures_sentence(report.blocks),
        changes=tuple(filter(None, [missing_counties_text(report.blocks)])),
    )


def _column(stage: FiguresStage, so_far: bool) -> FiguresColumn:
    here = so_far and stage is FiguresStage.ATTENDED
    return FiguresColumn(stage.value, stage_name(stage, here), None, stage=stage, so_far=here)


def stages_to_show(flow: dict[FlowStep, int]) -> tuple[FiguresStage, ...]:
    """The stages that say something: before the event nobody attended; of a list of who attended the others say no more."""
    if not flow[FlowStep.ATTENDED]:
        return FiguresStage.INVITED, FiguresStage.CONFIRMED
    same = (
        flow[FlowStep.INVITED] == flow[FlowStep.CONFIRMED] == flow[FlowStep.CAME]
        and not flow[FlowStep.WALK_IN]
    )
    return (FiguresStage.ATTENDED,) if same else tuple(FiguresStage)


def flow_block(flow: dict[FlowStep, int], so_far: bool = False) -> FiguresBlock:
    """The way from the invitation to the room, as one column. Before the event nobody has attended, nor is anybody absent."""
    rows = tuple(
        FiguresRow(
            step.value,
            heads.step_name(step, so_far),
            (flow[step],),
            (None,),
            together=step in STAGES,
        )
        for step in FlowStep
        if step in STAGES[: 3 if flow[FlowStep.ATTENDED] else 2]
        or (flow[step] and (flow[FlowStep.ATTENDED] or step is not FlowStep.ABSENT))
    )
    column = FiguresColumn("people", _("People"), flow[FlowStep.INVITED])
    return FiguresBlock(
        BlockKey.FLOW, heads.table_title(BlockKey.FLOW), (column,), rows, adds_up=False
    )


def _organisations(
    offices: Sequence[CountedOffice],
    stages: Sequence[FiguresStage],
    columns: Sequence[FiguresColumn],
) -> tuple[TableFamily, FiguresBlock]:
    """The organisations with the most people by name, the rest as one row."""
    there = [one for one in offices if any(one.people[stage] for stage in stages)]
    order = sorted(
        there, key=lambda one: (*(-one.people[stage] for stage in reversed(stages)), one.name)
    )
    order = [one for one in order if max(one.people[stage] for stage in stages) > 1][:TOP]
    keys = {one.number: f"o{one.number}" for one in order}
    left = len(there) - len(order)
    found = [RowHead(keys[one.number], one.name) for one in order]
    found.append(
        RowHead("others", _n("%(num)d other organisation", "%(num)d other organisations", left))
    )
    counts: dict[str, list[int]] = {}
    for one in there:
        row = counts.setdefault(keys.get(one.number, "others"), [0] * len(stages))
        for place, stage in enumerate(stages):
            row[place] += one.people[stage]
    key = BlockKey.ORGANISATION
    named = TableFamily(
        (key,), tuple(FamilyAtom(((row,),), tuple(n)) for row, n in sorted(counts.items()))
    )
    return named, with_denominators(
        build_block(key, heads.table_title(key), columns=columns, heads=found, one=named)
    )


def _returning_offices(
    offices: Sequence[CountedOffice], stages: Sequence[FiguresStage]
) -> TableFamily:
    """Organisations, each once, in the columns in which anybody of them counts."""
    people = (
        ((one.before,), [place for place, stage in enumerate(stages) if one.people[stage]], 1)
        for one in offices
    )
    return families.returning_family(people, len(stages), 0, BlockKey.RETURNING_OFFICES)
