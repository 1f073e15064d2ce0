"""Lines of text become days and steps: what begins with a time is a step, what stands below it says more of it."""

import re
from collections.abc import Sequence

from ...lib.text import plain_text
from . import lengths, times
from .arrived import LONGEST_LINE, Doubt, WhyLeftOut
from .below import group_wording, groups_in, open_groups, read_line_below
from .building import OPENS, Building
from .dates import DayHeading, dated_heading, day_heading
from .finishing import RawStep
from .mail_lines import CLOSING
from .people import NamePosition, read_people
from .pieces import FilePara
from .rooms import is_room
from .texts import tidy_title, without_bullet, without_marks
from .timed_lines import BRACKETED, TimedLines
from .times import WrittenSpan
from .vocabulary import (
    GREETING,
    GROUP_LINE,
    PEOPLE_LABEL,
    ROOM_LABEL,
    TOTAL,
    may_be_title,
    why_no_step,
)
from .wording import StepWording, understand_text

_SECTION = re.compile(
    r"^(?:sesioni|session|seanca|pjesa|part|blloku|block|moduli|module|tema|paneli|kreu)\s+(?:[ivx]+|\d+|[a-z])\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^\W*(?:subject|subjekti|lënda|lenda|tema)\W*:", re.IGNORECASE)
"""What a mail is about, in its head: where a day stands in it, it is the agenda's."""
LONG_TEXT = 12
"""Words from which on a line that stands alone is a text, not something said of a step."""


