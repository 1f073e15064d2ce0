"""The mail that asks members which days of a year suit them."""

from datetime import date

from ...mailing.letters import office_inside
from ...web.i18n import _, format_day, pick_wording
from ..links import links_to
from ..members.asking import AskedMembers, MembersMailing, sort_asked_members
from ..members.sending import mail_greeting
from ..models import ForumMember, MemberLinkPurpose
from .planning import is_open_to_votes
from .plans import count_ballots, proposals_of, voting_members


class DaysMailing(MembersMailing):
    """Asks for days of one year; who said something of every open proposal needs no mail. `closes_on`: the last day to vote."""

    purpose = MemberLinkPurpose.DATES
    closes_on: date | None = None

    def sort_out(self) -> AskedMembers:
        open_ones = [
            row
            for row in proposals_of(self.forum.id, self.about_id)
            if is_open_to_votes(row, self.today)
        ]
        self.closes_on = min((row.closes_on for row in open_ones), default=None)
        if self.closes_on is None:
            return AskedMembers()
        members = voting_members(self.forum.id)
        counted, links = (
            count_ballots(open_ones, members),
            links_to(self.forum, self.purpose, self.about_id),
        )
        return sort_asked_members(
            members,
            links,
            lambda row: all(row.id in ballot.spoken for ballot in counted),
            self.today,
        )

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        name, year, until = (
            pick_wording(self.forum.name),
            self.about_id,
            self.closes_on or self.today,
        )
        subject = _("Which days suit you? %(forum)s, meetings of %(year)d", forum=name, year=year)
        body = _(
            "%(hello)s\n\n%(forum)s is planning its meetings for %(year)d. Please say which "
            "days suit %(organisation)s. It takes two minutes and needs no account:\n\n"
            "%(link)s\n\nThis link is only for you; please do not pass it on. You can change "
            "your answers until %(until)s.",
            hello=mail_greeting(member),
            forum=name,
            year=year,
            organisation=office_inside(member.organisation.name),
            link=link,
            until=format_day(until, "full"),
        )
        return subject, body
