"""How often one address may knock, in memory or in Redis with several machines; and how much may be sent at once."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from ..lib.redis_or_memory import PREFIX
from ..run.settings import Settings

MEGABYTE = 2**20
AT_ONCE = 25
"""Megabytes of one request, where a page says nothing else."""

limiter = Limiter(get_remote_address, headers_enabled=False)
View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the limits to the application."""
    app.config.setdefault(
        "RATELIMIT_STORAGE_URI",
        f"{PREFIX}{settings.redis_url}" if settings.redis_url else "memory://",
    )
    app.config.setdefault("RATELIMIT_ENABLED", not settings.testing)
    limiter.init_app(app)
    app.config["MAX_CONTENT_LENGTH"] = AT_ONCE * MEGABYTE
    app.before_request(_read_body)


def is_within_limit(limit: str, *who: str) -> bool:
    """Whether one more knock stays within the limit (`10/second`); it is counted.

    For pages that answer a refusal themselves, because what was typed has to stay in the form.
    """
    return not limiter.enabled or limiter.limiter.hit(parse(limit), *who)


def accept_megabytes(megabytes: int) -> Callable[[View], View]:
    """A page to which somebody signed in may send that much at once: many photos, a whole archive."""

    def marked(view: View) -> View:
        view.takes = megabytes  # type: ignore[attr-defined]
        return view

    return marked


def body_limit() -> int:
    """Bytes that this request may bring. The database is not asked: what was sent has not been read yet.

    A cookie that we signed is enough to be let in with more; what may be done with it, the page's door says.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    signed_in = "_user_id" in session
    more = getattr(view, "takes", 0) if request.method == "POST" and signed_in else 0
    return max(AT_ONCE, more) * MEGABYTE


def _read_body() -> None:
    """What was sent is read before the database is asked anything: it locks nobody out meanwhile."""
    request.max_content_length = body_limit()
    if request.method == "POST" and (request.content_length or 0) <= request.max_content_length:
        _ = request.form


def is_failed_guess(answer: Response) -> bool:
    """Whether an answer says that somebody guessed wrong: only such count where forty people share one address."""
    return answer.status_code in (404, 410, 422)
