"""The cast around the doors: Ann has an account, Ben helps, Ada administers; each can sign in."""

import pytest

from accounts.directory import vouch_for
from accounts.roles import Role
from accounts.tests.factories import UserFactory

PASSWORD = "correct horse battery"


def member(**facts):
    user = UserFactory(**facts)
    user.set_password(PASSWORD)
    user.save()
    vouch_for(user)
    return user


@pytest.fixture(autouse=True)
def quick_house(settings):
    """Mail is caught in `django.core.mail.outbox`, and hashing takes no time."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ann(db):
    return member(name="Ann Archer", email="ann@example.org")


@pytest.fixture
def ben(db):
    return member(name="Ben Baker", email="ben@example.com", role=Role.AGENT)


@pytest.fixture
def ada(db):
    return member(name="Ada Admin", email="ada@example.com", role=Role.ADMIN)


@pytest.fixture
def sign_in(client, db):
    """Sign in through the front door; gives the answer to the password."""

    def enter(user, password=PASSWORD, to="", **headers):
        return client.post(
            "/accounts/login/", {"login": user.email, "password": password, "next": to}, **headers
        )

    return enter
