"""Asking in the portal: signed in, as a guest, twice, wrongly, and with what was typed before."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import ContractFactory, DeskFactory, OrganizationFactory
from tickets.models import Draft, FormField, Identity, Impact, Link, Ticket
from tickets.tests.factories import CategoryFactory, opened

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(printing):
    return reverse("portal:request_form", args=[printing.pk])


def asked(**more):
    return {"subject": "Paper jam", "body": "Again", "impact": "3", "once": "first", **more}


def test_a_person_asks_and_gets_a_number(client, ann, address, printing, first_line):
    client.force_login(ann)
    answer = client.post(address, asked())
    ticket = Ticket.objects.get()

    assert answer.url == reverse("portal:sent", args=[ticket.number])
    assert str(ticket.number) in client.get(answer.url).content.decode()
    assert (ticket.requester, ticket.category, ticket.team) == (ann, printing, first_line)
    assert (ticket.identity, ticket.source_ip, ticket.channel) == (Identity.SIGNED_IN, "127.0.0.1", "portal")


def test_a_second_press_opens_no_second_ticket(client, ann, address):
    client.force_login(ann)
    assert client.post(address, asked()).url == client.post(address, asked()).url
    assert Ticket.objects.count() == 1


def test_two_requests_are_two(client, ann, address):
    client.force_login(ann)
    for _time in range(2):
        client.post(address, asked(once=""))
    assert Ticket.objects.count() == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(client, ann, address):
    client.force_login(ann)
    photo = SimpleUploadedFile("jam.png", PNG)
    answer = client.post(address, asked(subject="  ", body="A long story", files=[photo]))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "A long story" in page
    key = re.search(r'name="attachments" value="([0-9a-f-]{36})"', page)[1]
    client.post(address, asked(attachments=key))
    assert Ticket.objects.get().messages.get().attachments.get().name == "jam.png"


def test_a_file_uploaded_while_typing_goes_along(client, ann, address, dov):
    client.force_login(dov)
    foreign = client.post(reverse("portal:upload"), {"file": SimpleUploadedFile("secret.png", PNG)}).json()[
        "id"
    ]
    client.force_login(ann)
    own = client.post(reverse("portal:upload"), {"file": SimpleUploadedFile("jam.png", PNG)}).json()
    client.post(address, asked(attachments=[own["id"], foreign, "nonsense"]))

    assert own["name"] == "jam.png"
    assert [file.name for file in Ticket.objects.get().messages.get().attachments.all()] == ["jam.png"]


def test_a_file_that_is_refused_is_told_by_its_field(client, ann, address):
    client.force_login(ann)
    wrong = client.post(reverse("portal:upload"), {"file": SimpleUploadedFile("x.exe", b"MZ")})
    assert (wrong.status_code, "error" in wrong.json()) == (422, True)
    assert client.post(address, asked(files=[SimpleUploadedFile("x.exe", b"MZ")])).status_code == 422
    assert client.post(reverse("portal:upload")).status_code == 422


def test_the_categorys_questions_are_asked_and_kept(client, ann, address, printing):
    FormField.objects.create(category=printing, key="room", label="Which room?", is_required=True)
    client.force_login(ann)

    assert "Which room?" in client.get(address).content.decode()
    assert client.post(address, asked()).status_code == 422
    client.post(address, asked(**{"answer-room": "A 12"}))
    assert Ticket.objects.get().answers == {"room": "A 12"}


def test_how_many_cannot_work_decides_the_impact(client, ann, address, printing):
    printing.asks_impact = True
    printing.save()
    client.force_login(ann)

    assert "How many people cannot work?" in client.get(address).content.decode()
    client.post(address, asked(impact="1"))
    assert Ticket.objects.get().impact == Impact.WIDE


def test_mc31_facts_nobody_asked_for_are_ignored(client, ann, address, dov):
    client.force_login(ann)
    client.post(
        address,
        asked(impact="1", requester=dov.pk, priority="1", channel="api", identity="3", is_internal="1"),
    )
    ticket = Ticket.objects.get()

    assert (ticket.requester, ticket.impact, ticket.channel) == (ann, Impact.PERSON, "portal")
    assert ticket.identity == Identity.SIGNED_IN


def test_a_contract_number_must_be_one_of_the_own_organization(client, ann, address):
    own, foreign = ContractFactory(organization=OrganizationFactory()), ContractFactory()
    ann.organization = own.organization
    ann.save()
    client.force_login(ann)

    assert client.post(address, asked(contract_number=foreign.number)).status_code == 422
    client.post(address, asked(contract_number=own.number))
    assert Ticket.objects.get().contract == own


def test_a_draft_is_kept_restored_and_gone_after_sending(client, ann, address, printing):
    client.force_login(ann)
    kept = client.post(reverse("portal:request_draft", args=[printing.pk]), asked(subject="Half a thought"))

    assert kept.content
    assert "Half a thought" in client.get(address).content.decode()
    client.post(address, asked())
    client.post(reverse("portal:request_draft", args=[printing.pk]), asked(subject="A late draft"))
    assert not Draft.objects.exists()


def test_another_category_takes_the_words_along(client, ann, address, it_desk):
    other = CategoryFactory(desk=it_desk, name="Network")
    client.force_login(ann)
    page = client.post(
        reverse("portal:request_form", args=[other.pk]), asked(subject="It hangs", change="yes")
    )

    assert "It hangs" in page.content.decode()
    assert not Ticket.objects.exists()


def test_a_follow_up_is_linked_and_only_to_ones_own(client, ann, dov, address, printer):
    client.force_login(dov)
    client.post(f"{address}?follows={printer.number}", asked())
    client.force_login(ann)
    client.post(f"{address}?follows={printer.number}", asked())

    assert printer.subject in client.get(f"{address}?follows={printer.number}").content.decode()
    link = Link.objects.get()
    assert (link.target, link.source.requester) == (printer, ann)


def test_a_guest_asks_where_guests_may_and_gets_no_link(client, address):
    answer = client.post(address, asked(name="Gül", email="Guest@Example.org"), follow=True)
    ticket = Ticket.objects.get()

    assert (ticket.requester.email, ticket.requester.name) == ("guest@example.org", "Gül")
    assert ticket.identity == Identity.NONE
    assert not ticket.requester.has_usable_password()
    assert str(ticket.number) not in answer.content.decode()


def test_mc20_a_known_address_gets_no_different_answer(client, ann, address):
    known = client.post(address, asked(name="Eve", email=ann.email))
    unknown = client.post(address, asked(name="Eve", email="new@example.org", once="second"))

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.get(email=ann.email).name == "Ann Archer"


def test_mc20_a_flood_to_one_address_or_from_one_place_ends(client, address):
    for count in range(8):
        answer = client.post(address, asked(name="Eve", email="victim@example.org", once=str(count)))
    assert answer.status_code == 422
    assert "Paper jam" in answer.content.decode()
    assert Ticket.objects.count() == 5


def test_guests_find_closed_desks_and_hidden_categories_nowhere(client, it_desk, printing, address):
    hidden = CategoryFactory(desk=it_desk, name="Only by agents", is_in_portal=False)
    closed = CategoryFactory(desk=DeskFactory(is_open_to_guests=False), name="Payroll")
    for place in [reverse("portal:home"), reverse("portal:request")]:
        page = client.get(place).content.decode()
        assert "Printing" in page
        assert "Payroll" not in page
        assert "Only by agents" not in page
    for category in [hidden, closed]:
        assert client.post(reverse("portal:request_form", args=[category.pk]), asked()).status_code == 404


def test_categories_are_found_by_a_word_of_theirs(client, it_desk, printing):
    inner = CategoryFactory(desk=it_desk, name="Toner", parent=printing, hint="Ink, cartridge")
    CategoryFactory(desk=it_desk, name="Network")
    page = client.get(reverse("portal:request"), {"q": "INK"}).content.decode()

    assert reverse("portal:request_form", args=[inner.pk]) in page
    assert "Network" not in page


def test_something_similar_of_ones_own_is_shown_while_typing(client, ann, dov, printer):
    place = reverse("portal:doubles")
    typed = {"subject": "Printer on third floor on fire"}
    client.force_login(ann)
    assert f"#{printer.number}" in client.get(place, typed).content.decode()
    client.force_login(dov)
    assert f"#{printer.number}" not in client.get(place, typed).content.decode()
    client.logout()
    assert f"#{printer.number}" not in client.get(place, typed).content.decode()


def test_search_finds_my_tickets_and_offers_to_ask(client, ann, printer):
    client.force_login(ann)
    page = client.get(
        reverse("portal:suggestions"), {"q": "printer"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert printer.subject in page
    assert "?subject=printer" in page
    assert client.get(reverse("portal:suggestions"), {"q": "printer\x00"}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_need_few_statements_however_many_rows(
    client, ann, it_desk, django_assert_max_num_queries, number
):
    for _ in range(number * 4):
        opened(requester=ann, category=CategoryFactory(desk=it_desk))
    client.force_login(ann)
    for place in [reverse("portal:home"), reverse("portal:request"), reverse("portal:tickets")]:
        with django_assert_max_num_queries(6):
            client.get(place)
