"""Administrators learn from the health page that our mail does not arrive."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from channels.models import Breaker, Line, Mailbox, Outgoing, Transport
from channels.tests.conftest import mail_server
from channels.tests.test_outbox import letter
from helpdesk import health_of_sending

__all__ = ["mail_server"]
pytestmark = pytest.mark.django_db


def unwell():
    return [check.name for check in health_of_sending.checks() if not check.is_well]


def test_what_keeps_our_mail_from_arriving_is_told(mail_server, client, ada):
    assert unwell() == []
    letter().note_returned("policy")
    Breaker.trip("it@example.org")
    late = letter()
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Outgoing.objects.filter(pk=late.pk).update(created_at=an_hour_ago, answer="<b>454 No")
    assert unwell() == ["Mail server", "Refused mail", "Stopped mail"]

    client.force_login(ada)
    page = client.get(reverse("helpdesk:health")).content.decode()
    assert "&lt;b&gt;454 No" in page
    assert "it@example.org" in page
    stops = reverse("admin:channels_breaker_changelist")
    assert client.get(stops).status_code == 200
    client.post(stops, {"action": "resume", "_selected_action": [Breaker.objects.get().pk]})
    assert unwell() == ["Mail server", "Refused mail"]


def test_each_server_that_cannot_be_reached_is_told_of(mail_server, client, ada, it_desk, settings):
    own = Transport.objects.create(name="<i>Own", host="smtp.example.org")
    mailbox = Mailbox.objects.create(address="it@example.com", desk=it_desk, transport=own)
    Line.objects.note_failed(own, "The client secret has ended.")
    Line.objects.note_failed(None, "[Errno 111] Connection refused")
    assert unwell() == ["Mail server <i>Own", "Mail server 127.0.0.1"]

    client.force_login(ada)
    page = client.get(reverse("helpdesk:health")).content.decode()
    assert "Mail server &lt;i&gt;Own" in page
    assert "The client secret has ended." in page
    assert "Check EMAIL_URL" in page
    assert reverse("admin:channels_transport_changelist") in page

    # Saved anew it is tried at once; what nobody sends by is nobody's trouble.
    form = {"name": "Own", "way": "smtp", "host": "mail.example.org", "port": 587, "security": "starttls"}
    form |= {"sign_in": "password", "is_active": "on"}
    client.post(reverse("admin:channels_transport_change", args=[own.pk]), form)
    assert unwell() == ["Mail server 127.0.0.1"]
    Line.objects.note_failed(own, "No.")
    Mailbox.objects.filter(pk=mailbox.pk).update(is_active=False)
    settings.EMAIL_URL = ""
    assert unwell() == []
