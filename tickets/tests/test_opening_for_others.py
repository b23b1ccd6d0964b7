"""An agent enters a ticket for somebody who called, wrote or came by."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import ContractFactory, DepartmentFactory, OrganizationFactory, UserFactory
from tickets.models import Channel, FormField, Ticket
from tickets.tests.at_desk import AtDesk

ADDRESS = "/desk/tickets/new/"


@pytest.fixture
def call(printing, ann):
    """What Ben types while Ann is on the phone."""
    return {
        "person": ann.email,
        "category": printing.pk,
        "subject": "Smoke again",
        "body": "She says it smokes again",
        "channel": "phone",
        "impact": 2,
        "urgency": 1,
    }


def latest():
    return Ticket.objects.latest("pk")


def test_it_belongs_to_the_person_and_says_who_entered_it(desk, client, call, ann, ben):
    extra = {"tags": "fire, Third floor", "note": "Sounds upset", "severity": 2, "take": "on"}
    response = client.post(ADDRESS, {**call, **extra})
    ticket = latest()
    assert response.url == ticket.get_absolute_url()
    assert (ticket.requester, ticket.channel, ticket.assignee) == (ann, Channel.PHONE, ben)
    assert (ticket.impact, ticket.urgency, ticket.priority, ticket.severity) == (2, 1, 2, 2)
    assert ticket.tags == ["fire", "third floor"]
    assert ticket.events.first().actor == ben
    assert ticket.messages.public().get().author == ann
    assert ticket.messages.get(is_internal=True).body == "Sounds upset"


def test_a_new_address_introduces_a_new_person(desk, client, call):
    client.post(ADDRESS, {**call, "person": " New@Example.org ", "name": "Nora New"})
    nora = User.objects.get(email="new@example.org")
    assert (latest().requester, nora.name, nora.has_usable_password()) == (nora, "Nora New", False)


def test_organization_department_and_contract_come_from_the_person_and_may_be_changed(
    desk, client, call, printing
):
    acme, other = OrganizationFactory(), OrganizationFactory()
    sales = DepartmentFactory(organization=acme)
    gold = ContractFactory(organization=other)
    eve = UserFactory(organization=acme, department=sales)
    form = client.get(ADDRESS, {"person": eve.email, "part": "person"}).content.decode()
    assert f'value="{acme.pk}" selected' in form
    assert f'value="{sales.pk}" selected' in form

    client.post(ADDRESS, {**call, "person": eve.email, "organization": other.pk, "contract": gold.pk})
    assert (latest().organization, latest().contract) == (other, gold)
    client.post(ADDRESS, {**call, "person": eve.email})
    assert (latest().organization, latest().department) == (acme, sales)


def test_the_questions_of_the_category_are_asked_and_checked(desk, client, call, printing):
    FormField.objects.create(category=printing, key="floor", label="Which floor?", is_required=True)
    assert (
        "Which floor?" in client.get(ADDRESS, {"category": printing.pk, "part": "answers"}).content.decode()
    )
    assert client.post(ADDRESS, call).status_code == 422
    client.post(ADDRESS, {**call, "answer-floor": "Third"})
    assert latest().answers == {"floor": "Third"}


def test_without_script_a_button_shows_the_questions_and_keeps_the_words(desk, client, call, printing):
    FormField.objects.create(category=printing, key="floor", label="Which floor?")
    html = client.post(ADDRESS, {**call, "choose": "1"}).content.decode()
    assert "Which floor?" in html
    assert "Smoke again" in html
    assert not Ticket.objects.filter(subject="Smoke again").exists()


def test_files_go_along(desk, client, call):
    client.post(ADDRESS, {**call, "attachments": SimpleUploadedFile("a.txt", b"smoke", "text/plain")})
    assert latest().messages.get().attachments.get().name == "a.txt"


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": "nobody"},
        {"person": ""},
        {"category": ""},
        {"category": "999999"},
        {"category": "x"},
        {"subject": "x" * 256},
        {"body": ""},
        {"channel": "portal"},
        {"impact": "7"},
        {"urgency": ""},
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_lost(desk, client, call, wrong):
    response = client.post(ADDRESS, {**call, **wrong})
    html = response.content.decode()
    assert response.status_code == 422
    assert "invalid-feedback" in html
    assert ("She says it smokes again" in html) == ("body" not in wrong)
    assert not Ticket.objects.exists()


def test_a_category_of_another_desk_is_not_offered(client, call, hana):
    assert AtDesk(client, hana).client.post(ADDRESS, call).status_code == 422


def test_requesters_may_not(client, call, ann):
    client.force_login(ann)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, call).status_code == 403


def test_people_are_found_by_name_address_and_phone(desk, client, ann):
    ann.phone = "+44 1632 960106"
    ann.save()
    for text in ("arch", "ann@ex", "960106"):
        assert "ann@example.org" in client.get(reverse("tickets:people"), {"q": text}).content.decode()
    assert client.get(reverse("tickets:people"), {"q": "a"}).content.strip() == b""
    client.force_login(ann)
    assert client.get(reverse("tickets:people"), {"q": "ben"}).status_code == 403
