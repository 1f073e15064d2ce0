"""One letter to all members: what may stand in braces, who gets it in which language, and what each of them reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...lib.albanian import fill_salutation
from ...lib.placeholders import Placeholders, one_line
from ...lib.text import Words
from ...mailing.letters import MailingLetter

TEXT = Placeholders(("name", "organisation", "role", "forum"))


@dataclass(frozen=True, kw_only=True)
class MemberRecipient:
    """A member as a letter sees it: `name` is the person's, or the organisation's where nobody is named."""

    key: int
    name: str
    organisation: str
    place: str
    role: Words
    language: str
    email: str
    person_id: int | None = None
    woman: bool | None = None


def write_member_letters(
    subject: Words, text: Words, forum: Words, people: Sequence[MemberRecipient]
) -> list[MailingLetter]:
    """The letter of each of them, in their own language where it is written in it."""
    return [_letter(subject, text, forum, one) for one in people]


def _letter(subject: Words, text: Words, forum: Words, one: MemberRecipient) -> MailingLetter:
    values = {
        "name": one.name,
        "organisation": one.organisation,
        "role": one.role.to(one.language),
        "forum": forum.to(one.language),
    }
    return MailingLetter(
        key=one.key,
        name=one.name,
        organisation=one.organisation,
        place=one.place,
        email=one.email,
        language=one.language,
        person_id=one.person_id,
        subject=one_line(TEXT.filled(subject.to(one.language), values)),
        body=TEXT.filled(
            fill_salutation(text.to(one.language), "{name}", one.name, woman=one.woman), values
        ),
    )
