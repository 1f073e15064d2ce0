"""The mail that asks members what should be on the next agenda: to whom, and what it says."""

from dataclasses import dataclass, field
from datetime import date

from ...db import db
from ...events.models import Event
from ...i18n import _, day, use_language
from ...mail import About, post_all
from ...mailing.letters import mail_to
from ..links import address, link_for
from ..members.sending import greeting, language_to
from ..models import Forum, ForumMember, MemberLink, ProposedItem, Purpose
from .queries import items_of, links_to_items, members_now
from .standing import last_day_to_propose

NEW, SILENT = "new", "silent"
"""Those who were not asked yet; those who were, on an earlier day, and have proposed nothing."""


@dataclass(frozen=True)
class Asked:
    """The members sorted out: whom a mail reaches, who was asked and is silent, whom no mail reaches."""

    new: list[ForumMember] = field(default_factory=list)
    silent: list[ForumMember] = field(default_factory=list)
    unreached: list[ForumMember] = field(default_factory=list)
    links: dict[int, MemberLink] = field(default_factory=dict)

    def group(self, name: str) -> list[ForumMember]:
        """One of the two groups a mail goes to."""
        return {NEW: self.new, SILENT: self.silent}.get(name, [])


def asked(forum: Forum, event: Event, today: date) -> Asked:
    """Who belongs now, sorted out; three statements."""
    links, found = links_to_items(event), Asked()
    found.links.update(links)
    said = {item.member_id for item in items_of(forum, event)}
    for row in members_now(forum):
        sent = links[row.id].sent_on if row.id in links else None
        if row.person is None or not row.person.email:
            found.unreached.append(row)
        elif sent is None:
            found.new.append(row)
        elif sent < today and row.id not in said:
            found.silent.append(row)
    return found


def mail(forum: Forum, event: Event, member: ForumMember, link: str) -> tuple[str, str]:
    """Subject and body as that member gets them, in their language; `link` is their own."""
    code = language_to(member)
    with use_language(code):
        hello = greeting(member)
        subject = _("What should be on the agenda? %(meeting)s", meeting=event.title.to(code))
        body = _(
            "%(forum)s meets on %(day)s%(place)s. The agenda is made with all members: please look at what is "
            "proposed so far and add what you need to talk about. It takes two minutes, without an account:\n\n%(link)s\n\n"
            "This link is yours (%(organisation)s); please do not pass it on. The list closes on %(until)s.",
            forum=forum.name.to(code), day=day(event.first_day, "full"),
            place=f", {event.town}" if event.town else "", link=link, organisation=member.organisation.name,
            until=day(last_day_to_propose(event.first_day, event.country), "full"),
        )  # fmt: skip
    return subject, f"{hello}\n\n{body}"


def make_links(event: Event, members: list[ForumMember]) -> dict[int, MemberLink]:
    """A link for each of these members; those that are there stay as they are."""
    return {row.id: link_for(row, Purpose.ITEMS, event.id) for row in members}


def send(forum: Forum, event: Event, group: str, today: date) -> list[int]:
    """Put the mail to one of the groups into the outbox; gives the mails' numbers. Nobody gets it twice on one day."""
    members = asked(forum, event, today).group(group)
    links = make_links(event, members)
    mails = [
        mail_to(row.person, *mail(forum, event, row, address(links[row.id]))) for row in members if row.person
    ]
    messages = post_all(mails, About.MEETING, event.id)
    for row in members:
        links[row.id].sent_on = today
    db.session.flush()
    return [message.id for message in messages]


def proposers(items: list[ProposedItem]) -> int:
    """How many members have proposed something."""
    return len({item.member_id for item in items if item.member_id is not None})
