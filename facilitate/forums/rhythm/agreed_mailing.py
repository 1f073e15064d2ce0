"""The mail that tells members which day is agreed, another one now, or open again, with the entry for their calendars."""

from collections.abc import Sequence
from datetime import date

from ...data.db import db
from ...mail.outbox import MailAbout, Message, can_mail
from ...mailing.letters import MailingLetter, PreparedMailing
from ...mailing.mailings import Mailing
from ...participation.inviting.calendar_copies import people_with_copies
from ...web.i18n import _, format_day, pick_wording, use_language
from ..actions import lock_forum
from ..day_models import DayCopy
from ..members.asking import AskedMembers
from ..members.sending import language_for_member, mail_greeting, speaker_of
from ..models import Forum, ForumMember, MeetingProposal
from .agreed_days import day_copies, day_told, send_day_copy
from .plans import voting_members


class AgreedDayMailing(Mailing):
    """One mail to every member whose calendar does not say what is agreed."""

    about = MailAbout.FORUM
    asked = AskedMembers()

    def __init__(self, forum: Forum, proposal: MeetingProposal) -> None:
        self.forum, self.proposal = forum, proposal
        self.hint = _("Hand the letters over yourself.")

    def take_turn(self) -> None:
        lock_forum(self.forum)
        db.session.refresh(self.proposal)

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        letters = [self._letter(member, copy) for member, copy in self._concerned()]
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        copies = day_copies(self.proposal)
        for letter, message in sent:
            member = db.session.get_one(ForumMember, letter.key)
            with use_language(letter.language):
                copy = copies.get(member.id)
                message.calendar = send_day_copy(self.forum, self.proposal, copy, member)

    def _concerned(self) -> list[tuple[ForumMember, DayCopy | None]]:
        """Whoever was sent the meeting itself is told of it by its own mails."""
        copies, now = day_copies(self.proposal), day_told(self.proposal)
        invited = people_with_copies(self.proposal.event_id)
        if self.proposal.chosen is None:
            return [
                (one.member, one)
                for one in copies.values()
                if not one.withdrawn and one.member.person_id not in invited
            ]
        members = [
            (one, copies.get(one.id))
            for one in voting_members(self.forum.id)
            if one.person_id not in invited
        ]
        return [
            (one, copy)
            for one, copy in members
            if copy is None or copy.withdrawn or copy.told != now
        ]

    def _letter(self, member: ForumMember, copy: DayCopy | None) -> MailingLetter:
        code, person = language_for_member(member), speaker_of(member)
        email = copy.email if copy else person.email if person else ""
        with use_language(code):
            subject, text = self._said(copy, mailed=bool(email) and can_mail())
            body = f"{mail_greeting(member)}\n\n{text}"
        return MailingLetter(
            key=member.id,
            name=person.name if person else member.organisation.name,
            organisation=member.organisation.name,
            email=email,
            language=code,
            subject=subject,
            body=body,
            person_id=person.id if person else None,
        )

    def _said(self, copy: DayCopy | None, *, mailed: bool) -> tuple[str, str]:
        """Subject and text, in the language spoken now; a letter that is handed over carries nothing for a calendar."""
        chosen, host = self.proposal.chosen, self.proposal.host
        had = date.fromisoformat(copy.told.partition("\n")[0]) if copy else None
        about = {
            "forum": pick_wording(self.forum.name),
            "number": self.proposal.number,
            "day": format_day(chosen or had, "full"),
        }
        if chosen is None:
            leaves = _(
                "With this mail it leaves your calendar. If it is still there, please delete it."
            )
            text = _(
                "Meeting %(number)d of %(forum)s will not take place on %(day)s; its day is open "
                "again.",
                **about,
            )
            subject = _("Not on %(day)s: %(forum)s, meeting %(number)d", **about)
            return subject, "\n\n".join([text, *([leaves] if mailed else [])])
        held = [_("Host: %(name)s", name=host.organisation.name)] if host else []
        if copy is None or copy.withdrawn:
            text = _("The day of meeting %(number)d of %(forum)s is agreed: %(day)s.", **about)
            asks = _(
                "This mail carries an entry for your calendar; please say in it whether you are coming."
            )
            subject = _("Agreed: %(forum)s, meeting %(number)d on %(day)s", **about)
        else:
            text = _("Meeting %(number)d of %(forum)s has changed. It is now on %(day)s.", **about)
            asks = _("The entry in your calendar changes with this mail.")
            subject = _("Changed: %(forum)s, meeting %(number)d on %(day)s", **about)
        return subject, "\n\n".join([text, *held, *([asks] if mailed else [])])
