"""`manage.py mail_door --port 2525 [--lmtp]`: lets mail servers hand letters in."""

import threading

from django.core.management.base import BaseCommand

from channels.email.door import open_door


class Command(BaseCommand):
    help = (
        "Takes letters for our mailboxes by SMTP, or by LMTP from the mail server of the house, until Ctrl-C."
    )

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=2525)
        parser.add_argument(
            "--lmtp", action="store_true", help="Speak LMTP, as Postfix and Exim hand mail on."
        )

    def handle(self, *, host, port, lmtp, **_options):
        door = open_door(host, port, is_lmtp=lmtp)
        self.stdout.write(f"Mail is taken at {host}:{port}.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            door.stop()
