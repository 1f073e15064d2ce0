"""A half-year on its way: its counts put together, sent to the members, approved, and what of it may leave kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from .. import clock
from ..data.db import db
from ..forums.consensus import MembershipDays, counted_members, is_approved_by_all
from ..forums.models import Forum, ForumMember, ForumRole
from ..lib.text import clean_text
from ..web.i18n import _
from ..web.refused import Refused
from .actions import change_edition
from .cells import TOTAL, Counts, is_source, sum_counts
from .models import (
    SituationApproval,
    SituationIndicator,
    SituationNation,
    SituationQuestion,
    SituationReview,
    SituationSending,
)
from .protecting import Telling, rest_of, tell_all
from .queries import asked_in, indicator_lines, latest_of, review_of, sendings_of

LONGEST = 2000


def county_counts(
    lines: Sequence[SituationIndicator], latest: Sequence[SituationSending]
) -> dict[str, Counts]:
    """The county's counts by the number of the indicator: those of the offices that count it, together."""
    found: dict[str, Counts] = {}
    for line in lines:
        mine = [
            one.counts.get(str(line.id), {})
            for one in latest
            if is_source(line.sources[0], one.member.organisation.kind)
        ]
        counts = sum_counts(mine)
        if TOTAL in counts:
            found[str(line.id)] = counts
    return found


@dataclass(frozen=True)
class Voting:
    """Who has to approve an edition of a half-year, and who did."""

    review: SituationReview
    members: Sequence[ForumMember]
    said: Mapping[int, SituationApproval]
    counted: set[int]

    @property
    def missing(self) -> list[ForumMember]:
        """The members whose approval is missing, one an organisation."""
        rows = {one.organisation_id: one for one in self.members if one.until is None}
        return [
            one
            for key, one in rows.items()
            if key in self.counted and not (key in self.said and self.said[key].approves)
        ]

    @property
    def approved(self) -> bool:
        """Whether everybody who counts approves."""
        return is_approved_by_all(
            self.counted, {key: one.approves for key, one in self.said.items()}
        )


def voting_of(forum: Forum, review: SituationReview) -> Voting:
    """Who approves: those who belonged when it was sent round and still do."""
    members = db.session.scalars(
        sa.select(ForumMember)
        .where(ForumMember.forum_id == forum.id)
        .options(joinedload(ForumMember.organisation))
    ).all()
    rows = [
        MembershipDays(one.organisation_id, one.role is ForumRole.OBSERVER, one.since, one.until)
        for one in members
    ]
    said = sa.select(SituationApproval).where(
        SituationApproval.review_id == review.id, SituationApproval.edition == review.edition
    )
    by_office = {one.id: one.organisation_id for one in members}
    votes = db.session.scalars(said.order_by(SituationApproval.at, SituationApproval.id))
    return Voting(
        review=review,
        members=members,
        said={by_office[one.member_id]: one for one in votes},
        counted=counted_members(rows, review.sent_on, clock.today()),
    )


def review_for(forum: Forum, period: int) -> SituationReview:
    """The row of a half-year, made on first use."""
    row = review_of(forum, period)
    if row is None:
        row = SituationReview(forum_id=forum.id, period=period)
        db.session.add(row)
        db.session.flush()
    return row


def tellings_now(forum: Forum, period: int, review: SituationReview | None) -> dict[str, Telling]:
    """What may leave of the counts as they stand, if they were approved now."""
    lines = asked_in(indicator_lines(forum.kind), period)
    latest = list(latest_of(sendings_of(forum, period, period)).values())
    return tell_all(county_counts(lines, latest), review.told if review else ())


def send_round(forum: Forum, period: int) -> SituationReview:
    """The members are asked to approve. Raises Refused where nothing was sent, and for what is approved."""
    review = review_for(forum, period)
    if review.approved_on is not None:
        raise Refused(_("These numbers have already been approved."))
    if not sendings_of(forum, period, period):
        raise Refused(_("No office has sent its numbers yet."))
    review.sent_on = review.sent_on or clock.today()
    db.session.flush()
    return review


