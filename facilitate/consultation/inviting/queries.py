"""Questions about the invited: who they are and how far, whom a letter goes to, how sending goes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import contains_eager, joinedload

from ... import clock
from ...data.db import db, model_again
from ...directory.contacts.sheet import contacts_to_file
from ...directory.models import Organisation, Person
from ...directory.queries import find_people, is_written_to
from ...directory.search import Listing, ListSearch, page_of_rows
from ...events.models import Event, Member
from ...mail.outbox import Message, MessageState, is_cut_off
from ...web.i18n import _, sort_by_name
from ..answered import number_answered, who_answered
from ..models import Invitation, Letter, LetterKind, PersonalLink, Questionnaire, SentLetter
from .attendees import CAME, PARTICIPATION, LaterGroup, is_in_group, is_invited
from .invitation_list import INVITED, address_key
from .letters import MailState, mail_state
from .starting import starting_text


@dataclass(frozen=True)
class InvitedSearch(ListSearch):
    """Whom somebody looks for among the invited; `state` is a key, or empty."""

    state: str = ""

    @property
    def address(self) -> dict[str, Any]:
        return {**super().address, "state": self.state or None}


@dataclass(frozen=True)
class InvitedPerson:
    """One of the invited, how far, and the mail server's reason where a letter failed."""

    invitation: Invitation
    state: MailState
    error: str

    @property
    def id(self) -> int:
        return self.invitation.id


@dataclass(frozen=True)
class InvitedPage:
    """One page of the invited; how many there are, how many have answered, how many are how far."""

    found: Listing[InvitedPerson]
    total: int
    answered: int
    states: Counter[MailState]


def invited_page(questionnaire: Questionnaire, wanted: InvitedSearch) -> InvitedPage:
    """The invited somebody looks for."""
    last = _last_of(questionnaire, Invitation.id)
    rows = db.session.execute(
        sa.select(
            Invitation.id,
            Invitation.name,
            Invitation.organisation,
            Invitation.answered,
            Message.state,
        )
        .select_from(Invitation)
        .outerjoin(SentLetter, SentLetter.id == last)
        .outerjoin(Message, Message.id == SentLetter.message_id)
        .where(Invitation.questionnaire_id == questionnaire.id)
    ).all()
    states = {row.id: mail_state(row.state, row.answered, questionnaire.named) for row in rows}
    fits = [row for row in rows if wanted.state in ("", states[row.id])]
    page = page_of_rows(
        ((row.id, row.name, row.organisation) for row in fits), wanted.q, wanted.page
    )
    found = db.session.execute(
        sa.select(Invitation, Message.error)
        .select_from(Invitation)
        .outerjoin(SentLetter, SentLetter.id == last)
        .outerjoin(Message, Message.id == SentLetter.message_id)
        .where(Invitation.id.in_(page.rows))
    )
    shown = page.filled(InvitedPerson(row, states[row.id], error or "") for row, error in found)
    came = db.session.scalars(sa.select(number_answered(questionnaire))).one()
    return InvitedPage(shown, len(rows), came, Counter(states.values()))


def every_invited(questionnaire: Questionnaire) -> list[InvitedPerson]:
    """Everybody invited, as on the page, by their number."""
    last = _last_of(questionnaire, Invitation.id)
    rows = db.session.execute(
        sa.select(Invitation, Message.state, Message.error)
        .select_from(Invitation)
        .outerjoin(SentLetter, SentLetter.id == last)
        .outerjoin(Message, Message.id == SentLetter.message_id)
        .where(Invitation.questionnaire_id == questionnaire.id)
        .order_by(Invitation.id)
    )
    return [
        InvitedPerson(row, mail_state(state, row.answered, questionnaire.named), error or "")
        for row, state, error in rows
    ]


def _last_of(questionnaire: Questionnaire, invitation_id: Any) -> sa.ScalarSelect[int]:
    """The id of the last letter to somebody that may show.

    In an anonymous consultation reminders do not: only who has not answered gets one. The other kinds go to all.
    """
    letters = model_again(SentLetter, "letters")
    last = sa.select(sa.func.max(letters.id)).where(letters.invitation_id == invitation_id)
    last = last if questionnaire.named else last.where(letters.kind != LetterKind.REMINDER)
    return last.correlate(Invitation).scalar_subquery()


