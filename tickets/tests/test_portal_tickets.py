"""A ticket from the requester's side: reading it, answering, and saying whether it is solved."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Sight
from accounts.tests.factories import OrganizationFactory, UserFactory
from tickets.models import Draft, Group, GuestLink, ReadMark, Ticket, WaitingFor
from tickets.tests.factories import opened

CANARY = "zq7canary"
DOORS = ["reply", "acceptance", "refusal", "reopening", "reading", "participants", "link_revocation", "draft"]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def resolved(printer, ben, solved):
    printer.resolve(by=ben, code=solved, resolution="Put it out.")
    return printer


def at(noun, ticket, *more):
    return reverse(f"portal:{noun}", args=[ticket.number, *more])


def words(client, ticket, noun="ticket"):
    return client.get(at(noun, ticket)).content.decode()


def test_the_requester_reads_and_answers(client, ann, ben, printer):
    printer.reply("Which floor?", by=ben)
    client.force_login(ann)
    assert "Which floor?" in words(client, printer)

    files = [SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("b.png", PNG + b"1")]
    client.post(at("reply", printer), {"body": "The third", "once": "x", "files": files})
    client.post(at("reply", printer), {"body": "The third", "once": "x"})

    message = printer.messages.last()
    assert (message.body, message.is_from_requester, message.attachments.count()) == ("The third", True, 2)
    assert printer.messages.count() == 3
    assert "a.png" in words(client, printer)


def test_an_answer_ends_the_waiting(client, ann, ben, printer):
    printer.wait(WaitingFor.REQUESTER, by=ben, reason="Which floor?")
    client.force_login(ann)
    page = words(client, printer)
    assert "Waiting for you" in page
    assert "Which floor?" in page

    client.post(at("reply", printer), {"body": "The third"})
    printer.refresh_from_db()
    assert printer.group == Group.NEW


def test_an_empty_answer_is_not_sent_and_its_file_stays(client, ann, printer):
    client.force_login(ann)
    answer = client.post(at("reply", printer), {"body": " ", "files": [SimpleUploadedFile("a.png", PNG)]})

    assert answer.status_code == 422
    assert "a.png" in answer.content.decode()
    assert printer.messages.count() == 1


def test_a_solution_is_accepted_once(client, ann, resolved):
    client.force_login(ann)
    assert "Put it out." in words(client, resolved)
    client.post(at("acceptance", resolved))
    client.post(at("acceptance", resolved))

    resolved.refresh_from_db()
    assert resolved.group == Group.CLOSED
    assert list(resolved.events.values_list("kind", flat=True)).count("accepted") == 1


def test_one_may_say_that_an_open_problem_is_solved(client, ann, printer):
    client.force_login(ann)
    client.post(at("acceptance", printer))
    printer.refresh_from_db()
    assert printer.group == Group.CLOSED


def test_a_solution_is_refused_with_words(client, ann, resolved):
    client.force_login(ann)
    assert client.post(at("refusal", resolved), {"body": ""}).status_code == 422
    for _time in range(2):
        client.post(at("refusal", resolved), {"body": "It still smokes", "once": "x"})

    resolved.refresh_from_db()
    assert (resolved.group, resolved.reopened_count) == (Group.NEW, 1)
    assert resolved.messages.filter(body="It still smokes").count() == 1


def test_a_closed_ticket_is_opened_again_inside_the_window_and_followed_up_after_it(client, ann, resolved):
    resolved.accept(by=ann)
    client.force_login(ann)
    assert at("reopening", resolved) in words(client, resolved)
    client.post(at("reopening", resolved), {"body": "It is back"})
    resolved.refresh_from_db()
    assert resolved.is_open

    resolved.close(by=ann)
    Ticket.objects.filter(pk=resolved.pk).update(closed_at=timezone.now() - timedelta(days=30))
    assert f"?follows={resolved.number}" in words(client, resolved)
    assert client.post(at("reopening", resolved), {"body": "And again"}).status_code == 422
    assert client.post(at("reply", resolved), {"body": "Hello?"}).status_code == 422
    assert resolved.messages.count() == 2


def test_mc09_strangers_find_nothing_and_readers_may_not_write(client, ann, dov, ben, printer):
    client.force_login(dov)
    for noun in ["ticket", "print", "sent"]:
        assert client.get(at(noun, printer)).status_code == 404
    for noun in DOORS:
        assert client.post(at(noun, printer), {"body": "x", "email": "x@example.org"}).status_code == 404

    printer.add_participant(dov, by=ben, may_reply=False)
    assert client.get(at("ticket", printer)).status_code == 200
    for noun in ["reply", "acceptance", "refusal", "reopening", "participants", "link_revocation"]:
        assert client.post(at(noun, printer), {"body": "x", "email": "x@example.org"}).status_code == 403
    assert printer.messages.count() == 1


def test_signed_out_one_is_asked_to_sign_in(client, printer):
    assert client.get(at("ticket", printer)).status_code == 302
    assert client.post(at("reply", printer), {"body": "x"}).status_code == 302
    assert client.get(reverse("portal:tickets")).status_code == 302


def test_get_changes_nothing(client, ann, resolved):
    client.force_login(ann)
    before = resolved.events.count()
    for noun in DOORS:
        assert client.get(at(noun, resolved)).status_code == 405
    client.get(at("ticket", resolved))
    assert resolved.events.count() == before
    assert not ReadMark.objects.exists()


def test_mc12_what_agents_say_among_themselves_appears_nowhere(client, ann, ben, printer, solved, network):
    secret = SimpleUploadedFile(f"{CANARY}.png", PNG)
    client.force_login(ben)
    key = client.post(reverse("portal:upload"), {"file": secret}).json()["id"]
    file = printer.messages.get().attachments.model.objects.get(key=key)
    printer.note(f"He did it himself, {CANARY}", by=ben, files=[file])
    printer.reply(f"Not yet out {CANARY}", by=ben, hold=timedelta(minutes=5))
    printer.hand_over(network, by=ben, reason=CANARY)
    printer.wait(WaitingFor.SUPPLIER, by=ben, reason=CANARY)
    printer.tag(by=ben, add=[CANARY])
    solved.name = CANARY
    solved.save()
    printer.resolve(by=ben, code=solved, resolution="Done")

    link = GuestLink.objects.for_person(printer, ann)
    pages = [reverse("portal:guest", args=[link.token]), reverse("portal:guest_print", args=[link.token])]
    places = [at(noun, printer) for noun in ["ticket", "print", "sent"]]
    places += [
        reverse("portal:home"),
        *(f"{reverse('portal:tickets')}?tab={tab}" for tab in ["needs-me", "done"]),
    ]
    for person, addresses in [(ann, places), (ben, places[:2]), (None, pages)]:
        client.logout() if person is None else client.force_login(person)
        for address in addresses:
            assert CANARY not in client.get(address).content.decode(), address
    client.force_login(ann)
    for address in [reverse("portal:tickets"), reverse("portal:suggestions")]:
        assert f"#{printer.number}" not in client.get(address, {"q": CANARY, "tab": "done"}).content.decode()


def test_tabs_hold_what_they_say(client, ann, ben, it_desk, printer, solved):
    waiting, done = (
        opened(requester=ann, desk=it_desk, subject=subject) for subject in ["Which one?", "All well"]
    )
    waiting.wait(WaitingFor.REQUESTER, by=ben)
    done.resolve(by=ben, code=solved)
    done.accept(by=ann)
    client.force_login(ann)

    def shown(**query):
        page = client.get(reverse("portal:tickets"), query).content.decode()
        return {ticket.number for ticket in [printer, waiting, done] if f"#{ticket.number}" in page}

    assert shown() == shown(tab="nonsense") == {printer.number, waiting.number}
    assert shown(tab="needs-me") == {waiting.number}
    assert shown(tab="done") == {done.number}
    assert shown(q="which") == {waiting.number}
    assert shown(q=f"#{printer.number}") == {printer.number}
    assert shown(q="smells") == {printer.number, waiting.number}


def test_a_head_sees_colleagues_tickets_and_others_only_their_own(client, it_desk):
    acme = OrganizationFactory()
    boss = UserFactory(organization=acme, sight=Sight.ORGANIZATION)
    clerk = UserFactory(organization=acme)
    ticket = opened(requester=clerk, desk=it_desk)
    place = reverse("portal:tickets")

    client.force_login(boss)
    assert f"#{ticket.number}" not in client.get(place).content.decode()
    assert f"#{ticket.number}" in client.get(place, {"of": "organization"}).content.decode()
    assert client.get(at("ticket", ticket)).status_code == 200
    assert client.post(at("reply", ticket), {"body": "x"}).status_code == 403
    client.force_login(UserFactory(organization=acme))
    assert f"#{ticket.number}" not in client.get(place, {"of": "organization"}).content.decode()


def test_the_list_goes_on_page_by_page(client, ann, it_desk):
    numbers = {opened(requester=ann, desk=it_desk).number for _ in range(25)}
    client.force_login(ann)
    first = client.get(reverse("portal:tickets"))
    cursor = first.context["page"].next_cursor
    second = client.get(reverse("portal:tickets"), {"page": cursor})

    assert len(first.context["page"]) == 20
    assert {ticket.number for answer in (first, second) for ticket in answer.context["page"]} == numbers


def test_the_requester_adds_and_removes_people(client, ann, printer):
    client.force_login(ann)
    assert client.post(at("participants", printer), {"email": "nonsense"}).status_code == 422
    client.post(at("participants", printer), {"email": "Eve@Example.org", "may_reply": "on"})
    eve = User.objects.get(email="eve@example.org")

    assert printer.participants.get().user == eve
    assert GuestLink.objects.alive().filter(ticket=printer, user=eve).exists()
    client.post(at("participant_removal", printer, eve.pk))
    assert client.post(at("participant_removal", printer, eve.pk)).status_code == 404
    assert not printer.participants.exists()


def test_adding_somebody_by_address_does_not_tell_who_they_are(client, ann, dov, printer):
    client.force_login(ann)
    client.post(at("participants", printer), {"email": dov.email})
    assert dov.name not in words(client, printer)


def test_a_page_opens_at_what_is_new_until_it_was_read(client, ann, ben, printer):
    printer.reply("News", by=ben)
    client.force_login(ann)
    assert 'id="unread"' in words(client, printer)

    client.post(at("reading", printer), {"up_to": printer.events.last().pk + 1000})
    assert 'id="unread"' not in words(client, printer)
    assert client.post(at("reading", printer), {"up_to": "nonsense"}).status_code == 204


def test_a_reply_in_the_making_is_kept(client, ann, printer):
    client.force_login(ann)
    client.post(at("draft", printer), {"body": "Half a thought", "once": "x"})
    assert "Half a thought" in words(client, printer)
    client.post(at("reply", printer), {"body": "A whole one", "once": "x"})
    client.post(at("draft", printer), {"body": "A late draft", "once": "x"})
    assert not Draft.objects.exists()


def test_the_page_needs_few_statements_however_long_it_is(
    client, ann, ben, printer, django_assert_max_num_queries
):
    client.force_login(ann)
    for round_ in range(2):
        for number in range(10 * round_):
            printer.reply(f"Words {number}", by=ben)
        with django_assert_max_num_queries(12):
            client.get(at("ticket", printer))
