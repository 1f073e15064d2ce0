"""A page's form, filled in by a program: the same door, the same rules, the same traces as when a person presses the button.

A view is called as its page calls it. Where it answers with a page, something was wrong (or it only showed its form): before
that page is drawn, its forms are taken out of it.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlencode

from flask import (
    Response,
    before_render_template,
    current_app,
    g,
    get_flashed_messages,
    request,
    url_for,
)
from wtforms import Form

from ..web.i18n import _
from .form_json import Fields
from .problems import ApiProblem

_asking: ContextVar[bool] = ContextVar("a program asks", default=False)
LEFT_OUT = ("HTTP_COOKIE", "HTTP_X_REQUESTED_WITH", "HTTP_HX_REQUEST", "werkzeug.request")


class _Drawn(Exception):
    """A page is about to be drawn; `forms` are those on it, `refused` what it says above all cannot be done."""

    def __init__(self, forms: list[Form], refused: list[str]) -> None:
        super().__init__()
        self.forms, self.refused = forms, refused


def _stop(_app: Any, context: Mapping[str, Any], **_more: Any) -> None:
    if _asking.get():
        forms = {id(value): value for value in context.values() if isinstance(value, Form)}
        refused = get_flashed_messages(category_filter=["problem"])
        raise _Drawn(list(forms.values()), list(map(str, refused)))


before_render_template.connect(_stop)


def open_forms(page: str, values: Mapping[str, Any], forms: tuple[type[Form], ...]) -> list[Form]:
    """The forms of these kinds on a page, as they are when it is opened; none where the page has none for this person.

    Raises what the page's door raises.
    """
    try:
        _view(page, values, method="GET")
    except _Drawn as drawn:
        return [one for one in drawn.forms if isinstance(one, forms)]
    raise ApiProblem(409, _("This cannot be changed here now."))


def send_form(page: str, values: Mapping[str, Any], fields: Fields) -> None:
    """Send a page's form. Raises Problem with what is wrong in it, and what the page's door and acts raise."""
    try:
        _view(page, values, method="POST", fields=fields)
    except _Drawn as drawn:
        raise _problem(drawn.forms, drawn.refused) from None


def changed_since() -> str:
    """Why a state that was read is not the one that is there."""
    return _(
        "Somebody else changed the same since you read it. Read it again, then send your change."
    )


def _problem(forms: list[Form], refused: list[str]) -> ApiProblem:
    """Why a page was drawn once more instead of going on."""
    clash = [
        {"field": str(field), "saved": saved, "sent": sent}
        for form in forms
        for field, saved, sent in getattr(form, "clash", ())
    ]
    if clash:
        return ApiProblem(412, changed_since(), clash=clash)
    errors = {
        name: [str(text) for text in said]
        for form in forms
        for name, said in form.errors.items()
        if name and said
    }
    whole = [str(text) for form in forms for text in form.form_errors]
    if refused and not errors and not whole:
        return ApiProblem(409, " ".join(refused))
    return ApiProblem(422, " ".join(whole), errors=errors)


def _view(page: str, values: Mapping[str, Any], method: str, fields: Fields | None = None) -> None:
    """Call a page's view in a request of its own, as the person the token belongs to."""
    with _request(page, values, method, fields):
        given = request.view_args or {}
        shown: Any = current_app.view_functions[page](**given)
        _refuse(current_app.make_response(shown))


def _refuse(answer: Response) -> None:
    if answer.status_code >= 400:
        raise ApiProblem(answer.status_code)


@contextmanager
def _request(
    page: str, values: Mapping[str, Any], method: str, fields: Fields | None
) -> Iterator[None]:
    body = urlencode(list((fields or Fields()).items(multi=True))).encode()
    path, _mark, query = url_for(page, **values).partition("?")
    environ = {key: one for key, one in request.environ.items() if key not in LEFT_OUT}
    environ |= {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT": "text/html",
        "wsgi.input": io.BytesIO(body),
    }
    user = g._login_user
    asking = _asking.set(True)
    try:
        with current_app.request_context(environ):
            g._login_user, g.csrf_valid = user, True
            yield
    finally:
        _asking.reset(asking)
