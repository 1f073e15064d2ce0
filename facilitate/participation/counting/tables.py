"""From people counted by the database to tables with shares: pure, and each person once."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...lib.shares import share_in_tenths, shares_in_tenths, spread_whole
from .report import BlockKey, FamilyAtom, FiguresBlock, FiguresColumn, FiguresRow, TableFamily

UNKNOWN = "unknown"
"""The key of the row of whoever is not told; it counts people, but no share is of them."""


@dataclass(frozen=True)
class RowHead:
    """A row before anything is counted: key and name. `always`: it is there even where nobody falls into it."""

    key: str
    name: str
    together: bool = False
    always: bool = False

    @property
    def unknown(self) -> bool:
        """Whether it is the row of whoever is not told."""
        return self.key == UNKNOWN


def build_family(
    blocks: tuple[BlockKey, ...],
    width: int,
    people: Iterable[tuple[Hashable, Sequence[int], int]],
    rows_of: Callable[[Any], tuple[tuple[str, ...], ...]],
) -> TableFamily:
    """The family of tables with `width` columns, of (who they are, the columns they count in, how many).

    `rows_of` says of who they are in which rows of each table they count.
    """
    known: dict[Hashable, tuple[tuple[str, ...], ...]] = {}
    found: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for who, columns, number in people:
        if not columns:
            continue
        rows = known.get(who)
        if rows is None:
            rows = known[who] = rows_of(who)
        counts = found.get(rows)
        if counts is None:
            counts = found[rows] = [0] * width
        for column in columns:
            counts[column] += number
    return TableFamily(
        blocks, tuple(FamilyAtom(rows, tuple(counts)) for rows, counts in sorted(found.items()))
    )


def counts_by_row(one: TableFamily, block: BlockKey) -> dict[str, list[int]]:
    """How many people are in each row of a table, column by column."""
    place = one.blocks.index(block)
    counts: dict[str, list[int]] = {}
    for atom in one.atoms:
        for key in atom.rows[place]:
            row = counts.setdefault(key, [0] * len(atom.counts))
            for column, number in enumerate(atom.counts):
                row[column] += number
    return counts


def build_block(
    key: BlockKey,
    title: str,
    columns: Sequence[FiguresColumn],
    heads: Iterable[RowHead],
    one: TableFamily,
    *,
    adds_up: bool = True,
    note: str = "",
) -> FiguresBlock:
    """The table of that key: its rows in the order of `heads`, each column's total and shares of those who are known."""
    counts = counts_by_row(one, key)
    nobody = [0] * len(columns)
    shown = [head for head in heads if head.always or any(counts.get(head.key, nobody))]
    everybody = [sum(atom.counts[n] for atom in one.atoms) for n in range(len(columns))]
    totals = [
        all_ - not_known
        for all_, not_known in zip(everybody, counts.get(UNKNOWN, nobody), strict=True)
    ]
    rows = [
        FiguresRow(
            key=head.key,
            name=head.name,
            counts=tuple(counts.get(head.key, nobody)),
            shares=(),
            together=head.together,
            unknown=head.unknown,
        )
        for head in shown
    ]
    named = tuple(
        replace(column, total=total) for column, total in zip(columns, totals, strict=True)
    )
    return with_shares(
        FiguresBlock(
            key=key, title=title, columns=named, rows=tuple(rows), adds_up=adds_up, note=note
        )
    )


def with_shares(
    block: FiguresBlock, apart: Mapping[int, Collection[str]] | None = None
) -> FiguresBlock:
    """The table with the shares of its counts; where a count is not shown, nor is its share.

    Of a table that adds up the shares do, too: what is not shown takes part as one. `apart` are the rows, column by column,
    that are not shown once the table leaves the house. They share what is rounded for them together, so that a row has the
    same share inside and outside, and no share outside tells of what is not shown there.
    """
    shares = [
        _shares(block, place, column, (apart or {}).get(place, ()))
        if not column.published
        else tuple(row.shares[place] for row in block.rows)
        for place, column in enumerate(block.columns)
    ]
    rows = tuple(
        replace(row, shares=tuple(one[number] for one in shares))
        for number, row in enumerate(block.rows)
    )
    return replace(block, rows=rows)


def _shares(
    block: FiguresBlock, place: int, column: FiguresColumn, apart: Collection[str]
) -> tuple[int | None, ...]:
    total = column.total
    found: list[int | None] = [None] * len(block.rows)
    if not total:
        return tuple(found)
    parts: list[tuple[int, int]] = []
    hidden: list[tuple[int, int]] = []
    for number, row in enumerate(block.rows):
        count = row.counts[place]
        if count is None or row.unknown:
            continue
        if row.together or not block.adds_up:
            found[number] = share_in_tenths(count, total)
        else:
            (hidden if row.key in apart else parts).append((number, count))
    if block.adds_up:
        rest = total - sum(count for _number, count in parts)
        *told, together = shares_in_tenths([*(count for _n, count in parts), rest])
        told += spread_whole([count for _n, count in hidden], together)
        for (number, _count), share in zip([*parts, *hidden], told, strict=True):
            found[number] = share
    return tuple(found)
