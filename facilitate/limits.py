"""How often one address may knock, in memory or in Redis with several machines; and how much may be sent at once."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import parse

from .settings import Settings

MEGABYTE = 2**20
AT_ONCE = 25
"""Megabytes of one request, where a page says nothing else."""

limiter = Limiter(get_remote_address, headers_enabled=False)
View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the limits to the application."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    app.config.setdefault("RATELIMIT_ENABLED", not settings.testing)
    limiter.init_app(app)
    app.config["MAX_CONTENT_LENGTH"] = AT_ONCE * MEGABYTE
    app.before_request(_room)  # before the form is read, and with it what was sent


def allows(limit: str, *who: str) -> bool:
    """Whether one more knock stays within the limit (`10/second`); it is counted.

    For pages that answer a refusal themselves, because what was typed has to stay in the form.
    """
    return not limiter.enabled or limiter.limiter.hit(parse(limit), *who)


def takes(megabytes: int) -> Callable[[View], View]:
    """A page to which somebody signed in may send that much at once: many photos, a whole archive."""

    def marked(view: View) -> View:
        view.takes = megabytes  # type: ignore[attr-defined]
        return view

    return marked


def _room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if (
        (megabytes := getattr(view, "takes", 0))
        and request.method == "POST"
        and current_user.is_authenticated
    ):
        request.max_content_length = megabytes * MEGABYTE
