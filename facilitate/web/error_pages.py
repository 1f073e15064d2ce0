"""What is said where something could not be done: one page with a plain sentence, in its event's menu where there is one."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from ..accounts.doors import NotYours
from ..api.problems import ApiProblem, answer_with
from ..data.db import db
from ..events.access import enter_event_at
from ..watching.requests import request_number
from . import limits
from .i18n import _
from .refused import Refused
from .request_values import is_asked_by_script

MAY_BE_SENT, SAVES = ("accounts.choose_language",), ("accounts.outside_back",)
"""What may be sent while nothing can be saved; and what saves something although it is only asked for."""


def page_before() -> str:
    """The page of ours somebody came from, when what they pressed there could not be done; else nothing."""
    before = urlsplit(request.referrer or "")
    if request.method != "POST" or before.netloc != request.host:
        return ""
    path = "/" + before.path.lstrip("/")
    return f"{path}?{before.query}" if before.query else path


def init_app(app: Flask) -> None:
    """Every error is one page with a plain sentence, never a trace."""

    def page(code: int, title: str, sentence: str) -> Any:
        if request.path.startswith("/api/v1/") and request.endpoint != "api.show_openapi":
            return answer_with(ApiProblem(code, sentence))
        number = request_number() if code >= 500 else ""
        if is_asked_by_script():
            return jsonify(title=title, sentence=sentence, request=number), code
        event = None
        if code < 500:  # its menu stays; what is half done goes
            event = g.get("event") or enter_event_at(request.path)
            db.session.rollback()
        return render_template(
            "errors/error.html",
            title=title,
            sentence=sentence,
            back=page_before(),
            event=event,
            menu=code < 500,
            number=number,
        ), code

    def typed_again(sentence: str, code: int) -> Any:
        """What somebody without an account has typed, shown once more with a sentence: they have nowhere to go back to."""
        again = getattr(app.view_functions.get(request.endpoint or ""), "again", None)
        if again is None or request.method != "POST":
            return None
        try:
            return again(sentence, code, **request.view_args or {})
        except Exception:  # what broke before may still be broken
            db.session.rollback()
            return None

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Any:
        return page(409, _("That cannot be done now"), str(error))

    @app.before_request
    def no_such_address() -> None:
        if "\0" in request.path:  # PostgreSQL takes no NUL, not even to look for it
            abort(404)

    @app.before_request
    def read_only() -> Any:
        """While the planner is moved, whatever is sent is refused with a sentence; the language may be chosen."""
        sent = request.method not in ("GET", "HEAD", "OPTIONS")
        saves = sent or request.endpoint in SAVES
        if not app.extensions["settings"].read_only or not saves or request.endpoint in MAY_BE_SENT:
            return None
        sentence = _(
            "The planner is being updated: it can be read, and nothing can be saved. Go back: what you typed is still "
            "in the form. Send it again in a few minutes."
        )
        refused = typed_again(sentence, 503) or page(503, _("Nothing can be saved now"), sentence)
        answer = app.make_response(refused)
        answer.headers["Retry-After"] = "120"
        return answer

    @app.errorhandler(StaleDataError)
    @app.errorhandler(IntegrityError)
    def stale(error: Exception) -> Any:
        """Two people edited or made the same thing, or it went while somebody pointed to it."""
        db.session.rollback()
        app.logger.warning("%s at %s", type(error).__name__, request.endpoint)
        return typed_again(
            _("Something changed in the meantime. Please press “Send” again."), 409
        ) or page(
            409,
            _("Somebody else saved first"),
            _(
                "Somebody else changed the same thing at the same moment. Go back: your text "
                "is still in the form. Then save again."
            ),
        )

    @app.errorhandler(CSRFError)
    def expired(_error: CSRFError) -> Any:
        return page(
            400,
            _("This page was open too long"),
            _("Go back, reload the page and send it again."),
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        code = error.code or 500
        title, sentence = {
            403: (
                _("You are not allowed to do this"),
                _("Your role in this event does not allow it. The organiser can change your role."),
            ),
            404: (
                _("Page not found"),
                _("The address is wrong, or this page is not meant for you."),
            ),
            405: (
                _("This cannot be opened in this way"),
                _("Use the button on the previous page."),
            ),
            410: (
                _("This has been withdrawn"),
                _("For more information, ask the person who sent you the address."),
            ),
            413: (
                _("This is too large"),
                _(
                    "You can send at most %(size)d megabytes at once.",
                    size=(request.max_content_length or 0) // limits.MEGABYTE,
                ),
            ),
            429: (_("Too many attempts"), _("Please wait a minute, then try again.")),
        }.get(code, (_("That did not work"), _("Go back and try again.")))
        if code < 400:
            return error
        if isinstance(error, NotYours):
            sentence = error.description or sentence
        return page(code, title, sentence)

    @app.errorhandler(500)
    def broken(_error: Exception) -> Any:
        db.session.rollback()
        return typed_again(
            _(
                "Something went wrong on our side; your answer is not saved yet. Please press “Send” again."
            ),
            500,
        ) or page(
            500,
            _("Something went wrong on our side"),
            _(
                "What you just did was not saved. Please try again; if it happens again, tell "
                "the person who runs the planner."
            ),
        )
