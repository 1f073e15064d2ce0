"""Where jobs wait: in a file of the instance folder, in Redis where there are several servers, or nowhere in tests."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..data.db import PATIENCE_OF_JOBS
from .settings import Settings


@contextmanager
def _as_if_not_installed(*modules: str) -> Iterator[None]:
    """While the block goes on, who asks for these modules is told that there are none."""
    hidden = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _as_if_not_installed("psycopg", "redis"):  # Huey loads every driver it finds: 17 MB
    from huey import MemoryHuey, RedisHuey, SqliteHuey, crontab, storage
    from huey.consumer import Consumer

__all__ = ["Consumer", "crontab", "open_queue"]


def open_queue(settings: Settings, name: str) -> Any:
    """A queue of the kind the settings ask for."""
    if settings.immediate_jobs:
        return MemoryHuey(immediate=True)
    if not settings.redis_url:
        # Several processes look into it at once: on a busy machine one waits for the others' turns.
        return SqliteHuey(
            name, filename=str(settings.instance / "jobs.sqlite3"), timeout=PATIENCE_OF_JOBS / 1000
        )
    import redis  # noqa: PLC0415 - installed only where there is a server
    from redis.backoff import NoBackoff  # noqa: PLC0415 - as above
    from redis.retry import Retry  # noqa: PLC0415 - as above

    pool = redis.ConnectionPool.from_url(
        settings.redis_url, socket_timeout=5, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )
    storage.Redis = storage.RedisStorage.redis_client = redis.Redis
    storage.ConnectionError, storage.TimeoutError = redis.ConnectionError, redis.TimeoutError
    return RedisHuey(name, connection_pool=pool)
