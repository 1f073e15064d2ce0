"""Styles that our documents need and an organisation's look lacks: taken from ours, in the letters and colours of the look."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from ...lib.elements import put_property, style_chain
from ...lib.numbering import style_properties

TOGETHER = ("Guide Table", "Table Heading", "Table Heading Number")
"""Styles that only fit each other: white letters on a dark ground. Where the first is ours, all are."""
OWN_PAGE = ("heading 1", "TOC Heading")
"""Styles that begin a page: our documents count on it."""
ON_THE_WALL = "Wall"
"""What the names of styles for the wall begin with: they are as large as a page on the wall needs them."""
DARK = "404040"
"""The ground below white letters where the look's own colour is too light, or has none."""
_READABLE = 4.5
"""How much lighter white has to be than its ground (as WCAG counts)."""
_LEAST_SCALE, _MOST_SCALE = 0.85, 1.25
_POINTERS = ("basedOn", "next", "link")


class LookStyles:
    """The styles of a file by kind and name, as Word tells names apart: capital letters do not count."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.by_id = {one.get(qn("w:styleId")): one for one in root.iterfind(qn("w:style"))}

    def __iter__(self) -> Iterator[Any]:
        return iter(self.by_id.values())

    def find(self, name: str, kind: str = "paragraph") -> Any:
        """The style of that name; None where there is none."""
        wanted = name.casefold()
        return next(
            (
                one
                for one in self
                if style_kind(one) == kind and style_name(one).casefold() == wanted
            ),
            None,
        )

    def said(self, style: Any, path: str) -> Any:
        """What a style says itself or has from those it stands on, or from the defaults of the file."""
        for one in style_chain(self.by_id, style.get(qn("w:styleId")) if style is not None else ""):
            found = one.find(path)
            if found is not None:
                return found
        return self.root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{path}")


def style_kind(style: Any) -> str:
    """`paragraph`, `character`, `table` or `numbering`."""
    return str(style.get(qn("w:type")) or "paragraph")


def style_name(style: Any) -> str:
    """The name of a style as Word shows it."""
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")) or "")


def adopt_styles(
    theirs: LookStyles, numbering: Any, ours: LookStyles, our_numbering: Any
) -> list[str]:
    """Add to a look what it lacks of our styles, with the lists they count in; their names, in our order."""
    for style in [
        one for one in theirs if style_name(one).casefold() in _names(ours) and _clashes(one, ours)
    ]:
        _drop(theirs, style)
    if theirs.find(TOGETHER[0], "table") is None:
        for name in TOGETHER[1:]:
            _drop(theirs, theirs.find(name))
    wear = _Wear(theirs, ours)
    added: list[tuple[Any, Any]] = []
    for style in ours:
        if theirs.find(style_name(style), style_kind(style)) is None:
            added.append((style, _added(theirs, style)))
    lists: dict[str, str] = {}
    for _style, new in added:
        _point(new, theirs, ours)
        _count(new, numbering, our_numbering=our_numbering, lists=lists, theirs=theirs, ours=ours)
        wear.on(new)
    for name in OWN_PAGE:
        _begin_page(theirs, theirs.find(name))
    return [style_name(style) for style, _new in added if _tells(style)]


def _begin_page(styles: LookStyles, style: Any) -> None:
    """Chapters of a guide begin a page, unless the look says something about it."""
    if styles.said(style, f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is None:
        put_property(style_properties(style), "w:pageBreakBefore")


def _tells(style: Any) -> bool:
    """Whether somebody wants to know of it: not of what every file has without saying."""
    return style_kind(style) in ("paragraph", "table") and style.get(qn("w:default")) != "1"


def _names(styles: LookStyles) -> set[str]:
    return {style_name(one).casefold() for one in styles}


def _clashes(style: Any, ours: LookStyles) -> bool:
    """Whether a style has the name of one of ours and is of another kind: Word allows a name only once."""
    return ours.find(style_name(style), style_kind(style)) is None


def _drop(styles: LookStyles, style: Any) -> None:
    if style is not None:
        styles.root.remove(style)
        del styles.by_id[style.get(qn("w:styleId"))]


def _added(theirs: LookStyles, style: Any) -> Any:
    new, number = deepcopy(style), 1
    name = base = style.get(qn("w:styleId"))
    while name in theirs.by_id:
        number += 1
        name = f"{base}{number}"
    new.set(qn("w:styleId"), name)
    if any(
        one.get(qn("w:default")) == "1" and style_kind(one) == style_kind(new) for one in theirs
    ):
        new.attrib.pop(qn("w:default"), None)
    theirs.root.append(new)
    theirs.by_id[name] = new
    return new


def _point(new: Any, theirs: LookStyles, ours: LookStyles) -> None:
    """What it stands on and what follows it are the look's styles of those names."""
    for pointer in _POINTERS:
        for one in new.findall(qn(f"w:{pointer}")):
            meant = ours.by_id.get(one.get(qn("w:val")))
            found = theirs.find(style_name(meant), style_kind(meant)) if meant is not None else None
            if found is None:
                new.remove(one)
            else:
                one.set(qn("w:val"), found.get(qn("w:styleId")))


