"""What is said at a ticket that was merged meanwhile is said where it goes on, by whichever door it comes in."""

import pytest
from django.urls import reverse

from tickets.models import Group, GuestLink, Link
from tickets.tests.factories import opened
from tickets.tests.test_merging import eve, smoke

__all__ = ["eve", "smoke"]


@pytest.fixture
def steam(dov, printing):
    return opened(requester=dov, category=printing, subject="Steam on the third floor")


@pytest.fixture
def merged_twice(smoke, steam, printer, ben):
    """Smoke was merged into steam, and steam into the printer."""
    smoke.merge_into(steam, by=ben)
    steam.merge_into(printer, by=ben)


def test_the_way_leads_over_all_merges(merged_twice, smoke, steam, printer, eve):
    assert smoke.onward == [steam, printer]
    assert [ticket.place_to_talk(eve) for ticket in (smoke, steam, printer)] == [printer] * 3


def test_who_was_not_let_in_has_no_place_there(smoke, printer, eve, dov, ben):
    smoke.merge_into(printer, by=ben, lets_in=False)
    assert smoke.place_to_talk(eve) == smoke
    printer.add_participant(eve, by=ben, may_reply=False)
    assert smoke.place_to_talk(eve) == smoke


def test_a_ring_of_merges_ends(merged_twice, smoke, steam, printer, eve, ben):
    """No verb makes one; but what a row may say must not hang a page."""
    printer.close(by=ben)
    Link.objects.create(source=printer, target=smoke, kind=Link.Kind.MERGED)
    assert smoke.onward == [steam, printer]


@pytest.mark.parametrize("noun", ["reply", "refusal", "reopening"])
def test_words_sent_from_an_old_page_arrive_once_where_it_goes_on(
    client, merged_twice, smoke, printer, eve, noun
):
    client.force_login(eve)
    for _press in range(2):
        words = {"body": "It still smokes", "once": "the-same-page"}
        answer = client.post(reverse(f"portal:{noun}", args=[smoke.number]), words)
        assert answer.url == f"/portal/tickets/{printer.number}/#newest"
    assert [message.body for message in printer.messages.filter(author=eve)] == ["It still smokes"]
    assert smoke.messages.count() == 1
    assert "Your message stands here now" in client.get(answer.url).content.decode()


def test_a_guest_is_led_on_by_a_link_of_their_own(client, merged_twice, smoke, printer, eve):
    link = GuestLink.objects.for_person(smoke, eve)
    page = client.get(reverse("portal:guest", args=[link.token])).content.decode()
    assert f'href="/portal/tickets/{printer.number}/"' in page
    answer = client.post(reverse("portal:guest_reply", args=[link.token]), {"body": "From the train"})
    there = GuestLink.objects.get(ticket=printer, user=eve)
    assert answer.url == f"{reverse('portal:guest', args=[there.token])}#newest"
    assert "From the train" in client.get(answer.url).content.decode()
    page = client.get(reverse("portal:guest", args=[link.token])).content.decode()
    assert f'href="/portal/g/{there.token.split(":")[0]}' in page


def test_words_of_who_was_not_let_in_are_handed_back(client, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben, lets_in=False)
    client.force_login(eve)
    answer = client.post(reverse("portal:reply", args=[smoke.number]), {"body": "It still smokes"})
    assert answer.status_code == 422
    assert "It still smokes" not in printer.messages.last().body
    assert str(printer.number) not in answer.content.decode()


def test_what_was_closed_over_there_is_opened_again_with_an_own_press(client, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben)
    printer.close(by=ben)
    client.force_login(eve)
    answer = client.post(reverse("portal:reply", args=[smoke.number]), {"body": "It still smokes"})
    assert answer.status_code == 422
    answer = client.post(reverse("portal:reopening", args=[printer.number]), {"body": "It still smokes"})
    printer.refresh_from_db()
    assert (answer.status_code, printer.group) == (302, Group.NEW)


def test_after_the_merge_is_undone_words_stay_again(client, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben)
    smoke.unmerge(by=ben)
    client.force_login(eve)
    client.post(reverse("portal:reply", args=[smoke.number]), {"body": "It still smokes"})
    assert smoke.messages.last().body == "It still smokes"
