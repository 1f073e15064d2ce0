"""What happens to a year's plan: proposals kept, votes cast, days chosen, members asked by mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from ...data.db import db
from ..duties import times_of
from ..models import DayVote, Forum, ForumMember, MeetingProposal
from .plans import days_of, proposals_of


@dataclass(frozen=True)
class TypedMeeting:
    """A meeting to be agreed, as it was typed: its days and its host."""

    days: list[date]
    host_id: int | None


def save_proposals(
    forum: Forum, meetings: Sequence[TypedMeeting], closes_on: date, today: date
) -> list[MeetingProposal]:
    """Keep the proposals, numbered after the meetings the year has already."""
    rows = []
    taken: dict[int, int] = {}
    met = times_of([forum.id], today)[forum.id].meetings
    for one in sorted(meetings, key=lambda one: min(one.days)):
        year = min(one.days).year
        if year not in taken:
            pending = [row for row in proposals_of(forum.id, year) if row.chosen is None]
            taken[year] = sum(day.year == year for day in met) + len(pending)
        taken[year] += 1
        texts = [day.isoformat() for day in sorted(set(one.days))]
        rows.append(
            MeetingProposal(
                forum_id=forum.id,
                number=taken[year],
                host_id=one.host_id,
                days=texts,
                closes_on=closes_on,
            )
        )
    db.session.add_all(rows)
    db.session.flush()
    return rows


def save_votes(member: ForumMember, answers: Mapping[tuple[int, date], int]) -> None:
    """Keep what a member says, by proposal and day; said again, the latest word counts. Others' votes stay untouched."""
    if not answers:
        return
    insert = insert_postgresql if db.engine.dialect.name == "postgresql" else insert_sqlite
    rows = [
        {"proposal_id": proposal_id, "member_id": member.id, "day": on, "suits": suits}
        for (proposal_id, on), suits in answers.items()
    ]
    said = insert(DayVote).values(rows)
    db.session.execute(
        said.on_conflict_do_update(
            index_elements=["proposal_id", "member_id", "day"], set_={"suits": said.excluded.suits}
        )
    )


def is_open_to_votes(proposal: MeetingProposal, today: date) -> bool:
    """Whether members may still say which day suits them."""
    return proposal.chosen is None and today <= proposal.closes_on


def choose_meeting_day(proposal: MeetingProposal, on: date | None) -> bool:
    """Agree on a day of the proposal, or on none again; False for a day that is not one of its days."""
    if on is not None and on not in days_of(proposal):
        return False
    proposal.chosen = on
    db.session.flush()
    return True
