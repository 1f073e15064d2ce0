"""How each kind of room is laid out: chairs, tables and boards on the floor of a plan."""

from collections.abc import Callable, Mapping
from math import ceil, cos, pi, sin, sqrt

from ..techniques.technique import RoomLayout
from .floorplan import (
    BOTTOM,
    LEFT,
    MIDDLE,
    RIGHT,
    TOP,
    WOOD,
    PlanDrawing,
    PlanThing,
    Point,
    draw_flip_chart,
    draw_front,
    draw_note_taker,
    draw_walls,
    grid_middles,
    points_on_ellipse,
    points_on_line,
)

SEATS_AT_A_TABLE, SEATS_IN_A_GROUP = 8, 6
COUNTED = frozenset(
    {
        RoomLayout.PODIUM,
        RoomLayout.ROUND_TABLES,
        RoomLayout.SMALL_CIRCLES,
        RoomLayout.U_SHAPE,
        RoomLayout.WALLS,
        RoomLayout.OPEN,
    }
)
"""Layouts in which tables, groups or stations are drawn and numbered."""


def draw_floorplan(
    layout: RoomLayout, people: int, tables: int, names: Mapping[PlanThing, str]
) -> PlanDrawing:
    """The plan of a room for so many people and tables or groups; 0 stands for not known: a usual number is drawn."""
    drawing = PlanDrawing(names)
    tables = tables if layout in COUNTED else 0
    draw_walls(drawing)
    _LAYOUTS[layout](drawing, people, tables)
    if layout is RoomLayout.AS_IS:
        return drawing
    if drawing.people < people or drawing.tables < tables:
        drawing.and_so_on(
            42.5 if layout in (RoomLayout.WALLS, RoomLayout.OPEN) and tables else 63.2
        )
    return drawing


def _rows(to: PlanDrawing, people: int, _tables: int) -> None:
    draw_front(to)
    to.path("M76 6H82L81 9.6H77Z", ' fill-opacity="1" stroke-width="0.6"')
    to.word(PlanThing.LECTERN, 79, 12.9)
    _row_chairs(to, people or 60, TOP + 1)


