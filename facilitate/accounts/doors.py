"""Doors: every page has exactly one, and a test walks the URL map to see that it does."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


def has_door(view: View, door: str) -> View:
    """Mark a view as guarded."""
    view.door = door  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may enter."""
    return has_door(view, "public")


def signed_in(view: View) -> View:
    """Whoever has an account may enter; others are asked to sign in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return view(*args, **kwargs)

    return has_door(guarded, "signed_in")  # type: ignore[return-value]


def administrators(view: View) -> View:
    """Administrators may enter; other accounts get 403."""

    @wraps(view)
    @signed_in
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.administrator:
            abort(403)
        return view(*args, **kwargs)

    return has_door(guarded, "administrators")  # type: ignore[return-value]
