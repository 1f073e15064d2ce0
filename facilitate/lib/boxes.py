"""Word files made of boxes of exact size – slips, cards, signs – with words set apart inside a paragraph, and pictures.

Elements are copied from prototypes as in `documents`.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm

from .document_tables import StyledPara
from .documents import WordFile
from .elements import add_child, cm_to_twips, text_run, xml_text
from .sizes import SHEETS, PaperSheet, right_tab

GREY = "8C877C"
"""The colour of lines to cut or fold along."""
_WORDS = qn("w:t")
AT_ONCE = 50
"""Rows that are set aside together."""
SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}


@dataclass(frozen=True)
class TextRun:
    """Words inside a paragraph, with the name of a character style where they look different; a tab is a tab."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class WordPicture:
    """A PNG, its width in cm, and what it shows, for who cannot see it; it is square where no height is said."""

    png: bytes
    side: float
    about: str
    high: float = 0.0


@dataclass(frozen=True)
class RichPara(StyledPara):
    """A paragraph of several runs (instead of `text`), or one that holds a picture."""

    runs: tuple[TextRun, ...] = ()
    picture: WordPicture | None = None


def rich_paragraph(style: str, *runs: TextRun | str) -> RichPara:
    """A paragraph of runs and plain words."""
    return RichPara(
        "", style, runs=tuple(TextRun(one) if isinstance(one, str) else one for one in runs)
    )


@dataclass(frozen=True)
class RowBox:
    """One box of a row: its width in cm, the columns it spans, its lines (letters of `tlbr`), its text at the `place`.

    Lines are dashed, to cut or fold along; `solid` ones are not.
    """

    width: float
    span: int = 1
    lines: str = ""
    place: str = "top"
    solid: bool = False


@dataclass(frozen=True)
class BoxRow:
    """A row of boxes of one height (cm); what does not fit is cut off, the height stays."""

    height: float
    boxes: tuple[RowBox, ...]


