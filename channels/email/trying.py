"""Tests an account step by step, from its name to a mail of our own that comes back through it."""

import imaplib
import time

from django.conf import settings
from django.utils.translation import gettext as _

from channels import outbox
from channels.email import dialing, imap, pop, published
from channels.email.answers import told_by
from channels.email.carrying import connection_for
from channels.models import Account, Letter, Outgoing
from core.lines import bounded

# So long a mail of our own may be under way.
PROBE_SECONDS = 90
LOOK_SECONDS = 2
# By POP3 every look is a conversation of its own.
POP_LOOK_SECONDS = 5
NEWEST = 20


class Wrong(Exception):
    """A step failed for a reason of ours: its code (channels/tried.py), and what the server said."""

    def __init__(self, why, answer=""):
        super().__init__(why)
        self.why, self.answer = why, answer


def try_account(account, watch, probe_seconds=PROBE_SECONDS):
    """Do the test that was asked for; each step stands on the row as soon as it is done, and nothing is raised."""
    trial = Trial(account, watch, probe_seconds)
    try:
        is_in = trial.read()
        probe = trial.write()
        trial.look_up()
        if probe and is_in:
            trial.wait_for(probe)
    finally:
        account.end_test()


class Trial:
    """One test of one account, over one conversation at a time."""

    def __init__(self, account, watch, probe_seconds):
        self.account, self.watch, self.probe_seconds = account, watch, probe_seconds

    def read(self):
        """The steps of fetching; whether mail can be fetched. What follows a step that failed is not tried."""
        steps = {"name": self._name, "line": self._line, "greeting": self._greeting, "sign_in": self._sign_in}
        return all(self._step(name, step) for name, step in {**steps, "folder": self._folder}.items())

    def write(self):
        """The steps of sending, by the server the mailbox writes by: the row of our own mail, or None when it is not
        sent."""
        if not self._can_send:
            self.account.note_step("server_out", "skipped")
        elif self._step("server_out", self._server_out) and self._step("sent", self._sent):
            return self.probe
        return None

    def look_up(self):
        """What the domain we write from says about its mail, for others who ask before they take it."""
        for name, how, facts in published.findings(self.account.mailbox) if self._can_send else ():
            self.watch.progress()
            self.account.note_step(name, how, **facts)

    def wait_for(self, probe):
        """The last step: what we sent is there, where mail is fetched from or here already."""
        began, self.probe = time.monotonic(), probe
        self.account.note_step("back", "running")
        self._step("back", lambda: self._back(began))

    def _step(self, name, act):
        self.watch.progress()
        try:
            facts = act() or {}
        except Wrong as wrong:
            self.account.note_step(name, "failed", why=wrong.why, answer=wrong.answer)
        except Exception as error:  # whatever a server does is the answer
            code, answer = told_by(TimeoutError() if self.watch.is_cut else error)
            self.account.note_step(name, "failed", why=code, answer=answer)
        else:
            self.account.note_step(name, "done", **facts)
            return True
        return False

    def _name(self):
        return {"count": len(dialing.places(self.account.host, self.account.port))}

    def _line(self):
        dialing.dial(self.account.host, self.account.port, self.watch).close()

    def _greeting(self):
        with self._way.opened(self.account, self.watch):
            return {"security": self.account.security}

    def _sign_in(self):
        with self._way.opened(self.account, self.watch) as server:
            self._way.sign_in(server, self.account)

    def _folder(self):
        if self.account.protocol == Account.Protocol.POP3:
            return self._drop()
        with imap.connected(self.account, self.watch) as server:
            if not server.folder_exists(self.account.folder):
                raise Wrong("no folder")
            facts = _selected(server, self.account.folder, otherwise="read only")
            begins_now = self.account.validity is None and not self.account.takes_old
            count = 0 if begins_now else len(imap.new_uids(server, self.account.last_uid))
            self._rights(server, facts)
            return {"count": count}

    def _drop(self):
        with pop.opened(self.account, self.watch) as server:
            pop.sign_in(server, self.account)
            return {"count": server.stat()[0]}

    def _rights(self, server, facts):
        """Raise Wrong when what is to be done with a mail afterwards may not be done (RFC 3501 §7.1)."""
        afterwards, flags = self.account.afterwards, facts.get(b"PERMANENTFLAGS", (b"\\*",))
        is_seen = afterwards == Account.Afterwards.SEEN
        if not {b"\\Seen" if is_seen else b"\\Deleted", b"\\*"} & set(flags):
            raise Wrong("not marked" if is_seen else "not deleted")
        if afterwards == Account.Afterwards.MOVE:
            if not server.folder_exists(self.account.move_to):
                raise Wrong("no other folder")
            _selected(server, self.account.move_to, otherwise="not moved")

    def _server_out(self):
        connection = connection_for(self.account.mailbox.way_out)
        connection.open()
        connection.close()

    def _sent(self):
        self.probe = outbox.post(
            to=self.account.mailbox.address,
            mailbox=self.account.mailbox,
            kind="probe",
            subject=_("Test of a mail account"),
            text=_(
                "The helpdesk has sent this mail to itself. When it arrives, nothing else is done with it."
            ),
        )
        outbox.deliver(Outgoing.objects.filter(pk=self.probe.pk))
        self.probe.refresh_from_db()
        if self.probe.state != Outgoing.State.SENT:
            raise Wrong("not sent", bounded(self.probe.answer))

    def _back(self, began):
        is_pop = self.account.protocol == Account.Protocol.POP3
        while time.monotonic() - began < self.probe_seconds:
            self.watch.progress()
            if self._is_here() or (self._is_in_drop() if is_pop else self._is_in_folder()):
                return {"seconds": max(1, round(time.monotonic() - began))}
            time.sleep(POP_LOOK_SECONDS if is_pop else LOOK_SECONDS)
        raise Wrong("not back")

    def _is_here(self):
        """The usual fetching may have been first."""
        return Letter.objects.filter(mail_id=self.probe.message_id.strip("<>")).exists()

    def _is_in_folder(self):
        with imap.connected(self.account, self.watch) as server:
            server.select_folder(self.account.folder, readonly=True)
            return bool(server.search(["HEADER", "Message-ID", self.probe.message_id]))

    def _is_in_drop(self):
        with pop.opened(self.account, self.watch) as server:
            pop.sign_in(server, self.account)
            count = server.stat()[0]
            heads = (server.top(number, 0)[1] for number in range(count, max(count - NEWEST, 0), -1))
            return any(self.probe.message_id.encode() in b"\n".join(head) for head in heads)

    @property
    def _can_send(self):
        return bool(settings.EMAIL_URL or self.account.mailbox.way_out)

    @property
    def _way(self):
        return pop if self.account.protocol == Account.Protocol.POP3 else imap


def _selected(server, folder, *, otherwise):
    """What the server says of a folder that can be written to; Wrong when it can only be read."""
    try:
        return server.select_folder(folder)
    except imaplib.IMAP4.readonly as error:
        raise Wrong(otherwise) from error
