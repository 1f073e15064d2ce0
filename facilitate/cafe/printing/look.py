"""What all Word files of a café share: the look of guides/slips.docx, the language, what the file says about itself.

How wide words come out on paper, and how they are made to fit: a bold Calibri, measured in millimetres.

The measure is a table of letters by width; it is a little generous, so that what fits here fits on paper.
"""

from collections.abc import Sequence

from ...data.content import content_folder
from ...lib.boxes import BoxFile, TextRun
from ...lib.text import TAGS
from ...web.i18n import _
from .papers import CafePaperHead

MM = 25.4 / 72
"""Millimetres of a point."""
_CLASSES = {
    "ijl.,:;'’| ": 0.27,
    "It()/-·!": 0.34,
    'frJ“”"': 0.37,
    "csz?–LEFËST": 0.49,
    "aegvxykëçP0123456789": 0.52,
    "bdhnopquBÇCKRXYZ": 0.57,
    "VA": 0.61,
    "DGHNU": 0.66,
    "OQ&": 0.71,
    "w": 0.76,
    "mM@": 0.88,
    "W…": 0.91,
}
_WIDTHS = {letter: width for letters, width in _CLASSES.items() for letter in letters}
_OTHER = 0.62
"""Letters that are in no class; wide ones of other scripts count double."""
DOTS = "…"


def text_width(text: str, points: float) -> float:
    """How wide the text is in that size (mm)."""
    return (
        sum(_WIDTHS.get(letter) or (_OTHER if letter < "\u2e80" else 1.1) for letter in text)
        * points
        * MM
    )


def largest_size(text: str, sizes: Sequence[float], room: float) -> float:
    """The first of these sizes (from the largest down) in which the text fits on a line; else the last one."""
    return next((size for size in sizes if text_width(text, size) <= room), sizes[-1])


def line_count(text: str, points: float, room: float) -> int:
    """How many lines the text takes, words unbroken where they can be."""
    count = 0
    for paragraph in text.splitlines():
        count, left = count + 1, room
        for word in paragraph.split():
            wide = text_width(word + " ", points)
            if wide > left and left < room:
                count, left = count + 1, room
            count += int(max(0.0, wide - room) // room)
            left -= min(wide, room)
    return count


def cut_to_width(text: str, points: float, room: float) -> str:
    """The text, shortened with three dots where it is wider than there is room."""
    text = " ".join(text.split())
    if text_width(text, points) <= room:
        return text
    left = room - text_width(DOTS, points)
    for place, letter in enumerate(text):
        left -= text_width(letter, points)
        if left < 0:
            return text[:place].rstrip(" ,.-–") + DOTS
    return text


def wrap_text(text: str, points: float, room: float, most: int) -> list[str]:
    """The text on at most that many lines, broken between words; the last one is cut where it does not fit."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < most - 1:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), points) <= room:
            count += 1
        found.append(cut_to_width(" ".join(words[:count]), points, room))
        words = words[count:]
    return found + ([cut_to_width(" ".join(words), points, room)] if words else [])


HEADER = 125.0
"""Millimetres for what stands on the left above a page."""


def begin_file(head: CafePaperHead, title: str) -> BoxFile:
    """A file in the look of the café's papers, without a header and a footer yet."""
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[head.language])
    file.properties(title=f"{title} · {head.event}", subject=head.cafe)
    return file


def add_running_lines(file: BoxFile, head: CafePaperHead, title: str) -> None:
    """Event and café above every page, the number of the page below."""
    above = " · ".join(part for part in (head.event, head.cafe) if part)
    file.header(f"{cut_to_width(above, 9, HEADER)}\t{title}")
    file.footer(
        head.when + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )


def sector_letter(file: BoxFile, sector: str, sign: str) -> TextRun:
    """The letter of a sector on its colour."""
    style = f"Sector {sector}"
    return TextRun(f" {sign} " if sign else "", style if file.has(style) else "")