def last_letter(questionnaire: Questionnaire, invitation: Invitation) -> SentLetter | None:
    """The last letter to somebody that may show, with its mail."""
    last = _last_of(questionnaire, invitation.id)
    query = (
        sa.select(SentLetter).where(SentLetter.id == last).options(joinedload(SentLetter.message))
    )
    return db.session.scalar(query)


@dataclass(frozen=True)
class InviteeSearch(ListSearch):
    """Whom somebody looks for in the directory; ids of an organisation and of an earlier event, or empty.

    An organisation that was typed and is none (or several) is its text: nobody is found. `group`: who else is asked months after an event.
    """

    organisation: int | str | None = None
    earlier: int | None = None
    group: LaterGroup | None = None

    @property
    def address(self) -> dict[str, Any]:
        more = {"organisation": self.organisation, "earlier": self.earlier, "group": self.group}
        return {**super().address, **more}


def people_to_invite(
    questionnaire: Questionnaire, sought: InviteeSearch, everybody: bool = False
) -> Listing[Person]:
    """People of the directory who fit and are not invited yet: one page of them, or all."""
    left_out = [is_invited(questionnaire), ~is_written_to()]
    if sought.organisation is not None:
        typed = isinstance(sought.organisation, str)
        left_out.append(sa.true() if typed else Person.organisation_id != sought.organisation)
    if sought.earlier is not None:
        came = PARTICIPATION.c.event_id == sought.earlier
        left_out.append(~sa.exists().where(PARTICIPATION.c.person_id == Person.id, came, CAME))
    if sought.group is not None:
        left_out.append(~is_in_group(questionnaire, sought.group))
    but = sa.or_(*left_out)
    return (
        find_people(sought, but=but, size=1_000_000) if everybody else find_people(sought, but=but)
    )


def earlier_events(event: Event) -> Sequence[Event]:
    """Events before this one that people came to: the one it builds on, and those the person signed in may see."""
    people_came = sa.exists().where(PARTICIPATION.c.event_id == Event.id, CAME)
    query = sa.select(Event).where(Event.first_day < event.first_day, people_came)
    if not current_user.administrator:
        mine = sa.select(Member.event_id).where(Member.user_id == current_user.id)
        query = query.where(sa.or_(Event.id == event.builds_on_id, Event.id.in_(mine)))
    return db.session.scalars(query.order_by(Event.first_day.desc(), Event.id)).all()


def organisations_with_people() -> list[Organisation]:
    """Organisations that somebody works for, in Albanian order."""
    query = sa.select(Organisation).where(
        sa.exists().where(Person.organisation_id == Organisation.id)
    )
    return sort_by_name(list(db.session.scalars(query)), lambda organisation: organisation.name)


def taken_addresses(questionnaire: Questionnaire) -> set[str]:
    """The addresses of everybody invited."""
    query = sa.select(Invitation.email).where(Invitation.questionnaire_id == questionnaire.id)
    return {address_key(address) for address in db.session.scalars(query) if address}


def letter_of_kind(questionnaire: Questionnaire, kind: LetterKind) -> Letter:
    """The letter as somebody wrote it, or as it starts (then not yet in the session)."""
    letter = db.session.scalar(
        sa.select(Letter).where(Letter.questionnaire_id == questionnaire.id, Letter.kind == kind)
    )
    if letter is None:
        text = starting_text(kind, questionnaire.named, questionnaire.purpose)
        letter = Letter(
            questionnaire_id=questionnaire.id, kind=kind, subject=text.subject, body=text.body
        )
    return letter


def all_invitations(questionnaire: Questionnaire) -> list[Invitation]:
    """Everybody invited, in Albanian order."""
    query = sa.select(Invitation).where(Invitation.questionnaire_id == questionnaire.id)
    return sort_by_name(list(db.session.scalars(query)), lambda row: row.name)


def to_merge(questionnaire: Questionnaire) -> list[Invitation]:
    """Whom a sheet for a mail merge is for: everybody, in a named consultation who has not answered yet."""
    return [
        row for row in all_invitations(questionnaire) if not (questionnaire.named and row.answered)
    ]


def without_link(questionnaire: Questionnaire) -> list[Invitation]:
    """Those of them for whom no link was made out yet."""
    have = sa.select(PersonalLink.invitation_id).join(Invitation)
    known = set(db.session.scalars(have.where(Invitation.questionnaire_id == questionnaire.id)))
    return [row for row in to_merge(questionnaire) if row.id not in known]


