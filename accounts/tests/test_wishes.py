"""Theme, language and availability: kept at once, by one press."""

import pytest

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_a_guest_chooses_a_theme_and_it_is_in_a_cookie(client):
    answer = client.post("/me/theme/", {"theme": "dark", "next": "/accounts/login/"})
    assert answer.url == "/accounts/login/"
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark", True, "Lax")
    assert b'data-theme="dark"' in client.get("/accounts/login/").content


def test_ann_chooses_a_theme_and_it_is_on_her_account(client, ann):
    client.force_login(ann)
    assert client.post("/me/theme/", {"theme": "light"}, headers=HTMX).status_code == 204
    ann.refresh_from_db()
    assert ann.theme == "light"


@pytest.mark.parametrize("theme", ["", "pink", "dark\r\nSet-Cookie: a=b"])
def test_a_theme_that_is_none_is_refused(client, theme):
    answer = client.post("/me/theme/", {"theme": theme})
    assert answer.status_code == 422
    assert "theme" not in answer.cookies


@pytest.mark.parametrize("door", ["theme", "language"])
@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", ""]
)
def test_mc30_the_way_back_stays_here(client, ann, door, elsewhere):
    client.force_login(ann)
    answer = client.post(f"/me/{door}/", {"theme": "dark", "language": "fr", "next": elsewhere})
    assert answer.url == "/"


def test_ann_chooses_a_language_and_it_holds_after_signing_out(client, ann):
    client.force_login(ann)
    client.post("/me/language/", {"language": "fr", "next": "/me/"})
    ann.refresh_from_db()
    assert ann.language == "fr"
    client.post("/accounts/logout/")
    assert b'lang="fr"' in client.get("/accounts/login/").content


def test_a_language_that_nobody_speaks_here_is_refused(client, ann):
    client.force_login(ann)
    assert client.post("/me/language/", {"language": "xx"}).status_code == 422


def test_a_guest_chooses_a_language_by_the_site_wide_form(client):
    client.post("/language/", {"language": "fa", "next": "/accounts/login/"})
    assert b'dir="rtl"' in client.get("/accounts/login/").content


def test_ben_goes_away_and_comes_back(client, ben):
    client.force_login(ben)
    client.post("/me/availability/", {"away": "on", "next": "/me/"})
    client.post("/me/availability/", {"away": "on", "next": "/me/"})
    ben.refresh_from_db()
    assert ben.is_away
    answer = client.post("/me/availability/", {"away": "off"}, headers=HTMX)
    ben.refresh_from_db()
    assert not ben.is_away
    assert b'id="availability"' in answer.content
    assert b'id="own-mark" class="is-available' in answer.content


def test_availability_is_for_those_who_help(client, ann):
    client.force_login(ann)
    assert client.post("/me/availability/", {"away": "on"}).status_code == 403


@pytest.mark.parametrize("door", ["theme", "language", "availability"])
def test_mc29_a_get_changes_nothing(client, ben, door):
    client.force_login(ben)
    assert client.get(f"/me/{door}/?theme=dark&language=fr&away=on").status_code == 405
