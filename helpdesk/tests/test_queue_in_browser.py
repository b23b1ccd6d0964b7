"""The agents' queue in a real browser, by keyboard alone, and open to everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory, UserFactory
from helpdesk.tests.axe import violations
from tickets.models import Arrangement, Draft, ReadMark
from tickets.tests.factories import CategoryFactory, opened

pytestmark = [pytest.mark.browser, pytest.mark.long]
SIZES = [(1440, 900), (390, 844)]
OPEN = "?view=open&sort=number"
NEWS_OF_LEAVING = "id => document.dispatchEvent(new CustomEvent('live:gone', { detail: { id } }))"


@pytest.fixture
def ben(transactional_db):
    return AgentFactory(name="Ben Baker", teams=[TeamFactory(desk=DeskFactory(name="IT"))])


@pytest.fixture
def three(ben):
    """Three tickets, each with a note."""
    category, ann = CategoryFactory(desk=ben.desks[0]), UserFactory(name="Ann Archer")
    tickets = [opened(requester=ann, category=category, subject=f"Printer {n}") for n in (1, 2, 3)]
    for ticket in tickets:
        ticket.note(f"Note on {ticket.subject}", by=ben)
    return tickets


@pytest.fixture
def here(ben, three, browse):
    """Ben has opened the queue; everything the browser complains of is kept in `page.said`."""
    return browse(ben, reverse("tickets:queue") + OPEN)


def test_the_space_bar_previews_and_j_takes_it_along(here, three):
    sheet = here.locator("#glance")
    here.keyboard.press("j")
    here.keyboard.press("Space")
    expect(sheet).to_contain_text("Note on Printer 1")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    here.keyboard.press("j")
    expect(sheet).to_contain_text("Note on Printer 2")
    here.keyboard.press("k")
    expect(sheet).to_contain_text("Note on Printer 1")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(0)
    assert here.url.endswith(OPEN)
    assert not ReadMark.objects.exists()
    assert not [words for words in here.said if "Content Security Policy" in words]


def test_escape_closes_the_preview_before_it_clears_the_selection(here):
    here.keyboard.press("j")
    here.keyboard.press("x")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    here.keyboard.press("Escape")
    expect(here.locator("#glance:popover-open")).to_have_count(0)
    expect(here.locator("[data-select]:checked")).to_have_count(1)
    here.keyboard.press("o")
    here.wait_for_url("**/desk/tickets/**")


def test_a_reply_from_the_preview_by_keyboard_alone_and_its_undo(here, three):
    sheet = here.locator("#glance")
    here.keyboard.press("j")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    here.keyboard.press("r")
    here.keyboard.type("On my way, just now.")
    here.keyboard.press("Control+Enter")
    expect(sheet).to_contain_text("Sending in")
    assert three[0].messages.last().body == "On my way, just now."
    expect(sheet.locator("textarea")).to_have_value("")
    expect(here.locator("[data-row].is-current")).to_contain_text("On my way, just now.")
    here.keyboard.press("z")
    expect(sheet.locator("textarea")).to_have_value("On my way, just now.")
    assert three[0].messages.last().withdrawn_at
    here.keyboard.press("j")
    expect(sheet).to_contain_text("Note on Printer 2")
    expect(sheet.locator("textarea")).to_have_value("")


def test_what_was_begun_in_the_preview_is_kept(here, three, ben):
    here.keyboard.press("j")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    here.keyboard.press("r")
    here.keyboard.type("Half a th")
    here.keyboard.press("Escape")
    expect(here.locator("#glance:popover-open")).to_have_count(0)
    here.keyboard.press("Space")
    expect(here.locator("#glance textarea")).to_have_value("Half a th")
    expect(here.locator("#glance [data-saved]")).to_contain_text("Draft saved")
    assert Draft.objects.of(ben).get(ticket=three[0]).content["body"] == "Half a th"
    here.keyboard.press("j")
    expect(here.locator("#glance")).to_contain_text("Note on Printer 2")
    here.keyboard.press("k")
    expect(here.locator("#glance textarea")).to_have_value("Half a th")


def test_what_arrived_while_one_wrote_in_the_preview_is_said(here, three):
    sheet, ticket = here.locator("#glance"), three[0]
    here.keyboard.press("j")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    ticket.reply("It is out already!", by=ticket.requester)
    here.keyboard.press("r")
    here.keyboard.type("Bring water")
    here.keyboard.press("Control+Enter")
    expect(sheet.locator("[role=alert]:visible")).to_contain_text("It is out already!")
    expect(sheet.locator("textarea")).to_be_focused()
    assert violations(here) == []
    sheet.get_by_role("button", name="Send anyway").click()
    expect(sheet).to_contain_text("Sending in")
    assert ticket.messages.last().body == "Bring water"


def test_what_was_taken_away_meanwhile_is_not_previewed(here, three):
    team = TeamFactory(desk=DeskFactory(name="HR", is_walled=True))
    here.keyboard.press("j")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    three[1].hand_over(team, by=None)
    here.keyboard.press("j")
    expect(here.locator("#glance:popover-open")).to_have_count(0)


def test_the_key_stands_in_the_help_and_phones_have_no_preview(here):
    here.keyboard.press("?")
    expect(here.locator("#keys-help")).to_contain_text("Preview the row")
    here.keyboard.press("Escape")
    here.set_viewport_size({"width": 390, "height": 844})
    here.keyboard.press("j")
    here.keyboard.press("Space")
    here.wait_for_timeout(300)
    expect(here.locator("#glance:popover-open")).to_have_count(0)


def test_columns_are_moved_and_hidden_by_keyboard(here):
    here.focus("a[href^='/desk/columns/']")
    here.keyboard.press("Enter")
    here.wait_for_selector("#column-choice:popover-open [name=column]:focus")
    here.focus("#up-number")
    here.keyboard.press("Enter")
    expect(here.locator("#column-form [name=order]").nth(1)).to_have_value("number")
    assert here.evaluate("document.activeElement.id") == "up-number"
    here.focus("[name=column][value=priority]")
    here.keyboard.press("Space")
    here.focus("#column-form .btn-primary")
    here.keyboard.press("Enter")
    expect(here.locator("#queue-table th").nth(2)).to_have_class("c-number")
    expect(here.locator("#queue-table .c-priority")).to_have_count(0)


def drag(page, name, step):
    box = page.locator(f".c-{name} > [role=separator]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + step, y, steps=4)
    with page.expect_response("**/desk/columns/width/"):
        page.mouse.up()


def width(page, name):
    return round(page.locator(f"th.c-{name}").bounding_box()["width"])


@pytest.mark.parametrize(("language", "way"), [("en", 1), ("fa", -1)])
def test_columns_are_dragged_and_stay_so(here, ben, language, way):
    ben.language = language
    ben.save()
    here.reload()
    requester, status, due = (width(here, name) for name in ("requester", "status", "due"))
    drag(here, "requester", 60 * way)
    drag(here, "status", 30 * way)
    for _turn in range(2):
        assert width(here, "requester") == pytest.approx(requester + 60, abs=2)
        assert width(here, "status") == pytest.approx(status - 30, abs=2)
        assert width(here, "due") == pytest.approx(due, abs=2)
        here.reload()
    with here.expect_response("**/desk/columns/width/"):
        here.locator(".c-status > [role=separator]").dblclick()
    assert width(here, "status") == pytest.approx(status, abs=2)
    kept = Arrangement.objects.of(ben).get().widths
    assert kept == {"requester": pytest.approx(requester + 60, abs=2)}
    assert not [words for words in here.said if "Content Security Policy" in words]


def test_columns_are_sized_by_keyboard(here, ben):
    handle = here.get_by_role("separator", name="Width of the column Status")
    before = width(here, "status")
    assert handle.get_attribute("aria-valuenow") == str(before)
    handle.focus()
    with here.expect_response("**/desk/columns/width/"):
        here.keyboard.press("ArrowLeft")
        here.keyboard.press("ArrowLeft")
    assert handle.get_attribute("aria-valuenow") == str(before + 32)
    assert width(here, "status") == before + 32
    assert Arrangement.objects.of(ben).get().widths == {"status": before + 32}
    assert here.get_by_role("columnheader", name="Status", exact=True).count() == 1
    assert violations(here) == []
    with here.expect_response("**/desk/columns/width/"):
        here.keyboard.press("Enter")
    assert width(here, "status") == pytest.approx(before, abs=1)
    assert Arrangement.objects.of(ben).get().widths == {}


def test_views_are_moved_and_hidden_by_keyboard_and_the_side_follows(here, live_server):
    here.goto(live_server.url + reverse("tickets:views"))
    here.focus("#up-unassigned")
    here.keyboard.press("Enter")
    expect(here.locator("#views li").first).to_contain_text("Unassigned")
    assert here.evaluate("document.activeElement.id") == "up-unassigned"
    here.focus("#hide-waiting")
    here.keyboard.press("Space")
    expect(here.locator("#views")).not_to_contain_text("Waiting")
    expect(here.locator("#hide-waiting")).to_have_accessible_name("Show Waiting")


def test_a_condition_on_a_person_is_searched_and_enter_sends_nothing(here, live_server):
    here.goto(live_server.url + reverse("tickets:view_new") + "?view=open&requester=0")
    here.locator("#condition-1 summary").click()
    here.locator("[name='r1.find']").press_sequentially("arch")
    expect(here.locator("#choices-1")).to_have_text("Ann Archer")
    here.keyboard.press("Enter")
    here.locator("#choices-1 input").check()
    here.locator("[name='r1.find']").fill("baker")
    expect(here.locator("#choices-1")).to_contain_text("Ben Baker")
    expect(here.locator("#choices-1 input:checked")).to_have_count(1)
    assert "/views/new/" in here.url


def test_a_row_that_went_to_another_desk_says_so(here, three):
    gone, kept = three[0], three[1]
    gone.hand_over(TeamFactory(desk=DeskFactory(name="HR", is_walled=True)), by=None)
    for ticket in (gone, kept):
        here.evaluate(NEWS_OF_LEAVING, ticket.number)
    expect(here.locator(".is-gone")).to_have_count(1)
    expect(here.locator(".is-gone")).to_contain_text("went to another desk")
    expect(here.locator(".is-gone [data-select]")).to_be_disabled()
    assert violations(here) == []


def test_the_page_of_a_ticket_that_went_to_another_desk_says_so(here, three, live_server):
    here.goto(live_server.url + three[0].get_absolute_url())
    expect(here.locator("[data-gone]")).to_be_hidden()
    three[0].hand_over(TeamFactory(desk=DeskFactory(name="HR", is_walled=True)), by=None)
    here.evaluate(NEWS_OF_LEAVING, three[0].number)
    expect(here.locator("[data-gone]")).to_be_visible()


def test_a_message_in_the_folded_middle_is_found_by_keyboard(here, three, live_server):
    ticket = three[0]
    for number in range(10):
        ticket.reply(f"Question {number}", by=ticket.requester)
    middle = here.locator("article:has-text('Question 3')")
    here.goto(live_server.url + ticket.get_absolute_url())
    expect(middle).to_have_count(0)
    here.focus("[popovertarget=jump-menu]")
    here.keyboard.press("Enter")
    here.wait_for_selector("#jump-menu [data-menu-search]:focus")
    here.keyboard.type("question 3")
    here.keyboard.press("ArrowDown")
    here.keyboard.press("Enter")
    expect(middle).to_be_in_viewport()
    expect(here.locator("article:target")).to_contain_text("Question 3")


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(here, ben, language, theme):
    ben.language, ben.theme = language, theme
    ben.save()
    here.reload()
    here.keyboard.press("j")
    here.keyboard.press("Space")
    expect(here.locator("#glance:popover-open")).to_have_count(1)
    assert violations(here) == []
