"""The running order for the wall: one page a day, in letters as large as the page allows."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from ...lib.clock import format_wall_time
from ...lib.document_tables import TableLook
from ...lib.documents import WordFile
from ...web.i18n import _, use_language
from ..choices import Choices
from ..guide import Guide, GuideDay, GuideStep
from .booklet import weekday_title
from .look import begin_guide_file

TIME, TEXT = "Wall Time", "Wall Text"
LARGEST, SMALLEST = 26.0, 5.0
"""Sizes of letters (pt) that are tried, largest first."""
SPARE = 0.6
"""Centimetres of a page that stay free, because heights are estimated."""


@dataclass(frozen=True)
class WallRow:
    """What the wall says of a step: when, what, where. Nothing that is the team's alone, no names."""

    when: str
    title: str
    room: str


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The running order – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file, points = _begun(guide, choices, look)
        file.no_cover()
        for style in (TIME, TEXT):
            file.sized(style, points)
        for number, one in enumerate(guide.days):
            if number:
                file.new_page()
            file.add(weekday_title(one), "Wall Title")
            rows = wall_rows(one)
            if rows:
                shown = [[row.when, row.title, row.room] for row in rows]
                file.table(_table(file, points, rows), shown, name=weekday_title(one))
            else:
                file.add(_("This day has no steps yet."), "Hole")
        if not guide.days:
            file.add(guide.title, "Wall Title")
            file.add(_("There is no step in the agenda yet."), "Hole")
        return file.save()


def _begun(guide: Guide, choices: Choices, look: Path | bytes) -> tuple[WordFile, float]:
    """The file upright or on its side, whichever takes the larger letters, and their size."""
    upright = begin_guide_file(guide, choices, look)
    upright.paper(choices.paper.value, punched=False)
    size = largest_letter_size(upright, guide.days)
    wide = begin_guide_file(guide, choices, look)
    wide.paper(choices.paper.value, wide=True, punched=False)
    other = largest_letter_size(wide, guide.days)
    return (wide, other) if other > size else (upright, size)


def largest_letter_size(file: WordFile, days: list[GuideDay]) -> float:
    """The largest size of letters (pt) in which every day fits on a page."""
    sizes = [SMALLEST + step / 2 for step in range(int((LARGEST - SMALLEST) * 2) + 1)]
    shown = [(weekday_title(one), wall_rows(one)) for one in days]

    def too_large(points: float) -> bool:
        file.sized(TEXT, points)
        return any(
            _height(file, title, rows, points) > file.text_height - SPARE for title, rows in shown
        )

    return sizes[max(0, bisect_left(sizes, True, key=too_large) - 1)]


def _height(file: WordFile, title: str, rows: list[WallRow], points: float) -> float:
    """How high (cm) a day gets in letters of that size."""
    widths = _table(file, points, rows).widths
    high = file.height(title, "Wall Title")
    for row in rows:
        texts = zip((row.title, row.room), widths[1:], strict=True)
        em = points * 2.54 / 72 * (OWN_WIDER if file.own_look else 1)
        lines = max(lines_in(text, (width - PADDING) / em) for text, width in texts)
        high += LINE + file.line_height(TEXT, lines)
    return high


def lines_in(text: str, width: float) -> int:
    """How many lines the text takes, broken between words; `width` by the size of its letters."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = sum(WIDTHS.get(sign, CAPITAL if sign.isupper() else USUAL) for sign in word)
        if used and used + SPACE + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (SPACE if used else 0)
        lines, used = lines + int(used // width), used % width
    return lines


WIDTHS = (
    dict.fromkeys("ijl.,:;'’|!", 0.26) | dict.fromkeys("frt()-", 0.34) | dict.fromkeys("mwMW", 0.82)
)
USUAL, CAPITAL, SPACE = 0.51, 0.62, 0.23
"""How wide letters are by their size, in the planner's own look."""
OWN_WIDER = 1.3
"""How much wider they may be in somebody else's."""


PADDING, LINE = 0.45, 0.13
"""Room inside a cell beside its text, and above and below it with the line (cm)."""


NARROW, WIDE = 0.52, 0.7
"""The width of a bold figure by the size of its letters: in the planner's own look, and in whatever font somebody brings."""


def _table(file: WordFile, points: float, rows: list[WallRow]) -> TableLook:
    """Times on one line each, rooms as wide as the longest where there are any, the rest for titles."""
    width, letter = file.text_width, points * 2.54 / 72 * 0.56
    figure = points * 2.54 / 72 * (WIDE if file.own_look else NARROW)
    times = figure * max((len(row.when) for row in rows), default=11) + PADDING
    rooms = min(letter * max((len(row.room) for row in rows), default=0) + PADDING, width * 0.28)
    return TableLook("Guide Table", (times, width - times - rooms, rooms), (TIME, TEXT, TEXT))


def wall_rows(one: GuideDay) -> list[WallRow]:
    """The day for everybody: blocks and steps, not what is the team's alone or happens inside a group.

    What a block holds stands below it with a dash: the times of both would contradict each other.
    """
    return [
        WallRow(_when(step), f"– {step.title}" if step.session else step.title, _rooms(step))
        for step in one.steps
        if not step.internal and step.kind != "note" and not step.group
    ]


def _when(step: GuideStep) -> str:
    return step.when if step.end > step.start else format_wall_time(step.start)


def _rooms(step: GuideStep) -> str:
    return step.room or ", ".join(dict.fromkeys(one.room for one in step.groups if one.room))
