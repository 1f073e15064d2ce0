"""Who did what that somebody may ask about later: signed in and failed, took out contacts, released, changed accounts. It only grows."""

from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask import current_app, has_request_context
from flask_login import current_user
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from ..data.db import Keyed, db, enum_column, model_again, pointer_key
from ..data.matching import holds_words, may_hold
from ..lib.text import plain_text
from ..web.i18n import _l, register_labels
from .models import User

SHOWN = 500
"""Entries on the page; the file has all."""


class AuditAct(StrEnum):
    """What is noted."""

    SIGNED_IN = "signed_in"
    FAILED = "failed"
    OUTSIDE_FAILED = "outside_failed"
    INVITED = "invited"
    RIGHTS = "rights"
    LINK = "link"
    LOCKED = "lock"
    UNLOCKED = "unlock"
    SIGNED_OUT = "sign_out"
    REMOVED = "remove"
    EXPORTED = "exported"
    SAW = "saw"
    RELEASED = "released"
    MAIL = "mail"
    WRONG_CODE = "wrong_code"
    RECOVERED = "recovered"
    SECOND_STEP = "second_step"
    NO_SECOND_STEP = "no_second_step"
    RESET_SECOND_STEP = "reset_second_step"
    ENDED_SESSION = "ended_session"
    SIGNING_IN = "signing_in"
    REVIEWED = "reviewed"
    ENDED_ROLE = "ended_role"
    ERASED = "erased"
    RETENTION = "retention"
    SWEPT = "swept"
    TOKEN = "token"
    TOKEN_REVOKED = "token_revoked"


register_labels(
    {
        AuditAct.SIGNED_IN: _l("signed in"),
        AuditAct.FAILED: _l("gave a wrong password"),
        AuditAct.OUTSIDE_FAILED: _l("did not come in through single sign-on:"),
        AuditAct.INVITED: _l("invited a colleague"),
        AuditAct.RIGHTS: _l("changed the rights of"),
        AuditAct.LINK: _l("created a link for a new password for"),
        AuditAct.LOCKED: _l("locked the account of"),
        AuditAct.UNLOCKED: _l("unlocked the account of"),
        AuditAct.SIGNED_OUT: _l("signed out on every device"),
        AuditAct.REMOVED: _l("removed the account of"),
        AuditAct.EXPORTED: _l("downloaded contact details of"),
        AuditAct.SAW: _l("saw contact details on a page:"),
        AuditAct.RELEASED: _l("released:"),
        AuditAct.MAIL: _l("changed the mail server:"),
        AuditAct.WRONG_CODE: _l("gave a wrong code at the second step"),
        AuditAct.RECOVERED: _l("signed in with a recovery code"),
        AuditAct.SECOND_STEP: _l("set up the second step"),
        AuditAct.NO_SECOND_STEP: _l("removed their second step"),
        AuditAct.RESET_SECOND_STEP: _l("reset the second step of"),
        AuditAct.ENDED_SESSION: _l("ended a session of"),
        AuditAct.SIGNING_IN: _l("changed how people sign in:"),
        AuditAct.REVIEWED: _l("reviewed who may do what:"),
        AuditAct.ENDED_ROLE: _l("ended a role of"),
        AuditAct.ERASED: _l("erased"),
        AuditAct.RETENTION: _l("changed how many days things are kept:"),
        AuditAct.SWEPT: _l("removed at night, after its time:"),
        AuditAct.TOKEN: _l("created a token for a program:"),
        AuditAct.TOKEN_REVOKED: _l("revoked a token for a program:"),
    }
)


class AuditEntry(Keyed):
    """One act. `by_id`: who did it, or as whom somebody failed to sign in; `whom_id`: to whose account; `about`: to what else."""

    at: Mapped[datetime] = mapped_column(index=True)
    act: Mapped[AuditAct] = enum_column(AuditAct)
    by_id: Mapped[int | None] = pointer_key("user.id")
    whom_id: Mapped[int | None] = pointer_key("user.id")
    about: Mapped[str] = mapped_column(default="")


def _never(_mapper: Any, _connection: Any, _entry: AuditEntry) -> None:
    raise RuntimeError("What was noted about who did what is neither changed nor deleted.")


