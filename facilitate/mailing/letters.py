"""Letters to many: whom a mail reaches, who gets the letter by hand, and what each of them reads."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..directory.models import Person
from ..lib.albanian import fill_salutation, institution_inside, letter_salutation
from ..lib.placeholders import one_line
from ..mail.outbox import OutgoingMail
from ..web.i18n import _, current_language


@dataclass(frozen=True, kw_only=True)
class MailingLetter:
    """What one person of a mailing reads, in their language.

    `key`: which of the mailing's people it is. `place`: the last line of an address on paper. `link`: what stands in the body
    as the address they follow; `linked`: it leads somewhere, elsewhere it is made when the letter goes out.
    """

    key: int
    name: str
    language: str
    subject: str
    body: str
    organisation: str = ""
    place: str = ""
    email: str = ""
    link: str = ""
    linked: bool = True
    calendar: str = ""
    person_id: int | None = None

    @property
    def outgoing(self) -> OutgoingMail:
        """As it is handed to the outbox; sent again later, it goes to the address the directory has then."""
        return OutgoingMail(
            to=self.email,
            name=self.name,
            person_id=self.person_id,
            subject=self.subject,
            body=self.body,
            calendar=self.calendar,
        )

    @property
    def shown(self) -> tuple[Any, ...]:
        """What somebody looks at before it is sent; the link may be made in between."""
        body = self.body.replace(self.link, "")
        return self.key, self.name, self.email, self.language, self.subject, body


@dataclass(frozen=True, kw_only=True)
class PreparedMailing:
    """A mailing as it would go out now. `to`: whom a mail reaches; `by_hand`: whom none reaches."""

    to: Sequence[MailingLetter] = ()
    by_hand: Sequence[MailingLetter] = ()

    @property
    def everybody(self) -> list[MailingLetter]:
        """All of them, those whom a mail reaches first."""
        return [*self.to, *self.by_hand]

    def to_or_first(self, key: int | None) -> MailingLetter | None:
        """The letter to that one; where they are not among them, the first."""
        found = [one for one in self.everybody if one.key == key]
        return next(iter(found or self.everybody), None)

    @property
    def fingerprint(self) -> str:
        """Changes when the letter, or who gets it by mail, changes between looking and sending."""
        return mailing_fingerprint([one.shown for one in self.to])


def mailing_fingerprint(looked_at: Any) -> str:
    """Tells whether what is sent is what was looked at."""
    return hashlib.sha256(repr(looked_at).encode("utf-8", "replace")).hexdigest()[:16]


def letter_greeting(person: Person) -> str:
    """How a letter to that person begins, in the language spoken now and without the comma: `E nderuara znj. Hoxha`."""
    name = one_line(person.name)
    if current_language() == "sq":
        return letter_salutation(name, woman=person.woman)
    return _("Dear %(name)s", name=name)


def named_greeting(person: Person | None, name: str) -> str:
    """How a letter begins to that person, or to somebody of whom only the name is known."""
    return letter_greeting(person) if person else _("Dear %(name)s", name=name)


def office_inside(name: str) -> str:
    """An office inside a sentence, in the language spoken now: Albanian needs it declined, `në emër të Bashkisë Vlorë`."""
    return institution_inside(name) if current_language() == "sq" else name


def fill_greeting(text: str, person: Person | None) -> str:
    """A typed letter whose `I/E nderuar {name}` is written as this person is addressed; other words stay as typed."""
    if person is None:
        return text
    return fill_salutation(text, "{name}", one_line(person.name), woman=person.woman)


def link_to_come() -> str:
    """What stands in a letter where a link will be."""
    return _("(their own link)")


def mail_to(person: Person, subject: str, body: str, calendar: str = "") -> OutgoingMail:
    """A mail to that person's address; sent again later, it goes to the address the directory has then."""
    return OutgoingMail(
        to=person.email,
        name=person.name,
        person_id=person.id,
        subject=subject,
        body=body,
        calendar=calendar,
    )
