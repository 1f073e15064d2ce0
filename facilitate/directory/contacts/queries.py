"""Who took contact details out of the house."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ..models import ContactExport

SHOWN = 200
"""Exports the page shows, from the last one on."""


def last_contact_exports() -> Sequence[ContactExport]:
    """The last exports, the newest first."""
    query = (
        sa.select(ContactExport)
        .options(joinedload(ContactExport.by))
        .order_by(ContactExport.id.desc())
    )
    return db.session.scalars(query.limit(SHOWN)).all()