class BoxFile(WordFile):
    """A Word file of boxes. The look needs the paragraph style `End`: the last line of a file, of hardly any height."""

    fills = False

    def __init__(self, look: Path | bytes) -> None:
        super().__init__(look)
        self._box_rows: dict[BoxRow, Any] = {}
        self._runs: dict[tuple[str, int], Any] = {}

    def has(self, style: str) -> bool:
        """Whether the look has a style of that name."""
        return style in self._styles

    def restyle(self, paragraph: Any, style: str) -> None:
        """A paragraph that was written wears another style of the look."""
        paragraph.style = self._styles[style]

    def page(
        self,
        *,
        top: float,
        bottom: float,
        left: float,
        right: float,
        sheet: PaperSheet = SHEETS["a4"],
        wide: bool = False,
        bare: bool = False,
    ) -> None:
        """Set the page: the sides of `sheet` (its margins are not used) with these margins in cm.

        `wide`: the page lies on its side. `bare`: it has no header and no footer.
        """
        section = self._document.sections[0]
        sides = (sheet.height, sheet.width) if wide else (sheet.width, sheet.height)
        section.page_width, section.page_height = Cm(sides[0]), Cm(sides[1])
        self._end.find(qn("w:pgSz")).set(qn("w:orient"), "landscape" if wide else "portrait")
        section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
        section.left_margin, section.right_margin = Cm(left), Cm(right)
        for name in (
            "Header",
            "Footer",
        ):  # what stands at the right end of a line follows its width
            if name in self._styles:
                right_tab(self._elements[self._styles[name]], self.text_width)
        if bare:
            section.header_distance = section.footer_distance = Cm(0)
            for tag in ("w:headerReference", "w:footerReference"):
                for found in self._end.findall(qn(tag)):
                    self._end.remove(found)

    def boxes(
        self,
        columns: Sequence[float],
        rows: Iterable[tuple[BoxRow, Sequence[Sequence[StyledPara]]]],
        name: str = "",
    ) -> None:
        """Rows of boxes on the same columns (widths in cm); every box holds its paragraphs."""
        table = OxmlElement("w:tbl")
        about = add_child(table, "w:tblPr")
        add_child(about, "w:tblW", w=str(cm_to_twips(sum(columns))), type="dxa")
        add_child(about, "w:tblInd", w="0", type="dxa")
        add_child(about, "w:tblLayout", type="fixed")
        margins = add_child(about, "w:tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            add_child(margins, f"w:{side}", w="0", type="dxa")
        if name:
            add_child(about, "w:tblCaption", val=xml_text(name))
        grid = add_child(table, "w:tblGrid")
        for width in columns:
            add_child(grid, "w:gridCol", w=str(cm_to_twips(width)))
        self._end.addprevious(table)
        left = (self._filled(shape, cells) for shape, cells in rows)
        while some := list(islice(left, AT_ONCE)):
            table.append(self._aside.keep(some))

    def _filled(self, shape: BoxRow, cells: Sequence[Sequence[StyledPara]]) -> Any:
        row = deepcopy(self._box_row(shape))
        for place, paras in zip(row[1:], cells, strict=True):
            for para in paras or (StyledPara("", "End"),):
                place.append(self._paragraph(para))
        return row

    def end(self) -> None:
        """The line that Word wants after the last table, so low that it begins no new page."""
        self._end.addprevious(self._paragraph(StyledPara("", "End")))

    def put(self, para: StyledPara) -> None:
        """One paragraph as it is."""
        self._end.addprevious(self._paragraph(para))

    def _box_row(self, shape: BoxRow) -> Any:
        found = self._box_rows.get(shape)
        if found is None:
            found = self._box_rows[shape] = _box_row(shape)
        return found

    def _paragraph(self, one: StyledPara) -> Any:
        paragraph = super()._paragraph(one)
        if not isinstance(one, RichPara):
            return paragraph
        first = paragraph[1]
        if one.picture:
            first.remove(first[0])
            side, high = one.picture.side, one.picture.high or one.picture.side
            first.append(self._pictures.drawing(one.picture.png, side, high, one.picture.about))
        elif one.runs:
            paragraph.remove(first)
            for piece in one.runs:
                paragraph.append(self._styled(piece))
        return paragraph

    def _styled(self, piece: TextRun) -> Any:
        """A run, copied from one of the same style and as many tabs."""
        texts = xml_text(piece.text).split("\t")
        shape = piece.style, len(texts)
        prototype = self._runs.get(shape)
        if prototype is None:
            prototype = self._runs[shape] = text_run("\t" * (len(texts) - 1))
            if piece.style:
                about = OxmlElement("w:rPr")
                add_child(about, "w:rStyle", val=self._styles[piece.style])
                prototype.insert(0, about)
        made = deepcopy(prototype)
        for words, text in zip(made.iter(_WORDS), texts, strict=True):
            words.text = text
        return made


def _box_row(shape: BoxRow) -> Any:
    row = OxmlElement("w:tr")
    about = add_child(row, "w:trPr")
    add_child(about, "w:cantSplit")
    add_child(about, "w:trHeight", val=str(cm_to_twips(shape.height)), hRule="exact")
    for box in shape.boxes:
        cell = add_child(add_child(row, "w:tc"), "w:tcPr")
        add_child(cell, "w:tcW", w=str(cm_to_twips(box.width)), type="dxa")
        if box.span > 1:
            add_child(cell, "w:gridSpan", val=str(box.span))
        borders = add_child(cell, "w:tcBorders")
        for letter, side in SIDES.items():
            if letter in box.lines:
                add_child(
                    borders,
                    f"w:{side}",
                    val="single" if box.solid else "dashed",
                    sz="4",
                    space="0",
                    color=GREY,
                )
            else:
                add_child(borders, f"w:{side}", val="nil")
        add_child(cell, "w:vAlign", val=box.place)
    return row
