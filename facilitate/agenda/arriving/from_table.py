"""Tables become days and steps, row by row."""

import re
from collections.abc import Sequence

from ...lib.text import plain_text
from . import times
from .arrived import Doubt, WhyLeftOut
from .below import are_named_groups, group_wording, groups_in, open_groups, read_line_below
from .finishing import RawStep
from .named_around import shared_out
from .people import are_sure, read_people
from .pieces import FileGridRow, FilePara
from .rooms import is_room, room_in_brackets, room_name_in, room_of_column
from .table_rows import NOTHING, Rows
from .texts import are_of_one_label, first_line_of, text_of_cell, tidy_title
from .times import WrittenSpan
from .vocabulary import (
    BREAK,
    GROUP_LINE,
    NOTE,
    PEOPLE_LABEL,
    SIGNATURE,
    TOTAL,
    may_be_title,
    why_no_step,
)
from .wording import binds, is_break, is_side_by_side, understand_text

_NO_BREAK_KIND = re.compile(r"\b(registr|regjistr|arrival|mberritj)")


class AgendaTable(Rows):
    """Reads one table into a building."""

    def read(self) -> None:
        """All rows, those above the headings too."""
        for number, row in enumerate(self.rows):
            if number == self.layout.header:
                continue
            if row.why is not None:
                self.building.leave(row.spot, self.said(row), row.why)
            elif number < self.layout.header:
                self.head(row)
            elif not self.is_header(row):
                self._row(row, number)

    def _row(self, row: FileGridRow, number: int) -> None:
        texts = self.texts(row)
        if not texts:
            return
        span = self.span(row)
        if span is None and self.is_day(row, texts):
            return
        self.day_cell(row)
        first = plain_text(texts[0])
        rest = plain_text(texts[1]) if len(texts) > 1 else ""
        if TOTAL.match(first) or (TOTAL.match(rest) and span is None):
            self.building.leave(row.spot, self.said(row), WhyLeftOut.TOTAL)
        elif len(texts) == 1 and self._one_text(row, texts[0], span):
            return
        elif self.layout.across:
            self._across(row, span)
        else:
            self._step(row, span, number)

    def _one_text(self, row: FileGridRow, text: str, span: WrittenSpan | None) -> bool:
        """A row in which one text stands alone; False where it says more of the step above, or is a step."""
        simple = plain_text(text)
        if (why := why_no_step(simple)) and not self._is_group(row, simple):
            self.building.leave(row.spot, text, why)
            return True
        timed = times.span_at_start(text)
        if timed and re.search(r"[^\W\d]{3,}", timed.rest):
            self._add(row, timed, timed.rest, [], "")
            return True
        spread = sum(text_of_cell(cell) == text for cell in row.cells)
        in_title = self.layout.of("title") and text_of_cell(self.cell(row, "title")) == text
        if self.building.last and not self.building.closed and self.all(row, "room") == [text]:
            return False
        if span is None and (spread > 1 or not in_title):
            if (
                self.building.last is not None
                and self.building.over().side_by_side
                and GROUP_LINE.match(text)
                and spread > 1
            ):
                return False
            if not any(day.steps for day in self.building.days):
                self.building.head(text)
            self.building.leave(
                row.spot, text, WhyLeftOut.HEADING if len(text.split()) < 20 else WhyLeftOut.TEXT
            )
            self.building.closed = True
            return True
        return False

    def _is_group(self, row: FileGridRow, simple: str) -> bool:
        """Whether a row that begins as a note does is one of the groups of the row above."""
        return (
            self.building.last is not None
            and not self.building.closed
            and self.building.over().side_by_side
            and plain_text(text_of_cell(self.cell(row, "title"))) == simple
            and may_be_title(simple)
            and (len(self.texts(row)) > 1 or not self.building.groups_are_told())
        )

    def _step(self, row: FileGridRow, span: WrittenSpan | None, number: int) -> None:
        title = text_of_cell(self.cell(row, "title"))
        people, room = self.all(row, "people"), self.room(row)
        if NOTHING.match(title):
            title = ""
        if not title and span is not None:
            title = next(
                (one for one in self.all(row, "kind") if BREAK.search(plain_text(one))), ""
            ) or (span.rest if re.search(r"[^\W\d]{3,}", span.rest) else "")
            if not title and (described := self.all(row, "description")):
                title = described[0]
            if not title and people and not any(read_people(one) for one in people):
                title, people = people[0], people[1:]
            if not title and (named := [name for one in people for name in read_people(one)]):
                self._add(row, span, "", people, room).title = ", ".join(named)
                return
        if span is None:
            self._untimed(row, title, people, room, number)
        elif not title:
            self.building.leave(row.spot, self.said(row), WhyLeftOut.TEXT)
        else:
            self._add(row, span, title, people, room)

    def _add(
        self,
        row: FileGridRow,
        span: WrittenSpan,
        title: str,
        people: Sequence[str],
        room: str,
        said: str = "",
    ) -> RawStep:
        """A step with its time. What has the time of a row that stands over groups is one of them."""
        first, more = first_line_of(title)
        if are_named_groups([first, *more]):
            for line, who in zip([first, *more], shared_out(people, len(more) + 1), strict=True):
                made = self._add(row, span, line, who, room, said)
            return made
        head, groups = groups_in(first)
        told = understand_text(head, placed=bool(room))
        if told.people and any(map(read_people, people)) and not are_sure(told.people):
            # who it is stands in a column of its own
            told.title, told.people = tidy_title(head), []
        if not told.title:
            told.title = tidy_title(head)
        if span.minutes is not None:
            told.minutes = None
        if told.minutes is not None and span.end is not None:
            told.minutes = None
        said = said or self.said(row)
        last = self.building.last
        same = last is not None and self.before == (span.start, span.end) and span.start is not None
        over = last.over or last if last is not None else None
        if (
            same
            and over is not None
            and over.side_by_side
            and not is_break(told.title)
            and (last is not over or not over.people)
            and not are_of_one_label(over.title, told.title)
        ):
            made = self.building.add_beside(told, row.spot, said, span)
        else:
            made = self.building.add(told, span, row.spot, said)
        if last is not None and are_of_one_label(last.title, made.title):
            last.side_by_side = made.side_by_side = False
        self.before = (span.start, span.end)
        made.room = room or made.room
        self._people(made, row, people, told.people)
        self._kind(made, row)
        for group in groups:
            self.building.add_beside(understand_text(group), row.spot, group).doubts.append(
                Doubt.SIDE_BY_SIDE
            )
        open_groups(self.building, more)
        for line in more:
            read_line_below(self.building, line, FilePara(line, row.spot, bullet=False))
        described = self.all(row, "description")
        if described and self.building.last is made:
            self.building.more("\n".join(one for one in described if one != title))
        return made

    def _people(
        self, made: RawStep, row: FileGridRow, cells: Sequence[str], in_title: Sequence[str]
    ) -> None:
        found = [name for cell in cells for name in read_people(cell)]
        made.facilitators = [
            name for cell in self.of_facilitators(row) for name in read_people(cell)
        ]
        if not found and not in_title:
            found = [
                name
                for line in "\n".join(self.all(row, "description")).split("\n")
                if (label := PEOPLE_LABEL.match(line.strip())) and binds(label, line.strip())
                for name in read_people(line.strip()[label.end() :])
            ]
        made.people = list(dict.fromkeys([*found, *in_title]))
        for cell in cells:
            if is_room(cell) and not made.room:
                made.room = room_name_in(cell)
            elif not made.room and (beside := room_in_brackets(cell)):
                made.room = beside
            elif not read_people(cell):
                made.description = f"{made.description}\n{cell}".strip()

    def _kind(self, made: RawStep, row: FileGridRow) -> None:
        kinds = " ".join(self.all(row, "kind"))
        simple = plain_text(kinds)
        if (
            BREAK.search(simple)
            and len(simple.split()) < 5
            and not _NO_BREAK_KIND.search(plain_text(made.title))
        ):
            made.is_break = True

    def _untimed(
        self, row: FileGridRow, title: str, people: Sequence[str], room: str, number: int
    ) -> None:
        """A row without a time: a length, a group of what stands above, a step that fills a gap, or more of the step above."""
        minutes = self.minutes(row)
        last, simple = self.building.last, plain_text(title)
        over = self.building.over() if last is not None else None
        if over is not None and not over.side_by_side and not self.building.closed:
            over.side_by_side = bool(title and room) and self.in_rooms_apart(number)
        noted = bool(SIGNATURE.match(simple) or NOTE.match(simple))
        noted = noted and not self._is_group(row, simple)
        if title and noted and minutes is None:
            self.building.leave(
                row.spot,
                self.said(row),
                WhyLeftOut.SIGNATURE if SIGNATURE.match(simple) else WhyLeftOut.NOTE,
            )
        elif (
            title
            and last is not None
            and self.building.over().side_by_side
            and not self.building.closed
            and not (minutes is not None and (self.by_length or is_break(title)))
            and self._is_beside(title, people, room)
        ):
            self._beside(row, title, people, room, minutes)
        elif self.says_a_time(row):
            self.building.leave(row.spot, self.said(row), WhyLeftOut.TEXT)
        elif title and minutes is not None:
            self._add(row, WrittenSpan(None, None, minutes, ""), title, people, room)
        elif last is None or self.building.closed:
            self.building.leave(
                row.spot,
                self.said(row),
                WhyLeftOut.HEADING if len(title.split()) < 15 and last is None else WhyLeftOut.TEXT,
            )
        elif title and self.fills_gap(last, number):
            self._add(row, WrittenSpan(), title, people, room)
        else:
            self._more(row, last, title, people, room)

    def _is_beside(self, title: str, people: Sequence[str], room: str) -> bool:
        return bool(
            GROUP_LINE.match(title)
            or room
            or any(read_people(one) for one in people)
            or is_side_by_side(self.building.over().title)
        )

    def _beside(
        self, row: FileGridRow, title: str, people: Sequence[str], room: str, minutes: int | None
    ) -> None:
        first, more = first_line_of(title)
        told = group_wording(first)
        if minutes is not None:
            told.minutes = minutes
        made = self.building.add_beside(told, row.spot, self.said(row))
        if not GROUP_LINE.match(title):
            made.doubts.append(Doubt.SIDE_BY_SIDE)
        made.room = room or made.room
        self._people(made, row, people, told.people)
        for line in more:
            read_line_below(self.building, line, FilePara(line, row.spot))

    def _more(
        self, row: FileGridRow, last: RawStep, title: str, people: Sequence[str], room: str
    ) -> None:
        """A row that says more of the step above."""
        for line in title.split("\n") if title else []:
            read_line_below(self.building, line, FilePara(line, last.spot))
        for cell in people:
            last.people += read_people(cell)
        last.add_room(room)
        for text in self.texts(row):
            self.building.more(text)

    def _across(self, row: FileGridRow, span: WrittenSpan | None) -> None:
        """A row whose columns are rooms or groups: a step in each, or one for all."""
        cells = {
            column: text_of_cell(row.cells[column])
            for column in self.layout.across
            if column < len(row.cells)
        }
        filled = {
            column: text for column, text in cells.items() if text and not NOTHING.match(text)
        }
        if span is None and (filled or self.says_a_time(row)):
            self.building.leave(row.spot, self.said(row), WhyLeftOut.TEXT)
            return
        self.leave_unnamed(row)
        if not filled or span is None:
            return
        texts = set(filled.values())
        together = len(texts) == 1 and (len(filled) > 1 or is_break(next(iter(texts))))
        seen: set[str] = set()
        people = shared_out(self.all(row, "people"), len(texts))
        for column, made in list(self.goes_on.items()):
            if cells.get(column) != self.above[column][0]:
                made.end, made.minutes = span.start, None
                del self.goes_on[column]
        for column, text in filled.items():
            if text in seen:
                continue
            seen.add(text)
            above = self.above.get(column)
            if above and above[0] == text and (not together or self._goes_on(above[1], span)):
                if span.end is None:
                    self.goes_on[column] = above[1]
                else:
                    above[1].end, above[1].minutes = span.end, None
                continue
            name = self.layout.across[column]
            joined = sum(one == text for one in filled.values()) > 1
            room = "" if joined or together else room_of_column(name)
            made = self._add(
                row, span, text, people[len(seen) - 1], "", said=f"{self.time_said(row)} | {text}"
            )
            made.room = made.room or room
            if not together:
                made.doubts.append(Doubt.SIDE_BY_SIDE) if not is_room(name) else None
            for place in self.layout.across if together else (column,):
                self.above[place] = (text, made)
        self.before = None

    def _goes_on(self, made: RawStep, span: WrittenSpan) -> bool:
        """Whether a row begins just when what stands in the one above it ends, as cells that are joined downwards do."""
        return bool(made.end and span.start and span.end) and made.end == span.start
