"""What happens to a year's plan: proposals kept, votes cast, days chosen, members asked by mail."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from ...db import db
from ...i18n import _, day, use_language
from ...mail import About, post_all
from ...mailing.letters import mail_to
from ..duties import times_of
from ..links import address, link_for
from ..members.sending import greeting, language_to
from ..models import DayVote, Forum, ForumMember, MeetingProposal, Purpose
from .plans import ballots, days_of, members_now, proposals_of


def in_turn(forum_id: int) -> None:
    """Two who plan or vote at the same moment come one after the other."""
    db.session.execute(sa.select(Forum.id).where(Forum.id == forum_id).with_for_update(key_share=True))


@dataclass(frozen=True)
class Meeting:
    """A meeting to be agreed, as it was typed: its days and its host."""

    days: list[date]
    host_id: int | None


def keep(forum: Forum, meetings: Sequence[Meeting], closes_on: date, today: date) -> list[MeetingProposal]:
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
                forum_id=forum.id, number=taken[year], host_id=one.host_id, days=texts, closes_on=closes_on
            )
        )
    db.session.add_all(rows)
    db.session.flush()
    return rows


def vote(member: ForumMember, answers: Mapping[tuple[int, date], int]) -> None:
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


def open_to(proposal: MeetingProposal, today: date) -> bool:
    """Whether members may still say which day suits them."""
    return proposal.chosen is None and today <= proposal.closes_on


@dataclass(frozen=True)
class Asked:
    """Who gets a mail that asks for days, who said something already, and whom no mail reaches."""

    to: list[ForumMember] = field(default_factory=list)
    answered: list[ForumMember] = field(default_factory=list)
    unreached: list[ForumMember] = field(default_factory=list)
    closes_on: date | None = None

    @property
    def mark(self) -> str:
        """Changes when the list changes between looking and sending."""
        what = repr(([(one.id, one.person and one.person.email) for one in self.to], self.closes_on))
        return hashlib.sha256(what.encode()).hexdigest()[:16]


def asked(forum: Forum, year: int, today: date) -> Asked:
    """Members sorted out; those who said something of every open proposal need no mail."""
    members = members_now(forum.id)
    open_ones = [row for row in proposals_of(forum.id, year) if open_to(row, today)]
    found = Asked(closes_on=min((row.closes_on for row in open_ones), default=None))
    if not open_ones:
        return found
    counted = ballots(open_ones, members)
    for member in members:
        if all(member.id in ballot.spoken for ballot in counted):
            found.answered.append(member)
        elif member.person is None or not member.person.email:
            found.unreached.append(member)
        else:
            found.to.append(member)
    return found


def letter(forum: Forum, year: int, member: ForumMember, closes_on: date, link: str) -> tuple[str, str]:
    """Subject and text as that member gets them, in their language."""
    code = language_to(member)
    with use_language(code):
        name = forum.name.to(code)
        subject = _("Which days suit you? %(forum)s, meetings of %(year)d", forum=name, year=year)
        body = _(
            "%(hello)s\n\n%(forum)s plans its meetings of %(year)d. Please say which days suit %(organisation)s. It takes "
            "two minutes, without an account:\n\n%(link)s\n\nThis link is yours; please do not pass it on. You can change "
            "your answers until %(until)s.",
            hello=greeting(member), forum=name, year=year,
            organisation=member.organisation.name, link=link, until=day(closes_on, "full"),
        )  # fmt: skip
    return subject, body


def send(forum: Forum, year: int, today: date, mark: str) -> list[int] | None:
    """Put the mails into the outbox; gives their numbers. None where the list is no longer the one that was shown."""
    in_turn(forum.id)
    people = asked(forum, year, today)
    if people.mark != mark:
        return None
    mails = []
    for member in people.to:
        link = link_for(member, Purpose.DATES, year)
        link.sent_on = today
        if member.person and people.closes_on:
            written = letter(forum, year, member=member, closes_on=people.closes_on, link=address(link))
            mails.append(mail_to(member.person, *written))
    db.session.flush()
    return [message.id for message in post_all(mails, About.FORUM)]


def choose(proposal: MeetingProposal, on: date | None) -> bool:
    """Agree on a day of the proposal, or on none again; False for a day that is not one of its days."""
    if on is not None and on not in days_of(proposal):
        return False
    proposal.chosen = on
    db.session.flush()
    return True
