"""The practice sheet as two pages of Word, in the fixed order of its fields: what it was, and what the next one needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from ...data.content import content_folder
from ...lib.documents import WordFile
from ...lib.text import TAGS
from ...web.i18n import _, format_day, use_language

FIRST_PAGE = 6
"""How many fields stand on the first page; the others are for whoever does it next."""
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Sizes of the text that are tried, in points, the largest first; below the last a text is shortened."""
TITLE, HEADING, TEXT, POINT = "Heading 1", "Heading 3", "Body Text", "List Bullet"
TITLE_SIZE, HEADING_SHARE = 18.0, 1.15
"""The size of the title in points; how much larger a field's name is than its text."""
SAFE = 1.04
"""How much of a page is counted on: letters are measured as wider than most are."""
LEAST = 160
"""Letters of a field that are never cut."""
MORE = " …"
MOST_LINES = 8
"""Ruled lines at the end, where the second page has room for them."""


@dataclass(frozen=True)
class SheetPart:
    """A field: its name, the team's own text line by line, and what the planner knows, a point each."""

    title: str
    text: Sequence[str] = ()
    points: Sequence[str] = ()

    @property
    def letters(self) -> int:
        """How long it is."""
        return sum(len(line) for line in (*self.text, *self.points))

    def cut(self, limit: int) -> "SheetPart":
        """At most about so many letters of it, its own text before the points."""
        text = shorten_lines(self.text, limit)
        left = limit - sum(len(line) for line in text)
        return replace(self, text=text, points=shorten_lines(self.points, left) if left > 0 else ())


@dataclass(frozen=True)
class SheetPaper:
    """A practice sheet in one language: what it is of, a line about it, and its fields in their order."""

    language: str
    title: str
    about: str
    parts: Sequence[SheetPart]
    on: date


def sheet_to_word(paper: SheetPaper) -> bytes:
    """The sheet as the bytes of a .docx: two A4 pages, in smaller letters where it is long; what is too long is shortened."""
    with use_language(paper.language):
        file = WordFile(content_folder("guides") / "guide.docx")
        file.paper("a4", punched=False)
        file.language(TAGS[paper.language])
        file.no_cover()
        made = datetime.combine(paper.on, time(12), UTC)
        file.properties(
            title=paper.title, subject=_("Practice sheet"), author="facilitate", made=made
        )
        file.header(_("Practice sheet"))
        page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
        file.footer(f"{paper.title}, {format_day(paper.on, 'dated')}\t{page}")
        first, second = _fitted(file, paper)
        file.add(paper.title, TITLE)
        file.add(paper.about, TEXT)
        if not first and not second:
            file.add(_("Nothing is noted here."), TEXT)
        _write(file, first)
        file.new_page()
        _write(file, second)
        room = (
            file.text_height * SAFE - _height(file, second) - file.height(_("Own notes"), HEADING)
        )
        lines = min(MOST_LINES, int(room / file.line_height("Write Line")))
        if lines > 1:
            file.add(_("Own notes"), HEADING)
            file.write_lines(lines)
        return file.save()


def _write(file: WordFile, parts: Sequence[SheetPart]) -> None:
    for part in parts:
        file.add(part.title, HEADING, with_next=True)
        for line in part.text:
            file.add(line, TEXT)
        for line in part.points:
            file.add(line, POINT)


def _fitted(file: WordFile, paper: SheetPaper) -> tuple[Sequence[SheetPart], Sequence[SheetPart]]:
    """The two pages as they fit, without the fields that say nothing, with the sizes of letters set; shortened where the smallest does not do."""
    file.sized(TITLE, TITLE_SIZE)
    first, second = (
        [part for part in page if part.text or part.points]
        for page in (paper.parts[:FIRST_PAGE], paper.parts[FIRST_PAGE:])
    )
    full = file.text_height * SAFE
    for size in SIZES:
        file.sized(TEXT, size)
        file.sized(POINT, size)
        file.sized(HEADING, size * HEADING_SHARE)
        head = file.height(paper.title, TITLE) + file.height(paper.about, TEXT)
        if _height(file, first) <= full - head and _height(file, second) <= full:
            return first, second
    return _cut(file, first, full - head), _cut(file, second, full)


def _cut(file: WordFile, parts: Sequence[SheetPart], room: float) -> Sequence[SheetPart]:
    """The longest fields are shortened until the page holds all of them."""
    limit, cut = max((part.letters for part in parts), default=0), parts
    while limit > LEAST and _height(file, cut) > room:
        limit = max(LEAST, int(limit * 0.93))
        cut = [part.cut(limit) for part in parts]
    return cut


def _height(file: WordFile, parts: Sequence[SheetPart]) -> float:
    """How high these fields get, in cm."""
    return sum(
        file.height(part.title, HEADING)
        + sum(file.height(line, TEXT) for line in part.text)
        + sum(file.height(line, POINT) for line in part.points)
        for part in parts
    )


def shorten_lines(lines: Sequence[str], limit: int) -> list[str]:
    """The first lines, about so many letters of them; what is cut ends after a sentence or a word, with a mark."""
    kept: list[str] = []
    left = limit
    for line in lines:
        if len(line) <= left:
            kept.append(line)
            left -= len(line)
            continue
        part = line[:left]
        end = max(part.rfind(mark) for mark in (". ", "? ", "! ")) + 1
        part = part[:end] if end > left // 2 else part[: max(part.rfind(" "), 0)]
        if part:
            kept.append(part.rstrip(" ,;:") + MORE)
        elif kept:
            kept[-1] += MORE
        break
    return kept
