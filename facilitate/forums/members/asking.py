"""Asking members something by links of their own: who gets a mail, who has said something, whom no mail reaches."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing, link_to_come
from ...mailing.mailings import Mailing
from ...web.i18n import _, use_language
from ..actions import lock_forum
from ..links import links_to, make_links, member_link_address
from ..models import Forum, ForumMember, MemberLink, MemberLinkPurpose
from .sending import language_for_member, speaker_of


@dataclass(frozen=True)
class AskedMembers:
    """The members sorted out: whom a mail reaches now, who has answered, who got one today, whom no mail reaches."""

    to: list[ForumMember] = field(default_factory=list)
    answered: list[ForumMember] = field(default_factory=list)
    today: list[ForumMember] = field(default_factory=list)
    unreached: list[ForumMember] = field(default_factory=list)


def sort_asked_members(
    members: Sequence[ForumMember],
    links: Mapping[int, MemberLink],
    has_said: Callable[[ForumMember], bool],
    today: date,
) -> AskedMembers:
    """Those members by what became of them. Nobody gets a mail twice on one day."""
    found = AskedMembers()
    for row in members:
        link = links.get(row.id)
        if has_said(row):
            found.answered.append(row)
        elif not (person := speaker_of(row)) or not person.email:
            found.unreached.append(row)
        elif link and link.sent_on == today:
            found.today.append(row)
        else:
            found.to.append(row)
    return found


class MembersMailing(Mailing):
    """What members are asked by link; `asked`: how the letters that were written last sort them out."""

    about = MailAbout.FORUM
    purpose: MemberLinkPurpose

    def __init__(self, forum: Forum, about_id: int, today: date) -> None:
        self.forum, self.about_id, self.today = forum, about_id, today
        self.hint = _("Please copy the links instead.")
        self.asked, self.links = AskedMembers(), dict[int, MemberLink]()

    def take_turn(self) -> None:
        lock_forum(self.forum)

    @abstractmethod
    def sort_out(self) -> AskedMembers:
        """The members as they stand now."""

    @abstractmethod
    def say(self, member: ForumMember, link: str) -> tuple[str, str]:
        """Subject and body to that member, in the language spoken now."""

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        self.asked = self.sort_out()
        everybody = [*self.asked.to, *self.asked.unreached]
        self.links = (
            self._made(everybody)
            if make_links
            else links_to(self.forum, self.purpose, self.about_id)
        )
        return PreparedMailing(
            to=[self._letter(row) for row in self.asked.to],
            by_hand=[self._letter(row) for row in self.asked.unreached],
        )

    def _made(self, members: Sequence[ForumMember]) -> dict[int, MemberLink]:
        return make_links(members, self.purpose, self.about_id)

    def _letter(self, member: ForumMember) -> MailingLetter:
        code, made, person = (
            language_for_member(member),
            self.links.get(member.id),
            speaker_of(member),
        )
        with use_language(code):
            link = member_link_address(made) if made else link_to_come()
            subject, body = self.say(member, link)
        return MailingLetter(
            key=member.id,
            name=person.name if person else member.organisation.name,
            organisation=member.organisation.name,
            email=person.email if person else "",
            language=code,
            subject=subject,
            body=body,
            link=link,
            linked=made is not None,
            person_id=person.id if person else None,
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        for letter, _message in sent:
            self.links[letter.key].sent_on = self.today
