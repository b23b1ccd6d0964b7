"""A wire between us and a server that breaks when it is told to: after so many bytes, or by falling silent."""

import selectors
import socket
import threading

from channels.tests.conftest import free_port

A_GULP = 4096


class Cutter:
    """Passes connections at `port` on to a server of this machine.

    `plans` are used up one for each connection: ("cut", n) ends it after n bytes of the server, ("stall", n) lets
    nothing through any more and keeps it open, ("drip", n) then lets one byte through every `drip_seconds`. Without a
    plan a connection is left alone.
    """

    drip_seconds = 0.2

    def __init__(self, target):
        self.target, self.port = target, free_port()
        self.plans, self.cuts, self.stalls, self.accepted = [], 0, 0, 0
        self._open = []
        self._over = threading.Event()

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listener.settimeout(0.1)
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_trouble):
        self._over.set()
        self._thread.join()
        self._listener.close()

    def break_off(self):
        """End every connection that is open now."""
        while self._open:
            try:
                self._open.pop().shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self):
        while not self._over.is_set():
            try:
                near, _place = self._listener.accept()
            except TimeoutError:
                continue
            self.accepted += 1
            self._open.append(near)
            plan = self.plans.pop(0) if self.plans else ("pass", 0)
            threading.Thread(target=self._serve, args=(near, *plan), daemon=True).start()

    def _serve(self, near, kind, left):
        with near, socket.create_connection(("127.0.0.1", self.target)) as far:
            try:
                self._pass_on(near, far, kind, left)
            except OSError:
                pass

    def _pass_on(self, near, far, kind, left):
        eyes = selectors.DefaultSelector()
        for line in (near, far):
            eyes.register(line, selectors.EVENT_READ)
        while not self._over.is_set():
            for key, _event in eyes.select(0.1):
                said = key.fileobj.recv(A_GULP)
                if not said:
                    return
                if key.fileobj is near:
                    far.sendall(said)
                elif kind == "pass" or len(said) <= left:
                    left -= len(said)
                    near.sendall(said)
                else:
                    near.sendall(said[:left])
                    self._spoil(near, kind, said[left:])
                    return

    def _spoil(self, near, kind, rest):
        if kind == "cut":
            self.cuts += 1
            return
        self.stalls += 1
        for place in range(len(rest) if kind == "drip" else 0):
            if self._over.wait(self.drip_seconds):
                return
            near.sendall(rest[place : place + 1])
        # Half open: whoever waits here waits for nothing, until they give up.
        near.settimeout(0.1)
        while not self._over.is_set():
            try:
                if not near.recv(A_GULP):
                    return
            except TimeoutError:
                continue
