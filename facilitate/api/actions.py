"""What happens to tokens: made, found by what a program shows, used, revoked."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from .. import clock
from ..accounts.audit import AuditAct, note_act
from ..accounts.models import User
from ..accounts.passwords import token_hash
from ..accounts.second_step import lacks_second_step
from ..data.db import db
from ..events.models import Event
from ..run.jobs import daily
from .models import ApiPost, ApiToken

PREFIX = "fac_"
"""What a token begins with: whoever finds one in a text knows what it is."""
NOTED_EVERY = timedelta(minutes=5)
KEPT = timedelta(days=2)
"""For how long what a program sent with a key is known again."""


def make_token(
    user: User, name: str, scopes: Iterable[str], expires_at: datetime, event: Event | None
) -> str:
    """A new token, in plain text: it cannot be shown a second time. The caller commits."""
    token = PREFIX + secrets.token_urlsafe(32)
    db.session.add(
        ApiToken(
            user_id=user.id,
            event_id=event.id if event else None,
            name=name,
            scopes=" ".join(scopes),
            token_hash=token_hash(token),
            created_at=clock.now(),
            expires_at=expires_at,
        )
    )
    note_act(AuditAct.TOKEN, user, about=name)
    return token


def revoke_token(token: ApiToken, by: User) -> None:
    """From now on it opens nothing."""
    token.revoked_at = token.revoked_at or clock.now()
    note_act(AuditAct.TOKEN_REVOKED, by, token.user, token.name)


def find_token(shown: str) -> ApiToken | None:
    """The token a program shows, with its owner, as long as it holds and its owner may sign in."""
    query = (
        sa.select(ApiToken, lacks_second_step())
        .join(ApiToken.user)
        .options(contains_eager(ApiToken.user))
        .where(
            ApiToken.token_hash == token_hash(shown),
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > clock.now(),
            User.active,
        )
    )
    found = db.session.execute(query).first()
    if found is None:
        return None
    token: ApiToken = found[0]
    token.user.lacks_second_step = found[1]  # type: ignore[misc] # no column, as in `sessions`
    return token


def note_use(token: ApiToken) -> None:
    """Remember that it was used now; commits, and at most once in five minutes."""
    now = clock.now()
    if token.used_at is None or now - token.used_at > NOTED_EVERY:
        db.session.commit()  # what was read is over: the write below begins anew, and waits for nobody's snapshot
        db.session.execute(
            sa.update(ApiToken)
            .where(ApiToken.id == token.id)
            .values(used_at=now)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()


def tokens_of(user: User) -> Sequence[ApiToken]:
    """Somebody's tokens, the newest first, also those that open nothing any more."""
    query = sa.select(ApiToken).where(ApiToken.user_id == user.id)
    return db.session.scalars(
        query.options(joinedload(ApiToken.event)).order_by(ApiToken.id.desc())
    ).all()


@daily
def forget_posts() -> None:
    """What was sent with a key is forgotten after two days."""
    db.session.execute(sa.delete(ApiPost).where(ApiPost.at < clock.now() - KEPT))
    db.session.commit()
