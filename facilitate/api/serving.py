"""Answers what programs ask: whose token, which operation, may it, do it, tell what came of it."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Response, current_app, g, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map

from .. import clock
from ..accounts.doors import NotYours
from ..data.db import db
from ..web.i18n import LANGUAGES, _, current_language, label_of, use_language
from ..web.limits import is_within_limit
from ..web.refused import Refused
from ..web.request_values import asked_fields
from . import known_operations
from .actions import find_token, note_use
from .form_json import STATES, Fields, fill_fields
from .models import ApiPost, ApiToken
from .operation import (
    OPERATIONS,
    ActOperation,
    ApiOperation,
    Latest,
    Paged,
    ReadOperation,
    WriteOperation,
    operation_map,
    rows_told,
)
from .page_forms import changed_since, open_forms, send_form
from .paging import list_shape, page_of
from .problems import ApiProblem, answer_with
from .rights import is_covered

__all__ = ["known_operations"]

A_TOKEN = "600/minute"
WRONG = "30/minute"
UNDER_WAY = timedelta(minutes=1)
"""So long the result of what was sent with a key may still be on its way."""
_VERSION = re.compile(r"v(\d+)")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@cache
def operation_addresses() -> Map:
    """Made once, when the first program asks."""
    return operation_map(current_app.url_map.converters)


def answer_request() -> Response:
    """The answer to this request, whatever comes of it."""
    body = request.get_data()  # what was sent is read before the database is asked anything
    spoken = request.accept_languages.best_match(LANGUAGES)
    with use_language(spoken or current_language()):
        try:
            token = token_of_request()
        except ApiProblem as problem:
            return answer_with(problem)
        with use_language(spoken or token.user.language):
            try:
                return _done(token, body)
            except ApiProblem as problem:
                return _after(problem)
            except Refused as refused:
                return _after(ApiProblem(409, str(refused)))
            except NotYours as refused:
                return _after(ApiProblem(403, str(refused.description)))
            except MethodNotAllowed as refused:
                told = _after(ApiProblem(405))
                told.headers["Allow"] = ", ".join(refused.valid_methods or ())
                return told
            except HTTPException as refused:
                return _after(ApiProblem(refused.code or 500))
            except (StaleDataError, IntegrityError):
                return _after(
                    ApiProblem(412, _("Somebody else changed the same at the same moment."))
                )


def _after(problem: ApiProblem) -> Response:
    db.session.rollback()  # nothing half done
    return answer_with(problem)


def token_of_request() -> ApiToken:
    """The token this request shows. Raises ApiProblem where it shows none that works."""
    kind, _space, shown = request.headers.get("Authorization", "").partition(" ")
    token = find_token(shown.strip()) if kind.lower() == "bearer" and shown else None
    if token is None:
        if not is_within_limit(WRONG, "api", request.remote_addr or ""):
            raise ApiProblem(429, _("Wait a minute, then try again."))
        raise ApiProblem(
            401, _("Send the header “Authorization: Bearer …” with a token of your account.")
        )
    if token.user.lacks_second_step:
        raise ApiProblem(403, _("Set up the second step of your account first."))
    if not is_within_limit(A_TOKEN, "api token", str(token.id)):
        raise ApiProblem(429, _("Wait a minute, then try again."))
    if not current_app.extensions["settings"].read_only:
        note_use(token)
    g._login_user, g.api_token = token.user, token
    return token


def _done(token: ApiToken, body: bytes) -> Response:
    name, values = operation_addresses().bind("").match(request.path, request.method)
    operation = OPERATIONS[name]
    check_token(token, operation, values)
    if isinstance(operation, ActOperation):
        _read(body)  # what is no JSON is told here
    if isinstance(operation, ReadOperation):
        return _told(operation, values)
    sent = _read(body)
    key = request.headers.get("Idempotency-Key", "")
    if request.method != "POST" or not key:
        return _tell(*_written(operation, values, sent))
    return _once(token, key, body, lambda: _written(operation, values, sent))


def check_token(token: ApiToken, operation: ApiOperation, values: Mapping[str, Any]) -> None:
    """Raises ApiProblem where the token does not go so far; how far its owner goes, the door says."""
    if (
        not is_covered(token.scopes.split(), operation.area, operation.right)
        and operation.name != "me"
    ):
        what = f"{label_of(operation.area)}: {label_of(operation.right)}"
        raise ApiProblem(403, _("This token may not do that. It would need “%(what)s”.", what=what))
    if token.event is None or operation.name in ("me", "events"):
        return
    if not operation.path.startswith("/events/"):
        raise ApiProblem(403, _("This token is for one event only."))
    if values.get("slug") != token.event.slug:
        raise ApiProblem(404)


def _read(body: bytes) -> dict[str, Any]:
    if not body and not request.content_length:
        return {}
    try:  # of what came as a form the body is empty by now: it is no JSON
        sent = request.get_json()
    except HTTPException:
        raise ApiProblem(400, _("Send JSON, with “Content-Type: application/json”.")) from None
    if not isinstance(sent, dict):
        raise ApiProblem(400, _("Send one JSON object."))
    return sent


def _told(operation: ReadOperation, values: Mapping[str, Any]) -> Response:
    found = operation.view(**values)
    if found is None:
        return _tell(204, None)
    return _tell(200, page_of(found) if isinstance(found, Paged | Latest | list) else found)


def _written(
    operation: WriteOperation, values: Mapping[str, Any], sent: Mapping[str, Any]
) -> tuple[int, Any]:
    """Fill in the page's form and send it; what came of it, as it is read."""
    page = {**asked_fields(), **operation.page_values(values)}
    # what the token was looked at for stays
    fields = Fields({name: one.format(**values) for name, one in operation.sent.items()})
    if operation.method == "DELETE":
        _remove(operation, values, page, fields)
        return 204, None
    opens = operation.forms or operation.opened
    forms = open_forms(operation.form_page, page, operation.forms) if opens else []
    if forms:  # else the page shows none to this person, and its door will say so
        fields = fill_fields(forms, operation.given(sent))
        _state(operation, fields)
    elif operation.takes and not operation.forms:  # the page has a field, and no form around it
        fields.update(operation.given(sent))
    with _made(operation.makes) as made:
        send_form(operation.page, page, fields)
    if not operation.shows:
        return 201, {}
    shown = OPERATIONS[operation.shows]
    assert isinstance(shown, ReadOperation)
    if not operation.makes:
        return 200, shown.view(**values)
    if operation.many:
        return 201, list_shape(rows_told(operation.many, values, [row.id for row in made]))
    given = {key: one for key, one in values.items() if f"{key}>" in shown.path}
    told = [shown.view(**{**given, **shown.key_of(row)}) for row in made[:1]]
    return (201, told[0]) if told else (200, {})


