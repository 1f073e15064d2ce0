"""What goes to outsiders leaves once two different people have released exactly these words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..data.db import db
from ..web.i18n import _
from ..web.refused import Refused
from .models import ReleasedWords, TextSource
from .texts import TextOwner

BY = 2
"""How many different people it takes."""


@dataclass(frozen=True)
class ReleaseStanding:
    """Who has released these words, the first first. `others`: who has released other words of it, which do not count."""

    by: Sequence[ReleasedWords] = ()
    others: Sequence[ReleasedWords] = ()

    @property
    def out(self) -> bool:
        """Whether they may leave."""
        return len(self.by) >= BY

    def has(self, user_id: int) -> bool:
        """Whether that person has released them."""
        return any(one.user_id == user_id for one in self.by)


def release_standing(source: TextSource, row_id: int, digest: str = "") -> ReleaseStanding:
    """How far the release of these words is, without a digest of the words released last."""
    rows = db.session.scalars(
        sa.select(ReleasedWords)
        .where(ReleasedWords.source == source, ReleasedWords.row_id == row_id)
        .options(joinedload(ReleasedWords.user))
        .order_by(ReleasedWords.at, ReleasedWords.id)
    ).all()
    digest = digest or (rows[-1].digest if rows else "")
    return ReleaseStanding(
        [one for one in rows if one.digest == digest], [one for one in rows if one.digest != digest]
    )


def release_words(
    whose: TextOwner, source: TextSource, row_id: int, digest: str, by: User, now: datetime
) -> bool:
    """Somebody lets these words out; gives whether they may leave now. Call it in turn: two may press at once.

    What was released of other words does not count any more and goes. Raises Refused for the same person twice.
    """
    found = release_standing(source, row_id, digest)
    if found.out:
        return True
    if found.has(by.id):
        raise Refused(
            _(
                "You have already released these words. A second person from the team must "
                "release them too."
            )
        )
    for old in found.others:
        db.session.delete(old)
    db.session.add(
        ReleasedWords(
            **whose._asdict(), source=source, row_id=row_id, digest=digest, user_id=by.id, at=now
        )
    )
    db.session.flush()
    return len(found.by) + 1 >= BY


def withdraw_release(source: TextSource, row_id: int, by: User | None = None) -> None:
    """Nobody has released it any more; with `by` only that person has not."""
    mine = [ReleasedWords.source == source, ReleasedWords.row_id == row_id]
    if by is not None:
        mine.append(ReleasedWords.user_id == by.id)
    db.session.execute(sa.delete(ReleasedWords).where(*mine))
