"""What goes to outsiders leaves once two different people have released exactly these words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy.orm import joinedload

from ..accounts.audit import AuditAct, note_act
from ..accounts.models import User
from ..data.db import db
from ..web.i18n import _
from ..web.refused import Refused
from .labels import BETWEEN, NOWHERE
from .models import ReleasedWords, TextSource
from .texts import TextOwner

BY = 2
"""How many different people it takes."""


@dataclass(frozen=True)
class ReleaseStanding:
    """Who has released these words, the first first. `others`: who has released other words of it, which do not count.

    `seen`: what the button below these words sends along, so that nobody releases words that they have not read.
    """

    by: Sequence[ReleasedWords] = ()
    others: Sequence[ReleasedWords] = ()
    seen: Mapping[str, str] = field(default_factory=dict)

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
    seen = {_seen(source): digest} if digest else {}
    digest = digest or (rows[-1].digest if rows else "")
    return ReleaseStanding(
        [one for one in rows if one.digest == digest],
        [one for one in rows if one.digest != digest],
        seen,
    )


def _seen(source: TextSource) -> str:
    """What the field is called that says which words somebody saw."""
    return f"seen-{source.value}"


def release_words(
    whose: TextOwner, source: TextSource, row_id: int, digest: str, by: User, now: datetime
) -> bool:
    """Somebody lets these words out; gives whether they may leave now. Call it in turn: two may press at once.

    What was released of other words does not count any more and goes. Raises Refused for the same person twice, and for words
    that are not those on the page where it was pressed.
    """
    if has_request_context() and request.form.get(_seen(source), digest) != digest:
        raise Refused(
            _(
                "The words have changed since you opened this page. Read them again, then release them."
            )
        )
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
    if has_request_context():  # nobody releases anything when the demo is made
        where = str((request.view_args or {}).get("slug", NOWHERE))
        note_act(AuditAct.RELEASED, by, about=BETWEEN.join((where, source.value, str(row_id))))
    db.session.flush()
    return len(found.by) + 1 >= BY


def withdraw_release(source: TextSource, row_id: int, by: User | None = None) -> None:
    """Nobody has released it any more; with `by` only that person has not."""
    mine = [ReleasedWords.source == source, ReleasedWords.row_id == row_id]
    if by is not None:
        mine.append(ReleasedWords.user_id == by.id)
    db.session.execute(sa.delete(ReleasedWords).where(*mine))
