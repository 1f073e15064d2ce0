"""The mails that ask offices for their numbers, remind them, and ask members for their approval: one link for all."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...forums.links import links_to
from ...forums.members.asking import AskedMembers, MembersMailing, sort_asked_members
from ...forums.members.sending import mail_greeting
from ...forums.models import Forum, ForumMember, ForumRole, MemberLink, MemberLinkPurpose
from ...forums.presidency.mailings import SentRound
from ...forums.queries import members_of
from ...lib.text import close_aside
from ...mail.outbox import can_mail, send_mails_soon
from ...run.jobs import daily
from ...web.i18n import _, format_day, pick_wording
from ..approval import review_for, send_round, voting_of
from ..models import SituationReview
from ..period import last_day, latest_ended, of_period, period_name
from .queries import TechnicalTable, technical_table

REMINDED = (14, 3)
"""How many days before the last one an office that was asked by mail and has not sent is reminded."""


class PartsMailing(MembersMailing):
    """Asks each office for its part; who has sent, and is asked nothing back, needs no mail."""

    purpose = MemberLinkPurpose.SITUATION
    table: TechnicalTable

    def __init__(self, forum: Forum, period: int) -> None:
        super().__init__(forum, period, clock.today())

    def sort_out(self) -> AskedMembers:
        found = self.table = technical_table(self.forum, self.about_id)
        waiting = {one.member_id for one in found.questions if one.answered_at is None}
        done = {one.member.id for one in found.offices if one.sendings} - waiting
        return sort_asked_members(
            [one.member for one in found.offices],
            found.links,
            lambda row: row.id in done,
            self.today,
        )

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        name, half = pick_wording(self.forum.name), of_period(self.about_id)
        subject = _("Your numbers for the %(period)s: %(forum)s", period=half, forum=name)
        body = _(
            "%(hello)s\n\n"
            "%(forum)s is putting together its situation analysis for the %(period)s. By %(day)s, "
            "please fill in what %(organisation)s counts. It works on a phone or in Excel, "
            "without an account:\n\n"
            "%(link)s\n\n"
            "Only counts are asked for, never names or cases. If your numbers are the ones you "
            "reported to your ministry, say so there, so that nobody asks you twice.\n\n"
            "This link is yours; please do not pass it on.",
            hello=mail_greeting(member),
            forum=close_aside(name),
            period=half,
            organisation=member.organisation.name,
            link=link,
            day=format_day(due_day(self.about_id), "full"),
        )
        return subject, body


def due_day(period: int) -> date:
    """The last day on which the numbers of a half-year are wanted: the end of the next one."""
    return last_day(period + 1)


def reminder_days(period: int) -> list[date]:
    """The days on which silent offices are reminded of a half-year, the first one first."""
    return [due_day(period) - timedelta(days=before) for before in REMINDED]


class PartsReminder(PartsMailing):
    """Reminds offices that were asked by mail, have not sent, and have heard nothing since the last day for reminders."""

    def sort_out(self) -> AskedMembers:
        to = super().sort_out().to
        days = [day for day in reminder_days(self.about_id) if day <= self.today]
        if not days or (self.table.review and self.table.review.sent_on):
            return AskedMembers()
        return AskedMembers(to=[one for one in to if self._has_waited(one, days[-1])])

    def _has_waited(self, member: ForumMember, since: date) -> bool:
        link = self.table.links.get(member.id)
        return bool(link and link.sent_on and link.sent_on < since)

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        name, half = pick_wording(self.forum.name), of_period(self.about_id)
        subject = _("Reminder: your numbers for the %(period)s", period=half)
        body = _(
            "%(hello)s\n\n"
            "We do not have the numbers of %(organisation)s for the %(period)s yet. %(forum)s "
            "needs them by %(day)s:\n\n"
            "%(link)s\n\n"
            "If one of them is still missing, send the others now and add it later through the "
            "same link.\n\n"
            "This link is yours; please do not pass it on.",
            hello=mail_greeting(member),
            forum=name,
            period=half,
            organisation=member.organisation.name,
            link=link,
            day=format_day(due_day(self.about_id), "full"),
        )
        return subject, body


@daily
def remind_offices() -> None:
    """Remind the silent offices of every forum, where the day for it has come; forum by forum."""
    period = latest_ended(clock.today())
    if not can_mail() or not reminder_days(period)[0] <= clock.today() <= due_day(period):
        return
    for forum in db.session.scalars(sa.select(Forum).where(Forum.id.in_(_asked_forums(period)))):
        mailing = PartsReminder(forum, period)
        ids = mailing.send(mailing.write_letters().fingerprint)
        db.session.commit()
        if ids:
            send_mails_soon(ids)


def _asked_forums(period: int) -> Collection[int]:
    """The forums that have asked offices for their numbers by mail."""
    return db.session.scalars(
        sa.select(ForumMember.forum_id)
        .join(MemberLink, MemberLink.member_id == ForumMember.id)
        .join(Forum, Forum.id == ForumMember.forum_id)
        .where(
            MemberLink.purpose == MemberLinkPurpose.SITUATION,
            MemberLink.about_id == period,
            MemberLink.sent_on.is_not(None),
            Forum.ended_on.is_(None),
        )
        .distinct()
    ).all()


class ApprovalMailing(SentRound):
    """Asks every member to approve the half-year."""

    purpose = MemberLinkPurpose.SITUATION
    review: SituationReview

    def __init__(self, forum: Forum, period: int) -> None:
        super().__init__(forum, period, clock.today())

    def sort_out(self) -> AskedMembers:
        self.review = review_for(self.forum, self.about_id)
        said = voting_of(self.forum, self.review).said if self.review.sent_on else {}
        links = links_to(self.forum, self.purpose, self.about_id) if self.review.sent_on else {}
        deciding = [one for one in members_of(self.forum) if one.role is not ForumRole.OBSERVER]
        return sort_asked_members(
            deciding, links, lambda row: row.organisation_id in said, self.today
        )

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        return self.asks(
            _("Numbers to approve: %(period)s", period=period_name(self.about_id)),
            _(
                "the numbers for the %(period)s have been combined.",
                period=of_period(self.about_id),
            ),
            member,
            link,
        )

    def open_for_answers(self) -> None:
        send_round(self.forum, self.about_id)
