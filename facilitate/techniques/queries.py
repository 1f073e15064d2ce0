"""The whole shelf: the shipped techniques and the planner's own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import g
from flask_login import current_user

from ..accounts.models import User
from ..data.db import cached_reader, db
from .models import OwnTechnique
from .shelf import shipped_techniques
from .technique import Technique, technique_from_table


class _Read(sa.TypeDecorator[Technique]):
    """An own technique read from its column, each different text once; None for one that cannot be read."""

    impl = sa.JSON
    cache_ok = True

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Technique | None:
        try:
            return None if value is None else technique_from_table(value)
        except (AttributeError, KeyError, TypeError, ValueError):  # damaged, or of a later version
            return None

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Callable[[Any], Any]:
        return cached_reader(self, dialect, coltype)


def all_techniques() -> dict[str, Technique]:
    """Every technique by its key: the shipped ones, then the planner's own; asked once a request."""
    if "shelf" not in g:
        g.shelf = {**shipped_techniques(), **_own()}
    return g.shelf


def techniques_for_keys(keys: Iterable[str]) -> dict[str, Technique]:
    """A shelf that holds the techniques of these keys; nothing is asked where the shipped ones are enough."""
    return (
        shipped_techniques()
        if all(key in shipped_techniques() for key in keys if key)
        else all_techniques()
    )


def technique_by_key(key: str) -> Technique | None:
    """The technique of that key, or None when it is not on the shelf."""
    return shipped_techniques().get(key) or (all_techniques().get(key) if key else None)


def forget_shelf() -> None:
    """An own technique has changed: the shelf is asked anew."""
    g.pop("shelf", None)


@dataclass(frozen=True)
class TechniqueMaker:
    """Who made a technique of our own (0: the account is gone), when, and the key of what it was adapted from."""

    key: str
    user_id: int
    by: str
    at: datetime
    based_on: str

    @property
    def mine(self) -> bool:
        """Whether the person signed in may edit it or take it off the shelf: its maker and administrators may."""
        return bool(current_user.administrator or self.user_id == current_user.id)


def technique_makers() -> dict[str, TechniqueMaker]:
    """Who made which of our own techniques on the shelf."""
    columns = (
        OwnTechnique.key,
        OwnTechnique.user_id,
        User.name,
        OwnTechnique.at,
        OwnTechnique.based_on,
    )
    rows = db.session.execute(
        sa.select(*columns)
        .outerjoin(User, User.id == OwnTechnique.user_id)
        .where(OwnTechnique.removed_at.is_(None))
    )
    return {
        key: TechniqueMaker(key=key, user_id=user or 0, by=by or "", at=at, based_on=based_on)
        for key, user, by, at, based_on in rows
    }


def own_technique(key: str) -> OwnTechnique | None:
    """Our own technique of that key, also one that was taken off the shelf; None for a shipped one."""
    return db.session.scalar(sa.select(OwnTechnique).where(OwnTechnique.key == key))


def removed_techniques() -> Sequence[OwnTechnique]:
    """What was taken off the shelf and the person signed in may put back, the latest first."""
    query = sa.select(OwnTechnique).where(OwnTechnique.removed_at.is_not(None))
    if not current_user.administrator:
        query = query.where(OwnTechnique.user_id == current_user.id)
    return db.session.scalars(query.order_by(OwnTechnique.removed_at.desc(), OwnTechnique.id)).all()


def _own() -> dict[str, Technique]:
    query = sa.select(OwnTechnique.key, sa.type_coerce(OwnTechnique.content, _Read))
    rows = db.session.execute(
        query.where(OwnTechnique.removed_at.is_(None)).order_by(OwnTechnique.key)
    )
    return {key: one for key, one in rows if one is not None}
