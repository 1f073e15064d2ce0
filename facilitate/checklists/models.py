"""The tasks of an event's checklist, who does what in it, what was said and changed, and the mails about it."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NEVER_AGAIN, Keyed, Versioned, enum_column, parent_key, pointer_key
from ..events.models import Member
from ..exchange.columns import (
    ColumnKind,
    choice_column,
    column_info,
    day_column,
    number_column,
    text_column,
)
from ..history.models import Change, change_of_room
from ..lib.text import Words
from ..web.i18n import _l


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
    """What a distance is counted from: a day of the event, or the date of another task."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    TASK = "task"


class TaskStatus(StrEnum):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    NOT_NEEDED = "not_needed"


OPEN_STATES = frozenset({TaskStatus.OPEN, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED})
"""What still has to be done."""


class Milestone(StrEnum):
    """The tasks whose dates the house rules look at."""

    INVITATIONS = "invitations"
    TRAINING = "training"
    GUIDE = "guide"


class TaskRole(Keyed):
    """A job in the preparation ("logistics") and who does it: its tasks follow, but for those given to somebody by hand."""

    __table_args__ = NEVER_AGAIN
    event_id: Mapped[int] = parent_key("event.id")
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Words]
    member_id: Mapped[int | None] = pointer_key("member.id")
    removed_at: Mapped[datetime | None]
    member: Mapped[Member | None] = relationship()


class Task(Versioned):
    """One task. `offset` units before (negative) or after (positive) the anchor give `due_on`,

    unless somebody set the date by hand; `after_id` is the task that anchor TASK means. `code` stays the same for life: it
    is how the Excel file finds its way back. `owner_id` is who does it: the role's person, or whoever was chosen by hand.
    `done_on` is set exactly while the status is DONE. `extra`: columns that staff added in Excel, text by name. A task
    that was deleted keeps `removed_at`. What is declared with a label also leaves and comes back (`columns.TASKS`).
    """

    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.Index(  # how a list stands is counted from it alone, however long the list is
            "ix_task_standing",
            "event_id",
            "removed_at",
            "status",
            "due_on",
            "phase",
            "owner_id",
            "position",
        ),
        NEVER_AGAIN,
    )
    event_id: Mapped[int] = parent_key("event.id")
    code: Mapped[str]
    position: Mapped[int]
    phase: Mapped[Phase] = choice_column(
        Phase,
        _l("Phase"),
        width=11,
        print_width=12,
        also="phase stage category section group area|faza|fazat|kategoria|kategori|seksioni|fusha",
    )
    title: Mapped[Words] = mapped_column(
        info=column_info(
            _l("Task"),
            kind=ColumnKind.WORDS,
            limit=300,
            width=36,
            print_width=42,
            also="task tasks activity activities action item what description todo|to do|detyra|detyre|detyrat|"
            "aktiviteti|aktivitete|veprimi|pershkrimi|cfare|puna",
        )
    )
    benchmark: Mapped[Words] = mapped_column(
        info=column_info(
            _l("Benchmark"),
            kind=ColumnKind.WORDS,
            limit=300,
            width=27,
            print_width=32,
            also="benchmark indicator result output deliverable evidence|treguesi|tregues|treguesi krahasimor|rezultati|"
            "prova|produkti",
        )
    )
    role_id: Mapped[int | None] = pointer_key(
        "task_role.id",
        info=column_info(
            _l("Who"),
            name="who",
            kind=ColumnKind.NAME,
            told_as=_l("Job"),
            limit=200,
            width=15,
            print_width=15,
            also="role job unit department office who|roli|detyra e|zyra|sektori|njesia|kush",
        ),
    )
    owner_id: Mapped[int | None] = pointer_key(
        "member.id",
        info=column_info(
            _l("Person"),
            name="owner",
            kind=ColumnKind.NAME,
            width=15,
            also="owner person responsible assignee name lead|assigned to|personi|pergjegjes|pergjegjesi|i ngarkuari|emri",
        ),
    )
    owner_by_hand: Mapped[bool] = mapped_column(default=False)
    offset: Mapped[int]
    unit: Mapped[Unit] = enum_column(Unit)
    anchor: Mapped[Anchor] = enum_column(Anchor)
    after_id: Mapped[int | None] = pointer_key("task.id")
    first_due_on: Mapped[date] = day_column(_l("First planned"), width=11.5, changes=False)
    due_on: Mapped[date] = day_column(
        _l("Completion date"),
        width=14.5,
        print_width=15,
        also="due deadline date when until|due date|by when|end date|finish date|target date|completion date|afati|data|kur|"
        "deri me|data e perfundimit|afati i fundit|date perfundimi",
    )
    due_by_hand: Mapped[bool] = mapped_column(default=False)
    milestone: Mapped[Milestone | None] = enum_column(Milestone, nullable=True)
    status: Mapped[TaskStatus] = choice_column(
        TaskStatus,
        _l("Status"),
        default=TaskStatus.OPEN,
        width=10.5,
        print_width=11,
        also="status state done progress complete completed finished ready|statusi|gjendja|kryer|e kryer|u krye|perfunduar|"
        "ecuria",
    )
    blocked_by: Mapped[str] = text_column(
        _l("Blocked by"),
        limit=300,
        also="blocker waiting blocked|blocked by|waiting for|pengesa|pengohet nga|ne pritje te",
    )
    done_on: Mapped[date | None] = day_column(
        _l("Done on"),
        width=14.5,
        print_width=15,
        also="done on|completed on|date done|date completed|completion date|finished on|kryer me|data e kryerjes",
    )
    effort: Mapped[float] = number_column(
        _l("Hours"), width=6.5, print_width=7, also="hours effort duration|ore|oret|kohezgjatja"
    )
    note: Mapped[str] = text_column(
        _l("Note"),
        limit=20_000,
        long=True,
        width=20,
        print_width=24,
        also="note notes comment comments remark remarks|shenim|shenime|koment|komente|verejtje|verejtjet",
    )
    extra: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    removed_at: Mapped[datetime | None]
    owner: Mapped[Member | None] = relationship()
    role: Mapped[TaskRole | None] = relationship()

    @property
    def who(self) -> Words:
        """The job it belongs to."""
        return self.role.name if self.role else Words()

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATES

    @property
    def slip(self) -> int:
        """Days between the first planned date and the day it was done or is planned now."""
        return ((self.done_on or self.due_on) - self.first_due_on).days


