"""How high a text gets in a style of a Word file, roughly: so that a form fills its page and does not spill over."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from docx.oxml.ns import qn

from .sizes import resize_style, text_height, text_width

CM_PER_POINT = 2.54 / 72
_LETTER, _BOLD = 0.53, 0.62
"""How wide a letter is, plain or bold, as a share of the size of its font: a little more than most are."""
USUAL, LARGEST = 20, 400
"""The size of letters where a file says none, in half points; the largest one there is, in points."""
_MOST = 20 * LARGEST
"""Twips of a space or a line, at most."""
_SINGLE = 1.22
"""How high a single line is, as a share of the size of its font."""


@dataclass(frozen=True)
class StyleMeasure:
    """A style's size of letters (pt), the height of a line and the space around a paragraph (cm), its indents (cm)."""

    size: float
    line: float
    around: float
    indent: float = 0.0
    letter: float = _LETTER

    def height(self, text: str, width: float) -> float:
        """Centimetres that the text takes in a column of that width (cm), empty lines left out."""
        letters = max(1.0, (width - self.indent) / (self.size * CM_PER_POINT * self.letter))
        lines = [max(1, ceil(len(line) / letters)) for line in text.splitlines() if line.strip()]
        return sum(lines) * self.line + len(lines) * self.around


class MeasuredFile:
    """A Word file that knows how high its texts get."""

    _end: Any
    _own: bool
    _elements: dict[str, Any]
    _styles: Mapping[str, str]
    _measures: dict[str, StyleMeasure]
    _usual: dict[str, StyleMeasure]

    @property
    def own_look(self) -> bool:
        """Whether it wears a look that somebody brought in, in whatever font."""
        return self._own

    @property
    def text_width(self) -> float:
        """Centimetres between the margins."""
        return text_width(self._end)

    @property
    def text_height(self) -> float:
        """Centimetres between header and footer."""
        return text_height(self._end)

    def height(self, text: str, style: str, width: float = 0.0) -> float:
        """How high (cm) the text gets in that style, roughly; `width` of its column, usually the whole line."""
        return self._measure(style).height(text, width or self.text_width)

    def line_height(self, style: str, lines: int = 1) -> float:
        """How high (cm) a paragraph of so many lines of that style is, with the space around it."""
        found = self._measure(style)
        return found.line * lines + found.around

    def letter_size(self, style: str) -> float:
        """The size of a style's letters in this file (pt)."""
        return self._measure(style).size

    def sized(self, style: str, points: float) -> None:
        """In this file letters of that style have this size (rounded to half points), with space around in proportion."""
        usual = self._usual.setdefault(style, self._measure(style))
        space = usual.around / 2 / CM_PER_POINT * points / usual.size
        resize_style(self._elements[self._styles[style]], points, space)
        self._measures.pop(style, None)

    def _measure(self, style: str) -> StyleMeasure:
        if style not in self._measures:
            self._measures[style] = measure_style(self._elements, self._styles[style])
        return self._measures[style]


def measure_style(elements: Mapping[str, Any], style_id: str) -> StyleMeasure:
    """The measure of a style; what it does not say itself its base style says. `elements` by style id.

    A file that somebody made by hand may say sizes that are none: they count as if it said nothing.
    """
    size = float(_said(elements, style_id, "w:rPr/w:sz", "w:val") or USUAL) / 2
    size = size if 0 < size <= LARGEST else USUAL / 2
    line = _said(elements, style_id, "w:pPr/w:spacing", "w:line")
    before = float(_said(elements, style_id, "w:pPr/w:spacing", "w:before") or 0)
    after = float(_said(elements, style_id, "w:pPr/w:spacing", "w:after") or 0)
    left = float(_said(elements, style_id, "w:pPr/w:ind", "w:left") or 0)
    before, after, left = (min(max(one, 0.0), _MOST) for one in (before, after, left))
    points = size * _SINGLE
    if line.isdigit() and 0 < int(line) <= _MOST:
        fixed = _said(elements, style_id, "w:pPr/w:spacing", "w:lineRule") in ("exact", "atLeast")
        points = int(line) / 20 if fixed else points * int(line) / 240
    return StyleMeasure(
        size=size,
        line=points * CM_PER_POINT,
        around=(before + after) / 20 * CM_PER_POINT,
        indent=left / 20 * CM_PER_POINT,
        letter=_LETTER
        if _said(elements, style_id, path="w:rPr/w:b", attribute="w:val", bare="1")
        in ("", "0", "false")
        else _BOLD,
    )


def _said(
    elements: Mapping[str, Any], style_id: str, path: str, attribute: str, bare: str = ""
) -> str:
    """The first value that the style or one of those it is based on says; empty where none does, `bare` without a value."""
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        element: Any = elements[style_id]
        found: Any = element
        for tag in path.split("/"):
            found = found.find(qn(tag)) if found is not None else None
        if found is not None and found.get(qn(attribute), bare):
            return str(found.get(qn(attribute), bare))
        base = element.find(qn("w:basedOn"))
        style_id = base.get(qn("w:val"), "") if base is not None else ""
    return ""
