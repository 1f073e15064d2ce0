"""The numbers of a picture in words: beside its shapes, and for who cannot see it."""

from ....web.i18n import _, format_percent
from ..report import FiguresBlock, FiguresColumn, FiguresRow
from .drawing import HIDDEN

UNKNOWN = "–"
"""Stands for a share that was never published."""


def count_or_star(count: int | None) -> str:
    """A count; a star where it is not shown."""
    return HIDDEN if count is None else str(count)


def share_or_nothing(tenths: int | None) -> str:
    """A share in tenths of a percent, `42.9%`; nothing where it is not shown."""
    return "" if tenths is None else format_percent(tenths / 1000)


def count_and_share(count: int | None, tenths: int | None, *, published: bool = False) -> str:
    """`51 · 42.9%`; of an event of which only shares are known (`published`), the share alone, or a dash."""
    if count is None:
        return share_or_nothing(tenths) or (UNKNOWN if published else HIDDEN)
    return " · ".join(filter(None, (str(count), share_or_nothing(tenths))))


def describe_table(block: FiguresBlock) -> str:
    """The whole table in words: `By sector. Government: invited 60 · 40.0%, attended 51 · 42.9%. …`"""
    rows = [_row(row, block.columns) for row in block.rows]
    return " ".join([f"{block.title}.", *rows])


def _row(row: FiguresRow, columns: tuple[FiguresColumn, ...]) -> str:
    cells = zip(columns, row.counts, row.shares, strict=True)
    said = [f"{column.name} {_cell(column, count, tenths)}" for column, count, tenths in cells]
    return f"{row.name}: {', '.join(said)}."


def _cell(column: FiguresColumn, count: int | None, tenths: int | None) -> str:
    if count is None and tenths is None:
        return _("not known") if column.published else _("not shown")
    return count_and_share(count, tenths)
