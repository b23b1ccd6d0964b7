"""Letters of gateways, of filters and of servers with manners of their own; see server_letters."""

from channels.email.reading.tests.server_letters import RETURNED, Letter

LETTERS_OF_GATEWAYS = [
    Letter(
        "an older gateway",
        '"Mail Deliver System" <mailer-daemon@gate.example.org>',
        "Returned Mail",
        """The original message was received at Mon, 2 Mar 2026 10:00:00 +0900
from ticket@desk.example.net

---The following addresses had delivery errors---

<mina@post.example.org> [User unknown]
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "InterScan",
        'postmaster@scan.example.org ("InterScan Notification")',
        "Mail could not be delivered",
        """Sent <<< RCPT TO:<mina@post.example.org>
Received >>> 550 5.7.1 <mina@post.example.org>... Message refused as spam

Unable to deliver message to <mina@post.example.org>.
""",
        ("mina@post.example.org",),
        False,
    ),
    Letter(
        "Communigate",
        "MAILER-DAEMON@gate.example.org",
        "Undeliverable mail: The printer",
        """Failed to deliver to '<mina@post.example.org>'
SMTP module(domain post.example.org) reports:
 host name is unknown
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "qmail, whose host was gone",
        "MAILER-DAEMON@q.example.org",
        "failure notice",
        """Hi. This is the qmail-send program at q.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<mina@post.example.org>:
Sorry, I couldn't find any host named post.example.org. (#5.1.2)

--- Below this line is a copy of the message.
"""
        + RETURNED,
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "a group that greets by address",
        "Mail Delivery Subsystem <mailer-daemon@groups.example.org>",
        "Delivery Status Notification (Failure)",
        """ticket@desk.example.net,

the account that you tried to reach, team@groups.example.org, does not exist.
550 5.1.1 No such user
""",
        ("team@groups.example.org",),
        True,
    ),
    Letter(
        "Exim that names the sender first",
        "Mail Delivery System <Mailer-Daemon@exim.example.org>",
        "Mail delivery failed",
        """This message was created automatically by mail delivery software.

A message sent by

  <desk+42@bounces.example.net>

could not be delivered to one or more of its recipients. The following
address(es) failed:

  mina@post.example.org
    host post.example.org [192.0.2.7]
    SMTP error from remote mail server after MAIL FROM:<desk+42@bounces.example.net>:
    550 Bad SPF record
""",
        ("mina@post.example.org",),
        False,
    ),
]
