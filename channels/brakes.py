"""Brakes that need no header: they count rows of PostgreSQL before a mail is written into the outbox.

What a brake stops or holds stays visible as a row with its reason. Words of people pass, but for a dead address.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.roles import STAFF
from channels.models import Breaker, Letter, Outgoing, Suppression
from channels.models.outgoing import Brake
from channels.repeating import repeated
from core.limits import hold

A_DAY, AN_HOUR, TEN_MINUTES = timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)
# A third new matter of theirs, each begun within the hour after a machine of ours wrote to them; or, later than
# that, in the words of an earlier one.
MOST_ECHOES = 2
# Later than this nothing waits any more that the hourly measure would have to count.
COUNTED = timedelta(days=3)


def weigh(row):
    """Let `row`, which is about to be written, pass, wait or stop. Runs in the transaction that writes it."""
    is_staff = row.recipient is not None and row.recipient.role in STAFF
    row.is_outward = row.is_automatic and not row.is_secret and not is_staff
    silence = Suppression.objects.against(row.to, is_automatic=row.is_outward).first()
    if silence is not None:
        row.stop(silence.why)
    elif row.is_outward and row.state == Outgoing.State.WAITING:
        _measure(row)


def _measure(row):
    # Held until commit: of many at once, each sees those before it.
    hold(f"mail:{row.to}")
    if max(echoes(row.to), repeated([row.to])[row.to.lower()]) >= MOST_ECHOES:
        row.stop(Brake.LOOP)
    elif row.is_reply_of_machine and _answered_within_a_day(row):
        row.stop(Brake.ANSWERED)
    else:
        _hold_back(row)
        _trip(row)


def echoes(address):
    """How many tickets mail from `address` opened within a day, right after automatic mail of ours."""
    ours = Outgoing.objects.automatic_to(OuterRef("sender")).filter(
        sent_at__lte=OuterRef("arrived_at"), sent_at__gte=OuterRef("arrived_at") - AN_HOUR
    )
    theirs = Letter.objects.filter(sender=address.lower(), fate=Letter.Fate.OPENED)
    return theirs.filter(Exists(ours), arrived_at__gte=timezone.now() - A_DAY).count()


def _answered_within_a_day(row):
    before = Outgoing.objects.automatic_to(row.to).filter(
        ticket=row.ticket, created_at__gte=timezone.now() - A_DAY
    )
    return any(one.is_reply_of_machine for one in before.only("headers"))


def _hold_back(row):
    """At most so many to an address within any hour; what is over goes when there is room."""
    most = settings.MAIL_MEASURE.an_hour
    before = Outgoing.objects.automatic_to(row.to).filter(created_at__gte=timezone.now() - COUNTED)
    moments = before.annotate(goes_at=Coalesce("sent_at", "next_try_at")).order_by("-goes_at")
    full_since = moments.values_list("goes_at", flat=True)[most - 1 : most].first() if most else None
    if full_since and full_since + AN_HOUR > timezone.now():
        row.reason, row.next_try_at = Brake.HOUR, full_since + AN_HOUR


def _trip(row):
    """So much from one mailbox within minutes: automatic mail stops, and the health page says so."""
    most = settings.MAIL_MEASURE.in_ten_minutes
    lately = Outgoing.objects.filter(
        sent_by=row.sent_by, is_outward=True, created_at__gte=timezone.now() - TEN_MINUTES
    )
    if most and lately.order_by()[:most].count() >= most:
        Breaker.trip(row.sent_by)
