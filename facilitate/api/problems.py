"""What a program is told where something could not be done: `application/problem+json` (RFC 9457), in its reader's language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from ..watching.requests import request_number
from ..web.i18n import _


class ApiProblem(Exception):
    """Something a program asked for cannot be done. `errors`: sentences by field; `clash`: field, saved, sent."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        clash: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.clash = status, detail, errors, clash


def status_titles() -> dict[int, str]:
    """What each status means, for an answer and for the documentation."""
    return {
        400: _("This request cannot be read"),
        401: _("No token, or one that does not work"),
        403: _("You are not allowed to do this"),
        404: _("This does not exist, or you may not see it"),
        405: _("This cannot be done at this address"),
        409: _("That cannot be done now"),
        412: _("Somebody else changed it first"),
        413: _("This is too large"),
        422: _("Something in it is not right"),
        428: _("Say which version you change"),
        429: _("Too many requests"),
        500: _("Something broke here"),
        503: _("Nothing can be saved now"),
        507: _("There is no space left"),
    }


def answer_with(problem: ApiProblem) -> Response:
    """The answer that says so."""
    known = status_titles()
    body: dict[str, Any] = {
        "type": f"/api/docs#status-{problem.status}",
        "title": known.get(problem.status, known[500]),
        "status": problem.status,
    }
    body |= {"detail": problem.detail} if problem.detail else {}
    body |= (
        {"errors": {name: list(said) for name, said in (problem.errors or {}).items()}}
        if problem.errors
        else {}
    )
    body |= {"clash": list(problem.clash)} if problem.clash else {}
    body |= {"request": request_number()} if problem.status >= 500 else {}
    response = Response(
        json.dumps(body, ensure_ascii=False), problem.status, mimetype="application/problem+json"
    )
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.status == 429:
        response.headers["Retry-After"] = "60"
    return response
