"""Letters of servers about failed deliveries, written after the templates of the programs that send them.

Each says who sends it, its subject, its words, whom it could not reach, and whether those addresses are dead.
"""

from dataclasses import dataclass

US = "ticket@desk.example.net"


@dataclass(frozen=True)
class Letter:
    name: str
    sender: str
    subject: str
    body: str
    failed: tuple[str, ...]
    is_dead: bool | None
    action: str = "failed"

    def mail(self, *headers: str) -> bytes:
        """The letter as bytes, in UTF-8, with more headers if given."""
        lines = [f"From: {self.sender}", f"To: {US}", f"Subject: {self.subject}", *headers]
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", self.body]
        return "\r\n".join(lines).encode()


RETURNED = f"""
Received: from desk.example.net by mx.example.org; Mon, 2 Mar 2026 10:00:00 +0000
From: Desk <{US}>
To: Mina <mina@post.example.org>
Subject: [#1042] The printer
Message-ID: <1042.7@desk.example.net>

We have looked at it and asked someone@else.example.org to help.
"""

LETTERS = [
    Letter(
        "Courier",
        '"Courier mail server at mx.example.org" <@mx.example.org>',
        "NOTICE: mail delivery status.",
        """This is a delivery status notification from mx.example.org,
running the Courier mail server, version 0.65.

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<mina@post.example.org>:
    post.example.org [192.0.2.7]:
>>> RCPT TO:<mina@post.example.org>
<<< 550 5.1.1 <mina@post.example.org>... User Unknown
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "GroupWise",
        "Mailer-Daemon@groupwise.example.org",
        "Message status - undeliverable",
        """The message that you sent was undeliverable to the following:
\tmina@post.example.org (mailbox unavailable)
\tjonas@post.example.org (mailbox unavailable)

Possibly truncated original message follows:
"""
        + RETURNED,
        ("mina@post.example.org", "jonas@post.example.org"),
        True,
    ),
    Letter(
        "MailMarshal, which gives the reason first",
        "postmaster@relay.example.org",
        'Undeliverable Mail: "The printer"',
        """Your message:
   From:    ticket@desk.example.net
   Subject: The printer

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:
    mina@post.example.org

Additional Information
======================
Original Sender:    <ticket@desk.example.net>
Reporting-MTA:      <relay.example.org>
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "Apache James",
        "postmaster@james.example.org",
        "Re:The printer",
        """Hi. This is the James mail server at james.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out. Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Failed recipient(s):
mina@post.example.org

Error message:
550 5.1.1 unknown user
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "Smail 3",
        "Mail Delivery System <mailer-daemon@smail.example.org>",
        "mail failed, returning to sender",
        """|------------------------- Message log follows: -------------------------|
 no valid recipients were found for this message
|------------------------- Failed addresses follow: ---------------------|
 <mina@post.example.org> ... unknown user
|------------------------- Message text follows: ------------------------|
"""
        + RETURNED,
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "Sendmail 8 without a report",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>",
        "Returned mail: see transcript for details",
        """The original message was received at Mon, 2 Mar 2026 10:00:00 GMT
from desk.example.net [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<mina@post.example.org>
    (reason: 552 5.2.2 Over quota)
    (expanded from: <team@example.org>)

   ----- Transcript of session follows -----
... while talking to post.example.org.:
>>> DATA
<<< 552 5.2.2 Over quota
554 5.0.0 Service unavailable
""",
        ("mina@post.example.org",),
        False,
    ),
    Letter(
        "MDaemon",
        "MDaemon at mx.example.org <MDaemon@mx.example.org>",
        "Permanent Delivery Failure",
        """The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.

Failed address: mina@post.example.org

--- Session Transcript ---
 Mon 2026-03-02 10:00:00: --> RCPT To:<mina@post.example.org>
 Mon 2026-03-02 10:00:01: <-- 550 <mina@post.example.org>, Recipient unknown
--- End Transcript ---
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "hMailServer",
        "mailer-daemon@hmail.example.org",
        "Message undeliverable: The printer",
        """Your message did not reach some or all of the intended recipients.

   Sent: Mon, 2 Mar 2026 10:00:00 +0000
   Subject: The printer

The following recipient(s) could not be reached:

   mina@post.example.org
      Error Type: SMTP
      Remote server (192.0.2.7) issued an error.
      hMailServer sent: RCPT TO:<mina@post.example.org>
      Remote server replied: 550 5.1.1 No such user
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "Exim for two, one of them full",
        "Mail Delivery System <Mailer-Daemon@exim.example.org>",
        "Mail delivery failed: returning message to sender",
        """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  mina@post.example.org
    (ultimately generated from team@example.org)
    host post.example.org [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<mina@post.example.org>:
    550 5.1.1 <mina@post.example.org>: no such user here
  jonas@post.example.org
    host post.example.org [192.0.2.7]
    SMTP error from remote mail server after end of data:
    552 5.2.2 mailbox is full

------ This is a copy of the message, including all the headers. ------
"""
        + RETURNED,
        ("mina@post.example.org", "jonas@post.example.org"),
        None,
    ),
    Letter(
        "Exim, still trying",
        "Mail Delivery System <Mailer-Daemon@exim.example.org>",
        "Warning: message 1xYz delayed 24 hours",
        """This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on exim.example.org.

The message identifier is:     1xYz
The address to which the message has not yet been delivered is:

  mina@post.example.org
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
""",
        ("mina@post.example.org",),
        False,
        "delayed",
    ),
    Letter(
        "Gmail, of today, without its report",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        """** Address not found **

Your message wasn't delivered to mina@post.example.org because the address couldn't be found,
or is unable to receive mail.

Learn more here: https://support.google.com/mail/answer/6596
""",
        ("mina@post.example.org",),
        True,
    ),
    Letter(
        "Domino",
        "Postmaster@domino.example.org",
        "DELIVERY FAILURE: Error transferring to post.example.org; Maximum hop count exceeded.",
        """Your message

  Subject: The printer

was not delivered to:

  mina@post.example.org

because:

  Error transferring to post.example.org; Maximum hop count exceeded.  Message probably in a routing loop.
""",
        ("mina@post.example.org",),
        False,
    ),
]
