"""How often one address may knock: in memory, or in Redis with several machines."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from .settings import Settings

limiter = Limiter(get_remote_address, headers_enabled=False)


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the limits to the application."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    app.config.setdefault("RATELIMIT_ENABLED", not settings.testing)
    limiter.init_app(app)


def allows(limit: str, *who: str) -> bool:
    """Whether one more knock stays within the limit (`10/second`); it is counted.

    For pages that answer a refusal themselves, because what was typed has to stay in the form.
    """
    return not limiter.enabled or limiter.limiter.hit(parse(limit), *who)
