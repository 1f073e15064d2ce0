"""From people counted by the database to the tables of a report: which family they are, which rows, in which words."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ...web.i18n import _
from . import heads
from .report import BlockKey, FiguresBlock, FiguresColumn, TableFamily
from .tables import UNKNOWN, build_block, build_family
from .tallies import CountedLand
from .wording import with_denominators

CountedRows = Iterable[tuple[Any, Sequence[int], int]]
"""Who they are, the columns they count in, how many."""


def office_family(
    land: CountedLand, people: CountedRows, width: int, government: Sequence[str]
) -> TableFamily:
    """By sector, level and kind of office, of (sector, kind, level, …)."""
    blocks = (BlockKey.SECTOR, BlockKey.LEVEL, BlockKey.KIND)
    return build_family(
        blocks,
        width,
        people,
        lambda who: (_sector(land, who[0], government), (str(who[2]),), (str(who[1]),)),
    )


def place_family(land: CountedLand, people: CountedRows, width: int) -> TableFamily:
    """By county, group of counties and place, of (county, district)."""
    return build_family(
        (BlockKey.COUNTY, BlockKey.REGION, BlockKey.PLACE), width, people, land.rows_of
    )


def role_family(people: CountedRows, width: int, place: int = 0) -> TableFamily:
    """By role, several at once; `place` is where in who they are the roles stand."""
    return build_family((BlockKey.ROLE,), width, people, lambda who: (tuple(who[place].split()),))


def gender_family(people: CountedRows, width: int, place: int = 0) -> TableFamily:
    """By gender, where it is known."""
    return build_family(
        (BlockKey.GENDER,),
        width,
        people,
        lambda who: ((str(who[place]) if who[place] else UNKNOWN,),),
    )


def returning_family(
    people: CountedRows, width: int, place: int = 0, of: BlockKey = BlockKey.RETURNING
) -> TableFamily:
    """For the first time, or there again."""
    return build_family(
        (of,), width, people, lambda who: (("returning" if who[place] else "first_time",),)
    )


def family_blocks(
    families: Sequence[TableFamily],
    columns: Sequence[FiguresColumn],
    land: CountedLand,
    government: Sequence[str],
    keys: Collection[BlockKey] = tuple(BlockKey),
) -> list[FiguresBlock]:
    """Every table of these families that is asked for; that of gender only where anybody's is known."""
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
        BlockKey.RETURNING_OFFICES: heads.office_heads,
    }
    note = {
        BlockKey.ROLE: _(
            "A person can have several roles. Each one counts, so the rows do not add up."
        )
    }
    found = [
        build_block(
            key,
            heads.table_title(key),
            columns=columns,
            heads=rows[key](),
            one=one,
            adds_up=key is not BlockKey.ROLE,
            note=note.get(key, ""),
        )
        for one in families
        for key in one.blocks
        if key in keys
    ]
    return [
        with_denominators(block)
        for block in found
        if block.key is not BlockKey.GENDER or _is_known(block)
    ]


def _sector(land: CountedLand, number: int | None, government: Sequence[str]) -> tuple[str, ...]:
    key = land.sector_keys.get(number or 0, UNKNOWN)
    return (key, "government") if key in government else (key,)


def _is_known(block: FiguresBlock) -> bool:
    return any(column.total for column in block.columns)
