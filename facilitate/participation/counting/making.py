"""The report of one event: asked of the database, in the language spoken now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...events.models import Event
from ...web.i18n import _, _n, words
from . import families, gathering, heads
from .gathering import Counts, Land, Office
from .heads import GOVERNMENT
from .judging import rounded
from .report import Atom, Block, BlockKey, Column, Family, Report, Row, Stage, Step
from .stages import When, flow_of
from .tables import Head, block_of
from .wording import denominators, never_there, sentence_of, stage_name

TOP = 10
"""Organisations named in the table of one event, if more than one person is of them; the others are one row."""
STAGES = (Step.INVITED, Step.CONFIRMED, Step.ATTENDED)


def report_of(
    event: Event,
    today: date,
    government: Sequence[str] = GOVERNMENT,
    land: Land | None = None,
    counts: Counts | None = None,
) -> Report:
    """All figures of one event: six statements, four where `land` is known. `government` says what is counted as it.

    `counts`: what was counted already, for the same figures in another language; then nothing is asked.
    """
    counts = counts or Counts(event, today, land)
    land, offices, now = counts.land, counts.offices, counts.now
    flow = flow_of(((row.standing, row.walk_in, row.was, row.people) for row in offices), now)
    stages, so_far = shown(flow), now is When.DURING
    width, columns = len(stages), [_column(one, so_far) for one in stages]
    people = gathering.staged(counts.people, stages, now)
    found = [
        families.of_offices(land, gathering.staged(offices, stages, now), width, government),
        families.of_places(land, gathering.staged(counts.places, stages, now), width),
        families.of_roles(people, width),
        families.of_genders(people, width, 1),
        families.of_returning(people, width, 2),
        _returning_offices(counts.organisations, stages),
    ]
    named, organisations = _organisations(counts.organisations, stages, columns)
    blocks = [
        flow_block(flow, so_far),
        *families.blocks_of(found, columns, land, government),
        organisations,
    ]
    told = tuple(sorted(blocks, key=lambda block: list(BlockKey).index(block.key)))
    report = rounded(
        Report(title=words(event.title), sentence="", blocks=told, families=(*found, named))
    )
    return replace(
        report,
        sentence=sentence_of(report.blocks),
        changes=tuple(filter(None, [never_there(report.blocks)])),
    )


def _column(stage: Stage, so_far: bool) -> Column:
    here = so_far and stage is Stage.ATTENDED
    return Column(stage.value, stage_name(stage, here), None, stage=stage, so_far=here)


def shown(flow: dict[Step, int]) -> tuple[Stage, ...]:
    """The stages that say something: before the event nobody attended; of a list of who attended the others say no more."""
    if not flow[Step.ATTENDED]:
        return Stage.INVITED, Stage.CONFIRMED
    same = flow[Step.INVITED] == flow[Step.CONFIRMED] == flow[Step.CAME] and not flow[Step.WALK_IN]
    return (Stage.ATTENDED,) if same else tuple(Stage)


def flow_block(flow: dict[Step, int], so_far: bool = False) -> Block:
    """The way from the invitation to the room, as one column. Before the event nobody has attended, nor is anybody absent."""
    rows = tuple(
        Row(
            step.value,
            heads.step_name(step, so_far),
            (flow[step],),
            (None,),
            together=step in STAGES,
        )
        for step in Step
        if step in STAGES[: 3 if flow[Step.ATTENDED] else 2]
        or (flow[step] and (flow[Step.ATTENDED] or step is not Step.ABSENT))
    )
    column = Column("people", _("People"), flow[Step.INVITED])
    return Block(BlockKey.FLOW, heads.title_of(BlockKey.FLOW), (column,), rows, adds_up=False)


def _organisations(
    offices: Sequence[Office], stages: Sequence[Stage], columns: Sequence[Column]
) -> tuple[Family, Block]:
    """The organisations with the most people by name, the rest as one row."""
    there = [one for one in offices if any(one.people[stage] for stage in stages)]
    order = sorted(
        there, key=lambda one: (*(-one.people[stage] for stage in reversed(stages)), one.name)
    )
    order = [one for one in order if max(one.people[stage] for stage in stages) > 1][:TOP]
    keys = {one.number: f"o{one.number}" for one in order}
    left = len(there) - len(order)
    found = [Head(keys[one.number], one.name) for one in order]
    found.append(
        Head("others", _n("%(num)d other organisation", "%(num)d other organisations", left))
    )
    counts: dict[str, list[int]] = {}
    for one in there:
        row = counts.setdefault(keys.get(one.number, "others"), [0] * len(stages))
        for place, stage in enumerate(stages):
            row[place] += one.people[stage]
    key = BlockKey.ORGANISATION
    named = Family((key,), tuple(Atom(((row,),), tuple(n)) for row, n in sorted(counts.items())))
    return named, denominators(
        block_of(key, heads.title_of(key), columns=columns, heads=found, one=named)
    )


def _returning_offices(offices: Sequence[Office], stages: Sequence[Stage]) -> Family:
    """Organisations, each once, in the columns in which anybody of them counts."""
    people = (
        ((one.before,), [place for place, stage in enumerate(stages) if one.people[stage]], 1)
        for one in offices
    )
    return families.of_returning(people, len(stages), 0, BlockKey.RETURNING_OFFICES)
