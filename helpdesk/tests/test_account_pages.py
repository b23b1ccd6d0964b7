"""The pages around an account in a real browser: nobody is kept out, and passkeys work under our policy."""

import pytest
from django.conf import settings as django_settings

from accounts.directory import vouch_for
from accounts.roles import Role
from accounts.tests.factories import UserFactory
from helpdesk.tests.axe import violations

PASSWORD = "correct horse battery"
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
FOR_STRANGERS = [
    "login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/",
    "password/reset/key/1-abc/", "confirm-email/abc/",
]  # fmt: skip
FOR_MEMBERS = [
    "email/",
    "password/change/",
    "2fa/",
    "2fa/webauthn/",
    "sessions/",
    "reauthenticate/",
    "logout/",
]
AFTER_PROOF = ["2fa/totp/activate/", "2fa/webauthn/add/"]

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def site(settings, transactional_db, live_server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = live_server.url
    return f"{live_server.url}/accounts/"


@pytest.fixture
def zoe(site):
    """An agent who can sign in by password."""
    zoe = UserFactory(name="Zoe Zimmer", email="zoe@example.org", role=Role.AGENT)
    zoe.set_password(PASSWORD)
    zoe.save()
    vouch_for(zoe)
    return zoe


@pytest.fixture
def page(page):
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    return page


def sign_in(page, site):
    page.goto(site + "login/")
    page.fill("[name=login]", "zoe@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn-primary")
    page.wait_for_url(lambda url: "/login/" not in url)


def prove(page):
    """Prove again who one is, when asked."""
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.click("main .btn-primary")
        page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def assert_good(page):
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert [words for words in page.said if "Content Security Policy" in words] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fa", "dark")])
def test_nobody_is_kept_out(page, site, zoe, language, theme, size):
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    wishes = {django_settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
    page.context.add_cookies([{"name": name, "value": value, "url": site} for name, value in wishes.items()])
    for path in FOR_STRANGERS:
        page.goto(site + path)
        assert_good(page)
    zoe.language, zoe.theme = language, theme
    zoe.save()
    sign_in(page, site)
    for path in FOR_MEMBERS + AFTER_PROOF + ["../me/"]:
        page.goto(site + path)
        if path in AFTER_PROOF:
            prove(page)
        assert_good(page)


def test_a_refused_form_says_what_is_wrong_and_takes_the_focus(page, site, zoe):
    sign_in(page, site)
    page.goto(site + "../me/")
    page.fill("[name=phone]", "call me")
    page.click("main .form-actions .btn-primary")
    assert page.locator(".error-summary").evaluate("element => element === document.activeElement")
    assert page.locator("[name=phone]").get_attribute("aria-invalid") == "true"
    assert_good(page)


def test_zoe_makes_a_passkey_and_signs_in_with_nothing_else(page, site, zoe):
    give_fingerprint_reader(page)
    sign_in(page, site)
    page.goto(site + "2fa/webauthn/add/")
    prove(page)
    page.check("[name=passwordless]")
    page.click("[data-passkey=create]")
    page.wait_for_url("**/recovery-codes/")
    assert_good(page)
    page.context.clear_cookies()
    page.goto(site + "login/?next=/me/")
    page.click("[data-passkey=get]")
    page.wait_for_url("**/me/")
    assert page.locator("[name=name]").input_value() == "Zoe Zimmer"


def test_a_security_key_is_the_second_step(page, site, zoe):
    give_fingerprint_reader(page)
    sign_in(page, site)
    page.goto(site + "2fa/webauthn/add/")
    prove(page)
    page.click("[data-passkey=create]")
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    sign_in(page, site)
    assert "/2fa/authenticate/" in page.url
    assert_good(page)
    page.click("[data-passkey=get]")
    page.wait_for_url(lambda url: "/2fa/" not in url)
    page.goto(site + "2fa/webauthn/add/")
    page.click("main a[href*='/2fa/webauthn/reauthenticate/']")
    page.click("[data-passkey=get]")
    page.wait_for_url("**/2fa/webauthn/add/")


def test_a_passkey_that_is_not_there_is_said_in_words(page, site, zoe):
    give_fingerprint_reader(page)
    page.goto(site + "login/")
    page.click("[data-passkey=get]")
    page.wait_for_selector("[data-passkey-trouble]:visible", timeout=20_000)


def give_fingerprint_reader(page):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
