"""Word repairs or refuses a file whose elements stand in the wrong order: each kind of properties is held against the standard."""

import io
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn

from facilitate.data.content import content_folder
from facilitate.lib.boxes import BoxFile, BoxRow, RowBox
from facilitate.lib.document_tables import StyledPara
from facilitate.lib.documents import WordFile
from facilitate.lib.elements import PARAGRAPH_ORDER, put_property

from .word_samples import write_everything

IN_ORDER = {
    "pPr": " ".join(tag.split("}")[1] for tag in PARAGRAPH_ORDER),
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
    vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
    tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
    hideMark""",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblBorders": "top start left bottom end right insideH insideV",
    "tblCellMar": "top start left bottom end right",
    "pBdr": "top left bottom right between bar",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
    pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings""",
    "numPr": "ilvl numId",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
    personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "settings": """writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop evenAndOddHeaders
    characterSpacingControl updateFields hdrShapeDefaults compat rsids mathPr themeFontLang clrSchemeMapping
    shapeDefaults decimalSymbol listSeparator docId defaultImageDpi""",
}
"""What may stand in each element, in the order of the standard (ECMA-376, part 1); settings: those that occur."""
ORDER = {name: names.split() for name, names in IN_ORDER.items()}
REFERENCES = {"headerReference", "footerReference"}
"""They may stand in any order among themselves."""


def misplaced(root) -> list[str]:
    """The elements that stand where the standard does not want them, as `tblPr: jc after tblLook`."""
    found = []
    for element in root.iter():
        name = element.tag.split("}")[-1] if isinstance(element.tag, str) else ""
        wanted = ORDER.get(name)
        if not wanted or name == "rPr" and element.getparent().tag == qn("m:ctrlPr"):
            continue
        names = [one.tag.split("}")[-1] for one in element]
        found += [f"{name}: {one} is unknown" for one in names if one not in wanted]
        places = [(wanted.index(one), one) for one in names if one in wanted]
        found += [
            f"{name}: {two} after {one}"
            for (first, one), (second, two) in pairwise(places)
            if second < first and not {one, two} <= REFERENCES
        ]
    return found


def roots(content: bytes):
    """The parts of a file that hold Word's own elements."""
    document = docx.Document(io.BytesIO(content))
    part = document.part
    section = document.sections[0]
    return [
        part.element,
        document.styles.element,
        document.settings.element,
        part.numbering_part.element,
        section.header._element,
        section.footer._element,
    ]


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("look", ["guide.docx", "own"])
def test_every_element_stands_where_the_standard_wants_it(look: str, size: str) -> None:
    path = content_folder("guides") / "guide.docx"
    file = WordFile(path.read_bytes() if look == "own" else path)
    assert [misplaced(root) for root in roots(write_everything(file, size))] == [[]] * 6


@pytest.mark.parametrize("name", ["guide", "programme", "questionnaire", "slips"])
def test_the_looks_themselves_are_in_order(name: str) -> None:
    assert [
        misplaced(root) for root in roots((content_folder("guides") / f"{name}.docx").read_bytes())
    ] == [[]] * 6


def test_boxes_are_in_order() -> None:
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.page(top=1, bottom=1, left=1, right=1, wide=True)
    row = BoxRow(3.0, (RowBox(5.0, span=2, lines="tlbr", solid=True), RowBox(4.0, lines="r")))
    file.boxes([2.5, 2.5, 4.0], [(row, [[StyledPara("a", "End")], []])], "Boxes")
    file.end()
    assert misplaced(docx.Document(io.BytesIO(file.save())).element) == []


def test_properties_find_their_place_whatever_comes_first() -> None:
    made = docx.Document().add_paragraph()._p.get_or_add_pPr()
    for tag in ("w:numPr", "w:keepNext", "w:pStyle", "w:pageBreakBefore", "w:ind", "w:keepNext"):
        put_property(made, tag)
    names = [one.tag.split("}")[1] for one in made]
    assert names == ["pStyle", "keepNext", "pageBreakBefore", "numPr", "ind"]
