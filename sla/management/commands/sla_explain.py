"""`manage.py sla_explain TICKET`: every clock of a ticket with its proof."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from core.clock import database_time
from sla.book import open_book
from sla.explaining import ahead, proof
from sla.models import Clock
from tickets.models import Ticket


class Command(BaseCommand):
    help = "Prints every clock of a ticket: each open stretch, each pause, and the sums."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)

    def handle(self, *args, number, **options):
        ticket = Ticket.objects.filter(number=number).first()
        if ticket is None:
            raise CommandError(f"There is no ticket {number}.")
        book = open_book()
        clocks = Clock.objects.of(ticket).select_related("target", "calendar", "team")
        if not clocks:
            self.stdout.write(f"Nothing is promised for ticket {number}.")
        for clock in clocks:
            self._explain(clock, book.calendar_of(clock))

    def _explain(self, clock, calendar):
        target = clock.target
        promised = f"{target.days} working days" if target.days else long(target.amount)
        owner = f" of {clock.team}" if clock.team else ""
        self.stdout.write(
            f"\n{clock.get_metric_display()}{owner}, cycle {clock.cycle}: {promised} by {clock.calendar}"
        )
        now = database_time()
        lines = proof(clock, calendar, now)
        lines += ahead(clock, calendar, now, lines[-1].sum if lines else 0)
        for line in lines:
            begins, ends = (moment.astimezone(calendar.zone) for moment in (line.begins, line.ends))
            words = f"  {line.kind:6} {begins:%a %Y-%m-%d %H:%M:%S} to {ends:%a %Y-%m-%d %H:%M:%S}"
            self.stdout.write(f"{words}  {long(line.amount):>14}  {long(line.sum):>14}")
        ended = f"{clock.get_why_stopped_display()} {clock.stopped_at}" if clock.stopped_at else "running"
        self.stdout.write(
            f"  {'paused' if clock.is_paused else ended}; due {clock.due_at}, breach {clock.breach_at}"
        )


def long(amount):
    """An amount of working time with hours as large as they come: 27:30:00."""
    seconds = timedelta(microseconds=amount).total_seconds()
    minutes, seconds = divmod(seconds, 60)
    return f"{int(minutes // 60)}:{int(minutes % 60):02}:{seconds:09.6f}".rstrip("0").rstrip(".")
