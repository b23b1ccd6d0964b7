"""An agent who goes on reading and answering while everything around falls over."""

import statistics
import threading
import time

from django.db import connection
from django.urls import reverse

from tickets.models import Ticket


class Visits:
    """Opens pages, one after the other, in a thread of its own for as long as the block lasts."""

    def __init__(self, office, *, is_writing=True):
        self.browser, self.is_writing = office.visitor(), is_writing
        self.seconds, self.failures, self.answers = [], 0, 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_trouble):
        self.over.set()
        self.thread.join(60)

    @property
    def p95(self):
        """Milliseconds."""
        if len(self.seconds) < 2:
            return 0
        return round(1000 * statistics.quantiles(self.seconds, n=20)[-1])

    def told(self):
        return {
            "pages read": len(self.seconds),
            "answers written": self.answers,
            "milliseconds a page (p95)": self.p95,
        }

    def _go_on(self):
        # The first pages of a process are slow for reasons of their own.
        self._open(reverse("tickets:queue"))
        self.seconds.clear()
        while not self.over.wait(0.3):
            self._open(reverse("tickets:queue"))
            ticket = Ticket.objects.order_by("-pk").first()
            if ticket:
                self._open(ticket.get_absolute_url())
                if self.is_writing:
                    self._answer(ticket)
        connection.close()

    def _open(self, path):
        began = time.monotonic()
        answer = self.browser.get(path)
        self.seconds.append(time.monotonic() - began)
        self.failures += answer.status_code >= 400

    def _answer(self, ticket):
        path = reverse("tickets:reply", args=[ticket.number])
        answer = self.browser.post(path, {"body": "We look at it."})
        self.failures += answer.status_code >= 400
        self.answers += 1
