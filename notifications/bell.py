"""What the bell shows: notices grouped by ticket, under two tabs."""

from itertools import groupby
from operator import attrgetter

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import keyset_page
from notifications.models import Notification
from notifications.models.preference import ASKING
from notifications.wording import sentence

MOST_COUNTED = 99


class Tab(TextChoices):
    FOR_ME = "me", _("For me")
    BESIDE = "followed", _("Followed")

    @classmethod
    def named(cls, name):
        return cls(name) if name in cls.values else cls.FOR_ME


def notices_of(user, tab):
    """The notices of `user` under one tab that they may still see."""
    mine = Notification.objects.visible_to(user).in_bell()
    return mine.for_me() if tab == Tab.FOR_ME else mine.beside()


def count_for(user):
    """How many tickets have something new for `user` themself; 100 stands for more than 99."""
    new = notices_of(user, Tab.FOR_ME).new().order_by()
    return new.values("ticket").distinct()[: MOST_COUNTED + 1].count()


def page_for(user, tab, cursor=None):
    """One page of notices, newest first, with `groups`: those of one ticket that follow each other."""
    rows = notices_of(user, tab).select_related("ticket", "event__actor", "event__message")
    fresh = set(notices_of(user, tab).new().order_by("-pk").values_list("pk", flat=True)[:1000])
    page = keyset_page(rows, ["-pk"], cursor)
    for notice in page:
        notice.sentence = sentence(notice)
        notice.is_new = notice.pk in fresh
    by_ticket = sorted(page, key=lambda notice: (-newest(page)[notice.ticket_id], -notice.pk))
    page.groups = [group(list(notices)) for _id, notices in groupby(by_ticket, attrgetter("ticket_id"))]
    return page


def newest(page):
    """Ticket id → the id of its newest notice on this page."""
    return {notice.ticket_id: notice.pk for notice in reversed(page.rows)}


def group(notices):
    ticket = notices[0].ticket
    where = "portal:ticket" if notices[0].reason in ASKING else "tickets:ticket"
    return {
        "ticket": ticket,
        "url": reverse(where, args=[ticket.number]),
        "notices": notices,
        "is_new": any(notice.is_new for notice in notices),
    }


def frame_of(user):
    """The page's frame: agents stay at the desk, everybody else in the portal."""
    return "desk_base.html" if user.is_agent else "portal_base.html"
