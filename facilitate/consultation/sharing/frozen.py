"""A summary as plain values that a database keeps, and back: what was published stays as it was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..constellation.counting import Group, Spread
from .summary import Aim, Heard, Line, Part, Quote, Result, Source, Summary


def frozen(summary: Summary) -> dict[str, Any]:
    """The summary as values that JSON holds."""
    return asdict(summary)


def thawed(kept: Mapping[str, Any]) -> Summary:
    """The summary that `frozen` made these values of, read back from JSON."""
    return Summary(
        **{
            **kept,
            "parts": [Part(**part) for part in kept["parts"]],
            "results": [_result(result) for result in kept["results"]],
            "themes": [_heard(theme) for theme in kept["themes"]],
            "quotes": _quotes(kept["quotes"]),
            "aims": [_aim(aim) for aim in kept["aims"]],
        }
    )


def _result(kept: Mapping[str, Any]) -> Result:
    return Result(**{**kept, "lines": [Line(**line) for line in kept["lines"]]})


def _heard(kept: Mapping[str, Any]) -> Heard:
    sides = tuple(kept["sides"]) if kept["sides"] else None
    return Heard(
        **{
            **kept,
            "spread": Spread(kept["spread"]),
            "sides": sides,
            "quotes": _quotes(kept["quotes"]),
        }
    )


def _quotes(kept: Sequence[Mapping[str, Any]]) -> list[Quote]:
    return [Quote(**quote) for quote in kept]


def _aim(kept: Mapping[str, Any]) -> Aim:
    groups = {Group(group): number for group, number in kept["source"]["groups"].items()}
    return Aim(**{**kept, "source": Source(kept["source"]["answers"], groups)})
