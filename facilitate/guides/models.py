"""Looks of the organisation's own, what an event has agreed for its guide, and when its team rehearses."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..agenda.models import Step
from ..data.db import NEVER_AGAIN, Keyed, Versioned, parent_key, pointer_key
from ..history.models import Change, change_of_room
from ..mailing.entry_copies import EntryCopy


class GuideLook(Keyed):
    """A Word file whose styles, header, footer and logo a guide wears; everybody in the planner may use it.

    `file` is what is left of the upload (base 64 text): it holds no text, no macro and no link to the outside (see `looks`).
    `taken` are the names of the styles it lacked: those are the planner's.
    """

    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    name: Mapped[str]
    file: Mapped[str]
    taken: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    removed_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()


class GuideSetting(Versioned):
    """What an event has agreed for its guide: its look (none: the planner's)."""

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    look_id: Mapped[int | None] = pointer_key("guide_look.id")


class Rehearsal(Versioned):
    """When and where the team (`team`), the hosts of tables (`hosts`) or both rehearse the event, or one step of it.

    `starts` is minutes after midnight, by the clock at the event. Called off, it stays until everybody has been told.
    """

    __table_args__ = NEVER_AGAIN
    event_id: Mapped[int] = parent_key("event.id")
    step_id: Mapped[int | None] = pointer_key("step.id")
    day: Mapped[date]
    starts: Mapped[int]
    minutes: Mapped[int]
    place: Mapped[str]
    team: Mapped[bool] = mapped_column(default=True)
    hosts: Mapped[bool] = mapped_column(default=True)
    called_off: Mapped[bool] = mapped_column(default=False)
    step: Mapped[Step | None] = relationship()


class RehearsalCopy(EntryCopy):
    """A rehearsal as an entry in the calendar of somebody who is to come. `said`: what their calendar answered (`ACCEPTED` …)."""

    __table_args__ = (sa.UniqueConstraint("rehearsal_id", "email"),)
    rehearsal_id: Mapped[int] = parent_key("rehearsal.id")
    name: Mapped[str]
    language: Mapped[str]
    said: Mapped[str] = mapped_column(default="")


class RehearsalChange(Change):
    """A rehearsal that was removed."""

    __mapper_args__ = change_of_room("rehearsals")
