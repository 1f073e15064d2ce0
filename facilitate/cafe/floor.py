"""The floor: everything about one café at one moment – its tables, its people, who sits where. Values, no database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..agenda.group_forms import CAFE_FORM, GroupCompany, GroupForm
from ..agenda.kinds import StepKind
from ..agenda.plan import PlanDay, PlanMaterial, PlanStep
from ..lib.text import Words
from .rounds import Round, cafe_rounds
from .seats import Seating

if TYPE_CHECKING:
    from .models import Bond, Cafe, CafeTable

LINKED = ("online", "mixed")
"""Places of a table at which people take part online."""

NAMING, NAMED = ("region", "organisation"), 3
"""What a group is called after where its people have it in common, and how many of these at most."""
CAPITAL = "capital"
"""The region of everybody from the capital's district."""


@dataclass(frozen=True)
class CafeStep:
    """The step a café belongs to: its day, and its start and end in minutes after midnight."""

    step: PlanStep
    day: PlanDay
    start: int
    end: int

    @property
    def id(self) -> int:
        return self.step.id

    @property
    def minutes(self) -> int:
        """How long the step is."""
        return self.end - self.start


@dataclass(frozen=True)
class Guest:
    """Somebody the café seats. `key`: `p` and the number of the participation, or `w` and that of a walk-in.

    `sector` is a key (empty: nobody knows) with its `letter`; `region` a county's key, CAPITAL, or empty; `absent` rounds
    missed, from 1; `wishes` ids of tables; `online`: takes part online; `row` the café's own row about them, if there is one; `traits` in what else people
    differ (`traits`), as far as it is known.
    """

    key: str
    given: str
    family: str
    organisation: str = ""
    sector: str = ""
    letter: str = ""
    region: str = ""
    region_name: str = ""
    absent: frozenset[int] = frozenset()
    wishes: tuple[int, ...] = ()
    out: bool = False
    online: bool = False
    row: int | None = None
    traits: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def in_full(self) -> str:
        """`Agim Basha, Ministry of Interior`."""
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    @property
    def walk_in(self) -> bool:
        """Whether they are in no list of participants."""
        return self.key.startswith("w")


