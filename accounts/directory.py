"""Finds or introduces a person by the address they write from."""

from django.db import IntegrityError, transaction

from accounts.models import Organization, User


def introduce(email, *, name="", language=None):
    """The person with this address, made known if they are new; such a person cannot sign in yet.

    An address alone proves nothing: a new person joins no organization here (see `join_by_domain`).
    """
    email = email.strip().lower()
    if known := User.objects.filter(email=email).first():
        return known
    facts = {"name": name[:120], **({"language": language} if language else {})}
    try:
        with transaction.atomic():
            return User.objects.create_user(email, **facts)
    except IntegrityError:  # somebody introduced them in the same moment
        return User.objects.get(email=email)


def join_by_domain(user):
    """Make `user` a member of the organization that owns their address's domain; call once it is verified."""
    if user.organization_id is None:
        domain = user.email.rpartition("@")[2]
        user.organization = Organization.objects.filter(domains__domain=domain, is_active=True).first()
        user.save(update_fields=["organization"])
