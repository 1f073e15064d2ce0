"""What happens to invitations and letters: people asked, corrected, taken back; letters written, sent, tried again."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...directory.models import Person
from ...directory.queries import is_written_to
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Role
from ...events.queries import team_of
from ...mail.outbox import (
    MailAbout,
    Message,
    MessageState,
    OutgoingMail,
    is_cut_off,
    post_mail,
    post_mails,
    settle_mails,
)
from ...mailing.files import letters_sheet
from ...mailing.letters import MailingLetter as WrittenLetter
from ...mailing.letters import mailing_fingerprint as fingerprint_of
from ...web.i18n import LANGUAGES, _, _n, format_day, label_of, reader_language, use_language
from ...web.refused import Refused
from ..answered import who_answered
from ..links import make_links, outcome_link
from ..models import (
    Invitation,
    Letter,
    LetterKind,
    QuestionKind,
    Questionnaire,
    SentLetter,
)
from ..queries import questions_in
from ..questionnaire import answering_minutes
from .attendees import reachable_attendees
from .invitation_list import InvitationEntry, address_key
from .letters import filled, one_line
from .queries import LetterRecipients, letter_of_kind, letters_in, recipients_of, taken_addresses

STILL_HERE = (MessageState.WAITING, MessageState.FAILED)
"""Mails that a correction still reaches."""


def invite_people(event: Event, questionnaire: Questionnaire, people: Iterable[Person]) -> int:
    """Invite people of the directory; gives how many are new. Who is invited already is left as they are."""
    wait_for_event_lock(event)
    addresses = taken_addresses(questionnaire)
    here = sa.select(Invitation.person_id).where(Invitation.questionnaire_id == questionnaire.id)
    there, new = set(db.session.scalars(here)), []
    for person in people:
        if person.id in there or address_key(person.email) in addresses:
            continue
        addresses |= {address_key(person.email)} - {""}
        new.append(
            Invitation(
                questionnaire_id=questionnaire.id,
                person_id=person.id,
                name=person.name,
                organisation=person.organisation.name,
                email=person.email,
                language=reader_language(person.languages, event.language),
            )
        )
    db.session.add_all(new)
    db.session.flush()
    return len(new)


def invite_who_came(event: Event, questionnaire: Questionnaire) -> int:
    """Invite everybody who came and has an address; gives how many are new: those who were added since."""
    return invite_people(event, questionnaire, reachable_attendees(questionnaire))


def invite_listed(
    event: Event, questionnaire: Questionnaire, entries: Iterable[InvitationEntry]
) -> int:
    """Invite the people of a list; gives how many are new."""
    wait_for_event_lock(event)
    addresses = taken_addresses(questionnaire)
    new = [
        Invitation(
            questionnaire_id=questionnaire.id,
            name=entry.name,
            organisation=entry.organisation,
            email=entry.email,
            language=entry.language or event.language,
        )
        for entry in entries
        if address_key(entry.email) not in addresses
    ]
    db.session.add_all(new)
    db.session.flush()
    return len(new)


def correct_address(invitation: Invitation) -> None:
    """A corrected address counts for letters that have not gone out, too."""
    letters = sa.select(SentLetter.message_id).where(SentLetter.invitation_id == invitation.id)
    db.session.execute(
        sa.update(Message)
        .where(Message.id.in_(letters), Message.state.in_(STILL_HERE))
        .values(to=invitation.email, name=invitation.name)
    )
    db.session.flush()


class ConsultationPen:
    """Writes letters: knows what the placeholders stand for, in both languages."""

    def __init__(self, event: Event, questionnaire: Questionnaire) -> None:
        self.common: dict[str, dict[str, str]] = {}
        self.said = outcome_link(questionnaire)
        questions = questions_in(questionnaire, hidden=False)
        takes = answering_minutes(question.kind is QuestionKind.OPEN for question in questions)
        host = ", ".join(member.name for member in team_of(event) if member.role is Role.ORGANISER)
        for code in LANGUAGES:
            with use_language(code):
                self.common[code] = {
                    "event": event.title.to(code),
                    "closes": format_day(questionnaire.closes_on, "long"),
                    "minutes": _n("%(num)d minute", "%(num)d minutes", takes),
                    "host": host or event.title.to(code),
                }

    def write(self, letter: Letter, to: Invitation, links: Mapping[int, str]) -> tuple[str, str]:
        """Subject and body, exactly as they are sent; `links` as `links_for` gave them."""
        code = to.language if to.language in LANGUAGES else "sq"
        values = {**self.common[code], "name": to.name, "link": links[to.id]}
        values = {name: one_line(value) for name, value in values.items()}
        subject, body = letter.subject.to(code), letter.body.to(code)
        return one_line(filled(subject, values)), filled(body, values)

    def mail(self, letter: Letter, to: Invitation, links: Mapping[int, str]) -> OutgoingMail:
        """The letter as it goes into the outbox."""
        subject, body = self.write(letter, to, links)
        return OutgoingMail(to=to.email, name=to.name, subject=subject, body=body)

    def shown(self, letter: Letter, to: Invitation) -> tuple[str, str]:
        """Subject and body as the team looks at them beforehand: a personal link does not exist yet."""
        unmade = _(
            "[this person’s own link: created when the letter is sent, and shown to nobody else]"
        )
        link = self.said if letter.kind is LetterKind.OUTCOME else unmade
        return self.write(letter, to, {to.id: link})

    def links_for(
        self, kind: LetterKind, people: Collection[Invitation], *, replacing: bool = False
    ) -> dict[int, str]:
        """Where the letters lead: to the questionnaire by a new link of one's own, or to the page everybody may read."""
        if kind is LetterKind.OUTCOME:
            return {one.id: self.said for one in people}
        return make_links(people, replacing=replacing)