def _count(
    new: Any,
    numbering: Any,
    our_numbering: Any,
    lists: dict[str, str],
    theirs: LookStyles,
    ours: LookStyles,
) -> None:
    """The list it counts in comes along, under a number that is free."""
    number = new.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if number is None:
        return
    old = number.get(qn("w:val"))
    if old not in lists:
        lists[old] = _copied(old, numbering, our_numbering=our_numbering, theirs=theirs, ours=ours)
    number.set(qn("w:val"), lists[old])


def _copied(
    old: str, numbering: Any, our_numbering: Any, theirs: LookStyles, ours: LookStyles
) -> str:
    one = next(n for n in our_numbering.iterfind(qn("w:num")) if n.get(qn("w:numId")) == old)
    kind = one.find(qn("w:abstractNumId")).get(qn("w:val"))
    abstract = deepcopy(
        next(
            a
            for a in our_numbering.iterfind(qn("w:abstractNum"))
            if a.get(qn("w:abstractNumId")) == kind
        )
    )
    for tag in ("w:nsid", "w:tmpl"):
        for mark in abstract.findall(qn(tag)):
            abstract.remove(mark)
    for style in abstract.iter(qn("w:pStyle")):
        meant = theirs.find(style_name(ours.by_id[style.get(qn("w:val"))]))
        style.set(qn("w:val"), meant.get(qn("w:styleId")))
    abstract.set(qn("w:abstractNumId"), _free(numbering, "w:abstractNum", "w:abstractNumId"))
    kinds = numbering.findall(qn("w:abstractNum"))
    kinds[-1].addnext(abstract) if kinds else numbering.insert(0, abstract)
    new = OxmlElement("w:num", {qn("w:numId"): _free(numbering, "w:num", "w:numId")})
    new.append(OxmlElement("w:abstractNumId", {qn("w:val"): abstract.get(qn("w:abstractNumId"))}))
    numbering.append(new)
    return str(new.get(qn("w:numId")))


def _free(numbering: Any, tag: str, name: str) -> str:
    used = [int(one.get(qn(name)) or 0) for one in numbering.iterfind(qn(tag))]
    return str(max(used, default=0) + 1)


class _Wear:
    """How a style of ours is made to suit a look: its letters, its accent, the size of its text."""

    def __init__(self, theirs: LookStyles, ours: LookStyles) -> None:
        self._ours = {
            "text": _font(ours.said(ours.find("Normal"), f"{qn('w:rPr')}/{qn('w:rFonts')}")),
            "heading": _font(ours.said(ours.find("heading 1"), f"{qn('w:rPr')}/{qn('w:rFonts')}")),
        }
        self._ink = _colour(ours.said(ours.find("Normal"), f"{qn('w:rPr')}/{qn('w:color')}"))
        self._accent = _colour(ours.said(ours.find("heading 1"), f"{qn('w:rPr')}/{qn('w:color')}"))
        title = theirs.find("heading 1")
        self._fonts = theirs.said(title, f"{qn('w:rPr')}/{qn('w:rFonts')}")
        self._colour = (
            theirs.said(title, f"{qn('w:rPr')}/{qn('w:color')}") if title is not None else None
        )
        known = _colour(self._colour)
        self._line = known if _is_colour(known) else DARK
        self._ground = (
            self._line if _is_colour(known) and contrast_with_white(known) >= _READABLE else DARK
        )
        size = f"{qn('w:rPr')}/{qn('w:sz')}"
        mine = _size(ours.said(ours.find("Normal"), size))
        their = _size(theirs.said(theirs.find("Normal"), size))
        self._scale = max(_LEAST_SCALE, min(_MOST_SCALE, their / mine))

    def on(self, style: Any) -> None:
        """Dress a style that was just taken over."""
        for fonts in list(style.iter(qn("w:rFonts"))):
            if _font(fonts) == self._ours["heading"] and self._fonts is not None:
                fonts.getparent().replace(fonts, deepcopy(self._fonts))
            elif _font(fonts) in self._ours.values():
                fonts.getparent().remove(fonts)
        for colour in list(style.iter(qn("w:color"))):
            if _colour(colour) == self._ink:
                colour.getparent().remove(colour)
            elif _colour(colour) == self._accent:
                if self._colour is not None:
                    colour.getparent().replace(colour, deepcopy(self._colour))
                else:
                    colour.getparent().remove(colour)
        for size in (
            style.iter(qn("w:sz"), qn("w:szCs"))
            if not style_name(style).startswith(ON_THE_WALL)
            else ()
        ):
            size.set(qn("w:val"), str(round(_size(size) * self._scale)))
        for element in style.iter():
            if element.get(qn("w:color")) == self._accent:
                element.set(qn("w:color"), self._line)
            if element.get(qn("w:fill")) == self._accent:
                element.set(qn("w:fill"), self._ground)


def _font(fonts: Any) -> str:
    return "" if fonts is None else str(fonts.get(qn("w:ascii")) or "")


def _colour(colour: Any) -> str:
    return "" if colour is None else str(colour.get(qn("w:val")) or "")


def _size(size: Any) -> int:
    """Half points; 10 pt where nothing is said."""
    value = "" if size is None else str(size.get(qn("w:val")) or "")
    return int(value) if value.isdigit() and value != "0" else 20


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in text)


def contrast_with_white(colour: str) -> float:
    """How much lighter white is than a colour (`0B5D5B`): 1 to 21."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
