"""Short chapters at the front of a guide: each would leave a page nearly empty, so they share one where they fit."""

from math import ceil
from typing import Any

from docx.oxml.ns import qn

from ...lib.elements import keep_with_next
from .look import GuideFile, PageCapacity

SHORT = 0.4
"""What a short chapter takes of a page at most; a longer one begins a page of its own."""
FOLLOWING = "Chapter Below"
"""The style of the heading of a chapter that begins no page."""
AROUND = 0.5
"""Lines of space around a paragraph or a row, roughly."""


def join_short_chapter(file: GuideFile, page: PageCapacity) -> None:
    """The chapter just written follows on the page of the one before, whole, where it is short and there is room."""
    if not file.has(FOLLOWING):  # in a look that was taken in before there was such a style
        return
    heading, *blocks = file.chapter_blocks()
    if sum(_height(one, page.letters) for one in blocks) > page.lines * SHORT:
        return
    file.restyle(heading, FOLLOWING)
    for one in (heading, *blocks[:-1]):
        keep_with_next(one)
    for row in _rows(blocks[-1])[:-1] if blocks else ():
        keep_with_next(row)


def _height(block: Any, letters: int) -> float:
    """Lines that a paragraph or a table takes."""
    rows = _rows(block)
    if not rows:
        return ceil(len(_text(block)) / letters) + AROUND
    whole = sum(_width(cell) for cell in rows[0].iter(qn("w:tc")))
    return sum(
        max(_cell_height(cell, letters * _width(cell) / whole) for cell in row.iter(qn("w:tc")))
        for row in rows
    )


def _rows(block: Any) -> list[Any]:
    return list(block.iter(qn("w:tr")))


def _width(cell: Any) -> int:
    return int(next(cell.iter(qn("w:tcW"))).get(qn("w:w")))


def _cell_height(cell: Any, letters: float) -> float:
    return AROUND + sum(ceil(len(_text(one)) / letters) for one in cell.iter(qn("w:p")))


def _text(block: Any) -> str:
    return "".join(one.text or "" for one in block.iter(qn("w:t")))
