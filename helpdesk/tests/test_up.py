"""What `manage.py up` does before anything is served."""

import io
import signal
import socket

import pytest
from django.core.management import CommandError
from django.test import Client

from accounts.models import Organization, User
from helpdesk.demo import LOGINS, doors, making, quiet_week
from helpdesk.management.commands.up import MAIL_PORT_ABOVE, Command, port_for_mail, refuse_taken_port

pytestmark = pytest.mark.django_db
KNOWN = "quiet harbour seven boats"


@pytest.fixture
def few_stories(monkeypatch):
    monkeypatch.setattr(making, "STORIES", [quiet_week])
    monkeypatch.setattr(quiet_week, "build", lambda world: None)


def test_nobody_of_the_demo_world_stays_signed_in_in_production():
    emma = User.objects.create_user("emma@meridian.example", KNOWN)
    ben = User.objects.create_user("ben@company.test", KNOWN)
    browser = Client()
    browser.force_login(emma)

    assert doors.close() == 1
    assert doors.close() == 0

    emma.refresh_from_db()
    ben.refresh_from_db()
    assert not emma.has_usable_password()
    assert ben.check_password(KNOWN)
    assert emma.get_session_auth_hash() != browser.session["_auth_user_hash"]


def test_a_first_load_that_was_broken_off_begins_anew_with_passwords_that_work(few_stories, monkeypatch):
    with monkeypatch.context() as interrupted:
        interrupted.setattr(quiet_week, "build", lambda world: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            Command().make_demo()
    assert not User.objects.exists()
    assert not Organization.objects.exists()

    Command().make_demo()
    Command().make_demo()

    assert doors.working() == LOGINS
    for _role, email, password in LOGINS:
        answer = Client().post("/accounts/login/", {"login": email, "password": password})
        assert (answer.status_code, answer.url) == (302, "/")


def test_passwords_that_were_taken_come_back_where_only_the_demo_lives(few_stories):
    Command().make_demo()
    doors.close()
    assert doors.working() == []

    Command().make_demo()
    assert doors.working() == LOGINS

    doors.close()
    User.objects.create_user("ben@company.test", KNOWN)
    Command().make_demo()
    assert doors.working() == []


def test_only_logins_that_work_are_printed(few_stories):
    Command().make_demo()
    said = io.StringIO()
    Command(stdout=said).welcome(8000, production=False)
    assert said.getvalue().count(KNOWN) == len(LOGINS)

    doors.close()
    said = io.StringIO()
    Command(stdout=said).welcome(8000, production=False)
    assert KNOWN not in said.getvalue()
    assert "createsuperuser" in said.getvalue()


def test_a_newcomer_reads_where_mail_becomes_tickets(few_stories):
    Command().make_demo()
    said = io.StringIO()
    Command(stdout=said).welcome(8000, production=False, mail_port=8525)
    assert "support@meridian.example" in said.getvalue()
    assert "port 8525" in said.getvalue()


def test_mail_is_taken_beside_the_page_unless_somebody_has_that_port():
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        port = somebody.getsockname()[1] - MAIL_PORT_ABOVE
        somebody.listen()
        assert port_for_mail(port) is None
    assert port_for_mail(port) == port + MAIL_PORT_ABOVE
    assert port_for_mail(65_500) is None


def test_a_taken_port_is_named_with_the_way_out():
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used.*--port {port + 1}"):
            refuse_taken_port(port)
    refuse_taken_port(port)
