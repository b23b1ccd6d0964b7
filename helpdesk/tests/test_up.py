"""What `manage.py up` does before anything is served."""

import socket

import pytest
from django.core.management import CommandError
from django.test import Client

from accounts.models import User
from helpdesk.management.commands.up import close_demo_doors, refuse_taken_port

pytestmark = pytest.mark.django_db
KNOWN = "quiet harbour seven boats"


def test_nobody_of_the_demo_world_stays_signed_in_in_production():
    emma = User.objects.create_user("emma@meridian.example", KNOWN)
    ben = User.objects.create_user("ben@company.test", KNOWN)
    browser = Client()
    browser.force_login(emma)

    assert close_demo_doors() == 1
    assert close_demo_doors() == 0

    emma.refresh_from_db()
    ben.refresh_from_db()
    assert not emma.has_usable_password()
    assert ben.check_password(KNOWN)
    assert emma.get_session_auth_hash() != browser.session["_auth_user_hash"]


def test_a_taken_port_is_named_with_the_way_out():
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used.*--port {port + 1}"):
            refuse_taken_port(port)
    refuse_taken_port(port)
