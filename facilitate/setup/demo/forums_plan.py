"""The North group's coming year: days proposed for its meetings, and what members said of them so far."""

from datetime import date, timedelta

from ...forums.links import link_for
from ...forums.models import Forum, MemberLinkPurpose
from ...forums.rhythm.planning import TypedMeeting, save_proposals, save_votes
from ...forums.rhythm.plans import (
    days_of,
    draft_year,
    is_observer,
    voting_members,
    year_basis,
    year_of,
)
from ...forums.rhythm.proposing import DaysWish

ANSWERS = ((2, 1), (2, 2), (0, 2), (1, 2))
"""What the first members say of the first and the second day."""


def load_plan_proposal(forum: Forum, today: date) -> None:
    """Propose what next year still needs, on Thursdays; most members have answered."""
    members = voting_members(forum.id)
    proposed = draft_year(
        year_basis(forum, today, []),
        today.year + 1,
        today=today,
        wish=DaysWish(weekday=3),
        members=members,
        proposals=[],
    )
    meetings = [
        TypedMeeting(list(meeting.days), host)
        for meeting, host in zip(proposed.meetings, proposed.hosts, strict=True)
        if meeting.days
    ]
    deciding = [one for one in members if not is_observer(one)]
    for row in save_proposals(forum, meetings, today + timedelta(days=10), today):
        for member, said in zip(deciding, ANSWERS, strict=False):
            save_votes(
                member, {(row.id, on): suits for on, suits in zip(days_of(row), said, strict=False)}
            )
        for member in deciding[:1]:
            link_for(member, MemberLinkPurpose.DATES, year_of(row))
