"""`manage.py sla_fsck`: whether the clocks are what the events of their tickets say."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sla.book import open_book
from sla.models import ServiceRecord
from sla.replay import differences, rebuild
from tickets.models import Ticket


class Command(BaseCommand):
    help = "Reads the events of tickets again and compares the clocks; --repair puts wrong ones right."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true")
        parser.add_argument(
            "tickets", nargs="*", type=int, help="numbers; all that have clocks when left out"
        )

    def handle(self, *args, tickets, repair, **options):
        records = ServiceRecord.objects.order_by("pk")
        if tickets:
            records = records.filter(ticket__number__in=tickets)
        book, looked_at, wrong = open_book(), 0, 0
        for pk in records.values_list("pk", flat=True).iterator():
            looked_at += 1
            found = self._check(pk, book, repair)
            wrong += bool(found)
        self.stdout.write(f"{looked_at} tickets read again, {wrong} differ.")
        if wrong and not repair:
            raise CommandError("The clocks of some tickets are not what their events say; see above.")

    @transaction.atomic
    def _check(self, pk, book, repair):
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=pk)
        found = rebuild(ticket) if repair else differences(ticket, book)
        for what, was, now in found:
            self.stdout.write(f"#{ticket.number} {what}: {was} should be {now}")
        return found
