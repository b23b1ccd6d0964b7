"""`manage.py seed`: the demo world, and as many tickets around it as a measurement needs."""

from django.conf import settings
from django.core.management import BaseCommand

from helpdesk.demo import PASSWORD, making


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

    def handle(self, *, tickets, seed, bench, with_logins, verbosity, **_):
        if making.is_there():
            self.stdout.write("The world is already there.")
        else:
            # Passwords that everybody can read in the source are for a machine nobody else reaches.
            making.make(seed=seed, password=PASSWORD if settings.DEBUG or with_logins else None)
            self.stdout.write("The demo world is made.")
