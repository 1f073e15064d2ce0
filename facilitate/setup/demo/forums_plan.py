"""The North group's coming year: days proposed for its meetings, and what members said of them so far."""

from datetime import date, timedelta

from ...forums.links import link_for
from ...forums.models import Forum, Purpose
from ...forums.rhythm.planning import Meeting, keep, vote
from ...forums.rhythm.plans import days_of, draft, known_of, members_now, observes, year_of
from ...forums.rhythm.proposing import Wish

ANSWERS = ((2, 1), (2, 2), (0, 2), (1, 2))
"""What the first members say of the first and the second day."""


def load(forum: Forum, today: date) -> None:
    """Propose what next year still needs, on Thursdays; most members have answered."""
    members = members_now(forum.id)
    proposed = draft(
        known_of(forum, today, []),
        today.year + 1,
        today=today,
        wish=Wish(weekday=3),
        members=members,
        proposals=[],
    )
    meetings = [
        Meeting(list(meeting.days), host)
        for meeting, host in zip(proposed.meetings, proposed.hosts, strict=True)
        if meeting.days
    ]
    deciding = [one for one in members if not observes(one)]
    for row in keep(forum, meetings, today + timedelta(days=10), today):
        for member, said in zip(deciding, ANSWERS, strict=False):
            vote(
                member, {(row.id, on): suits for on, suits in zip(days_of(row), said, strict=False)}
            )
        for member in deciding[:1]:
            link_for(member, Purpose.DATES, year_of(row))
