"""Editions, whom the next mails of one go to, and which offices were reached."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from .. import clock
from ..data.db import db
from ..directory.models import County, Organisation, Person
from ..directory.queries import is_written_to
from ..mail.outbox import Message
from .models import BulletinEdition, BulletinItem, BulletinReceipt
from .reach import OfficeContacts, OfficeReach, SentTo, sum_up_reach

HALF_A_YEAR = timedelta(days=182)
"""How far the first edition looks back."""
LOOKED_AT = 6
"""The latest editions whose way is shown office by office."""


def all_editions() -> list[BulletinEdition]:
    """Every edition, the latest first."""
    return list(
        db.session.scalars(sa.select(BulletinEdition).order_by(BulletinEdition.number.desc()))
    )


def items_sent_in() -> list[BulletinItem]:
    """What members sent in and nobody has put into an edition yet, the first first."""
    waiting = sa.select(BulletinItem).where(BulletinItem.edition_id.is_(None))
    return list(db.session.scalars(waiting.order_by(BulletinItem.id)))


def composed_edition() -> BulletinEdition | None:
    """The edition that is being put together, if any."""
    edition = BulletinEdition
    composed = sa.select(edition).where(edition.released_at.is_(None), edition.sent_at.is_(None))
    return db.session.scalars(composed.order_by(edition.number)).first()


def last_moment(before: BulletinEdition) -> datetime:
    """Since when something is new for that edition: when the one before it was released."""
    released = sa.select(sa.func.max(BulletinEdition.released_at)).where(
        BulletinEdition.number < before.number
    )
    found: datetime | None = db.session.scalar(released)
    return found or clock.now() - HALF_A_YEAR


def people_to_tell() -> list[Person]:
    """Everybody of the directory who was not erased and has not left, with where they work, by name."""
    people = sa.select(Person).join(Person.organisation).outerjoin(Organisation.county)
    return list(
        db.session.scalars(
            people.where(is_written_to())
            .options(
                contains_eager(Person.organisation).contains_eager(Organisation.county),
            )
            .order_by(Person.sorting, Person.id)
        )
    )


def people_told(edition: BulletinEdition) -> set[int]:
    """Who was written to about that edition already."""
    told = sa.select(BulletinReceipt.person_id).where(BulletinReceipt.edition_id == edition.id)
    return {key for key in db.session.scalars(told) if key is not None}


def sent_editions(most: int = LOOKED_AT) -> list[BulletinEdition]:
    """The latest editions that went out, the latest first."""
    sent = sa.select(BulletinEdition).where(BulletinEdition.sent_at.is_not(None))
    return list(db.session.scalars(sent.order_by(BulletinEdition.number.desc()).limit(most)))


def offices_reached(editions: Sequence[BulletinEdition]) -> list[OfficeReach]:
    """Every office and organisation of the directory, by name, with what became of these editions there."""
    return sum_up_reach(_offices(), _sent(), [one.id for one in editions])


def _offices() -> list[OfficeContacts]:
    person = sa.and_(Person.organisation_id == Organisation.id, is_written_to())
    mailed = sa.func.sum(sa.case((Person.email != "", 1), else_=0))
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name, County.name, sa.func.count(Person.id), mailed)
        .outerjoin(Organisation.county)
        .outerjoin(Person, person)
        .group_by(Organisation.id, County.name)
        .order_by(Organisation.sorting, Organisation.id)
    )
    return [
        OfficeContacts(
            organisation_id=key,
            name=name,
            county=county or "",
            people=people,
            mailed=with_mail or 0,
        )
        for key, name, county, people, with_mail in rows
    ]


def _sent() -> list[SentTo]:
    rows = db.session.execute(
        sa.select(
            BulletinReceipt.edition_id,
            BulletinReceipt.organisation_id,
            BulletinReceipt.at,
            BulletinEdition.sent_at,
            Message.state,
            Message.tries,
        )
        .join(BulletinEdition, BulletinEdition.id == BulletinReceipt.edition_id)
        .outerjoin(Message, Message.id == BulletinReceipt.message_id)
        .where(BulletinReceipt.organisation_id.is_not(None))
    )
    return [
        SentTo(
            edition_id=edition,
            organisation_id=office or 0,
            at=at,
            first_at=first or at,
            state=state,
            tries=tries or 0,
        )
        for edition, office, at, first, state, tries in rows
    ]
