"""The tickets of the requester's side as a list: which tab, whose, and holding which words."""

from datetime import timedelta

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import BooleanField, Case, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Sight
from tickets.forms.figures import plain_digits
from tickets.known import Known
from tickets.models import Message, Ticket

TABS = {
    "needs-me": _("Needs me"),
    "open": pgettext_lazy("requests", "Open"),
    "done": pgettext_lazy("requests", "Done"),
}
OWNERS = {
    "mine": pgettext_lazy("requests", "Mine"),
    "department": _("My department"),
    "organization": _("My organization"),
}
ALIKE = 0.35
RECENT = timedelta(days=60)


class OwnList:
    """What `query` (tab, of, q) asks to see of what `user` may read on the requester's side."""

    def __init__(self, user, query):
        self.user = user
        self.words = query.get("q", "").replace("\x00", "").strip()[:200]
        self.tab = query.get("tab") if query.get("tab") in TABS else "open"
        self.owner = query.get("of") if query.get("of") in self.owners else "mine"

    @property
    def tabs(self):
        return TABS

    @property
    def owners(self):
        """{name: words} of whose tickets this person may look at."""
        user = self.user
        is_head = user.sight == Sight.DEPARTMENT and user.department_id
        is_boss = user.sight == Sight.ORGANIZATION and user.organization_id
        names = ["mine", *(["department"] if is_head else []), *(["organization"] if is_boss else [])]
        return {name: OWNERS[name] for name in names}

    def rows(self):
        tickets = self._owned().filter(self.known.within(self.tab)).select_related("status", "requester")
        return holding(tickets, self.words) if self.words else tickets

    @cached_property
    def known(self):
        return Known(self._owned())

    def _owned(self):
        if self.owner == "department":
            return Ticket.objects.visible_to(self.user).filter(department=self.user.department_id)
        elif self.owner == "organization":
            return Ticket.objects.visible_to(self.user).filter(organization=self.user.organization_id)
        return Ticket.objects.asked_by(self.user)


def holding(tickets, words):
    """Of `tickets` those whose number, subject or public words hold `words`."""
    number = plain_digits(words).lstrip("#")
    said = Message.objects.public().filter(ticket=OuterRef("pk"), body__icontains=words)
    match = Q(subject__icontains=words) | Q(pk__in=Subquery(said.values("ticket")))
    if number.isdecimal() and len(number) < 16:
        match |= Q(number=int(number))
    return tickets.filter(match)


def sounding_like(tickets, words):
    """Of `tickets` those that hold `words` or read similar, best first."""
    likeness = TrigramWordSimilarity(words, "subject")
    alike = tickets.annotate(likeness=likeness).filter(Q(likeness__gte=ALIKE) | Q(subject__icontains=words))
    return alike.order_by("-likeness", "-public_updated_at")


def recently_alike(tickets, subject):
    """Of `tickets` the recent open ones whose subject is nearly `subject`, best first."""
    is_open = Known(tickets).within("open")
    recent = tickets.filter(is_open, opened_at__gte=timezone.now() - RECENT)
    alike = recent.annotate(likeness=TrigramSimilarity("subject", subject)).filter(likeness__gte=ALIKE)
    return alike.order_by("-likeness", "-public_updated_at")


def needing_first(tickets, most):
    """A list of `most` of `tickets` that are not done: those that wait for the requester first, then the newest."""
    known = Known(tickets)
    needs = Case(
        When(known.within("needs-me"), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    wanted = tickets.filter(known.within("open") | known.within("needs-me")).annotate(needs_me=needs)
    return known.shown(wanted.order_by("-needs_me", "-public_updated_at", "-pk")[:most])
