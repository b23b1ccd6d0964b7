"""Spares the garbage collector what stays to the end of a process: its modules, models and compiled statements.

A pass over the whole heap costs a worker some tens of milliseconds, and by the usual thresholds every few hundred
rows bring one about. https://docs.python.org/3/library/gc.html#gc.freeze
"""

import gc

# New objects until the youngest are looked at, and how often before older ones are.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


def spare_what_stays():
    """Call once, when a process has loaded what it needs and is about to begin."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
