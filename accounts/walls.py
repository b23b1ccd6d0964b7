"""Walls stand before administrators too: nobody lets themselves in, those inside hear of others."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.mail import send_mail
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import Desk, Team, User
from accounts.reader import read_by
from accounts.roles import MAY


class Walls:
    """The closed desks as they stand before `user` changes something in the administration."""

    def __init__(self, user):
        self.user = user
        walled = Desk.objects.filter(is_walled=True)
        self.walled = [desk.pk for desk in walled]
        self.shut = [desk.pk for desk in walled.exclude(pk__in=Desk.objects.worked_by(user).values("pk"))]
        self.inside = self._inside()

    def opened(self):
        """Which of those that were shut `user` could now look into."""
        return list(Desk.objects.worked_by(self.user).filter(pk__in=self.shut))

    def newcomers(self):
        """(desk, person) of everybody who has come in since."""
        arrived = self._inside() - self.inside
        desks = Desk.objects.in_bulk({desk for desk, _person in arrived})
        people = User.objects.in_bulk({person for _desk, person in arrived})
        return [(desks[desk], people[person]) for desk, person in sorted(arrived)]

    def guards(self, desk):
        """Who hears of newcomers: those who lead at the desk, or else everybody who was inside."""
        inside = [person for pk, person in self.inside if pk == desk.pk]
        there = User.objects.filter(pk__in=inside, is_active=True)
        return there.filter(role__in=MAY["lead_team"]) or there

    def _inside(self):
        members = Team.objects.in_use().filter(desk__in=self.walled, members__isnull=False)
        return set(members.values_list("desk", "members"))


class KeepsWalls:
    """For the pages of the administration by which people come to desks, and desks to their walls."""

    def changeform_view(self, request, *args, **kwargs):
        return self._before_walls(request, partial(super().changeform_view, request, *args, **kwargs))

    def response_action(self, request, *args, **kwargs):
        return self._before_walls(request, partial(super().response_action, request, *args, **kwargs))

    def _before_walls(self, request, act):
        if request.method != "POST":
            return act()
        with transaction.atomic():
            walls = Walls(request.user)
            answer = act()
            opened = walls.opened()
            transaction.set_rollback(bool(opened))
            for desk, person in [] if opened else walls.newcomers():
                announce(desk, person, walls.guards(desk), by=request.user)
        return refuse(request, opened) if opened else answer


def refuse(request, desks):
    """Say that nobody lets themselves in, with a line in the history of changes."""
    list(messages.get_messages(request))  # what was to be said of a change that has not happened
    told = _("Tried to get behind the walls of this desk, and was refused.")
    LogEntry.objects.log_actions(request.user.pk, desks, CHANGE, told)
    for desk in desks:
        words = _(
            "Nothing was changed. %(desk)s is a closed desk, and nobody lets themselves in: "
            "ask another administrator."
        )
        messages.error(request, words % {"desk": desk})
    return redirect(request.get_full_path())


def announce(desk, person, guards, *, by):
    """Write to the guards of a closed desk that somebody can now read its tickets."""
    for guard in guards:
        if guard not in (by, person):
            with read_by(guard):
                facts = {"person": person, "desk": desk, "admin": by}
                subject = _("%(person)s can now read the tickets of %(desk)s")
                words = _(
                    "%(admin)s has let %(person)s into %(desk)s. It is a closed desk: only members of its teams see "
                    "its tickets. If this should not be, speak with %(admin)s; the administration keeps a history."
                )
                send_mail(subject % facts, words % facts, None, [guard.email])
