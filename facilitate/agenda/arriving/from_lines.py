"""Lines of text become days and steps: what begins with a time is a step, what stands below it says more of it."""

import re
from collections.abc import Sequence
from datetime import date

from ...lib.text import plain_text
from . import times
from .arrived import LONGEST_LINE, Doubt, WhyLeftOut
from .below import groups_in, read_line_below
from .building import OPENS, Building
from .dates import DayHeading, day_heading, find_date
from .finishing import RawStep
from .people import NamePosition, read_people
from .pieces import FilePara
from .rooms import is_room
from .texts import tidy_title, without_bullet, without_marks
from .times import WrittenSpan
from .vocabulary import (
    GREETING,
    GROUP_LINE,
    NOTE,
    PEOPLE_LABEL,
    ROOM_LABEL,
    TOTAL,
    why_no_step,
)
from .wording import understand_text

_SECTION = re.compile(
    r"^(?:sesioni|session|seanca|pjesa|part|blloku|block|moduli|module|tema|paneli|kreu)\s+(?:[ivx]+|\d+|[a-z])\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^\W*(?:subject|subjekti|lënda|lenda|tema)\W*:", re.IGNORECASE)
"""What a mail is about, in its head: where a day stands in it, it is the agenda's."""
_BRACKETED = re.compile(r"^\s*[(\[](\d{1,3})[)\]]\s+(?=\S)")
"""`(10) Welcome`: minutes, where several lines begin so."""
LONG_TEXT = 12
"""Words from which on a line that stands alone is a text, not something said of a step."""


