"""The report of one event, and of several side by side: asked of the database, in the language spoken now."""

from collections.abc import Sequence
from typing import Any

from ...events.models import Event
from ...i18n import _, _n, words
from . import gathering, heads
from .gathering import Counted, Land
from .heads import GOVERNMENT
from .report import Block, BlockKey, Column, Family, Report, Row, Stage, Step
from .stages import flow_of
from .tables import UNKNOWN, Head, block_of, family
from .wording import changes_of, denominators, never_there, sentence_of, stage_name

TOP = 10
"""Organisations named in the table of one event, if more than one person is of them; the others are one row."""
OFFICES = (BlockKey.SECTOR, BlockKey.LEVEL, BlockKey.KIND)
PLACES = (BlockKey.COUNTY, BlockKey.REGION, BlockKey.PLACE)
PEOPLE = (BlockKey.ROLE, BlockKey.GENDER, BlockKey.RETURNING)
USUAL = (BlockKey.SECTOR, BlockKey.PLACE, BlockKey.COUNTY)
"""The tables across events unless others are asked for."""


def report_of(event: Event, government: Sequence[str] = GOVERNMENT, land: Land | None = None) -> Report:
    """All figures of one event: six statements. `government` says what government together is."""
    land = land or Land()
    offices = gathering.offices([event.id])
    flow = flow_of((row.standing, row.walk_in, row.people) for row in offices)
    stages = shown(flow)
    columns = [Column(one.value, stage_name(one), None, stage=one) for one in stages]
    people = gathering.by_person([event.id])
    families = [
        _of_offices(land, gathering.staged(offices, stages), len(stages), government),
        _of_places(land, gathering.staged(gathering.by_place([event.id]), stages), len(stages)),
        *_of_people(gathering.staged(people, stages), len(stages)),
    ]
    blocks = [flow_block(flow), *_blocks(families, columns, land, government)]
    named, returning = _organisations(gathering.by_organisation([event.id]), stages, columns)
    blocks = sorted([*blocks, named[1], returning[1]], key=lambda block: list(BlockKey).index(block.key))
    told = tuple(block for block in blocks if block.key is not BlockKey.GENDER or _is_known(block))
    return Report(
        title=words(event.title),
        sentence=sentence_of(told),
        blocks=told,
        changes=tuple(filter(None, [never_there(told)])),
        families=(*families, named[0], returning[0]),
    )


def shown(flow: dict[Step, int]) -> tuple[Stage, ...]:
    """The stages that say something: before the event nobody attended; of a list of who attended the others say no more."""
    if not flow[Step.ATTENDED]:
        return Stage.INVITED, Stage.CONFIRMED
    same = flow[Step.INVITED] == flow[Step.CONFIRMED] == flow[Step.CAME] and not flow[Step.WALK_IN]
    return (Stage.ATTENDED,) if same else tuple(Stage)


def report_across(
    events: Sequence[Event],
    keys: Sequence[BlockKey] = USUAL,
    government: Sequence[str] = GOVERNMENT,
    land: Land | None = None,
) -> Report:
    """Events side by side, each one column: who attended, and before anybody has, who says that they come."""
    land, ids = land or Land(), [event.id for event in events]
    offices = gathering.offices(ids)
    stages = gathering.stages_by_event(offices, ids)
    columns = [Column(event.slug, named(event), None, stage=stages[event.id]) for event in events]
    families = [_of_offices(land, gathering.beside(offices, stages), len(ids), government)]
    if set(keys) & set(PLACES):
        families.append(_of_places(land, gathering.beside(gathering.by_place(ids), stages), len(ids)))
    if set(keys) & set(PEOPLE):
        families += _of_people(gathering.beside(gathering.by_person(ids), stages), len(ids))
    found = {block.key: block for block in _blocks(families, columns, land, government)}
    blocks = tuple(found[key] for key in BlockKey if key in found and key in keys)
    return Report(
        title=_("Figures"),
        sentence=across_sentence(found[BlockKey.SECTOR]),
        blocks=blocks,
        changes=changes_of(found[BlockKey.SECTOR]),
        across=True,
        families=tuple(families),
    )


def across_sentence(sector: Block) -> str:
    """How many people are counted at how many events."""
    total = sum(column.total or 0 for column in sector.columns)
    if not total:
        return _("Nobody is counted yet.")
    people = _n("%(num)d person counted", "%(num)d people counted", total)
    return _n(
        "%(people)s at %(num)d event.", "%(people)s at %(num)d events.", len(sector.columns), people=people
    )


def named(event: Event) -> str:
    """An event's title, with the year where it does not say it itself."""
    title, year = words(event.title), str(event.first_day.year)
    return title if year in title else f"{title} {year}"


