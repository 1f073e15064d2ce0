"""Counts of a limit in Redis, where several machines share them; while Redis is away, in this process's memory."""

import logging
import time
from typing import Any

from limits.storage import MemoryStorage, Storage, storage_from_string

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
