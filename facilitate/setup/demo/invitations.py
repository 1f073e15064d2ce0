"""Who was asked personally in the demo, beforehand and at the end, and what became of the mails."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...consultation.inviting.attendees import reachable_attendees
from ...consultation.inviting.letters import filled, one_line
from ...consultation.inviting.queries import letter_of_kind
from ...consultation.models import Answer, Invitation, LetterKind, Origin, Questionnaire, SentLetter
from ...data.db import db
from ...directory.models import Organisation, Person, Sector
from ...events.models import Event
from ...mail.outbox import MailAbout, Message, MessageState

SEED = 110
INVITED, ANSWERED = 110, 41
SENT_BEFORE = timedelta(days=19)
REFUSED = (
    "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table",
    "552 5.2.2 <{to}>: Mailbox is full, please try again later",
)
"""What mail servers said of the addresses that did not work."""

ABROAD = {"international_ngo", "intergovernmental", "donor"}


def invite_stakeholders(event: Event, questionnaire: Questionnaire, today: date) -> None:
    """Ask people of as many organisations as there are, by mails that went out nearly three weeks ago."""
    rng = random.Random(SEED)
    letters = {kind: letter_of_kind(questionnaire, kind) for kind in LetterKind}
    db.session.add_all(letters.values())
    subject = letters[LetterKind.INVITATION].subject
    people = _people(rng)
    sent_at = datetime.combine(today - SENT_BEFORE, time(8, 40), UTC)
    failed = dict(zip(rng.sample(range(INVITED), len(REFUSED)), REFUSED, strict=True))
    rows = []
    for number, person in enumerate(people):
        language = "en" if person.organisation.sector.key in ABROAD else "sq"
        error = failed.get(number, "").format(to=person.email)
        title = one_line(filled(subject.to(language), {"event": event.title.to(language)}))
        message = _mail(
            questionnaire,
            person,
            subject=title,
            created_at=sent_at,
            sent_at=sent_at + timedelta(seconds=2 * number + 3),
            error=error,
        )
        rows.append(
            (_invitation(questionnaire, person, language), message, person.organisation.sector.key)
        )
    _keep([(invitation, message) for invitation, message, _sector in rows])
    _have_answered(questionnaire, [(row[0], row[2]) for row in rows if not row[1].error], rng)
    db.session.flush()


def ask_participants(event: Event, questionnaire: Questionnaire) -> None:
    """Ask everybody who came how it was, by mails of the next morning; who answered after the last day did so by mail."""
    subject = letter_of_kind(questionnaire, LetterKind.INVITATION).subject
    title = one_line(filled(subject.to(event.language), {"event": event.title.to(event.language)}))
    sent_at = datetime.combine(event.last_day + timedelta(days=1), time(9, 15), UTC)
    later = sa.select(sa.func.count(Answer.id)).where(
        Answer.questionnaire_id == questionnaire.id, Answer.given_on > event.last_day
    )
    people = reachable_attendees(questionnaire)
    rows = [
        (
            _invitation(questionnaire, person, event.language),
            _mail(
                questionnaire,
                person,
                subject=title,
                created_at=sent_at,
                sent_at=sent_at + timedelta(seconds=2 * number + 3),
            ),
        )
        for number, person in enumerate(people)
    ]
    for invitation, _message in random.Random(SEED).sample(rows, db.session.scalars(later).one()):
        invitation.answered = True
    _keep(rows)


def _invitation(questionnaire: Questionnaire, person: Person, language: str) -> Invitation:
    return Invitation(
        questionnaire_id=questionnaire.id,
        person_id=person.id,
        name=person.name,
        organisation=person.organisation.name,
        email=person.email,
        language=language,
    )


def _mail(
    questionnaire: Questionnaire,
    person: Person,
    subject: str,
    created_at: datetime,
    sent_at: datetime,
    error: str = "",
) -> Message:
    return Message(
        to=person.email,
        subject=subject,
        body="",
        state=MessageState.FAILED if error else MessageState.SENT,
        error=error,
        created_at=created_at,
        sent_at=None if error else sent_at,
        about=MailAbout(questionnaire.purpose),
        name=person.name,
        event_id=questionnaire.event_id,
    )


def _keep(rows: Sequence[tuple[Invitation, Message]]) -> None:
    """Put invitations and their mails into the tables, and which mail went to whom."""
    db.session.add_all(row for both in rows for row in both)
    db.session.flush()
    db.session.add_all(
        SentLetter(invitation_id=invitation.id, message_id=message.id, kind=LetterKind.INVITATION)
        for invitation, message in rows
    )
    db.session.flush()


def _people(rng: random.Random) -> list[Person]:
    """One person each of organisations drawn by lot, in the order of the directory."""
    known = sa.select(Person).join(Organisation).join(Sector).order_by(Person.id)
    one_each: dict[int, Person] = {}
    for person in db.session.scalars(
        known.options(joinedload(Person.organisation).joinedload(Organisation.sector))
    ):
        one_each.setdefault(person.organisation_id, person)
    return sorted(rng.sample(list(one_each.values()), INVITED), key=lambda person: person.id)


def _have_answered(
    questionnaire: Questionnaire, rows: list[tuple[Invitation, str]], rng: random.Random
) -> None:
    """Mark who has answered: never more of a sector than answers came in from it on the web."""
    came = sa.select(Sector.key).join_from(Answer, Sector)
    left = Counter(
        db.session.scalars(
            came.where(Answer.questionnaire_id == questionnaire.id, Answer.origin == Origin.WEB)
        )
    )
    answered = 0
    for invitation, sector in rng.sample(rows, len(rows)):
        if answered < ANSWERED and left[sector]:
            invitation.answered = True
            left[sector] -= 1
            answered += 1