class Lines(TimedLines):
    """Reads lines into a building."""

    def __init__(
        self, building: Building, paras: Sequence[FilePara], has_tables: bool = False
    ) -> None:
        super().__init__(building, paras, has_tables)
        self.pending: tuple[WrittenSpan, FilePara] | None = None
        self.kind = ""
        """What stands between a time and the heading that names its step."""
        self.blank = self.aside = False
        """Whether a gap is above; whether a text that stands by itself is all there is between a step and this line."""
        self.top: FilePara | None = None
        self.titled = (
            0  # the size of the heading that titled the step above, whose time stood alone
        )

    def read(self, para: FilePara, number: int) -> None:
        """One line."""
        self.at = number
        text = without_marks(para.text).strip()
        if para.why is not None or len(para.text) > LONGEST_LINE:
            if para.why is WhyLeftOut.HEADING and (para.says == "head" or _SUBJECT.match(text)):
                self.building.head(text)
            self.building.leave(para.spot, para.text, para.why or WhyLeftOut.TEXT)
        elif not text or not re.search(r"\w", text):
            self.blank = True
            return
        elif self._is_opening(text):
            self.building.head(text)
            self.building.leave(para.spot, para.text, WhyLeftOut.HEADING)
        elif self.ends_with(para):
            return
        elif opens := self.opens_with(para):
            self.building.opens_at(opens)
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
            times.span_anywhere(without_bullet(text))
            if self.at_end and not why_no_step(plain_text(text)) or self._ends_with_time(para)
            else None
        ):
            if self.pending:
                self._titled(self.pending[1], "")
            if self._says_when_all_is(span):
                self.building.head(text)
                self.building.leave(para.spot, para.text, WhyLeftOut.HEADING)
                return
            self._inner_or_top(para, span, number)
        elif (
            (self.by_length or self.each)
            and (length := self._length(para))
            and not TOTAL.match(plain_text(text))
        ):
            if self.total == length and not any(day.steps for day in self.building.days):
                self.building.leave(para.spot, text, WhyLeftOut.TOTAL)
                return
            told = self._understood(BRACKETED.sub("", without_bullet(text)))
            told.minutes = told.minutes or length
            self.building.add(told, WrittenSpan(), para.spot, text)
        else:
            self._untimed(para, text)
        self.blank = False

    def _ends_with_time(self, para: FilePara) -> bool:
        """`Session 2: 13:15–14:45` as a heading among headings that begin with their times, `Opening (9:00 – 9:30)` as any.

        Not where the line below begins when it does: it stands over these.
        """
        if self.loose and para.heading > 2 and re.search(r"\d[:.h]\d{2}\W*$", para.text):
            return True
        span = times.span_in_brackets(para.text) if para.heading else None
        following = next(
            (one for one in map(self._any_span, self.paras[self.at + 1 :]) if one is not None), None
        )
        return span is not None and (following is None or following.start != span.start)

    def _any_span(self, para: FilePara) -> WrittenSpan | None:
        return self._span(para) or (times.span_in_brackets(para.text) if para.heading else None)

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

    def _day(self, para: FilePara, text: str) -> DayHeading | None:
        if re.match(r"\W*\d{1,2}[:h]\d{2}", text) or TOTAL.match(plain_text(text)):
            return None
        line = without_bullet(text) if re.match(r"^\s*\d{1,2}[.)]\s", text) is None else text
        heading = day_heading(line, self.building.near) or (
            dated_heading(line, self.building.near) if para.heading else None
        )
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
        if (length := lengths.length_alone(text)) is not None:
            self.pending = (WrittenSpan(span.start, span.end, span.minutes or length), at)
            return
        if self._is_kind(para, text):
            self.kind = text
            return
        self.pending = None
        if not text:
            self.building.leave(at.spot, at.text, WhyLeftOut.TEXT)
            return
        self._timed(
            FilePara(para.text, at.spot, at.indent, bullet=at.bullet),
            WrittenSpan(span.start, span.end, span.minutes, text),
        )
        self.titled = para.heading
        if self.kind and self.building.last is not None:
            self.building.more(self.kind)
        self.kind = ""

    def _is_kind(self, para: FilePara, text: str) -> bool:
        """`Keynote` between a time and a heading: what kind of step the heading names."""
        following = self.paras[self.at + 1] if self.at + 1 < len(self.paras) else None
        return (
            following is not None
            and bool(following.heading)
            and not para.heading
            and 0 < len(text.split()) <= 3
            and following.why is None
            and not self._span(following)
            and not day_heading(following.text, self.building.near)
        )

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
        self.titled, self.aside = 0, False
        rest = span.rest.strip(" :–—-|,.\t").lstrip(")").strip()
        length = lengths.length_alone(rest)
        if length is not None or not re.search(r"\w", rest):
            span = WrittenSpan(span.start, span.end, span.minutes or length)
            if self._is_frame(span):
                self.building.head(f"{self.building.day.name} {para.text}")
                self.building.leave(para.spot, para.text, WhyLeftOut.HEADING)
                return None
            self.pending = (span, para)
            return None
        return self.step(rest, span, para)

    def step(self, rest: str, span: WrittenSpan, para: FilePara) -> RawStep | None:
        """A step whose time is known: its title, and the groups that stand beside each other in it."""
        head, groups = groups_in(rest)
        told = understand_text(head) if span.end or span.minutes else self._understood(head)
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
        open_groups(self.building, self.lines_below())
        return made

    def _understood(self, text: str) -> StepWording:
        """What a line says whose end is not told: the number it ends with may be its minutes."""
        told = understand_text(text)
        if told.minutes is None and not told.cafe.rounds and (found := self._bare_length(text)):
            told = understand_text(found[1])
            told.minutes = found[0]
        return told

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
        grouped = building.last is not None and building.over().side_by_side and not building.closed
        if why and grouped and (para.bullet or para.indent) and may_be_title(simple):
            why = None
        if grouped and building.groups_are_told():
            told, worded = group_wording(text), why_no_step(plain_text(without_bullet(text)))
            why = why if told.people or told.room else worded or why
        if self._is_signed(para, text):
            building.leave(para.spot, para.text, WhyLeftOut.SIGNATURE)
            building.closed = True
            return
        label = PEOPLE_LABEL.match(text)
        if self.aside and building.last is not None and label and label["colon"]:
            building.closed = False  # who speaks, below what a step is about
        self.aside = self.aside and building.closed
        if building.last is None or building.closed:
            self._leave_apart(para, text, why)
        elif why is not None:
            building.leave(para.spot, para.text, why)
            building.closed = building.closed or bool(CLOSING.match(simple))
        elif para.heading or (
            _SECTION.match(text)
            and not building.over().side_by_side
            and (self.blank or text.isupper())
            and not para.bullet
        ):
            building.leave(para.spot, para.text, WhyLeftOut.HEADING)
            building.closed, self.aside = True, False
        elif self.blank and not para.bullet and self._is_loose(para, text):
            building.leave(para.spot, para.text, WhyLeftOut.TEXT)
            building.closed = self.aside = True
        else:
            read_line_below(building, text, para)

    def _leave_apart(self, para: FilePara, text: str, why: WhyLeftOut | None) -> None:
        """A line that belongs to no step: above the first one, or after what closed the last."""
        before = not any(day.steps for day in self.building.days)
        if before and why in (None, WhyLeftOut.SIGNATURE, WhyLeftOut.NOTE):
            self.building.head(text)
        short_capitals = len(text.split()) < LONG_TEXT and text.isupper()
        if why is None and GREETING.match(plain_text(text)):
            why = WhyLeftOut.NOTE
        elif why is None:
            is_head = before or para.heading or _SECTION.match(text) or short_capitals
            why = WhyLeftOut.HEADING if is_head else WhyLeftOut.TEXT
        self.building.leave(para.spot, para.text, why)

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
