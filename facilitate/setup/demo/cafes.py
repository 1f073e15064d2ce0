"""The demo's world cafés: the coming one with its tables and everybody's seat, the one of 2008 with what was said at its tables."""

import random
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...accounts.models import User
from ...agenda.kinds import StepKind
from ...agenda.models import Step
from ...agenda.queries import rooms_of
from ...cafe.actions import add_table, cafe_of, guest_row, save_seating
from ...cafe.floor import CAPITAL
from ...cafe.harvest.actions import note_of
from ...cafe.instance import engine_event, seating_from
from ...cafe.models import Bond, Cafe, CafePair, CafeTable, Priority, SeatingCause
from ...cafe.queries import cafe_steps, floor_of, tables_of
from ...cafe.rotation import plan_seating
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...events.actions import add_objective
from ...events.models import AgreementStatus, Event, Member, Objective
from ...lib.text import Words
from ...participation.models import Participation, Standing

FILE = PACKAGE / "setup" / "demo" / "cafe.toml"
FORUMS = PACKAGE / "setup" / "demo" / "forums.toml"
ROOMS = {"north": "Dhoma 1", "centre": "Dhoma 2", "east": "Dhoma 3", "south": "Dhoma 4"}
"""Where the regional groups meet."""
CAPITAL_COUNTY = {CAPITAL: "tirane"}
SEED = 2009
BY_COUNTY, COUNTIES, LARGEST_GROUP = "working-groups-by-county", 12, 12


def seat_coming_cafe(
    event: Event, by: User, members: Mapping[str, Member], objectives: Mapping[str, Objective]
) -> None:
    """Give the coming café its hosts, bonds and wishes, seat everybody, and open the page on which people find their seat."""
    table, cafe = read_toml(FILE)["coming"], _cafe(event)
    draw = _Draw(event, Standing.COMING)
    for one, row in zip(tables_of(cafe), table["tables"], strict=True):
        one.name = words_from_toml(row, "name")
        one.objective_id = objectives[row["objective"]].id if "objective" in row else None
        one.note_taker_id = members[row["note_taker"]].id if "note_taker" in row else None
        _host(one, row, draw)
    _bonds(cafe, draw)
    _wishes(cafe, draw, table)
    cafe.token = secrets.token_urlsafe(9)
    _seat(event, cafe, by)
    _seat_groups(event, by)


def _seat_groups(event: Event, by: User) -> None:
    """Give the working groups by county of the coming conference twelve groups, and everybody a place in theirs."""
    steps = sa.select(Step.id).where(Step.event_id == event.id, Step.technique == BY_COUNTY)
    cafe = cafe_of(db.session.scalars(steps).one())
    for _number in range(COUNTIES):
        add_table(cafe, CafeTable(question=Words(), seats=LARGEST_GROUP))
    _seat(event, cafe, by, share=0.1)
    _place_groups(event, cafe)


def _place_groups(event: Event, cafe: Cafe) -> None:
    """Put each group into the room of its county's regional group."""
    forums = {row["slug"]: row for row in read_toml(FORUMS)["groups"]}
    room_of = {county: name for slug, name in ROOMS.items() for county in forums[slug]["counties"]}
    rooms = {room.name: room for room in rooms_of(event).values()}
    found = floor_of(event, cafe.step_id)
    assert found is not None
    floor = found[0]
    for table in floor.tables:
        seated = floor.seating.people_at(1, table.id) if floor.seating else ()
        regions = [floor.people[key].region for key in seated]
        names = [room_of.get(CAPITAL_COUNTY.get(one, one), "") for one in regions]
        name = max(filter(None, names), key=names.count, default=ROOMS["centre"])
        table.room_id = rooms[name].id


def add_past_cafe(event: Event, by: User) -> dict[str, Objective]:
    """Put in the café of 2008 as it was: three questions, eleven subjects, who sat where, and what the tables wrote.

    Gives the objectives its tables worked on, by key.
    """
    table, cafe = read_toml(FILE)["past"], _cafe(event)
    draw = _Draw(event, Standing.ATTENDED)
    objectives = {row["key"]: _objective(event, row) for row in table["objectives"]}
    cafe.questions = [{"en": one["en"], "sq": one["sq"]} for one in table["questions"]]
    for row in table["tables"]:
        one = CafeTable(name=words_from_toml(row, "name"), question=Words(), seats=table["seats"])
        one.objective_id = objectives[row["objective"]].id if "objective" in row else None
        _host(one, row, draw)
        add_table(cafe, one)
    _seat(event, cafe, by, share=0.1)
    cafe.held = cafe.rounds
    _harvest(event, cafe, table["tables"])
    return objectives


