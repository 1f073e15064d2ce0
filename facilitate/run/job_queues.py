"""Where jobs wait: in a file of the instance folder, in Redis where there are several servers, or nowhere in tests."""

from typing import Any

from ..data.db import PATIENCE_OF_JOBS
from .settings import Settings


def open_queue(settings: Settings, name: str) -> Any:
    """A queue of the kind the settings ask for."""
    from huey import MemoryHuey, RedisHuey, SqliteHuey  # noqa: PLC0415 - loads every database driver it finds

    if settings.immediate_jobs:
        return MemoryHuey(immediate=True)
    if not settings.redis_url:
        # Several processes look into it at once: on a busy machine one waits for the others' turns.
        return SqliteHuey(
            name, filename=str(settings.instance / "jobs.sqlite3"), timeout=PATIENCE_OF_JOBS / 1000
        )
    from redis import ConnectionPool  # noqa: PLC0415 - installed only where there is a server
    from redis.backoff import NoBackoff  # noqa: PLC0415 - as above
    from redis.retry import Retry  # noqa: PLC0415 - as above

    pool = ConnectionPool.from_url(
        settings.redis_url, socket_timeout=5, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )
    return RedisHuey(name, connection_pool=pool)
