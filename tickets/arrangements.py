"""The views at the side as one person keeps them: which, in which order, and with which columns."""

from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from core.kept import Kept
from tickets.columns import USUAL, known
from tickets.models import Arrangement, SavedView
from tickets.queues import BUILT_IN, saved_queue


@Kept
def views_of(user, desks):
    """The saved views of a reader, in order."""
    return SavedView.objects.visible_to(User.stand_in(user, desks))


@Kept
def kept_by(user):
    """How somebody keeps the views."""
    return Arrangement.objects.of(user)


class Arrangements:
    """What `user` keeps of the views, and the saved ones they see: a statement each, when it is first needed."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def saved_views(self):
        """The saved views this person may see."""
        return views_of.rows(**self.user.as_values)

    @property
    def groups(self):
        """[(title, views)] in this person's order, hidden views too; the first group is there even when empty."""
        own = [saved_queue(view) for view in self.saved_views if view.desk_id is None]
        shared = [saved_queue(view) for view in self.saved_views if view.desk_id is not None]
        titled = [("", list(BUILT_IN.values())), (_("My views"), own), (_("Shared views"), shared)]
        return [(title, sorted(queues, key=self._place)) for title, queues in titled if queues]

    def find(self, slug):
        """The view called `slug` with its group, or (None, []) when this person sees no such view."""
        for _title, queues in self.groups:
            for queue in queues:
                if queue.slug == slug:
                    return queue, queues
        return None, []

    def is_hidden(self, slug):
        return slug in self._kept and self._kept[slug].is_hidden

    def columns(self, slug):
        """The names of the columns of that view, in order."""
        for view in (slug, Arrangement.ALL_VIEWS):
            if view in self._kept and self._kept[view].columns:
                return known(self._kept[view].columns)
        return USUAL

    def widths(self, slug):
        """Pixels by the name of a column, of those of that view that were sized."""
        return self._kept[slug].widths if slug in self._kept else {}

    def move(self, slug, step):
        """Let the view change places with the one `step` (1 or -1) further in its group, if there is one."""
        queue, queues = self.find(slug)
        place = queues.index(queue)
        if 0 <= place + step < len(queues):
            queues.insert(place + step, queues.pop(place))
            Arrangement.objects.place(self.user, [queue.slug for queue in queues])

    @cached_property
    def _kept(self):
        return {row.view: row for row in kept_by.rows(user=self.user.pk)}

    def _place(self, queue):
        # What came after the last arranging stands last.
        kept = self._kept.get(queue.slug)
        return (kept is None or kept.place is None, kept.place or 0 if kept else 0)