def letter_fingerprint(letter: Letter, recipients: LetterRecipients) -> str:
    """Changes when the letter, or the list of those who get it, changes between looking and sending."""
    people = sorted((row.id, row.name, row.email, row.language) for row in recipients.shown)
    return fingerprint_of((letter.kind.value, letter.subject, letter.body, people))


def send_letters(
    event: Event, questionnaire: Questionnaire, kind: LetterKind, mark: str
) -> list[int] | None:
    """Put the letter to everybody who was shown, and is to get it, into the outbox; gives the mails' ids.

    In an anonymous consultation those who have answered are noted as if the letter had gone to them, so that
    neither the list nor the tables tell who they are. None where `mark` is not the fingerprint any more: then nothing happens. Two people who send at the same
    moment come one after the other, and the second finds nobody left.
    """
    wait_for_event_lock(event)
    letter, recipients = letter_of_kind(questionnaire, kind), recipients_of(questionnaire, kind)
    if not recipients.to:
        return []
    if mark != letter_fingerprint(letter, recipients):
        return None
    pen, to = ConsultationPen(event, questionnaire), {row.id for row in recipients.to}
    links = pen.links_for(kind, recipients.shown)
    mails = [pen.mail(letter, row, links) for row in recipients.shown]
    messages = post_mails(mails, _about(questionnaire), event.id)
    db.session.add_all(
        SentLetter(invitation_id=row.id, message_id=message.id, kind=kind)
        for row, message in zip(recipients.shown, messages, strict=True)
    )
    pairs = list(zip(recipients.shown, messages, strict=True))
    settle_mails([message for row, message in pairs if row.id not in to])
    db.session.flush()
    return [message.id for row, message in pairs if row.id in to]


def _about(questionnaire: Questionnaire) -> MailAbout:
    return MailAbout.EVALUATION if questionnaire.purpose.is_after else MailAbout.CONSULTATION


def send_waiting(questionnaire: Questionnaire, kinds: Collection[LetterKind]) -> list[int]:
    """The mails of these kinds that wait, or whose sending was cut off: to be handed to the queue once more."""
    waits = sa.or_(Message.state == MessageState.WAITING, is_cut_off(clock.now()))
    return [
        letter.message_id
        for letter, _to in letters_in(questionnaire, waits)
        if letter.kind in kinds
    ]


