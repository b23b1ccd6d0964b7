"""The builder of business calendars in a real browser: by keyboard, followed by its trial, open to everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from accounts.tests.factories import AgentFactory, TeamFactory
from helpdesk.tests.axe import violations
from sla.models import Proposal

pytestmark = [pytest.mark.browser, pytest.mark.long]
SIZES = [(1440, 900), (390, 844)]


@pytest.fixture
def ada(transactional_db):
    return AgentFactory(name="Ada Admin", role=Role.ADMIN, teams=[TeamFactory()])


@pytest.fixture
def here(ada, browse):
    """Ada has opened the page of a new calendar."""
    return browse(ada, reverse("service_levels:calendar_create"))


def troubles(page):
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.evaluate("Promise.all(document.getAnimations().map((change) => change.finished))")
            found += [f"{theme}, {width}: {line}" for line in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{wide} px too wide at {width}"] if wide > 0 else []
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


def test_the_trial_follows_what_is_typed_by_keyboard(here):
    here.get_by_label("Time zone").fill("Europe/London")
    expect(here.locator("#trial")).to_contain_text("Open for 40 h in a usual week.")
    here.get_by_label("Monday", exact=True).focus()
    here.keyboard.press("Control+a")
    here.keyboard.type("9-12")
    expect(here.locator("#trial")).to_contain_text("Open for 35 h in a usual week.")
    assert here.evaluate("document.activeElement.name") == "day-mon"
    here.keyboard.press("Tab")
    here.keyboard.press("Tab")
    assert here.evaluate("document.activeElement.value") == "copy-tue"
    here.keyboard.press("Enter")
    expect(here.get_by_label("Tuesday", exact=True)).to_have_value("9-12")
    expect(here.locator("#trial")).to_contain_text("Open for 30 h in a usual week.")
    here.get_by_label("Friday", exact=True).fill("late")
    expect(here.locator("#trial")).to_contain_text("“late” cannot be read.")
    assert not Proposal.objects.exists()
    assert not [words for words in here.said if "Content Security Policy" in words]


def test_holidays_are_ticked_taken_over_and_proposed(here):
    here.locator("#id_name").fill("Paris")
    here.get_by_text("Import public holidays").click()
    here.get_by_label("Country").select_option("FR")
    here.get_by_label("Region").select_option("6AE")
    here.get_by_role("button", name="Show the days").click()
    boxes = here.locator("[name=offer]")
    expect(boxes.first).to_be_checked()
    assert not troubles(here)
    count = boxes.count()
    boxes.first.focus()
    here.keyboard.press("Space")
    here.get_by_role("button", name="Take over what is ticked").press("Enter")
    expect(here.locator("[name=special-day]")).to_have_count(count - 1)
    expect(here.locator("#special-days [role=status]")).to_contain_text("were taken over")
    assert not troubles(here)
    here.locator(".btn-primary[value=save]").press("Enter")
    here.wait_for_url("**/proposals/*/")
    assert len(Proposal.objects.get().content["spec"]["holidays"]) == count - 1


def test_what_is_wrong_is_said_where_it_is_and_keeps_nobody_out(here):
    here.locator("#id_name").fill("Lost")
    here.get_by_label("Time zone").fill("Mars/Olympus")
    here.get_by_role("button", name="Add a day").click()
    here.locator("[name=special-day]").fill("2027-12-24")
    here.locator("[name=special-what]").select_option("open")
    here.locator("[name=special-hours]").fill("13-9")
    here.locator(".btn-primary[value=save]").click()
    expect(here.locator(".error-summary")).to_contain_text("There is no time zone “Mars/Olympus”.")
    expect(here.locator(".error-summary")).to_be_focused()
    expect(here.locator(".special-day .invalid-feedback")).to_contain_text("ends before it begins")
    expect(here.locator("[name=special-hours]")).to_have_value("13-9")
    assert not troubles(here)
