"""Every part of the design system on one page, in all its states, for the people who build pages."""

from datetime import timedelta
from types import SimpleNamespace

from django.shortcuts import render
from django.utils import timezone

from accounts.doors import agents_only
from core.context import THEMES

PRIORITIES = {1: "Urgent", 2: "High", 3: "Normal", 4: "Low"}
# Group, name, hue of the statuses shown.
STATUSES = [
    ("new", "New", 10),
    ("in_progress", "Open", 9),
    ("waiting", "Waiting for customer", 2),
    ("resolved", "Resolved", 5),
    ("closed", "Closed", 0),
]
SUBJECTS = [
    ("Darya Sokolova", "Production VPN gateway unreachable from Kazan office", 1, 1),
    ("Hugo Lefèvre", "Payroll export stops at row 5,000", 1, 2),
    ("Sina Rahimi", "چاپگر طبقهٔ سوم کار نمی‌کند", 0, 3),
    ("Ahmet Yılmaz", "Şifremi sıfırlayamıyorum, kod gelmiyor", 3, 3),
    ("Иван Петров", "Не открывается отчёт по складу", 4, 4),
]


class Named(SimpleNamespace):
    """Something with a name, as rows of the database have one."""

    def __str__(self):
        return self.name


@agents_only
def styleguide(request):
    return render(request, "styleguide/styleguide.html", samples(request))


def samples(request):
    """People, tickets and moments to show; `?theme=` shows the page as somebody else sees it."""
    now = timezone.now()
    shown = {"theme": request.GET["theme"]} if request.GET.get("theme") in THEMES else {}
    return {
        "people": [Named(pk=number, name=name) for number, (name, *_) in enumerate(SUBJECTS, start=1)],
        "hues": range(12),
        "tickets": [ticket(number, *row) for number, row in enumerate(SUBJECTS, start=10461)],
        "statuses": [Named(status=status(*row)) for row in STATUSES],
        "now": now,
        "earlier": now - timedelta(minutes=27),
        "long_ago": now - timedelta(days=40),
        "soon": now + timedelta(hours=3),
        **shown,
    }


def ticket(number, requester, subject, place, level):
    return Named(
        name=subject,
        number=number,
        requester=Named(pk=number, name=requester),
        status=status(*STATUSES[place]),
        priority=level,
        get_priority_display=PRIORITIES[level],
    )


def status(group, name, hue):
    return Named(group=group, name=name, hue=hue)
