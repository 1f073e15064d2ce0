"""Who was invited to an event, what they answered, and on which days they came."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ..accounts.models import User
from ..data.db import (
    NEVER_AGAIN,
    Base,
    Keyed,
    ValuesType,
    Versioned,
    enum_column,
    holds_value,
    needed_key,
    parent_key,
    pointer_key,
)
from ..directory.models import County, District, Organisation, Person, Sector
from ..history.models import Change, change_of_room
from ..lib.text import Words
from ..mailing.entry_copies import EntryCopy


class Standing(StrEnum):
    """How far somebody has come on the way from the list to the room.

    Listed: to be invited, nothing was sent yet. Waiting: would come, but every seat is taken. Replaced: sends somebody else.
    """

    LISTED = "listed"
    INVITED = "invited"
    COMING = "coming"
    WAITING = "waiting"
    DECLINED = "declined"
    REPLACED = "replaced"
    ATTENDED = "attended"


class ParticipantRole(StrEnum):
    """What somebody does in the event; several at once. In the order in which they are named."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    PRESENTER = "presenter"
    PANELLIST = "panellist"
    FACILITATOR = "facilitator"
    TABLE_HOST = "table_host"
    NOTE_TAKER = "note_taker"
    OBSERVER = "observer"
    ORGANISER = "organiser"
    PRESS = "press"
    INTERPRETER = "interpreter"


class PartsType(ValuesType):
    """Several parts; who has none is a participant."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(ParticipantRole)

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return super().process_bind_param(value and roles_in_order(value), dialect)


def roles_in_order(parts: Iterable[ParticipantRole]) -> tuple[ParticipantRole, ...]:
    """Each part once, in the order of `ParticipantRole`; somebody without any is a participant."""
    chosen = set(parts)
    return tuple(part for part in ParticipantRole if part in chosen) or (
        ParticipantRole.PARTICIPANT,
    )


def has_role(part: ParticipantRole) -> sa.ColumnElement[bool]:
    """The condition that somebody has this part, whatever else they do."""
    return holds_value(Participation.parts, part)


class Participation(Versioned):
    """One person at one event, with the organisation, sector and place of that time:

    who changes post later still counts where they were. A café's seating remembers it by its number.
    `walk_in`: came without being invited. `was`: of somebody who is marked as there, how far they had come before; None
    where nobody knows.
    """

    __table_args__ = (
        sa.UniqueConstraint("event_id", "person_id"),
        # the figures across many events are counted from these alone
        sa.Index("ix_participation_sectors", "event_id", "standing", "sector_id", "parts"),
        sa.Index("ix_participation_before", "person_id", "standing", "event_id"),
        sa.Index("ix_participation_places", "event_id", "standing", "county_id", "district_id"),
        NEVER_AGAIN,
    )
    event_id: Mapped[int] = parent_key("event.id")
    person_id: Mapped[int] = needed_key("person.id")
    organisation_id: Mapped[int] = needed_key("organisation.id")
    sector_id: Mapped[int] = needed_key("sector.id")
    county_id: Mapped[int | None] = needed_key("county.id")
    district_id: Mapped[int | None] = needed_key("district.id")
    standing: Mapped[Standing] = enum_column(Standing)
    parts: Mapped[tuple[ParticipantRole, ...]] = mapped_column(
        PartsType(), default=(ParticipantRole.PARTICIPANT,)
    )
    invited_on: Mapped[date | None] = mapped_column(default=None)
    walk_in: Mapped[bool] = mapped_column(default=False)
    was: Mapped[Standing | None] = enum_column(Standing, default=None)
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()
    sector: Mapped[Sector] = relationship()
    county: Mapped[County | None] = relationship()
    district: Mapped[District | None] = relationship()

    @validates("standing")
    def _remembers(self, _name: str, standing: Standing) -> Standing:
        """Whoever is marked as there, at a door or in a list: what they had said before is not forgotten."""
        if standing is not Standing.ATTENDED:
            self.was = None
        elif self.standing is not None and self.standing is not Standing.ATTENDED:
            self.was = self.standing
        return standing


class PeopleChange(Change):
    """A list that was imported. `count`: how many people became others or are new in the event's list."""

    __mapper_args__ = change_of_room("people")


class PersonChange(Change):
    """Somebody on the list, or a target of the mix, that was removed."""

    __mapper_args__ = change_of_room("people_removed")


