"""Techniques of our own: put on the shelf, changed, taken off and put back. Nothing here commits."""

import sqlalchemy as sa

from .. import clock
from ..accounts.models import User
from ..data.db import db
from ..lib.text import Words, make_slug
from ..web.i18n import _, use_language
from . import queries
from .models import OwnTechnique
from .shelf import broken_techniques, shipped_techniques
from .table import technique_to_table
from .technique import Technique

RESERVED = frozenset({"new", "bring"})
"""Addresses beside those of techniques: no key may be called so."""


def create_own_technique(one: Technique, by: User, based_on: str = "") -> OwnTechnique:
    """A new technique of our own, with a key made of its name; whatever key it has is not used."""
    key = new_technique_key(one.name)
    row = OwnTechnique(
        key=key,
        based_on=based_on,
        user_id=by.id,
        at=clock.now(),
        content={**technique_to_table(one), "key": key},
    )
    db.session.add(row)
    db.session.flush()
    queries.forget_shelf()
    return row


def new_technique_key(name: Words) -> str:
    """A key made of the English name (the Albanian one where there is none), which no technique has or had."""
    taken = set(db.session.scalars(sa.select(OwnTechnique.key)))
    files = {file.removesuffix(".toml") for file in broken_techniques()}
    return make_slug(name.to("en"), taken | set(shipped_techniques()) | files | RESERVED)


def update_own_technique(row: OwnTechnique, one: Technique) -> None:
    """Another text for a technique of our own; its key stays, agendas point at it."""
    row.content = {**technique_to_table(one), "key": row.key}
    queries.forget_shelf()


def remove_own_technique(row: OwnTechnique) -> None:
    """Off the shelf; agendas that use it keep their step, and the guide tells that it is gone."""
    row.removed_at = clock.now()
    queries.forget_shelf()


def restore_own_technique(row: OwnTechnique) -> None:
    """On the shelf again, as it was."""
    row.removed_at = None
    queries.forget_shelf()


def adapted_name(name: Words) -> Words:
    """What a copy is called until it gets a name of its own, in each language there is."""
    found = {}
    for code in ("en", "sq"):
        text = getattr(name, code)
        with use_language(code):
            found[code] = _("%(name)s, our way", name=text) if text else ""
    return Words(**found)
