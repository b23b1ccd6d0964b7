"""One ear for each process: a single LISTEN connection, from which every open page of the process is told."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import connection

from core.live import CHANNEL
from notifications.live.scopes import Register

log = logging.getLogger(__name__)

# A reader who lost their right is cut within five seconds, the time of one look included.
LOOK_SECONDS = 3
RECONNECT_SECONDS = 2


class Hub:
    """The streams of one event loop. Clients join and leave; the two tasks run while there is anybody."""

    def __init__(self):
        self.clients = set()
        self._tasks = []
        self._register = Register()
        # Django's connections belong to a thread; this one keeps the register's between looks.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")

    async def join(self, client):
        """Let `client` hear. Its rights are looked up first; it is cut at once when it has none."""
        await self._look_at([client])
        self.clients.add(client)
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._hear_for_ever()),
                asyncio.create_task(self._look_for_ever()),
            ]

    def leave(self, client):
        self.clients.discard(client)
        if not self.clients:
            for task in self._tasks:
                task.cancel()
            self._tasks = []

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
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _hear(self):
        facts = connection.get_connection_params()
        facts = {
            key: facts[key] for key in facts if key not in {"cursor_factory", "context", "prepare_threshold"}
        }
        async with await psycopg.AsyncConnection.connect(**facts, autocommit=True) as ear:
            await ear.execute(f'LISTEN "{CHANNEL}"')
            for client in self.clients:
                # Whatever happened before was not heard: lists and the bell ask again.
                client.tell(["view", "notify"])
            async for notice in ear.notifies():
                self.tell(json.loads(notice.payload))

    async def _look_for_ever(self):
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self._look_at(list(self.clients))

    async def _look_at(self, clients):
        loop = asyncio.get_running_loop()
        readers = {(client.user_id, client.session_key, client.auth_hash) for client in clients}
        try:
            scopes = await loop.run_in_executor(self._thread, self._register.look, readers)
        except Exception as trouble:  # no database, no way to know their rights: they hear nothing meanwhile
            log.warning("The rights of live readers cannot be looked up: %s", trouble)
            scopes = None
        for client in clients:
            reader = (client.user_id, client.session_key, client.auth_hash)
            if scopes is None:
                client.scope = None
            elif reader in scopes:
                client.scope = scopes[reader]
            else:
                client.cut()


_hubs = {}


def hub():
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs.clear()
        _hubs[loop] = Hub()
    return _hubs[loop]