def _remove(
    operation: WriteOperation, values: Mapping[str, Any], page: Mapping[str, Any], fields: Fields
) -> None:
    """Press the button, of what is there and still as the program read it, where it says which state that was."""
    gone, shown = None, OPERATIONS.get(operation.shows)
    asked = _VERSION.search(request.headers.get("If-Match", ""))
    if isinstance(shown, ReadOperation):
        try:
            told = shown.view(**values)
        except NotFound as missing:
            gone = missing
        else:
            if asked and str(told.get("version", told.get("revision"))) != asked[1]:
                raise ApiProblem(412, changed_since())
    try:
        send_form(operation.page, page, fields)
    except (Refused, ApiProblem) as problem:
        if gone and getattr(problem, "status", 409) in (409, 422):
            raise gone from None
        raise
    if gone:  # the page takes it calmly: it was removed before
        raise gone


def _state(operation: WriteOperation, fields: Fields) -> None:
    """A change says which state of the row it was made from; a newer one is not written over unseen."""
    if operation.method != "PATCH":
        return
    said = request.headers.get("If-Match", "")
    found = _VERSION.search(said)
    if said.strip() != "*" and not found:
        raise ApiProblem(
            428, _("Send the ETag you read as “If-Match”, or “*” to write over whatever is there.")
        )
    if found:
        for name in [one for one in STATES if one in fields]:
            fields[name] = found[1]


@contextmanager
def _made(model: type[Any] | None) -> Any:
    """The rows of that table that come into being meanwhile."""
    made: list[Any] = []

    def collect(session: Any, _context: Any) -> None:
        made.extend(row for row in session.new if model and isinstance(row, model))

    session = db.session()
    sa.event.listen(session, "after_flush", collect)
    try:
        yield made
    finally:
        sa.event.remove(session, "after_flush", collect)


def _once(token: ApiToken, key: str, body: bytes, act: Callable[[], tuple[int, Any]]) -> Response:
    """Do it, and remember it by the program's key in the same transaction: sent again it is told what it was told before."""
    if not _KEY.fullmatch(key):
        raise ApiProblem(400, _("“Idempotency-Key” is at most 200 characters without blanks."))
    digest = hashlib.sha256(request.full_path.encode() + b"\0" + body).hexdigest()
    mine = ApiPost.token_id == token.id, ApiPost.key == key
    before = db.session.scalar(sa.select(ApiPost).where(*mine))
    if before is not None:
        if before.digest != digest:
            raise ApiProblem(422, _("This Idempotency-Key was used for something else."))
        if before.answer is None and clock.now() - before.at < UNDER_WAY:
            raise ApiProblem(409, _("This is being done right now. Ask again in a few seconds."))
        if before.answer is None:
            raise ApiProblem(409, _("This was already done; the result is no longer known."))
        return _tell(before.status, before.answer)
    post = ApiPost(token_id=token.id, key=key, digest=digest, at=clock.now())
    db.session.add(post)
    db.session.flush()
    status, told = act()
    post = db.session.scalars(sa.select(ApiPost).where(*mine)).one()
    post.status, post.answer = status, json.loads(_text(told))
    db.session.commit()
    return _tell(status, told)


def _tell(status: int, told: Any) -> Response:
    """As JSON, with its state as ETag: of one thing the version it is changed from, and what is told, which may be of other rows too."""
    if status == 204:
        return Response(status=204)
    text = _text(told)
    response = Response(text, status, mimetype="application/json")
    version = told.get("version", told.get("revision")) if isinstance(told, dict) else None
    digest = hashlib.sha256(text.encode()).hexdigest()[:24]
    response.set_etag(digest if version is None else f"v{version}-{digest}")
    response.headers["Cache-Control"] = "private, no-cache"
    if status == 200 and request.method == "GET":
        if version is not None and f"v{version}" in request.if_none_match:
            response.set_etag(
                f"v{version}"
            )  # who asks by the number alone is told of this row alone
        response.make_conditional(request)
    return response


def _text(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
