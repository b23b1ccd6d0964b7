"""`manage.py up`: the whole helpdesk in one terminal. bin/run calls it."""

import http.client
import io
import os
import socket
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management import BaseCommand, CommandError, call_command

from channels.models import Mailbox
from helpdesk import embedded, ground, interrupts
from helpdesk.collected import collect_if_changed
from helpdesk.demo import doors
from helpdesk.engines.lease import Lease
from helpdesk.supervisor import Supervisor, home_parts

READY_SECONDS = 120
# A part that ends so often before the first page will not come up by itself.
FEW_TRIES = 3
# What shells say of a program that Ctrl-C ended.
INTERRUPTED = 130
MAIL_PORT_ABOVE = 525


class Command(BaseCommand):
    help = "Bring database and files up to date, then run web, worker and beat until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--production", action="store_true", help="Without the demo world.")

    def handle(self, *, port, production, **_):
        refuse_taken_port(port)
        lock = hold_alone(port)
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        mail_port = None if production else port_for_mail(port)
        os.environ["MAIL_DOOR"] = f"localhost:{mail_port}" if mail_port else ""
        try:
            with interrupts.heard():
                with self.step("Starting the engines"):
                    engines = embedded.ensure_all()
                self.prepare(with_demo=not production)
            logs = None if production else settings.VAR_DIR / "log"
            parts = home_parts(port=port, var=settings.VAR_DIR, logs=logs, mail_port=mail_port)
            self.serve(Supervisor(parts, engines, self.stdout.write), port, production, mail_port)
        except KeyboardInterrupt:
            # What was begun is taken back, or taken up at the next start.
            sys.exit(INTERRUPTED)
        finally:
            self.leave(lock)

    def prepare(self, *, with_demo):
        self.try_the_ground()
        with self.step("Bringing the database up to date"):
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
            call_command("createcachetable", verbosity=0)
        with self.step("Compiling translations"):
            call_command("compilemessages", verbosity=0)
        if not settings.DEBUG:
            with self.step("Collecting static files"):
                collect_if_changed()
        if with_demo:
            self.make_demo()
        else:
            self.keep_demo_out()

    def try_the_ground(self):
        trouble = ground.trouble_with_database()
        if trouble:
            raise CommandError(trouble)
        self.warn(ground.trouble_with_redis())

    def warn(self, words):
        if words:
            self.stdout.write(self.style.WARNING(words))

    def make_demo(self):
        if get_user_model().objects.exists():
            doors.open_again()
            return
        with self.step("Loading the demo world"):
            # The passwords are printed below and lead into nobody's house: nothing else is in it.
            call_command("seed", with_logins=True, stdout=io.StringIO())

    def keep_demo_out(self):
        closed = doors.close()
        if closed:
            self.stdout.write(
                f"{closed} people of the demo world can no longer sign in. bin/run --fresh deletes them all."
            )

    def serve(self, supervisor, port, production, mail_port):
        with self.step("Starting web, worker and beat"):
            supervisor.start()
            wait_for_web(supervisor, port)
        if not supervisor.is_stopping:
            self.welcome(port, production, mail_port)
        supervisor.run()

    def welcome(self, port, production, mail_port=None):
        self.stdout.write(self.style.SUCCESS(f"\nThe helpdesk is at http://localhost:{port}/\n"))
        admins = get_user_model().objects.admins().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        for role, email, password in [] if production else doors.working():
            self.stdout.write(f"  {role:<10} {email:<24} {password}")
        mailbox = mail_port and Mailbox.objects.in_use().order_by("pk").first()
        if mailbox:
            self.stdout.write(
                f"\nMail to {mailbox} becomes a ticket: send it with any program by localhost, port {mail_port}."
            )
        if not admins.exists():
            self.stdout.write(f"Make the first admin: {sys.executable} manage.py createsuperuser")
        self.stdout.write("\nCtrl-C stops it.")

    def leave(self, lock):
        for name in embedded.let_go():
            self.stdout.write(f"{name} stays up for another command that uses it.")
        lock.release()
        self.stdout.write("Stopped.")

    @contextmanager
    def step(self, words):
        self.stdout.write(f"{words} ...", ending=" ")
        self.stdout.flush()
        began = time.monotonic()
        yield
        self.stdout.write(f"{time.monotonic() - began:.1f} s")


def refuse_taken_port(port):
    """Raise CommandError when somebody listens on the port already."""
    try:
        try_port(port)
    except OSError as trouble:
        raise CommandError(
            f"Port {port} cannot be used ({trouble.strerror}). Choose another one: bin/run --port {port + 1}"
        ) from None


def port_for_mail(port):
    """Where mail is taken beside a page at `port`: 525 above it; None when that one is taken."""
    try:
        try_port(port + MAIL_PORT_ABOVE)
    except (OSError, OverflowError):
        return None
    return port + MAIL_PORT_ABOVE


def try_port(port):
    """OSError unless somebody could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def hold_alone(port):
    """The lock of the one helpdesk that may run in this VAR_DIR; CommandError when there is one already."""
    lock = Lease(settings.VAR_DIR / "run" / "up.lock")
    if not lock.take_alone():
        raise CommandError(f"This helpdesk is running already. Stop it first ({settings.VAR_DIR}).")
    return lock


def wait_for_web(supervisor, port):
    """Look after the parts until a page is answered; CommandError when that will not happen."""
    deadline = time.monotonic() + READY_SECONDS
    while not supervisor.is_stopping and not answers(port):
        supervisor.look()
        if time.monotonic() > deadline or any(part.failures >= FEW_TRIES for part in supervisor.parts):
            supervisor.end()
            raise CommandError(f"No page can be shown. What went wrong stands in {settings.VAR_DIR / 'log'}.")
        time.sleep(0.1)


def answers(port):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz", headers={"Host": "localhost"})
        return line.getresponse().status < 500
    except OSError:
        return False
    finally:
        line.close()
