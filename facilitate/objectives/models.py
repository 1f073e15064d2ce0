"""Candidate presentations, the themes they answer and who could give them."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Versioned, choice, parent, pointer
from ..events.models import Objective, Status
from ..lib.text import Words


class Presentation(Versioned):
    """Something that could be presented: what about, and why participants need it."""

    event_id: Mapped[int] = parent("event.id")
    position: Mapped[int]
    title: Mapped[Words]
    why: Mapped[Words]
    status: Mapped[Status] = choice(Status, default=Status.IDEA)
    objective_id: Mapped[int | None] = pointer("objective.id")
    objective: Mapped[Objective | None] = relationship()

    @property
    def code(self) -> str:
        return f"P{self.position}"


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
