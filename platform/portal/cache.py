"""A cache that is allowed to be away: sign-in and pages go on without Redis."""

import time
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)


# After a failure the next questions are answered without asking: signing in asks about twenty times, and
# with a Redis that hangs each of them would wait for its time-out.
PAUSE_SECONDS = 2
_away_until: dict[str, float] = {}


class FailOpenRedisCache(RedisCache):
    """Redis with short time-outs; when it is gone, everything reads as not there (source: TRUST, Web)."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", 0.2)
        options.setdefault("socket_connect_timeout", 0.2)
        super().__init__(server, params)
        self._address = str(server)

    def _or(self, fallback: Any, method: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < _away_until.get(self._address, 0):
            return fallback
        try:
            return getattr(super(), method)(*args, **kwargs)
        except (RedisError, OSError):
            _away_until[self._address] = time.monotonic() + PAUSE_SECONDS
            logger.warning("cache_unavailable", method=method)
            return fallback

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when Redis is away."""
        return self._or(default, "get", key, default=default, version=version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value, if Redis is there."""
        self._or(None, "set", *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True when the key was new, or when nobody can tell."""
        return bool(self._or(True, "add", *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget a value, if Redis is there."""
        return bool(self._or(False, "delete", *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """The values that are there."""
        found: dict[Any, Any] = self._or({}, "get_many", *args, **kwargs)
        return found

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """The raised counter, or 1 when Redis is away."""
        return int(self._or(1, "incr", *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Is there a value?"""
        return bool(self._or(False, "has_key", *args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Keep a value longer, if Redis is there."""
        return bool(self._or(False, "touch", *args, **kwargs))

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several values; returns the keys that were not kept."""
        failed: list[Any] = self._or(list(data), "set_many", data, *args, **kwargs)
        return failed

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget several values, if Redis is there."""
        self._or(None, "delete_many", *args, **kwargs)

    def clear(self) -> None:
        """Forget everything, if Redis is there."""
        self._or(None, "clear")