def retry_letters(
    event: Event,
    questionnaire: Questionnaire,
    kinds: Collection[LetterKind],
    only: Invitation | None = None,
) -> list[int]:
    """Write failed letters of these kinds anew, to the addresses as they are now; gives the mails for the queue.

    Who has answered in the meantime need not be asked any more, but is told what came out.
    """
    wait_for_event_lock(event)
    failed = letters_in(questionnaire, Message.state == MessageState.FAILED)
    came = who_answered(questionnaire)
    pen, texts, ids = ConsultationPen(event, questionnaire), dict[LetterKind, Letter](), []
    for sent, to in failed:
        if only is not None and to.id != only.id or not to.email or sent.kind not in kinds:
            continue
        if to.id in came and sent.kind is not LetterKind.OUTCOME:
            settle_mails([sent.message])
            continue
        letter = texts.setdefault(sent.kind, letter_of_kind(questionnaire, sent.kind))
        links = pen.links_for(sent.kind, [to])
        sent.message.subject, sent.message.body = pen.write(letter, to, links)
        sent.message.to, sent.message.state, sent.message.error = to.email, MessageState.WAITING, ""
        ids.append(sent.message_id)
    db.session.flush()
    return ids


def resend_invitation(event: Event, questionnaire: Questionnaire, to: Invitation) -> list[int]:
    """Send one of the invited the invitation again with a new link, in place of those they got; gives the mail's id.

    In an anonymous consultation also to who has answered: a refusal would tell.
    """
    wait_for_event_lock(event)
    if questionnaire.named and to.answered:
        raise Refused(_("This person has answered."))
    if not to.email:
        raise Refused(
            _("This person has no e-mail address. Add it first, or use the sheet for a mail merge.")
        )
    letter, pen = (
        letter_of_kind(questionnaire, LetterKind.INVITATION),
        ConsultationPen(event, questionnaire),
    )
    links = _links_in_place(pen, letter.kind, [to])
    message = post_mail(pen.mail(letter, to, links), _about(questionnaire), event.id)
    db.session.add(SentLetter(invitation_id=to.id, message_id=message.id, kind=letter.kind))
    db.session.flush()
    return [message.id]


def _links_in_place(
    pen: ConsultationPen, kind: LetterKind, people: Collection[Invitation]
) -> dict[int, str]:
    """New links in place of those these people got; letters with old ones that have not gone out stay here."""
    if kind is not LetterKind.OUTCOME:
        letters = sa.select(SentLetter.message_id).where(
            SentLetter.invitation_id.in_([one.id for one in people]),
            SentLetter.kind != LetterKind.OUTCOME,
        )
        stale = sa.delete(Message).where(Message.id.in_(letters), Message.state.in_(STILL_HERE))
        db.session.execute(stale.execution_options(synchronize_session=False))
    return pen.links_for(kind, people, replacing=True)


def merge_sheet(
    event: Event,
    questionnaire: Questionnaire,
    kind: LetterKind,
    people: Sequence[Invitation],
    addresses: bool,
) -> bytes:
    """A sheet for a mail merge with a new link for each of these people, in the event's language.

    `addresses`: whether those of the directory are in it.
    """
    wait_for_event_lock(event)
    letter, pen = letter_of_kind(questionnaire, kind), ConsultationPen(event, questionnaire)
    links = _links_in_place(pen, kind, people)
    letters = []
    for row in people:
        subject, text = pen.write(letter, row, links)
        letters.append(
            WrittenLetter(
                key=row.id,
                name=row.name,
                organisation=row.organisation,
                email=row.email if addresses or row.person_id is None else "",
                language=row.language,
                link=links[row.id],
                subject=subject,
                body=text,
            )
        )
    with use_language(event.language):
        about = _about_public_link() if kind is LetterKind.OUTCOME else _about_own_links()
        return letters_sheet(letters, addresses, title=label_of(kind), about_links=about)


def _about_own_links() -> str:
    return _(
        "Every link belongs to one person and counts for one answer. Anyone who has this "
        "file can answer in a person’s place, or read what that person has typed and not "
        "sent yet. Delete it once the letters are out: the planner cannot show these links "
        "again, and creates new ones instead."
    )


def _about_public_link() -> str:
    return _(
        "The link is the public page, the same for everybody. Names and addresses are not public: "
        "keep this file where only the team can open it."
    )


def people_by_ids(ids: Sequence[int]) -> Sequence[Person]:
    """People of the directory by id, with their organisations; without whom nobody writes to any more."""
    return db.session.scalars(
        sa.select(Person)
        .where(Person.id.in_(ids), is_written_to())
        .options(joinedload(Person.organisation))
    ).all()
