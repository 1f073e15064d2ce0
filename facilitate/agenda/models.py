"""Days, steps, who does what in a step, and the objectives it serves."""

from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Versioned, choice, parent, pointer
from ..events.models import Member
from ..lib.text import Words


class Day(Versioned):
    """One day of an event: when its first step starts and when it is meant to end (local wall time)."""

    __table_args__ = (sa.UniqueConstraint("event_id", "on"),)
    event_id: Mapped[int] = parent("event.id")
    on: Mapped[date]
    starts: Mapped[time] = mapped_column(default=time(9))
    planned_end: Mapped[time] = mapped_column(default=time(17))


class StepKind(StrEnum):
    """What a step is; it decides its colour and whether participants speak."""

    REGISTRATION = "registration"
    PLENARY = "plenary"
    TALK = "talk"
    PANEL = "panel"
    GROUP = "group"
    CAFE = "cafe"
    BREAK = "break"
    MEAL = "meal"
    NOTE = "note"


class Step(Versioned):
    """One step of a day. `minutes` may be 0 (a marker); `pinned` is a start that does not move.

    A step that was taken out keeps `removed_at` and can be put back.
    """

    event_id: Mapped[int] = parent("event.id")
    day_id: Mapped[int] = parent("day.id")
    position: Mapped[int]
    kind: Mapped[StepKind] = choice(StepKind)
    title: Mapped[Words]
    aim: Mapped[Words]
    say: Mapped[Words]
    do: Mapped[Words]
    materials: Mapped[Words]
    minutes: Mapped[int]
    pinned: Mapped[time | None]
    technique: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[int | None] = pointer("member.id")
    removed_at: Mapped[datetime | None]
    lead: Mapped[Member | None] = relationship()


class StepSupporter(Base):
    """Somebody of the team who helps in a step."""

    step_id: Mapped[int] = mapped_column(sa.ForeignKey("step.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class StepObjective(Base):
    """An objective a step serves."""

    step_id: Mapped[int] = mapped_column(sa.ForeignKey("step.id", ondelete="CASCADE"), primary_key=True)
    objective_id: Mapped[int] = mapped_column(
        sa.ForeignKey("objective.id", ondelete="CASCADE"), primary_key=True, index=True
    )
