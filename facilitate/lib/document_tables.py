"""What a table of a Word file looks like, and what its cells hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.parser import OxmlElement

from .elements import add_child, cm_to_twips


@dataclass(frozen=True)
class StyledPara:
    """A text and the name of its style; `link` is a bookmark it leads to, `mark` the bookmark it is itself."""

    text: str
    style: str
    link: str = ""
    mark: str = ""


@dataclass(frozen=True)
class TableLook:
    """A table: its style, the widths of its columns in cm, and the style of the text in each column.

    The table fills the line: widths are shares where the page is narrower or wider.
    """

    style: str
    widths: tuple[float, ...]
    columns: tuple[str, ...]

    @property
    def headings(self) -> list[str]:
        """The styles of the heading row: numbers stand under the right end of their heading."""
        return [
            "Table Heading Number" if style == "Table Number" else "Table Heading"
            for style in self.columns
        ]


Cell = str | Sequence[StyledPara]


def row_prototype(look: TableLook, heads: bool) -> Any:
    row = OxmlElement("w:tr")
    about = add_child(row, "w:trPr")
    add_child(about, "w:cantSplit")
    if heads:
        add_child(about, "w:tblHeader")
    for width in look.widths:
        add_child(
            add_child(add_child(row, "w:tc"), "w:tcPr"),
            "w:tcW",
            w=str(cm_to_twips(width)),
            type="dxa",
        )
    return row
