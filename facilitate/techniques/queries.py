"""The whole shelf: the shipped techniques and the planner's own."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import g

from ..db import db, read_once
from .models import OwnTechnique
from .shelf import shipped
from .technique import Technique, from_table


class _Read(sa.TypeDecorator[Technique]):
    """An own technique read from its column, each different text once."""

    impl = sa.JSON
    cache_ok = True

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Technique | None:
        return None if value is None else from_table(value)

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Callable[[Any], Any]:
        return read_once(self, dialect, coltype)


def shelf() -> dict[str, Technique]:
    """Every technique by its key: the shipped ones, then the planner's own. One statement, asked once a request."""
    if "shelf" not in g:
        g.shelf = {**shipped(), **_own()}
    return g.shelf


def technique(key: str) -> Technique | None:
    """The technique of that key, or None when it is not on the shelf."""
    return shipped().get(key) or (shelf().get(key) if key else None)


def forget() -> None:
    """An own technique has changed: the shelf is asked anew."""
    g.pop("shelf", None)


def _own() -> dict[str, Technique]:
    query = sa.select(OwnTechnique.key, sa.type_coerce(OwnTechnique.content, _Read))
    rows = db.session.execute(query.where(OwnTechnique.removed_at.is_(None)).order_by(OwnTechnique.key))
    return {key: one for key, one in rows}
