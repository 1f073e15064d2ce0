"""What assistants have proposed, and what people made of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import Keyed, enum_column, parent_key, pointer_key
from ..events.models import Event
from ..web.i18n import _l, register_labels


class ProposalState(StrEnum):
    """Whether somebody has decided, and how."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ProposedChange(StrEnum):
    """What an assistant may propose: operations of the API by name. None publishes, sends, invites or removes."""

    CREATE_STEP = "create_step"
    EDIT_STEP = "edit_step"
    CREATE_GOAL = "create_goal"
    EDIT_GOAL = "edit_goal"
    CREATE_OBJECTIVE = "create_objective"
    EDIT_OBJECTIVE = "edit_objective"
    CREATE_TASK = "create_task"
    EDIT_TASK = "edit_task"


register_labels(
    {
        ProposalState.WAITING: _l("waiting"),
        ProposalState.ACCEPTED: _l("accepted"),
        ProposalState.DECLINED: _l("declined"),
        ProposedChange.CREATE_STEP: _l("Add a step to the agenda"),
        ProposedChange.EDIT_STEP: _l("Edit a step"),
        ProposedChange.CREATE_GOAL: _l("Add a goal"),
        ProposedChange.EDIT_GOAL: _l("Edit a goal"),
        ProposedChange.CREATE_OBJECTIVE: _l("Add an objective"),
        ProposedChange.EDIT_OBJECTIVE: _l("Edit an objective"),
        ProposedChange.CREATE_TASK: _l("Add a task to the checklist"),
        ProposedChange.EDIT_TASK: _l("Edit a task"),
    }
)


class Proposal(Keyed):
    """A change that an assistant would like: an operation of the API that nobody has carried out yet.

    `place`: the parts of its address besides the event's; `sent`: what would be sent; `was`: which state of the row it was
    made from; `cells`: what it changes, as it was read then. `assistant`: the name of the token, which belongs to `by`.
    """

    event_id: Mapped[int] = parent_key("event.id")
    by_id: Mapped[int | None] = pointer_key("user.id")
    assistant: Mapped[str]
    operation: Mapped[ProposedChange] = enum_column(ProposedChange)
    place: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    sent: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    was: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    cells: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    why: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    state: Mapped[ProposalState] = enum_column(ProposalState, default=ProposalState.WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[int | None] = pointer_key("user.id")
    event: Mapped[Event] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys="Proposal.by_id")
    decided_by: Mapped[User | None] = relationship(foreign_keys="Proposal.decided_by_id")
