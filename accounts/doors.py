"""Who may pass which door. Every view carries exactly one of these; a test over all routes insists on it.

Strangers are sent to sign in; insiders without the role get 403; whether a *row* may be seen is
never asked here but by `visible_to(user)`, and is answered with 404.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from accounts.roles import may


def open_to_all(view):
    """Anybody may pass, signed in or not."""
    view = login_not_required(view)
    view.policy = "open"
    return view


def signed_in(view):
    """Every signed-in person may pass; DoorMiddleware has turned strangers away before."""
    view.policy = "signed_in"
    return view


def _only(ability):
    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user, ability):
                raise PermissionDenied
            # This object lives as long as the request, so its desks need to be asked for only once.
            request.user.is_of_one_request = True
            return view(request, *args, **kwargs)

        guarded.policy = ability
        return guarded

    return guard


agents_only = _only("work_tickets")
leads_only = _only("lead_team")
admins_only = _only("administer")
