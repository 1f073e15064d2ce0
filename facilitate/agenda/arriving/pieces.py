"""What a document is made of, whatever wrote it: paragraphs and tables, each with its place in the file."""

from dataclasses import dataclass, field
from typing import Any

from .arrived import Spot, Why


@dataclass(frozen=True)
class Para:
    """A line or paragraph. `indent`: how far it stands in; `heading`: it is written as one; `why`: it is no step, and why."""

    text: str
    spot: Spot
    indent: int = 0
    heading: bool = False
    bullet: bool = False
    why: Why | None = None


@dataclass(frozen=True)
class GridRow:
    """A row of a table, joined cells repeated; `why`: hidden or struck through."""

    spot: Spot
    cells: tuple[Any, ...]
    why: Why | None = None


@dataclass(frozen=True)
class Grid:
    """A table."""

    rows: tuple[GridRow, ...]
    name: str = ""


@dataclass
class Pieces:
    """Paragraphs and tables in their order."""

    all: list[Para | Grid] = field(default_factory=list)

    @property
    def paras(self) -> list[Para]:
        return [one for one in self.all if isinstance(one, Para)]

    @property
    def grids(self) -> list[Grid]:
        return [one for one in self.all if isinstance(one, Grid)]
