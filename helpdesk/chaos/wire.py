"""A wire between two ends that breaks after so many bytes, or falls silent and says nothing."""

import socket
import threading
import time


class Wire:
    """Listens on `port` and goes on to `target`. Each connection takes one mishap of `plan`, ("cut", bytes) or
    ("stall", bytes), until all have happened. `noticed` has the seconds after which the near end gave up a stall."""

    def __init__(self, port, target, plan):
        self.target, self.plan, self.noticed, self.cuts = target, plan, [], 0
        self.door = socket.create_server(("127.0.0.1", port), backlog=100)
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self):
        self.door.close()

    def _listen(self):
        while True:
            try:
                near, _address = self.door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            silent = threading.Event()
            threading.Thread(target=self._there, args=(near, far, silent), daemon=True).start()
            threading.Thread(target=self._back, args=(near, far, silent), daemon=True).start()

    def _there(self, near, far, silent):
        """What the near end says; that it says goodbye in the midst of silence is how it notices."""
        try:
            while data := near.recv(65536):
                if not silent.is_set():
                    far.sendall(data)
        except OSError:
            pass
        if silent.is_set():
            self.noticed.append(time.monotonic() - silent.since)
        hang_up(near, far)

    def _back(self, near, far, silent):
        what, left = self.plan.pop() if self.plan else ("", 1 << 60)
        try:
            while data := far.recv(min(65536, left)):
                left -= len(data)
                near.sendall(data)
                if left <= 0:
                    break
        except OSError:
            pass
        if left > 0 and what:
            # All was said before it came to that.
            self.plan.append((what, left if what == "cut" else 1))
        elif what == "stall":
            silent.since = time.monotonic()
            silent.set()
            return
        else:
            self.cuts += what == "cut"
        hang_up(near, far)


def hang_up(*ends):
    for end in ends:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        end.close()
