"""Where one is signed in, and ending it."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.devices import device_name
from accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"


@pytest.fixture
def elsewhere(ann):
    """Ann's other browser, signed in."""
    browser = Client(headers={"user-agent": FIREFOX})
    browser.post("/accounts/login/", {"login": ann.email, "password": PASSWORD})
    return browser


def is_in(client):
    return client.get("/me/").status_code == 200


def test_ann_sees_where_she_is_signed_in(client, sign_in, ann, elsewhere):
    sign_in(ann)
    page = client.get("/accounts/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "This device" in page


def test_ann_ends_one_session(client, sign_in, ann, elsewhere):
    sign_in(ann)
    session = UserSession.objects.get(session_key=elsewhere.session.session_key)
    assert client.post(f"/me/sessions/{session.pk}/ending/").status_code == 302
    assert not is_in(elsewhere)
    assert is_in(client)
    assert client.post(f"/me/sessions/{session.pk}/ending/").status_code == 404


def test_ann_ends_all_others(client, sign_in, ann, elsewhere):
    sign_in(ann)
    client.post("/accounts/sessions/")
    assert not is_in(elsewhere)
    assert is_in(client)


def test_nobody_ends_somebody_elses(client, sign_in, ben, elsewhere):
    sign_in(ben)
    session = UserSession.objects.get(session_key=elsewhere.session.session_key)
    assert client.post(f"/me/sessions/{session.pk}/ending/").status_code == 404
    assert is_in(elsewhere)


def test_a_get_ends_nothing(client, sign_in, ann, elsewhere):
    sign_in(ann)
    session = UserSession.objects.get(session_key=elsewhere.session.session_key)
    assert client.get(f"/me/sessions/{session.pk}/ending/").status_code == 405
    assert is_in(elsewhere)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [(FIREFOX, "Firefox on Linux"), (EDGE, "Edge on Windows"), (SAFARI, "Safari on iPhone"),
     ("curl/8.1", "Unknown device"), ("", "Unknown device"), ("<script>", "Unknown device")],
)  # fmt: skip
def test_a_device_is_named_in_words(user_agent, name):
    assert device_name(user_agent) == name
