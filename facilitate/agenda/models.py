"""Days, rooms, steps and strands; what was changed, said about them, kept as a version or template, and run live."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import Base, Keyed, enum_column, parent_key, pointer_key
from ..history.models import Change, change_of_room
from ..lib.text import Words
from .kinds import StepKind


class Day(Keyed):
    """One day of an event: when its first step starts and when it is meant to end (minutes after midnight, wall time)."""

    __table_args__ = (sa.UniqueConstraint("event_id", "on"),)
    event_id: Mapped[int] = parent_key("event.id")
    on: Mapped[date]
    starts: Mapped[int] = mapped_column(default=540)
    planned_end: Mapped[int] = mapped_column(default=1020)


class Room(Keyed):
    """A room of the event's venue; `capacity` 0: nobody has counted."""

    event_id: Mapped[int] = parent_key("event.id")
    name: Mapped[str]
    capacity: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None]


class Step(Keyed):
    """One step; what its columns mean is said in `plan.PlanStep`.

    A step that was taken out keeps `removed_at`: undo puts it back with whatever hangs on it.
    """

    event_id: Mapped[int] = parent_key("event.id")
    day_id: Mapped[int | None] = pointer_key("day.id")
    block_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("step.id", ondelete="CASCADE"), index=True
    )
    strand_id: Mapped[int | None] = mapped_column(
        index=True
    )  # a strand points at its block: no circle of keys
    rank: Mapped[str]
    kind: Mapped[StepKind] = enum_column(StepKind)
    title: Mapped[Words]
    minutes: Mapped[int]
    pinned: Mapped[int | None]
    technique: Mapped[str] = mapped_column(default="")
    room_id: Mapped[int | None] = pointer_key("room.id")
    lead_id: Mapped[int | None] = pointer_key("member.id")
    note_taker_id: Mapped[int | None] = pointer_key("member.id")
    about: Mapped[Words] = mapped_column(default=Words())
    aim: Mapped[Words] = mapped_column(default=Words())
    say: Mapped[Words] = mapped_column(default=Words())
    do: Mapped[Words] = mapped_column(default=Words())
    materials: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    internal: Mapped[bool] = mapped_column(default=False)
    people: Mapped[int] = mapped_column(default=0)
    groups: Mapped[int] = mapped_column(default=0)
    script: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    helper: Mapped[Words] = mapped_column(default=Words())
    notes: Mapped[Words] = mapped_column(default=Words())
    transition: Mapped[Words] = mapped_column(default=Words())
    late: Mapped[Words] = mapped_column(default=Words())
    spare: Mapped[Words] = mapped_column(default=Words())
    removed_at: Mapped[datetime | None]


class Strand(Keyed):
    """One of the parallel strands of a block."""

    event_id: Mapped[int] = parent_key("event.id")
    block_id: Mapped[int] = parent_key("step.id")
    rank: Mapped[str]
    name: Mapped[Words]
    room_id: Mapped[int | None] = pointer_key("room.id")
    lead_id: Mapped[int | None] = pointer_key("member.id")
    note_taker_id: Mapped[int | None] = pointer_key("member.id")
    people: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None]


class StepSupporter(Base):
    """Somebody of the team who helps in a step."""

    step_id: Mapped[int] = mapped_column(
        sa.ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class StepSpeaker(Keyed):
    """Somebody who speaks in a step; the name stays when the person is taken out of the directory."""

    step_id: Mapped[int] = parent_key("step.id")
    position: Mapped[int]
    name: Mapped[str]
    person_id: Mapped[int | None] = pointer_key("person.id")


class StepObjective(Base):
    """An objective a step serves."""

    step_id: Mapped[int] = mapped_column(
        sa.ForeignKey("step.id", ondelete="CASCADE"), primary_key=True
    )
    objective_id: Mapped[int] = mapped_column(
        sa.ForeignKey("objective.id", ondelete="CASCADE"), primary_key=True, index=True
    )


UNSAID = frozenset(
    ("id", "rank", "minutes", "pinned", "starts", "planned_end", "room", "capacity", "lead")
)
"""What may change in an agenda without a word of its programme, and what comes into it, being another one."""


class AgendaChange(Change):
    """One thing somebody did to the agenda (`history.AgendaAct`). `about`: the title of the step; `count`: how many steps."""

    __mapper_args__ = change_of_room("agenda")

    @property
    def tells_words(self) -> bool:
        """Whether a programme may read otherwise after it: words, people or days changed, not only places and times."""
        return any(
            before is None or after is None or not set(after) <= UNSAID
            for _table, _id, before, after in self.cells or ()
        )


class AgendaVersion(Keyed):
    """The whole agenda as it once was, under a name; `published_at` once it was shown to participants."""

    event_id: Mapped[int] = parent_key("event.id")
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    change_id: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()


class AgendaTemplate(Keyed):
    """An agenda kept to begin other events with; everybody in the planner may use it."""

    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    name: Mapped[Words]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    user: Mapped[User | None] = relationship()


class TemplateChange(Change):
    """An agenda template of our own that was removed."""

    __mapper_args__ = change_of_room("agenda_templates")


class StepComment(Keyed):
    """Something said about a step; with a proposal it can be accepted, and either is folded away once resolved."""

    event_id: Mapped[int] = parent_key("event.id")
    step_id: Mapped[int] = parent_key("step.id")
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(default="")
    proposal: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = pointer_key("user.id")
    accepted: Mapped[bool] = mapped_column(default=False)
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    resolved_by: Mapped[User | None] = relationship(foreign_keys=[resolved_by_id])


class CommentMention(Base):
    """Somebody of the team who is named in a comment, until they have seen it."""

    comment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("step_comment.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    seen: Mapped[bool] = mapped_column(default=False)


class LiveAction(Keyed):
    """One press of a button while the agenda runs, at the moment it was pressed; `key` makes it count once."""

    __table_args__ = (sa.UniqueConstraint("event_id", "key"),)
    event_id: Mapped[int] = parent_key("event.id")
    step_id: Mapped[int] = parent_key("step.id")
    key: Mapped[str]
    did: Mapped[str]
    minutes: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    planned_start: Mapped[int] = mapped_column(default=0)
    planned_minutes: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[int | None] = pointer_key("user.id")
