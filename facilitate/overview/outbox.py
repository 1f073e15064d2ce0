"""The Outbox: the mails of an event, or of the whole planner; how far each is; which can be sent again.

Reminders of an anonymous questionnaire are counted and never listed: only who has not answered gets one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_login import current_user

from ..consultation.answered import UNTOLD_REMINDER
from ..consultation.inviting.masking import mask_address, mask_in_text
from ..consultation.models import (
    Invitation,
    LetterKind,
    Questionnaire,
    QuestionnairePurpose,
    SentLetter,
)
from ..data.db import db
from ..directory.search import PAGE, Listing, ListSearch, page_bounds
from ..events.models import Event
from ..lib.text import Words, plain_text
from ..mail.outbox import MailAbout, Message, MessageState
from ..mail.reasons import read_failure_of_server

_LINK = re.compile(r"https?://\S+")
LATELY = timedelta(days=30)
"""How old a mail may be that is sent again together with others."""


class MailProgress(StrEnum):
    """How far a mail is, as the list can be narrowed to."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


STATES = {
    MailProgress.WAITING: (MessageState.WAITING, MessageState.SENDING),
    MailProgress.SENT: (MessageState.SENT,),
    MailProgress.FAILED: (MessageState.FAILED,),
}
PROGRESS_OF = {state: progress for progress, states in STATES.items() for state in states}


@dataclass(frozen=True)
class MailSearch(ListSearch):
    """Which mails somebody looks for; progress and subject are keys, or empty."""

    state: str = ""
    about: str = ""

    @property
    def address(self) -> dict[str, Any]:
        return {**super().address, "state": self.state or None, "about": self.about or None}


MailNumbers = Counter[tuple[MailProgress, MailAbout]]


class OutboxEntry(NamedTuple):
    """One mail of the list; whose invitation to which questionnaire it is, if any, and which letter."""

    mail: Message
    event: Event | None
    invitation: Invitation | None
    questionnaire: Questionnaire | None
    kind: LetterKind | None

    @property
    def id(self) -> int:
        return self.mail.id

    @property
    def subject(self) -> str:
        """The subject; where a team has put a personal link into it, without that."""
        return _LINK.sub("…", self.mail.subject)

    @property
    def address(self) -> str:
        """The address, as far as whoever is signed in may see it."""
        return mask_address(self.mail.to) if self.hides_address else self.mail.to

    @property
    def reason(self) -> str:
        """Why it did not go; what a mail server says likes to repeat the address."""
        kept = self.mail.error
        shown = mask_in_text(kept, self.mail.to) if self.hides_address else kept
        return read_failure_of_server(shown)

    @property
    def hides_address(self) -> bool:
        """The directory's addresses of people who were asked are for administrators."""
        by_directory = self.invitation is not None and self.invitation.person_id is not None
        return by_directory and not current_user.administrator


class UncountedReminders(NamedTuple):
    """Reminders of an anonymous questionnaire: whose, how many, how many have not gone out."""

    slug: str
    title: Words
    purpose: QuestionnairePurpose
    number: int
    stuck: int


_EMPTIED = sa.and_(Message.state == MessageState.SENT, Message.to == "")
"""Letters that are older than mails are kept: only that they went is known."""
_LISTED = sa.and_(~UNTOLD_REMINDER, ~_EMPTIED)


_ORDER = (
    sa.case(
        (Message.state == MessageState.FAILED, 0),
        (Message.state == MessageState.SENT, 2),
        else_=1,
    ),
    Message.id.desc(),
)
"""What somebody has to do stands first."""


def find_mails(
    event: Event | None, sought: MailSearch, numbers: MailNumbers
) -> Listing[OutboxEntry]:
    """One page of the mails of that event (of the planner, where there is none) that fit: failed, waiting, sent; the newest first."""
    conditions = _conditions(event, sought)
    if sought.q:
        typed = plain_text(sought.q).split()
        fitting = [entry for entry in _entries(*conditions) if _fits(entry, typed)]
        number, pages, first = page_bounds(len(fitting), sought.page)
        return Listing(fitting[first : first + PAGE], number, pages, len(fitting))
    total = count_fitting_mails(numbers, sought)
    number, pages, first = page_bounds(total, sought.page)
    page = sa.select(Message.id).where(*conditions).order_by(*_ORDER).offset(first).limit(PAGE)
    return Listing(_entries(Message.id.in_(db.session.scalars(page).all())), number, pages, total)