class LetterRecipients(NamedTuple):
    """Whom a letter would go to now.

    `shown`: the list people see · `to`: those of it who get the letter · `no_address`: invited without address.
    In an anonymous consultation `shown` has also those who have answered, for the list must not tell who they are.
    """

    shown: list[Invitation]
    to: list[Invitation]
    no_address: int


def recipients_of(questionnaire: Questionnaire, kind: LetterKind) -> LetterRecipients:
    """Whom the letter would go to: nobody twice.

    No reminder to who has not got the invitation; nobody who has answered is asked again, but all are told what came out.
    Who has left their post since is not written to any more.
    """

    def letters(of: LetterKind, *conditions: sa.ColumnElement[bool]) -> sa.Exists:
        return sa.exists().where(
            SentLetter.invitation_id == Invitation.id, SentLetter.kind == of, *conditions
        )

    left = sa.exists().where(Person.id == Invitation.person_id, ~is_written_to())
    query = sa.select(Invitation).where(
        Invitation.questionnaire_id == questionnaire.id, ~letters(kind), ~left
    )
    if kind is LetterKind.REMINDER:
        arrived = sa.and_(Message.id == SentLetter.message_id, Message.state == MessageState.SENT)
        query = query.where(letters(LetterKind.INVITATION, arrived))
    rows = sort_by_name(list(db.session.scalars(query)), lambda row: row.name)
    pool = [row for row in rows if row.email]
    if kind is LetterKind.OUTCOME:
        return LetterRecipients(pool, pool, len(rows) - len(pool))
    came = who_answered(questionnaire)
    to = [row for row in pool if row.id not in came]
    return LetterRecipients(to if questionnaire.named else pool, to, len(rows) - len(pool))


class SendingProgress(NamedTuple):
    """How the sending of one kind of letter goes; `stopped`: its sending was cut off."""

    kind: LetterKind
    total: int
    sent: int
    failed: int
    waiting: int
    stopped: int


def sending_progress(questionnaire: Questionnaire) -> list[SendingProgress]:
    """How sending goes, for each kind that has letters."""
    stopped = sa.case((is_cut_off(clock.now()), 1), else_=0)
    rows = db.session.execute(
        sa.select(SentLetter.kind, Message.state, stopped, sa.func.count())
        .join(SentLetter.message)
        .join(Invitation, SentLetter.invitation_id == Invitation.id)
        .where(Invitation.questionnaire_id == questionnaire.id)
        .group_by(SentLetter.kind, Message.state, stopped)
    ).all()
    found = []
    for kind in LetterKind:
        mine = [row for row in rows if row[0] is kind]
        number = {state: sum(row[3] for row in mine if row[1] is state) for state in MessageState}
        if mine:
            waiting = number[MessageState.WAITING] + number[MessageState.SENDING]
            cut = sum(row[3] for row in mine if row[2])
            failed = number[MessageState.FAILED]
            found.append(
                SendingProgress(
                    kind=kind,
                    total=sum(number.values()),
                    sent=number[MessageState.SENT],
                    failed=failed,
                    waiting=waiting,
                    stopped=cut,
                )
            )
    return found


def letters_in(
    questionnaire: Questionnaire, condition: sa.ColumnElement[bool]
) -> list[tuple[SentLetter, Invitation]]:
    """Letters whose mail meets the condition, with their mail and who they go to."""
    rows = db.session.execute(
        sa.select(SentLetter, Invitation)
        .join(SentLetter.message)
        .join(Invitation, SentLetter.invitation_id == Invitation.id)
        .where(Invitation.questionnaire_id == questionnaire.id, condition)
        .options(contains_eager(SentLetter.message))
        .order_by(SentLetter.id)
    )
    return [(letter, invitation) for letter, invitation in rows]


def invitations_to_file(questionnaire: Questionnaire, ending: str) -> bytes:
    """Everybody invited who has an address, as a file of that kind that comes back as nothing new."""
    query = (
        sa.select(Invitation.name, Invitation.organisation, Invitation.email, Invitation.language)
        .where(Invitation.questionnaire_id == questionnaire.id, Invitation.email != "")
        .order_by(Invitation.name, Invitation.id)
    )
    columns = [INVITED[name] for name in ("name", "organisation", "email", "languages")]
    names = [one.name for one in columns]
    rows = [dict(zip(names, row, strict=True)) for row in db.session.execute(query)]
    return contacts_to_file(_("Invitations"), columns, rows, ending)
