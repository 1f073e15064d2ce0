"""A report as plain values that a database keeps, and back: what was published stays as it was looked at."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..report import BlockKey, FiguresBlock, FiguresColumn, FiguresReport, FiguresRow, FiguresStage


def freeze_figures(report: FiguresReport) -> dict[str, Any]:
    """A report that may leave the house, as values that JSON holds. Raises ValueError for one that may not."""
    if report.families:
        raise ValueError("a report of the house is never published")
    return asdict(report)


def thaw_figures(kept: Mapping[str, Any]) -> FiguresReport:
    """The report that `freeze_figures` made these values of, read back from JSON."""
    return FiguresReport(
        title=kept["title"],
        sentence=kept["sentence"],
        blocks=tuple(_block(block) for block in kept["blocks"]),
        changes=tuple(kept["changes"]),
        across=kept["across"],
        left_out=kept["left_out"],
        not_held=tuple(kept.get("not_held", ())),
    )


def _block(kept: Mapping[str, Any]) -> FiguresBlock:
    columns = tuple(
        FiguresColumn(**{**one, "stage": FiguresStage(one["stage"])}) for one in kept["columns"]
    )
    rows = tuple(
        FiguresRow(**{**one, "counts": tuple(one["counts"]), "shares": tuple(one["shares"])})
        for one in kept["rows"]
    )
    return FiguresBlock(**{**kept, "key": BlockKey(kept["key"]), "columns": columns, "rows": rows})
