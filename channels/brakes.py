"""Brakes that need no header: they count rows of PostgreSQL before a mail is written into the outbox.

What a brake stops or holds stays visible as a row with its reason. Words of people pass, but for a dead address.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from accounts.roles import STAFF
from channels.models import Breaker, Letter, Outgoing, Suppression
from channels.models.outgoing import Brake
from channels.repeating import repeated
from core.clock import database_time
from core.limits import hold

A_DAY, AN_HOUR, TEN_MINUTES = timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)
# A third new matter of theirs, each begun within the hour after a machine of ours wrote to them; or, later than
# that, in the words of an earlier one.
MOST_ECHOES = 2
# Later than this nothing waits any more that the hourly measure would have to count.
COUNTED = timedelta(days=3)


def weigh(rows):
    """Let each of `rows`, which are about to be written in this order, pass, wait or stop; each sees those before it.
    Runs in the transaction that writes them."""
    silences = defaultdict(list)
    for silence in Suppression.objects.standing().filter(address__in={row.to.lower() for row in rows}):
        silences[silence.address].append(silence)
    for row in rows:
        is_staff = row.recipient is not None and row.recipient.role in STAFF
        row.is_outward = row.is_automatic and not row.is_secret and not is_staff
        for silence in silences[row.to.lower()]:
            if row.is_outward or silence.why == Suppression.Why.DEAD:
                row.stop(silence.why)
                break
    if measured := [row for row in rows if row.is_outward and row.state == Outgoing.State.WAITING]:
        scales = _Scales(measured)
        for row in rows:
            if row.is_outward and row.state == Outgoing.State.WAITING:
                scales.weigh(row)
            scales.note(row)


class _Scales:
    """What went to some addresses and from some mailboxes by now: what is written ought to be noted, too."""

    def __init__(self, rows):
        self.rows, self.addresses = rows, {row.to for row in rows}
        # Held until commit: of many at once, each sees those before it.
        hold(*(f"mail:{to}" for to in self.addresses))
        self.echoes, self.repeated = _echoes(self.addresses), repeated(self.addresses)
        self.answered = self._answered_within_a_day()
        self.moments = self._moments()
        self.lately = {sent_by: self._sent_lately(sent_by) for sent_by in {row.sent_by for row in rows}}

    def weigh(self, row):
        to = row.to.lower()
        if max(self.echoes.get(to, 0), self.repeated[to]) >= MOST_ECHOES:
            row.stop(Brake.LOOP)
        elif row.is_reply_of_machine and (row.to, row.ticket_id) in self.answered:
            row.stop(Brake.ANSWERED)
        else:
            self._hold_back(row)
            self._trip(row)

    def note(self, row):
        """Count a row that will be written: those after it see it."""
        if not row.is_outward:
            return
        if row.sent_by in self.lately:
            self.lately[row.sent_by] += 1
        if row.state == Outgoing.State.STOPPED:
            return
        if row.is_reply_of_machine:
            self.answered.add((row.to, row.ticket_id))
        if not settings.MAIL_MEASURE.an_hour:
            return
        goes_at = row.next_try_at if isinstance(row.next_try_at, datetime) else self._now
        self.moments[row.to] = sorted([*self.moments[row.to], goes_at], reverse=True)

    @cached_property
    def _now(self):
        # Not by this worker's own clock, which may be days ahead.
        return database_time()

    def _before(self, since):
        since = timezone.now() - since
        return Outgoing.objects.automatic().filter(to__in=self.addresses, created_at__gte=since).order_by()

    def _answered_within_a_day(self):
        """(address, id of a ticket or None) where a machine of ours answered lately."""
        if not any(row.is_reply_of_machine for row in self.rows):
            return set()
        before = self._before(A_DAY).filter(headers__contains={"Auto-Submitted": "auto-replied"})
        return set(before.values_list("to", "ticket"))

    def _moments(self):
        """When the latest ones go, to each address, the last one first: at most so many as may within an hour."""
        found, most = defaultdict(list), settings.MAIL_MEASURE.an_hour
        if most:
            rows = self._before(COUNTED).annotate(goes_at=Coalesce("sent_at", "next_try_at"))
            place = Window(RowNumber(), partition_by="to", order_by=F("goes_at").desc())
            rows = rows.annotate(place=place).filter(place__lte=most).values_list("to", "goes_at")
            for to, goes_at in sorted(rows, reverse=True):
                found[to].append(goes_at)
        return found

    def _hold_back(self, row):
        """At most so many to an address within any hour; what is over goes when there is room."""
        most = settings.MAIL_MEASURE.an_hour
        full_since = self.moments[row.to][most - 1 : most] if most else []
        if full_since and full_since[0] + AN_HOUR > timezone.now():
            row.reason, row.next_try_at = Brake.HOUR, full_since[0] + AN_HOUR

    def _sent_lately(self, sent_by):
        lately = Outgoing.objects.filter(
            sent_by=sent_by, is_outward=True, created_at__gte=timezone.now() - TEN_MINUTES
        )
        most = settings.MAIL_MEASURE.in_ten_minutes
        return lately.order_by()[:most].count() if most else 0

    def _trip(self, row):
        """So much from one mailbox within minutes: automatic mail stops, and the health page says so."""
        most = settings.MAIL_MEASURE.in_ten_minutes
        if most and self.lately[row.sent_by] >= most:
            Breaker.trip(row.sent_by)


def echoes(address):
    """How many tickets mail from `address` opened within a day, right after automatic mail of ours."""
    return _echoes([address]).get(address.lower(), 0)


def _echoes(addresses):
    ours = Outgoing.objects.automatic_to(OuterRef("sender")).filter(
        sent_at__lte=OuterRef("arrived_at"), sent_at__gte=OuterRef("arrived_at") - AN_HOUR
    )
    theirs = Letter.objects.filter(sender__in={to.lower() for to in addresses}, fate=Letter.Fate.OPENED)
    theirs = theirs.filter(Exists(ours), arrived_at__gte=timezone.now() - A_DAY).order_by()
    return dict(theirs.values_list("sender").annotate(count=Count("pk")))