def record_vote(
    forum: Forum,
    review: SituationReview,
    member: ForumMember,
    *,
    approves: bool,
    reason: str,
    name: str,
) -> None:
    """Keep a member's word on this edition; with the last approval the half-year is approved."""
    if review.sent_on is None or review.approved_on is not None:
        raise Refused(
            _("Answers are not accepted at the moment. You can copy what you wrote from here.")
        )
    mine = sa.select(SituationApproval).where(
        SituationApproval.review_id == review.id,
        SituationApproval.edition == review.edition,
        SituationApproval.member_id == member.id,
    )
    row = db.session.scalar(mine) or SituationApproval(
        review_id=review.id, edition=review.edition, member_id=member.id
    )
    row.approves, row.reason, row.name, row.at = approves, reason, name, clock.now()
    db.session.add(row)
    db.session.flush()
    if voting_of(forum, review).approved:
        approve_period(forum, review)


def approve_period(forum: Forum, review: SituationReview) -> None:
    """The half-year is approved: what may leave of it is kept, and what the whole country may tell with it."""
    told = tellings_now(forum, review.period, review)
    review.told = [*review.told, told]
    review.totals = {key: telling.get(TOTAL) for key, telling in told.items()}
    review.approved_on = clock.today()
    db.session.flush()
    _tell_nation(forum.kind, review.period)


def approve_together(forum: Forum, period: int) -> None:
    """The keepers say that all members approved, on paper or at a meeting."""
    approve_period(forum, send_round(forum, period))


def reopen_period(review: SituationReview) -> None:
    """The numbers may be corrected; what was told stays told until they are approved again."""
    if review.approved_on is None and review.sent_on is None:
        raise Refused(_("These numbers are open already."))
    change_edition(review)


def _tell_nation(kind: str, period: int) -> None:
    """Once every forum of a kind has approved: the sum of the counties too small to be told alone, kept for ever."""
    if db.session.get(SituationNation, (kind, period)) is not None:
        return
    forums = db.session.scalars(
        sa.select(Forum).where(Forum.kind == kind, Forum.ended_on.is_(None))
    ).all()
    reviews = {
        one.forum_id: one
        for one in db.session.scalars(
            sa.select(SituationReview).where(
                SituationReview.period == period, SituationReview.approved_on.is_not(None)
            )
        )
    }
    if not forums or any(one.id not in reviews for one in forums):
        return
    lines = asked_in(indicator_lines(kind), period)
    counts = {
        one.id: county_counts(lines, list(latest_of(sendings_of(one, period, period)).values()))
        for one in forums
    }
    rest = {}
    for line in lines:
        key = str(line.id)
        tellings = {
            one.id: reviews[one.id].told[-1][key]
            for one in forums
            if key in reviews[one.id].told[-1]
        }
        totals = {one: counts[one][key][TOTAL] for one in tellings if key in counts[one]}
        found = rest_of(totals, tellings) if totals.keys() == tellings.keys() else None
        if found is not None:
            rest[key] = found
    db.session.add(SituationNation(kind=kind, period=period, at=clock.now(), rest=rest))
    db.session.flush()


def ask_back(
    forum: Forum,
    member: ForumMember,
    indicator: SituationIndicator,
    period: int,
    *,
    text: str,
    by: int,
) -> SituationQuestion:
    """Ask an office about a number; the same question is not asked twice while it is open."""
    one = SituationQuestion
    row = db.session.scalar(
        sa.select(one).where(
            one.forum_id == forum.id,
            one.member_id == member.id,
            one.indicator_id == indicator.id,
            one.period == period,
            one.answered_at.is_(None),
        )
    )
    row = row or one(
        forum_id=forum.id, member_id=member.id, indicator_id=indicator.id, period=period
    )
    row.text, row.at, row.by_id = text, clock.now(), by
    db.session.add(row)
    db.session.flush()
    return row


def answer_questions(
    questions: Sequence[SituationQuestion], typed: Mapping[str, str], name: str
) -> int:
    """Keep what an office answers to what was asked back, with who answered; an empty answer leaves it open. How many it answered."""
    kept = 0
    for row in questions:
        answer = clean_text(typed.get(f"answer-{row.id}", ""))[:LONGEST]
        if answer and answer != row.answer:
            row.answer, row.name, row.answered_at = answer, name, clock.now()
            kept += 1
    db.session.flush()
    return kept
