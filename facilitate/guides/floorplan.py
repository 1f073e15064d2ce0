"""A room seen from above as SVG: plain geometry, black on white, so that grey print shows all of it.

Lengths are millimetres of the picture, from its upper left corner; the front of the room is at the top.

An event has one plan for every way in which a room is set up during it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import ceil, cos, hypot, sin, tau

from ..agenda.headcount import TABLE
from ..techniques.technique import RoomLayout
from .guide import GuideCafe, GuideRoom, GuideStep
from .lettering import draw_lettering

WIDE, HIGH = 110.0, 70.0
LEFT, RIGHT, TOP, BOTTOM = 7.0, 103.0, 16.6, 56.6
"""The floor that chairs and tables may take up."""
INK, WOOD = "#1f1d1a", "#dcd8cf"
MIDDLE = (TOP + BOTTOM) / 2


class PlanThing(StrEnum):
    """What a plan names in words."""

    SCREEN = "screen"
    DOOR = "door"
    NOTES = "notes"
    CHART = "chart"
    LECTERN = "lectern"
    SPEAKERS = "speakers"
    BOARDS = "boards"
    FREE = "free"
    AS_IS = "as_is"


@dataclass
class PlanDrawing:
    """A plan being drawn: its shapes, and how many people and tables they show."""

    names: Mapping[PlanThing, str]
    shapes: list[str] = field(default_factory=list)
    people: int = 0
    tables: int = 0
    looks: set[str] = field(default_factory=set)

    def chair(self, x: float, y: float, look: str = "seat") -> None:
        """A seat: white; `lead` (who leads) black, `speaker` grey, `empty` dashed and white."""
        fill = {"lead": INK, "speaker": "#9a958a"}.get(look, "#ffffff")
        dashed = ' stroke-dasharray="0.7 0.6"' if look == "empty" else ""
        self.shapes.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.2" fill="{fill}"{dashed}/>')
        self.looks.add(look)
        self.people += look == "seat"

    def bar(self, x: float, y: float, wide: float, high: float, fill: str = INK) -> None:
        self.shapes.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{high:.2f}" fill="{fill}"/>'
        )

    def round(self, x: float, y: float, radius: float, fill: str = WOOD) -> None:
        self.shapes.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" fill="{fill}"/>')

    def path(self, strokes: str, more: str = "") -> None:
        self.shapes.append(f'<path d="{strokes}" fill="none"{more}/>')

    def word(self, thing: PlanThing, x: float, y: float, anchor: str = "middle") -> None:
        self.shapes.append(draw_lettering(self.names[thing], x, y=y, size=2.7, anchor=anchor))

    def number(self, number: int, x: float, y: float, size: float = 3.0) -> None:
        self.shapes.append(draw_lettering(str(number), x, y, size))

    def and_so_on(self, y: float) -> None:
        """Three dots: there is more than is drawn."""
        for x in (52.5, 55.0, 57.5):
            self.round(x, y, 0.55, INK)


def drawing_to_svg(drawing: PlanDrawing, about: str) -> str:
    """The plan as markup; `about` is for who cannot see it (already escaped)."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}" width="{WIDE * 4:g}" '
        f'height="{HIGH * 4:g}" role="img" aria-label="{about}"><rect width="{WIDE:g}" height="{HIGH:g}" fill="#ffffff"/>'
        f'<g stroke="{INK}" stroke-width="0.35">{"".join(drawing.shapes)}</g></svg>'
    )


def draw_walls(to: PlanDrawing) -> None:
    """Four walls, and a door at the back on the right that opens inwards."""
    to.path("M91 67H3V3H107V67H101", ' stroke-width="1.1" stroke-linejoin="miter"')
    to.path("M101 67V57", ' stroke-width="0.7"')
    to.path("M101 57A10 10 0 0 0 91 67", ' stroke-dasharray="1 0.8"')
    to.word(PlanThing.DOOR, 89.5, 64.3, "end")


def draw_front(to: PlanDrawing) -> None:
    """Screen in the middle, a flip chart on its left, the note-taker's place on the right."""
    to.bar(38, 5.2, 34, 1.3)
    to.word(PlanThing.SCREEN, 55, 9.4)
    draw_flip_chart(to)
    draw_note_taker(to)


def draw_flip_chart(to: PlanDrawing) -> None:
    to.path("M16.5 6.2L15.2 9.4M21.5 6.2L22.8 9.4M19 6.2V4.4", ' stroke-width="0.6"')
    to.bar(15.5, 5.6, 7, 1.2)
    to.word(PlanThing.CHART, 19, 12.4)


def draw_note_taker(to: PlanDrawing) -> None:
    to.bar(93.5, 6.6, 7, 3.4, WOOD)
    to.chair(97, 5.2, "lead")
    to.word(PlanThing.NOTES, 97, 12.9)


Point = tuple[float, float]


