"""`manage.py seed`: the demo world, and as many tickets around it as a measurement needs."""

import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from helpdesk.demo import PASSWORD, making
from helpdesk.demo.crowd import loading
from tickets.models import Ticket

MOST = 1_000_000


class Command(BaseCommand):
    help = "Fill an empty house with the demo world; --tickets N adds realistic ones until there are N."

    def add_arguments(self, parser):
        parser.add_argument("--tickets", type=int, default=0, metavar="N", help="Have N tickets in all.")
        parser.add_argument("--seed", type=int, default=1, help="Other dice, another world.")
        parser.add_argument(
            "--bench", action="store_true", help="Say how many tickets a second were written."
        )
        parser.add_argument(
            "--with-logins", action="store_true", help="Known passwords although DEBUG is off."
        )

    def handle(self, *, tickets, seed, bench, with_logins, **_):
        if tickets > MOST:
            raise CommandError(f"At most {MOST:,} tickets.")
        if not making.is_there():
            # Passwords that everybody can read in the source are for a machine nobody else reaches.
            making.make(seed=seed, password=PASSWORD if settings.DEBUG or with_logins else None)
            self.stdout.write("The demo world is made.")
        elif not tickets:
            self.stdout.write("The world is already there.")
        if tickets:
            self.add(tickets - Ticket.objects.count(), seed, bench)

    def add(self, missing, seed, bench):
        if missing <= 0:
            self.stdout.write("There are as many tickets already.")
            return
        if not making.is_demo():
            raise CommandError("Only the demo world is given a crowd; this house has people of its own.")
        began = time.perf_counter()
        try:
            took = loading.load(missing, seed=seed)
        except ChildProcessError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{missing:,} tickets are added.")
        if bench:
            seconds = time.perf_counter() - began
            parts = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in took.items())
            self.stdout.write(
                f"{missing / seconds:,.0f} tickets a second, all included ({seconds:.1f} s; {parts})."
            )
