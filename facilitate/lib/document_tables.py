"""What a table of a Word file looks like, and what its cells hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.parser import OxmlElement

from .elements import add_child, cm_to_twips, xml_text


@dataclass(frozen=True)
class StyledPara:
    """A text and the name of its style; `link` is a bookmark it leads to, `mark` the bookmark it is itself.

    `language` (`sq-AL`): where it is another than the file's, so that it is read aloud and spelled as what it is.
    """

    text: str
    style: str
    link: str = ""
    mark: str = ""
    language: str = ""


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


def table_prototype(look: TableLook, headed: bool, name: str, style_id: str) -> Any:
    """A table without rows; screen readers read `name`."""
    widths = [cm_to_twips(width) for width in look.widths]
    table = OxmlElement("w:tbl")
    about = add_child(table, "w:tblPr")
    add_child(about, "w:tblStyle", val=style_id)
    add_child(about, "w:tblW", w=str(sum(widths)), type="dxa")
    add_child(about, "w:tblLayout", type="fixed")
    flags = {
        "firstRow": str(int(headed)),
        "lastRow": "0",
        "firstColumn": "0",
        "lastColumn": "0",
    }
    add_child(
        about, "w:tblLook", val="0420" if headed else "0400", **flags, noHBand="1", noVBand="1"
    )
    if name:
        add_child(about, "w:tblCaption", val=xml_text(name))
    grid = add_child(table, "w:tblGrid")
    for width in widths:
        add_child(grid, "w:gridCol", w=str(width))
    return table


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
