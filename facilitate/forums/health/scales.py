"""The scales that forums are assessed on each year: factors with four described levels. Data in `scales.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...data.content import PACKAGE, read_toml
from ...lib.text import Words

LEVELS = (1, 2, 3, 4)
"""The steps of every scale, the weakest first."""


@dataclass(frozen=True)
class ScaleFactor:
    """One thing that is assessed; `levels` describe the four steps, the weakest first."""

    key: str
    name: Words
    levels: tuple[Words, ...]


@dataclass(frozen=True)
class AssessmentScale:
    """Factors that belong together."""

    key: str
    name: Words
    factors: tuple[ScaleFactor, ...]


@cache
def all_scales() -> Mapping[str, AssessmentScale]:
    """Every scale by key."""
    found = {}
    for row in read_toml(PACKAGE / "forums" / "scales.toml")["scales"]:
        factors = tuple(
            ScaleFactor(
                one["key"],
                Words(one["en"]["name"], one["sq"]["name"]),
                tuple(
                    Words(en, sq)
                    for en, sq in zip(one["en"]["levels"], one["sq"]["levels"], strict=True)
                ),
            )
            for one in row["factors"]
        )
        found[row["key"]] = AssessmentScale(
            row["key"], Words(row["en"]["name"], row["sq"]["name"]), factors
        )
    return found
