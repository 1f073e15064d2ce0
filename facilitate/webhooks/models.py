"""Whom an event tells what happened in it, and each call: sent, tried again, given up."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NOT_IN_BACKUPS, Keyed, enum_column, parent_key, pointer_key
from ..events.models import Event
from ..web.i18n import _l, register_labels
from ..web.signing import unseal_here
from .calling import PREFIX

SECRET = "webhook"
"""What secrets are sealed for."""


class Happened(StrEnum):
    """In which part of an event something happened."""

    EVENT = "event"
    GOALS = "goals"
    OBJECTIVES = "objectives"
    AGENDA = "agenda"
    TASKS = "tasks"
    PEOPLE = "people"
    ANSWERS = "answers"
    VOTES = "votes"
    NOTES = "notes"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    COSTS = "costs"
    CONTRIBUTIONS = "contributions"
    RELEASES = "releases"


class CallState(StrEnum):
    """How far a call is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


register_labels(
    {
        Happened.EVENT: _l("The event’s own facts were changed"),
        Happened.GOALS: _l("Goals were added, changed or removed"),
        Happened.OBJECTIVES: _l("Objectives were added, changed or removed"),
        Happened.AGENDA: _l("Steps of the agenda were added, changed or removed"),
        Happened.TASKS: _l("Tasks were added, changed, ticked or removed"),
        Happened.PEOPLE: _l("Somebody on the list was added, changed or removed"),
        Happened.ANSWERS: _l("Answers came in"),
        Happened.VOTES: _l("A vote was opened or closed"),
        Happened.NOTES: _l("Lines of the notes were written, changed or removed"),
        Happened.DECISIONS: _l("Decisions were noted, changed or removed"),
        Happened.ACTIONS: _l("Actions were noted, changed, closed or removed"),
        Happened.COSTS: _l("Costs were added, changed or removed"),
        Happened.CONTRIBUTIONS: _l("Contributions were added, changed or removed"),
        Happened.RELEASES: _l("Programme or report were published"),
        CallState.WAITING: _l("waiting"),
        CallState.SENT: _l("sent"),
        CallState.FAILED: _l("given up"),
    }
)


class Webhook(Keyed):
    """An address that is told. `kinds`: of what, between spaces. Each call is signed with `own_secret`, which is kept sealed as `secret`.

    `answers`: how many answers it was told of. `paused_at`: by somebody, or because it failed for a day (`failed`).
    """

    event_id: Mapped[int] = parent_key("event.id")
    user_id: Mapped[int | None] = pointer_key("user.id")
    address: Mapped[str]
    kinds: Mapped[str]
    secret: Mapped[str]
    answers: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None] = mapped_column(default=None)
    failed: Mapped[bool] = mapped_column(default=False)
    event: Mapped[Event] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def own_secret(self) -> str | None:
        """The secret that calls are signed with; None where the key it was sealed with is gone."""
        return self.secret if self.is_plain else unseal_here(SECRET, self.secret)

    @property
    def is_plain(self) -> bool:
        """Whether the secret still is as earlier versions kept it."""
        return self.secret.startswith(PREFIX)


class WebhookCall(Keyed):
    """One thing that is told: what happened, to which rows. `again_at`: not before; `status`: what was answered, 0: nothing."""

    __table_args__ = (
        sa.Index("ix_webhook_call_due", "state", "again_at"),
        {"info": {NOT_IN_BACKUPS: True}},
    )
    webhook_id: Mapped[int] = parent_key("webhook.id")
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Happened] = enum_column(Happened)
    about: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime]
    state: Mapped[CallState] = enum_column(CallState, default=CallState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    again_at: Mapped[datetime]
    status: Mapped[int] = mapped_column(default=0)
    webhook: Mapped[Webhook] = relationship()
