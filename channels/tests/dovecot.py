"""A mail server of our own that people fetch from: Dovecot on free ports of this machine."""

import getpass
import imaplib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "quiet-harbour"  # noqa: S105  of a server that lives as long as a test
NOBODY = 65534
CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap pop3
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login{mechanisms}
mail_location = maildir:{home}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
{users}
{tokens}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
mail_max_userip_connections = 100
auth_failure_delay = 0
"""

TOKENS = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2
}}
"""
OAUTH2 = """
introspection_url = {vendor}/introspect/
introspection_mode = get
username_attribute = email
active_attribute = active
active_value = true
"""


class Dovecot:
    """Runs from `start()` to `stop()`; anybody may sign in with PASSWORD, and has a mailbox then.

    With the address of a Vendor also by XOAUTH2, with a token that it calls good.
    """

    def __init__(self, imap, pop3, vendor=""):
        self.vendor = vendor
        self.imap_port, self.pop3_port = imap, pop3
        # Sockets of Unix have short names.
        self.home = Path(tempfile.mkdtemp(prefix="dovecot", dir="/tmp"))  # noqa: S108

    @staticmethod
    def is_here():
        return shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin") is not None

    def start(self):
        for place in ("run", "state", "mail"):
            (self.home / place).mkdir()
        users = f"default_internal_user = {getpass.getuser()}\ndefault_login_user = {getpass.getuser()}"
        facts = {"home": self.home, "uid": os.getuid(), "gid": os.getgid(), "password": PASSWORD}
        if os.getuid() == 0:
            # Dovecot touches nobody's mail as root.
            facts |= {"uid": NOBODY, "gid": NOBODY}
            for place in (self.home, self.home / "mail"):
                os.chown(place, NOBODY, NOBODY)
        facts |= {"mechanisms": "", "tokens": ""}
        if self.vendor:
            (self.home / "oauth2").write_text(OAUTH2.format(vendor=self.vendor))
            facts |= {"mechanisms": " xoauth2", "tokens": TOKENS.format(home=self.home)}
        words = CONFIGURATION.format(
            **facts, imap=self.imap_port, pop3=self.pop3_port, users="" if os.getuid() == 0 else users
        )
        (self.home / "dovecot.conf").write_text(words)
        self.process = subprocess.Popen(  # noqa: S603  our own command
            [
                shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin"),
                "-F",
                "-c",
                self.home / "dovecot.conf",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self):
        for _turn in range(40):
            try:
                self.sign_in("probe").logout()
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((self.home / "log").read_text()[-3000:])

    def sign_in(self, user):
        """An imaplib connection of `user`, as their own mail program has it."""
        server = imaplib.IMAP4("127.0.0.1", self.imap_port)
        server.login(user, PASSWORD)
        return server

    def put(self, user, *letters, folder="INBOX"):
        """Lay the bytes of letters into a folder of `user`."""
        server = self.sign_in(user)
        if folder != "INBOX":
            server.create(folder)
        for letter in letters:
            server.append(folder, None, None, letter)
        server.logout()

    def flags(self, user, folder="INBOX"):
        """The flags of every letter in a folder, oldest first."""
        server = self.sign_in(user)
        count = int(server.select(folder, readonly=True)[1][0])
        lines = server.fetch("1:*", "(FLAGS)")[1] if count else []
        server.logout()
        return [imaplib.ParseFlags(line) for line in lines if line]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)
