"""How often one address may knock: in memory, or in Redis with several machines."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from .settings import Settings

limiter = Limiter(get_remote_address, headers_enabled=False)


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the limits to the application."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    app.config.setdefault("RATELIMIT_ENABLED", not settings.testing)
    limiter.init_app(app)
