"""Doors of a forum's pages: whoever works in an event or a forum may look; administrators and its keepers keep it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import sqlalchemy as sa
from flask import abort, g
from flask_login import current_user

from ..accounts.doors import has_door, in_a_team
from ..accounts.models import User
from ..accounts.works_here import makes_releaser, makes_team
from ..data.db import db, get_or_404, hold_row
from .models import Forum, ForumKeeper


@makes_releaser
@makes_team
def keeps_a_forum(user_id: Any) -> sa.ColumnElement[bool]:
    """Whether an account keeps any forum."""
    return sa.exists().where(ForumKeeper.user_id == user_id)


def forum_readers(view: Callable[..., Any]) -> Callable[..., Any]:
    """Door for everybody in a team: turns the slug into the forum, tells the page whether they keep it (`g.keeps`)."""
    return _door(view, "sees a forum", keeper=False)


def forum_keepers(view: Callable[..., Any]) -> Callable[..., Any]:
    """Door for administrators and the forum's keepers; others get 403."""
    return _door(view, "keeps a forum", keeper=True)


def _door(view: Callable[..., Any], name: str, *, keeper: bool) -> Callable[..., Any]:
    @wraps(view)
    @in_a_team
    def guarded(slug: str, **kwargs: Any) -> Any:
        forum = get_or_404(Forum, Forum.slug == slug)
        g.keeps = current_user.administrator or _is_keeper(forum)
        if keeper and not g.keeps:
            abort(403)
        hold_row(forum)
        return view(forum=forum, **kwargs)

    return has_door(guarded, name)


def has_other_keeper(forum: Forum, user_id: int) -> bool:
    """Whether anybody but that account keeps it: another keeper, or an administrator."""
    mine = sa.and_(ForumKeeper.forum_id == forum.id, ForumKeeper.user_id == User.id)
    others = sa.select(User.id).where(
        User.id != user_id, User.active, sa.or_(User.administrator, sa.exists().where(mine))
    )
    return db.session.scalar(others.limit(1)) is not None


def _is_keeper(forum: Forum) -> bool:
    mine = sa.select(ForumKeeper).where(
        ForumKeeper.forum_id == forum.id, ForumKeeper.user_id == current_user.id
    )
    return db.session.scalar(mine) is not None