def listed_mails(event: Event | None, first: int, size: int) -> list[OutboxEntry]:
    """So many of the mails of that event, or of the planner, from a place in their order on."""
    ids = sa.select(Message.id).where(*_of(event), _LISTED).order_by(*_ORDER)
    return _entries(Message.id.in_(db.session.scalars(ids.offset(first).limit(size)).all()))


def _entries(*conditions: sa.ColumnElement[bool]) -> list[OutboxEntry]:
    query = (
        sa.select(Message, Event, Invitation, Questionnaire, SentLetter.kind)
        .outerjoin(Event, Message.event_id == Event.id)
        .outerjoin(SentLetter, SentLetter.message_id == Message.id)
        .outerjoin(Invitation, SentLetter.invitation_id == Invitation.id)
        .outerjoin(Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .where(*conditions)
        .order_by(*_ORDER)
    )
    return [OutboxEntry(*row) for row in db.session.execute(query)]


def _fits(entry: OutboxEntry, typed: Sequence[str]) -> bool:
    text = plain_text(f"{entry.mail.name} {entry.address} {entry.subject}")
    return all(word in text for word in typed)


def _of(event: Event | None) -> list[sa.ColumnElement[bool]]:
    return [] if event is None else [Message.event_id == event.id]


def _conditions(event: Event | None, sought: MailSearch) -> list[sa.ColumnElement[bool]]:
    found = [*_of(event), _LISTED]
    if sought.state in list(MailProgress):
        found.append(Message.state.in_(STATES[MailProgress(sought.state)]))
    if sought.about in list(MailAbout):
        found.append(Message.about == MailAbout(sought.about))
    return found


def count_mails(event: Event | None) -> MailNumbers:
    """How many of the listed mails are how far and about what."""
    query = (
        sa.select(Message.state, Message.about, sa.func.count())
        .where(*_of(event), _LISTED)
        .group_by(Message.state, Message.about)
    )
    found: MailNumbers = Counter()
    for state, about, number in db.session.execute(query):
        found[PROGRESS_OF[state], about] += number
    return found


def count_fitting_mails(numbers: MailNumbers, sought: MailSearch) -> int:
    """How many of them are that far and about that; what is no key narrows nothing."""
    return sum(
        number
        for (progress, about), number in numbers.items()
        if (sought.state not in list(MailProgress) or progress == sought.state)
        and (sought.about not in list(MailAbout) or about == sought.about)
    )


def uncounted_reminders(event: Event | None) -> list[UncountedReminders]:
    """The reminders that are counted and not listed, by questionnaire."""
    stuck = sa.func.sum(sa.case((Message.state == MessageState.SENT, 0), else_=1))
    query = (
        sa.select(Event.slug, Event.title, Questionnaire.purpose, sa.func.count(), stuck)
        .select_from(Message)
        .join(SentLetter, SentLetter.message_id == Message.id)
        .join(Invitation, SentLetter.invitation_id == Invitation.id)
        .join(Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .join(Event, Questionnaire.event_id == Event.id)
        .where(*_of(event), SentLetter.kind == LetterKind.REMINDER, ~Questionnaire.named)
        .group_by(Event.id, Questionnaire.purpose)
        .order_by(Event.first_day.desc(), Event.id, Questionnaire.purpose)
    )
    return [UncountedReminders(*row) for row in db.session.execute(query)]


def lately_failed_mails(event: Event | None, now: datetime) -> list[OutboxEntry]:
    """The listed mails of the last weeks that failed."""
    failed, lately = Message.state == MessageState.FAILED, Message.created_at > now - LATELY
    return _entries(*_of(event), _LISTED, failed, lately)


def outbox_entry(event: Event | None, mail_id: int) -> OutboxEntry | None:
    """One of the listed mails."""
    found = _entries(*_of(event), _LISTED, Message.id == mail_id)
    return found[0] if found else None
