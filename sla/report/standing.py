"""How a clock stands, and how its ticket stood, as expressions for the database.

Of a clock that has ended, what it kept at its stop; of one that runs, its ticket as it is now.
"""

from django.db.models import BigIntegerField, Case, CharField, F, Q, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sla.models import Why

PRESENT = {
    "desk": "desk",
    "contract": "contract",
    "category": "category",
    "priority": "priority",
    "team": "team",
    "agent": "assignee",
}

MET, BREACHED, RUNNING, PAUSED, CANCELLED = STATES = "met", "breached", "running", "paused", "cancelled"
STATE_WORDS = {
    MET: _("Kept"),
    BREACHED: _("Not kept"),
    RUNNING: _("Running"),
    PAUSED: _("Paused"),
    CANCELLED: pgettext_lazy("clock", "No longer needed"),
}
IS_LIVE = Q(stopped_at__isnull=True)


def stood(fact):
    """The id (or the number) of a fact of the ticket, a key of PRESENT."""
    name = PRESENT[fact]
    kept = Cast(KT(f"standing__{name}"), BigIntegerField())
    standing = Case(When(IS_LIVE, then=F(f"ticket__{name}")), default=kept, output_field=BigIntegerField())
    # A team's or a supplier's own clock is theirs, whoever has the ticket by then.
    return Coalesce(F("team"), standing, output_field=BigIntegerField()) if fact == "team" else standing


def state(now):
    """One of STATES: what runs and has used up more than its target is broken already."""
    return Case(
        When(Q(is_breached=True) | (IS_LIVE & Q(breach_at__lt=now)), then=Value(BREACHED)),
        When(IS_LIVE & Q(**{"pauses__-1__1": None}), then=Value(PAUSED)),
        When(IS_LIVE, then=Value(RUNNING)),
        When(why_stopped=Why.CANCELLED, then=Value(CANCELLED)),
        default=Value(MET),
        output_field=CharField(),
    )
