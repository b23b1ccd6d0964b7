"""The style guide in a real browser: every part can be used by everybody, and the behaviours do what they say."""

import pytest
from django.conf import settings as django_settings
from django.urls import include, path

from accounts.tests.factories import AgentFactory, UserFactory
from helpdesk.tests.axe import violations
from helpdesk.views.styleguide import styleguide

GUIDE = [path("styleguide/", styleguide, name="styleguide"), path("setup/", styleguide, name="setup")]
urlpatterns = [path("", include((GUIDE, "helpdesk"))), path("", include("helpdesk.urls"))]
SIZES = [(1440, 900), (390, 844)]

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def _guide(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def guide(_guide, transactional_db, live_server, client, page):
    """Opens the guide as an agent of a language."""

    def opened(language="en"):
        client.force_login(AgentFactory(language=language))
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{live_server.url}/styleguide/?theme=light")
        return page

    return opened


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nobody_is_kept_out(guide, language):
    page = guide(language)
    for theme in ("light", "dark"):
        page.goto(page.url.replace("light", theme))
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert violations(page) == [], (theme, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (theme, width)


def test_the_policy_of_the_page_blocks_nothing(guide):
    said = []
    page = guide()
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.wait_for_timeout(300)
    assert [words for words in said if "Content Security Policy" in words] == []


def test_rows_are_walked_and_selected_by_keyboard(guide):
    page = guide()
    page.keyboard.press("j")
    assert page.locator(".is-current").get_attribute("id") == "row-10462"
    page.keyboard.press("x")
    assert page.locator(".is-selected").count() == 0
    page.keyboard.press("x")
    page.keyboard.press("Shift+J")
    assert page.locator(".is-selected").count() == 2
    page.keyboard.press("Escape")
    assert page.locator(".is-selected").count() == 0


def test_letters_count_by_position_and_not_inside_fields(guide):
    page = guide()
    key = "new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true, cancelable: true})"
    page.evaluate(f"document.body.dispatchEvent({key})")
    assert page.locator(".is-current").get_attribute("id") == "row-10462"
    page.fill("#sg-subject", "")
    page.locator("#sg-subject").press_sequentially("jx?")
    assert page.input_value("#sg-subject") == "jx?"
    assert page.locator(".is-current").get_attribute("id") == "row-10462"


def test_the_palette_gives_the_focus_back(guide):
    page = guide()
    page.focus("#sg-subject")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette:popover-open")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "sg-subject"


def test_a_menu_is_walked_by_arrows_and_narrowed_by_letters(guide):
    page = guide()
    page.click("[popovertarget=sg-menu]")
    page.keyboard.type("resol")
    assert page.locator("#sg-menu [data-menu-entry]:visible").all_inner_texts() == ["Resolved"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.innerText") == "Resolved"
    page.keyboard.press("Escape")
    assert not page.is_visible("#sg-menu")


def test_the_question_mark_shows_the_keys(guide):
    page = guide()
    page.keyboard.press("?")
    assert page.is_visible("#keys-help")


def test_a_field_is_shown_only_for_the_answer_it_belongs_to(guide):
    page = guide()
    assert not page.is_visible("#sg-who")
    page.check("#sg-many")
    assert page.is_enabled("#sg-who")


def test_a_toast_speaks_politely_and_offers_undo(guide):
    page = guide()
    toast = "{detail: {text: 'Solved.', undo: '/nowhere/'}}"
    page.evaluate(f"document.dispatchEvent(new CustomEvent('toast', {toast}))")
    assert page.locator("#toasts").get_attribute("aria-live") == "polite"
    assert page.inner_text("#toasts [data-toast] span") == "Solved."
    assert page.is_visible("#toasts [data-key=z]")


@pytest.mark.usefixtures("_guide", "db")
def test_people_who_ask_do_not_see_the_guide(client):
    client.force_login(UserFactory())
    assert client.get("/styleguide/").status_code == 403
