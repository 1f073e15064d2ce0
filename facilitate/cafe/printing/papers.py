"""The papers of a café as plain values in one language: slips, table cards, hosts' sheets, signs, the list at the door."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...lib.clock import format_wall_span, format_wall_time
from ...lib.text import Words
from ...web.i18n import current_language, format_day
from ..floor import LINKED, CafeFloor, Guest
from ..rounds import Round

if TYPE_CHECKING:
    from ..models import CafeTable

SHEET = 10
"""Slips of a café with few rounds on a page, two beside each other; with many rounds they are 8."""
FEW_ROUNDS = 5


@dataclass(frozen=True)
class CafePaperHead:
    """What stands above a paper: the event, the café, its day and time, the room; and the language of it all."""

    event: str
    cafe: str
    when: str
    room: str
    language: str


@dataclass(frozen=True)
class SlipStop:
    """Where somebody sits in a round: its number and begin (`12:30`), and the number on the table (None: no seat).

    `called`: the county or office that the people of a group have in common. `room`: where the tables are in several.
    """

    round: int
    clock: str
    table: int | None
    called: str = ""
    room: str = ""


@dataclass(frozen=True)
class Slip:
    """One person's way through the café. `host`: the number of the table they host; `address`: their own page; `links`: of those
    who take part online the links of their tables, by number; `vote`: the address of a vote it votes in."""

    name: str
    organisation: str
    sector: str
    letter: str
    stops: tuple[SlipStop, ...]
    host: int | None = None
    address: str = ""
    links: tuple[tuple[int, str], ...] = ()
    vote: str = ""

    @property
    def called(self) -> tuple[str, ...]:
        """What the one group is called in which they stay, and where it is; nothing where they change."""
        return group_called(self.stops)

    @property
    def changes_rooms(self) -> bool:
        """Whether they go from room to room."""
        return changes_rooms(self.stops)


@dataclass(frozen=True)
class PaperSeat:
    """Somebody at a table."""

    name: str
    organisation: str
    sector: str
    letter: str


@dataclass(frozen=True)
class TableTalk:
    """A round at one table: `12:30–12:50`, what it is about, who is there beside the host."""

    round: int
    when: str
    question: str
    people: tuple[PaperSeat, ...]


@dataclass(frozen=True)
class TablePaper:
    """A table on its card, its host's sheet, its sign: its own question stands in both languages, the rounds in one."""

    number: int
    name: str
    question: Words
    host: str
    note_taker: str
    seats: int
    talks: tuple[TableTalk, ...]
    address: str = ""
    link: str = ""
    is_online: bool = False
    room: str = ""

    @property
    def one_question(self) -> str | None:
        """What all rounds are about; None where every round has its own."""
        asked = {talk.question for talk in self.talks}
        return asked.pop() if len(asked) == 1 else None


def paper_head(floor: CafeFloor, event: Words, language: str) -> CafePaperHead:
    """The head of every paper, in the language spoken now."""
    on = floor.on
    when = f"{format_day(on.day.on, 'full')}, {format_wall_span(on.start, on.end)}" if on else ""
    return CafePaperHead(
        event=event.to(language),
        cafe=floor.title.to(language),
        when=when,
        room=", ".join(floor.rooms),
        language=language,
    )


def slips_of(
    floor: CafeFloor,
    keys: Collection[str] | None = None,
    address: Callable[[str], str] | None = None,
    *,
    vote: str = "",
) -> list[Slip]:
    """The slips of those who have a seat (all, or these), in the order of their names; `address` gives a page by key."""
    seating = floor.seating
    if seating is None:
        return []
    hosts = floor.host_at
    return [
        Slip(
            name=guest.name,
            organisation=guest.organisation,
            sector=guest.sector,
            letter=guest.letter,
            stops=slip_stops(floor, key),
            host=floor.number_of(hosts.get(key)),
            address=address(key) if address else "",
            links=links_of(floor, guest),
            vote=vote,
        )
        for key, guest in floor.guests.items()
        if key in seating.paths and (keys is None or key in keys)
    ]


def slip_stops(floor: CafeFloor, key: str) -> tuple[SlipStop, ...]:
    """Where somebody sits in every round of a café in which people have seats."""
    assert floor.seating is not None
    found = []
    for one in floor.times:
        table = floor.seating.at(one.number, key)
        called = floor.group_names.get(table or 0, Words()).to(current_language())
        at = floor.table_by_id.get(table or 0)
        found.append(
            SlipStop(
                one.number,
                _clock(floor, one.start),
                at.number if at else None,
                called=called,
                room=floor.room_of(at) if at and floor.in_rooms else "",
            )
        )
    return tuple(found)


