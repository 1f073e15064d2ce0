"""Whom to ask about their own entry, what waits to be looked at, and whose link it is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ..data.db import db
from ..directory.models import Organisation, Person
from ..directory.queries import is_written_to
from ..lib.text import plain_text
from .models import EntryLink
from .stages import AskedEntry, EntryStage

Asked = tuple[Person, EntryLink | None]


def asked_entry(person: Person, link: EntryLink | None) -> AskedEntry:
    """How somebody was asked, as a value."""
    if link is None:
        return AskedEntry(confirmed_on=person.confirmed_on)
    return AskedEntry(
        confirmed_on=person.confirmed_on,
        made_on=link.made_on,
        sent_on=link.sent_on,
        times=link.times,
        answered=link.answered_at is not None,
    )


def people_by_stage(today: date) -> dict[EntryStage, list[Asked]]:
    """Everybody of the directory who has not left, by where they stand, each with their link."""
    query = (
        sa.select(Person, EntryLink)
        .join(Person.organisation)
        .outerjoin(Organisation.county)
        .outerjoin(EntryLink, EntryLink.person_id == Person.id)
        .where(is_written_to())
        .options(contains_eager(Person.organisation).contains_eager(Organisation.county))
        .order_by(Person.sorting, Person.id)
    )
    found: defaultdict[EntryStage, list[Asked]] = defaultdict(list)
    for person, link in db.session.execute(query).all():
        found[asked_entry(person, link).stage(today)].append((person, link))
    return found


def link_behind(token: str) -> EntryLink | None:
    """The link of that token with its person; None where there is none."""
    return db.session.scalar(
        sa.select(EntryLink)
        .where(EntryLink.token == token)
        .options(joinedload(EntryLink.person).joinedload(Person.organisation))
    )


def link_of(person_id: int) -> EntryLink | None:
    """Somebody's link; None where they never had one."""
    return db.session.scalar(sa.select(EntryLink).where(EntryLink.person_id == person_id))


def moment_sent(link: EntryLink) -> str:
    """When they sent last, as the page that shows it says it to the one that applies it."""
    return link.answered_at.isoformat() if link.answered_at else ""


def waiting_links() -> Sequence[EntryLink]:
    """The links with something that somebody has to look at, the longest waiting first."""
    rows = db.session.scalars(
        sa.select(EntryLink)
        .where(EntryLink.answered_at.is_not(None))
        .options(joinedload(EntryLink.person).joinedload(Person.organisation))
        .order_by(EntryLink.answered_at, EntryLink.id)
    )
    return [one for one in rows if one.waits]


def office_called(name: str) -> Organisation | None:
    """The organisation of that name, whatever its accents and capitals."""
    return db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.plain == plain_text(name))
        .order_by(Organisation.id)
    ).first()
