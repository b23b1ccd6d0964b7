"""The cast, and time that passes."""

from datetime import timedelta

import pytest

from channels.models import Outgoing
from notifications.models import Notification
from notifications.tasks import sweep_held_mail
from tickets.tests.conftest import *  # noqa: F403  the same cast


@pytest.fixture
def mail_times():
    """Lets time pass for held mail: what is written moves into the past, and the sweep runs."""

    def pass_by(**time):
        for model, field in [(Outgoing, "created_at"), (Notification, "mail_at")]:
            for row in model.objects.exclude(**{field: None}):
                setattr(row, field, getattr(row, field) - timedelta(**time))
                row.save(update_fields=[field])
        sweep_held_mail()

    return pass_by
