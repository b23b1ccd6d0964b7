"""A cache that may be missing: presence and other things nobody misses when Redis is gone."""

import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
# So many seconds a Redis that did not answer is left alone: no page waits for it again, no log is flooded.
PAUSE = 3


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that answers as if empty when Redis cannot be reached."""

    # Of the whole process: Django makes a cache for each thread.
    tried_again_at = {}

    def __init__(self, server, params):
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", 0.2)
        options.setdefault("socket_timeout", 0.5)
        self.server = str(server)
        super().__init__(server, params)

    def add(self, *args, **kwargs):
        return self._forgive(super().add, False, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._forgive(super().get, default, key, default, version)

    def set(self, *args, **kwargs):
        return self._forgive(super().set, None, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._forgive(super().touch, False, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._forgive(super().delete, False, *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._forgive(super().get_many, {}, *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._forgive(super().set_many, [], *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._forgive(super().delete_many, None, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._forgive(super().has_key, False, *args, **kwargs)

    def _forgive(self, call, otherwise, *args, **kwargs):
        if time.monotonic() < self.tried_again_at.get(self.server, 0):
            return otherwise
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as trouble:
            self.tried_again_at[self.server] = time.monotonic() + PAUSE
            log.warning("Presence cache cannot be reached: %s", trouble)
            return otherwise
