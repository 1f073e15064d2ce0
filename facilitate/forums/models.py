"""Standing bodies: their kind, territory, members and meetings."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Keyed, Versioned, choice, parent
from ..directory.models import Organisation
from ..events.models import Event
from ..lib.text import Words


class ForumKind(StrEnum):
    """What kind of body it is."""

    REGIONAL_GROUP = "regional_group"
    REGIONAL_COMMITTEE = "regional_committee"
    COALITION = "coalition"
    CONFERENCE_SERIES = "conference_series"


class Forum(Versioned):
    """A body that keeps meeting, `meetings_a_year` times."""

    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ForumKind] = choice(ForumKind)
    name: Mapped[Words]
    purpose: Mapped[Words]
    meetings_a_year: Mapped[int] = mapped_column(default=3)
    created_at: Mapped[datetime]


class ForumDistrict(Base):
    """A district in a forum's territory."""

    forum_id: Mapped[int] = mapped_column(sa.ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True)
    district_id: Mapped[int] = mapped_column(
        sa.ForeignKey("district.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ForumRole(StrEnum):
    """What a member organisation is in a forum."""

    MEMBER = "member"
    CHAIR = "chair"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"


class ForumMember(Keyed):
    """An organisation that belongs to a forum."""

    __table_args__ = (sa.UniqueConstraint("forum_id", "organisation_id"),)
    forum_id: Mapped[int] = parent("forum.id")
    organisation_id: Mapped[int] = parent("organisation.id")
    role: Mapped[ForumRole] = choice(ForumRole, default=ForumRole.MEMBER)
    organisation: Mapped[Organisation] = relationship()


class ForumMeeting(Base):
    """An event that is a meeting of the forum."""

    forum_id: Mapped[int] = mapped_column(sa.ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    event: Mapped[Event] = relationship()
