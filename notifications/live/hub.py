"""One ear for each process: a single LISTEN connection, from which every open page of the process is told."""

import asyncio
import json
import logging
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import connection

from core.live import CHANNEL
from notifications.live.scopes import Register

log = logging.getLogger(__name__)

# A reader who lost their right is cut within five seconds, the time of one look included.
LOOK_SECONDS = 3
RECONNECT_SECONDS = 2
PATIENCE_SECONDS = 5
# What Django's connection knows and a plain one of psycopg does not.
DJANGOS_OWN = {"cursor_factory", "context", "prepare_threshold"}


class Hub:
    """The streams of one event loop. Clients join and leave; the two tasks run while there is anybody."""

    def __init__(self, loop):
        self.clients = set()
        self._loop = loop
        self._tasks = []
        self._hears = asyncio.Event()
        self._was_deaf = False
        self._register = Register()
        # Django's connections belong to a thread; this one keeps the register's between looks.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self._end_with_process()

    async def join(self, client):
        """Let `client` hear, from the moment this returns; it is cut when it has no right to."""
        self.clients.add(client)
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._hear_for_ever()),
                asyncio.create_task(self._look_for_ever()),
            ]
        await self._look_at([client])
        try:
            await asyncio.wait_for(self._hears.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            log.warning("The live stream does not hear the database yet.")

    def leave(self, client):
        self.clients.discard(client)
        if not self.clients:
            for task in self._tasks:
                task.cancel()
            self._tasks = []
            self._hears.clear()
            self._was_deaf = False

    def tell(self, audience):
        """Pass one message on to those who may hear it."""
        for client in self.clients:
            if client.may_hear(audience):
                client.tell(audience["names"])

    async def _hear_for_ever(self):
        while True:
            try:
                await self._hear()
            except (psycopg.Error, OSError) as trouble:
                log.warning("The live stream lost the database: %s", trouble)
            self._hears.clear()
            self._was_deaf = True
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _hear(self):
        known = connection.get_connection_params()
        facts = {key: value for key, value in known.items() if key not in DJANGOS_OWN}
        async with await psycopg.AsyncConnection.connect(**facts, autocommit=True) as ear:
            await ear.execute(f'LISTEN "{CHANNEL}"')
            self._hears.set()
            for client in self.clients if self._was_deaf else ():
                # Whatever happened meanwhile was not heard: lists and the bell ask again.
                client.tell(["view", "notify"])
            async for notice in ear.notifies():
                self.tell(json.loads(notice.payload))

    async def _look_for_ever(self):
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self._look_at(list(self.clients))

    async def _look_at(self, clients):
        readers = {client.reader for client in clients}
        try:
            scopes = await self._loop.run_in_executor(self._thread, self._register.look, readers)
        except Exception as trouble:  # no database, no way to know their rights: they hear nothing meanwhile
            log.warning("The rights of live readers cannot be looked up: %s", trouble)
            scopes = dict.fromkeys(readers)
        for client in clients:
            if client.reader in scopes:
                client.scope = scopes[client.reader]
            else:
                client.cut()

    def _end_with_process(self):
        # A server that is told to stop waits for its open answers; streams have to end by themselves.
        former = signal.getsignal(signal.SIGTERM)
        if threading.current_thread() is not threading.main_thread() or not callable(former):
            return

        def end(number, frame):
            self._loop.call_soon_threadsafe(self._cut_all)
            former(number, frame)

        signal.signal(signal.SIGTERM, end)

    def _cut_all(self):
        for client in self.clients:
            client.cut()


_hubs = {}


def hub():
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs.clear()
        _hubs[loop] = Hub(loop)
    return _hubs[loop]