def group_called(stops: Sequence[SlipStop]) -> tuple[str, ...]:
    """What they have in common, if it is one group all the time, and the one room they are in."""
    names, rooms = {stop.called for stop in stops}, {stop.room for stop in stops}
    return tuple(filter(None, (one.pop() for one in (names, rooms) if len(one) == 1)))


def changes_rooms(stops: Sequence[SlipStop]) -> bool:
    """Whether somebody goes from room to room, so that each stop says its own."""
    return len({stop.room for stop in stops}) > 1


def tables_by_room(slips: Sequence[Slip]) -> dict[str, list[int]]:
    """The numbers of the tables in each room, where they are in several; online tables are in none."""
    found: dict[str, set[int]] = {}
    for stop in (stop for slip in slips for stop in slip.stops):
        if stop.room and stop.table:
            found.setdefault(stop.room, set()).add(stop.table)
    return {
        room: sorted(numbers)
        for room, numbers in sorted(found.items(), key=lambda one: min(one[1]))
    }


def links_of(floor: CafeFloor, guest: Guest) -> tuple[tuple[int, str], ...]:
    """The links somebody needs, by the number on the table, each once: of online tables, online also of those that are mixed."""
    path = floor.seating.path(guest.key) if floor.seating else ()
    tables = [floor.table_by_id[table] for table in path if table in floor.table_by_id]
    needed = [one for one in tables if one.place == "online" or guest.online]
    return tuple(dict.fromkeys((one.number, table_link(one)) for one in needed if table_link(one)))


def table_link(table: "CafeTable") -> str:
    """The link of a table that is not only in the room."""
    return table.link if table.place in LINKED else ""


def _clock(floor: CafeFloor, minutes: int) -> str:
    """A time of a café that is in the agenda's days; others know none."""
    return format_wall_time(minutes) if floor.on else ""


def cut_stack(slips: Sequence[Slip], on_page: int) -> list[Slip | None]:
    """The slips so that the cut piles, laid on each other place by place, are in order again.

    The first pile holds the first slips, and so on: place `p` of page `s` shows slip `p · pages + s`. None: nothing there.
    """
    pages = -(-len(slips) // on_page)
    return [
        slips[place * pages + page] if place * pages + page < len(slips) else None
        for page in range(pages)
        for place in range(on_page)
    ]


def on_a_page(rounds: int) -> int:
    """How many slips a page has."""
    return SHEET if rounds <= FEW_ROUNDS else 8


def table_papers(
    floor: CafeFloor, language: str, address: Callable[[str], str] | None = None
) -> list[TablePaper]:
    """Every table by number with its rounds; `address` gives the page of a table by its token."""
    asked = any(floor.round_questions)
    return [
        TablePaper(
            number=table.number,
            name=floor.name_of(table).to(language),
            question=Words() if asked else table.question,
            host=floor.host_of(table),
            note_taker=floor.note_taker_of(table),
            seats=table.seats,
            talks=tuple(_talk(floor, table, one, language) for one in floor.times),
            address=address(table.token) if address else "",
            link=table_link(table),
            is_online=table.place == "online",
            room=floor.room_of(table) if floor.in_rooms else "",
        )
        for table in floor.tables
    ]


def by_room(tables: Sequence[TablePaper], usual: str) -> list[tuple[str, list[TablePaper]]]:
    """The tables of each room, in the order of their numbers; `usual`: the room of the step."""
    rooms: dict[str, list[TablePaper]] = {}
    for one in tables:
        rooms.setdefault(one.room or usual, []).append(one)
    return list(rooms.items()) or [(usual, [])]


def _talk(floor: CafeFloor, table: "CafeTable", one: Round, language: str) -> TableTalk:
    seated = set(floor.seating.people_at(one.number, table.id)) if floor.seating else set()
    host = f"p{table.host_participation_id}"
    people = (guest for key, guest in floor.guests.items() if key in seated and key != host)
    when = format_wall_span(one.start, one.end) if floor.on else ""
    return TableTalk(
        one.number, when, floor.question(table, one.number).to(language), tuple(map(_seat, people))
    )


def _seat(guest: Guest) -> PaperSeat:
    return PaperSeat(guest.name, guest.organisation, guest.sector, guest.letter)
