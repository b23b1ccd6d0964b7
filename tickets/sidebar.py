"""The views and sections at the side of every page of the desk, with their counts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tickets.counts import counts_of, told
from tickets.models import SavedView, Ticket
from tickets.queues import BUILT_IN, saved_queue

UNCOUNTED = {"open", "closed", "everything", "following"}


def saved_views(user):
    """The saved views `user` may see: a list, one statement."""
    return list(SavedView.objects.visible_to(user).order_by("order", "name"))


def groups(user, current="", views=None):
    """The groups of links for `user`: two statements whatever there is. `current` is the slug of the view at hand."""
    views = saved_views(user) if views is None else views
    own = [saved_queue(view) for view in views if view.desk_id is None]
    shared = [saved_queue(view) for view in views if view.desk_id is not None]
    counts = _counts(user, [*BUILT_IN.values(), *own, *shared])
    titled = [("", BUILT_IN.values()), (_("My views"), own), (_("Shared views"), shared)]
    return [
        {"title": title, "items": [_item(queue, counts.get(queue.slug), current) for queue in queues]}
        for title, queues in titled
        if queues
    ]


def _counts(user, queues):
    counted = [queue for queue in queues if queue.is_counted and queue.slug not in UNCOUNTED]
    mine = Ticket.objects.worked_by(user)
    found = counts_of([mine.filter(queue.tree.q(user)) for queue in counted])
    return {queue.slug: count for queue, count in zip(counted, found, strict=True)}


def _item(queue, count, current):
    return {
        "url": f"{reverse('tickets:queue')}?view={queue.slug}",
        "label": queue.label,
        "icon": queue.icon,
        "hue": queue.hue,
        "key": queue.key,
        "count": told(count) if count else None,
        "is_hot": queue.is_hot and bool(count),
        "is_current": queue.slug == current,
    }
