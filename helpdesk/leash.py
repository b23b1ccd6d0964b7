"""Ties a process to its parent, so that a killed supervisor leaves nobody behind (Linux, prctl(2))."""

import ctypes
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1


def die_with_parent(sign=signal.SIGTERM):
    """Have the kernel send us `sign` when our parent ends, however it ends. Nothing outside Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, sign)