@dataclass(frozen=True)
class CafeFloor:
    """One café: its step (None: not in the agenda's days), its tables by number, its people by key in the order of their names.

    `people` holds everybody, `guests` those who take part. `seating` is the one that holds, `seating_id` its number (0:
    nobody is seated yet). `pairs`: (kind, a, b) where they were asked for; `met` likewise: pairs who sat together before, by day.
    `form`: what its step is, a café or small groups of some `technique`.
    """

    cafe: "Cafe"
    tables: Sequence["CafeTable"]
    people: Mapping[str, Guest]
    seating: Seating | None = None
    seating_id: int = 0
    pairs: Sequence[tuple["Bond", str, str]] = ()
    met: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    on: CafeStep | None = None
    title: Words = Words()
    """What the step is called, also while it is parked."""
    planned: int = 0
    """Minutes of the step as it is planned."""
    materials: Sequence[PlanMaterial] = ()
    """What is listed in the step to have ready."""
    room: str = ""
    sectors: Mapping[str, str] = field(default_factory=dict)
    form: GroupForm = CAFE_FORM
    technique: str = ""

    @property
    def kind(self) -> StepKind:
        """What its step is: a café, or small groups."""
        return StepKind.CAFE if self.form.is_cafe else StepKind.GROUP

    @property
    def keeps_company(self) -> bool:
        """Whether people are with the same ones in all of several rounds."""
        return self.cafe.rounds > 1 and self.cafe.company not in (None, GroupCompany.NEW)

    @property
    def moves_on(self) -> bool:
        """Whether these go from station to station."""
        return self.keeps_company and self.cafe.company is GroupCompany.MOVING

    @cached_property
    def guests(self) -> dict[str, Guest]:
        """Who takes part."""
        return {key: guest for key, guest in self.people.items() if not guest.out}

    @cached_property
    def seats(self) -> int:
        """Seats at all tables."""
        return sum(table.seats for table in self.tables)

    @cached_property
    def chairs(self) -> int:
        """Seats in the room: of tables that are only online there are none."""
        return sum(table.seats for table in self.in_room)

    @cached_property
    def in_room(self) -> list["CafeTable"]:
        """The tables that are in the room, those with a screen among them."""
        return [table for table in self.tables if table.place != "online"]

    @cached_property
    def online(self) -> list[Guest]:
        """Who takes part online."""
        return [guest for guest in self.guests.values() if guest.online]

    def open_to(self, guest: Guest) -> list["CafeTable"]:
        """The tables somebody may sit at: online those with a link to the room or without a room, else those in it, or their own,
        which a host in the room joins by its link."""
        own = self.host_at.get(guest.key)
        return [
            table
            for table in self.tables
            if (
                table.place in LINKED
                if guest.online
                else table.place != "online" or table.id == own
            )
        ]

    @cached_property
    def hosts_elsewhere(self) -> list[tuple[Guest, "CafeTable"]]:
        """The hosts who take part online, but whose table is in the room."""
        found = [(self.guests[key], self.table_by_id[own]) for key, own in self.host_at.items()]
        return [(one, own) for one, own in found if one.online and own.place not in LINKED]

    @cached_property
    def table_by_id(self) -> dict[int, "CafeTable"]:
        return {table.id: table for table in self.tables}

    @cached_property
    def host_at(self) -> dict[str, int]:
        """The hosts who are participants, each with the table (id)."""
        return {
            key: table.id
            for table in self.tables
            if table.host_participation_id
            and (key := f"p{table.host_participation_id}") in self.guests
        }

    def name_of(self, table: "CafeTable") -> Words:
        """What a table is called; of a group without a name where its people are from, if that is what they have in common."""
        if table.name or self.cafe.alike not in NAMING or self.seating is None:
            return table.name
        there = [
            self.people[key]
            for number in range(1, len(self.seating.rounds) + 1)
            for key in self.seating.people_at(number, table.id)
            if key in self.people and self.host_at.get(key) != table.id
        ]
        region = self.cafe.alike == NAMING[0]
        names = Counter(one.region_name if region else one.organisation for one in there)
        said = " · ".join(name for name, _number in names.most_common(NAMED) if name)
        return Words(said, said)

    @cached_property
    def group_names(self) -> dict[int, Words]:
        """What groups of people who are alike in something are called (by id); nothing where people are mixed."""
        if not self.cafe.alike:
            return {}
        return {table.id: self.name_of(table) for table in self.tables}

    def number_of(self, table_id: int | None) -> int | None:
        """The number on a table; None where it is no longer there."""
        table = self.table_by_id.get(table_id or 0)
        return table.number if table else None

    def host_of(self, table: "CafeTable") -> str:
        """The name of a table's host, or nothing."""
        guest = (
            self.people.get(f"p{table.host_participation_id}")
            if table.host_participation_id
            else None
        )
        if guest:
            return guest.name
        return table.host.name if table.host else table.host_name

    def room_of(self, table: "CafeTable") -> str:
        """Where a table is: in its own room, or in that of the step; nowhere if it is online."""
        return "" if table.place == "online" else table.own_room or self.room

    @property
    def rooms(self) -> list[str]:
        """The rooms its tables are in, in the order of their numbers; that of the step while there are none."""
        return list(dict.fromkeys(filter(None, map(self.room_of, self.in_room)))) or [self.room]

    @cached_property
    def in_rooms(self) -> bool:
        """Whether tables are in rooms of their own, and so each is told with its room."""
        return any(table.own_room for table in self.in_room)

    def note_taker_of(self, table: "CafeTable") -> str:
        """The name of a table's note-taker, or nothing."""
        return table.note_taker.name if table.note_taker else table.note_taker_name

    def question(self, table: "CafeTable", number: int) -> Words:
        """What a table talks about in round `number`: the round's question, or the table's own."""
        asked = self.round_questions
        return (
            asked[number - 1] if 0 < number <= len(asked) and asked[number - 1] else table.question
        )

    @cached_property
    def round_questions(self) -> list[Words]:
        """The question of each round; empty where the tables have their own."""
        kept = [Words(one.get("en", ""), one.get("sq", "")) for one in self.cafe.questions or ()]
        return (kept + [Words()] * self.cafe.rounds)[: self.cafe.rounds]

    @property
    def has_minutes(self) -> int:
        """How long the step is; a parked one as long as it is planned."""
        return self.on.minutes if self.on else self.planned

    @cached_property
    def times(self) -> list[Round]:
        """The rounds by the clock (from midnight of the step's day; from 0 where it has none)."""
        cafe = self.cafe
        return cafe_rounds(self.on.start if self.on else 0, cafe.rounds, cafe.minutes, cafe.move)

    @cached_property
    def unseated(self) -> list[Guest]:
        """Who takes part and has no seat in a round that is still to come and that they do not miss."""
        if self.seating is None:
            return list(self.guests.values())
        known = set(self.table_by_id)
        return [
            guest
            for key, guest in self.guests.items()
            if any(
                number not in guest.absent and self.seating.at(number, key) not in known
                for number in range(self.cafe.held + 1, self.cafe.rounds + 1)
            )
        ]

    @cached_property
    def gone(self) -> list[str]:
        """The keys of those who have a seat in a round to come and are not there: out, absent, or not in the list any more."""
        if self.seating is None:
            return []
        return [
            key
            for key, path in self.seating.paths.items()
            if any(
                table is not None and (key not in self.guests or number in self.guests[key].absent)
                for number, table in enumerate(path, 1)
                if number > self.cafe.held
            )
        ]
