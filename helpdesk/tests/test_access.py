"""Every page, as each audience meets it: no axe violation, no word from the console, and light enough to carry.

The goals are those of WCAG 2.2 AA and of docs/performance.md; bytes and requests do not depend on the machine.
"""

import gzip
import re

import pytest

from helpdesk.tests.axe import violations
from helpdesk.tests.test_stories import house, post, sign_in, visit

__all__ = ["house", "post", "visit"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stories")]

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
STATES = [("en", "light", DESK), ("en", "dark", PHONE), ("fa", "light", PHONE), ("fa", "dark", DESK)]
PAGES = {
    None: [
        "/portal/", "/portal/request/", "/portal/follow/", "/accounts/login/", "/accounts/signup/",
        "/accounts/password/reset/", "/portal/g/forged/", "/portal/request/sent/", "first request form",
    ],
    "emma@meridian.example": [
        "/portal/", "/portal/request/", "first request form", "/portal/tickets/", "/portal/tickets/?tab=done",
        "first own ticket", "/portal/search/?q=laptop", "/me/", "/notices/", "/notices/preferences/",
        "/accounts/2fa/", "/accounts/email/", "/accounts/password/change/", "/accounts/sessions/",
    ],
    "cleo@meridian.example": [
        "/desk/", "/desk/?view=all", "/desk/?status=1", "/desk/views/new/", "/desk/search/?q=printer",
        "/desk/tickets/new/", "first ticket of the queue", "/notices/", "/styleguide/",
    ],
    "ada@meridian.example": [
        "/setup/", "/setup/health/", "/setup/mail/", "/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/",
        "/admin/tickets/category/", "/admin/tickets/category/add/", "/admin/tickets/matrixcell/",
        "/admin/tickets/status/",
    ],
}  # fmt: skip
FIRST = {
    "first request form": ("/portal/request/", 'a[href^="/portal/request/"]:not([href="/portal/request/"])'),
    "first own ticket": ("/portal/tickets/", 'main a[href^="/portal/tickets/1"]'),
    "first ticket of the queue": ("/desk/?view=all", 'main a[href^="/desk/tickets/1"]'),
}


def go(page, address):
    if address in FIRST:
        listing, link = FIRST[address]
        page.goto(listing)
        address = page.locator(link).first.get_attribute("href")
    page.goto(address)
    page.wait_for_load_state()


def speak(page, language, is_signed_in):
    page.goto("/me/" if is_signed_in else "/portal/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.context.request.post(
        "/me/language/" if is_signed_in else "/language/",
        form={"csrfmiddlewaretoken": token, "language": language},
        headers={"Referer": page.url},
    )


@pytest.mark.parametrize(("language", "theme", "size"), STATES, ids=lambda value: str(value)[:12])
@pytest.mark.parametrize("person", PAGES, ids=str)
def test_nobody_is_kept_out(visit, person, language, theme, size):
    page = visit(viewport=size, color_scheme=theme)
    console = []
    page.on(
        "console", lambda line: console.append(f"{line.text} at {page.url}") if line.type == "error" else None
    )
    if person:
        sign_in(page, person)
    speak(page, language, bool(person))
    found = []
    for address in PAGES[person]:
        go(page, address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr"), address
        found += [f"{address}: {line}" for line in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{address} is {wide} px too wide"] if wide > 0 else []
    # The pages for what is not there say so with their status, which the browser repeats in its console.
    console = [line for line in console if "status of 404" not in line]
    assert not found + console, "\n".join(found + console)


# What a first visit may weigh; docs/performance.md names the goals.
BUDGETS = [
    ("emma@meridian.example", "/portal/", 45, 10),
    ("cleo@meridian.example", "/desk/?view=all", 70, 12),
    ("cleo@meridian.example", "first ticket of the queue", 70, 12),
]


@pytest.mark.parametrize(("person", "address", "kilobytes", "requests"), BUDGETS)
def test_a_first_visit_is_light(visit, person, address, kilobytes, requests):
    page = visit(viewport=DESK)
    sign_in(page, person)
    if address in FIRST:
        go(page, address)
        address = page.url
    first_visit, loaded = page.context.new_page(), []
    first_visit.on("response", lambda response: loaded.append(response))
    first_visit.goto(address)
    first_visit.wait_for_timeout(1500)
    weights = {
        response.url: len(gzip.compress(response.body(), 9))
        for response in loaded
        if response.status == 200 and not re.search(r"\.woff2|/live/", response.url)
    }
    assert sum(weights.values()) <= kilobytes * 1024, weights
    assert len(weights) <= requests, list(weights)
    script = sum(size for url, size in weights.items() if url.endswith(".js"))
    assert script <= 45 * 1024, weights