def points_on_ellipse(
    number: int, x: float, y: float, across: float, deep: float
) -> Iterator[Point]:
    """So many places on an ellipse, evenly far from one another, the first one at the top."""
    if across == deep:
        turns = [tau * place / number for place in range(number)]
        return ((x + across * sin(turn), y - deep * cos(turn)) for turn in turns)
    fine = [(x + across * sin(tau * i / 360), y - deep * cos(tau * i / 360)) for i in range(361)]
    return points_on_line(fine, [place / number for place in range(number)])


def points_on_line(line: list[Point], shares: list[float]) -> Iterator[Point]:
    """The points at these shares (rising, 0 to 1) of a line's length."""
    lengths = [0.0]
    for (x1, y1), (x2, y2) in pairwise(line):
        lengths.append(lengths[-1] + hypot(x2 - x1, y2 - y1))
    at = 0
    for share in shares:
        goal = lengths[-1] * share
        while at < len(line) - 2 and lengths[at + 1] < goal:
            at += 1
        (x1, y1), (x2, y2) = line[at], line[at + 1]
        part = (goal - lengths[at]) / (lengths[at + 1] - lengths[at])
        yield x1 + (x2 - x1) * part, y1 + (y2 - y1) * part


def grid_middles(
    number: int, cell_wide: float, cell_high: float, top: float = TOP
) -> Iterator[tuple[float, float]]:
    """Middles of as many cells as fit on the floor, at most `number`, in even rows."""
    columns, rows = int((RIGHT - LEFT) // cell_wide), int((BOTTOM - top) // cell_high)
    number = min(number, columns * rows)
    deep = next(
        n
        for n in range(1, rows + 1)
        if ceil(number / n) <= columns and (n == rows or _wide_enough(number, n))
    )
    per_row = ceil(number / deep)
    deep = ceil(number / per_row)
    step_x, step_y = (
        min((RIGHT - LEFT) / per_row, cell_wide * 1.7),
        min((BOTTOM - top) / deep, cell_high * 1.5),
    )
    for place in range(number):
        row, column = divmod(place, per_row)
        in_row = min(per_row, number - row * per_row)
        yield (
            55 + (column - (in_row - 1) / 2) * step_x,
            (top + BOTTOM) / 2 + (row - (deep - 1) / 2) * step_y,
        )


def _wide_enough(number: int, rows: int) -> bool:
    """Whether rows are not much longer than the floor is deep."""
    return number / rows <= rows * 2.4


_PLACES: dict[RoomLayout, Callable[[int], int]] = {
    RoomLayout.ROUND_TABLES: lambda people: ceil(people / TABLE),
    RoomLayout.WALLS: lambda _people: 1,
}
"""Layouts that need a number of tables or stations; how many of them a parallel group in a room of its own has."""


def room_setups(steps: Iterable[GuideStep]) -> list[GuideRoom]:
    """The plans in the order they are needed; steps in the same room, set up alike for as many, share one.

    Parallel groups in rooms of their own each need theirs. What leaves a room as it stands needs no plan.
    """
    found: dict[tuple[RoomLayout, str, int, int], GuideRoom] = {}
    for step in steps:
        if step.layout in (None, RoomLayout.AS_IS) or step.holds:
            continue
        for room in _rooms(step, step.layout):
            key = room.layout, room.room, room.people, room.tables
            found.setdefault(key, room)
            if step.number not in found[key].steps:
                found[key].steps.append(step.number)
    return list(found.values())


def _rooms(step: GuideStep, layout: RoomLayout) -> Iterator[GuideRoom]:
    """The rooms a step takes place in: its own, or those of its groups where these are elsewhere."""
    places = _PLACES.get(layout)
    if step.cafe and any(one.room for one in step.cafe.tables):
        yield from _rooms_of_tables(step, step.cafe, layout)
        return
    elsewhere = [group for group in step.groups if group.room and group.room != step.room]
    for group in elsewhere:
        yield GuideRoom(
            layout=layout,
            room=group.room,
            people=group.people,
            tables=places(group.people) if places else 0,
            steps=[],
            setting=step.setting,
        )
    if step.room or not elsewhere:
        yield GuideRoom(
            layout=layout,
            room=step.room,
            people=step.people,
            tables=step.tables if places else 0,
            steps=[],
            setting=step.setting,
        )


def _rooms_of_tables(step: GuideStep, cafe: GuideCafe, layout: RoomLayout) -> Iterator[GuideRoom]:
    """The rooms of the tables or groups of a step, each with its tables, and the people of the parallel group there or its seats."""
    beside = {group.room: group.people for group in step.groups if group.people}
    rooms: dict[str, list[int]] = {}
    for one in cafe.tables:
        rooms.setdefault(one.room or step.room, []).append(one.seats)
    for room, seats in rooms.items():
        yield GuideRoom(
            layout=layout,
            room=room,
            people=beside.get(room) or sum(seats),
            tables=len(seats) if layout in _PLACES else 0,
            steps=[],
            setting=step.setting,
        )
