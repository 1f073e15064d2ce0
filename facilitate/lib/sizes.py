"""Paper and print of a Word file: A4 and A5 with room for punching, lines that end where the text does, large print."""

from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from .elements import cm_to_twips, put_property

LARGE = 1.53
"""How much larger large print is."""
LEAST_LARGE = 32
"""The smallest letters of large print, in half points: 16 points, as those say who work for people with low vision."""
_SMALL_ABOVE, _SMALL_SHARE = 26, 0.55
"""On small paper text above 13 pt grows only by this share of what it is above: a title of 32 pt gets 23."""


@dataclass(frozen=True)
class PaperSheet:
    """A sheet upright: its sides and margins in cm, and how far header and footer are from the edge."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float


SHEETS = {
    "a4": PaperSheet(
        width=21.0, height=29.7, top=2.4, right=2.0, bottom=2.2, left=3.0, header=1.2, footer=1.1
    ),
    "a5": PaperSheet(
        width=14.8, height=21.0, top=1.9, right=1.2, bottom=1.7, left=2.2, header=0.8, footer=0.8
    ),
}


def wall_sheet(sheet: PaperSheet) -> PaperSheet:
    """The sheet with small margins on its sides: it hangs on a wall, no holes are punched into it."""
    side = max(1.0, min(sheet.left, sheet.right) - 0.4)
    return replace(sheet, left=side, right=side)


def lay_section(section: Any, sheet: PaperSheet, *, wide: bool, own: bool) -> None:
    """The page of a section (`w:sectPr`) on that sheet; `wide` lies on its side and is punched along its top.

    `own`: margins of A4 at top, right and bottom stay as they are, a letterhead needs them.
    """
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    keeps = own and sheet.height > 25 and not wide
    sides = (sheet.height, sheet.width) if wide else (sheet.width, sheet.height)
    size.set(qn("w:w"), str(cm_to_twips(sides[0])))
    size.set(qn("w:h"), str(cm_to_twips(sides[1])))
    size.attrib.pop(qn("w:code"), None)
    if wide:
        size.set(qn("w:orient"), "landscape")
    else:
        size.attrib.pop(qn("w:orient"), None)
    if keeps:
        margins.set(
            qn("w:left"), str(max(cm_to_twips(sheet.left), int(margins.get(qn("w:left"), 0))))
        )
        return
    values = {
        "top": max(sheet.left, sheet.top) if wide else sheet.top,
        "right": sheet.right,
        "bottom": sheet.bottom,
        "left": sheet.right if wide else sheet.left,
        "header": sheet.header,
        "footer": sheet.footer,
        "gutter": 0,
    }
    for name, value in values.items():
        margins.set(qn(f"w:{name}"), str(cm_to_twips(value)))


def text_width(section: Any) -> float:
    """Centimetres between the margins of a section; A4 with usual ones where it says nothing."""
    size, margins = section.find(_SIZE), section.find(_MARGINS)
    if size is None or margins is None:
        return 16.0
    beside = sum(int(margins.get(name, 0)) for name in _BESIDE)
    return (int(size.get(_WIDTH, 11906)) - beside) / cm_to_twips(1)


_SIZE, _MARGINS, _WIDTH = qn("w:pgSz"), qn("w:pgMar"), qn("w:w")
_BESIDE = tuple(qn(f"w:{name}") for name in ("left", "right", "gutter"))
"""Asked for with every table: their names are made once."""


def text_height(section: Any) -> float:
    """Centimetres between the upper and the lower margin of a section; A4 with usual ones where it says nothing."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return 25.0
    above, below = (abs(int(margins.get(qn(f"w:{name}"), 0))) for name in ("top", "bottom"))
    return (int(size.get(qn("w:h"), 16838)) - above - below) / cm_to_twips(1)


def resize_style(style: Any, points: float, space: float) -> None:
    """Letters of that size (rounded to half points) in a style, and so much space (pt) above and below a paragraph."""
    letters, about = style.find(qn("w:rPr")), style.find(qn("w:pPr"))
    for name in ("w:sz", "w:szCs"):
        for size in letters.findall(qn(name)) if letters is not None else ():
            size.set(qn("w:val"), str(round(points * 2)))
    spacing = about.find(qn("w:spacing")) if about is not None else None
    if spacing is not None:
        for name in ("before", "after"):
            spacing.set(qn(f"w:{name}"), str(round(space * 20)))


def right_tab(style: Any, width: float, leader: str = "") -> None:
    """The tab at the right end of a line moves to the end of the text (cm); with a `leader` it is made where there is none."""
    about = style.find(qn("w:pPr"))
    tabs = about.find(qn("w:tabs")) if about is not None else None
    for tab in tabs if tabs is not None else ():
        if tab.get(qn("w:val")) in ("right", "end"):
            tab.set(qn("w:pos"), str(cm_to_twips(width)))
            return
    if leader and about is not None:
        tabs = put_property(about, "w:tabs") if tabs is None else tabs
        values = {"val": "right", "leader": leader, "pos": str(cm_to_twips(width))}
        tabs.append(
            OxmlElement("w:tab", {qn(f"w:{name}"): value for name, value in values.items()})
        )


def enlarge_letters(*parts: Any) -> None:
    """Every size of letters in these parts times 1.53, so that text has 16 points, and none less; lines of a fixed height and the
    room for numbers grow with them.
    """
    for part in parts:
        for place in part.iter(qn("w:ind")):
            if place.get(qn("w:hanging"), "").isdigit():
                _grow(place, "w:hanging", "w:left")
        for tab in part.iter(qn("w:tab")):
            if tab.get(qn("w:val")) in ("left", "start"):
                _grow(tab, "w:pos")
        _letters(part, lambda size: max(LEAST_LARGE, size * LARGE))
        for spacing in part.iter(qn("w:spacing")):
            line = spacing.get(qn("w:line"))
            if line and spacing.get(qn("w:lineRule")) in ("exact", "atLeast"):
                spacing.set(qn("w:line"), str(round(int(line) * LARGE)))


def _grow(element: Any, *names: str) -> None:
    for name in names:
        if (value := element.get(qn(name), "")).isdigit():
            element.set(qn(name), str(round(int(value) * LARGE)))


def shrink_headings(styles: Any) -> None:
    """Headings and titles that suit small paper; text stays as large as it is."""
    _letters(
        styles, lambda size: min(size, _SMALL_ABOVE) + max(0, size - _SMALL_ABOVE) * _SMALL_SHARE
    )


def _letters(part: Any, change: Any) -> None:
    for name in ("w:sz", "w:szCs"):
        for size in part.iter(qn(name)):
            value = size.get(qn("w:val"), "")
            if value.isdigit():
                size.set(qn("w:val"), str(round(change(int(value)))))
