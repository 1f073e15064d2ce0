"""A summary as plain values that a database keeps, and back: what was published stays as it was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..constellation.counting import SectorGroup, Spread
from .summary import (
    ClosedResult,
    HeardTheme,
    SectorPart,
    Summary,
    SummaryAim,
    SummaryLine,
    SummaryQuote,
    SummarySource,
)


def freeze_summary(summary: Summary) -> dict[str, Any]:
    """The summary as values that JSON holds."""
    return asdict(summary)


def thaw_summary(kept: Mapping[str, Any]) -> Summary:
    """The summary that `freeze_summary` made these values of, read back from JSON."""
    return Summary(
        **{
            **kept,
            "parts": [SectorPart(**part) for part in kept["parts"]],
            "results": [_result(result) for result in kept["results"]],
            "themes": [_heard(theme) for theme in kept["themes"]],
            "quotes": _quotes(kept["quotes"]),
            "aims": [_aim(aim) for aim in kept["aims"]],
        }
    )


def _result(kept: Mapping[str, Any]) -> ClosedResult:
    return ClosedResult(**{**kept, "lines": [SummaryLine(**line) for line in kept["lines"]]})


def _heard(kept: Mapping[str, Any]) -> HeardTheme:
    sides = tuple(kept["sides"]) if kept["sides"] else None
    return HeardTheme(
        **{
            **kept,
            "spread": Spread(kept["spread"]),
            "sides": sides,
            "quotes": _quotes(kept["quotes"]),
        }
    )


def _quotes(kept: Sequence[Mapping[str, Any]]) -> list[SummaryQuote]:
    return [SummaryQuote(**quote) for quote in kept]


def _aim(kept: Mapping[str, Any]) -> SummaryAim:
    groups = {SectorGroup(group): number for group, number in kept["source"]["groups"].items()}
    return SummaryAim(**{**kept, "source": SummarySource(kept["source"]["answers"], groups)})
