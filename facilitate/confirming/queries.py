"""Whom to ask about their own entry, what waits to be looked at, and whose link it is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ..data.db import db
from ..directory.models import CONFIRMED_FOR, Organisation, Person
from ..directory.queries import is_written_to
from ..lib.text import plain_text
from .models import EntryLink

OPEN_FOR = timedelta(days=90)
"""How long a link leads to the entry after it was made or sent last."""
PAUSE = timedelta(days=14)
"""How long nobody who is silent is written to again."""
MOST_LETTERS = 3
"""Letters with one link: the first and two reminders."""


class EntryStage(StrEnum):
    """Where somebody stands this year."""

    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    TO_ASK = "to_ask"
    TO_REMIND = "to_remind"
    ASKED = "asked"
    SILENT = "silent"


@dataclass(frozen=True, kw_only=True)
class AskedEntry:
    """When somebody confirmed their entry last, and how they were asked since."""

    confirmed_on: date | None = None
    made_on: date | None = None
    sent_on: date | None = None
    times: int = 0
    answered: bool = False

    @property
    def open_until(self) -> date | None:
        """The last day on which the link leads to the entry."""
        last = self.sent_on or self.made_on
        return last + OPEN_FOR if last else None

    def is_open(self, today: date) -> bool:
        """Whether the link leads to the entry."""
        return self.open_until is not None and today <= self.open_until

    def stage(self, today: date) -> EntryStage:
        """Once a year somebody is asked; only who is silent is reminded, not before two weeks and not more than twice."""
        if self.confirmed_on and self.confirmed_on > today - CONFIRMED_FOR:
            return EntryStage.CONFIRMED
        if self.made_on is None or self.sent_on is None or self.made_on <= today - CONFIRMED_FOR:
            return EntryStage.TO_ASK
        if self.answered:
            return EntryStage.ANSWERED
        if not self.is_open(today):
            return EntryStage.SILENT
        again = self.times < MOST_LETTERS and self.sent_on <= today - PAUSE
        return EntryStage.TO_REMIND if again else EntryStage.ASKED


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
