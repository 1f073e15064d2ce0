"""Techniques of our own: put on the shelf, changed, taken off and put back. Nothing here commits."""

import sqlalchemy as sa

from .. import clock
from ..accounts.models import User
from ..data.db import db
from ..lib.text import Words, make_slug
from ..web.i18n import _, use_language
from . import queries
from .models import OwnTechnique
from .shelf import broken, shipped
from .table import to_table
from .technique import Technique

RESERVED = frozenset({"new", "bring"})
"""Addresses beside those of techniques: no key may be called so."""


def put_on(one: Technique, by: User, based_on: str = "") -> OwnTechnique:
    """A new technique of our own, with a key made of its name; whatever key it has is not used."""
    key = fresh_key(one.name)
    row = OwnTechnique(
        key=key,
        based_on=based_on,
        user_id=by.id,
        at=clock.now(),
        content={**to_table(one), "key": key},
    )
    db.session.add(row)
    db.session.flush()
    queries.forget()
    return row


def fresh_key(name: Words) -> str:
    """A key made of the English name (the Albanian one where there is none), which no technique has or had."""
    taken = set(db.session.scalars(sa.select(OwnTechnique.key)))
    files = {file.removesuffix(".toml") for file in broken()}
    return make_slug(name.to("en"), taken | set(shipped()) | files | RESERVED)


def change(row: OwnTechnique, one: Technique) -> None:
    """Another text for a technique of our own; its key stays, agendas point at it."""
    row.content = {**to_table(one), "key": row.key}
    queries.forget()


def take_off(row: OwnTechnique) -> None:
    """Off the shelf; agendas that use it keep their step, and the guide tells that it is gone."""
    row.removed_at = clock.now()
    queries.forget()


def put_back(row: OwnTechnique) -> None:
    """On the shelf again, as it was."""
    row.removed_at = None
    queries.forget()


def adapted_name(name: Words) -> Words:
    """What a copy is called until it gets a name of its own, in each language there is."""
    found = {}
    for code in ("en", "sq"):
        text = getattr(name, code)
        with use_language(code):
            found[code] = _("%(name)s, our way", name=text) if text else ""
    return Words(**found)