class TaskComment(Keyed):
    """Something said about a task."""

    task_id: Mapped[int] = parent_key("task.id")
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    text: Mapped[str]
    user: Mapped[User | None] = relationship()


class TaskLink(Keyed):
    """A link that shows that a task is done, or what it needs."""

    task_id: Mapped[int] = parent_key("task.id")
    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    address: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    user: Mapped[User | None] = relationship()


class ChecklistAct(StrEnum):
    """What somebody did to a checklist."""

    STARTED = "started"
    ADDED = "added"
    EDITED = "edited"
    STATUS = "status"
    GIVEN = "given"
    REDATED = "redated"
    DELETED = "deleted"
    ROLE = "role"
    REPLANNED = "replanned"
    BROUGHT_BACK = "brought_back"
    UNDONE = "undone"
    REDONE = "redone"


class ChecklistChange(Change):
    """One thing somebody did to the checklist (`ChecklistAct`). `about`: the title of the task; `count`: how many tasks."""

    __mapper_args__ = change_of_room("checklists")


class TalkChange(Change):
    """A comment or a link of a task that was removed."""

    __mapper_args__ = change_of_room("task_talk")


class ChecklistSetting(Versioned):
    """What holds for the event's whole checklist: the columns staff added in Excel, in their order."""

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    columns: Mapped[list[str]] = mapped_column(sa.JSON, default=list)


class ChecklistTemplate(Keyed):
    """A starting checklist of the organisation's own; everybody in the planner may use it. `content`: its tasks (`starting.task_list`)."""

    user_id: Mapped[int | None] = pointer_key("user.id")
    at: Mapped[datetime]
    name: Mapped[Words]
    content: Mapped[str]
    user: Mapped[User | None] = relationship()


class ListChange(Change):
    """A starting list of our own that was removed."""

    __mapper_args__ = change_of_room("starting_lists")


class StartingListImport(Change):
    """What a file changed in a starting list of our own."""

    __mapper_args__ = change_of_room("starting_list_files")


class TaskMail(Keyed):
    """Which mails about their tasks somebody of the team wants, and when the last ones went out."""

    member_id: Mapped[int] = parent_key("member.id", unique=True)
    weekly: Mapped[bool] = mapped_column(default=False)
    day_before: Mapped[bool] = mapped_column(default=False)
    weekly_sent_on: Mapped[date | None]
    day_before_sent_on: Mapped[date | None]


class TaskFeed(Keyed):
    """The address of somebody's calendar of due dates, over all events: a new token makes the old one stop."""

    user_id: Mapped[int] = parent_key("user.id", unique=True)
    token: Mapped[str] = mapped_column(index=True)
