"""Questionnaires, anonymous answers, and the themes read out of them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Keyed, Versioned, needed, parent, pointer
from ..directory.models import County, Sector
from ..events.models import Objective
from ..lib.text import Words


class Questionnaire(Versioned):
    """What an event asks beforehand. The token is the open link's, public by design (poster, QR code)."""

    event_id: Mapped[int] = parent("event.id", unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    intro: Mapped[Words]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed: Mapped[bool] = mapped_column(default=False)


class Question(Versioned):
    """One open question."""

    questionnaire_id: Mapped[int] = parent("questionnaire.id")
    position: Mapped[int]
    text: Mapped[Words]
    help: Mapped[Words]
    required: Mapped[bool] = mapped_column(default=False)


class Answer(Keyed):
    """What one stakeholder sent: no name, no address, no time finer than the day.

    `receipt` is random and was put into the form when it was shown: the same form sent twice is one answer.
    """

    questionnaire_id: Mapped[int] = parent("questionnaire.id")
    receipt: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    sector_id: Mapped[int] = needed("sector.id")
    county_id: Mapped[int | None] = needed("county.id")
    given_on: Mapped[date]
    sector: Mapped[Sector] = relationship()
    county: Mapped[County | None] = relationship()


class Passage(Keyed):
    """What an answer says to one question; themes are put on it."""

    __table_args__ = (sa.UniqueConstraint("answer_id", "question_id"),)
    answer_id: Mapped[int] = parent("answer.id")
    question_id: Mapped[int] = parent("question.id")
    text: Mapped[str]
    answer: Mapped[Answer] = relationship()


class Theme(Versioned):
    """Something several answers speak of; one or more themes become an objective."""

    event_id: Mapped[int] = parent("event.id")
    position: Mapped[int]
    name: Mapped[Words]
    objective_id: Mapped[int | None] = pointer("objective.id")
    objective: Mapped[Objective | None] = relationship()


class Coding(Base):
    """A theme put on a passage."""

    passage_id: Mapped[int] = mapped_column(sa.ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(
        sa.ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True
    )
