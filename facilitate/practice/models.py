"""Practice sheets, the questions answered before design starts, and lessons with the link they come in by."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import User
from ..data.db import NEVER_AGAIN, Keyed, Versioned, parent_key, pointer_key
from ..exchange.columns import ColumnKind, column_info
from ..history.models import Change, change_of_room
from ..lib.text import Words
from ..web.i18n import _l


class PracticeSheet(Versioned):
    """The fixed sheet every event or forum is written up on, in the team's own words; an empty field shows what is known.

    Description and objectives stand on the event (the forum's purpose) itself.
    """

    event_id: Mapped[int | None] = parent_key("event.id", unique=True, nullable=True)
    forum_id: Mapped[int | None] = parent_key("forum.id", unique=True, nullable=True)
    results: Mapped[Words] = mapped_column(default=Words())
    implementation: Mapped[Words] = mapped_column(default=Words())
    cost: Mapped[Words] = mapped_column(default=Words())
    complementary: Mapped[Words] = mapped_column(default=Words())
    prerequisites: Mapped[Words] = mapped_column(default=Words())
    questions: Mapped[Words] = mapped_column(default=Words())
    lessons: Mapped[Words] = mapped_column(default=Words())
    contacts: Mapped[Words] = mapped_column(default=Words())


class StartAnswer(Versioned):
    """What the team answers to one prerequisite or question (`key`) before design starts; `settled`: it is no longer open."""

    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.UniqueConstraint("forum_id", "key"),
    )
    event_id: Mapped[int | None] = parent_key("event.id", nullable=True)
    forum_id: Mapped[int | None] = parent_key("forum.id", nullable=True)
    key: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    settled: Mapped[bool] = mapped_column(default=False)
    on: Mapped[date | None] = mapped_column(default=None)
    by_id: Mapped[int | None] = pointer_key("user.id")
    by: Mapped[User | None] = relationship()


class LessonLink(Keyed):
    """The address under which the team of an event or forum writes down what it has learned, without account.

    Deleted, it leads nowhere.
    """

    event_id: Mapped[int | None] = parent_key("event.id", unique=True, nullable=True)
    forum_id: Mapped[int | None] = parent_key("forum.id", unique=True, nullable=True)
    token: Mapped[str] = mapped_column(unique=True)
    closes_on: Mapped[date]


class Lesson(Versioned):
    """Something learned in an event or a forum: what to keep, or what to do otherwise. `key` was put into the form when it was shown: sent twice it is one.

    It applies to a technique, a kind of step or a theme of its own, or to the whole. `taken`: it stands on the sheet (None:
    nobody has decided). `plain`: the text for searching, lower case without accents.
    """

    __table_args__ = (sa.Index("ix_lesson_technique", "technique", "taken"), NEVER_AGAIN)
    event_id: Mapped[int | None] = parent_key("event.id", nullable=True)
    forum_id: Mapped[int | None] = parent_key("forum.id", nullable=True)
    key: Mapped[str] = mapped_column(unique=True)
    text: Mapped[Words] = mapped_column(
        info=column_info(
            _l("What was learned"),
            name="title",
            kind=ColumnKind.WORDS,
            limit=1000,
            width=70,
            also="lesson learned text mesimi|what was learned|cfare u mesua",
        )
    )
    keep: Mapped[bool] = mapped_column(default=False)
    technique: Mapped[str] = mapped_column(default="")
    step_kind: Mapped[str] = mapped_column(default="")
    step_id: Mapped[int | None] = pointer_key("step.id")
    name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    taken: Mapped[bool | None] = mapped_column(default=None)
    plain: Mapped[str] = mapped_column(default="")


class LessonLinkChange(Change):
    """A link for the lessons of an event that was removed."""

    __mapper_args__ = change_of_room("lesson_links")


class ForumLessonLinkChange(Change):
    """A link for the lessons of a forum that was removed."""

    __mapper_args__ = change_of_room("forum_lesson_links")


class LessonImport(Change):
    """What a file changed in the lessons of an event."""

    __mapper_args__ = change_of_room("lesson_lists")


class ForumLessonImport(Change):
    """What a file changed in the lessons of a forum."""

    __mapper_args__ = change_of_room("forum_lesson_lists")
