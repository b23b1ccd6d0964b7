"""Ctrl-C that is heard: an exception that a signal raises in a destructor is thrown away, and all would go on.

https://docs.python.org/3/library/signal.html#note-on-signal-handlers-and-exceptions
"""

import signal
from contextlib import contextmanager

AGAIN_SECONDS = 2


@contextmanager
def heard():
    """Within, SIGINT raises KeyboardInterrupt, and does so again every AGAIN_SECONDS until it has got out of here.
    Nothing where SIGINT is ignored or meant for somebody else."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return

    def interrupt(*_):
        signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGALRM, interrupt)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if signal.getsignal(signal.SIGINT) is interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)
