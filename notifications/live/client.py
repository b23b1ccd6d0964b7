"""One open page: what it may hear, and what it has not been told yet."""

import asyncio
import json

LONGEST_LIST = 100


class Client:
    """The reader behind one stream. Messages wait here by name, so a slow reader never gathers doubles."""

    def __init__(self, user_id, session_key, auth_hash):
        self.user_id = user_id
        self.reader = (user_id, session_key, auth_hash)
        self.scope = None
        self.is_cut = False
        self._waiting = {}
        self._wake = asyncio.Event()

    def may_hear(self, audience):
        """Whether a message for this `audience` (see core/live.py) is for this reader."""
        scope = self.scope
        return scope is not None and (
            self.user_id in audience["users"]
            or audience["desk"] in scope.desks
            or (scope.organization is not None and audience["organization"] == scope.organization)
            or (scope.department is not None and audience["department"] == scope.department)
        )

    def tell(self, names):
        for name in names:
            if len(self._waiting) < LONGEST_LIST:
                self._waiting[name] = name
        self._wake.set()

    def cut(self):
        """End the stream: the account, the session or the server has ended."""
        self.is_cut = True
        self._wake.set()

    async def listen(self, heartbeat):
        """Server-sent events, without end until cut; a comment every `heartbeat` seconds when there is no news."""
        yield ": welcome\n\n"
        while not self.is_cut:
            try:
                await asyncio.wait_for(self._wake.wait(), heartbeat)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            self._wake.clear()
            names, self._waiting = list(self._waiting), {}
            if names and not self.is_cut:
                yield "".join(as_event(name) for name in names)


def as_event(name):
    """One event of the HTML standard, section 9.2.6: `ticket.10461` carries {"id": 10461}."""
    subject = name.partition(".")[2]
    data = {"id": int(subject)} if subject else {}
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