class RegistrationSetting(Versioned):
    """How people register for an event: seats (0: as many as come), the last day to answer, what is asked, the letter.

    `takes_calendars`: invitations can be answered in a calendar, by mail to whoever sends them.
    """

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    capacity: Mapped[int] = mapped_column(default=0)
    answer_by: Mapped[date | None] = mapped_column(default=None)
    asks_needs: Mapped[bool] = mapped_column(default=True)
    asks_gender: Mapped[bool] = mapped_column(default=False)
    takes_calendars: Mapped[bool] = mapped_column(default=False)
    letter: Mapped[Words] = mapped_column(default=Words())
    signed_by: Mapped[Words] = mapped_column(default=Words())


class Registration(Versioned):
    """What one of the invited answered by their personal link, and what they need to take part.

    `token` opens the answer without account. `answered_at` is empty until they answer. `waiting_since` is their place in the
    waiting list. `in_list`: agrees to be named in the list of participants of the report. `substitute_id` is who comes in
    their place. `message_id` is the last invitation or reminder sent to them.
    """

    participation_id: Mapped[int] = parent_key("participation.id", unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    waiting_since: Mapped[datetime | None] = mapped_column(default=None)
    interpreter: Mapped[bool] = mapped_column(default=False)
    lodging: Mapped[bool] = mapped_column(default=False)
    diet: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")
    arrival: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    in_list: Mapped[bool] = mapped_column(default=False)
    substitute_id: Mapped[int | None] = pointer_key("participation.id")
    message_id: Mapped[int | None] = pointer_key("message.id")
    participation: Mapped[Participation] = relationship(
        foreign_keys="Registration.participation_id"
    )
    substitute: Mapped[Participation | None] = relationship(
        foreign_keys="Registration.substitute_id"
    )


EXPECTED = (Standing.INVITED, Standing.COMING, Standing.WAITING, Standing.ATTENDED)
"""Whose entry in a calendar follows the event. Whoever declined has said so, and is left in peace."""


class CalendarCopy(EntryCopy):
    """The event as an entry in somebody's calendar. `uid` stays the one it was sent with."""

    __table_args__ = (sa.UniqueConstraint("event_id", "person_id"),)
    event_id: Mapped[int] = parent_key("event.id")
    person_id: Mapped[int] = parent_key("person.id")
    uid: Mapped[str]
    person: Mapped[Person] = relationship()


class TargetKind(StrEnum):
    """What a target of the invitation list counts."""

    SECTOR = "sector"
    OUTSIDE = "outside"
    EVERY_COUNTY = "every_county"
    GENDER = "gender"


class Target(Keyed):
    """One wish for the mix of who is invited: at least `least` percent (of every county: people).

    `keys` are sectors together ("central_government local_government"), or a gender.
    """

    event_id: Mapped[int] = parent_key("event.id")
    kind: Mapped[TargetKind] = enum_column(TargetKind)
    keys: Mapped[str] = mapped_column(default="")
    least: Mapped[int]


class Attendance(Keyed):
    """Somebody was there on a day of the event. `door` is who checked them in: a door link's name; by_id an account.

    `was` is how far they had come before, so that a check-in can be taken back.
    """

    __table_args__ = (sa.UniqueConstraint("participation_id", "day"),)
    participation_id: Mapped[int] = parent_key("participation.id")
    day: Mapped[date]
    at: Mapped[datetime]
    door: Mapped[str] = mapped_column(default="")
    was: Mapped[Standing | None] = enum_column(Standing, default=None)
    by_id: Mapped[int | None] = pointer_key("user.id")
    participation: Mapped[Participation] = relationship()
    by: Mapped[User | None] = relationship()


class DoorLink(Keyed):
    """A link that lets a helper without account check people in at one door; it ends when it is taken back."""

    event_id: Mapped[int] = parent_key("event.id")
    name: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class DoorPress(Base):
    """A press at a door that was taken, by the key its device gave it: sent once more it changes nothing."""

    key: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = parent_key("event.id")
    participation_id: Mapped[int | None] = pointer_key("participation.id")


class PublicFigures(Keyed):
    """The event's figures are published for everybody who has the link; deleted, they are taken back.

    `content` is what was published, by language: it stays as it was looked at, so that nobody who comes later stands out.
    """

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)


class PublishedShares(Versioned):
    """An event of which only shares are known, as they were once published: no list of people stands behind it.

    `total` people (0: not known; `at_least`: "over 90"), `shares` in tenths of a percent by line key, `source` where it says so.
    """

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    total: Mapped[int] = mapped_column(default=0)
    at_least: Mapped[bool] = mapped_column(default=False)
    shares: Mapped[dict[str, int]] = mapped_column(sa.JSON, default=dict)
    source: Mapped[str] = mapped_column(default="")