class Lines:
    """Reads lines into a building."""

    def __init__(
        self, building: Building, paras: Sequence[FilePara], has_tables: bool = False
    ) -> None:
        self.building, self.paras, self.has_tables = building, paras, has_tables
        self.pending: tuple[WrittenSpan, FilePara] | None = None
        self.blank = False
        self.top: FilePara | None = None
        self.loose = False
        self.titled = (
            0  # the size of the heading that titled the step above, whose time stood alone
        )
        starts = sum(self._span(one) is not None for one in paras)
        self.loose = starts > 1
        self.dated = sum(self._dated(one) is not None for one in paras) > 1
        self.bracketed = sum(_BRACKETED.match(one.text) is not None for one in paras) > 2
        lengths = [one for one in map(self._length, paras) if one is not None]
        ends = self._at_ends()
        self.at_end = starts < 2 and not has_tables and ends > starts and ends >= len(lengths)
        self.by_length = starts < 2 and not self.at_end and not has_tables and len(lengths) > 1
        sure = [one.indent for one in paras if self._length(one) is not None]
        self.length_indent = min(sure, default=0)
        """How deep the lines stand that say how long they are."""
        self.total = lengths[0] if len(lengths) > 2 and lengths[0] == sum(lengths[1:]) else None
        """What the first length says, where it is all others together."""

    def _at_ends(self) -> int:
        return sum(
            times.span_anywhere(one.text) is not None and not OPENS.match(plain_text(one.text))
            for one in self.paras
        )

    def read(self, para: FilePara, number: int) -> None:
        """One line."""
        text = without_marks(para.text).strip()
        if para.why is not None or len(para.text) > LONGEST_LINE:
            if para.why is WhyLeftOut.HEADING and _SUBJECT.match(text):
                self.building.head(text)
            self.building.leave(para.spot, para.text, para.why or WhyLeftOut.TEXT)
        elif not text or not re.search(r"\w", text):
            self.blank = True
            return
        elif self._is_opening(text):
            self.building.head(text)
            self.building.leave(para.spot, para.text, WhyLeftOut.HEADING)
        elif self.dated and (dated := self._dated(para)):
            self.building.on(dated[0], para.spot)
            self._timed(para, dated[1])
        elif self.pending and not self._span(para):
            self._titled(para, text)
        elif heading := self._day(para, text):
            self.building.begin(heading, text, para.spot)
            self.top = None
        elif span := self._span(para if not self._is_inside(para) else None) or (
            times.span_anywhere(without_bullet(text)) if self.at_end else None
        ):
            if self.pending:
                self._titled(self.pending[1], "")
            self._inner_or_top(para, span, number)
        elif (
            self.by_length and (length := self._length(para)) and not TOTAL.match(plain_text(text))
        ):
            if self.total == length and not any(day.steps for day in self.building.days):
                self.building.leave(para.spot, text, WhyLeftOut.TOTAL)
                return
            told = understand_text(_BRACKETED.sub("", without_bullet(text)))
            told.minutes = told.minutes or length
            self.building.add(told, WrittenSpan(), para.spot, text)
        else:
            self._untimed(para, text)
        self.blank = False

    def _is_inside(self, para: FilePara) -> bool:
        """Whether a line stands below one whose length alone is known, so that a time in it is something said of that step."""
        return (
            self.by_length and para.indent > self.length_indent and self.building.last is not None
        )

    def _is_opening(self, text: str) -> bool:
        """`Fillimi: 9:00`, above everything."""
        return not any(day.steps for day in self.building.days) and bool(
            OPENS.match(plain_text(text))
        )

    def close(self) -> None:
        """The last line was read."""
        if self.pending:
            self._titled(self.pending[1], "")

    def _span(self, para: FilePara | None) -> WrittenSpan | None:
        if para is None or para.why is not None:
            return None
        text = without_bullet(without_marks(para.text).strip())
        found = times.span_at_start(text, self.loose and not para.bullet)
        if (
            found
            and day_heading(text, self.building.near)
            and not re.match(r"\W*\d{1,2}[:.h]\d{2}", text)
        ):
            return None
        return found

    def _length(self, para: FilePara) -> int | None:
        text = without_bullet(without_marks(para.text).strip())
        if self.bracketed and (alone := _BRACKETED.match(text)):
            return int(alone[1])
        found = times.length_at_end(text) or times.length_at_start(text)
        return (
            found[0]
            if found and re.search(r"[^\W\d]{3,}", found[1]) and not NOTE.match(plain_text(text))
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

    def _day(self, para: FilePara, text: str) -> DayHeading | None:
        if re.match(r"\W*\d{1,2}[:h]\d{2}", text) or TOTAL.match(plain_text(text)):
            return None
        line = without_bullet(text) if re.match(r"^\s*\d{1,2}[.)]\s", text) is None else text
        heading = day_heading(line, self.building.near)
        if (
            heading
            and heading.on is None
            and not heading.bad
            and heading.number is None
            and para.bullet
        ):
            return None
        return heading

    def _titled(self, para: FilePara, text: str) -> None:
        """The line below a time that stands alone is its title."""
        assert self.pending is not None
        span, at = self.pending
        self.pending = None
        if not text:
            self.building.leave(at.spot, at.text, WhyLeftOut.TEXT)
            return
        self._timed(
            FilePara(para.text, at.spot, at.indent, bullet=at.bullet),
            WrittenSpan(span.start, span.end, span.minutes, text),
        )
        self.titled = para.heading

    def _inner_or_top(self, para: FilePara, span: WrittenSpan, number: int) -> None:
        """A time that stands deeper than the step above it: a step of its own where there are several, else something said."""
        last = self.building.last
        deeper = self.top is not None and (
            para.indent > self.top.indent + 1 or (para.bullet and not self.top.bullet)
        )
        if last is not None and self.top is not None and deeper and not self.building.closed:
            over = last.over or last
            inner = [one for one in self._until_top(number) if self._span(one)]
            within = (
                over.start is not None
                and span.start is not None
                and (
                    over.end is None
                    or span.start.minute < over.end.minute
                    or over.end.minute < over.start.minute
                )
            )
            if within and len(inner) < 2 and last.over is None:
                self.building.more(para.text)
                return
            if within:
                made = self._timed(para, span)
                if made is not None:
                    made.over = over
                return
        if not deeper or self.top is None:
            self.top = para
        self._timed(para, span)

    def _until_top(self, number: int) -> list[FilePara]:
        """The lines from here that stand deeper than the top ones."""
        found = []
        for one in self.paras[number:]:
            if (
                one.text.strip()
                and self.top
                and one.indent <= self.top.indent + 1
                and (not one.bullet or self.top.bullet)
            ):
                break
            found.append(one)
        return found

    def _timed(self, para: FilePara, span: WrittenSpan) -> RawStep | None:
        self.titled = 0
        rest = span.rest.strip(" :–—-|,.\t").lstrip(")").strip()
        if not re.search(r"\w", rest):
            self.pending = (span, para)
            return None
        return self.step(rest, span, para)

    def step(self, rest: str, span: WrittenSpan, para: FilePara) -> RawStep | None:
        """A step whose time is known: its title, and the groups that stand beside each other in it."""
        head, groups = groups_in(rest)
        told = understand_text(head)
        if not told.title:
            if not groups and not told.people and told.minutes is not None:
                self.pending = (WrittenSpan(span.start, span.end, told.minutes, ""), para)
                return None
            told.title = tidy_title(head) or ", ".join(told.people)
        made = self.building.add(told, span, para.spot, para.text)
        for group in groups:
            self.building.add_beside(understand_text(group), para.spot, group).doubts.append(
                Doubt.SIDE_BY_SIDE
            )
        return made

    def _untimed(self, para: FilePara, text: str) -> None:
        simple, building = plain_text(text), self.building
        if (last := building.last) and para.heading and para.heading == self.titled:
            span = WrittenSpan(last.start, last.end, last.minutes)
            made = building.add(understand_text(text), span, para.spot, para.text)
            made.doubts.append(Doubt.SIDE_BY_SIDE)
            return
        why = why_no_step(simple)
        starred = para.bullet and self.top is not None and para.indent > self.top.indent
        if why is WhyLeftOut.NOTE and (GROUP_LINE.match(text) or starred):
            why = None  # a star at the edge is a note, deeper it is a bullet
        if building.last is None or building.closed:
            before = not any(day.steps for day in building.days)
            if before and why in (None, WhyLeftOut.SIGNATURE, WhyLeftOut.NOTE):
                building.head(text)
            head = (
                before
                or para.heading
                or bool(_SECTION.match(text))
                or len(text.split()) < LONG_TEXT
                and text.isupper()
            )
            building.leave(
                para.spot,
                para.text,
                why
                if why
                else WhyLeftOut.NOTE
                if GREETING.match(simple)
                else WhyLeftOut.HEADING
                if head
                else WhyLeftOut.TEXT,
            )
        elif why is not None:
            building.leave(para.spot, para.text, why)
        elif para.heading or (
            _SECTION.match(text)
            and not building.over().side_by_side
            and (self.blank or text.isupper())
            and not para.bullet
        ):
            building.leave(para.spot, para.text, WhyLeftOut.HEADING)
            building.closed = True
        elif self.blank and not para.bullet and self._is_loose(para, text):
            building.leave(para.spot, para.text, WhyLeftOut.TEXT)
            building.closed = True
        else:
            read_line_below(building, text, para)

    def _is_loose(self, para: FilePara, text: str) -> bool:
        """Whether a line that stands after a gap says nothing of the step above."""
        if self.top is not None and para.indent > self.top.indent:
            return False
        return not (
            para.says
            or is_room(text)
            or read_people(text, NamePosition.TAIL)
            or PEOPLE_LABEL.match(text)
            or ROOM_LABEL.match(text)
            or GROUP_LINE.match(text)
        )
