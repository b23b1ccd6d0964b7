"""Mail while everything falls over, in small; `bin/chaos mail` does much more of it."""

import subprocess
import time

import pytest
from django.conf import settings as house

from channels import tasks
from channels.email.intake import keep
from channels.models import Account, Letter, Mailbox, Outgoing
from channels.outbox import post
from channels.tests import poison
from channels.tests.conftest import free_port, mail_server  # noqa: F401
from channels.tests.dovecot import PASSWORD, Dovecot
from channels.tests.elsewhere import PYTHON, environment
from channels.tests.test_outbox import read
from tickets.models import Ticket

pytestmark = pytest.mark.long

Fate = Letter.Fate
KILLED = "-9"
needs_dovecot = pytest.mark.skipif(
    not Dovecot.is_here(), reason="!!! Dovecot is missing: apt install dovecot-imapd dovecot-pop3d !!!"
)


@pytest.fixture(scope="module")
def server():
    server = Dovecot(free_port(), free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@pytest.fixture
def account(server, mailbox, request):
    account = Account(
        mailbox=mailbox, host="127.0.0.1", port=server.imap_port, security="none", user=request.node.name[:60],
        takes_old=True,
    )  # fmt: skip
    account.password = PASSWORD
    account.save()
    return account


def mail(number):
    return poison.letter(f"p{number}", "text/plain", b"It smokes.", subject=f"Mail {number}")


def deaths(way, *places, **facts):
    """How those ended that died each at its place, and the last, who had peace."""
    done = subprocess.run(
        [PYTHON, "-m", "helpdesk.chaos.deaths", way, *places], cwd=house.BASE_DIR, timeout=900, check=True,
        env=environment(FAILPOINTS="none=0", **facts), capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.split()


@needs_dovecot
@pytest.mark.django_db(transaction=True)
def test_d2_who_dies_while_mail_comes_in_loses_and_doubles_nothing(server, account):
    server.put(account.user, *map(mail, range(24)))
    places = ["after_shelf", "after_keep", "after_mark", "after_read", "before_sorted", "after_sort"]
    assert deaths("in", *places) == [KILLED] * len(places) + ["0"]
    assert sorted(Ticket.objects.values_list("subject", flat=True)) == sorted(f"Mail {n}" for n in range(24))
    assert set(Letter.objects.values_list("fate", flat=True)) == {Fate.OPENED}
    assert Letter.objects.count() == 24
    assert all(b"\\Seen" in flags for flags in server.flags(account.user))


@pytest.mark.django_db(transaction=True)
def test_d1_who_dies_while_mail_goes_out_loses_nothing_and_repeats_one_by_its_id(mail_server):  # noqa: F811
    for number in range(12):
        post(to=f"person{number}@example.org", kind="drill", subject="Drill", text="x")
    address = f"smtp://127.0.0.1:{house.EMAIL_PORT}"
    assert deaths("out", "before_send", "after_send", EMAIL_URL=address) == [KILLED, KILLED, "0"]
    ids = [read(envelope)["Message-ID"] for envelope in mail_server.letters]
    assert len(ids) == 13
    assert sorted(set(ids)) == sorted(
        Outgoing.objects.filter(state="sent").values_list("message_id", flat=True)
    )


@pytest.mark.django_db
def test_d14_poison_before_good_mail_holds_nothing_up(mailbox):
    bad = list(poison.broken().values())[:12]
    good = [keep(raw, mailbox=mailbox) for raw in [*bad, *map(mail, range(10))]][len(bad) :]
    began = time.monotonic()
    tasks.sweep_letters()
    assert time.monotonic() - began < 60
    assert not Letter.objects.filter(fate=Fate.WAITING).exists()
    assert not Letter.objects.filter(fate__in=[Fate.QUARANTINED, Fate.REFUSED], reason="").exists()
    assert Ticket.objects.filter(subject__startswith="Mail ").count() == len(good)


@pytest.mark.django_db
def test_d8_a_server_that_puts_off_gets_everything_in_its_order(mail_server, printer):  # noqa: F811
    rows = [
        post(to=f"{name}@example.org", kind="drill", subject=str(number), text="x", ticket=printer)
        for number in range(5)
        for name in ("ann", "ben")
    ]
    for mood in ("later", "there"):
        mail_server.answers = ["451 4.3.0 Later"] * 100 if mood == "later" else []
        for _turn in range(2):
            Outgoing.objects.update(next_try_at="2026-01-01T00:00:00Z")
            tasks.sweep_outbox()
    ids = [read(envelope)["Message-ID"] for envelope in mail_server.letters]
    for name in ("ann", "ben"):
        theirs = [row.message_id for row in rows if row.to.startswith(name)]
        assert [one for one in ids if one in theirs] == theirs
    assert len(ids) == len(rows)
