"""Doors: every page has exactly one, and a test walks the URL map to see that it does."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Forbidden

from ..data.db import db
from ..web.i18n import _
from ..web.request_values import is_asked_by_script
from .actions import active_administrators
from .works_here import works_here

View = TypeVar("View", bound=Callable[..., Any])

BEFORE_SECOND_STEP = ("accounts.second_step", "accounts.show_passkeys", "accounts.sign_out")
"""Where somebody may go who has to set up a second step and has not."""


class NotYours(Forbidden):
    """403 with a reason, and whom to ask."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} {whom_to_ask()}".strip())


def whom_to_ask() -> str:
    """The sentence that names who runs the planner; nothing where nobody does."""
    names = ", ".join(one.name for one in active_administrators())
    return _("Ask an administrator: %(names)s.", names=names) if names else ""


def has_door(view: View, door: str) -> View:
    """Mark a view as guarded."""
    view.door = door  # type: ignore[attr-defined]
    return view


def public_page(view: View) -> View:
    """Anybody may enter."""
    return has_door(view, "public")


def signed_in(view: View) -> View:
    """Whoever has an account may enter; others are asked to sign in, a script is told 401.

    Who has to set up a second step is led there first.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            if is_asked_by_script():
                abort(401)
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        if current_user.lacks_second_step and request.endpoint not in BEFORE_SECOND_STEP:
            if is_asked_by_script():
                abort(403)
            return redirect(url_for("accounts.second_step"))
        return view(*args, **kwargs)

    return has_door(guarded, "signed_in")  # type: ignore[return-value]


def administrators_only(view: View) -> View:
    """Administrators may enter; other accounts get 403."""

    @wraps(view)
    @signed_in
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.administrator:
            raise NotYours(_("Only an administrator may open this."))
        return view(*args, **kwargs)

    return has_door(guarded, "administrators")  # type: ignore[return-value]


def is_administrator() -> bool:
    """Whether the person signed in is an administrator."""
    return bool(current_user.administrator)


def is_in_a_team() -> bool:
    """Whether the person signed in works in any event or forum, or was given rights by an administrator."""
    if (
        current_user.works_here is None
    ):  # not told when the cookie was looked up: they have just signed in
        current_user.works_here = db.session.scalar(sa.select(works_here(current_user.id)))
    return bool(current_user.may_see_contacts or current_user.works_here)


def in_a_team(view: View) -> View:
    """Who works in an event or a forum may enter; an account that nobody has given a task yet gets 403."""

    @wraps(view)
    @signed_in
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not is_in_a_team():
            raise NotYours(_("Your account does not belong to any event or forum yet."))
        return view(*args, **kwargs)

    return has_door(guarded, "in a team")  # type: ignore[return-value]
