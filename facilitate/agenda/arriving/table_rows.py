"""The rows of a table by their fields: texts, days, times."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from ...lib.text import plain_text
from . import lengths, times
from .arrived import WhyLeftOut
from .building import Building
from .cell_times import cell_minutes, cell_span
from .column_contents import looks_like_time
from .dates import DayHeading, cell_date, day_heading, find_date
from .facilitators import is_facilitators_column
from .finishing import RawStep
from .moments import parse_iso_moment
from .pieces import FileGrid, FileGridRow
from .rooms import room_name_in
from .table_layout import TableLayout
from .texts import text_of_cell
from .times import WrittenClock, WrittenSpan
from .vocabulary import NOTE

NOTHING = re.compile(r"^[\s–—\-/.x×*]*$")


class Rows:
    """The rows of one table by the fields of their columns; dates in them move the building to their day."""

    def __init__(
        self, building: Building, grid: FileGrid, zone: ZoneInfo, layout: TableLayout
    ) -> None:
        self.building, self.grid, self.zone, self.layout = building, grid, zone, layout
        self.before: tuple[WrittenClock | None, WrittenClock | None] | None = None
        self.above: dict[int, tuple[str, RawStep]] = {}
        self.goes_on: dict[int, RawStep] = {}
        """Steps of columns that go on below the row they begin in, until a row says something else."""
        self.rows = list(grid.rows)

    def texts(self, row: FileGridRow) -> list[str]:
        """What stands in a row, joined cells once."""
        return list(dict.fromkeys(text for cell in row.cells if (text := text_of_cell(cell))))

    def said(self, row: FileGridRow) -> str:
        return " | ".join(self.texts(row))

    def is_header(self, row: FileGridRow) -> bool:
        """Whether the headings are repeated."""
        texts, headings = self.texts(row), set(self.layout.headings.values())
        return len(texts) > 1 and {" ".join(text.split()) for text in texts} <= headings

    def head(self, row: FileGridRow) -> None:
        texts = self.texts(row)
        if not texts:
            return
        line = ", ".join(texts)
        if heading := day_heading(line, self.building.near) or day_heading(
            texts[0], self.building.near
        ):
            self.building.begin(heading, line, row.spot)
            return
        self.building.head(line)
        self.building.leave(
            row.spot,
            self.said(row),
            WhyLeftOut.NOTE if NOTE.match(plain_text(line)) else WhyLeftOut.HEADING,
        )

    def cell(self, row: FileGridRow, name: str) -> Any:
        for column in self.layout.of(name):
            if column < len(row.cells) and row.cells[column] not in (None, ""):
                return row.cells[column]
        return None

    def all(self, row: FileGridRow, name: str) -> list[str]:
        """What stands in the columns of a field; a title that was joined over them stands in none."""
        title = "" if name == "title" else text_of_cell(self.cell(row, "title"))
        found = [
            text_of_cell(row.cells[column])
            for column in self.layout.of(name)
            if column < len(row.cells)
        ]
        return list(dict.fromkeys(one for one in found if one != title and not NOTHING.match(one)))

    def of_facilitators(self, row: FileGridRow) -> list[str]:
        """What stands in the columns that name who facilitates, and nowhere else among the people."""
        named, others = [], set()
        for column in self.layout.of("people"):
            text = text_of_cell(row.cells[column]) if column < len(row.cells) else ""
            if is_facilitators_column(self.layout.headings.get(column, "")):
                named.append(text)
            else:
                others.add(text)
        return [text for text in named if text not in others]

    def room(self, row: FileGridRow) -> str:
        said = next(iter(self.all(row, "room")), "")
        beside = lengths.length_at_end(said)
        return room_name_in(beside[1] if beside else said)

    def minutes(self, row: FileGridRow) -> int | None:
        """How long a row is: in its column, or beside its room, `Main hall (15 min)`."""
        told = cell_minutes(self.cell(row, "minutes"), self.layout.hours)
        if told is not None:
            return told
        beside = lengths.length_at_end(next(iter(self.all(row, "room")), ""))
        return beside[0] if beside else None

    def is_day(self, row: FileGridRow, texts: Sequence[str]) -> bool:
        """A row that begins a day."""
        title = self.cell(row, "title")
        if len(texts) > 3 or (
            len(texts) > 1 and title is not None and self.cell(row, "day") is not None
        ):
            return False
        heading = day_heading(", ".join(texts), self.building.near) or (
            day_heading(texts[0], self.building.near) if len(texts) == 1 else None
        )
        if heading is None:
            first = next((cell for cell in row.cells if cell not in (None, "")), None)
            if (
                len(texts) == 1
                and isinstance(first, datetime | date)
                and (on := cell_date(first, self.building.near))
            ):
                heading = DayHeading(on, None)
        if heading is None:
            return False
        self.building.begin(heading, ", ".join(texts), row.spot)
        self.before, self.above, self.goes_on = None, {}, {}
        return True

    def day_cell(self, row: FileGridRow) -> None:
        value = self.cell(row, "day")
        if value is None:
            return
        text = text_of_cell(value)
        told = parse_iso_moment(text, self.zone) if isinstance(value, str) else None
        on = told.date() if told else cell_date(value, self.building.near)
        if on:
            if self.building.day.on != on or not self.building.days[-1].steps:
                self.building.on(on, row.spot)
                self.before = None
        elif heading := day_heading(text, self.building.near) or day_heading(
            f"Dita {text}", self.building.near
        ):
            now = self.building.days[-1] if self.building.days else None
            same = (
                now is not None
                and now.number == heading.number
                and (heading.number is not None or now.name == text)
            )
            if not same:
                self.building.begin(heading, text, row.spot)
                self.before = None

    def span(self, row: FileGridRow) -> WrittenSpan | None:
        """When a row is, by its columns of times."""
        value = self.cell(row, "start")
        value = self.cell(row, "time") if value is None else value
        if (
            value is None
            and (day := self.cell(row, "day")) is not None
            and (
                (isinstance(day, datetime) and (day.hour or day.minute))
                or (isinstance(day, str) and parse_iso_moment(day, self.zone))
            )
        ):
            value = day
        if value is None:
            return self._span_by_end(row)
        value = self._moment(value)
        if isinstance(value, datetime) and value.year > 2000:
            self.go_to(value.date(), row)
        span = cell_span(value)
        if span is None:
            return None
        end = self.cell(row, "end")
        end = self._moment(end)
        ends = (
            cell_span(end)
            if end is not None and not (isinstance(end, date) and not isinstance(end, datetime))
            else None
        )
        minutes = self.minutes(row)
        if (
            span.minutes is None
            and minutes is None
            and span.rest
            and (length := lengths.length_alone(span.rest)) is not None
        ):
            minutes = length
        return WrittenSpan(
            span.start, span.end or (ends.start if ends else None), minutes, span.rest
        )

    def _span_by_end(self, row: FileGridRow) -> WrittenSpan | None:
        """When a row ends, in a table that says of no step when it begins: it follows the one above."""
        if self.layout.of("start") or self.layout.of("time"):
            return None
        ends = cell_span(self._moment(self.cell(row, "end")))
        return WrittenSpan(end=ends.start) if ends and ends.start else None

    def _moment(self, value: Any) -> Any:
        """What a cell holds; a date and a time in one text are a moment: `02 Nov 2027 09:00 AM`."""
        if not isinstance(value, str):
            return value
        if moment := parse_iso_moment(value, self.zone):
            return moment
        written = find_date(value, self.building.near)
        if written is None or written.on is None or written.start:
            return value
        told = times.span_at_start(value[written.end :].lstrip(" ,;–—-|T"))
        if told is None or told.start is None or told.end or told.rest.strip():
            return value
        hour, minute = divmod(told.start.minute % 1440, 60)
        return datetime.combine(written.on, time(hour, minute))

    def go_to(self, on: date, row: FileGridRow) -> None:
        if self.building.day.on != on:
            self.building.on(on, row.spot)
            self.before = None

    def time_said(self, row: FileGridRow) -> str:
        """How the time of a row is written."""
        names = ("start", "end", "time", "minutes", "day")
        return " | ".join(text for name in names if (text := text_of_cell(self.cell(row, name))))

    def in_rooms_apart(self, number: int) -> bool:
        """Whether a row and those beside it that have no time either each have a room of their own, so that they are side by side."""
        beside = [number]
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(self.rows) and not self.time_said(self.rows[at]):
                beside.append(at)
                at += step
        rooms = [room for one in beside if (room := self.room(self.rows[one]))]
        return len(rooms) == len(set(rooms)) > 1

    @property
    def by_length(self) -> bool:
        """Whether the table says of its steps only how long each is, so that one with a length of its own follows the one above."""
        return not self.layout.of("time") and not self.layout.of("start")

    def says_a_time(self, row: FileGridRow) -> bool:
        """Whether something stands where the time should be that is none."""
        value = self.cell(row, "start")
        text = text_of_cell(self.cell(row, "time") if value is None else value)
        return bool(re.search(r"\w", text))

    def fills_gap(self, last: RawStep, number: int) -> bool:
        """Whether the step above ends before the next one begins."""
        if last.start is None or (last.end is None and last.minutes is None):
            return False
        ends = last.end.minute if last.end else last.start.minute + (last.minutes or 0)
        for row in self.rows[number + 1 :]:
            value = self.cell(row, "start")
            value = self.cell(row, "time") if value is None else value
            if (
                value is not None
                and looks_like_time(value)
                and (span := cell_span(value))
                and span.start
            ):
                return span.start.minute > ends
        return False

    def leave_unnamed(self, row: FileGridRow) -> None:
        """Say what stands beside the rooms and groups, in a column that nothing names."""
        known = {*self.layout.across, *self.layout.fields}
        for column, cell in enumerate(row.cells):
            if column not in known and (text := text_of_cell(cell)):
                self.building.leave(row.spot, text, WhyLeftOut.TEXT)
