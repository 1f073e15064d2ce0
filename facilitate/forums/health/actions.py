"""Keep what somebody thinks of a forum in a year."""

from collections.abc import Mapping

import sqlalchemy as sa

from ...accounts.models import User
from ...data.db import db
from ..models import Assessment, Forum

Opinion = tuple[int | None, str]
"""A score from 1 to 4, or none, and a note."""


def save_assessment(
    forum: Forum | None, scale: str, year: int, user_id: int, opinions: Mapping[str, Opinion]
) -> None:
    """Keep these opinions by factor; none takes back what was said. Factors not named, years and people stay untouched.

    One's own account is locked meanwhile: two windows of the same person cannot say the same thing twice.
    """
    db.session.execute(sa.select(User.id).where(User.id == user_id).with_for_update())
    of = Assessment.forum_id == forum.id if forum else Assessment.forum_id.is_(None)
    mine = sa.select(Assessment).where(
        of, Assessment.scale == scale, Assessment.year == year, Assessment.user_id == user_id
    )
    known = {row.factor: row for row in db.session.scalars(mine)}
    for factor, (score, note) in opinions.items():
        row = known.get(factor)
        if score is None:
            if row:
                db.session.delete(row)
        elif row:
            row.score, row.note = score, note
        else:
            db.session.add(
                Assessment(
                    forum_id=forum.id if forum else None,
                    scale=scale,
                    factor=factor,
                    year=year,
                    user_id=user_id,
                    score=score,
                    note=note,
                )
            )
    db.session.flush()
