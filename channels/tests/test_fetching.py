"""Mail is fetched from real servers: each letter once, and nothing there is touched before it is safe here."""

import shutil
import time

import pytest
from imapclient.exceptions import IMAPClientError

from channels.email import fetching, imap
from channels.models import Account, Letter
from channels.tests.accounts import fetched, letter, needs_dovecot
from channels.tests.conftest import free_port
from channels.tests.dovecot import PASSWORD

pytestmark = [pytest.mark.django_db, needs_dovecot]


def test_what_lies_there_is_fetched_once_and_marked_as_read(server, user, account):
    server.put(user, letter(1), letter(2))
    assert fetched(account) == 2
    assert [flags for flags in server.flags(user) if b"\\Seen" not in flags] == []
    with Letter.objects.order_by("pk").first().raw.open() as file:
        assert file.read() == letter(1)
    assert fetched(account) == 0
    server.put(user, letter(3))
    assert fetched(account) == 1
    assert Letter.objects.count() == 3


def test_unless_asked_only_mail_from_now_on_counts(server, user, account):
    Account.objects.update(takes_old=False)
    server.put(user, letter(1))
    assert fetched(account) == 0
    server.put(user, letter(2))
    assert fetched(account) == 1
    assert b"\\Seen" not in server.flags(user)[0]


@pytest.mark.parametrize("afterwards", ["move", "delete"])
def test_what_is_here_may_leave_the_folder(server, user, account, afterwards):
    server.put(user, letter(0), folder="Done")
    server.put(user, letter(1), letter(2))
    Account.objects.update(afterwards=afterwards, move_to="Done")
    assert fetched(account) == 2
    assert server.flags(user) == []
    assert len(server.flags(user, "Done")) == (3 if afterwards == "move" else 1)


def test_one_who_died_before_marking_goes_on_and_doubles_nothing(server, user, account, monkeypatch):
    server.put(user, letter(1), letter(2))

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("channels.email.imap._finish", die)
        with pytest.raises(KeyboardInterrupt):
            fetched(account)
    assert Letter.objects.count() == 1
    fetched(account)
    assert Letter.objects.count() == 2
    assert len([flags for flags in server.flags(user) if b"\\Seen" in flags]) == 2


def test_a_letter_that_the_server_keeps_back_holds_up_no_other(server, user, account, monkeypatch):
    server.put(user, letter(1), letter(2), letter(3))
    usual = imap.of_imap

    def keep_back(server, uid, *facts):
        if uid == 2:
            raise IMAPClientError("fetch failed: corrupted")
        return usual(server, uid, *facts)

    with monkeypatch.context() as patch:
        patch.setattr(imap, "of_imap", keep_back)
        for _turn in range(2):
            fetched(account)
            assert Letter.objects.count() == 2
            assert "fetch failed: corrupted" in account.trouble
    assert fetched(account) == 1
    assert account.failing_since is None
    assert len([flags for flags in server.flags(user) if b"\\Seen" in flags]) == 3


@pytest.mark.parametrize("takes_old", [True, False])
def test_a_folder_that_was_numbered_anew_is_known_by_its_content(server, user, account, takes_old):
    Account.objects.update(takes_old=takes_old)
    server.put(user, letter(1))
    assert fetched(account) == takes_old
    server.put(user, letter(2))
    assert fetched(account) == 1
    former = account.validity
    # Dovecot numbers by the second.
    time.sleep(1.1)
    for index in (server.home / "mail" / user).glob("dovecot*"):
        shutil.rmtree(index) if index.is_dir() else index.unlink()
    server.put(user, letter(3))
    assert fetched(account) == 1
    account.refresh_from_db()
    assert account.validity != former
    assert Letter.objects.count() == 2 + takes_old


def test_a_sick_account_stops_no_other_and_says_why(server, user, account):
    sick = Account(
        mailbox=account.mailbox, host="127.0.0.1", port=server.imap_port, security="none", user="sick"
    )
    sick.password = "wrong"
    sick.save()
    gone = Account.objects.create(
        mailbox=account.mailbox, host="127.0.0.1", port=free_port(), security="none", user="x"
    )
    server.put(user, letter(1))
    assert fetching.fetch_all() == 1
    sick.refresh_from_db()
    gone.refresh_from_db()
    account.refresh_from_db()
    assert "refuses this user name and password" in sick.trouble
    assert "Nothing answers" in gone.trouble
    assert (account.trouble, account.failing_since) == ("", None)
    assert sick.next_try_at > account.fetched_at
    assert fetching.fetch_all() == 0


def test_pop_takes_each_letter_once(server, user, account):
    Account.objects.update(protocol="pop3", port=server.pop3_port)
    long = letter(2) + b"x" * 9000 + b"\r\n..dots\r\n"
    server.put(user, letter(1), long)
    assert fetched(account) == 2
    assert fetched(account) == 0
    with Letter.objects.order_by("pk").last().raw.open() as file:
        assert file.read() == long
    Account.objects.update(afterwards="delete")
    fetched(account)
    assert server.flags(user) == []
    with Letter.objects.order_by("pk").first().raw.open() as file:
        assert file.read() == letter(1)


def test_no_password_lies_open_in_the_database(account):
    assert PASSWORD not in account.sealed_password
    assert Account.objects.get().password == PASSWORD
