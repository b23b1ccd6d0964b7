"""Administrators learn from the health page that our mail does not arrive."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from channels.models import Breaker, Outgoing
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
