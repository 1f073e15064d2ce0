"""Word files made of boxes of exact size – slips, cards, signs – with words set apart inside a paragraph, and pictures.

Elements are copied from prototypes as in `documents`; pictures get their numbers here, because the library searches all
others for a free one each time.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm

from .documents import TWIPS_PER_CM, Para, WordFile, _child, _run, legal

EMU_PER_CM = 360_000
GREY = "8C877C"
"""The colour of lines to cut or fold along."""
_WORDS = qn("w:t")
SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}


@dataclass(frozen=True)
class Run:
    """Words inside a paragraph, with the name of a character style where they look different; a tab is a tab."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Picture:
    """A square PNG, its side in cm, and what it shows, for who cannot see it."""

    png: bytes
    side: float
    about: str


@dataclass(frozen=True)
class Rich(Para):
    """A paragraph of several runs (instead of `text`), or one that holds a picture."""

    runs: tuple[Run, ...] = ()
    picture: Picture | None = None


def rich(style: str, *runs: Run | str) -> Rich:
    """A paragraph of runs and plain words."""
    return Rich("", style, runs=tuple(Run(one) if isinstance(one, str) else one for one in runs))


@dataclass(frozen=True)
class Box:
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
    boxes: tuple[Box, ...]


class BoxFile(WordFile):
    """A Word file of boxes. The look needs the paragraph style `End`: the last line of a file, of hardly any height."""

    def __init__(self, look: Path) -> None:
        super().__init__(look)
        self._box_rows: dict[BoxRow, Any] = {}
        self._runs: dict[tuple[str, int], Any] = {}
        self._related: dict[bytes, str] = {}
        self._drawing: Any = None
        self._drawn = 0

    def has(self, style: str) -> bool:
        """Whether the look has a style of that name."""
        return style in self._styles

    def page(
        self, *, top: float, bottom: float, left: float, right: float, wide: bool = False, bare: bool = False
    ) -> None:
        """A4 with these margins in cm; `wide` lies on its side, `bare` has no header and no footer."""
        section = self._document.sections[0]
        sides = (29.7, 21.0) if wide else (21.0, 29.7)
        section.page_width, section.page_height = Cm(sides[0]), Cm(sides[1])
        self._end.find(qn("w:pgSz")).set(qn("w:orient"), "landscape" if wide else "portrait")
        section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
        section.left_margin, section.right_margin = Cm(left), Cm(right)
        if bare:
            section.header_distance = section.footer_distance = Cm(0)
            for tag in ("w:headerReference", "w:footerReference"):
                for found in self._end.findall(qn(tag)):
                    self._end.remove(found)

    def boxes(
        self,
        columns: Sequence[float],
        rows: Iterable[tuple[BoxRow, Sequence[Sequence[Para]]]],
        name: str = "",
    ) -> None:
        """Rows of boxes on the same columns (widths in cm); every box holds its paragraphs."""
        table = OxmlElement("w:tbl")
        about = _child(table, "w:tblPr")
        _child(about, "w:tblW", w=str(_twips(sum(columns))), type="dxa")
        _child(about, "w:tblInd", w="0", type="dxa")
        _child(about, "w:tblLayout", type="fixed")
        margins = _child(about, "w:tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            _child(margins, f"w:{side}", w="0", type="dxa")
        if name:
            _child(about, "w:tblCaption", val=legal(name))
        grid = _child(table, "w:tblGrid")
        for width in columns:
            _child(grid, "w:gridCol", w=str(_twips(width)))
        for shape, cells in rows:
            row = deepcopy(self._box_row(shape))
            for place, paras in zip(row[1:], cells, strict=True):
                for para in paras or (Para("", "End"),):
                    place.append(self._paragraph(para))
            table.append(row)
        self._end.addprevious(table)

    def end(self) -> None:
        """The line that Word wants after the last table, so low that it begins no new page."""
        self._end.addprevious(self._paragraph(Para("", "End")))

    def put(self, para: Para) -> None:
        """One paragraph as it is."""
        self._end.addprevious(self._paragraph(para))

    def _box_row(self, shape: BoxRow) -> Any:
        found = self._box_rows.get(shape)
        if found is None:
            found = self._box_rows[shape] = _box_row(shape)
        return found

    def _paragraph(self, one: Para) -> Any:
        paragraph = super()._paragraph(one)
        if not isinstance(one, Rich):
            return paragraph
        first = paragraph[1]
        if one.picture:
            first.remove(first[0])
            first.append(self._inline(one.picture))
        elif one.runs:
            paragraph.remove(first)
            for piece in one.runs:
                paragraph.append(self._styled(piece))
        return paragraph

    def _styled(self, piece: Run) -> Any:
        """A run, copied from one of the same style and as many tabs."""
        texts = legal(piece.text).split("\t")
        shape = piece.style, len(texts)
        prototype = self._runs.get(shape)
        if prototype is None:
            prototype = self._runs[shape] = _run("\t" * (len(texts) - 1))
            if piece.style:
                about = OxmlElement("w:rPr")
                _child(about, "w:rStyle", val=self._styles[piece.style])
                prototype.insert(0, about)
        run = deepcopy(prototype)
        for words, text in zip(run.iter(_WORDS), texts, strict=True):
            words.text = text
        return run

    def _inline(self, picture: Picture) -> Any:
        if self._drawing is None:
            self._drawing = parse_xml(_DRAWING)
        drawing = deepcopy(self._drawing)
        inline = drawing[0]
        size = str(round(picture.side * EMU_PER_CM))
        self._drawn += 1
        for element in (inline[0], inline.find(f".//{qn('a:ext')}")):
            element.set("cx", size)
            element.set("cy", size)
        inline[1].set("id", str(self._drawn))
        inline[1].set("name", f"Picture {self._drawn}")
        inline[1].set("descr", legal(picture.about))
        inline.find(f".//{qn('a:blip')}").set(qn("r:embed"), self._relation(picture.png))
        return drawing

    def _relation(self, png: bytes) -> str:
        """The number of a picture in the file; the same picture is kept once."""
        number = self._related.get(png)
        if number is None:
            package, number = self._document.part.package, f"rIdP{len(self._related) + 1}"
            part = Part(PackURI(f"/word/media/code{len(self._related) + 1}.png"), "image/png", png, package)
            self._document.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, number)
            self._related[png] = number
        return number


def _twips(cm: float) -> int:
    return round(cm * TWIPS_PER_CM)


def _box_row(shape: BoxRow) -> Any:
    row = OxmlElement("w:tr")
    about = _child(row, "w:trPr")
    _child(about, "w:cantSplit")
    _child(about, "w:trHeight", val=str(_twips(shape.height)), hRule="exact")
    for box in shape.boxes:
        cell = _child(_child(row, "w:tc"), "w:tcPr")
        _child(cell, "w:tcW", w=str(_twips(box.width)), type="dxa")
        if box.span > 1:
            _child(cell, "w:gridSpan", val=str(box.span))
        borders = _child(cell, "w:tcBorders")
        for letter, side in SIDES.items():
            if letter in box.lines:
                _child(
                    borders,
                    f"w:{side}",
                    val="single" if box.solid else "dashed",
                    sz="4",
                    space="0",
                    color=GREY,
                )
            else:
                _child(borders, f"w:{side}", val="nil")
        _child(cell, "w:vAlign", val=box.place)
    return row


_DRAWING = f"""
<w:drawing {nsdecls("w", "wp", "a", "pic", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="0" cy="0"/><wp:docPr id="1" name=""/>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed=""/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""".replace("\n", "")
