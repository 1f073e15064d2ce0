"""What can be read of letters and mails: what is written to whom, and what became of it."""

from datetime import datetime
from functools import partial
from typing import TypedDict

from flask import request

from ..accounts.doors import administrators_only
from ..consultation.inviting.letters import MailState, kinds_of
from ..consultation.inviting.queries import every_invited, letter_of_kind
from ..consultation.models import LetterKind
from ..events.access import Can, needs
from ..events.models import Event
from ..mail.outbox import MailAbout, MessageState
from ..overview.outbox import OutboxEntry, listed_mails
from ..participation.inviting.mail_pages import ON_PAPER
from ..participation.inviting.paper import letters_said
from ..participation.inviting.queries import invitee_lines
from ..web.i18n import _l
from .operation import Bilingual, Latest, read_operation, tell_row
from .reading_questions import asked_or_404
from .rights import ApiArea


class LetterShape(TypedDict):
    """A letter to stakeholders, in both languages; what stands in braces is filled in for each of them."""

    kind: LetterKind
    subject: Bilingual
    body: Bilingual


class InvitedShape(TypedDict):
    """Somebody who was asked to answer, and how far that is; of an anonymous questionnaire nobody knows who answered."""

    id: int
    person_id: int | None
    name: str
    organisation: str
    language: str
    state: MailState
    error: str


class SaidLetterShape(TypedDict):
    """What an invitation says in one language."""

    language: str
    subject: str
    text: str
    please: str


class InvitationLetterShape(TypedDict):
    """The invitation of somebody who has not answered, in their language or as asked for. The link in it is theirs alone."""

    id: int
    name: str
    organisation: str
    editions: list[SaidLetterShape]


class MailShape(TypedDict):
    """A mail that left, or is to leave. Whom it went to is told by name alone."""

    id: int
    name: str
    subject: str
    about: MailAbout
    state: MessageState
    created_at: datetime
    sent_at: datetime | None
    again_at: datetime | None
    event: str | None


@read_operation(
    "/events/<slug>/questionnaires/<purpose>/letters",
    page="consultation.list_invitations",
    area=ApiArea.ANSWERS,
    about=_l("The letters of a questionnaire (consultation, evaluation, after-3 …)"),
)
@needs(Can.INVITE)
def read_letters(event: Event, purpose: str) -> list[LetterShape]:
    asked = asked_or_404(event, purpose)
    return [tell_row(LetterShape, letter_of_kind(asked, kind)) for kind in kinds_of(asked.purpose)]


@read_operation(
    "/events/<slug>/questionnaires/<purpose>/invitations",
    page="consultation.list_invitations",
    area=ApiArea.ANSWERS,
    about=_l("Who was asked to answer a questionnaire"),
)
@needs(Can.INVITE)
def read_invited(event: Event, purpose: str) -> list[InvitedShape]:
    return [
        tell_row(InvitedShape, one.invitation, state=one.state, error=one.error)
        for one in every_invited(asked_or_404(event, purpose))
    ]


@read_operation(
    "/events/<slug>/people/letters",
    page="participation.show_letters",
    area=ApiArea.PEOPLE,
    about=_l("What the invitations say to those who have not answered yet"),
    lang=_l("en, sq or both; without it each person’s own"),
)
@needs(Can.EDIT_PEOPLE)
def read_invitation_letters(event: Event) -> list[InvitationLetterShape]:
    rows = [line.row for line in invitee_lines(event, *ON_PAPER)]
    said = letters_said(event, rows, request.args.get("lang", ""))
    return [
        {
            "id": row.id,
            "name": row.person.name,
            "organisation": row.organisation.name,
            "editions": [tell_row(SaidLetterShape, one) for one in editions],
        }
        for row, editions in zip(rows, said, strict=True)
    ]


@read_operation(
    "/events/<slug>/outbox",
    page="overview.show_event_outbox",
    area=ApiArea.PEOPLE,
    about=_l("What was sent from this event, and what happened to it: failed e-mails first"),
)
@needs(Can.SEE_OUTBOX)
def read_outbox(event: Event) -> Latest[MailShape]:
    return Latest(partial(_mails, event))


@read_operation(
    "/outbox",
    page="overview.show_planner_outbox",
    area=ApiArea.HISTORY,
    about=_l("What the planner sent, and what happened to it: failed e-mails first"),
)
@administrators_only
def read_planner_outbox() -> Latest[MailShape]:
    return Latest(partial(_mails, None))


def _mails(event: Event | None, first: int, size: int) -> tuple[list[MailShape], bool]:
    found = listed_mails(event, first, size + 1)
    return [_mail(one) for one in found[:size]], len(found) > size


def _mail(entry: OutboxEntry) -> MailShape:
    slug = entry.event.slug if entry.event else None
    return tell_row(MailShape, entry.mail, subject=entry.subject, event=slug)
