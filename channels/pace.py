"""How fast mail leaves: by the measure of the provider, and slowly while the server is gone."""

import random
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now

from channels.models import Outgoing
from core.limits import allowed

A_MINUTE = timedelta(minutes=1)


class Unreachable(Exception):
    """The server cannot be talked to at all: no fault of any mail. Its cause is what happened."""


class Pace:
    """The measure of one turn. What is over it goes back into the outbox, in its order, each for its own moment."""

    def __init__(self):
        self.waiting = {}

    def lets(self, row):
        """Whether `row` may go now; else it is put back."""
        for key, most in measures(row):
            if key in self.waiting or not allowed("mail", key, most=most, per=A_MINUTE):
                self.waiting[key] = self.waiting.get(key, 0) + 1
                pause = A_MINUTE / most * self.waiting[key]
                put_back([row], Now() + pause * random.uniform(1, 1.2))  # noqa: S311  jitter, not a secret
                return False
        return True


def measures(row):
    """(what is counted, most a minute) for each limit that `row` is under."""
    measure, domain = settings.MAIL_MEASURE, row.to.rpartition("@")[2].lower()
    if measure.a_minute:
        yield f"by:{row.sent_by}", measure.a_minute
    if domain in measure.a_minute_to:
        yield f"to:{domain}", measure.a_minute_to[domain]


def put_back(rows, until, *, answer=None):
    """Let claimed rows wait until a moment, without one of their tries used up."""
    told = {} if answer is None else {"answer": answer, "trouble": answer}
    mine = Outgoing.objects.unfinished().filter(pk__in=[row.pk for row in rows], attempts__gt=0)
    mine.update(next_try_at=until, attempts=F("attempts") - 1, **told)
