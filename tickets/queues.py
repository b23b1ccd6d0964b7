"""The views of the queue: those everybody has, and those somebody saved: a tree of conditions and an order."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tickets.conditions import Tree
from tickets.models import SavedView


@dataclass(frozen=True)
class Queue:
    """One view: what stands in it and in which order. `slug` is what addresses call it."""

    slug: str
    label: str
    tree: Tree
    sort: str = "due"
    icon: str = ""
    hue: int = 0
    is_hot: bool = False
    key: str = ""
    saved: SavedView | None = None
    nothing: str = ""

    @property
    def is_counted(self):
        return self.tree.is_open_only


def _built_in(slug, label, icon, *conditions, **facts):
    entries = [{"field": field, "is": values.split()} for field, values in conditions]
    return Queue(slug, label, Tree.of({"all": entries}), icon=icon, **facts)


OPEN = ("stage", "open")
MY_OPEN = _built_in(
    "my-open", _("My open"), "inbox", ("assignee", "me"), OPEN,
    key="g i", nothing=_("No ticket is waiting for you. Take one from Unassigned."),
)  # fmt: skip
EVERYTHING = _built_in("everything", _("All tickets"), "ticket", sort="updated", key="g t")
BUILT_IN = {
    queue.slug: queue
    for queue in [
        MY_OPEN,
        _built_in(
            "unassigned", _("Unassigned"), "users", ("assignee", "nobody"), OPEN,
            key="g u", nothing=_("Every open ticket has somebody who looks after it."),
        ),
        _built_in(
            "due", _("Due soon or overdue"), "alert-triangle", ("due", "soon"), ("stage", "new in_progress"),
            is_hot=True, key="g d", nothing=_("Nothing is overdue or due within two hours."),
        ),
        _built_in(
            "waiting", _("Waiting"), "hourglass", ("stage", "waiting"),
            key="g w", nothing=_("No ticket is waiting."),
        ),
        _built_in(
            "mentions", _("Mentions"), "at", ("part", "mentioned"), OPEN,
            sort="updated", key="g m", nothing=_("Nobody has mentioned you with @ on an open ticket."),
        ),
        _built_in(
            "drafts", _("My drafts"), "pencil", ("part", "drafted"), OPEN,
            sort="updated", nothing=_("You have no unsent drafts on open tickets."),
        ),
        _built_in(
            "following", _("Followed"), "star", ("part", "followed"), OPEN,
            sort="updated", nothing=_("You follow no open tickets. Press F on one to be told of everything."),
        ),
        _built_in("open", _("All open"), "list", OPEN, key="g o", nothing=_("Nothing is open. Well done.")),
        _built_in(
            "closed", _("Recently closed"), "circle-check", ("stage", "resolved closed"),
            sort="updated", nothing=_("No ticket has been resolved or closed yet."),
        ),
        EVERYTHING,
    ]
}  # fmt: skip


def saved_queue(saved):
    """The queue of a saved view; without any ticket when its conditions cannot be read any more."""
    try:
        tree = Tree.of(saved.conditions)
    except ValidationError:
        tree = Tree(is_any=True)
    return Queue(f"{saved.pk}", str(saved), tree, sort=saved.sort, hue=saved.hue, saved=saved)


def queue_of(slug, saved_views):
    """The view that addresses call `slug`, else None. `saved_views` are those the reader may see."""
    if slug in BUILT_IN:
        return BUILT_IN[slug]
    saved = next((view for view in saved_views if str(view.pk) == slug), None)
    return saved_queue(saved) if saved else None
