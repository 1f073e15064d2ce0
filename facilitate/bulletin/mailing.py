"""An edition as one mailing: everybody of the directory in their language, each address once, each edition once."""

from collections.abc import Sequence
from functools import cached_property

from .. import clock
from ..data.db import db
from ..directory.models import Person
from ..forums.members.sending import USUAL
from ..mail.outbox import MailAbout, Message
from ..mailing.letters import MailingLetter, PreparedMailing, letter_greeting
from ..mailing.mailings import Mailing
from ..web.addresses import full_address
from ..web.i18n import LANGUAGES, _, label_of, reader_language, use_language
from ..web.refused import Refused
from .actions import lock_edition, outdated_items
from .labels import edition_title
from .leaving import edition_to_leave
from .models import BulletinEdition, BulletinReceipt
from .news import find_news
from .queries import people_to_tell, people_told


def public_address(edition: BulletinEdition, language: str) -> str:
    """Where everybody reads it in that language."""
    return full_address("bulletin.read_edition_in", token=edition.token, code=language)


class BulletinMailing(Mailing):
    """The edition that is out, to everybody who has not got it yet."""

    about = MailAbout.BULLETIN

    def __init__(self, edition: BulletinEdition) -> None:
        self.edition, self.hint = edition, _("Hand the letters over, or copy the link.")

    def take_turn(self) -> None:
        lock_edition(self.edition)
        if outdated_items(edition_to_leave(self.edition).items, find_news(clock.today())):
            raise Refused(
                _("Something in this edition is no longer true. Withdraw and correct it.")
            )

    @cached_property
    def _bodies(self) -> dict[str, str]:
        """By language, what follows the greeting. Raises Refused where the edition is not out."""
        found = edition_to_leave(self.edition)
        if not found.out:
            raise Refused(_("Two people must release this edition before it is sent."))
        bodies = {}
        for code in LANGUAGES:
            with use_language(code):
                parts = [
                    "\n\n".join(
                        [
                            label_of(kind).upper(),
                            *(
                                "\n".join(filter(None, (one.heading, one.text, one.link)))
                                for one in items
                            ),
                        ]
                    )
                    for kind, items in found.by_kind(code).items()
                ]
                here = _("This edition to read and pass on, in both languages:")
                parts.append(f"{here}\n{public_address(self.edition, code)}")
                parts.append(
                    _(
                        "You get this because your office is in our directory. Answer if something about you has changed."
                    )
                )
                bodies[code] = "\n\n".join(parts)
        return bodies

    @cached_property
    def groups(self) -> dict[int, list[Person]]:
        """Who is still to be told, by the number of the first behind each address; without an address each alone."""
        told = people_told(self.edition)
        everybody = people_to_tell()
        done = {_address(one) for one in everybody if one.id in told and one.email}
        by_address: dict[str, list[Person]] = {}
        for one in everybody:
            if one.id not in told and _address(one) not in done:
                by_address.setdefault(_address(one) or f"person {one.id}", []).append(one)
        return {some[0].id: some for some in by_address.values()}

    def write_letters(self, *, make_links: bool = False) -> PreparedMailing:
        letters = [self._letter(some) for some in self.groups.values()]
        return PreparedMailing(
            to=[one for one in letters if one.email],
            by_hand=[one for one in letters if not one.email],
        )

    def _letter(self, people: Sequence[Person]) -> MailingLetter:
        first = people[0]
        language = reader_language(first.languages, USUAL)
        office = first.organisation
        with use_language(language):
            hello = letter_greeting(first) if len(people) == 1 else _("Dear colleagues")
            subject = edition_title(self.edition)
            names = _(" and ").join(one.name for one in people)
        return MailingLetter(
            key=first.id,
            name=names,
            organisation=office.name,
            place=office.county.name if office.county else "",
            email=first.email,
            language=language,
            subject=subject,
            body=f"{hello},\n\n{self._bodies[language]}",
            link=public_address(self.edition, language),
            person_id=first.id,
        )

    def note_sent(self, sent: Sequence[tuple[MailingLetter, Message]]) -> None:
        now = clock.now()
        self.edition.sent_at = self.edition.sent_at or now
        db.session.add_all(
            BulletinReceipt(
                edition_id=self.edition.id,
                person_id=one.id,
                organisation_id=one.organisation_id,
                message_id=message.id,
                at=now,
            )
            for letter, message in sent
            for one in self.groups[letter.key]
        )


def _address(person: Person) -> str:
    return person.email.strip().casefold()
