"""What is said where something could not be done: one page with a plain sentence, in its event's menu where there is one."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from . import limits
from .accounts.doors import NotYours
from .db import db
from .i18n import _
from .refused import Refused
from .request_values import is_asked_by_script
from .watching.requests import request_number


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
        number = request_number() if code >= 500 else ""
        if is_asked_by_script():
            return jsonify(title=title, sentence=sentence, request=number), code
        event = None if code >= 500 else g.get("event")  # its menu stays; what is half done goes
        if event is not None:
            db.session.rollback()
        return render_template(
            "errors/error.html",
            title=title,
            sentence=sentence,
            back=page_before(),
            event=event,
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

    @app.errorhandler(StaleDataError)
    @app.errorhandler(IntegrityError)
    def stale(error: Exception) -> Any:
        """Two people edited or made the same thing, or it went while somebody pointed to it."""
        db.session.rollback()
        app.logger.warning("%s at %s", type(error).__name__, request.endpoint)
        return typed_again(
            _("Something came in between. Please press “Send” once more."), 409
        ) or page(
            409,
            _("Somebody was faster"),
            _(
                "Somebody else changed the same thing at the same moment. Go back: your text is still in the form; "
                "then save once more."
            ),
        )

    @app.errorhandler(CSRFError)
    def expired(_error: CSRFError) -> Any:
        return page(
            400,
            _("This page was open too long"),
            _("Go back, reload the page and send it once more."),
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        code = error.code or 500
        title, sentence = {
            403: (
                _("This is not yours to do"),
                _("Your role in this event does not allow it. The organiser can change your role."),
            ),
            404: (
                _("There is nothing here"),
                _("The address is wrong, or what was here is not meant for you."),
            ),
            405: (_("That cannot be opened like this"), _("Use the button on the page before.")),
            410: (
                _("This has been withdrawn"),
                _("Whoever sent you the address can tell you more."),
            ),
            413: (
                _("This is too large"),
                _(
                    "At most %(size)d megabytes can be sent at once.",
                    size=(request.max_content_length or 0) // limits.MEGABYTE,
                ),
            ),
            429: (_("Too many tries"), _("Please wait a minute, then try again.")),
        }.get(code, (_("That did not work"), _("Go back and try once more.")))
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
                "Something broke on our side; your answer is not kept yet. Please press “Send” once more."
            ),
            500,
        ) or page(
            500,
            _("Something broke on our side"),
            _(
                "Nothing was saved by your last step. Please try again; if it happens once more, "
                "tell whoever runs the planner."
            ),
        )
