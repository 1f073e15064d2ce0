"""The mail that asks members what should be on the next agenda: to whom, and what it says."""

from dataclasses import replace

from ... import clock
from ...events.models import Event
from ...lib.text import close_aside
from ...mail.outbox import MailAbout
from ...web.i18n import _, format_day, pick_wording
from ..links import links_to
from ..members.asking import AskedMembers, MembersMailing, sort_asked_members
from ..members.sending import mail_greeting
from ..models import Forum, ForumMember, MemberLinkPurpose
from .next_meeting import last_day_to_propose
from .queries import items_of, members_now


class ItemsMailing(MembersMailing):
    """Asks for items for one meeting: members not asked yet or, where `silent`, those who were and have proposed nothing."""

    about = MailAbout.MEETING
    purpose = MemberLinkPurpose.ITEMS

    def __init__(self, forum: Forum, event: Event, *, silent: bool = False) -> None:
        super().__init__(forum, event.id, clock.today_in(event))
        self.event, self.event_id, self.silent = event, event.id, silent
        self.hint = _("Create the links and pass them on yourself.")

    def sort_out(self) -> AskedMembers:
        links, said = (
            links_to(self.forum, self.purpose, self.about_id),
            {item.member_id for item in items_of(self.forum, self.event)},
        )
        found = sort_asked_members(
            members_now(self.forum), links, lambda row: row.id in said, self.today
        )
        asked = {key for key, link in links.items() if link.sent_on}
        self.others = [row for row in found.to if (row.id in asked) is not self.silent]
        return replace(found, to=[row for row in found.to if row not in self.others])

    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        event, day = self.event, format_day(self.event.first_day, "full")
        body = _(
            "%(forum)s meets on %(when)s. All members draw up the agenda together: "
            "please see what has been proposed so far and add what you need to discuss. It "
            "takes two minutes and needs no account:\n\n%(link)s\n\nThis link is only for you "
            "(%(organisation)s); please do not pass it on. The list closes on %(until)s.",
            forum=close_aside(pick_wording(self.forum.name)),
            when=_("%(day)s in %(town)s", day=day, town=event.town) if event.town else day,
            link=link,
            organisation=member.organisation.name,
            until=format_day(last_day_to_propose(event.first_day, event.country), "full"),
        )
        return (
            _("What should be on the agenda? %(meeting)s", meeting=pick_wording(event.title)),
            f"{mail_greeting(member)}\n\n{body}",
        )
