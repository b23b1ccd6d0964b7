"""Redis may be gone; nobody who asks the presence cache notices more than an empty answer."""

import time

from core.cache import ForgivingRedisCache


def test_a_missing_redis_is_an_empty_cache_and_costs_no_time():
    cache = ForgivingRedisCache("redis://127.0.0.1:1/0", {})
    started = time.monotonic()

    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is False
    assert cache.has_key("a") is False
    cache.delete("a")
    cache.touch("a")
    cache.set_many({"a": 1})
    cache.delete_many(["a"])
    assert time.monotonic() - started < 3
