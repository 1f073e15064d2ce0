"""What the lines of a text say of times: which begin with one, which with a date as well, and whether lengths are told instead."""

import re
from collections.abc import Sequence
from datetime import date

from ...lib.text import plain_text
from . import lengths, times
from .arrived import WhyLeftOut
from .building import OPENS, Building
from .cafe_counts import size_of_groups
from .dates import day_heading, find_date
from .ended import end_alone
from .people import read_people
from .pieces import FilePara
from .texts import without_bullet, without_marks
from .times import WrittenSpan
from .vocabulary import COPYRIGHT, NOTE, SIGNED_AS, may_be_title

BRACKETED = re.compile(r"^\s*[(\[](\d{1,3})[)\]]\s+(?=\S)")
"""`(10) Welcome`: minutes, where several lines begin so."""


_FOUR_DIGITS = re.compile(r"^\W*\d{4}\s?[-–—]\s?\d{4}(?!\d)")
_FOUR_ALONE = re.compile(r"^(?:[01]\d|2[0-3])[0-5]\d(?=\s+[^\W\d])")
"""`1230 End`, where other lines begin with spans of four digits: `1200–1230`."""

_HOURS_AHEAD = re.compile(r"^[(\[]?([0-9])\s?[hH](?:\s?[0-5]\d)?\b(?!\s*[-–—]\s*\d)")
LONGEST_HOURS = 6
"""Hours that one step lasts at most, where `1h30` may be a time of day as well."""

_WHEN_ALL_IS = re.compile(
    r"^\W*(?:ora|orari|koha|kur|time|times|when|hours)\W*:\W*(?:nga ora |ora |from )?\d",
    re.IGNORECASE,
)


