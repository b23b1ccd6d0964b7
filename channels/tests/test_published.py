"""The test of an account tells what the domain of its mailbox should publish about its mail."""

import pytest
from django.template.loader import render_to_string

from channels.email import published
from channels.models import Account, Mailbox, Transport
from channels.tests.resolver import resolving
from channels.tried import told_test, went_well

SPF, DMARC = "v=spf1 mx -all", "v=DMARC1; p=reject"


@pytest.fixture(scope="module")
def running_resolver():
    with resolving() as server:
        yield server


@pytest.fixture
def resolver(running_resolver, monkeypatch):
    monkeypatch.setattr(published, "RESOLVER", running_resolver.server_address)
    running_resolver.texts, running_resolver.is_silent = {}, False
    return running_resolver


@pytest.fixture(scope="module")
def keyed():
    mailbox = Mailbox(address="support@help.example.org", dkim_selector="desk")
    mailbox.renew_dkim_key()
    return mailbox


@pytest.fixture
def mailbox(keyed):
    keyed.dkim_signs, keyed.transport = True, None
    return keyed


def found(mailbox):
    return {name: (how, facts.get("why")) for name, how, facts in published.findings(mailbox)}


def test_what_is_published_is_well_also_above_and_in_pieces(resolver, mailbox):
    name, key = mailbox.dkim_record
    resolver.texts = {
        "help.example.org": ["google-site-verification=x", SPF],
        name: [key.replace("; ", ";").replace("p=", "p= ")],
        "_dmarc.example.org": [DMARC],
    }
    assert set(found(mailbox).values()) == {("done", None)}
    # A longer word is none, and the top of all domains is not asked.
    resolver.texts = {"help.example.org": ["v=spf10 mx"], "_dmarc.org": [DMARC], name: ["v=DKIM1; p="]}
    assert found(mailbox) == {
        "spf": ("missing", "no spf"), "dkim": ("failed", "other dkim"), "dmarc": ("missing", "no dmarc"),
    }  # fmt: skip
    resolver.texts = {"help.example.org": [SPF, f"{SPF} "], "_dmarc.help.example.org": []}
    assert found(mailbox)["spf"] == ("failed", "many spf")
    mailbox.dkim_signs = False
    assert found(mailbox)["dkim"] == ("missing", "no dkim")


def test_who_does_not_sign_is_asked_for_no_key(resolver):
    assert list(found(Mailbox(address="it@example.org"))) == ["spf", "dmarc"]


@pytest.mark.parametrize(
    ("server", "named"),
    [
        ({"host": "smtp.office365.com"}, "include:spf.protection.outlook.com"),
        ({"host": "out.example.org"}, "mx a:out.example.org"),
        ({"host": "9.9.9.9"}, "mx ip4:9.9.9.9"),
        ({"host": "10.0.0.1"}, "mx"),
        ({"way": "postmark"}, "mx"),
    ],
)
def test_the_record_names_the_server_that_mail_leaves_by(resolver, mailbox, server, named):
    mailbox.transport = Transport(**server)
    [record] = [facts["record"] for name, _how, facts in published.findings(mailbox) if name == "spf"]
    assert record == ["help.example.org", f"v=spf1 {named} ~all"]


def test_a_silent_resolver_is_waited_for_briefly_and_said(resolver, mailbox, monkeypatch):
    resolver.is_silent = True
    monkeypatch.setattr(published, "SECONDS", 0.1)
    assert set(found(mailbox).values()) == {("unknown", "not looked up")}
    mailbox = Mailbox(address=f"it@{'x' * 70}.example")
    assert set(found(mailbox).values()) == {("unknown", "not looked up")}


def test_what_is_missing_stands_there_to_be_copied(resolver, mailbox):
    account = Account(pk=1, test_state="done", test_steps=[list(one) for one in published.findings(mailbox)])
    steps = told_test(account)
    assert [step.how for step in steps] == ["missing", "failed", "missing"]
    assert not went_well(account)
    page = render_to_string("channels/_account_test.html", {"account": account, "steps": steps})
    for text in (*mailbox.dkim_record, "_dmarc.help.example.org", "v=DMARC1; p=none"):
        assert f'<code dir="ltr">{text}</code>' in page
