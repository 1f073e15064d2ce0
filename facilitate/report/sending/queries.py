"""Who came, who is interested, and who has got the report."""

import sqlalchemy as sa

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
    """Everybody who came, then the interested parties."""
    rows = db.session.execute(
        sa.select(
            Participation.id,
            directory.Person.id,
            directory.Person.given_name,
            directory.Person.family_name,
            directory.Person.email,
            directory.Person.languages,
        )
        .join(Participation.person)
        .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
        .order_by(directory.Person.sorting, Participation.id)
    )
    came = [
        ReportReader(
            f"{given} {family}",
            email,
            reader_language(languages, event.language),
            participation_id=row_id,
            person_id=person_id,
        )
        for row_id, person_id, given, family, email, languages in rows
    ]
    return came + [
        ReportReader(one.name, one.email, one.language, interested_id=one.id) for one in interested
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