class TimedLines:
    """The lines of a text, and how they tell times all together."""

    def __init__(self, building: Building, paras: Sequence[FilePara], has_tables: bool) -> None:
        self.building, self.paras, self.has_tables = building, paras, has_tables
        self.at = -1
        """Which line is read."""
        self.loose = self.digits = self.hours_last = False
        """Whether several lines begin with a time, so that two bare numbers are one, too; whether they are told in four digits;
        whether `1h30` ahead of a line is how long it lasts, as `15 min` ahead of others."""
        self.digits = sum(_FOUR_DIGITS.match(one.text) is not None for one in paras) > 1
        self.hours_last = self._tells_lengths_in_hours()
        starts = sum(self._span(one) is not None for one in paras)
        self.loose = starts > 1
        self.dated = sum(self._dated(one) is not None for one in paras) > 1
        self.bracketed = sum(BRACKETED.match(one.text) is not None for one in paras) > 2
        self.bare, self.each = self._count_bare()
        minutes = [one for one in map(self._length, paras) if one is not None]
        ends = self._at_ends()
        self.at_end = starts < 2 and not has_tables and ends > starts and ends >= len(minutes)
        self.by_length = starts < 2 and not self.at_end and not has_tables and len(minutes) > 1
        sure = [one.indent for one in paras if self._length(one) is not None]
        self.length_indent = min(sure, default=0)
        """How deep the lines stand that say how long they are."""
        self.total = minutes[0] if len(minutes) > 2 and minutes[0] == sum(minutes[1:]) else None
        """What the first length says, where it is all others together."""

    def _count_bare(self) -> tuple[bool, bool]:
        """Whether numbers that lines end with are minutes, and whether each line with a length is a step of its own.

        They are where most lines end with one, and none reaches beyond the next start.
        """
        said = [
            (self._span(one), self._any_length(one))
            for one in self.paras
            if one.why is None
            and re.search(r"[^\W\d]{3,}", one.text)
            and not day_heading(one.text, self.building.near)
        ]
        flat = len({one.indent for one in self.paras}) == 1 and not any(
            one.bullet for one in self.paras
        )
        steps = [one for one in said if one[0]] or said
        bare = sum(is_bare for _span, (_minutes, is_bare) in steps)
        told = sum(minutes is not None for _span, (minutes, _bare) in steps)
        fits = _fits([one for one in said if one[0]])
        of_all = sum(minutes is not None for _span, (minutes, _bare) in said)
        each = flat and len(steps) < len(said) and 5 * of_all >= 4 * len(said) and _fits(said)
        return fits and bare > 0 and told > 1 and 2 * told > len(steps), each

    def _any_length(self, para: FilePara) -> tuple[int | None, bool]:
        """The minutes a line ends with, and whether no word says so."""
        text = para.text.strip()
        if found := lengths.length_at_end(text):
            return found[0], False
        bare = lengths.bare_length_at_end(text)
        return (bare[0], True) if bare else (None, False)

    def _bare_length(self, text: str) -> tuple[int, str] | None:
        found = lengths.bare_length_at_end(text) if self.bare else None
        if found and size_of_groups(found[1]) != size_of_groups(text):  # `in groups of 5`
            return None
        return found

    def _at_ends(self) -> int:
        return sum(
            times.span_anywhere(one.text) is not None
            and not NOTE.match(plain_text(one.text))
            and not OPENS.match(plain_text(one.text))
            for one in self.paras
        )

    def _span(self, para: FilePara | None) -> WrittenSpan | None:
        if para is None or para.why is not None or COPYRIGHT.search(para.text):
            return None
        text = without_bullet(without_marks(para.text).strip())
        if self.digits and _FOUR_ALONE.match(text):
            text = f"{text[:2]}:{text[2:]}"
        if self.hours_last and _HOURS_AHEAD.match(text):
            return None
        found = times.span_at_start(text, self.loose and not para.bullet)
        if (
            found
            and day_heading(text, self.building.near)
            and not re.match(r"\W*\d{1,2}[:.h]\d{2}", text)
        ):
            return None
        return found

    def _tells_lengths_in_hours(self) -> bool:
        """Whether lines begin with lengths, some of them in hours: `15 min – Welcome`, `1h30 – Panel`."""
        texts = [
            without_bullet(without_marks(one.text).strip()) for one in self.paras if one.why is None
        ]
        hours = [int(found[1]) for one in texts if (found := _HOURS_AHEAD.match(one))]
        others = [one for one in texts if not _HOURS_AHEAD.match(one)]
        return (
            bool(hours)
            and max(hours) <= LONGEST_HOURS
            and any(lengths.length_at_start(one) for one in others)
            and not any(times.span_at_start(one) for one in others)
        )

    def _length(self, para: FilePara) -> int | None:
        text = without_bullet(without_marks(para.text).strip())
        if self.bracketed and (alone := BRACKETED.match(text)):
            return int(alone[1])
        found = (
            lengths.length_at_end(text) or lengths.length_at_start(text) or self._bare_length(text)
        )
        return (
            found[0]
            if found
            and re.search(r"[^\W\d]{3,}", found[1])
            and (may_be_title(plain_text(text)) or not NOTE.match(plain_text(text)))
            else None
        )

    def _dated(self, para: FilePara) -> tuple[date, WrittenSpan] | None:
        """A line that begins with a date and a time."""
        text = without_bullet(without_marks(para.text).strip())
        written = (
            find_date(text, self.building.near)
            if re.match(r"\W*\d", text) or len(text) < 200
            else None
        )
        if (
            not written
            or written.on is None
            or re.search(r"[^\W\d]{3,}", re.sub(r"(?i)dita|day|e \w+", "", text[: written.start]))
        ):
            return None
        span = times.span_at_start(text[written.end :].lstrip(" ,;:–—-T|\t"))
        return (written.on, span) if span and re.search(r"\w{2,}", span.rest) else None

    def _says_when_all_is(self, span: WrittenSpan) -> bool:
        """`2:30 PM, 16 July 2027 | Bella Center`, above everything: when it begins, and on which day."""
        if any(day.steps for day in self.building.days):
            return False
        said = span.rest.lstrip(" ,;:|–—-")
        written = find_date(said[:60], self.building.near)
        return bool(
            written
            and written.on
            and written.start <= 12
            and re.match(r"\W*(?:\w+\W+)?$", said[: written.start] or "")
        )

    def _is_frame(self, span: WrittenSpan) -> bool:
        """`3:30 pm to 5:30 pm` below a day, where the first step begins just then: when the day is, not a step."""
        if span.start is None or span.end is None or self.building.day.steps:
            return False
        if self.has_tables:
            return True
        following = (self._span(one) for one in self.paras[self.at + 1 :])
        first = next((one for one in following if one is not None), None)
        return (
            first is not None
            and first.start is not None
            and bool(re.search(r"[^\W\d_]{2,}", first.rest))
            and first.start.minute % 720 == span.start.minute % 720
            and first.end != span.end
        )

    def opens_with(self, para: FilePara) -> int | None:
        """`Ora: 11:00 – 13:00` above everything, once: the minute all begins with, no step."""
        if any(day.steps for day in self.building.days) or not _WHEN_ALL_IS.match(para.text):
            return None
        span = self._span(para)
        once = sum(_WHEN_ALL_IS.match(one.text) is not None for one in self.paras) == 1
        alone = span is not None and not re.search(r"\w{2,}", span.rest)
        return span.start.minute if once and alone and span and span.start else None

    def ends_with(self, para: FilePara) -> bool:
        """`Përfundon 12:15` below the steps: until when the last one lasts, no step and nothing said of it."""
        last, clock = self.building.last, end_alone(without_marks(para.text))
        end = times.parse_clock(clock) if clock else None
        if last is None or end is None or last.end or last.minutes is not None:
            return False
        for step in self.building.day.steps:
            if step is last or (step.start == last.start and step.over is last.over is not None):
                step.end = end
        self.building.leave(para.spot, para.text, WhyLeftOut.HEADING)
        self.building.closed = True
        return True

    def lines_below(self) -> list[str]:
        """The lines between this one and the next gap, heading or time."""
        found: list[str] = []
        for one in self.paras[self.at + 1 :]:
            text = without_marks(one.text).strip()
            if not text or one.heading or one.why is not None or self._span(one):
                break
            found.append(text)
        return found

    def _is_signed(self, para: FilePara, text: str) -> bool:
        """`KRYETARI I KËSHILLIT` over a name, below all steps: who signed."""
        if not text.isupper() or para.bullet or not SIGNED_AS.match(plain_text(text)):
            return False
        below = self.paras[self.at + 1 :]
        name = next((one.text for one in below if one.text.strip()), "")
        return bool(read_people(name)) and not any(
            self._span(one) or self._length(one) for one in below
        )


def _fits(said: Sequence[tuple[WrittenSpan | None, tuple[int | None, bool]]]) -> bool:
    """Whether lines that follow each other with those lengths never reach beyond the next start."""
    now = None
    for span, (minutes, _bare) in said:
        if span and span.start:
            if now is not None and now > span.start.minute > 0 and now - span.start.minute < 720:
                return False
            now = span.start.minute
        if now is not None:
            now += minutes or 0
    return True
