"""How long things are kept where an administrator may choose, by kind; every night what is older goes, and what went is noted.

What has a time of its own (the bin, drafts, ballots, what programs sent) goes by a `@daily` of its room.
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa

from .. import clock
from ..accounts.audit import KEPT_AT_LEAST, AuditAct, AuditEntry, note_act
from ..consultation.models import SentLetter
from ..data.db import db
from ..data.noted import choose_value, chosen_value
from ..directory.models import ContactExport
from ..events.models import Event
from ..mail.outbox import Message, MessageState
from ..participation.models import Participation, Registration
from ..run.jobs import daily
from ..web.i18n import _l, register_labels
from .erasing import NEEDS

NAME = "retention"
LONGEST = 36_500
"""Days: a hundred years."""


class Retained(StrEnum):
    """A kind of thing that is kept for a time."""

    NEEDS = "needs"
    MAILS = "mails"
    EXPORTS = "exports"
    AUDIT = "audit"


register_labels(
    {
        Retained.NEEDS: _l("What participants need (diet, access, lodging): after the event"),
        Retained.MAILS: _l("E-mails that were sent or refused"),
        Retained.EXPORTS: _l("The list of contact details that were downloaded"),
        Retained.AUDIT: _l("Who did what"),
    }
)
LEAST = {Retained.AUDIT: KEPT_AT_LEAST + 1}
"""Days for which a kind is kept at least."""


def retention_days() -> dict[Retained, int]:
    """Days for which each kind is kept; what is not in it is kept for ever."""
    return {Retained(kind): days for kind, days in json.loads(chosen_value(NAME) or "{}").items()}


def set_retention_days(days: Mapping[Retained, int | None]) -> None:
    """Keep kinds for so many days from now on; None: for ever. The caller commits."""
    choose_value(NAME, json.dumps({kind.value: number for kind, number in days.items() if number}))


@daily
def sweep() -> None:
    """Remove what is older than its kind is kept, and note how much went; each kind by itself."""
    for kind, days in retention_days().items():
        number = SWEEPS[kind](timedelta(days=days))
        if number:
            note_act(AuditAct.SWEPT, None, about=f"{kind.value}: {number}")
        db.session.commit()


def _clear_needs(age: timedelta) -> int:
    """What participants told of their needs goes; that they came, and with whom, stays counted."""
    over = (
        sa.select(Participation.id)
        .join(Event, Event.id == Participation.event_id)
        .where(Event.last_day < (clock.now() - age).date())
    )
    # `in_list` stays: it is no need but what they agreed to for the report
    cleared = {name: usual for name, usual in NEEDS.items() if name != "in_list"}
    told = sa.or_(*(getattr(Registration, name) != usual for name, usual in cleared.items()))
    return _run_and_count(
        sa.update(Registration)
        .where(Registration.participation_id.in_(over), told)
        .values(cleared)
        .returning(Registration.id)
    )


def _forget_mails(age: timedelta) -> int:
    """Mails that were sent or refused go. Of letters to the invited it stays known that they went.

    Else somebody would be asked twice because a mail is not kept any more.
    """
    settled = Message.state.in_([MessageState.SENT, MessageState.FAILED])
    old = Message.created_at < clock.now() - age
    went = sa.exists().where(
        SentLetter.message_id == Message.id, Message.state == MessageState.SENT
    )
    nothing = {"to": "", "name": "", "subject": "", "body": "", "calendar": "", "person_id": None}
    emptied = sa.update(Message).where(old, went, Message.to != "").values(nothing)
    return _run_and_count(emptied.returning(Message.id)) + _run_and_count(
        sa.delete(Message).where(settled, old, ~went).returning(Message.id)
    )


def _forget_exports(age: timedelta) -> int:
    old = ContactExport.at < clock.now() - age
    return _run_and_count(sa.delete(ContactExport).where(old).returning(ContactExport.id))


def _forget_audit(age: timedelta) -> int:
    old = AuditEntry.at < clock.now() - age
    return _run_and_count(sa.delete(AuditEntry).where(old).returning(AuditEntry.id))


def _run_and_count(statement: sa.Executable) -> int:
    options = {"synchronize_session": False}
    return len(db.session.execute(statement, execution_options=options).all())


SWEEPS: dict[Retained, Callable[[timedelta], int]] = {
    Retained.NEEDS: _clear_needs,
    Retained.MAILS: _forget_mails,
    Retained.EXPORTS: _forget_exports,
    Retained.AUDIT: _forget_audit,
}
"""By kind, what removes everything older than an age; it gives how many rows that was."""
