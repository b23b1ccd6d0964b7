"""The second factor: setting it up, signing in with it, and that nobody gets around it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
STEP = "/accounts/2fa/authenticate/"


def set_up_app(user):
    """Give `user` an authenticator app, as if they had scanned the picture."""
    auth.TOTP.activate(user, SECRET)


def code_now(secret=SECRET):
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def wrong_code():
    return f"{(int(code_now()) + 1) % 1_000_000:06}"


def confirm(client):
    """Prove by password that it is still the same person."""
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_in(client):
    return client.get("/me/").status_code == 200


def test_ann_sets_up_an_app_and_gets_recovery_codes(client, sign_in, ann):
    sign_in(ann)
    assert client.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/")
    assert b"data:image/svg+xml" in page.content
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now(page.context["form"].secret)})
    assert answer.url == "/accounts/2fa/recovery-codes/"
    assert len(client.get(answer.url).context["unused_codes"]) == 10


def test_the_seed_is_not_readable_in_the_database(ann):
    set_up_app(ann)
    assert SECRET not in str(Authenticator.objects.get(user=ann).data)


def test_a_seed_opens_with_the_key_before_the_last(ann, settings):
    set_up_app(ann)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key, thirty-two letters long",
    )
    assert Authenticator.objects.get(user=ann).wrap().validate_code(code_now())


def test_signing_in_takes_password_and_code(client, sign_in, ann):
    set_up_app(ann)
    assert sign_in(ann).url == STEP
    before = client.session.session_key
    assert client.post(STEP, {"code": code_now()}).status_code == 302
    assert is_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "door", ["/me/", "/accounts/2fa/", "/accounts/email/", "/admin/", "/accounts/sessions/"]
)
def test_mc27_no_address_leads_past_the_code(client, sign_in, ann, door):
    set_up_app(ann)
    sign_in(ann)
    assert client.get(door).status_code == 302
    assert "_auth_user_id" not in client.session


def test_mc27_a_code_works_once(client, sign_in, ann):
    set_up_app(ann)
    sign_in(ann)
    code = code_now()
    client.post(STEP, {"code": code})
    other = Client()
    other.post("/accounts/login/", {"login": ann.email, "password": PASSWORD})
    assert other.post(STEP, {"code": code}).status_code == 200
    assert not is_in(other)


def test_mc27_the_sixth_wrong_code_ends_the_guessing_for_the_right_one_too(client, sign_in, ann):
    set_up_app(ann)
    sign_in(ann)
    wrong = wrong_code()
    assert [client.post(STEP, {"code": wrong}).status_code for _guess in range(6)] == [200] * 5 + [429]
    assert client.post(STEP, {"code": code_now()}).status_code == 429
    assert not is_in(client)


def test_mc27_a_recovery_code_lets_in_once(client, sign_in, ann):
    set_up_app(ann)
    code = RecoveryCodes.activate(ann).generate_codes()[0]
    sign_in(ann)
    assert client.post(STEP, {"code": code}).status_code == 302
    other = Client()
    other.post("/accounts/login/", {"login": ann.email, "password": PASSWORD})
    assert other.post(STEP, {"code": code}).status_code == 200
    assert not is_in(other)


@pytest.mark.parametrize(
    "door", ["totp/deactivate", "recovery-codes/generate", "webauthn/add", "totp/activate"]
)
def test_mc27_nothing_about_it_changes_without_proving_again_who_one_is(client, ann, door):
    if door != "totp/activate":
        set_up_app(ann)
    client.force_login(ann)
    for answer in (
        client.get(f"/accounts/2fa/{door}/"),
        client.post(f"/accounts/2fa/{door}/", {"code": code_now()}),
    ):
        assert "reauthenticate" in answer.url
    assert Authenticator.objects.filter(user=ann).count() == (door != "totp/activate")


def test_ann_takes_the_app_away_again_and_is_told_by_mail(client, ann, mailoutbox):
    set_up_app(ann)
    client.force_login(ann)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ann).exists()
    assert mailoutbox[0].to == [ann.email]


def test_nobody_touches_somebody_elses_key(client, ann, ben):
    key = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Ben's", "credential": {}})
    client.force_login(ann)
    confirm(client)
    for door in ("edit", "remove"):
        assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{door}/", {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def add_key(user, name="Blue key"):
    """A security key of `user`, and the door that takes it away."""
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": name, "credential": {}})
    return key, f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_whoever_takes_the_last_key_away_is_told_what_now_holds(client, ann):
    (_blue, blue_door), (_red, red_door) = add_key(ann), add_key(ann, "Red key")
    RecoveryCodes.activate(ann)
    client.force_login(ann)
    assert "reauthenticate" in client.post(red_door).url
    confirm(client)
    assert not [words for words in told(client.post(red_door, follow=True)) if "password alone" in words]
    assert [words for words in told(client.post(blue_door, follow=True)) if "password alone" in words]
    assert not Authenticator.objects.filter(user=ann).exists()
    assert client.post(blue_door).status_code == 404
    assert is_in(client)


class TestWhereRolesMustHaveOne:
    @pytest.fixture(autouse=True)
    def strict(self, settings):
        settings.SECOND_FACTOR_ROLES = ["agent", "admin"]

    @pytest.mark.parametrize("door", ["/me/", "/accounts/sessions/", "/admin/"])
    def test_an_agent_without_one_is_led_to_set_it_up(self, client, sign_in, ben, door):
        sign_in(ben)
        assert client.get(door).url == "/accounts/2fa/"
        assert client.post(door).url == "/accounts/2fa/"
        assert client.get("/accounts/2fa/").status_code == 200

    def test_htmx_is_refused(self, client, ben):
        client.force_login(ben)
        assert client.get("/me/", headers={"HX-Request": "true"}).status_code == 403

    def test_the_whole_way_to_one_is_open(self, client, sign_in, ben):
        sign_in(ben)
        confirm(client)
        page = client.get("/accounts/2fa/totp/activate/")
        client.post("/accounts/2fa/totp/activate/", {"code": code_now(page.context["form"].secret)})
        assert is_in(client)
        assert client.get("/accounts/2fa/recovery-codes/").status_code == 200

    def test_a_requester_needs_none(self, client, ann):
        client.force_login(ann)
        assert is_in(client)

    def test_the_only_one_cannot_be_taken_away(self, client, ben):
        set_up_app(ben)
        client.force_login(ben)
        client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
        client.post("/accounts/2fa/totp/deactivate/")
        assert Authenticator.objects.filter(user=ben).exists()

    def test_recovery_codes_alone_are_none(self, client, ben):
        RecoveryCodes.activate(ben)
        client.force_login(ben)
        assert client.get("/me/").url == "/accounts/2fa/"

    def test_signing_out_is_always_possible(self, client, ben):
        client.force_login(ben)
        client.post("/accounts/logout/")
        assert "_auth_user_id" not in client.session

    def test_the_last_key_of_an_agent_stays_and_they_are_told_why(self, client, ben):
        key, door = add_key(ben)
        client.force_login(ben)
        confirm(client)
        for ask in (client.get, client.post):
            answer = ask(door, follow=True)
            assert answer.redirect_chain == [("/accounts/2fa/webauthn/", 302)]
            assert "Your role needs a second factor" in told(answer)[0]
        assert Authenticator.objects.filter(pk=key.pk).exists()
        assert is_in(client)

    def test_a_key_beside_another_factor_may_go(self, client, ben):
        key, door = add_key(ben)
        set_up_app(ben)
        client.force_login(ben)
        confirm(client)
        client.post(door)
        assert not Authenticator.objects.filter(pk=key.pk).exists()
        assert is_in(client)
