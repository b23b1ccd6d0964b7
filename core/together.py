"""Questions about one row that are asked once for all rows of a handful, while a handful is being worked on."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_handful = ContextVar("handful", default=None)


@contextmanager
def together(things):
    """Within, what is asked of one of `things` (saved rows, of any models) is asked of all of its model at once.

    What was answered, of these rows or others, is kept until it ends: mark only what does not change meanwhile.
    """
    outer = _handful.get()
    former, answers = (outer.things, outer.answers) if outer else ((), {})
    token = _handful.set(_Handful([*former, *things], answers))
    try:
        yield
    finally:
        _handful.reset(token)


def asked_together(ask):
    """Make the answer for one row out of `ask(rows)`, which gives {pk: answer} for several of one model."""

    @wraps(ask)
    def answer(thing):
        handful = _handful.get() or _Handful((), {})
        return handful.answer(ask, thing)

    return answer


class _Handful:
    def __init__(self, things, answers):
        self.things, self.answers = things, answers

    def answer(self, ask, thing):
        known = self.answers.setdefault(ask, {})
        if thing.pk not in known:
            mates = [one for one in self.things if type(one) is type(thing) and one.pk not in known]
            known |= ask(mates if thing in mates else [thing])
        return known[thing.pk]
