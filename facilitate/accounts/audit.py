"""Who did what that somebody may ask about later: signed in and failed, took out contacts, released, changed accounts. It only grows."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column

from .. import clock
from ..db import Keyed, choice, db, pointer
from ..i18n import _l, names
from .models import User

SHOWN = 500
"""Entries on the page; the file has all."""


class Act(StrEnum):
    """What is noted."""

    SIGNED_IN = "signed_in"
    FAILED = "failed"
    INVITED = "invited"
    RIGHTS = "rights"
    LINK = "link"
    LOCKED = "lock"
    UNLOCKED = "unlock"
    SIGNED_OUT = "sign_out"
    REMOVED = "remove"
    EXPORTED = "exported"
    RELEASED = "released"
    MAIL = "mail"


names(
    {
        Act.SIGNED_IN: _l("signed in"),
        Act.FAILED: _l("gave a wrong password"),
        Act.INVITED: _l("invited"),
        Act.RIGHTS: _l("changed the rights of"),
        Act.LINK: _l("created a link for a new password for"),
        Act.LOCKED: _l("locked the account of"),
        Act.UNLOCKED: _l("unlocked the account of"),
        Act.SIGNED_OUT: _l("signed out on every device"),
        Act.REMOVED: _l("removed the account of"),
        Act.EXPORTED: _l("downloaded contact details of"),
        Act.RELEASED: _l("released the report of"),
        Act.MAIL: _l("changed the mail server:"),
    }
)


class AuditEntry(Keyed):
    """One act. `by_id`: who did it, or as whom somebody failed to sign in; `whom_id`: to whose account; `about`: to what else."""

    at: Mapped[datetime] = mapped_column(index=True)
    act: Mapped[Act] = choice(Act)
    by_id: Mapped[int | None] = pointer("user.id")
    whom_id: Mapped[int | None] = pointer("user.id")
    about: Mapped[str] = mapped_column(default="")


def _never(_mapper: Any, _connection: Any, _entry: AuditEntry) -> None:
    raise RuntimeError("What was noted about who did what is neither changed nor deleted.")


sa.event.listen(AuditEntry, "before_update", _never)
sa.event.listen(AuditEntry, "before_delete", _never)


def audit(act: Act, by: User | None, whom: User | None = None, about: str = "") -> None:
    """Note an act, in the transaction of what was done. The caller commits."""
    entry = AuditEntry(
        at=clock.now(),
        act=act,
        by_id=by.id if by else None,
        whom_id=whom.id if whom else None,
        about=about,
    )
    db.session.add(entry)


def audit_entries(
    asked: str = "", act: str = "", most: int | None = SHOWN
) -> list[tuple[AuditEntry, str | None, str | None]]:
    """Entries, newest first, each with the names of who did it and to whom; those in which that word stands; one statement."""
    by, whom = aliased(User), aliased(User)
    query = (
        sa.select(AuditEntry, by.name.label("by"), whom.name.label("whom"))
        .outerjoin(by, by.id == AuditEntry.by_id)
        .outerjoin(whom, whom.id == AuditEntry.whom_id)
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    if asked:
        word = asked.casefold()
        said = [
            sa.func.lower(sa.func.coalesce(one, ""))
            for one in (by.name, whom.name, AuditEntry.about)
        ]
        query = query.where(sa.or_(*(one.contains(word, autoescape=True) for one in said)))
    if act in list(Act):
        query = query.where(AuditEntry.act == Act(act))
    return [(entry, who, to) for entry, who, to in db.session.execute(query)]
