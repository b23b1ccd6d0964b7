"""What every answer says to the browser about itself (ASVS 5.0 3.3, 3.4, 14.3.2)."""

import pytest
from django.test import Client

from helpdesk.tests.test_matrix import addresses, come_in, own_routes


@pytest.fixture
def answers(secret, client):
    """Every page as the agent of the ticket gets it."""
    found = []
    for route, _view in own_routes():
        for address in addresses(route, secret):
            come_in(client, secret["hana"])
            found.append((address, client.get(address)))
    return found


def test_every_answer_forbids_foreign_and_inline_code(answers):
    for address, response in answers:
        policy = response.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy or "sandbox" in policy, address
        assert "unsafe" not in policy, address


def test_every_answer_has_the_usual_guards(answers):
    for address, response in answers:
        assert response.headers["X-Content-Type-Options"] == "nosniff", address
        # A mail is shown in a frame of ours, where it may do nothing.
        framed = "SAMEORIGIN" if address.endswith("/shown/") and response.status_code == 200 else "DENY"
        assert response.headers["X-Frame-Options"] == framed, address
        assert response.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, address


def test_private_pages_are_kept_by_nobody(answers):
    for address, response in answers:
        if response.status_code == 200 and not address.startswith(("/healthz", "/readyz")):
            assert (
                "no-store" in response.headers["Cache-Control"]
                or "no-cache" in response.headers["Cache-Control"]
            )
            assert "private" in response.headers["Cache-Control"], address


def test_cookies_are_for_this_site_and_the_server_alone(settings, db):
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    response = client.get("/accounts/login/")
    for cookie in response.cookies.values():
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"


def test_a_foreign_host_name_is_refused(client, db):
    assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nowhere/"])
def test_posting_without_the_token_is_refused(path, db):
    assert Client(enforce_csrf_checks=True).post(path, {}).status_code in {302, 403, 404, 405}
