"""The world café of an agenda step: tables, who is missing or bound, who sits where, the clock in the room, what was said."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..agenda.group_forms import GroupCompany
from ..agenda.models import Room, Step
from ..data.db import (
    NEVER_AGAIN,
    Keyed,
    Versioned,
    enum_column,
    needed_key,
    parent_key,
    pointer_key,
)
from ..directory.models import County, Sector
from ..events.models import Member, Objective
from ..history.models import Change, change_of_room
from ..lib.text import Words
from ..participation.models import Participation


class Priority(StrEnum):
    """What a seating looks at first."""

    MEET = "meet"
    BALANCED = "balanced"
    MIXED = "mixed"
    REPRESENTATIVE = "representative"


SPREAD = "spread"
"""Meeting new people where the fullest count would keep some together in every round: rather more pairs twice."""


class Who(StrEnum):
    """Whom the café seats: who has said that they come, or who has been checked in at the door."""

    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"


class CafeTablePlace(StrEnum):
    """Where a table is: in the room, online, or both (a screen at the table)."""

    ROOM = "room"
    ONLINE = "online"
    MIXED = "mixed"


class Cafe(Versioned):
    """How a café step runs: `rounds` of `minutes`, `move` minutes after each, `harvest` minutes in plenary.

    `questions`: one question a round for all tables, as `{"en", "sq"}`, empty where each table has its own. `held`: rounds
    already held, from the first; what happened in them stays. `token`: the address under which participants find their seats,
    empty while that page is closed. `mix`: what is mixed at the tables (`traits`), empty: sectors and counties. `wants`: what
    a table needs because of who sits there (`traits.CompanyWish`). `columns`: names of columns that the organiser added.
    `asks_wishes`: participants choose tables by their personal link. `counts_earlier`: who sat together at earlier events
    counts as met. `company`: whom people are with, round after round. `alike`: in what the people of a group are alike (`traits`; empty:
    they are mixed).
    """

    step_id: Mapped[int] = parent_key("step.id", unique=True)
    rounds: Mapped[int] = mapped_column(default=3)
    minutes: Mapped[int] = mapped_column(default=20)
    move: Mapped[int] = mapped_column(default=5)
    harvest: Mapped[int] = mapped_column(default=30)
    questions: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    who: Mapped[Who] = enum_column(Who, default=Who.CONFIRMED)
    priority: Mapped[Priority] = enum_column(Priority, default=Priority.MEET)
    held: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(default="", index=True)
    mix: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    wants: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    columns: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    asks_wishes: Mapped[bool] = mapped_column(default=False)
    counts_earlier: Mapped[bool] = mapped_column(default=False)
    company: Mapped[GroupCompany] = enum_column(GroupCompany, default=GroupCompany.NEW)
    alike: Mapped[str] = mapped_column(default="")
    step: Mapped[Step] = relationship()


class CafeTable(Versioned):
    """One table: its name, its question, its host, its note-taker, its seats (those of participants, a host among them).

    The host is a participant, who then sits there in every round, or somebody of the team, or a free name. `token`: the
    address where host and note-taker write down what is said. `link`: where people take part online, at a table that is not
    only in the room. `room`: its own; without one it is in that of the step.
    """

    __table_args__ = NEVER_AGAIN
    cafe_id: Mapped[int] = parent_key("cafe.id")
    number: Mapped[int]
    name: Mapped[Words] = mapped_column(default=Words())
    question: Mapped[Words]
    objective_id: Mapped[int | None] = pointer_key("objective.id")
    host_participation_id: Mapped[int | None] = pointer_key("participation.id")
    host_id: Mapped[int | None] = pointer_key("member.id")
    host_name: Mapped[str] = mapped_column(default="")
    note_taker_id: Mapped[int | None] = pointer_key("member.id")
    note_taker_name: Mapped[str] = mapped_column(default="")
    seats: Mapped[int] = mapped_column(default=10)
    place: Mapped[CafeTablePlace] = enum_column(CafeTablePlace, default=CafeTablePlace.ROOM)
    link: Mapped[str] = mapped_column(default="")
    token: Mapped[str] = mapped_column(index=True)
    room_id: Mapped[int | None] = pointer_key("room.id")
    room: Mapped[Room | None] = relationship()
    host: Mapped[Member | None] = relationship(foreign_keys=[host_id])
    note_taker: Mapped[Member | None] = relationship(foreign_keys=[note_taker_id])
    objective: Mapped[Objective | None] = relationship()

    @property
    def own_room(self) -> str:
        """The name of its own room; empty where that is the room of the step."""
        return self.room.name if self.room and self.room.removed_at is None else ""


class TableChange(Change):
    """A table, a walk-in or a rule about two guests that was removed."""

    __mapper_args__ = change_of_room("cafe_tables")


class MixChange(Change):
    """A column of the organiser's own, or a rule about who sits with whom, that was removed from a café's mix."""

    __mapper_args__ = change_of_room("cafe_mix")


class TableImport(Change):
    """Tables that came from a file."""

    __mapper_args__ = change_of_room("cafe_table_lists")


class CafeGuest(Keyed):
    """What the café has to know of somebody beyond the list of participants; who is not in that list (a walk-in) is here by name.

    `absent`: rounds missed, from 1. `wishes`: tables they would like to sit at (ids). `out`: does not take part. `online`:
    takes part online. `own`: what they are in the organiser's own columns, by name.
    """

    __table_args__ = (sa.UniqueConstraint("cafe_id", "participation_id"), NEVER_AGAIN)
    cafe_id: Mapped[int] = parent_key("cafe.id")
    participation_id: Mapped[int | None] = parent_key("participation.id", nullable=True)
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    sector_id: Mapped[int | None] = needed_key("sector.id")
    county_id: Mapped[int | None] = needed_key("county.id")
    absent: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    wishes: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    out: Mapped[bool] = mapped_column(default=False)
    online: Mapped[bool] = mapped_column(default=False)
    own: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    participation: Mapped[Participation | None] = relationship()
    sector: Mapped[Sector | None] = relationship()
    county: Mapped[County | None] = relationship()


class Bond(StrEnum):
    """What two people are to each other in the café."""

    APART = "apart"
    TOGETHER = "together"


class CafePair(Keyed):
    """Two people who never sit at one table, or always do (an interpreter and their guest)."""

    cafe_id: Mapped[int] = parent_key("cafe.id")
    kind: Mapped[Bond] = enum_column(Bond)
    a_id: Mapped[int] = parent_key("cafe_guest.id")
    b_id: Mapped[int] = parent_key("cafe_guest.id")


class SeatingCause(StrEnum):
    """What brought a seating about."""

    SEATED = "seated"
    SWAPPED = "swapped"
    MOVED = "moved"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    WALKED_IN = "walked_in"
    REPAIRED = "repaired"


class CafeSeating(Keyed):
    """Who sat where from some moment on: the whole seating (`seats.Seating`), never changed afterwards.

    The one that holds is the last that is not `undone`. `about`: what the sentence of it needs (names, a round).
    `printed_at`: when slips were made of it, last.
    """

    cafe_id: Mapped[int] = parent_key("cafe.id")
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    did: Mapped[SeatingCause] = enum_column(SeatingCause)
    about: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    undone: Mapped[bool] = mapped_column(default=False)
    printed_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()


class SearchKind(StrEnum):
    """What a search is for: one seating; the four ways compared; what is left after people came and went."""

    SEAT = "seat"
    COMPARE = "compare"
    REPAIR = "repair"


class SearchState(StrEnum):
    """How far it is."""

    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class CafeSearch(Keyed):
    """The café's last search for seatings, running or over; two who press at once get one.

    `run` counts the searches up. `share`, `mix`: in thousandths. `beat`: when it last said that it is alive. `base_id`:
    the seating it began from (0: none). `offers`: what it found, as `{"way", "content", "changed", "new"}`. `problem`: why
    there can be none, as the engine's reason.
    """

    cafe_id: Mapped[int] = parent_key("cafe.id", unique=True)
    user_id: Mapped[int | None] = pointer_key("user.id")
    run: Mapped[int] = mapped_column(default=1)
    kind: Mapped[SearchKind] = enum_column(SearchKind)
    state: Mapped[SearchState] = enum_column(SearchState)
    asked: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    stop: Mapped[bool] = mapped_column(default=False)
    share: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)
    mix: Mapped[int] = mapped_column(default=0)
    beat: Mapped[datetime]
    base_id: Mapped[int] = mapped_column(default=0)
    offers: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    problem: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    user: Mapped[User | None] = relationship()


class CafeClock(Versioned):
    """Where the café's clock stood at its last press: phase `talk`, `move` or `harvest` of a round since a moment.

    `left`: seconds left while it is paused. `extra`: seconds added to this phase.
    """

    cafe_id: Mapped[int] = parent_key("cafe.id", unique=True)
    round: Mapped[int] = mapped_column(default=1)
    phase: Mapped[str] = mapped_column(default="talk")
    since: Mapped[datetime]
    extra: Mapped[int] = mapped_column(default=0)
    left: Mapped[int | None]


class CafeNote(Versioned):
    """A key point of one table in one round; it keeps the question and the objective it was an answer to.

    `key` tells a form that is sent twice; a point that is taken out stays, to be put back.
    """

    __table_args__ = (sa.UniqueConstraint("cafe_id", "key"),)
    cafe_id: Mapped[int] = parent_key("cafe.id")
    table_id: Mapped[int | None] = pointer_key("cafe_table.id")
    table_number: Mapped[int]
    round: Mapped[int]
    question: Mapped[Words]
    objective_id: Mapped[int | None] = pointer_key("objective.id")
    position: Mapped[int]
    text: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    user_id: Mapped[int | None] = pointer_key("user.id")
    objective: Mapped[Objective | None] = relationship()
