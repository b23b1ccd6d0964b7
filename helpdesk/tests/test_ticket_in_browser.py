"""The agents' ticket page in a real browser, by keyboard alone, and open to everybody."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory, UserFactory
from helpdesk.tests.axe import violations
from tickets.tests.factories import CategoryFactory, opened

pytestmark = [pytest.mark.browser, pytest.mark.long]
SIZES = [(1440, 900), (390, 844)]


@pytest.fixture
def ben(transactional_db):
    team = TeamFactory(desk=DeskFactory(name="IT"))
    AgentFactory(name="Cleo Lead", teams=[team])
    return AgentFactory(name="Ben Baker", teams=[team])


@pytest.fixture
def ticket(ben):
    desk = ben.desks[0]
    ticket = opened(requester=UserFactory(name="Ann Archer"), category=CategoryFactory(desk=desk))
    ticket.note("Second time this week", by=ben)
    return ticket


@pytest.fixture
def here(ben, ticket, browse):
    """Ben has opened the ticket; everything the browser complains of is kept in `page.said`."""
    page = browse(ben, ticket.get_absolute_url())
    page.wait_for_selector("#position", state="attached")
    return page


def test_given_to_a_colleague_and_taken_back_by_keys(here, ticket):
    here.keyboard.press("a")
    here.wait_for_selector("#assignee-menu [data-menu-search]:focus")
    here.keyboard.type("cleo")
    here.keyboard.press("ArrowDown")
    here.keyboard.press("Enter")
    here.wait_for_selector("#properties .fact-button:has-text('Cleo Lead')")
    here.keyboard.press("z")
    here.wait_for_selector("#properties .fact-button:has-text('Nobody')")
    ticket.refresh_from_db()
    assert ticket.assignee is None
    assert not [words for words in here.said if "Content Security Policy" in words]


def test_a_note_calls_a_colleague_and_never_turns_into_a_reply(here, ticket):
    here.keyboard.press("n")
    here.wait_for_selector("#composer-body:focus")
    here.keyboard.type("Look, @cleo")
    here.wait_for_selector("text-expander [role=option][aria-selected=true]")
    here.keyboard.press("Enter")
    expect(here.locator("#composer-body")).to_have_value(re.compile("@Cleo Lead"))
    here.keyboard.press("Control+Enter")
    here.wait_for_selector("article:has-text('Look, @Cleo Lead')")
    note = ticket.messages.last()
    assert note.is_internal
    assert [str(person) for person in note.mentions.all()] == ["Cleo Lead"]


def test_a_reply_is_sent_and_comes_back_with_its_words(here, ticket):
    here.keyboard.press("r")
    here.keyboard.type("On my way")
    here.keyboard.press("Control+Enter")
    here.wait_for_selector(".message-held")
    assert here.input_value("#composer-body") == ""
    here.keyboard.press("Escape")
    here.evaluate("document.activeElement.blur()")
    here.keyboard.press("z")
    here.wait_for_selector(".message-held", state="detached")
    assert here.input_value("#composer-body") == "On my way"
    assert ticket.messages.last().withdrawn_at


def test_the_main_button_says_what_becomes_of_a_ticket_that_was_just_resolved(here, ticket):
    expect(here.locator("#composer-send [data-send-button]")).to_contain_text("Send as New")
    here.keyboard.press("e")
    here.wait_for_selector("#resolution-code:focus")
    here.select_option("#resolution-code", index=1)
    here.fill("#resolution-text", "A new fuse")
    here.locator("#resolution-menu .btn-primary").click()
    here.wait_for_selector("#timeline q:has-text('A new fuse')")
    expect(here.locator("#composer-send [data-send-button]")).to_have_text(re.compile(r"^\s*Send⌘↵\s*$"))


def test_what_arrives_is_shown_without_touching_what_is_typed(here, ticket):
    here.keyboard.press("r")
    here.keyboard.type("Half a sent")
    ticket.reply("It is out!", by=ticket.requester)
    here.evaluate(f"document.dispatchEvent(new CustomEvent('live:ticket.{ticket.number}'))")
    here.wait_for_selector("article:has-text('It is out!')")
    here.keyboard.type("ence")
    assert here.input_value("#composer-body") == "Half a sentence"
    here.keyboard.press("Control+Enter")
    here.wait_for_selector("#composer >> text=Send anyway")
    assert here.input_value("#composer-body") == "Half a sentence"


def test_looking_marks_as_read(here, ticket, ben):
    deadline = time.monotonic() + 10
    while (
        not ticket.read_marks.filter(user=ben, event_id=ticket.events.last().pk)
        and time.monotonic() < deadline
    ):
        here.wait_for_timeout(50)
    assert ticket.read_marks.get(user=ben).event_id == ticket.events.last().pk


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(here, ticket, ben, live_server, language, theme):
    ben.language, ben.theme = language, theme
    ben.save()
    for address in (ticket.get_absolute_url() + "?mode=note", reverse("tickets:create")):
        for width, height in SIZES:
            here.set_viewport_size({"width": width, "height": height})
            here.goto(live_server.url + address)
            assert violations(here) == [], (address, width)
            assert here.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)


def test_a_double_is_merged_by_keys_alone(here, ticket):
    other = opened(requester=ticket.requester, category=ticket.category, subject="Smoke upstairs")
    here.keyboard.press("Shift+M")
    here.wait_for_selector("#merge-text:focus")
    here.keyboard.type("smoke")
    here.keyboard.press("Enter")
    here.wait_for_selector("a[data-open]:focus")
    here.keyboard.press("Enter")
    here.wait_for_selector("#merge-preview .btn-primary:focus")
    here.keyboard.press("Enter")
    here.wait_for_url(f"**{other.get_absolute_url()}")
    ticket.refresh_from_db()
    assert ticket.merged_into == other
    assert not [words for words in here.said if "Content Security Policy" in words]


def test_what_lies_in_a_closed_menu_answers_to_its_key(here, ticket):
    here.keyboard.press("h")
    here.wait_for_url("**/waiting/**")
