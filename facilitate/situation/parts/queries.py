"""What is known of one office's part of a half-year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...data.db import db
from ...forums.models import Forum, ForumMember, ForumRole
from ..approval import tellings_now, voting_of
from ..cells import TOTAL
from ..labels import Places
from ..models import (
    SituationApproval,
    SituationIndicator,
    SituationQuestion,
    SituationReview,
    SituationSending,
)
from ..protecting import Telling
from ..queries import (
    asked_in,
    asks_member,
    indicator_lines,
    places_for,
    places_of,
    questions_of,
    review_of,
    sendings_of,
)
from .part import AskedIndicator, asked_indicator


@dataclass(frozen=True)
class OfficePart:
    """An office's part: what it is asked, everything it sent so far, what it sent for the half-year before.

    `questions`: what was asked back of it; `review`: how far the approval is.
    """

    forum: Forum
    member: ForumMember
    period: int
    asked: list[AskedIndicator]
    sendings: list[SituationSending]
    before: SituationSending | None
    places: Places
    questions: list[SituationQuestion]
    review: SituationReview | None

    @property
    def latest(self) -> SituationSending | None:
        """What stands."""
        return self.sendings[-1] if self.sendings else None

    @property
    def open(self) -> bool:
        """Whether it may still send: until the committee has approved."""
        return self.review is None or self.review.approved_on is None

    @property
    def waits(self) -> bool:
        """Whether something it was asked back is not answered yet."""
        return any(one.answered_at is None for one in self.questions)

    def was(self, one: AskedIndicator, cell: str) -> int | None:
        """The number of the half-year before, of the same line."""
        counts = self.before.counts.get(str(one.indicator.id)) if self.before else None
        if not counts or cell in counts or cell == TOTAL:
            return counts.get(cell) if counts else None
        return 0 if _split_given(counts, cell) else None


def _split_given(counts: Mapping[str, int], cell: str) -> bool:
    split = cell.partition(":")[0]
    return any(one.partition(":")[0] == split for one in counts)


def office_part(member: ForumMember, period: int) -> OfficePart:
    """What an office is asked and has sent for a half-year."""
    forum = db.session.get_one(Forum, member.forum_id)
    places = places_of(forum)
    mine = [
        one for one in asked_in(indicator_lines(forum.kind), period) if asks_member(one, member)
    ]
    inside = places_for(member, places)
    office = member.organisation_id
    sent = [
        one
        for one in sendings_of(forum, period - 1, period)
        if one.member.organisation_id == office
    ]
    return OfficePart(
        forum=forum,
        member=member,
        period=period,
        asked=[asked_indicator(one, inside) for one in mine],
        sendings=[one for one in sent if one.period == period],
        before=next((one for one in reversed(sent) if one.period == period - 1), None),
        places=places,
        questions=[one for one in questions_of(forum, period) if one.member_id == member.id],
        review=review_of(forum, period),
    )


@dataclass(frozen=True)
class MemberVote:
    """The approval as a member's own page shows it: the edition, what would leave, what this office said."""

    edition: int
    told: Mapping[str, Telling]
    lines: Sequence[SituationIndicator]
    said: SituationApproval | None


def member_vote(part: OfficePart, member: ForumMember) -> MemberVote | None:
    """The approval that is asked of a member; None while nothing is sent round, and for observers."""
    review = part.review
    if review is None or review.sent_on is None or member.role is ForumRole.OBSERVER:
        return None
    voting = voting_of(part.forum, review)
    approved = review.approved_on is not None
    return MemberVote(
        edition=review.edition,
        told=review.told[-1] if approved else tellings_now(part.forum, part.period, review),
        lines=asked_in(indicator_lines(part.forum.kind), part.period),
        said=voting.said.get(member.organisation_id),
    )
