"""Counts what mail from an address opens in the same words again and again, however slow its machine may be."""

import re
from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.db.models.functions import Left
from django.utils import timezone

from channels.models import Letter, Outgoing

A_DAY = timedelta(days=1)
MOST_WEIGHED, MOST_COMPARED = 200, 1000


def repeated(addresses):
    """{address in small letters: how many tickets its mail opened within a day, each after automatic mail of ours and
    in the words of an earlier one, but for numbers}, in one statement."""
    ours = Outgoing.objects.automatic_to(OuterRef("sender")).filter(
        sent_at__lte=OuterRef("arrived_at"), sent_at__gte=OuterRef("arrived_at") - A_DAY
    )
    theirs = Letter.objects.filter(
        sender__in={address.lower() for address in addresses},
        fate=Letter.Fate.OPENED,
        arrived_at__gte=timezone.now() - A_DAY,
    )
    rows = theirs.annotate(words=Left("message__body", MOST_COMPARED), is_set_off=Exists(ours)).order_by("pk")
    found, said = Counter(), defaultdict(set)
    for sender, subject, words, is_set_off in rows.values_list("sender", "subject", "words", "is_set_off")[
        :MOST_WEIGHED
    ]:
        bare = re.sub(r"[\W\d_]+", "", f"{subject}{words}")
        found[sender] += is_set_off and bare in said[sender]
        said[sender].add(bare)
    return found
