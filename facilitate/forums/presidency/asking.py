"""Sending something round to every member by link: who gets a mail, what it says, who has answered."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...db import db
from ...i18n import _, use_language
from ...mail import About, post_all
from ...mailing.letters import mail_to
from ..links import address, link_for
from ..members.sending import greeting, language_to
from ..models import Forum, ForumMember, MemberLink, Purpose


@dataclass(frozen=True)
class Asked:
    """The members sorted out: whom a mail reaches now, who has answered, who got one today, whom no mail reaches."""

    to: list[ForumMember] = field(default_factory=list)
    answered: list[ForumMember] = field(default_factory=list)
    today: list[ForumMember] = field(default_factory=list)
    unreached: list[ForumMember] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Changes when the list changes between looking and sending."""
        what = repr([(one.id, one.person and one.person.email) for one in self.to])
        return hashlib.sha256(what.encode()).hexdigest()[:16]


def asked(
    members: Sequence[ForumMember], links: Mapping[int, MemberLink], said: Collection[int], today: date
) -> Asked:
    """Sort the members of today out; `said`: the organisations that have answered."""
    found = Asked()
    for row in members:
        link = links.get(row.id)
        if row.organisation_id in said:
            found.answered.append(row)
        elif row.person is None or not row.person.email:
            found.unreached.append(row)
        elif link and link.sent_on == today:
            found.today.append(row)
        else:
            found.to.append(row)
    return found


def letter(forum: Forum, purpose: Purpose, about: str, member: ForumMember, link: str) -> tuple[str, str]:
    """Subject and text as that member gets them, in their language; `about`: whose plan, or the title of a position."""
    code = language_to(member)
    with use_language(code):
        if purpose is Purpose.WORK_PLAN:
            subject = _("Work plan to approve: %(about)s", about=about)
            asks = _(
                "the work plan of the presidency (%(about)s) is ready. It needs the approval of every member.",
                about=about,
            )
        else:
            subject = _("Position to review: %(about)s", about=about)
            asks = _(
                "the position “%(about)s” is ready for review. Every member is asked for its word.",
                about=about,
            )
        body = _(
            "%(hello)s\n\n%(forum)s: %(asks)s Please read it and answer for %(organisation)s. It takes a few minutes, without "
            "an account:\n\n%(link)s\n\nThis link is yours; please do not pass it on.",
            hello=greeting(member), forum=forum.name.to(code), asks=asks,
            organisation=member.organisation.name, link=link,
        )  # fmt: skip
    return subject, body


def send(
    forum: Forum, purpose: Purpose, about_id: int, about: str, members: Sequence[ForumMember], today: date
) -> list[int]:
    """Put the mails into the outbox; gives their numbers."""
    mails = []
    for row in members:
        link = link_for(row, purpose, about_id)
        link.sent_on = today
        if row.person:
            mails.append(
                mail_to(row.person, *letter(forum, purpose, about=about, member=row, link=address(link)))
            )
    db.session.flush()
    return [message.id for message in post_all(mails, About.FORUM)]


def make_links(members: Sequence[ForumMember], purpose: Purpose, about_id: int) -> None:
    """A link for each of these members, to be handed over."""
    for row in members:
        link_for(row, purpose, about_id)
