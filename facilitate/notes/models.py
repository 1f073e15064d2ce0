"""The structure notes are taken in, the lines and photos of each place, decisions and actions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

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
from ..directory.models import County, Person, Sector
from ..events.models import Member
from ..lib.text import Words


class NoteKind(StrEnum):
    """What a line is."""

    POINT = "point"
    QUOTE = "quote"
    QUESTION = "question"
    DISAGREEMENT = "disagreement"
    PROPOSAL = "proposal"
    DECISION = "decision"
    ACTION = "action"


class NoteStructure(Versioned):
    """The headings agreed for a kind of step (`step_kind` empty: for all that have none of their own).

    `heads`: `{kind, en, sq}` each, in their order; a heading's kind is what a line under it is.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "step_kind"),)
    event_id: Mapped[int] = parent_key("event.id")
    step_kind: Mapped[str] = mapped_column(default="")
    heads: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)


class NoteLine(Versioned):
    """One line, in the words it was said in. Where: a step, in it a strand, or a table and round of a café.

    `key` is made by the device that wrote it: sent again it is the same line. `at`: when it was typed, by that device.
    `place` names the step as it was, for when the step is gone. Who said it: a person, or words, or only a sector and county.
    `withheld`: not for the report. A line that was taken out keeps `removed_at`.
    """

    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.Index("ix_note_line_place", "event_id", "step_id", "at"),
        NEVER_AGAIN,
    )
    event_id: Mapped[int] = parent_key("event.id")
    key: Mapped[str]
    step_id: Mapped[int | None] = pointer_key("step.id")
    strand_id: Mapped[int | None] = pointer_key("strand.id")
    table_id: Mapped[int | None] = pointer_key("cafe_table.id")
    round: Mapped[int | None] = mapped_column(default=None)
    place: Mapped[Words] = mapped_column(default=Words())
    kind: Mapped[NoteKind] = enum_column(NoteKind, default=NoteKind.POINT)
    text: Mapped[str]
    person_id: Mapped[int | None] = pointer_key("person.id")
    who: Mapped[str] = mapped_column(default="")
    sector_id: Mapped[int | None] = needed_key("sector.id")
    county_id: Mapped[int | None] = needed_key("county.id")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    withheld: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    by: Mapped[User | None] = relationship()
    person: Mapped[Person | None] = relationship()
    sector: Mapped[Sector | None] = relationship()
    county: Mapped[County | None] = relationship()
    decision_id: Mapped[int | None] = (
        query_expression()
    )  # what was made of it; only where a query asks for it
    action_id: Mapped[int | None] = query_expression()


class NoteOperation(Keyed):
    """Something a device did to a line, by the key it gave it: sent once more it changes nothing."""

    __table_args__ = (sa.UniqueConstraint("event_id", "key"),)
    event_id: Mapped[int] = parent_key("event.id")
    key: Mapped[str]
    line_id: Mapped[int | None] = pointer_key("note_line.id")
    at: Mapped[datetime]


class NotePhoto(Versioned):
    """A photo of a flip chart: smaller, without what the camera wrote into it. `alt`: what stands on it, in words."""

    __table_args__ = (sa.UniqueConstraint("event_id", "key"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    key: Mapped[str]
    step_id: Mapped[int | None] = pointer_key("step.id")
    strand_id: Mapped[int | None] = pointer_key("strand.id")
    table_id: Mapped[int | None] = pointer_key("cafe_table.id")
    round: Mapped[int | None] = mapped_column(default=None)
    place: Mapped[Words] = mapped_column(default=Words())
    alt: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    media_type: Mapped[str] = mapped_column(default="image/jpeg")
    width: Mapped[int]
    height: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    withheld: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    by: Mapped[User | None] = relationship()


class DecisionMethod(StrEnum):
    """How a decision was reached."""

    CONSENSUS = "consensus"
    OBJECTIONS = "objections"
    MAJORITY = "majority"
    CHAIR = "chair"


class NoteDecision(Versioned):
    """What was decided, how, and what spoke against it; mostly made of a line, which stays."""

    __table_args__ = (sa.UniqueConstraint("event_id", "line_id"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    line_id: Mapped[int | None] = pointer_key("note_line.id")
    step_id: Mapped[int | None] = pointer_key("step.id")
    objective_id: Mapped[int | None] = pointer_key("objective.id")
    text: Mapped[str]
    how: Mapped[DecisionMethod] = enum_column(DecisionMethod, default=DecisionMethod.CONSENSUS)
    objections: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class ActionStatus(StrEnum):
    """How far an action is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class NoteAction(Versioned):
    """What was promised: who, what, by when, until it is closed. Mostly made of a line, which stays.

    Who: somebody of the directory, of the team, or a name. `task_id` is its task in the checklist's follow-up. `token` opens it
    without account, so that its owner can say how far it is. `told_at`: when its owner got it by mail.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "line_id"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    line_id: Mapped[int | None] = pointer_key("note_line.id")
    step_id: Mapped[int | None] = pointer_key("step.id")
    objective_id: Mapped[int | None] = pointer_key("objective.id")
    text: Mapped[str]
    person_id: Mapped[int | None] = pointer_key("person.id")
    member_id: Mapped[int | None] = pointer_key("member.id")
    owner_name: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[ActionStatus] = enum_column(ActionStatus, default=ActionStatus.OPEN)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    task_id: Mapped[int | None] = pointer_key("task.id")
    token: Mapped[str] = mapped_column(unique=True)
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    message_id: Mapped[int | None] = pointer_key("message.id")
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[Person | None] = relationship()
    member: Mapped[Member | None] = relationship()

    @property
    def owner(self) -> str:
        """Who promised it, as it is typed: `Ana Hoxha, Bashkia Vlorë`; empty where nobody has yet."""
        if self.person:
            return f"{self.person.name}, {self.person.organisation.name}"
        return self.member.name if self.member else self.owner_name

    @property
    def closed(self) -> bool:
        """Whether it is done or dropped."""
        return self.status is not ActionStatus.OPEN
