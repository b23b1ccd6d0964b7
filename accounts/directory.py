"""Finds or introduces a person by the address they write from, and keeps addresses and memberships in step."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from accounts.names import tidy
from accounts.roles import Sight
from core import gathered


def introduce(email, *, name="", language=None):
    """The person with this address, made known if they are new; such a person cannot sign in yet.

    An address alone proves nothing: a new person joins no organization here (see `join_by_domain`).
    """
    email = email.strip().lower()
    if known := User.objects.filter(email=email).first():
        return known
    try:
        with transaction.atomic():
            return make_known(email, name=name, language=language)
    except IntegrityError:  # somebody introduced them in the same moment
        return User.objects.get(email=email)


def make_known(email, *, name="", language=None):
    """Introduce a person nobody knows; IntegrityError, now or as the gathering around this ends, if somebody does."""
    user = User(
        email=email.strip().lower(), name=tidy(name)[:120], **({"language": language} if language else {})
    )
    user.set_unusable_password()
    gathered.add(user)
    return user


def join_by_domain(user):
    """Make `user` a member of the organization that owns their address's domain; call once it is verified."""
    if user.organization_id is None:
        user.organization = _owner_of(user.email)
        user.save(update_fields=["organization"])


def follow_domain(user, former):
    """Let membership follow a verified change of address from `former`; what another way gave stays."""
    came_with_domain = user.organization_id and user.organization == _owner_of(former)
    if came_with_domain and _owner_of(user.email) != user.organization:
        user.organization, user.department, user.sight = None, None, Sight.OWN
        user.save(update_fields=["organization", "department", "sight"])
    join_by_domain(user)


@transaction.atomic
def change_address(user, email):
    """Give `user` another address on an administrator's word; they verify it at their next sign-in.

    The former address opens nothing any more. Raises IntegrityError when the address is somebody else's.
    """
    user.email = email.strip().lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


def vouch_for(user):
    """Take the address of `user` for verified without a mail: for people an administrator makes."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def _owner_of(address):
    domain = address.rpartition("@")[2]
    return Organization.objects.filter(domains__domain=domain, is_active=True).first()
