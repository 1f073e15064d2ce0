"""The world café of an agenda step: its rounds and its tables."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..agenda.models import Step
from ..db import Versioned, parent, pointer
from ..events.models import Member
from ..lib.text import Words


class Cafe(Versioned):
    """How a café step runs: `rounds` of `minutes`, `move` minutes after each, `harvest` minutes in plenary."""

    step_id: Mapped[int] = parent("step.id", unique=True)
    rounds: Mapped[int] = mapped_column(default=3)
    minutes: Mapped[int] = mapped_column(default=20)
    move: Mapped[int] = mapped_column(default=5)
    harvest: Mapped[int] = mapped_column(default=30)
    step: Mapped[Step] = relationship()


class CafeTable(Versioned):
    """One table: its question, its host (of the team, or a free name), its seats."""

    cafe_id: Mapped[int] = parent("cafe.id")
    number: Mapped[int]
    question: Mapped[Words]
    host_id: Mapped[int | None] = pointer("member.id")
    host_name: Mapped[str] = mapped_column(default="")
    seats: Mapped[int] = mapped_column(default=10)
    host: Mapped[Member | None] = relationship()
