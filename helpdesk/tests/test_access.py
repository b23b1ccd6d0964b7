"""Every page, as each audience meets it: no axe violation, no word from the console, and light enough to carry.

The goals are those of WCAG 2.2 AA and of docs/performance.md; bytes and requests do not depend on the machine.
EVERY_STATE=1 in the environment shows each page in both languages, themes and widths, and not only in one of the
eight, which takes ten minutes.
"""

import gzip
import os
import re

import pytest
from allauth.core.ratelimit import respond_429
from django.test import override_settings
from django.urls import include, path

from accounts.doors import open_to_all
from helpdesk.tests.axe import violations
from helpdesk.tests.town import CAST, inhabited, town

__all__ = ["inhabited", "town"]

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db]

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LANGUAGES = ["en", "fa"]
EVERY_STATE = bool(os.environ.get("EVERY_STATE"))
STATES = [(DESK, "light"), (PHONE, "dark"), (PHONE, "light"), (DESK, "dark")]
# The form of a change once more, empty, and one list of changes after another.
MUCH_ALIKE = re.compile(r"/admin/\w+/\w+/(add|\d+/history)/$")
FIRST = {"first ticket of the queue": ("/desk/?view=all", 'main a[href^="/desk/tickets/1"]')}


@open_to_all
def break_down(request):
    raise RuntimeError("This page is broken on purpose.")


urlpatterns = [
    path("broken/", break_down),
    path("hasty/", open_to_all(respond_429)),
    path("", include("helpdesk.urls")),
]
handler400, handler403 = "helpdesk.errors.bad_request", "helpdesk.errors.forbidden"
handler404, handler429 = "helpdesk.errors.not_found", "helpdesk.errors.too_many"
handler500 = "helpdesk.errors.broken"


def go(page, address):
    if address in FIRST:
        listing, link = FIRST[address]
        page.goto(listing)
        address = page.locator(link).first.get_attribute("href")
    page.goto(address)
    page.wait_for_load_state()


def visitor(town, browser, person, language):
    """A browser page of somebody who reads `language`; what its console says is kept in `page.said`."""
    page = town.visitor(browser, person, reduced_motion="reduce")
    page.said = []
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
    page.goto("/me/" if person else "/portal/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.context.request.post(
        "/me/language/" if person else "/language/",
        form={"csrfmiddlewaretoken": token, "language": language},
        headers={"Referer": page.url},
    )
    return page


@pytest.fixture(scope="module")
def visit(town, browser):
    """`visit("lead", "fa")`: the browser page of that visitor, made once: a second one would learn nothing new."""
    pages = {}

    def find(person, language):
        if (person, language) not in pages:
            pages[person, language] = visitor(town, browser, person, language)
        page = pages[person, language]
        page.said.clear()
        return page

    yield find
    for page in pages.values():
        page.context.close()


def troubles(page, address, states=STATES):
    """What keeps people out of the page that is open, in each state; colours must have arrived where they go."""
    found = []
    for size, theme in states:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        page.evaluate("Promise.all(document.getAnimations().map((change) => change.finished))")
        found += [f"{address} ({theme}, {size['width']}): {line}" for line in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{address} is {wide} px too wide"] if wide > 0 else []
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", CAST, ids=str)
def test_nobody_is_kept_out(town, visit, person, language):
    page = visit(person, language)
    found = []
    addresses = [one for one in town.pages[person] if EVERY_STATE or not MUCH_ALIKE.match(one)]
    for turn, address in enumerate(addresses):
        if not EVERY_STATE and LANGUAGES[turn % 2] != language:
            continue
        page.goto(address)
        assert page.evaluate("document.dir") == ("rtl" if language == "fa" else "ltr"), address
        found += troubles(page, address, STATES if EVERY_STATE else [STATES[turn // 2 % 4]])
        found += [f"{address} says: {line}" for line in page.said]
        page.said.clear()
    assert not found, "\n".join(found)


# Who goes where, or posts what to the sign-in, and with which status it ends.
WRONG = [
    (None, "/nowhere/", 404), ("requester", "/nowhere/", 404), ("lead", "/nowhere/", 404),
    ("requester", "/desk/", 403), (None, "/hasty/", 429), (None, "/broken/", 500), ("lead", "/broken/", 500),
    (None, {"login": "x"}, 403), (None, {"login": "x" * 3_000_000}, 413),
]  # fmt: skip
POST = """fields => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: "/accounts/login/"});
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.mark.parametrize("language", LANGUAGES if EVERY_STATE else ["fa"])
@pytest.mark.parametrize(("person", "way", "status"), WRONG, ids=lambda value: str(value)[:14])
def test_nobody_is_left_alone_when_something_goes_wrong(visit, person, way, status, language):
    with override_settings(ROOT_URLCONF=__name__):
        page = visit(person, language)
        if isinstance(way, str):
            answer = page.goto(way)
        else:
            page.goto("/accounts/login/")
            with page.expect_response(lambda one: one.request.method == "POST") as posted:
                page.evaluate(POST, way)
            answer = posted.value
            page.wait_for_load_state()
        assert answer.status == status
        assert page.locator(".error-code").inner_text() == str(status)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("main .btn-primary").count() == 1
        assert not troubles(page, way)


# What a first visit may weigh; docs/performance.md names the goals.
BUDGETS = [
    ("requester", "/portal/", 45, 10),
    ("lead", "/desk/?view=all", 70, 12),
    ("lead", "first ticket of the queue", 70, 12),
]


@pytest.mark.parametrize(("person", "address", "kilobytes", "requests"), BUDGETS)
def test_a_first_visit_is_light(town, browser, person, address, kilobytes, requests):
    page = town.visitor(browser, person, viewport=DESK)
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
    page.context.close()
