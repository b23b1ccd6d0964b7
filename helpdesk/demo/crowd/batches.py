"""Tickets in batches: each has dice, numbers and ids of its own, so that any process may write it, at any time."""

import os
import random
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from helpdesk.leash import die_with_parent

A_BATCH = 2_000
# So many ids are kept for a batch; on average a third of a ticket's messages fewer are used.
MESSAGES_A_TICKET = 4


class Batches:
    """All that `writer` has to write, beginning with the ids and the number that it bears now."""

    def __init__(self, writer, seed):
        self.writer, self.seed, self.count = writer, f"{seed}/{writer.count}", writer.count
        self.ticket_id, self.number, self.message_id = writer.ticket_id, writer.number, writer.message_id

    def __len__(self):
        return -(-self.count // A_BATCH)

    def write(self, batch):
        """What to send to COPY, [(table and columns, bytes), ...], tickets first; and the message id that follows."""
        begin, end = batch * A_BATCH, min((batch + 1) * A_BATCH, self.count)
        self.writer.roll(random.Random(f"{self.seed}/{batch}"))  # noqa: S311  the same crowd every time
        self.writer.ticket_id, self.writer.number = self.ticket_id + begin, self.number + begin
        self.writer.message_id = self.message_id + begin * MESSAGES_A_TICKET
        for row in range(begin, end):
            self.writer.write(row)
        following = self.writer.message_id
        if end < self.count and following > self.message_id + end * MESSAGES_A_TICKET:
            raise ValueError(f"More than {MESSAGES_A_TICKET} messages a ticket in batch {batch}.")
        return [
            (f"{table.name} ({table.columns})", table.data(rows)) for table, rows in self.writer.take_rows()
        ], following


def written(batches, processes):
    """What Batches.write gives, for all of them in order, made by so many processes.

    Whoever leaves early closes it, and no process is left. Raises ChildProcessError when one was ended.
    """
    if processes == 1:
        yield from map(batches.write, range(len(batches)))
        return
    pool = ProcessPoolExecutor(processes, get_context("fork"), begin_child, [batches])
    under_way = deque()
    try:
        for batch in range(len(batches)):
            # No more than this ahead of the one who sends: the crowd would not fit into memory.
            if len(under_way) > 2 * processes:
                yield under_way.popleft().result()
            under_way.append(pool.submit(write_here, batch))
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise ChildProcessError("A process that wrote tickets was ended. Nothing is added.") from error
    finally:
        pool.shutdown(cancel_futures=True)


def begin_child(batches):
    # Ctrl-C reaches the whole group; the one who sends hears it and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(signal.SIGKILL)
    write_here.batches = batches


def write_here(batch):
    return write_here.batches.write(batch)


def cores():
    """How many of them this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
