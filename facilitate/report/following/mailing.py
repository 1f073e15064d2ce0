"""Who is written to about what they promised: each owner once, with everything; reminders only for what is open and late."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ... import clock
from ...db import db
from ...events.actions import in_turn
from ...events.models import Event
from ...mail import About, OutgoingMail, post
from ...notes.deciding.queries import Promised, actions_of
from ...notes.deciding.standing import late
from ..clearing.promised import Told, told
from .letters import address, calendar, letter


class Mail(StrEnum):
    """What goes out: what somebody promised, for the first time; what is late."""

    TOLD = "told"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Recipient:
    """One owner and what the mail to them is about."""

    name: str
    email: str
    language: str
    actions: tuple[Told, ...]


@dataclass(frozen=True)
class Recipients:
    """Whom the mail goes to; actions nobody can be written to about: nobody has taken them on, or no address is known."""

    to: list[Recipient] = field(default_factory=list)
    unreached: list[Told] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """The same as long as the same people get the same."""
        rows = [
            (one.email, one.language, [(a.id, a.row.version, a.text) for a in one.actions]) for one in self.to
        ]
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:24]


def recipients_of(event: Event, promised: Sequence[Promised], mail: Mail, today: date) -> Recipients:
    """Told: the open actions whose owner was not told yet. Reminded: those open and late, not written about today already."""
    found, by_owner = Recipients(), dict[tuple[int, int], list[Told]]()
    for one in told(event, promised):
        if not _asked_for(one, mail, event.zone, today):
            continue
        if one.address:
            by_owner.setdefault((one.row.person_id or 0, one.row.member_id or 0), []).append(one)
        else:
            found.unreached.append(one)
    for rows in by_owner.values():
        first = rows[0]
        name = first.row.person.name if first.row.person else first.owner
        found.to.append(Recipient(name, first.address, first.language(event.language), tuple(rows)))
    return found


def _asked_for(one: Told, mail: Mail, zone: str, today: date) -> bool:
    if one.row.closed or one.ticked_on:
        return False
    told = one.row.told_at
    if mail is Mail.TOLD:
        return told is None
    return told is not None and clock.day_in(zone, told) < today and late(one.row, today)


def written(event: Event, one: Recipient, mail: Mail) -> tuple[str, str]:
    """Subject and body exactly as they get them."""
    link = address(one.actions[0].row.token)
    return letter(event, one.name, rows=one.actions, code=one.language, link=link, late=mail is Mail.REMINDER)


def send(event: Event, mail: Mail, fingerprint: str, now: datetime, today: date) -> list[int] | None:
    """Put one mail an owner into the outbox; gives their numbers, or None where the list is not the one that was looked at."""
    in_turn(event)
    found = recipients_of(event, actions_of(event), mail, today)
    if found.fingerprint != fingerprint:
        return None
    ids = []
    for one in found.to:
        link = address(one.actions[0].row.token)
        entry = calendar(event, one.actions, code=one.language, link=link, now=now).decode()
        subject, body = written(event, one, mail)
        person_id = one.actions[0].row.person_id
        outgoing = OutgoingMail(
            to=one.email, name=one.name, person_id=person_id, subject=subject, body=body, calendar=entry
        )
        message = post(outgoing, About.PROMISE, event.id)
        for action in one.actions:
            action.row.told_at, action.row.message_id = now, message.id
        ids.append(message.id)
    db.session.flush()
    return ids
