"""What every source fills: days and steps as they come, what hangs below a step, and what is left over."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from ...lib.text import plain_text
from . import times
from .arrived import Arrived, ArrivedColumn, ArrivedDay, Doubt, FileSpot, LeftOut, WhyLeftOut
from .dates import DayHeading, find_date
from .finishing import RawStep, finish_times
from .named_around import name_by_others
from .people import name_alone
from .pieces import FileGrid
from .table_layout import TableLayout
from .times import WrittenSpan
from .wording import StepWording, is_break, is_side_by_side

_OPENING = re.compile(
    r"\b(?:fillimi?(?: i punimeve)?|fillon|starts?|begins?|start(?:ing)? time|ora e fillimit)\b[:,\s|]*(?:ne oren|ora|at)?\s*"
)
OPENS = re.compile(
    r"^\W*(?:fillimi?(?: i punimeve)?|fillon|starts?|begins?|start(?:ing)? time|ora e fillimit)\b[^a-z]*(?:ora |at |ne oren )?[\d.:h]+[^a-z]*(?:am|pm)?$"
)
"""A line that says when everything begins, and nothing else."""
_OF_PAPER = re.compile(
    r"\b(version\w*|v\d+|updated?|revised|perditesuar|perditesim\w*|printed|prepared|issued|pergatit\w*|hartuar|miratuar|"
    r"prot\w*|rsvp|deadline|afat\w*|register by|regjistrohuni|konfirm\w*|confirm\w*|as of|draft)\b"
)
"""What makes a date above an agenda that of the paper, not of the day."""
LONGEST_TEXT, LONGEST_TITLE = 20_000, 200


@dataclass
class RawDay:
    """A day as it comes."""

    on: date | None = None
    number: int | None = None
    name: str = ""
    spot: FileSpot = field(default_factory=lambda: FileSpot(0))
    steps: list[RawStep] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    opening: int | None = None
    """When it begins, where what stands above it says so."""


class Building:
    """An arrived agenda on its way. `near`: the event's first day, for dates without a year."""

    def __init__(self, near: date) -> None:
        self.near = near
        self.days: list[RawDay] = []
        self.left: list[LeftOut] = []
        self.columns: list[ArrivedColumn] = []
        self.in_head: list[tuple[date, date | None]] = []
        """Dates that stand above everything else."""
        self.of_paper: list[tuple[date, date | None]] = []
        """Dates above everything else that say when the paper was made, or until when to answer."""
        self.closed = False
        """Whether text no longer belongs to the last step."""
        self.opening: int | None = None
        """When everything begins, or the day that comes, where what stands above says so and no step does."""
        self._opens_after = 0
        """How many days with steps there were when that was said."""
        self.layout: TableLayout | None = None
        """How the table before was laid out."""
        self.group_indent = 0
        """How deep the groups of the last step stand."""
        self.in_rooms: dict[str, StepWording | None] = {}
        """What the lines below the last step say of groups in a room each; nothing of a line that names the next one's room."""

    @property
    def last(self) -> RawStep | None:
        """The step that was put in last, on the day that is open."""
        return self.days[-1].steps[-1] if self.days and self.days[-1].steps else None

    @property
    def day(self) -> RawDay:
        """The day that is open; one without a date where none has begun."""
        if not self.days:
            self.days.append(RawDay())
        return self.days[-1]

    def laid_out_alike(self, grid: FileGrid, layout: TableLayout) -> TableLayout:
        """How a table is laid out: as the one before it where it goes on below without headings of its own."""
        before = self.layout
        if layout.header >= 0 or before is None or before.header < 0 or before.across:
            return layout
        width = max((len(row.cells) for row in grid.rows), default=0)
        alike = width == max(before.headings, default=-1) + 1
        timed = set(before.of("time") + before.of("start"))
        if not alike or timed != set(layout.of("time") + layout.of("start")):
            return layout
        return replace(before, header=-1)

    def begin(self, heading: DayHeading, name: str, spot: FileSpot) -> None:
        """A day begins; said twice in a row it is one day."""
        now = self.days[-1] if self.days else None
        self.closed = False
        self._opens(name, dated=True)
        if now and not now.steps and (now.on is None or heading.on in (None, now.on)):
            now.on, now.number = now.on or heading.on, now.number or heading.number
            if now.name:
                self.leave(spot, name, WhyLeftOut.HEADING)
            now.name = now.name or name
            self._doubts(now, heading)
            return
        if (
            now
            and heading.on is not None
            and now.on == heading.on
            and heading.number in (None, now.number)
        ):
            self.leave(spot, name, WhyLeftOut.HEADING)
            return  # a heading that is repeated on the next page or table
        made = RawDay(heading.on, heading.number, name, spot)
        if heading.on and any(one.on == heading.on for one in self.days):
            made.on = None
            made.doubts.append(Doubt.DATE_TWICE)
        self._doubts(made, heading)
        self.days.append(made)

    def _doubts(self, one: RawDay, heading: DayHeading) -> None:
        if heading.bad:
            one.doubts.append(Doubt.NO_SUCH_DATE)
        if heading.off:
            one.doubts.append(Doubt.WEEKDAY)

    def on(self, day: date, spot: FileSpot, name: str = "") -> None:
        """Go on with the day of that date, wherever it was begun."""
        found = next((one for one in self.days if one.on == day), None)
        if found:
            self.days.remove(found)
            self.days.append(found)
        elif self.days and not self.days[-1].steps and self.days[-1].on is None:
            self.days[-1].on, self.days[-1].name = day, name
        else:
            self.days.append(RawDay(on=day, name=name, spot=spot))

    def add(self, told: StepWording, span: WrittenSpan, spot: FileSpot, said: str) -> RawStep:
        """A step at the end of the day that is open."""
        made = RawStep(
            start=span.start,
            end=span.end or (told.end if span.minutes is None else None),
            minutes=span.minutes if told.minutes is None else told.minutes,
            title=told.title[:LONGEST_TITLE],
            people=list(told.people) or name_alone(told.title),
            room=told.room,
            is_break=is_break(told.title),
            cafe=told.cafe,
            spot=spot,
            said=said[:LONGEST_TEXT],
            side_by_side=told.side_by_side or is_side_by_side(told.title),
        )
        if len(told.title) > LONGEST_TITLE:
            made.description = said[:LONGEST_TEXT]
        if not self.day.steps:
            self.day.opening = self.opening
        self.day.steps.append(made)
        self.closed, self.in_rooms = False, {}
        return made

    def add_beside(
        self, told: StepWording, spot: FileSpot, said: str, span: WrittenSpan | None = None
    ) -> RawStep:
        """A group that runs beside others, below the step that stands over them all."""
        over, in_rooms = self.over(), self.in_rooms
        made = self.add(told, span or WrittenSpan(over.start, over.end, over.minutes), spot, said)
        self.in_rooms = in_rooms
        made.over, made.room = over, made.room
        made.side_by_side = False
        if made.start is None:
            made.start, made.end, made.minutes = over.start, over.end, over.minutes
        return made

    def groups_are_told(self) -> bool:
        """Whether the groups that stand beside each other now each say who leads them, or where they sit."""
        groups = [one for one in self.day.steps if one.over is self.over()]
        return bool(groups) and all(one.people or one.room for one in groups)

    def over(self) -> RawStep:
        """The step that stands over the groups that come now."""
        last = self.last
        assert last is not None
        return last.over or last

    def more(self, text: str) -> None:
        """Text that belongs to the last step, once."""
        last = self.last
        assert last is not None
        said = set(re.split(r" \| |\n", last.said))
        if text not in last.description.split("\n"):
            last.description = f"{last.description}\n{text}".strip()[:LONGEST_TEXT]
        if not set(re.split(r" \| |\n", text)) <= said:
            last.said = f"{last.said}\n{text}"[:LONGEST_TEXT]

    def join_alike(self) -> None:
        """Steps of the open day that follow each other under one title are one, as in a timetable whose cells are joined downwards."""
        kept: list[RawStep] = []
        for one in self.day.steps:
            above = kept[-1] if kept else None
            if above is None or above.title != one.title or above.people != one.people:
                kept.append(one)
                continue
            lasts = one.minutes if one.start and above.start else None
            above.end, above.minutes = one.end, None
            if one.end is None and lasts is not None and one.start and above.start:
                above.minutes = one.start.minute - above.start.minute + lasts
        self.day.steps = kept

    def head(self, text: str) -> None:
        """What stands above the first step: a date, when it begins."""
        written = find_date(text, self.near)
        if written and written.on:
            of_paper = _OF_PAPER.search(plain_text(text))
            (self.of_paper if of_paper else self.in_head).append((written.on, written.last))
        self._opens(text, dated=bool(written))

    def _opens(self, text: str, dated: bool) -> None:
        """When everything begins: `Fillimi: 9:30`, or a time beside the date; what is said first above a day counts."""
        simple = plain_text(text)
        days = sum(bool(one.steps) for one in self.days)
        said = self.opening is not None and self._opens_after == days
        if said or not (dated or _OPENING.search(simple)):
            return
        begins = _OPENING.split(simple, maxsplit=1)[-1]
        span = (
            times.span_anywhere(simple)
            or times.span_at_start(begins)
            or (times.span_in_head(text) if dated else None)
        )
        if span and span.start:
            self.opening, self._opens_after = span.start.minute, days

    def opens_at(self, minute: int) -> None:
        """When everything begins, as the head of the paper says."""
        self.opening, self._opens_after = minute, sum(bool(one.steps) for one in self.days)

    def leave(self, spot: FileSpot, text: str, why: WhyLeftOut) -> None:
        """Something that becomes no step."""
        line = " ".join(text.split())
        if line:
            self.left.append(LeftOut(spot, line[:LONGEST_TEXT], why))

    def done(self) -> Arrived:
        """The agenda, with what was not said worked out."""
        days = [one for one in self.days if one.steps]
        told = {one.number: one.on for one in self.days if one.on and one.number and not one.steps}
        for one in days:
            one.on = one.on or told.get(
                one.number or 0
            )  # `Oct 22 · Day 1` in a list above them all
        for one in self.days:
            if not one.steps:
                self.leave(one.spot, one.name, WhyLeftOut.HEADING)
        self._from_head(days)
        for one in days:
            for step in one.steps:
                if step.over is not None and step.over in one.steps and step.over is not step:
                    step.over.drop = True
        name_by_others([step for one in days for step in one.steps])
        finished = []
        for one in days:
            for step in [step for step in one.steps if step.drop]:
                self.leave(step.spot, step.said, WhyLeftOut.HEADING)
            one.steps = [step for step in one.steps if not step.drop]
            finished.append(
                ArrivedDay(
                    on=one.on,
                    steps=tuple(finish_times(one.steps, one.opening or self.opening)),
                    name=one.name,
                    spot=one.spot,
                    doubts=tuple(one.doubts),
                )
            )
        left = sorted(self.left, key=lambda one: (one.spot.inside, one.spot.number))
        return Arrived(tuple(finished), tuple(left), tuple(self.columns))

    def _from_head(self, days: list[RawDay]) -> None:
        """Days without a date take it from the head, where it names one day, or as many as there are."""
        told = self.in_head or self.of_paper
        if not told or not days:
            return
        first, last = told[0]
        if any(one.on for one in days):
            following = next((one.on for one in days if one.on), None)
            if (
                days[0].on is None
                and last is None
                and not days[0].doubts
                and following
                and first < following
            ):
                days[0].on = first
            return
        count = ((last or first) - first).days + 1
        others = {on for on, _last in told}
        if len(others) > 1 and last is None:
            return
        if count == len(days) or (count >= len(days) and all(one.number for one in days)):
            for number, one in enumerate(days):
                at = (one.number - 1) if one.number and one.number <= count else number
                one.on = date.fromordinal(first.toordinal() + at)
