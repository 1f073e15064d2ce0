"""Agreed days as entries in the calendars of members they were mailed to."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import Keyed, parent_key
from .models import ForumMember


class DayCopy(Keyed):
    """The agreed day of a meeting as an entry in a member's calendar, so that changes follow and it can be withdrawn.

    `email` stays the one it was sent to; `sequence` grows with every mail. `told`: what it says of the meeting.
    """

    __table_args__ = (sa.UniqueConstraint("proposal_id", "member_id"),)
    proposal_id: Mapped[int] = parent_key("meeting_proposal.id")
    member_id: Mapped[int] = parent_key("forum_member.id")
    email: Mapped[str]
    sequence: Mapped[int]
    told: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    member: Mapped[ForumMember] = relationship()
