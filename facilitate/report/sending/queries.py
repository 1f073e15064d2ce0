"""Who came, who is interested, and who has got the report."""

from typing import Any

import sqlalchemy as sa

from ...consultation.models import Answer, Questionnaire
from ...consultation.questionnaire import is_consultation
from ...data.db import db
from ...directory import models as directory
from ...events.models import Event
from ...mail.outbox import Message, MessageState
from ...participation.models import Participation, Standing
from ...web.i18n import reader_language
from ..models import Edition, InterestedParty, SentReport
from .recipients import ReportReader, ReportRecipients, address_key, sort_recipients


def interested_in(event: Event) -> list[InterestedParty]:
    """Those who took no part and get the report all the same, by name."""
    query = sa.select(InterestedParty).where(InterestedParty.event_id == event.id)
    return list(db.session.scalars(query.order_by(InterestedParty.name, InterestedParty.id)))


def readers_of_report(event: Event, interested: list[InterestedParty]) -> list[ReportReader]:
    """Everybody who came or answered the consultation by name, then the interested parties."""
    person, here = directory.Person, Participation.event_id == event.id
    came = sa.and_(here, Participation.standing == Standing.ATTENDED)
    asked = sa.select(Questionnaire.id).where(is_consultation(event.id), Questionnaire.named)
    theirs = Answer.questionnaire_id.in_(asked)
    readers: sa.CompoundSelect[Any] = sa.union(
        sa.select(Participation.person_id).where(came), sa.select(Answer.person_id).where(theirs)
    )
    rows = db.session.execute(
        sa.select(
            Participation.id,
            Answer.id,
            person.id,
            person.given_name,
            person.family_name,
            person.email,
            person.languages,
        )
        .select_from(person)
        .outerjoin(Participation, sa.and_(Participation.person_id == person.id, came))
        .outerjoin(Answer, sa.and_(Answer.person_id == person.id, theirs))
        .where(person.id.in_(readers))
        .order_by(person.sorting, Participation.id, Answer.id)
    )
    found: dict[tuple[int, int | None], ReportReader] = {}
    for row_id, answer_id, person_id, given, family, email, languages in rows:
        if row_id is None and not email:
            continue  # who stayed at home and has no address is handed no paper
        before = found.get((person_id, row_id))
        found[person_id, row_id] = ReportReader(
            f"{given} {family}",
            email,
            reader_language(languages, event.language),
            participation_id=row_id,
            person_id=person_id,
            answers=(*(before.answers if before else ()), *([answer_id] if answer_id else ())),
        )
    return [
        *found.values(),
        *(
            ReportReader(one.name, one.email, one.language, interested_id=one.id)
            for one in interested
        ),
    ]


def recipients_of(
    event: Event, edition: Edition, interested: list[InterestedParty]
) -> ReportRecipients:
    """Whom that edition would go to now."""
    rows = db.session.execute(
        sa.select(SentReport.email, SentReport.edition_id)
        .join(Edition, SentReport.edition_id == Edition.id)
        .where(Edition.event_id == event.id)
    ).all()
    sent = {address_key(email) for email, of in rows if of == edition.id}
    before = {address_key(email) for email, of in rows if of != edition.id}
    return sort_recipients(readers_of_report(event, interested), sent, before)


def sent_of(edition: Edition) -> list[tuple[str, MessageState | None]]:
    """To which addresses that edition went, and how far the mail is; None where it was taken out of the outbox."""
    rows = db.session.execute(
        sa.select(SentReport.email, Message.state)
        .outerjoin(Message, SentReport.message_id == Message.id)
        .where(SentReport.edition_id == edition.id)
        .order_by(SentReport.email)
    )
    return [(email, state) for email, state in rows]
