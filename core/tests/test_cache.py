"""Redis may be gone; nobody who asks the presence cache notices more than an empty answer."""

import socket
import time

from core.cache import PAUSE, ForgivingRedisCache


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


def test_a_redis_that_does_not_answer_is_left_alone_for_a_while(caplog):
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen()
    cache = ForgivingRedisCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
    started = time.monotonic()
    with silent:
        for _page in range(50):
            assert cache.get("a") is None
    assert time.monotonic() - started < 10
    assert told(caplog) == 1

    time.sleep(PAUSE)
    assert cache.get("a") is None
    assert told(caplog) == 2


def told(caplog):
    return [record.name for record in caplog.records].count("core.cache")
