"""Writing to members: in which language, how they are addressed; a letter to all of them, never the same one twice a day.

Every mail and letter of a forum asks here, so that nobody gets one in English and the next in Albanian.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...directory.models import Person
from ...events.asked_language import editions_of
from ...lib.text import Words
from ...mailing.files import letters_word
from ...mailing.letters import PreparedMailing, letter_greeting
from ...web.i18n import LANGUAGES, _, reader_language, use_language
from ...web.refused import Refused
from ..labels import role_name
from ..models import Forum, ForumDocument, ForumMember, ForumRole
from .letter import MemberRecipient

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
USUAL = "sq"
"""The language of mails and letters to whom nothing else is known of."""


def speaker_of(member: ForumMember) -> Person | None:
    """Who is written to for the office; None where nobody is named, or whoever is has left their post."""
    return None if member.person is None or member.person.left_on else member.person


def language_for_member(member: ForumMember) -> str:
    """The language a member is written to in: the usual one where they read it or nothing is known, else their own."""
    person = speaker_of(member)
    return reader_language(person.languages if person else "", USUAL)


def chosen_language(code: str) -> str:
    """The language somebody chose for a letter to the outside; the usual one where nobody did."""
    return code if code in LANGUAGES else USUAL


def chosen_editions(asked: str, own: str = USUAL) -> Sequence[str]:
    """The languages of a letter to the outside."""
    return editions_of(asked, own)


def mail_greeting(member: ForumMember) -> str:
    """How a mail to a member begins, in the language spoken now: `Dear Ana Hoxha,`; one to an office `Dear colleagues,`."""
    if person := speaker_of(member):
        return f"{letter_greeting(person)},"
    return _("Dear colleagues,")


def letter_recipients(
    kind: str, members: Sequence[ForumMember], *, observers: bool
) -> list[MemberRecipient]:
    """The members of a forum of that kind as a letter sees them, in their order."""
    return [
        _recipient(kind, one) for one in members if observers or one.role is not ForumRole.OBSERVER
    ]


def _recipient(kind: str, row: ForumMember) -> MemberRecipient:
    person, office = speaker_of(row), row.organisation
    return MemberRecipient(
        key=row.id,
        name=person.name if person else office.name,
        organisation=office.name,
        place=office.county.name if office.county else "",
        role=_called(kind, row.role),
        language=language_for_member(row),
        email=person.email if person else "",
        person_id=person.id if person else None,
        woman=person.woman if person else None,
    )


def _called(kind: str, role: ForumRole) -> Words:
    with use_language("en"):
        english = str(role_name(kind, role))
    with use_language("sq"):
        return Words(english, str(role_name(kind, role)))


def file_sent(forum: Forum, letters: PreparedMailing, user_id: int, today: date) -> None:
    """Keep the letters among the forum's documents. Refused when the same went out today."""
    everybody = letters.everybody
    name = f"letter-{today:%Y-%m-%d}-{letters.fingerprint}.docx"
    sent = sa.select(ForumDocument.id).where(
        ForumDocument.forum_id == forum.id, ForumDocument.file_name == name
    )
    if db.session.scalar(sent):
        raise Refused(
            _("This letter has already been sent to the same people today. Nothing was sent again.")
        )
    db.session.add(
        ForumDocument(
            forum_id=forum.id,
            title=everybody[0].subject[:200],
            file_name=name,
            media_type=DOCX,
            content=letters_word(everybody),
            on=today,
            at=clock.now(),
            by_id=user_id,
        )
    )
    db.session.flush()
