"""The child that reads mail under limits: `python -m channels.email.reading.child <socket>`.

It serves one mail after the other over a socket, and ends when the socket does. `apart.py` is the other side.
"""

import math
import resource
import socket
import struct
import sys
import time

from channels.email.reading.limits import MOST_CHILD_BYTES, MOST_CHILD_SECONDS
from channels.email.reading.reader import read
from channels.email.reading.wire import to_wire
from core.garbage import spare_what_stays

REQUEST = struct.Struct("!IH")
MAIL, TOO_MUCH_MEMORY = b"m", b"o"


def main(number):
    """Read every mail that comes, until nobody asks any more."""
    limit_everything()
    spare_what_stays()
    with socket.socket(fileno=number) as line, line.makefile("rb") as requests:
        while len(head := requests.read(REQUEST.size)) == REQUEST.size:
            length, name_length = REQUEST.unpack(head)
            authserv_id = requests.read(name_length).decode("utf-8") or None
            if not answer(line, requests.read(length), authserv_id):
                break


def answer(line, raw, authserv_id):
    """Send what the mail says; False when this process should read no more."""
    limit_time()
    try:
        for piece in [MAIL, *to_wire(read(raw, authserv_id=authserv_id))]:
            line.sendall(piece)
    except MemoryError:
        line.sendall(TOO_MUCH_MEMORY)
        return False
    return True


def limit_everything():
    """Only so much memory, no files written, no core dumps, few open files, no children."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_CHILD_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def limit_time():
    """So many seconds of the processor for the next mail; past them the kernel ends the process (SIGXCPU)."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + MOST_CHILD_SECONDS, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]))
