"""The café's clock as it is kept; and for the public pages one person's path, with as little as it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...agenda.kinds import StepKind
from ...agenda.models import Room, Step
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.models import Event
from ...lib.text import Words
from ...participation.models import Participation, Standing
from ..clock import LastPress
from ..models import Cafe, CafeClock, CafeGuest, CafeSeating, CafeTable, CafeTablePlace
from ..queries import STEP_FACTS, key_of_guest, last_press, may_be_seated, usual_cafe
from ..seats import seating_from_json
from .name_search import FindablePerson


def kept_clock(cafe: Cafe) -> CafeClock | None:
    """The café's clock; None while nobody has started it."""
    return (
        db.session.scalar(sa.select(CafeClock).where(CafeClock.cafe_id == cafe.id))
        if cafe.id
        else None
    )


@dataclass(frozen=True)
class KeptCafe:
    """A café, its clock, and the number of the seating that holds (0: none)."""

    cafe: Cafe
    clock: LastPress | None
    seating_id: int = 0


def kept_cafe(event: Event, step_id: int) -> KeptCafe | None:
    """What a page that stays open asks for again and again. None: there is no such café."""
    row = db.session.execute(
        sa.select(Cafe, CafeClock, _last_seating(), *STEP_FACTS)
        .select_from(Step)
        .outerjoin(Cafe, Cafe.step_id == Step.id)
        .outerjoin(CafeClock, CafeClock.cafe_id == Cafe.id)
        .where(Step.id == step_id, Step.event_id == event.id, may_be_seated())
    ).first()
    if row is None:
        return None
    cafe, pressed, seating, *facts = row
    return KeptCafe(cafe or usual_cafe(step_id, facts), last_press(pressed), seating or 0)


def _last_seating() -> sa.ScalarSelect[int]:
    last = sa.select(sa.func.max(CafeSeating.id)).where(
        CafeSeating.cafe_id == Cafe.id, CafeSeating.undone.is_(False)
    )
    return last.correlate(Cafe).scalar_subquery()


@dataclass(frozen=True)
class OpenCafe:
    """A café whose public page is open. `content`: the seating that holds, as it is kept (None: nobody is seated yet)."""

    cafe: Cafe
    event: Event
    clock: LastPress | None
    content: Mapping[str, Any] | None
    kind: StepKind = StepKind.CAFE


def open_cafe(condition: sa.ColumnElement[bool]) -> OpenCafe | None:
    """The café that meets the condition, if its page is open."""
    row = db.session.execute(
        sa.select(Cafe, Event, CafeClock, CafeSeating.content, Step.kind)
        .join(Step, Cafe.step_id == Step.id)
        .join(Event, Step.event_id == Event.id)
        .outerjoin(CafeClock, CafeClock.cafe_id == Cafe.id)
        .outerjoin(CafeSeating, CafeSeating.id == _last_seating())
        .where(condition, Cafe.token != "", may_be_seated())
    ).first()
    return OpenCafe(row[0], row[1], last_press(row[2]), *row[3:]) if row else None


def findable_people(here: OpenCafe) -> list[FindablePerson]:
    """Everybody whose name can be typed: who has said that they come, who came, who walked in."""
    out = sa.select(CafeGuest.participation_id).where(
        CafeGuest.cafe_id == here.cafe.id, CafeGuest.out, CafeGuest.participation_id.is_not(None)
    )
    listed = (
        sa.select(Participation.id, Person.given_name, Person.family_name, Organisation.name)
        .join(Person, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .where(
            Participation.event_id == here.event.id,
            Participation.standing.in_([Standing.COMING, Standing.ATTENDED]),
            Participation.id.not_in(out),
        )
    )
    walked = sa.select(
        CafeGuest.id, CafeGuest.given_name, CafeGuest.family_name, CafeGuest.organisation
    ).where(
        CafeGuest.cafe_id == here.cafe.id,
        CafeGuest.participation_id.is_(None),
        CafeGuest.out.is_(False),
    )
    return [
        *(
            FindablePerson(key_of_guest(None, participation), given, family, organisation)
            for participation, given, family, organisation in db.session.execute(listed)
        ),
        *(
            FindablePerson(key_of_guest(row, None), given, family, organisation or "")
            for row, given, family, organisation in db.session.execute(walked)
        ),
    ]


def guest_name(here: OpenCafe, key: str) -> str:
    """The name behind a key; empty for who is not in this event any more."""
    number = int(key[1:])
    if key.startswith("w"):
        query = sa.select(CafeGuest.given_name, CafeGuest.family_name).where(
            CafeGuest.id == number,
            CafeGuest.cafe_id == here.cafe.id,
            CafeGuest.participation_id.is_(None),
        )
    else:
        query = (
            sa.select(Person.given_name, Person.family_name)
            .join(Participation, Participation.person_id == Person.id)
            .where(Participation.id == number, Participation.event_id == here.event.id)
        )
    row = db.session.execute(query).first()
    return f"{row[0]} {row[1]}".strip() if row else ""


@dataclass(frozen=True)
class PathPlace:
    """The table somebody sits at in a round; the number 0: no seat. `at`: when the round begins there, if that is known."""

    round: int
    number: int = 0
    name: Words = Words()
    question: Words = Words()
    at: datetime | None = None
    link: str = ""
    room: str = ""

    @property
    def about(self) -> Words:
        """What the table is known by: its question, or else its name."""
        return self.question or self.name


def _is_online(here: OpenCafe, key: str) -> Any:
    """Whether somebody takes part online, as part of a statement."""
    is_them = CafeGuest.participation_id if key.startswith("p") else CafeGuest.id
    return sa.exists().where(
        CafeGuest.cafe_id == here.cafe.id, is_them == int(key[1:]), CafeGuest.online
    )


def guest_path(here: OpenCafe, key: str) -> list[PathPlace]:
    """Somebody's table in every round; empty where they have no seat at all."""
    path = seating_from_json(here.content).path(key) if here.content else ()
    ids = {table for table in path if table is not None}
    if not ids:
        return []
    link = sa.case(
        (CafeTable.place == CafeTablePlace.ONLINE, CafeTable.link),
        (sa.and_(CafeTable.place == CafeTablePlace.MIXED, _is_online(here, key)), CafeTable.link),
        else_="",
    )
    columns = sa.select(
        CafeTable.id,
        CafeTable.number,
        CafeTable.name,
        CafeTable.question,
        link.label("link"),
        Room.name.label("room"),
    ).outerjoin(Room, sa.and_(Room.id == CafeTable.room_id, Room.removed_at.is_(None)))
    tables = {row.id: row for row in db.session.execute(columns.where(CafeTable.id.in_(ids)))}
    asked = [Words(one.get("en", ""), one.get("sq", "")) for one in here.cafe.questions or ()]
    found = []
    for number, table in enumerate(path[: here.cafe.rounds], 1):
        row = tables.get(table or 0)
        own = asked[number - 1] if number <= len(asked) else Words()
        found.append(
            PathPlace(
                number,
                row.number,
                row.name,
                own or row.question,
                link=row.link,
                room=row.room or "",
            )
            if row
            else PathPlace(number)
        )
    return found if any(place.number for place in found) else []
