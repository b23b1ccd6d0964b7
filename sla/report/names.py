"""What the ids that clocks have kept stand for, in the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Contract, Desk, Team, User
from core.moments import digits
from tickets.models import Category, Priority

MODELS = {"desk": Desk, "team": Team, "contract": Contract, "category": Category, "agent": User}

WITHOUT = {
    "desk": _("No desk"),
    "team": _("No team"),
    "priority": _("No priority"),
    "contract": _("No contract"),
    "agent": _("Nobody"),
}


class Names:
    """Names asked for once each: `learn` those of many ids in one statement a kind, then `of` tells them."""

    def __init__(self):
        self.known = {fact: {} for fact in MODELS}

    def learn(self, fact, ids):
        if fact in MODELS and (new := {pk for pk in ids if pk} - self.known[fact].keys()):
            found = MODELS[fact].objects.in_bulk(new)
            self.known[fact] |= {pk: str(found[pk]) if pk in found else gone(pk) for pk in new}

    def of(self, fact, pk):
        """The name of one; "" for none."""
        if pk is None:
            return ""
        return str(Priority(pk).label) if fact == "priority" else self.known[fact][pk]


def gone(pk):
    """What is said of something that was deleted since."""
    return gettext("No longer here (%(number)s)") % {"number": digits(pk)}
