"""The database cannot be asked just now: a plain page that keeps what was typed and tries again by itself."""

import errno
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, render_template, request
from flask_login import AnonymousUserMixin, current_user
from sqlalchemy.exc import DBAPIError

from ..api.problems import ApiProblem, answer_with
from ..data.buckets import BucketError
from ..data.db import db, end_reading, read_first
from ..data.trouble import DatabaseTrouble, database_trouble
from ..watching.requests import request_number
from .i18n import _

SOON = 5
"""Seconds until it is worth trying again."""
KEPT_TO_ONESELF = ("password", "current")
"""Fields whose values no page shows."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a used-up share of it, a file larger than any may get."""


def init_app(app: Flask, page_before: Callable[[], str]) -> None:
    """Answer such errors with a page of their own."""

    @app.errorhandler(DBAPIError)
    def database(error: DBAPIError) -> Any:
        trouble = database_trouble(error)
        if trouble is None:
            raise error
        app.logger.warning("the database is %s at %s %s", trouble, request.method, request.endpoint)
        return _page(trouble, page_before())

    @app.teardown_appcontext
    def give_back(_error: BaseException | None) -> None:
        """The page is answered: that its connection breaks while it is given back spoils nothing."""
        try:
            end_reading()
            db.session.remove()
        except DBAPIError as error:
            if database_trouble(error) is not DatabaseTrouble.AWAY:
                raise
            db.session.registry.clear()

    @app.errorhandler(BucketError)
    def bucket(error: BucketError) -> Any:
        app.logger.warning("%s at %s %s", error, request.method, request.endpoint)
        return _page(DatabaseTrouble.AWAY, page_before())

    @app.errorhandler(OSError)
    def system(error: OSError) -> Any:
        if error.errno not in NO_ROOM:
            raise error
        app.logger.error("no room left on the disk at %s %s", request.method, request.endpoint)
        return _page(DatabaseTrouble.FULL, page_before())


def _page(trouble: DatabaseTrouble, before: str) -> Any:
    _read_only()
    title = {
        DatabaseTrouble.BUSY: _("Others are saving right now"),
        DatabaseTrouble.AWAY: _("The planner cannot be reached right now"),
        DatabaseTrouble.FULL: _("There is no space left"),
    }[trouble]
    code = 507 if trouble is DatabaseTrouble.FULL else 503
    later = {"Retry-After": str(SOON)}
    if request.path.startswith("/api/v1/"):
        return answer_with(ApiProblem(code, title)), later
    page = render_template(
        "errors/try_again.html",
        title=title,
        full=trouble is DatabaseTrouble.FULL,
        held=_held(),
        before=before,
        soon=SOON,
        number=request_number(),
    )
    return page, code, later


def _read_only() -> None:
    """The page asks who reads it, without the lock; where not even that can be had, it is for anybody."""
    db.session.rollback()
    try:
        read_first()
        _ = current_user.is_authenticated
    except DBAPIError:
        db.session.rollback()
        current_app.login_manager._update_request_context_with_user(AnonymousUserMixin())  # type: ignore[attr-defined]


def _held() -> list[tuple[str, str]] | None:
    """What was typed, name by name; None where a page cannot send it again: a file, or a password."""
    if (
        request.method != "POST"
        or request.files
        or any(name in request.form for name in KEPT_TO_ONESELF)
    ):
        return None
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
