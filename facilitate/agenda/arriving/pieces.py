"""What a document is made of, whatever wrote it: paragraphs and tables, each with its place in the file."""

from dataclasses import dataclass, field
from typing import Any

from .arrived import FileSpot, WhyLeftOut


@dataclass(frozen=True)
class FilePara:
    """A line or paragraph. `indent`: how far it stands in; `heading`: its size, 1 the largest, if it is one.

    `says`: "room" or "people" where the file itself says that it is one, "head" where it is said of all; `why`: it is no step, and why.
    """

    text: str
    spot: FileSpot
    indent: int = 0
    heading: int = 0
    bullet: bool = False
    says: str = ""
    why: WhyLeftOut | None = None


@dataclass(frozen=True)
class FileGridRow:
    """A row of a table, joined cells repeated; `why`: hidden or struck through."""

    spot: FileSpot
    cells: tuple[Any, ...]
    why: WhyLeftOut | None = None


@dataclass(frozen=True)
class FileGrid:
    """A table."""

    rows: tuple[FileGridRow, ...]
    name: str = ""


@dataclass
class FilePieces:
    """Paragraphs and tables in their order."""

    all: list[FilePara | FileGrid] = field(default_factory=list)

    @property
    def paras(self) -> list[FilePara]:
        return [one for one in self.all if isinstance(one, FilePara)]

    @property
    def grids(self) -> list[FileGrid]:
        return [one for one in self.all if isinstance(one, FileGrid)]
