"""Choosing a new password by a link from a mail, and changing it when signed in."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.directory import introduce
from accounts.tests.conftest import PASSWORD
from accounts.tests.test_second_factor import set_up_app

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
NEW = "a whole new staple"


def ask(client, email, **headers):
    return client.post(RESET, {"email": email}, **headers)


def link_in(letter):
    return re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", letter.body)[1]


def choose(client, link, password=NEW):
    """Open the link and choose `password` on the page it leads to."""
    page = client.get(link)
    return client.post(page.url, {"password1": password}) if page.status_code == 302 else page


def is_refused(answer):
    return answer.status_code == 200 and answer.context.get("token_fail") is True


def test_ann_chooses_a_new_password_and_is_in(client, ann, mailoutbox):
    ask(client, ann.email)
    assert choose(client, link_in(mailoutbox[0])).status_code == 302
    assert client.get("/me/").status_code == 200
    ann.refresh_from_db()
    assert ann.check_password(NEW)
    assert "password" in mailoutbox[1].subject.lower()


def test_mc24_an_unknown_address_gets_the_same_answer_and_a_mail_that_says_so(client, ann, mailoutbox):
    known, unknown = ask(client, ann.email), ask(Client(), "who@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.content == unknown.content
    assert [letter.to for letter in mailoutbox] == [[ann.email], ["who@example.org"]]
    assert "http://localhost:8000/accounts/signup/" in mailoutbox[1].body


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"x-forwarded-host": "evil.example"},
        {"host": "other.example"},
        {"forwarded": "host=evil"},
    ],
)
def test_mc25_the_link_leads_to_our_site_whatever_the_request_claims(
    client, ann, mailoutbox, settings, headers
):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    ask(client, ann.email, headers=headers)
    for letter in mailoutbox:
        words = letter.body + letter.alternatives[0].content
        assert "evil" not in words
        assert "other.example" not in words
        assert link_in(letter)


def test_mc25_a_link_works_once(client, ann, mailoutbox):
    ask(client, ann.email)
    choose(client, link_in(mailoutbox[0]))
    assert is_refused(choose(Client(), link_in(mailoutbox[0]), "yet another staple"))


def test_mc25_only_the_newest_link_works(client, ann, mailoutbox):
    ask(client, ann.email)
    ask(client, ann.email)
    assert is_refused(choose(Client(), link_in(mailoutbox[0])))
    assert choose(client, link_in(mailoutbox[1])).status_code == 302


@pytest.mark.parametrize("change", ["email", "password"])
def test_mc25_a_link_is_void_once_address_or_password_changed(client, ann, mailoutbox, change):
    ask(client, ann.email)
    if change == "email":
        ann.email = "ann@new.example"
    else:
        ann.set_password("something else again")
    ann.save()
    assert is_refused(choose(client, link_in(mailoutbox[0])))


@pytest.mark.parametrize("key", ["1-abc-def", "zzzzzzzzzzzz-set-password", "1-%00", "a" * 300 + "-x"])
def test_a_made_up_link_is_refused(client, ann, key):
    assert is_refused(client.get(f"/accounts/password/reset/key/{key}/"))


def test_mc25_a_new_password_ends_every_other_session(client, sign_in, ann, mailoutbox):
    sign_in(ann)
    other = Client()
    ask(other, ann.email)
    choose(other, link_in(mailoutbox[0]))
    assert client.get("/me/").status_code == 302


def test_mc27_a_new_password_does_not_skip_the_second_factor(client, ann, mailoutbox):
    set_up_app(ann)
    ask(client, ann.email)
    assert choose(client, link_in(mailoutbox[0])).url == "/accounts/2fa/authenticate/"
    assert client.get("/me/").status_code == 302


def test_somebody_known_by_their_letters_gets_in_by_choosing_a_password(client, mailoutbox):
    writer = introduce("writer@example.org", name="Wim Writer")
    ask(client, writer.email)
    choose(client, link_in(mailoutbox[0]))
    assert client.get("/me/").status_code == 200
    assert EmailAddress.objects.get(user=writer).verified


def test_somebody_switched_off_gets_no_link(client, ann, mailoutbox):
    ann.is_active = False
    ann.save()
    ask(client, ann.email)
    assert "/password/reset/key/" not in mailoutbox[0].body


def test_five_mails_an_hour_are_enough_for_one_address(client, ann, mailoutbox):
    assert [ask(Client(), ann.email).status_code for _time in range(6)] == [302] * 5 + [429]
    assert len(mailoutbox) == 5


def test_the_mail_is_in_the_language_of_its_reader(client, ann, mailoutbox):
    ann.language = "fa"
    ann.save()
    client.cookies["django_language"] = "tr"
    ask(client, ann.email)
    assert 'lang="fa" dir="rtl"' in mailoutbox[0].alternatives[0].content


def test_changing_the_password_asks_for_the_old_one_and_ends_other_sessions(client, sign_in, ann, mailoutbox):
    other = Client()
    other.post("/accounts/login/", {"login": ann.email, "password": PASSWORD})
    sign_in(ann)
    before = client.session.session_key
    change = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", change).status_code == 200
    assert client.post("/accounts/password/change/", change | {"oldpassword": PASSWORD}).status_code == 302
    assert client.session.session_key != before
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert mailoutbox[-1].to == [ann.email]
