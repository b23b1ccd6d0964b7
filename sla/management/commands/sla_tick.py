"""`manage.py sla_tick`: fires what is due, as every worker does; by hand, or beside workers."""

import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from sla.models import ClockJump
from sla.ticking import tick

LONGEST_PAUSE = 10


class Command(BaseCommand):
    help = "Fires the steps of service levels that are due, once a second until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="look once and end")
        parser.add_argument(
            "--resume",
            action="store_true",
            help="the clock of the database is right: fire again after a jump",
        )

    def handle(self, *args, once, resume, **options):
        if resume:
            ended = ClockJump.objects.end(by_word=True)
            self.stdout.write("The clock is believed again." if ended else "There is no alarm to end.")
        elif once:
            self.stdout.write(f"{tick()} passed.")
        else:
            self._go_on()

    def _go_on(self):
        pause = 1
        while True:
            try:
                tick()
                pause = 1
            except DatabaseError as error:
                # A database that is away comes back; until then it is asked less and less often.
                self.stderr.write(f"The database does not answer: {error}")
                pause = min(pause * 2, LONGEST_PAUSE)
            close_old_connections()
            try:
                time.sleep(pause)
            except KeyboardInterrupt:
                return
