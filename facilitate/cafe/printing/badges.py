"""What is on a badge, in one language: name, organisation, roles, event, code, and the way through the cafés.

Every event has badges, with or without a café. The people are `participation/door/roll.DoorEntry`, the code is made by
`participation/door/badge.py`; `badge_word.py` and `badges_print.html` draw what stands here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...lib.text import albanian_key, capitalize_first, index_letter
from ...participation.door.roll import DoorEntry
from ...web.i18n import _, format_day, label_of
from ..floor import CafeFloor
from ..group_words import speaking_of
from .look import cut_to_width, largest_size, text_width, wrap_text
from .papers import SlipStop, changes_rooms, group_called, slip_stops

ON_PAGE = 8
"""Badges on a page of A4, two beside each other, 90 × 68 mm."""
ROOM = 83.0
"""Width of a line of the badge, in millimetres."""
LEFT = 57.0
"""Width of a line beside the code, in millimetres."""
SIZES = [26, 20, 15, 12]
"""Sizes a name may have, in points; the largest that fits is taken."""
LINES = 6
"""Lines there are beside the code."""
FEW = 5
"""At most this many lines beside the code are in large letters."""


@dataclass(frozen=True)
class Badge:
    """One badge, its words broken so that they fit. `name` has one or two lines of `size` points; `way` the lines beside

    the code: the café with the table of each round, or the place.
    """

    name: tuple[str, ...]
    size: int
    office: tuple[str, ...]
    parts: str
    event: str
    way: tuple[str, ...]
    address: str

    @property
    def text(self) -> str:
        """The name on one line."""
        return "".join(line if line.endswith("-") else f"{line} " for line in self.name).strip()

    @property
    def large(self) -> bool:
        """Whether the lines beside the code have large letters."""
        return len(self.way) <= FEW and all(text_width(text, 12) <= LEFT for text in self.way)

    @property
    def tight(self) -> bool:
        """Whether the name leaves less room for the organisation."""
        return len(self.name) > 1


def fit_name(name: str) -> tuple[tuple[str, ...], int]:
    """A name as large as it fits on a line, or on two, broken after a word or a hyphen; what is longer than any name is cut."""
    size = int(largest_size(name, SIZES[:2], ROOM))
    if text_width(name, size) <= ROOM:
        return (name,), size
    for points in SIZES[1:]:
        broken = in_two(name, points)
        if broken:
            return broken, points
    return tuple(wrap_text(name, SIZES[-1], ROOM - 3, 2)), SIZES[-1]


def in_two(name: str, points: int) -> tuple[str, ...]:
    """The name on two lines of about the same width; nothing where it does not fit."""
    places = [at for at, letter in enumerate(name) if letter == " "]
    places += [at + 1 for at, letter in enumerate(name) if letter == "-"]
    pairs = [(name[:at].strip(), name[at:].strip()) for at in places]
    fit = [
        pair
        for pair in pairs
        if all(pair) and max(text_width(line, points) for line in pair) <= ROOM - 3
    ]
    return min(
        fit,
        key=lambda pair: abs(text_width(pair[0], points) - text_width(pair[1], points)),
        default=(),
    )


def make_badge(one: DoorEntry, event: str, way: Sequence[str], address: str) -> Badge:
    """Somebody's badge, in the language spoken now."""
    name, size = fit_name(one.name)
    office = wrap_text(one.office, 9 if len(name) > 1 else 11, ROOM - 3, 2)
    parts = ", ".join(label_of(part) for part in one.parts)
    return Badge(
        name=name,
        size=size,
        office=tuple(office),
        parts=cut_to_width(capitalize_first(parts), 11, ROOM - 3),
        event=cut_to_width(event, 8.5, ROOM - 3),
        way=tuple(way)[:LINES],
        address=address,
    )


def badges_of(
    entries: Sequence[DoorEntry],
    event: str,
    place: Sequence[str],
    floors: Sequence[CafeFloor],
    address: Callable[[int], str],
) -> list[Badge]:
    """The badges of these people; who has no seat in a café gets the `place` instead."""
    found = []
    lines = [dict[SlipStop, str]() for _floor in floors]
    for one in entries:
        way: list[str] = []
        for floor, said in zip(floors, lines, strict=True):
            if floor.seating and f"p{one.id}" in floor.seating.paths:
                with speaking_of(floor.kind):
                    way += way_lines(slip_stops(floor, f"p{one.id}"), said, _day(floor, floors))
        found.append(
            make_badge(
                one,
                event,
                way or [line for text in place if text for line in wrap_text(text, 9, LEFT, 2)],
                address(one.id),
            )
        )
    return found


def _day(floor: CafeFloor, floors: Sequence[CafeFloor]) -> str:
    """`2 Apr`, where people have seats on several days and this is not the first of them."""
    days = {one.on.day.on for one in floors if one.on}
    if floor.on is None or floor.on.day.on == min(days):
        return ""
    return format_day(floor.on.day.on, "d MMM")


def way_lines(stops: Sequence[SlipStop], said: dict[SlipStop, str], day: str = "") -> list[str]:
    """`Round 1 12:30 → table 4`, one below the other; more than there is room for stand two beside each other.

    The only round needs no number: `2 Apr 09:00 → group 11`.
    """
    for stop in stops:
        if stop not in said:
            said[stop] = _line(stop, day, among=len(stops))
    texts = [said[stop] for stop in stops]
    if changes_rooms(stops) and len(texts) <= LINES:
        return [
            cut_to_width(" · ".join(filter(None, (text, stop.room))), 9, LEFT)
            for text, stop in zip(texts, stops, strict=True)
        ]
    if len(texts) <= LINES:
        return [*texts, *(cut_to_width(one, 12, LEFT) for one in group_called(stops))]
    half = -(-len(texts) // 2)
    return ["   ".join(texts[at::half]) for at in range(half)]


def _line(stop: SlipStop, day: str, *, among: int) -> str:
    table = str(stop.table) if stop.table else "–"
    if among > LINES:
        return f"{stop.round} → {table}"
    where = _("Table %(number)d", number=stop.table) if stop.table else _("no seat")
    number = _("Round %(number)d", number=stop.round) if among > 1 else ""
    return " ".join(part for part in (number, day, stop.clock, "→", where) if part)


def entries_between(entries: Sequence[DoorEntry], first: str, last: str) -> list[DoorEntry]:
    """Those whose names begin with a letter from `first` to `last`; an empty one is no limit."""
    low, high = albanian_key(first), albanian_key(last)
    keys = {one.id: albanian_key(index_letter(one.name)) for one in entries}
    return [
        one
        for one in entries
        if (not first or keys[one.id] >= low) and (not last or keys[one.id] <= high)
    ]


def split_into_pages(badges: Sequence[Badge]) -> list[Sequence[Badge]]:
    """The badges page by page."""
    return [badges[at : at + ON_PAGE] for at in range(0, len(badges), ON_PAGE)]
