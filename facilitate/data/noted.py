"""What the planner notes for all its machines: one value by name, and whose turn it is to do what is done once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from .db import NOT_IN_BACKUPS, Base, db


class Noted(Base):
    """One value. No copy of the planner holds them: keys have a place of their own there, and whose turn it was is over."""

    __table_args__ = {"info": {NOT_IN_BACKUPS: True}}
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    noted_at: Mapped[datetime]


class Chosen(Base):
    """What administrators chose for the whole planner; a copy of it holds this."""

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def chosen_value(name: str) -> str:
    """What was chosen under that name; empty where nothing was."""
    return db.session.scalar(sa.select(Chosen.value).where(Chosen.name == name)) or ""


def choose_value(name: str, value: str) -> None:
    """Keep a choice in the place of the one before. The caller commits."""
    db.session.merge(Chosen(name=name, value=value))


def choose_first(name: str, value: str) -> None:
    """Keep a choice where none was made yet; of several who try at once, the first one's stays. The caller commits."""
    _insert_first(Chosen, name=name, value=value)


def noted_value(name: str) -> str:
    """What is noted under that name; empty where nothing is."""
    return db.session.scalar(sa.select(Noted.value).where(Noted.name == name)) or ""


def noted_values(names: Collection[str]) -> dict[str, str]:
    """What is noted under those names, in one go; without those under which nothing is."""
    query = sa.select(Noted.name, Noted.value).where(Noted.name.in_(names))
    return {name: value for name, value in db.session.execute(query)} if names else {}


def note_value(name: str, value: str) -> None:
    """Note it, in the place of what was noted before. The caller commits."""
    now = clock.now()
    changed = db.session.execute(
        sa.update(Noted)
        .where(Noted.name == name)
        .values(value=value, noted_at=now)
        .returning(Noted.name)
        .execution_options(synchronize_session=False)
    ).first()
    if changed is None:
        note_first(name, value)


def forget_noted(beginning: str, older: timedelta) -> None:
    """Forget what was noted under names that begin so, and longer ago than that. The caller commits."""
    db.session.execute(
        sa.delete(Noted).where(
            Noted.name.startswith(beginning, autoescape=True), Noted.noted_at < clock.now() - older
        )
    )


def note_first(name: str, value: str) -> bool:
    """Note it where nothing is noted yet; whether it was, of several who try at once one. The caller commits."""
    return _insert_first(Noted, name=name, value=value, noted_at=clock.now())


def _insert_first(table: type[Base], **row: Any) -> bool:
    """Insert a row where there is none of its key; whether it was this one."""
    try:
        with db.session.begin_nested():
            db.session.execute(sa.insert(table).values(row))
    except sa.exc.IntegrityError:
        return False
    return True


def claim_turn(name: str, every: timedelta) -> bool:
    """Whether it is for this process to do what is done once in that time, on whatever machine; commits.

    It is for nobody while the database is away: the next time decides.
    """
    try:
        return _take_turn(name, every)
    except sa.exc.OperationalError:
        current_app.logger.warning("the database is away: %s is left out this time", name)
        return False


def _take_turn(name: str, every: timedelta) -> bool:
    now = clock.now()
    mine = db.session.execute(
        sa.update(Noted)
        .where(Noted.name == f"turn:{name}", Noted.noted_at <= now - every)
        .values(noted_at=now)
        .returning(Noted.name)
        .execution_options(synchronize_session=False)
    ).first()
    taken = mine is not None or note_first(f"turn:{name}", "")
    db.session.commit()
    return taken
