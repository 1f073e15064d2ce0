"""Candidate presentations, the themes they answer and who could give them; what shall change, and what did."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import Base, Keyed, Versioned, enum_column, parent_key, pointer_key
from ..events.models import AgreementStatus, Objective
from ..history.models import Change, change_of_room
from ..lib.text import Words


class Presentation(Versioned):
    """Something that could be presented: what about, and why participants need it."""

    event_id: Mapped[int] = parent_key("event.id")
    position: Mapped[int]
    title: Mapped[Words]
    why: Mapped[Words]
    status: Mapped[AgreementStatus] = enum_column(AgreementStatus, default=AgreementStatus.IDEA)
    objective_id: Mapped[int | None] = pointer_key("objective.id")
    objective: Mapped[Objective | None] = relationship()

    @property
    def code(self) -> str:
        return f"P{self.position}"


class ObjectiveChange(Change):
    """A goal, an objective, a presentation or an indicator that was removed."""

    __mapper_args__ = change_of_room("objectives")


class PresentationTheme(Base):
    """A theme of the consultation that a presentation answers."""

    presentation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("presentation.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int] = mapped_column(
        sa.ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PresentationSpeaker(Base):
    """Somebody of the directory who could give a presentation."""

    presentation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("presentation.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ObjectiveIndicator(Versioned):
    """What shall be different because of an objective, said before the event: `before` how it is, `goal` how it shall be by a day.

    Both are words or numbers, as people say them. `source`: who says so; `method`: how it is known.
    """

    objective_id: Mapped[int] = parent_key("objective.id")
    position: Mapped[int]
    text: Mapped[Words]
    before: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    by_on: Mapped[date | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")


class IndicatorReading(Keyed):
    """How an indicator stood on a day afterwards."""

    __table_args__ = (sa.UniqueConstraint("indicator_id", "on"),)
    indicator_id: Mapped[int] = parent_key("objective_indicator.id")
    on: Mapped[date]
    value: Mapped[str]