def _row_chairs(to: PlanDrawing, people: int, top: float) -> None:
    """Rows with a way in the middle, the closer the more there are."""
    most_rows = int((BOTTOM - top) // 4.4)
    half = min(10, max(2, ceil(sqrt(people * 1.6) / 2)))
    half = max(half, min(10, ceil(people / most_rows / 2)))
    people = min(people, 2 * half * most_rows)
    rows = ceil(people / 2 / half)
    wide, deep = min(6.2, 42 / half), min(6.6, (BOTTOM - top) / rows)
    for place in range(people):
        row, column = divmod(place, 2 * half)
        side = -1 if column < half else 1
        away = half - 1 - column if side < 0 else column - half
        to.chair(55 + side * (4.4 + away * wide), top + 1.8 + row * deep)


def _podium(to: PlanDrawing, people: int, tables: int) -> None:
    """Speakers in a half circle, who leads the talk at its end; participants at tables, or in rows."""
    draw_flip_chart(to)
    draw_note_taker(to)
    to.bar(38, 5.2, 34, 1.3)
    to.path("M34 8.4H76V14.2H34Z", ' stroke-dasharray="1.2 0.9"')
    for place, x in enumerate((40.0, 46.0, 52.0, 58.0, 64.0)):
        to.chair(x, (12.4, 11.0, 10.4, 11.0, 12.4)[place], "speaker")
    to.chair(72, 11, "lead")
    to.word(PlanThing.SPEAKERS, 55, 17.2)
    if tables:
        _tables(to, people, tables, TOP + 4)
    else:
        _row_chairs(to, people or 60, TOP + 4)


def _round_tables(to: PlanDrawing, people: int, tables: int) -> None:
    draw_front(to)
    _tables(to, people, tables, TOP)


def _tables(to: PlanDrawing, people: int, tables: int, top: float) -> None:
    _groups(
        to,
        people,
        groups=tables or ceil(people / SEATS_AT_A_TABLE) or 6,
        top=top,
        usual=SEATS_AT_A_TABLE,
        draw=_table,
    )


def _table(to: PlanDrawing, number: int, seats: int, x: float, y: float) -> None:
    to.round(x, y, 3.2)
    to.number(number, x, y)
    for seat_x, seat_y in points_on_ellipse(seats, x, y=y, across=4.9, deep=4.9):
        to.chair(seat_x, seat_y)


def _small_circles(to: PlanDrawing, people: int, groups: int) -> None:
    draw_front(to)
    _groups(
        to,
        people,
        groups=groups or ceil(people / SEATS_IN_A_GROUP) or 6,
        top=TOP,
        usual=SEATS_IN_A_GROUP,
        draw=_small_circle,
    )


def _small_circle(to: PlanDrawing, number: int, seats: int, x: float, y: float) -> None:
    to.number(number, x, y)
    for seat_x, seat_y in points_on_ellipse(seats, x, y=y, across=4.5, deep=4.5):
        to.chair(seat_x, seat_y)


Group = Callable[[PlanDrawing, int, int, float, float], None]


def _groups(to: PlanDrawing, people: int, groups: int, top: float, usual: int, draw: Group) -> None:
    """Numbered groups with the people shared out evenly, at most twelve seats each."""
    people = people or groups * usual
    for place, (x, y) in enumerate(grid_middles(groups, 13.3, 13.1, top)):
        seats = people // groups + (place < people % groups)
        draw(to, place + 1, min(seats, 12), x, y)
        to.tables += 1


def _circle(to: PlanDrawing, people: int, _tables: int) -> None:
    draw_flip_chart(to)
    draw_note_taker(to)
    people = people or 24
    across = min(46.0, max(19.0, people * 0.95 - 17))
    _fill(to, people, [(across, 19.0), (across - 5.2, 14.6), (across - 10.4, 10.2)], lead=True)


def _fill(to: PlanDrawing, people: int, rings: list[Point], lead: bool = False) -> None:
    """People shared out on as many of the rings as they need; `lead`: a seat nearest the front is the facilitator's."""
    room: list[int] = []
    for across, deep in rings:
        if sum(room) < people + lead:
            around = pi * (3 * (across + deep) - sqrt((3 * across + deep) * (across + 3 * deep)))
            room.append(int(around / 3.1))
    left = min(people + lead, sum(room))
    for number, (across, deep) in enumerate(rings[: len(room)]):
        seats = min(room[number], ceil(left * room[number] / sum(room[number:])))
        for place, (x, y) in enumerate(
            points_on_ellipse(seats, 55, y=MIDDLE, across=across, deep=deep)
        ):
            to.chair(x, y, "lead" if lead and number == place == 0 else "seat")
        left -= seats


def _fishbowl(to: PlanDrawing, people: int, _tables: int) -> None:
    """Five chairs in the middle, one of them free for whoever wants to speak; everybody else around them."""
    draw_flip_chart(to)
    draw_note_taker(to)
    people = people or 30
    for place, (x, y) in enumerate(points_on_ellipse(6, 55, y=MIDDLE, across=4.6, deep=4.6)):
        look = "lead" if place == 0 else "empty" if place == 3 else "seat"
        if look != "seat" or to.people < people:
            to.chair(x, y, look)
    left = people - to.people
    if left > 0:
        _fill(to, left, [(16.0, 10.4), (27.0, 14.8), (40.0, 19.2)] if left > 26 else [(14.0, 14.0)])


def _u_shape(to: PlanDrawing, people: int, groups: int) -> None:
    """One horseshoe, or several small ones with a flip chart each."""
    draw_front(to)
    if groups > 1:
        _groups(to, people, groups=groups, top=TOP, usual=7, draw=_horseshoe)
        return
    people = people or 18
    for x, y, wide, high in ((29.0, 20.0, 5, 29), (76.0, 20.0, 5, 29), (29.0, 49.0, 52, 5)):
        to.bar(x, y, wide, high, WOOD)
    edge: list[Point] = [(26.8, 20), (26.8, 50), (30, 56.2), (80, 56.2), (83.2, 50), (83.2, 20)]
    seats = min(people, 40)
    for x, y in points_on_line(edge, [(place + 0.5) / seats for place in range(seats)]):
        to.chair(x, y)
    to.chair(55, 19, "lead")


def _horseshoe(to: PlanDrawing, number: int, seats: int, x: float, y: float) -> None:
    to.bar(x - 2, y - 5.8, 4, 1)
    to.number(number, x, y)
    for place in range(min(seats, 9)):
        turn = pi * (1.45 * (place + 0.5) / min(seats, 9) - 0.225)
        to.chair(x - 4.9 * cos(turn), y + 4.9 * sin(turn))


def _pairs(to: PlanDrawing, people: int, _tables: int) -> None:
    draw_flip_chart(to)
    draw_note_taker(to)
    people = people or 24
    for place, (x, y) in enumerate(grid_middles(ceil(people / 2), 9.5, 6.0)):
        to.chair(x - 1.9, y)
        if place * 2 + 1 < people:
            to.chair(x + 1.9, y)


def _stations(to: PlanDrawing, people: int, stations: int) -> None:
    """Numbered boards along the walls, a few people before each."""
    stations = stations or min(max(ceil((people or 40) / 10), 2), len(_STATIONS))
    places = [*_along(_STATIONS, stations)]
    shared = people or len(places) * 5
    for place, (x, y, dx, dy) in enumerate(places):
        upright = dx != 0
        to.bar(
            x - 0.6 if upright else x - 5,
            y - 4 if upright else y - 0.6,
            1.2 if upright else 10,
            8 if upright else 1.2,
        )
        to.number(place + 1, x + dx * 3.4, y + dy * 3.4)
        seats = min(shared // stations + (place < shared % stations), 5)
        for seat in range(seats):
            turn = pi * (seat + 0.5) / seats - pi / 2
            to.chair(
                x + dx * (5.6 + 3 * cos(turn)) + dy * 6 * sin(turn),
                y + dy * (5.6 + 3 * cos(turn)) + dx * 6 * sin(turn),
            )
        to.tables += 1
    to.people = people if people and stations == len(places) else to.people
    to.chair(55, 37, "lead")
    to.word(PlanThing.BOARDS, 55, 32.6)


_STATIONS: list[tuple[float, float, float, float]] = [
    *((x, 5.0, 0.0, 1.0) for x in (22.0, 44.0, 66.0, 88.0)),
    *((105.0, y, -1.0, 0.0) for y in (26.0, 46.0)),
    *((x, 65.0, 0.0, -1.0) for x in (66.0, 44.0, 22.0)),
    *((5.0, y, 1.0, 0.0) for y in (46.0, 26.0)),
]
"""Where boards stand: x, y, and the direction into the room."""


def _along(
    places: list[tuple[float, float, float, float]], number: int
) -> list[tuple[float, float, float, float]]:
    """So many of the places, spread all around."""
    number = min(number, len(places))
    return [places[place * len(places) // number] for place in range(number)]


def _long_wall(to: PlanDrawing, people: int, _tables: int) -> None:
    """Boards in one row at the front, chairs in half circles before them."""
    people = people or 24
    for x in (24.0, 39.5, 55.0, 70.5):
        to.bar(x - 7, 5.0, 14.4, 1.3)
    to.word(PlanThing.BOARDS, 47.5, 9.6)
    draw_note_taker(to)
    to.chair(82, 10, "lead")
    left = people
    for row in range(6):
        radius = 17 + row * 5.2
        seats = min(left, int(radius * 2.3 / 3.4))
        for seat in range(seats):
            turn = pi / 2 + (seat - (seats - 1) / 2) * min(3.7 / radius, 1)
            x, y = 49 - radius * 1.25 * cos(turn), 4 + radius * sin(turn)
            if LEFT - 2 < x < RIGHT + 2 and y > 12 and (y > 17 or x < 86):
                to.chair(x, y)
        left = people - to.people
        if left <= 0:
            break


def _open(to: PlanDrawing, people: int, stands: int) -> None:
    """A free floor with chairs along the sides; with `stands`, those stand along the walls."""
    if stands:
        _stations(to, people, stands)
        return
    draw_note_taker(to)
    draw_flip_chart(to)
    to.path("M18 18H88V56H18Z", ' stroke-dasharray="1.4 1.1"')
    to.word(PlanThing.FREE, 53, 37.5)
    to.chair(55, 14.4, "lead")
    for row in range(9):
        for x in (7.0, 11.0, 99.0, 103.0):
            y = 20 + row * 4.2
            if to.people < (people or 24):
                to.chair(x, y)


def _as_is(to: PlanDrawing, _people: int, _tables: int) -> None:
    """Nothing is moved."""
    draw_front(to)
    to.path("M18 18H88V56H18Z", ' stroke-dasharray="1.4 1.1"')
    to.word(PlanThing.AS_IS, 53, 37.5)
    to.chair(55, 14.4, "lead")


_LAYOUTS: dict[RoomLayout, Callable[[PlanDrawing, int, int], None]] = {
    RoomLayout.ROWS: _rows,
    RoomLayout.PODIUM: _podium,
    RoomLayout.ROUND_TABLES: _round_tables,
    RoomLayout.CIRCLE: _circle,
    RoomLayout.SMALL_CIRCLES: _small_circles,
    RoomLayout.FISHBOWL: _fishbowl,
    RoomLayout.U_SHAPE: _u_shape,
    RoomLayout.PAIRS: _pairs,
    RoomLayout.WALL: _long_wall,
    RoomLayout.WALLS: _stations,
    RoomLayout.OPEN: _open,
    RoomLayout.AS_IS: _as_is,
}
