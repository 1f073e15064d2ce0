"""The mail that tells people when they rehearse, that it has changed, or that they are not expected, with the entry for their calendars."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...mail.outbox import MailAbout, Message, can_mail
from ...mailing.letters import MailingLetter, PreparedMailing, named_greeting
from ...mailing.mailings import Mailing
from ...web.i18n import _, use_language
from ..models import Rehearsal, RehearsalCopy
from ..rehearsals import GuestLists, RehearsalGuest, rehearsal_time, rehearsal_title, rehearsal_told
from .actions import rehearsal_copies, send_rehearsal_copy


class ToTell(NamedTuple):
    """Somebody who is written to: what they were sent, if anything, and whether they are to come."""

    guest: RehearsalGuest
    copy: RehearsalCopy | None
    expected: bool


def people_to_tell(
    rehearsal: Rehearsal, guests: Sequence[RehearsalGuest], copies: Mapping[str, RehearsalCopy]
) -> list[ToTell]:
    """Who is to come and does not know it as it is, then who has it in a calendar and is not expected."""
    now, left = rehearsal_told(rehearsal), dict(copies)
    had = [(one, left.pop(one.email.lower(), None) if one.email else None) for one in guests]
    return [
        *(
            ToTell(guest, copy, True)
            for guest, copy in had
            if copy is None or copy.withdrawn or copy.told != now
        ),
        *(
            ToTell(RehearsalGuest(copy.name, copy.email, copy.language), copy, False)
            for copy in left.values()
            if not copy.withdrawn
        ),
    ]


class RehearsalMailing(Mailing):
    """One mail to everybody whose calendar does not say when they rehearse."""

    about = MailAbout.REHEARSAL

    def __init__(self, event: Event, rehearsal: Rehearsal) -> None:
        self.event, self.rehearsal, self.event_id = event, rehearsal, event.id
        self.hint = _("Hand the letters over yourself.")

    def take_turn(self) -> None:
        wait_for_event_lock(self.event)
        db.session.refresh(self.rehearsal)

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        letters = [self._letter(number, one) for number, one in enumerate(self._to_tell(), 1)]
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        told = dict(enumerate(self._to_tell(), 1))
        for letter, message in sent:
            guest, copy, expected = told[letter.key]
            message.calendar = send_rehearsal_copy(
                self.event, self.rehearsal, guest, copy=copy, expected=expected
            )

    def _to_tell(self) -> list[ToTell]:
        guests = [] if self.rehearsal.called_off else GuestLists(self.event).of(self.rehearsal)
        return people_to_tell(self.rehearsal, guests, rehearsal_copies(self.rehearsal))

    def _letter(self, number: int, one: ToTell) -> MailingLetter:
        guest = one.guest
        with use_language(guest.language):
            subject, parts = self._said(one)
            greeting = named_greeting(guest.person, guest.name)
        return MailingLetter(
            key=number,
            name=guest.name,
            email=guest.email,
            language=guest.language,
            subject=subject,
            body="\n\n".join([f"{greeting},", *parts]),
            person_id=guest.person.id if guest.person else None,
        )

    def _said(self, one: ToTell) -> tuple[str, list[str]]:
        """Subject and paragraphs, in the language spoken now; a letter that is handed over carries nothing for a calendar."""
        rehearsal, mailed = self.rehearsal, bool(one.guest.email) and can_mail()
        title = rehearsal_title(self.event, rehearsal, one.guest.language)
        when = rehearsal_time(rehearsal)
        if not one.expected:
            if rehearsal.called_off:
                subject = _("Cancelled: %(event)s", event=title)
                text = _("It will not take place: %(title)s, %(when)s.", title=title, when=when)
            else:
                subject = _("Withdrawn: %(event)s", event=title)
                text = _("You are no longer expected: %(title)s, %(when)s.", title=title, when=when)
            leaves = _(
                "With this mail it leaves your calendar. If it is still there, please delete it."
            )
            return subject, [text, *([leaves] if mailed else [])]
        facts = "\n".join(filter(None, (title, when, rehearsal.place)))
        if one.copy is None or one.copy.withdrawn:
            subject, text = title, _("Before the event we rehearse. Please come:")
            asks = _(
                "This mail carries an entry for your calendar; please say in it whether you are coming."
            )
        else:
            subject = _("Changed: %(event)s", event=title)
            text = _("The rehearsal has changed. It is now:")
            asks = _("The entry in your calendar changes with this mail.")
        return subject, [f"{text}\n{facts}", *([asks] if mailed else [])]
