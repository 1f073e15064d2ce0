"""Invitations on paper: who gets a letter, in which look, and the file they make."""

from collections.abc import Collection

from ... import clock
from ...events.models import Event
from ...lib.qr_codes import qr_picture, qr_pictures
from ...lib.text import make_slug
from ...mailing.letters import MailingLetter as MailLetter
from ...mailing.office_letter import letter_look
from ...web.i18n import LANGUAGES, _, use_language
from ..models import Participation, Registration
from ..queries import registration_setting
from .actions import ensure_registrations
from .letters import personal_link
from .pen import InvitationPen
from .queries import invitee_lines
from .word import PaperLetter, letters_word_file


def letters_file(event: Event, ids: Collection[int], *, both: bool = False) -> tuple[bytes, str]:
    """The letters to these people as one Word file, and its name; who has no link yet gets one. `both`: two languages side by side."""
    rows = [line.row for line in invitee_lines(event) if line.row.id in ids]
    registrations, pen = (
        ensure_registrations(rows),
        InvitationPen(event, registration_setting(event)),
    )
    drawn = qr_pictures([personal_link(registrations[row.id]) for row in rows])
    letters = [
        [
            _letter(pen, row, registrations[row.id], code, language)
            for language in _editions(pen.language_of(row.person), both)
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


def own_letter(event: Event, one: Registration) -> tuple[bytes, str]:
    """The one letter of somebody, with the form for their employer, in their own language, and its name."""
    row, pen = one.participation, InvitationPen(event, registration_setting(event))
    letter = _letter(pen, row, one, qr_picture(personal_link(one)))
    with use_language(letter.language):
        name = f"{event.slug}-{make_slug(_('Authorisation of travel by the employer'))}.docx"
    return letters_word_file(letter.event, letter.language, [[letter]], letter_look(event)), name


def _letter(
    pen: InvitationPen,
    row: Participation,
    registration: Registration,
    drawn: bytes,
    language: str = "",
) -> PaperLetter:
    code, link = language or pen.language_of(row.person), personal_link(registration)
    about = pen.common[code]
    with use_language(code):
        return PaperLetter(
            language=code,
            name=row.person.name,
            position=row.person.position.to(code),
            office=row.organisation.name,
            town=pen.event.town,
            on=clock.today_in(pen.event),
            subject=_("Invitation: %(event)s", event=f"{about['event']}, {about['days']}"),
            text=pen.letter(row, code),
            please=pen.please(),
            link=link,
            code=drawn,
            signed=pen.signed.to(code),
            event=about["event"],
            days=about["days"],
            place=about["place"],
        )


def _editions(own: str, both: bool) -> list[str]:
    """The languages of a letter: the person's own, and with `both` the other beside it."""
    return [own, *(code for code in LANGUAGES if both and code != own)]
