"""Asking everybody of the directory, once a year, whether their own entry is still right; reminding who is silent."""

from collections.abc import Sequence
from functools import cached_property

from .. import clock
from ..directory.importing.actions import wait_for_directory
from ..directory.models import Person
from ..mail.outbox import MailAbout, Message
from ..mailing.letters import MailingLetter, PreparedMailing, letter_greeting, link_to_come
from ..mailing.mailings import Mailing
from ..web.addresses import full_address
from ..web.i18n import LANGUAGES, _, format_day, reader_language, use_language
from .actions import make_link
from .models import EntryLink
from .queries import OPEN_FOR, EntryStage, asked_entry, people_by_stage

USUAL = "sq"
"""The language of letters to whom nothing else is known of."""
HELLO, LINK = "{hello}", "{link}"
"""What stands in the words of all letters for what each has of its own."""


def entry_address(link: EntryLink) -> str:
    """Where somebody sees their own entry."""
    return full_address("directory.confirm_own_entry", token=link.token)


class EntryMailing(Mailing):
    """To everybody who has not confirmed the own entry for a year; or (`reminding`) to who was asked and is silent."""

    about = MailAbout.ENTRY

    def __init__(self, *, reminding: bool) -> None:
        self.reminding, self.today = reminding, clock.today()
        self.hint = _("Hand the letters over, or copy the links.")
        self.links: dict[int, EntryLink] = {}

    def take_turn(self) -> None:
        wait_for_directory()

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        stage = EntryStage.TO_REMIND if self.reminding else EntryStage.TO_ASK
        letters = []
        for person, known in people_by_stage(self.today)[stage]:
            link = make_link(person, self.today) if make_links else known
            if link is not None and asked_entry(person, link).is_open(self.today):
                self.links[person.id] = link
            letters.append(self._letter(person, self.links.get(person.id)))
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    @cached_property
    def _words(self) -> dict[str, tuple[str, str]]:
        """By language, subject and body; greeting and link are put in for each."""
        words = {}
        for code in LANGUAGES:
            with use_language(code):
                subject = (
                    _("Reminder: is your entry in the directory still right?")
                    if self.reminding
                    else _("Is your entry in the directory still right?")
                )
                body = _(
                    "%(hello)s,\n\n"
                    "You are in our directory, so that invitations and papers reach you. "
                    "Please look at your entry, and confirm or correct it. It takes two "
                    "minutes, without an account:\n\n"
                    "%(link)s\n\n"
                    "If you have left your post, you can say so there, and who has replaced "
                    "you.\n\n"
                    "This link is yours; please do not pass it on. It works until %(day)s.",
                    hello=HELLO,
                    link=LINK,
                    day=format_day(self.today + OPEN_FOR, "d MMMM y"),
                )
                words[code] = subject, body
        return words

    def _letter(self, person: Person, link: EntryLink | None) -> MailingLetter:
        language, office = reader_language(person.languages, USUAL), person.organisation
        address = entry_address(link) if link else link_to_come()
        subject, body = self._words[language]
        with use_language(language):
            hello = letter_greeting(person)
        return MailingLetter(
            key=person.id,
            name=person.name,
            organisation=office.name,
            place=office.county.name if office.county else "",
            email=person.email,
            language=language,
            subject=subject,
            body=body.replace(HELLO, hello).replace(LINK, address),
            link=address,
            linked=link is not None,
            person_id=person.id,
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        for letter, message in sent:
            link = self.links[letter.key]
            link.sent_on, link.times, link.message_id = self.today, link.times + 1, message.id
