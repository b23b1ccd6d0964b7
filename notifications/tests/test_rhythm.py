"""When mail comes: by choice, not in quiet hours, or once a day together."""

from datetime import UTC, datetime, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from channels.models import Outgoing
from notifications.models import MailWhen, Notification, Preference, Reason, Rhythm
from notifications.tasks import sweep_held_mail
from notifications.tests.test_hearing import mailed, react

NIGHT = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # half past midnight in Istanbul
MORNING = datetime(2026, 11, 21, 4, 1, tzinfo=UTC)  # a minute past seven there


def rhythm(**facts):
    return Rhythm(user=User(time_zone="Europe/Istanbul"), **facts)


@pytest.mark.parametrize(
    ("begin", "end", "now", "moment"),
    [
        (time(22), time(7), NIGHT, datetime(2026, 11, 21, 4, 0, tzinfo=UTC)),
        (time(22), time(7), MORNING, MORNING),
        (time(0), time(1), NIGHT, datetime(2026, 11, 20, 22, 0, tzinfo=UTC)),
        (time(9), time(9), NIGHT, NIGHT),
        (None, None, NIGHT, NIGHT),
    ],
)
def test_quiet_hours_are_those_of_the_reader(begin, end, now, moment):
    assert rhythm(quiet_from=begin, quiet_until=end).mail_at(MailWhen.AT_ONCE, now) == moment


def test_the_summary_comes_at_its_hour_and_not_into_the_quiet():
    eight = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
    assert rhythm().mail_at(MailWhen.DIGEST, NIGHT) == eight
    late = rhythm(quiet_from=time(22), quiet_until=time(9))
    assert late.mail_at(MailWhen.DIGEST, NIGHT) == datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    assert rhythm().mail_at(MailWhen.NEVER, NIGHT) is None


@pytest.mark.django_db
def test_mail_of_the_night_comes_in_the_morning_together(printer, ann, ben):
    ben.time_zone = "Europe/Istanbul"
    ben.save()
    Rhythm.objects.create(user=ben, quiet_from=time(22), quiet_until=time(7))
    printer.take(by=ben)
    with time_machine.travel(NIGHT, tick=False):
        printer.reply("Fire", by=ann)
        printer.reply("Still fire", by=ann)
        react("replied")
        sweep_held_mail()
        assert not Outgoing.objects.filter(recipient=ben).exists()
    with time_machine.travel(MORNING, tick=False):
        sweep_held_mail()
        sweep_held_mail()
    mail = Outgoing.objects.get(recipient=ben)
    assert mail.kind == "digest"
    assert mail.text.count("Ann Archer replied") == 2


@pytest.mark.django_db
def test_what_was_read_meanwhile_is_not_mailed(printer, ann, ben, mail_times):
    Preference.objects.create(user=ben, reason=Reason.HEARD, mail=MailWhen.DIGEST)
    printer.take(by=ben)
    printer.reply("Fire", by=ann)
    react("replied")
    printer.mark_read(by=ben, up_to=printer.events.last().pk)
    mail_times(days=2)
    assert not Outgoing.objects.filter(recipient=ben).exists()
    assert not Notification.objects.filter(mail_at__isnull=False).exists()


@pytest.mark.django_db
def test_who_lost_the_right_meanwhile_gets_no_summary(printer, ann, ben, first_line, mail_times):
    Preference.objects.create(user=ben, reason=Reason.HEARD, mail=MailWhen.DIGEST)
    printer.take(by=ben)
    printer.reply("Fire", by=ann)
    react("replied")
    first_line.members.remove(ben)
    mail_times(days=2)
    assert not Outgoing.objects.filter(recipient=ben).exists()


@pytest.mark.django_db
def test_choices_are_kept_and_heeded(client, printer, ann, ben):
    client.force_login(ann)
    form = client.get(reverse("notifications:preferences")).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"mail_answered": "never", "quiet_from": "22:00", "quiet_until": "07:00", "digest_at": "08:00"}
    assert client.post(reverse("notifications:preferences"), data).status_code == 302

    printer.reply("We are coming.", by=ben)
    react("replied")
    assert not mailed(ann, "answered").exists()
    assert Notification.objects.filter(user=ann, reason="answered", is_in_bell=True).exists()
    assert Rhythm.objects.get(user=ann).quiet_from == time(22)
    assert "mail_heard" not in form.fields


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"), [("quiet_from", "26:00"), ("quiet_from", "22:00"), ("mail_answered", "x" * 9000)]
)
def test_wrong_choices_are_told_by_their_field(client, ann, field, value):
    client.force_login(ann)
    form = client.get(reverse("notifications:preferences")).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"digest_at": "08:00", field: value}
    assert client.post(reverse("notifications:preferences"), data).status_code == 422
    assert not Rhythm.objects.exists()


@pytest.mark.django_db
def test_a_summary_is_left_by_one_press_from_the_mail_program(settings, printer, ann, ben, mail_times):
    settings.IS_SECURE = True
    printer.take(by=ben)
    Preference.objects.create(user=ben, reason=Reason.HEARD, mail=MailWhen.DIGEST)
    printer.reply("Fire", by=ann)
    printer.reply("Still fire", by=ann)
    react("replied")
    mail_times(days=2)
    headers = Outgoing.objects.get(recipient=ben).headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    stranger = Client(enforce_csrf_checks=True)
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)
    assert stranger.get(address).status_code == 200
    assert Preference.objects.get(user=ben).mail == MailWhen.DIGEST
    for _press in range(2):
        assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    kept = {row.reason: row.mail for row in Preference.objects.filter(user=ben)}
    assert kept == {Reason.HEARD: MailWhen.NEVER, Reason.FOLLOWED: MailWhen.NEVER}
    assert stranger.post(reverse("notifications:unsubscribe", args=["forged"])).status_code == 404
