"""Agreed days as entries in the calendars of members they were mailed to."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from ..data.db import parent_key
from ..mailing.entry_copies import EntryCopy
from .models import ForumMember


class DayCopy(EntryCopy):
    """The agreed day of a meeting as an entry in a member's calendar."""

    __table_args__ = (sa.UniqueConstraint("proposal_id", "member_id"),)
    proposal_id: Mapped[int] = parent_key("meeting_proposal.id")
    member_id: Mapped[int] = parent_key("forum_member.id")
    member: Mapped[ForumMember] = relationship()
