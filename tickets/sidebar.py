"""The views and sections at the side of every page of the desk, with their counts."""

from django.urls import reverse

from accounts.models import User
from core.kept import Kept
from tickets.arrangements import Arrangements
from tickets.counts import countable, counts, counts_of, told
from tickets.models import Ticket

UNCOUNTED = {"open", "closed", "everything", "following"}


def groups(user, current="", kept=None):
    """The groups of links for `user` (`kept`: their Arrangements): four statements whatever there is.

    `current` is the slug of the view at hand, which is listed even when it is hidden.
    """
    kept = kept or Arrangements(user)
    titled = [
        (title, [queue for queue in queues if queue.slug == current or not kept.is_hidden(queue.slug)])
        for title, queues in kept.groups
    ]
    found = _counts(user, [queue for _title, queues in titled for queue in queues])
    address = reverse("tickets:queue")
    return [
        {"title": title, "items": [_item(queue, address, found.get(queue.slug), current) for queue in queues]}
        for title, queues in titled
        if queues or not title
    ]


def _counts(user, queues):
    counted = [queue for queue in queues if queue.is_counted and queue.slug not in UNCOUNTED]
    lasting = [queue for queue in counted if queue.tree.is_lasting]
    others = [queue for queue in counted if not queue.tree.is_lasting]
    desks = tuple(user.desk_keys)
    found = counts([counted_by.statement(desks, queue.tree, user=user.pk) for queue in lasting])
    found += counts_of(Ticket.objects.worked_by(user).filter(queue.tree.q(user)) for queue in others)
    return {queue.slug: count for queue, count in zip(lasting + others, found, strict=True)}


# Desks differ so much in size that a plan for all of them is good for none.
@Kept
def counted_by(desks, tree, user):
    """What a view holds for its reader, as far as it is counted."""
    reader = User.stand_in(user, desks)
    return countable(Ticket.objects.worked_by(reader).filter(tree.q(reader)))


def _item(queue, address, count, current):
    return {
        "url": f"{address}?view={queue.slug}",
        "label": queue.label,
        "icon": queue.icon,
        "hue": queue.hue,
        "key": queue.key,
        "count": told(count) if count else None,
        "is_hot": queue.is_hot and bool(count),
        "is_current": queue.slug == current,
    }
