"""The test of an account says at each step what is wrong and what to do, and never what strangers answer."""

import pytest
from django.urls import reverse

from channels.email import dialing, fetching, published, reading_room, trying
from channels.email.watching import Watch
from channels.models import Account, Letter, Mailbox
from channels.tests.accounts import account_at, needs_dovecot
from channels.tests.conftest import free_port
from channels.tests.cutting import Cutter
from channels.tests.foreign import SECRET, certify, saying
from channels.tests.resolver import resolving
from channels.tried import told_test, went_well
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@pytest.fixture(scope="module")
def resolver():
    with resolving() as server:
        server.texts = {"example.org": ["v=spf1 mx -all"], "_dmarc.example.org": ["v=DMARC1; p=reject"]}
        yield server


@pytest.fixture(autouse=True)
def hurry(monkeypatch, resolver):
    monkeypatch.setattr(published, "RESOLVER", resolver.server_address)
    monkeypatch.setattr(trying, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(trying, "POP_LOOK_SECONDS", 0.05)


def outcome(account, seconds=5):
    account.refresh_from_db()
    account.ask_for_test()
    account.refresh_from_db()
    trying.try_account(account, Watch(), probe_seconds=seconds)
    return {name: (how, facts.get("why", "")) for name, how, facts in account.test_steps}


@needs_dovecot
@pytest.mark.parametrize("protocol", ["imap", "pop3"])
def test_our_own_mail_goes_out_and_comes_back_and_is_no_ticket(
    server,
    user,
    account,
    mail_server,
    monkeypatch,
    protocol,
):
    async def deliver(_server, _session, envelope):
        server.put(user, envelope.content)
        return "250 OK"

    mail_server.handle_DATA = deliver
    Account.objects.update(protocol=protocol, port=getattr(server, f"{protocol}_port"))
    steps = outcome(account)
    assert {how for how, _why in steps.values()} == {"done"}, steps
    assert list(steps)[-1] == "back"
    assert went_well(account)
    assert not account.is_under_test

    fetching.fetch(account)
    reading_room.read(Letter.objects.all())
    assert [row.reason for row in Letter.objects.all()] == ["own"]
    assert not Ticket.objects.exists()


@needs_dovecot
def test_what_is_sent_and_never_comes_back_is_said(server, account, mail_server):
    assert outcome(account, seconds=0.1)["back"] == ("failed", "not back")


@needs_dovecot
@pytest.mark.parametrize(
    ("facts", "step", "why"),
    [
        ({"host": "mail.nowhere.invalid"}, "name", "no name"),
        ({"port": 1}, "line", "refused"),
        ({"security": "tls"}, "greeting", "not encrypted"),
        ({"sealed_password": ""}, "sign_in", "not let in"),
        ({"folder": "Elsewhere"}, "folder", "no folder"),
        ({"afterwards": "move", "move_to": "Nowhere"}, "folder", "no other folder"),
    ],
)
def test_the_step_that_fails_says_why_and_is_the_last(server, account, facts, step, why):
    Account.objects.update(**facts)
    steps = outcome(account)
    assert steps.pop("server_out") == ("skipped", "")
    assert list(steps.items())[-1] == (step, ("failed", why))
    failed = next(one for one in told_test(account) if one.how == "failed")
    assert len(failed.words) > 20


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "[::1]", "::ffff:127.0.0.1"]
)
def test_nothing_inside_is_called_unless_it_is_named(mailbox, settings, host):
    settings.MAIL_SERVERS_INSIDE = []
    with Cutter(1) as wire:
        account = account_at(wire.port, "x", mailbox)
        Account.objects.update(host=host)
        assert outcome(account)["name"] in [("failed", "not allowed"), ("failed", "no name")]
        fetching.fetch(account)
        assert wire.accepted == 0
    assert "MAIL_SERVERS_INSIDE" in account.trouble or host == "[::1]"


def test_what_is_named_may_be_called(settings):
    settings.MAIL_SERVERS_INSIDE = ["10.1.0.0/16", "localhost"]
    assert dialing.places("10.1.2.3", 993) == ["10.1.2.3"]
    assert dialing.places("LOCALHOST", 993)
    with pytest.raises(dialing.NotAllowed):
        dialing.places("10.2.0.1", 993)


@pytest.mark.parametrize("protocol", ["imap", "pop3"])
def test_what_a_stranger_answers_is_never_shown(mailbox, protocol):
    with saying(f"HTTP/1.1 200 OK\r\nX: {SECRET}\r\n\r\n{SECRET}\r\n".encode()) as port:
        account = account_at(port, "x", mailbox, protocol=protocol)
        assert outcome(account)["greeting"] == ("failed", "not mail")
        fetching.fetch(account)
    account.refresh_from_db()
    assert "no mail server" in account.trouble
    assert SECRET not in f"{account.trouble} {account.test_steps}"


def test_what_a_mail_server_says_is_one_short_line(mailbox):
    said = b"* OK hello\r\n" + b"A1 NO \x1b[31m" + "\u202e".encode() + b"x" * 5000 + b"\r\n"
    with saying(b"* OK IMAP4rev1 ready\r\n* BYE " + said) as port:
        account = account_at(port, "x", mailbox)
        fetching.fetch(account)
    assert len(account.trouble) < 400
    assert account.trouble.isprintable()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "certificate unknown"),
        ({"days": -1}, "certificate ended"),
        ({"address": "9.9.9.9"}, "certificate of another"),
    ],
)
def test_only_certificates_that_hold_are_taken(mailbox, tmp_path, monkeypatch, facts, why):
    good = certify(tmp_path / "mail.pem", **facts)
    if facts:
        monkeypatch.setenv("SSL_CERT_FILE", str(good))
    with saying(b"* OK IMAP4rev1 ready\r\n", good) as port:
        account = account_at(port, "x", mailbox)
        Account.objects.update(security="tls")
        assert outcome(account)["greeting"] == ("failed", why)
        if not facts:
            monkeypatch.setenv("SSL_CERT_FILE", str(good))
            assert outcome(account)["greeting"][1] != why


def test_admins_ask_for_a_test_and_see_how_it_goes(client, ada, mailbox):
    account = account_at(free_port(), "<b>x", mailbox)
    client.force_login(ada)
    form = client.get(reverse("admin:channels_account_change", args=[account.pk])).content.decode()
    assert reverse("channels:begin_account_test", args=[account.pk]) in form
    page = reverse("channels:account_test", args=[account.pk])
    assert "Not tested yet" in client.get(page).content.decode()

    for _press in range(2):
        assert client.post(reverse("channels:begin_account_test", args=[account.pk])).url == page
    assert "under way" in client.get(page).content.decode()
    [claimed] = Account.objects.claim_tests(5)
    assert Account.objects.claim_tests(5) == []
    trying.try_account(claimed, Watch())
    shown = client.get(page).content.decode()
    assert "Nothing answers at this server and port." in shown
    assert "<b>x" not in shown


def test_nobody_but_admins_tests_accounts(client, cleo, ann, mailbox):
    account = account_at(1, "x", mailbox)
    for person in (cleo, ann):
        client.force_login(person)
        for name, ask in (("account_test", client.get), ("begin_account_test", client.post)):
            assert ask(reverse(f"channels:{name}", args=[account.pk])).status_code in (403, 404)
    account.refresh_from_db()
    assert account.test_state == ""