def flow_block(flow: dict[Step, int]) -> Block:
    """The way from the invitation to the room, as one column; shares are of those invited."""
    rows = tuple(
        Row(step.value, heads.step_name(step), (flow[step],), (None,), together=step in (Step.INVITED, Step.CONFIRMED, Step.ATTENDED))
        for step in Step
        if step in (Step.INVITED, Step.CONFIRMED, Step.ATTENDED)
        or (flow[step] and (flow[Step.ATTENDED] or step is not Step.ABSENT))  # before the event nobody is absent
    )  # fmt: skip
    column = Column("people", _("People"), flow[Step.INVITED])
    return Block(BlockKey.FLOW, heads.title_of(BlockKey.FLOW), (column,), rows, adds_up=False)


def _of_offices(land: Land, people: Any, width: int, government: Sequence[str]) -> Family:
    def rows_of(who: Any) -> Any:
        sector = land.sector_keys.get(who[0], UNKNOWN)
        also = ("government",) if sector in government else ()
        return (sector, *also), (str(who[2]),), (str(who[1]),)

    return family(OFFICES, width, people, rows_of)


def _of_places(land: Land, people: Any, width: int) -> Family:
    return family(PLACES, width, people, land.rows_of)


def _of_people(people: Sequence[Any], width: int) -> list[Family]:
    """Roles, gender and who is there again: three tables that tell nothing of each other."""
    return [
        family((BlockKey.ROLE,), width, people, lambda who: (tuple(who[0].split()),)),
        family((BlockKey.GENDER,), width, people, lambda who: (((str(who[1]) if who[1] else UNKNOWN),),)),
        family(
            (BlockKey.RETURNING,), width, people, lambda who: (("returning" if who[2] else "first_time",),)
        ),
    ]


def _blocks(
    families: Sequence[Family], columns: Sequence[Column], land: Land, government: Sequence[str]
) -> list[Block]:
    """Every table of these families."""
    rows: dict[BlockKey, Any] = {
        BlockKey.SECTOR: lambda: heads.sector_heads(land.sectors, government),
        BlockKey.LEVEL: heads.level_heads,
        BlockKey.KIND: heads.kind_heads,
        BlockKey.COUNTY: lambda: heads.county_heads(land.county_names),
        BlockKey.REGION: heads.region_heads,
        BlockKey.PLACE: heads.place_heads,
        BlockKey.ROLE: heads.role_heads,
        BlockKey.GENDER: heads.gender_heads,
        BlockKey.RETURNING: heads.returning_heads,
    }
    note = {BlockKey.ROLE: _("Several roles at once are possible: each counts, so the rows do not add up.")}
    return [
        denominators(
            block_of(
                key, heads.title_of(key), columns, rows[key](), one,
                adds_up=key is not BlockKey.ROLE, note=note.get(key, ""),
            )
        )
        for one in families
        for key in one.blocks
    ]  # fmt: skip


def _is_known(block: Block) -> bool:
    """Whether anybody's gender is known."""
    return any(column.total for column in block.columns)


Named = tuple[Family, Block]


def _organisations(
    rows: Sequence[Counted], stages: Sequence[Stage], columns: Sequence[Column]
) -> tuple[Named, Named]:
    """The organisations with the most people by name, the rest as one row; and how many are there again."""
    people = gathering.staged(rows, stages)
    counts: dict[Any, list[int]] = {}
    for who, places, number in people:
        row = counts.setdefault(who, [0] * len(stages))
        for place in places:
            row[place] += number
    order = sorted(counts, key=lambda who: (*(-n for n in reversed(counts[who])), who[1]))
    order = [who for who in order if max(counts[who]) > 1][:TOP]
    top = {who[0] for who in order}
    named_ = family(
        (BlockKey.ORGANISATION,),
        len(stages),
        people,
        lambda who: ((f"o{who[0]}" if who[0] in top else "others",),),
    )
    left = sum(1 for row in counts.values() if any(row)) - len(top)
    row_heads = [Head(f"o{who[0]}", who[1]) for who in order]
    row_heads.append(Head("others", _n("%(num)d other organisation", "%(num)d other organisations", left)))
    offices = family(
        (BlockKey.RETURNING_OFFICES,), len(stages),
        ((who, [place for place, n in enumerate(row) if n], 1) for who, row in counts.items()),
        lambda who: (("returning" if who[2] else "first_time",),),
    )  # fmt: skip
    first, second = BlockKey.ORGANISATION, BlockKey.RETURNING_OFFICES
    return (
        (named_, denominators(block_of(first, heads.title_of(first), columns, row_heads, named_))),
        (
            offices,
            denominators(block_of(second, heads.title_of(second), columns, heads.office_heads(), offices)),
        ),
    )
