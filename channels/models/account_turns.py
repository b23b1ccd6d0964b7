"""When an account is looked into: by turns, and at once when its server rings (IDLE, RFC 2177)."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Least, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.claims import ClaimableQuerySet


class TurnsQuerySet(ClaimableQuerySet):
    # A worker that listened and died is followed by another after so long.
    LISTENING = timedelta(minutes=1)

    def unfinished(self):
        """Those in use: there is always more mail to come."""
        return self.filter(is_active=True)

    def to_listen_to(self):
        return self.unfinished().filter(listens=True, protocol="imap")

    def keep_listening(self, me, ids):
        """Which of `ids` the worker `me` shall go on listening to."""
        mine = self.to_listen_to().filter(pk__in=ids, heard_by=me)
        mine.update(heard_until=Now() + self.LISTENING)
        return set(mine.values_list("pk", flat=True))

    @transaction.atomic
    def claim_listening(self, me, limit):
        """Up to `limit` accounts that nobody listens to; `me` does from now on."""
        free = self.to_listen_to().filter(Q(heard_until=None) | Q(heard_until__lt=Now()))
        rows = list(free.select_for_update(skip_locked=True)[:limit])
        found = self.filter(pk__in=[row.pk for row in rows])
        found.update(heard_by=me, heard_until=Now() + self.LISTENING, is_heard=False)
        return rows

    def let_go(self, me):
        """Others may listen to what the worker `me` has listened to."""
        self.filter(heard_by=me).update(heard_until=None, is_heard=False)


class TakesTurns(models.Model):
    """Is fetched from every PAUSE, less often while it fails, and at once when somebody rings."""

    # A server that fails is asked less and less often, and never given up.
    PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)
    # While its server tells us of new mail, looking by ourselves is only for the case that it forgets to.
    HEARD_PAUSE = timedelta(minutes=2)
    # While one worker is at it, no other takes it up; renewed as it goes on.
    LEASE = timedelta(minutes=2)

    listens = models.BooleanField(
        _("let the server tell of new mail at once"),
        default=True,
        help_text=_("Keeps a connection open (IDLE). Servers that cannot do that are looked into by turns."),
    )
    heard_by = models.CharField(max_length=36, blank=True, editable=False)
    heard_until = models.DateTimeField(null=True, editable=False)
    is_heard = models.BooleanField(default=False, editable=False)
    is_rung = models.BooleanField(default=False, editable=False)
    busy_until = models.DateTimeField(null=True, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    parked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def ring(self):
        """There may be new mail: it is its turn now, or right after the turn that is under way."""
        is_busy = When(busy_until__gt=Now(), then=F("next_try_at"))
        self._rows().update(is_rung=True, next_try_at=Case(is_busy, default=Now()))

    def note_heard(self, is_heard):
        """Whether its server tells of new mail from now on; something may have come before it did."""
        rows = self._rows()
        rows.update(is_heard=is_heard)
        if is_heard:
            self.ring()
        else:
            # One that fails keeps its growing pauses.
            rows.filter(failing_since=None, busy_until=None).update(
                next_try_at=Least(F("next_try_at"), Now() + self.PAUSE)
            )

    def begin_turn(self):
        self._rows().update(is_rung=False, busy_until=Now() + self.LEASE)

    def go_on(self):
        """Keep it for another LEASE, in the midst of a long turn."""
        self._rows().update(busy_until=Now() + self.LEASE, next_try_at=Now() + self.LEASE)

    def end_turn(self, pause, *, is_well):
        """The next turn comes after `pause`; of one that is well at once, if it rang meanwhile."""
        is_rung = When(is_rung=True, then=Now())
        is_heard = When(is_heard=True, heard_until__gt=Now(), then=Now() + self.HEARD_PAUSE)
        sooner_or_later = [is_rung, is_heard] if is_well else []
        self._rows().update(busy_until=None, next_try_at=Case(*sooner_or_later, default=Now() + pause))

    def _rows(self):
        return type(self).objects.filter(pk=self.pk)
