"""How often one address may knock, in memory or in Redis with several machines; and how much may be sent at once."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse
from limits.storage import MemoryStorage, Storage, storage_from_string

from ..run.settings import Settings

PREFIX = "steady+"
"""Stands before the address of a Redis server whose going away is to be borne."""
AWAY = 5
"""Seconds until Redis is asked again after it did not answer."""
PATIENCE = 1
"""Seconds that an answer of Redis may take."""


class RedisOrMemory(Storage):
    """Asks Redis; for some seconds after it did not answer, memory, so that no other page waits for it."""

    STORAGE_SCHEME = [f"{PREFIX}{scheme}" for scheme in ("redis", "rediss", "redis+unix")]

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: Any) -> None:
        from redis.backoff import NoBackoff  # noqa: PLC0415 - installed only where there is a server
        from redis.retry import Retry  # noqa: PLC0415 - as above

        super().__init__(uri, wrap_exceptions)
        options |= {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
        }
        self.redis = storage_from_string(uri.removeprefix(PREFIX), **options)
        self.memory = MemoryStorage()
        self.away_until = 0.0

    @property
    def base_exceptions(self) -> Any:
        """What Redis raises."""
        return self.redis.base_exceptions

    def _ask(self, what: str, *args: Any) -> Any:
        now = time.monotonic()
        if now < self.away_until:
            return getattr(self.memory, what)(*args)
        was_away = bool(self.away_until)
        if was_away:
            self.away_until = now + AWAY  # one asks; the others do not wait meanwhile
        try:
            answer = getattr(self.redis, what)(*args)
        except self.base_exceptions:
            if not was_away:
                logging.getLogger(__name__).warning(
                    "Redis does not answer: limits are counted in memory"
                )
            self.away_until = now + AWAY
            return getattr(self.memory, what)(*args)
        self.away_until = 0.0
        return answer

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more."""
        return int(self._ask("incr", key, expiry, amount))

    def get(self, key: str) -> int:
        """How many there are."""
        return int(self._ask("get", key))

    def get_expiry(self, key: str) -> float:
        """Until when they count, in seconds since 1970."""
        return float(self._ask("get_expiry", key))

    def check(self) -> bool:
        """Whether there is somewhere to count; there always is."""
        return True

    def reset(self) -> int | None:
        """Forget everything."""
        self.memory.reset()
        found: int | None = self._ask("reset")
        return found

    def clear(self, key: str) -> None:
        """Forget one."""
        self._ask("clear", key)


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


def is_refused(answer: Response) -> bool:
    """Whether a message of another machine was refused: a forger is stopped, the service everybody signs in at is not."""
    return answer.status_code == 400  # noqa: PLR2004 - as it is written


def is_failed_guess(answer: Response) -> bool:
    """Whether an answer says that somebody guessed wrong: only such count where forty people share one address."""
    return answer.status_code in (404, 410, 422)
