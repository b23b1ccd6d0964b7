"""The well-known passwords of the demo world: who may have them, and when they go."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from accounts.models import User
from helpdesk.demo import LOGINS, PASSWORD


def close():
    """Take the well-known passwords from the demo world's people, ending their sessions; how many had one."""
    open_doors = _demo_people().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return open_doors.update(password=make_password(None))


def open_again():
    """Give them back where they were taken, unless anybody else lives here whom that could harm; how many."""
    closed = _demo_people().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if not closed.exists() or User.objects.exclude(pk__in=_demo_people()).exists():
        return 0
    return closed.update(password=make_password(PASSWORD))


def working():
    """Those of LOGINS with which one can sign in now."""
    people = User.objects.filter(is_active=True).in_bulk(
        [email for _, email, _ in LOGINS], field_name="email"
    )
    return [login for login in LOGINS if (person := people.get(login[1])) and person.check_password(login[2])]


def _demo_people():
    # No real address can end so (RFC 2606 §2).
    return User.objects.filter(email__iendswith=".example")
