"""The tasks of an event's checklist."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Versioned, choice, parent, pointer
from ..events.models import Member
from ..lib.text import Words


class Phase(StrEnum):
    """The six phases, in working order."""

    DESIGN = "design"
    CONTENT = "content"
    LOGISTICS = "logistics"
    INVITATIONS = "invitations"
    LAST_WEEK = "last_week"
    FOLLOW_UP = "follow_up"


class Unit(StrEnum):
    """What a distance to the event is counted in; months are calendar months."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Anchor(StrEnum):
    """Which day of the event a distance is counted from."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


class Task(Versioned):
    """One task. `offset` units before (negative) or after (positive) the anchor give `due_on`,

    unless somebody set the date by hand. `code` stays the same for life: it is how the Excel file finds its way back.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)
    event_id: Mapped[int] = parent("event.id")
    code: Mapped[str]
    position: Mapped[int]
    phase: Mapped[Phase] = choice(Phase)
    title: Mapped[Words]
    benchmark: Mapped[Words]
    who: Mapped[Words]
    owner_id: Mapped[int | None] = pointer("member.id")
    offset: Mapped[int]
    unit: Mapped[Unit] = choice(Unit)
    anchor: Mapped[Anchor] = choice(Anchor)
    first_due_on: Mapped[date]
    due_on: Mapped[date]
    due_by_hand: Mapped[bool] = mapped_column(default=False)
    done_on: Mapped[date | None]
    effort: Mapped[float] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    owner: Mapped[Member | None] = relationship()

    @property
    def slip(self) -> int:
        """Days between the first planned date and the day it was done or is planned now."""
        return ((self.done_on or self.due_on) - self.first_due_on).days
