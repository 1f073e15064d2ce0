"""Invitations on paper: who gets a letter, in which look, and the file they make."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ... import clock
from ...events.asked_language import editions_of
from ...events.models import Event
from ...lib.qr_codes import qr_picture, qr_pictures
from ...lib.text import make_slug
from ...mailing.letters import MailingLetter as MailLetter
from ...mailing.office_letter import letter_look
from ...web.i18n import _, use_language
from ..models import Participation, Registration
from ..queries import registration_setting
from .actions import ensure_registrations
from .letters import personal_link
from .pen import InvitationPen
from .queries import invitee_lines
from .word import PaperLetter, letters_word_file


class SaidLetter(NamedTuple):
    """The words of an invitation in one language."""

    language: str
    subject: str
    text: str
    please: str


def letters_file(event: Event, ids: Collection[int], asked: str = "") -> tuple[bytes, str]:
    """The letters to these people as one Word file, and its name; who has no link yet gets one.

    `asked`: a language, or `both` side by side; without it everybody's own.
    """
    rows = [line.row for line in invitee_lines(event) if line.row.id in ids]
    registrations, pen = (
        ensure_registrations(rows),
        InvitationPen(event, registration_setting(event)),
    )
    drawn = qr_pictures([personal_link(registrations[row.id]) for row in rows])
    letters = [
        [
            _letter(pen, row, registrations[row.id], code, language)
            for language in editions_of(asked, pen.language_of(row.person))
        ]
        for row, code in zip(rows, drawn, strict=True)
    ]
    with use_language(event.language):
        name = f"{event.slug}-{make_slug(_('Invitations'))}.docx"
    return letters_word_file(
        event.title.to(event.language), event.language, letters, letter_look(event)
    ), name


def letters_to(event: Event, ids: Collection[int]) -> list[MailLetter]:
    """The invitations to these people as a mail would say them; who has no link yet gets one."""
    rows = [line.row for line in invitee_lines(event) if line.row.id in ids]
    registrations, pen = (
        ensure_registrations(rows),
        InvitationPen(event, registration_setting(event)),
    )
    found = []
    for row in rows:
        subject, body = pen.invitation(row, registrations[row.id])
        found.append(
            MailLetter(
                key=row.id,
                name=row.person.name,
                organisation=row.organisation.name,
                email=row.person.email,
                language=pen.language_of(row.person),
                subject=subject,
                body=body,
                link=personal_link(registrations[row.id]),
                person_id=row.person_id,
            )
        )
    return found


def own_letter(event: Event, one: Registration, asked: str = "") -> tuple[bytes, str]:
    """The one letter of somebody, with the form for their employer, in their own language or as asked, and its name."""
    row, pen = one.participation, InvitationPen(event, registration_setting(event))
    drawn = qr_picture(personal_link(one))
    letters = [
        _letter(pen, row, one, drawn, code)
        for code in editions_of(asked, pen.language_of(row.person))
    ]
    first = letters[0]
    with use_language(first.language):
        name = f"{event.slug}-{make_slug(_('Authorisation of travel by the employer'))}.docx"
    return letters_word_file(first.event, first.language, [letters], letter_look(event)), name


def letters_said(event: Event, rows: Sequence[Participation], asked: str) -> list[list[SaidLetter]]:
    """What the letters to these people say, each in the language asked for or both; nobody gets a link for that."""
    pen = InvitationPen(event, registration_setting(event))
    return [
        [_said(pen, row, code) for code in editions_of(asked, pen.language_of(row.person))]
        for row in rows
    ]


def _said(pen: InvitationPen, row: Participation, code: str) -> SaidLetter:
    with use_language(code):
        return SaidLetter(code, _subject(pen, code), pen.letter(row, code), pen.please())


def _subject(pen: InvitationPen, code: str) -> str:
    about = pen.common[code]
    return _("Invitation: %(event)s", event=f"{about['event']}, {about['days']}")


def _letter(
    pen: InvitationPen,
    row: Participation,
    registration: Registration,
    drawn: bytes,
    code: str,
) -> PaperLetter:
    about = pen.common[code]
    with use_language(code):
        return PaperLetter(
            language=code,
            name=row.person.name,
            position=row.person.position.to(code),
            office=row.organisation.name,
            town=pen.event.town,
            on=clock.today_in(pen.event),
            subject=_subject(pen, code),
            text=pen.letter(row, code),
            please=pen.please(),
            link=personal_link(registration),
            code=drawn,
            signed=pen.signed.to(code),
            event=about["event"],
            days=about["days"],
            place=about["place"],
        )
