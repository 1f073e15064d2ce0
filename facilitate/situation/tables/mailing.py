"""The mails that ask offices for their numbers, and members for their approval: one link for both."""

from ... import clock
from ...forums.links import links_to
from ...forums.members.asking import AskedMembers, MembersMailing, sort_asked_members
from ...forums.members.sending import mail_greeting
from ...forums.models import Forum, ForumMember, ForumRole, MemberLinkPurpose
from ...forums.presidency.mailings import SentRound
from ...forums.queries import members_of
from ...web.i18n import _, format_day, pick_wording
from ..approval import review_for, send_round, voting_of
from ..models import SituationReview
from ..period import last_day, of_period, period_name
from .queries import technical_table


class PartsMailing(MembersMailing):
    """Asks each office for its part; who has sent, and is asked nothing back, needs no mail."""

    purpose = MemberLinkPurpose.SITUATION

    def __init__(self, forum: Forum, period: int) -> None:
        super().__init__(forum, period, clock.today())

    def sort_out(self) -> AskedMembers:
        found = technical_table(self.forum, self.about_id)
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
            "%(hello)s\n\n%(forum)s puts together its situation analysis for the %(period)s. Please fill in what %(organisation)s "
            "counts, until %(day)s. It works on a phone or in Excel, without an account:\n\n%(link)s\n\nOnly counts are asked for, never "
            "names or cases. Where your numbers are those you reported to your ministry, say so there: nobody asks you twice."
            "\n\nThis link is yours; please do not pass it on.",
            hello=mail_greeting(member),
            forum=name,
            period=half,
            organisation=member.organisation.name,
            link=link,
            day=format_day(last_day(self.about_id + 1), "full"),
        )
        return subject, body


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
            _("the numbers of the %(period)s are put together.", period=of_period(self.about_id)),
            member,
            link,
        )

    def open_for_answers(self) -> None:
        send_round(self.forum, self.about_id)