def _cafe(event: Event) -> Cafe:
    """The café of the event's only café step."""
    steps = sa.select(Step.id).where(Step.event_id == event.id, Step.kind == StepKind.CAFE)
    return cafe_of(db.session.scalars(steps).one())


class _Draw:
    """Draws people of an event, nobody twice and the same ones each time."""

    def __init__(self, event: Event, standing: Standing) -> None:
        query = sa.select(Participation).where(
            Participation.event_id == event.id, Participation.standing == standing
        )
        query = query.options(joinedload(Participation.person), joinedload(Participation.sector))
        self.left = list(db.session.scalars(query.order_by(Participation.id)))
        self.rng = random.Random(SEED)

    def of(self, sector: str, *, speaks: str = "") -> Participation:
        """Somebody of that sector, who speaks that language."""
        fit = [
            row for row in self.left if row.sector.key == sector and speaks in row.person.languages
        ]
        return self._take(self.rng.choice(fit))

    def any(self) -> Participation:
        return self._take(self.rng.choice(self.left))

    def colleagues(self) -> tuple[Participation, Participation]:
        """Two of one office."""
        offices: dict[int, Participation] = {}
        for row in self.left:
            if other := offices.get(row.organisation_id):
                return self._take(other), self._take(row)
            offices[row.organisation_id] = row
        return self.any(), self.any()

    def _take(self, row: Participation) -> Participation:
        self.left.remove(row)
        return row


def _host(table: CafeTable, row: Mapping[str, Any], draw: _Draw) -> None:
    """A participant hosts the table where it says from which sector."""
    if "host_from" in row:
        table.host_id, table.host_participation_id = None, draw.of(row["host_from"]).id


def _bonds(cafe: Cafe, draw: _Draw) -> None:
    """A guest from abroad and whoever interprets sit together; two of one office do not."""
    together = draw.of("intergovernmental"), draw.of("civil_society", speaks="en")
    for kind, pair in ((Bond.TOGETHER, together), (Bond.APART, draw.colleagues())):
        a, b = (guest_row(cafe, f"p{one.id}") for one in pair)
        assert a
        assert b
        db.session.add(CafePair(cafe_id=cafe.id, kind=kind, a_id=a.id, b_id=b.id))


def _wishes(cafe: Cafe, draw: _Draw, table: Mapping[str, Any]) -> None:
    """A few people would like to sit at certain tables, and two come only for the second round."""
    ids = [one.id for one in tables_of(cafe)]
    for number in range(table["wishes"] + table["late"]):
        guest = guest_row(cafe, f"p{draw.any().id}")
        assert guest
        if number < table["wishes"]:
            guest.wishes = draw.rng.sample(ids, 1 + number % 2)
        else:
            guest.absent = [1]
    db.session.flush()


def _seat(event: Event, cafe: Cafe, by: User, *, share: float = 1.0) -> None:
    """Seat everybody, as pressing the button would, with that share of a quick search: counted, so that it is the same each time."""
    db.session.flush()
    found = floor_of(event, cafe.step_id, pairs=True)
    assert found
    floor = found[0]
    seats = plan_seating(
        engine_event(floor, afresh=True),
        seed=SEED,
        effort="quick",
        priority=Priority.MEET,
        on_progress=lambda far: far.share < share,
    )
    how = {"priority": Priority.MEET.value, "seed": SEED, "stopped": "effort"}
    seating = seating_from(floor, seats.rounds, metrics=seats.metrics, why=seats.why, how=how)
    save_seating(
        floor.cafe, seating, SeatingCause.SEATED, by=by.id, about={"way": Priority.MEET.value}
    )


def _objective(event: Event, row: dict[str, Any]) -> Objective:
    one = add_objective(event, words_from_toml(row), words_from_toml(row, "result"))
    one.status = AgreementStatus.AGREED
    return one


def _harvest(event: Event, cafe: Cafe, rows: Sequence[Mapping[str, Any]]) -> None:
    """What each table wrote down, towards the end of each round."""
    found = floor_of(event, cafe.step_id, cafe_steps(event)[0])
    assert found
    floor = found[0]
    assert floor.on
    day = datetime.combine(floor.on.day.on, datetime.min.time(), ZoneInfo(event.zone))
    for table, row in zip(floor.tables, rows, strict=True):
        for turn, texts in zip(floor.times, row["rounds"], strict=True):
            for place, text in enumerate(texts, 1):
                note = note_of(
                    table,
                    turn.number,
                    question=floor.question(table, turn.number),
                    text=text,
                    position=place,
                )
                note.at = day + timedelta(minutes=turn.end - 5 + place)
                db.session.add(note)
