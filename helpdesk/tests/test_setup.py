"""Setup and health: for administrators, with the real state, and nothing for anybody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory
from channels.models import Outgoing
from helpdesk import errors, health
from sla.models import ClockJump
from tickets.models import Event
from tickets.tests.factories import CategoryFactory

PAGES = ["helpdesk:setup", "helpdesk:health"]


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_pass(client, page, ann, cleo, ada):
    assert client.get(reverse(page)).status_code == 302
    for person in (ann, cleo):
        client.force_login(person)
        assert client.get(reverse(page)).status_code == 403
    client.force_login(ada)
    assert client.get(reverse(page)).status_code == 200


def test_an_empty_house_has_everything_before_it(client, ada):
    client.force_login(ada)
    assert client.get(reverse("helpdesk:setup")).context["done"] == 0


def test_steps_are_done_once_the_thing_is_there(client, ada, ben, printing):
    client.force_login(ada)
    page = client.get(reverse("helpdesk:setup"))
    done = {step.title for step in page.context["steps"] if step.is_done}
    assert {"Desks", "Categories and what they ask", "Teams and their members", "People"} <= done


def test_a_desk_without_categories_is_named(client, ada, it_desk):
    client.force_login(ada)
    assert "desks without one: IT" in client.get(reverse("helpdesk:setup")).content.decode()


def test_setup_costs_the_same_with_few_and_many(client, ada, django_assert_max_num_queries, printer):
    client.force_login(ada)
    for _few_then_many in range(2):
        with django_assert_max_num_queries(12):
            client.get(reverse("helpdesk:setup"))
        for team in TeamFactory.create_batch(5):
            CategoryFactory(desk=team.desk)
            AgentFactory(teams=[team])


def test_numbers_are_exact(client, ada, ben, it_desk):
    DeskFactory.create_batch(120)
    client.force_login(ada)
    page = client.get(reverse("helpdesk:setup"))
    states = {card.title: card.state for job in page.context["jobs"] for card in job.cards}
    assert states["Desks"] == "121"
    assert states["People"] == "2"


def test_a_test_mail_goes_to_whoever_asks(client, ada, cleo):
    client.force_login(cleo)
    assert client.post(reverse("helpdesk:test_mail")).status_code == 403
    client.force_login(ada)
    assert client.get(reverse("helpdesk:test_mail")).status_code == 405
    client.post(reverse("helpdesk:test_mail"))
    written = [row.to for row in Outgoing.objects.all()] or mail.outbox[0].to
    assert written == [ada.email]


def test_alive_is_answered_without_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_ready_names_what_is_ready(client, db, monkeypatch):
    assert client.get("/readyz").json() == {"database": True, "migrations": True, "storage": True}
    monkeypatch.setattr(FileSystemStorage, "save", no_room)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, False)


def no_room(*_):
    raise OSError("No space left on device")


def test_a_worker_that_fell_silent_is_told(db):
    cache.set("heartbeat:worker", timezone.now() - timedelta(minutes=3))
    assert not health.worker().is_well
    cache.set("heartbeat:worker", timezone.now())
    assert health.worker().is_well


def test_a_clock_that_jumped_is_told(client, ada):
    assert health.clock().is_well
    ClockJump.objects.note(timezone.now(), 3600, "worker 1")
    assert not health.clock().is_well
    client.force_login(ada)
    assert "sla_tick --resume" in client.get(reverse("helpdesk:health")).content.decode()


def test_late_and_given_up_work_is_told(printer):
    late = timezone.now() - timedelta(hours=1)
    printer.events.update(is_settled=False, next_try_at=late)
    waiting, parked = health.queue(Event, health.EVENTS)
    assert (waiting.is_well, waiting.since, parked.is_well) == (False, late, True)

    printer.events.update(parked_at=timezone.now())
    waiting, parked = health.queue(Event, health.EVENTS)
    assert (waiting.is_well, parked.is_well) == (True, False)


def test_a_wrong_address_has_a_page_with_a_reference(client, ann):
    client.force_login(ann)
    page = client.get("/nothing/here/")
    assert page.status_code == 404
    assert "Reference" in page.content.decode()


def test_every_error_has_a_page_and_the_worst_asks_nobody(rf, ann, django_assert_num_queries):
    request = rf.get("/somewhere/")
    request.user = ann
    for view, status in [
        (errors.bad_request, 400),
        (errors.csrf_failure, 403),
        (errors.forbidden, 403),
        (errors.not_found, 404),
    ]:
        assert view(request).status_code == status
    with django_assert_num_queries(0):
        broken = errors.broken(rf.get("/somewhere/"))
    assert broken.status_code == 500
    assert "Reference" in broken.content.decode()


def test_the_reference_of_an_error_stands_in_the_log_on_one_line(rf, ann, caplog):
    request = rf.get("/a%0AERROR forged")
    request.user = ann
    page = errors.not_found(request).content.decode()
    (line,) = [one.getMessage() for one in caplog.records if one.name == "helpdesk.errors"]
    assert line.split()[1].rstrip(":") in page
    assert "\n" not in line