sa.event.listen(AuditEntry, "before_update", _never)
sa.event.listen(AuditEntry, "before_delete", _never)


KEPT_AT_LEAST = 365
"""Days for which the database itself refuses to delete an entry, whoever asks; it never lets one be changed."""
SAID = "what is noted about who did what only grows"
ONLY_GROWS = {
    "sqlite": (
        f"""CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
        f"""CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
        WHEN OLD.at > datetime('now', '-{KEPT_AT_LEAST} days')
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION audit_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.at <= now() AT TIME ZONE 'UTC' - interval '{KEPT_AT_LEAST} days' THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION '{SAID}'; END $$""",
        """CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_only_grows()""",
        """CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_only_grows()""",
    ),
}
"""What lets the table only grow."""


def _let_it_only_grow(_table: Any, connection: sa.Connection, **_options: Any) -> None:
    for statement in ONLY_GROWS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


sa.event.listen(AuditEntry.__table__, "after_create", _let_it_only_grow)


def note_act(act: AuditAct, by: User | None, whom: User | None = None, about: str = "") -> None:
    """Note an act, in the transaction of what was done. The caller commits."""
    entry = AuditEntry(
        at=clock.now(),
        act=act,
        by_id=by.id if by else None,
        whom_id=whom.id if whom else None,
        about=about,
    )
    db.session.add(entry)


def note_role(act: AuditAct, user: User, where: str) -> None:
    """Note that a role began or ended, and by whom: whoever is signed in, or the office's own sign-in.

    Nothing where nobody asks, as when the demo is made.
    """
    if has_request_context():
        by = current_user._get_current_object() if current_user.is_authenticated else None
        note_act(act, by, user, about=where)


def last_entry(act: AuditAct) -> tuple[datetime, str] | None:
    """When that was done last, and by whom."""
    last = (
        sa.select(AuditEntry.at, User.name)
        .join(User, User.id == AuditEntry.by_id)
        .where(AuditEntry.act == act)
        .order_by(AuditEntry.id.desc())
    )
    found = db.session.execute(last.limit(1)).first()
    return (found[0], found[1]) if found else None


def last_signed_in() -> dict[int, datetime]:
    """When each account last signed in, by its number; those that never did are not in it."""
    query = (
        sa.select(AuditEntry.by_id, sa.func.max(AuditEntry.at))
        .where(
            AuditEntry.act.in_([AuditAct.SIGNED_IN, AuditAct.RECOVERED]),
            AuditEntry.by_id.is_not(None),
        )
        .group_by(AuditEntry.by_id)
    )
    return {user_id: at for user_id, at in db.session.execute(query) if user_id is not None}


def audit_entries(
    asked: str = "",
    act: str = "",
    days: tuple[date | None, date | None] = (None, None),
    most: int | None = SHOWN,
) -> list[tuple[AuditEntry, str | None, str | None]]:
    """Entries, newest first, each with the names of who did it and to whom.

    Those in which the words `asked` stand, with or without accents, from the first to the last of `days` where the planner is at
    home.
    """
    by, whom = model_again(User, "by"), model_again(User, "whom")
    query = (
        sa.select(AuditEntry, by.name.label("by"), whom.name.label("whom"))
        .outerjoin(by, by.id == AuditEntry.by_id)
        .outerjoin(whom, whom.id == AuditEntry.whom_id)
        .order_by(AuditEntry.id.desc())
    )
    words = plain_text(asked).split()
    if words:
        said = [sa.func.coalesce(one, "") + " " for one in (by.name, whom.name, AuditEntry.about)]
        query = query.where(may_hold(said[0] + said[1] + said[2], words))
    if act in list(AuditAct):
        query = query.where(AuditEntry.act == AuditAct(act))
    zone = current_app.extensions["settings"].zone
    first, last = days
    if first:
        query = query.where(AuditEntry.at >= clock.day_bounds(first, zone)[0])
    if last:
        query = query.where(AuditEntry.at < clock.day_bounds(last, zone)[1])
    found = (
        (entry, who, to)
        for entry, who, to in db.session.execute(query if words else query.limit(most))
        if holds_words(f"{who or ''} {to or ''} {entry.about}", words)
    )
    return list(islice(found, most))
