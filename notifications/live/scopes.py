"""What the readers of streams may hear, asked for all of them at once and off the event loop."""

from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone

from accounts.models import Desk, Team, User
from accounts.roles import Sight


@dataclass(frozen=True)
class Scope:
    """Whose changes a person hears of: ids of desks, and of the organization or department in their sight."""

    desks: frozenset = frozenset()
    organization: int | None = None
    department: int | None = None


def scope_of(user):
    """The scope of one person, by the same rules as tickets/models/visible.py."""
    sees = {Sight.ORGANIZATION: "organization", Sight.DEPARTMENT: "department"}.get(user.sight)
    return Scope(
        frozenset(Desk.objects.worked_by(user).values_list("pk", flat=True)),
        **({sees: getattr(user, f"{sees}_id")} if sees else {}),
    )


class Register:
    """Who still may listen. Scopes are asked again only for people whose role or teams have changed, or when old."""

    FRESH_ROUNDS = 15

    def __init__(self):
        self._known = {}
        self._round = 0

    def look(self, readers):
        """The scope of each reader of `readers`, (user id, session key, auth hash) → Scope; those left out have
        lost their account, their session, or their password."""
        close_old_connections()
        self._round += 1
        users = User.objects.in_bulk({user_id for user_id, _key, _hash in readers})
        alive = set(
            Session.objects.filter(
                session_key__in={key for _user, key, _hash in readers}, expire_date__gt=timezone.now()
            ).values_list("session_key", flat=True)
        )
        places = self._places(users)
        found = {}
        for reader in readers:
            user_id, key, auth_hash = reader
            user = users.get(user_id)
            if user and user.is_active and key in alive and auth_hash == user.get_session_auth_hash():
                found[reader] = self._scope(user, places.get(user_id, frozenset()))
        self._known = {user_id: known for user_id, known in self._known.items() if user_id in users}
        return found

    def _scope(self, user, teams):
        signs = (user.role, user.sight, user.organization_id, user.department_id, teams)
        known = self._known.get(user.pk)
        if known is None or known[0] != signs or self._round - known[1] >= self.FRESH_ROUNDS:
            known = self._known[user.pk] = (signs, self._round, scope_of(user))
        return known[2]

    def _places(self, users):
        members = Team.members.through.objects.filter(user_id__in=users).values_list("user_id", "team_id")
        places = {}
        for user_id, team_id in members:
            places[user_id] = places.get(user_id, frozenset()) | {team_id}
        return places
