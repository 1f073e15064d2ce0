"""Mails by which entries in people's calendars follow the event: it has changed, they are not expected, it does not take place."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from ...data.db import db
from ...directory.models import Person
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.placeholders import one_line
from ...mail.outbox import MailAbout, Message
from ...mailing.letters import MailingLetter, PreparedMailing, letter_greeting
from ...mailing.mailings import Mailing
from ...web.i18n import _, _l, register_labels, use_language
from ..models import EXPECTED, CalendarCopy, Standing
from ..queries import registration_setting
from .calendar_copies import (
    NOT_EXPECTED,
    CalendarMethod,
    copies_of,
    event_calendar,
    event_told,
    renew_copy,
    send_copies,
)
from .letters import personal_link
from .pen import InvitationPen
from .queries import InviteeLine, invitee_lines


class CalendarMail(StrEnum):
    """What is written to those who have the event in their calendar; the value stands in the address."""

    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    CALLED_OFF = "called-off"


register_labels(
    {
        CalendarMail.CHANGED: _l("The event has changed"),
        CalendarMail.WITHDRAWN: _l("No longer expected"),
        CalendarMail.CALLED_OFF: _l("The event will not take place"),
    }
)


class CopyHolder(NamedTuple):
    """Somebody who is written to: the entry they have, if any, and how they are on the list, if they are."""

    person: Person
    copy: CalendarCopy | None
    line: InviteeLine | None


class CalendarMailing(Mailing):
    """One mail of a kind to everybody it concerns, each with their own entry, changed or taken out."""

    about = MailAbout.INVITATION

    def __init__(self, event: Event, mail: CalendarMail) -> None:
        self.event, self.mail, self.event_id = event, mail, event.id
        self.hint = _("Hand the letters over yourself.")

    def take_turn(self) -> None:
        wait_for_event_lock(self.event)

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        pen = InvitationPen(self.event, registration_setting(self.event))
        letters = [self._letter(pen, one) for one in self._concerned()]
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        """Whoever was told is not told again; with a mail goes the entry in its new state."""
        had = {copy.person_id: copy for copy in copies_of(self.event)}
        people = [db.session.get_one(Person, letter.key) for letter, _message in sent]
        changed = self.mail is CalendarMail.CHANGED
        method = CalendarMethod.REQUEST if changed else CalendarMethod.CANCEL
        copies = send_copies(self.event, [one for one in people if one.id not in had])
        for letter, message in sent:
            if copy := had.get(letter.key):
                renew_copy(copy, self.event)
                message.calendar = event_calendar(self.event, copy, method)
            (copy or copies[letter.key]).withdrawn = not changed

    def _concerned(self) -> Iterator[CopyHolder]:
        """Whom it concerns, but those who have left their post: nobody writes to them any more."""
        return (one for one in self._holders() if one.person.left_on is None)

    def _holders(self) -> Iterator[CopyHolder]:
        lines = {line.row.person_id: line for line in invitee_lines(self.event)}
        copies = {copy.person_id: copy for copy in copies_of(self.event)}
        if self.mail is CalendarMail.CALLED_OFF:
            for key, line in lines.items():
                copy = copies.get(key)
                if line.row.standing in EXPECTED and not (copy and copy.withdrawn):
                    yield CopyHolder(line.row.person, copy, line)
            return
        now = event_told(self.event)
        for key, copy in copies.items():
            held = CopyHolder(copy.person, copy, lines.get(key))
            standing = held.line.row.standing if held.line else Standing.LISTED
            changed = standing in EXPECTED and copy.told != now
            if not copy.withdrawn and (
                changed if self.mail is CalendarMail.CHANGED else standing in NOT_EXPECTED
            ):
                yield held

    def _letter(self, pen: InvitationPen, one: CopyHolder) -> MailingLetter:
        code = pen.language_of(one.person)
        about = pen.common[code]
        with use_language(code):
            subject, body = self._said(about, one)
            greeting = f"{letter_greeting(one.person)},"
        return MailingLetter(
            key=one.person.id,
            name=one_line(one.person.name),
            organisation=one.person.organisation.name,
            language=code,
            subject=subject,
            body="\n\n".join([greeting, *body, pen.signed.to(code)]).strip(),
            email=one.copy.email if one.copy else one.person.email,
            person_id=one.person.id,
        )

    def _said(self, about: Mapping[str, str], one: CopyHolder) -> tuple[str, list[str]]:
        """Subject and paragraphs, in the language spoken now."""
        taken_out = _(
            "With this mail it leaves your calendar. If it is still there, please delete it."
        )
        event = f"{about['event']}, {about['days']}"
        if self.mail is CalendarMail.CALLED_OFF:
            text = _("“%(event)s”, planned for %(days)s, will not take place.", **about)
            return _("Cancelled: %(event)s", event=event), [
                text,
                *([taken_out] if one.copy else []),
            ]
        if self.mail is CalendarMail.WITHDRAWN:
            text = _("You are no longer expected at “%(event)s”, %(days)s.", **about)
            return _("Withdrawn: %(event)s", event=event), [text, taken_out]
        text = _("“%(event)s” has changed. It is now planned for:", **about)
        silent = one.line is not None and one.line.row.standing is Standing.INVITED
        stands = (
            _("The entry in your calendar changes with this mail.")
            if silent
            else _("The entry in your calendar changes with this mail. Your answer is still valid.")
        )
        body = [f"{text}\n{about['days']}\n{about['place']}".strip(), stands]
        if one.line and one.line.registration:
            link = personal_link(one.line.registration)
            asked = (
                _("Please tell us here whether you are coming:")
                if silent
                else _("If you can no longer come, please tell us here:")
            )
            body.append(f"{asked}\n{link}")
        return _("Changed: %(event)s", event=event), body
