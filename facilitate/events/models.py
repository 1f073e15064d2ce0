"""Events, their team, their goals and objectives."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .. import clock
from ..accounts.models import User
from ..data.db import (
    NEVER_AGAIN,
    Keyed,
    Versioned,
    enum_column,
    needed_key,
    parent_key,
    pointer_key,
)
from ..data.local_days import LocalDay
from ..directory.models import County
from ..lib.text import Words
from ..techniques.technique import OutputKind


class EventKind(StrEnum):
    """What is being planned; each kind has a starting checklist and a starting agenda of its own."""

    CONFERENCE = "conference"
    REGIONAL_MEETING = "regional_meeting"
    TRAINING = "training"
    COALITION_MEETING = "coalition_meeting"
    COMMITTEE_MEETING = "committee_meeting"
    TECHNICAL_TABLE = "technical_table"
    ORIENTATION = "orientation"


TEACHING = (EventKind.TRAINING, EventKind.ORIENTATION)
"""The events at which people are trained."""


class Event(Versioned):
    """A conference, meeting or training. Its documents speak `language`; its times are wall time in `zone`, its holidays those of `country`.

    `archived_at`: put out of sight, on lists of events it stands apart. `days_unknown`: only its year is known, its days are not those on which it was held.
    `linked_elsewhere`: the events that built on it in the planner it came from, the one it built on there, its forum’s next meeting.
    """

    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EventKind] = enum_column(EventKind)
    title: Mapped[Words]
    description: Mapped[Words]
    language: Mapped[str] = mapped_column(default="sq")
    zone: Mapped[str] = mapped_column(default="Europe/Tirane")
    country: Mapped[str] = mapped_column(default="AL")
    first_day: Mapped[date]
    last_day: Mapped[date]
    days_unknown: Mapped[bool] = mapped_column(default=False)
    venue: Mapped[str]
    town: Mapped[str]
    county_id: Mapped[int | None] = needed_key("county.id")
    expected: Mapped[int] = mapped_column(default=0)
    builds_on_id: Mapped[int | None] = pointer_key("event.id")
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None] = mapped_column(default=None)
    linked_elsewhere: Mapped[list[dict[str, str]]] = mapped_column(
        sa.JSON, default=list, deferred=True
    )
    county: Mapped[County | None] = relationship()

    @hybrid_property
    def made_on(self) -> date:
        """The day on which it was made, where it is held."""
        return clock.day_in(self.zone, self.created_at)

    @made_on.inplace.expression
    @classmethod
    def _made_on(cls) -> LocalDay:
        return LocalDay(cls.zone, cls.created_at)


class Role(StrEnum):
    """What somebody is in one event's team, from the most to the least allowed."""

    ORGANISER = "organiser"
    LEAD_FACILITATOR = "lead_facilitator"
    FACILITATOR = "facilitator"
    NOTE_TAKER = "note_taker"
    STAFF = "staff"
    VIEWER = "viewer"


class Member(Keyed):
    """Somebody in an event's team. `since`: empty for who was in it before that was noted."""

    __table_args__ = (sa.UniqueConstraint("event_id", "user_id"),)
    event_id: Mapped[int] = parent_key("event.id")
    user_id: Mapped[int] = parent_key("user.id")
    role: Mapped[Role] = enum_column(Role)
    since: Mapped[datetime | None] = mapped_column(default=clock.now)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        return self.user.name


class AgreementStatus(StrEnum):
    """How far the team has agreed on a goal, an objective or a presentation."""

    IDEA = "idea"
    PROPOSED = "proposed"
    AGREED = "agreed"


class Goal(Versioned):
    """What the event is for, in the long run. It is shown as G1, G2 … by position."""

    __table_args__ = NEVER_AGAIN
    event_id: Mapped[int] = parent_key("event.id")
    position: Mapped[int]
    text: Mapped[Words]
    status: Mapped[AgreementStatus] = enum_column(AgreementStatus, default=AgreementStatus.IDEA)

    @property
    def code(self) -> str:
        return f"G{self.position}"


class Objective(Versioned):
    """What the event is to reach, and the result expected of it; `sought`: what is to come out. Shown as O1, O2 … by position.

    `unserved_why` and `passed_to`: why no step works on it, and who looks after it instead, as themes have it.
    """

    __table_args__ = NEVER_AGAIN
    event_id: Mapped[int] = parent_key("event.id")
    position: Mapped[int]
    text: Mapped[Words]
    result: Mapped[Words]
    sought: Mapped[OutputKind] = enum_column(OutputKind, default=OutputKind.UNSAID)
    unserved_why: Mapped[Words] = mapped_column(default=Words())
    passed_to: Mapped[Words] = mapped_column(default=Words())
    status: Mapped[AgreementStatus] = enum_column(AgreementStatus, default=AgreementStatus.IDEA)
    goal_id: Mapped[int | None] = pointer_key("goal.id")
    goal: Mapped[Goal | None] = relationship()

    @property
    def code(self) -> str:
        return f"O{self.position}"

    @property
    def postponed(self) -> bool:
        """Whether it is said that no step works on it, and why or who does."""
        return bool(self.unserved_why or self.passed_to)
