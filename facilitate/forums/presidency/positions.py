"""Positions: drafted, reviewed by every member, settled with consensus or with the dissent on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ... import clock
from ...data.db import db, get_or_404
from ...release.texts import RoomText
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..consensus import ReviewOutcome, ReviewTally, counted_members, tally_review
from ..leaving import position_texts
from ..models import Forum, ForumMember, ForumRole, Position, Review, Stand
from .queries import all_members, members_on, membership_days


@dataclass(frozen=True)
class ReviewedPosition:
    """A position with everybody who ever belonged and everything that was said of it, the earliest first."""

    forum: Forum
    position: Position
    everybody: Sequence[ForumMember]
    reviews: Sequence[Review]
    today: date

    @property
    def as_of(self) -> date:
        """The day on which members are counted: that of the settling, else today."""
        return self.position.settled_on or self.today

    @property
    def members(self) -> list[ForumMember]:
        """Who belongs, those who decide before the observers."""
        return sorted(
            members_on(self.everybody, self.as_of), key=lambda one: one.role is ForumRole.OBSERVER
        )

    @property
    def counted(self) -> set[int]:
        """The organisations whose word counts."""
        return counted_members(membership_days(self.everybody), self.position.sent_on, self.as_of)

    @property
    def said(self) -> dict[int, Review]:
        """What organisations said of this edition; the latest word of each."""
        known = {one.id: one.organisation_id for one in self.everybody}
        return {
            known[one.member_id]: one
            for one in self.reviews
            if one.edition == self.position.edition
        }

    @property
    def tally(self) -> ReviewTally:
        """The count, without observers."""
        return tally_review(self.counted, [(key, one.stand) for key, one in self.said.items()])

    @property
    def against(self) -> list[Review]:
        """Who dissents or wants a change, of those who count."""
        return [
            one
            for key, one in self.said.items()
            if key in self.counted and one.stand in (Stand.DISSENTS, Stand.CHANGE)
        ]

    @property
    def texts(self) -> list[RoomText]:
        """What leaves with it: its words, and the reasons given for this edition."""
        return position_texts(self.position, self.said.values())

    @property
    def open(self) -> bool:
        """Whether members can say what they think."""
        return self.position.sent_on is not None and self.position.settled_on is None


def reviewed_position(forum: Forum, position: Position, today: date) -> ReviewedPosition:
    """Everything about one position."""
    return reviewed_positions(forum, [position], today)[0]


def reviewed_positions(
    forum: Forum, positions: Sequence[Position], today: date
) -> list[ReviewedPosition]:
    """Everything about these positions, in their order."""
    members = all_members(forum.id)
    found: dict[int, list[Review]] = {one.id: [] for one in positions}
    query = sa.select(Review).where(Review.position_id.in_(found)).order_by(Review.at, Review.id)
    for review in db.session.scalars(query):
        found[review.position_id].append(review)
    return [
        ReviewedPosition(
            forum=forum, position=one, everybody=members, reviews=found[one.id], today=today
        )
        for one in positions
    ]


def positions_of(forum: Forum) -> Sequence[Position]:
    """The forum's positions, the latest first."""
    mine = sa.select(Position).where(Position.forum_id == forum.id)
    return db.session.scalars(mine.order_by(Position.id.desc())).all()


def position_of(forum: Forum, position_id: int) -> Position:
    """One position of the forum, or a page that says it is not there."""
    return get_or_404(Position, Position.id == position_id, Position.forum_id == forum.id)


def renew_position(position: Position) -> bool:
    """What was sent round changes: a new edition, and members are asked anew. Whether that is so."""
    if position.sent_on is None:
        return False
    position.edition, position.sent_on, position.settled_on = position.edition + 1, None, None
    db.session.flush()
    return True


def settle_review(found: ReviewedPosition) -> ReviewOutcome:
    """Close the review; what it came to. Refused before more than half have answered."""
    count = found.tally
    if not found.open:
        raise Refused(_("Only a position under review can be settled."))
    if count.outcome is ReviewOutcome.TOO_FEW:
        raise Refused(
            _n(
                "%(num)d of %(all)d members has answered. It is settled once at least %(quorum)d have; observers do not count.",
                "%(num)d of %(all)d members have answered. It is settled once at least %(quorum)d have; observers do not count.",
                count.answered,
                all=count.counted,
                quorum=count.quorum,
            )
        )
    found.position.settled_on = found.today
    db.session.flush()
    return count.outcome


def save_review(
    found: ReviewedPosition, member: ForumMember, stand: Stand, reason: str, name: str
) -> None:
    """Keep what a member says of this edition; said again, the latest word counts."""
    mine = sa.select(Review).where(
        Review.position_id == found.position.id,
        Review.edition == found.position.edition,
        Review.member_id == member.id,
    )
    row = db.session.scalar(mine) or Review(
        position_id=found.position.id, edition=found.position.edition, member_id=member.id
    )
    row.stand, row.reason, row.name, row.at = stand, reason, name, clock.now()
    db.session.add(row)
    db.session.flush()
