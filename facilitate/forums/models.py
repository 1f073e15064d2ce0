"""Standing bodies: territory, members, duties, meetings, presidencies, and what they think, need and decide."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .. import clock
from ..accounts.models import User
from ..data.db import (
    NEVER_AGAIN,
    Base,
    Keyed,
    Versioned,
    enum_column,
    needed_key,
    parent_key,
    pointer_key,
)
from ..directory.models import Organisation, Person
from ..events.models import Event
from ..history.models import Change, change_of_room
from ..lib.text import Words
from .kinds import DoneBy, Every


class Forum(Versioned):
    """A body that keeps meeting; `kind` is a key of `kinds.toml`. Its meetings are the duty `meeting`."""

    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[Words]
    purpose: Mapped[Words]
    created_at: Mapped[datetime]
    ended_on: Mapped[date | None] = mapped_column(default=None)


class ForumChange(Change):
    """A forum that was removed."""

    __mapper_args__ = change_of_room("forums")


class ForumKeeper(Base):
    """An account that keeps this forum, as administrators keep all of them. `since`: as in `events.models.Member`."""

    forum_id: Mapped[int] = mapped_column(
        sa.ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        sa.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime | None] = mapped_column(default=clock.now)


class ForumDistrict(Base):
    """A district in a forum's territory."""

    forum_id: Mapped[int] = mapped_column(
        sa.ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True
    )
    district_id: Mapped[int] = mapped_column(
        sa.ForeignKey("district.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ForumRole(StrEnum):
    """What a member is in a forum, the most responsible first. Observers advise; they never decide and never count."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARIAT = "secretariat"
    MEMBER = "member"
    OBSERVER = "observer"


class ForumMember(Keyed):
    """An organisation in a forum and who speaks for it. Somebody else is a new row. `turn`: its place in the order of presidencies."""

    forum_id: Mapped[int] = parent_key("forum.id")
    organisation_id: Mapped[int] = needed_key("organisation.id")
    person_id: Mapped[int | None] = pointer_key("person.id")
    role: Mapped[ForumRole] = enum_column(ForumRole, default=ForumRole.MEMBER)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    turn: Mapped[int | None] = mapped_column(default=None)
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship()


class Duty(Versioned):
    """What a forum has to do again and again, since a day. The key `meeting` is its meetings; copied from its kind."""

    __table_args__ = (sa.UniqueConstraint("forum_id", "key"),)
    forum_id: Mapped[int] = parent_key("forum.id")
    key: Mapped[str]
    position: Mapped[int]
    name: Mapped[Words]
    every: Mapped[Every] = enum_column(Every)
    number: Mapped[int]
    done_by: Mapped[DoneBy] = enum_column(DoneBy)
    since: Mapped[date]


class ForumDocument(Keyed):
    """A document filed with a forum: whole, with its day and who filed it; it may fulfil a duty."""

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    duty_id: Mapped[int | None] = pointer_key("duty.id")
    title: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    by: Mapped[User | None] = relationship()


class ForumMeeting(Base):
    """An event that is a meeting of the forum; `host_id` is the member that receives the others."""

    forum_id: Mapped[int] = mapped_column(
        sa.ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    host_id: Mapped[int | None] = pointer_key("forum_member.id")
    event: Mapped[Event] = relationship()
    host: Mapped[ForumMember | None] = relationship()


class MeetingProposal(Versioned):
    """A meeting of the year's plan whose day is being agreed: days to choose from, until `closes_on`; then the day chosen."""

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    number: Mapped[int] = mapped_column(info={"counts": "meetings of its year"})
    host_id: Mapped[int | None] = pointer_key("forum_member.id")
    days: Mapped[list[str]] = mapped_column(sa.JSON)
    closes_on: Mapped[date]
    chosen: Mapped[date | None] = mapped_column(default=None)
    event_id: Mapped[int | None] = pointer_key("event.id")
    host: Mapped[ForumMember | None] = relationship()


class DayVote(Keyed):
    """What a member says of one proposed day: suits (2), if need be (1), does not (0)."""

    __table_args__ = (sa.UniqueConstraint("proposal_id", "member_id", "day"),)
    proposal_id: Mapped[int] = parent_key("meeting_proposal.id")
    member_id: Mapped[int] = parent_key("forum_member.id")
    day: Mapped[date]
    suits: Mapped[int]


class MemberLinkPurpose(StrEnum):
    """What a member's link is for; `about_id` is the year (dates), event, work plan, position or half-year (situation)."""

    DATES = "dates"
    ITEMS = "items"
    WORK_PLAN = "work_plan"
    POSITION = "position"
    SITUATION = "situation"


class MemberLink(Keyed):
    """A link that lets one member answer without account. It says whose it is; `sent_on`: when it was mailed last."""

    __table_args__ = (sa.UniqueConstraint("member_id", "purpose", "about_id"),)
    token: Mapped[str] = mapped_column(unique=True)
    member_id: Mapped[int] = parent_key("forum_member.id")
    purpose: Mapped[MemberLinkPurpose] = enum_column(MemberLinkPurpose)
    about_id: Mapped[int]
    sent_on: Mapped[date | None] = mapped_column(default=None)
    member: Mapped[ForumMember] = relationship()


class ProposedItem(Versioned):
    """Something a member (empty: the keepers) wants on the next agenda. `taken`: on it, put aside with a reason, or not decided."""

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    event_id: Mapped[int] = parent_key("event.id")
    member_id: Mapped[int | None] = pointer_key("forum_member.id")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int] = mapped_column(default=0)
    taken: Mapped[bool | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    step_id: Mapped[int | None] = pointer_key("step.id")
    member: Mapped[ForumMember | None] = relationship()


class PointKind(StrEnum):
    """What stays open after a meeting."""

    ACTION = "action"
    QUESTION = "question"


class OpenPoint(Versioned):
    """An action or question of a forum. It is one row for as long as it is open and shows at each meeting: it cannot double."""

    __table_args__ = NEVER_AGAIN
    forum_id: Mapped[int] = parent_key("forum.id")
    kind: Mapped[PointKind] = enum_column(PointKind)
    text: Mapped[str]
    member_id: Mapped[int | None] = pointer_key("forum_member.id")
    due_on: Mapped[date | None] = mapped_column(default=None)
    raised_at_id: Mapped[int | None] = pointer_key("event.id")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    member: Mapped[ForumMember | None] = relationship()
    raised_at: Mapped[Event | None] = relationship()


class Presidency(Versioned):
    """A member presides over the forum from one day to another, both included; or carries its regional plan for these days."""

    forum_id: Mapped[int] = parent_key("forum.id")
    member_id: Mapped[int] = needed_key("forum_member.id")
    first_day: Mapped[date]
    last_day: Mapped[date]
    member: Mapped[ForumMember] = relationship()


class OrderChange(Keyed):
    """The order of presidencies was changed: the members' numbers before and after, and why."""

    forum_id: Mapped[int] = parent_key("forum.id")
    before: Mapped[list[int]] = mapped_column(sa.JSON)
    after: Mapped[list[int]] = mapped_column(sa.JSON)
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    by: Mapped[User | None] = relationship()


class WorkPlan(Versioned):
    """What a presidency sets out to do. Once sent round (`sent_on`) members approve it; a change asks them anew."""

    presidency_id: Mapped[int] = parent_key("presidency.id", unique=True)
    aims: Mapped[str] = mapped_column(default="")
    edition: Mapped[int] = mapped_column(default=1)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    presidency: Mapped[Presidency] = relationship()


class ActivityStatus(StrEnum):
    """How far an activity of a work plan is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Activity(Versioned):
    """One activity of a work plan: what, who, by when, how far; of a regional plan its goal, indicator and money (cents) too."""

    work_plan_id: Mapped[int] = parent_key("work_plan.id")
    position: Mapped[int]
    text: Mapped[str]
    member_id: Mapped[int | None] = pointer_key("forum_member.id")
    due_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[ActivityStatus] = enum_column(ActivityStatus, default=ActivityStatus.PLANNED)
    goal: Mapped[str] = mapped_column(default="")
    indicator: Mapped[str] = mapped_column(default="")
    needed: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    found: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    member: Mapped[ForumMember | None] = relationship()


class Approval(Keyed):
    """A member approved an edition of a work plan, or said why not."""

    __table_args__ = (sa.UniqueConstraint("work_plan_id", "edition", "member_id"),)
    work_plan_id: Mapped[int] = parent_key("work_plan.id")
    edition: Mapped[int]
    member_id: Mapped[int] = parent_key("forum_member.id")
    approves: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    member: Mapped[ForumMember] = relationship()


class Position(Versioned):
    """A text the forum wants to stand behind, reviewed by every member; `settled_on`: the review is closed."""

    forum_id: Mapped[int] = parent_key("forum.id")
    title: Mapped[str]
    text: Mapped[str]
    edition: Mapped[int] = mapped_column(default=1)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    settled_on: Mapped[date | None] = mapped_column(default=None)


class Stand(StrEnum):
    """What a member says of a position."""

    AGREES = "agrees"
    CAN_LIVE_WITH = "can_live_with"
    CHANGE = "change"
    DISSENTS = "dissents"


class Review(Keyed):
    """A member's word on an edition of a position, with its reason."""

    __table_args__ = (sa.UniqueConstraint("position_id", "edition", "member_id"),)
    position_id: Mapped[int] = parent_key("position.id")
    edition: Mapped[int]
    member_id: Mapped[int] = parent_key("forum_member.id")
    stand: Mapped[Stand] = enum_column(Stand)
    reason: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    member: Mapped[ForumMember] = relationship()


class Assessment(Keyed):
    """What one person of the team thinks of one factor in one year, from 1 to 4, with a note. `forum_id` empty: of the whole."""

    __table_args__ = (sa.UniqueConstraint("forum_id", "scale", "factor", "year", "user_id"),)
    forum_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("forum.id", ondelete="CASCADE"), index=True, default=None
    )
    scale: Mapped[str]
    factor: Mapped[str]
    year: Mapped[int]
    user_id: Mapped[int] = parent_key("user.id")
    score: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    user: Mapped[User] = relationship()


class IndicatorNote(Versioned):
    """What somebody wrote for an indicator of one year by hand."""

    __table_args__ = (sa.UniqueConstraint("forum_id", "key", "year"),)
    forum_id: Mapped[int] = parent_key("forum.id")
    key: Mapped[str]
    year: Mapped[int]
    text: Mapped[str]
