"""The one way from the bytes of a mail to a `Mail`: an odd mail costs one step, not all."""

from channels.email.reading.authentication import authentication_results, dmarc_verdict
from channels.email.reading.automatic import is_automatic, is_unanswerable
from channels.email.reading.bodies import Bodies, bodies_of
from channels.email.reading.bounces import failed_recipients, is_bounce
from channels.email.reading.bounces.notice import read_notice
from channels.email.reading.charsets import codec_of
from channels.email.reading.cleaning import Cleaned, as_html, cleaned
from channels.email.reading.complaints import is_complaint
from channels.email.reading.forwards import taken_apart
from channels.email.reading.invitations import invitations_of
from channels.email.reading.limits import MOST_BYTES, MOST_CONVERSATION
from channels.email.reading.lists import person_behind
from channels.email.reading.mail import Mail
from channels.email.reading.people import (
    date_of,
    headers_of,
    message_id_of,
    message_ids_of,
    people_of,
    sender_of,
    subject_of,
)
from channels.email.reading.receipts import is_receipt
from channels.email.reading.replies import newest_words
from channels.email.reading.showing import Shown, shown
from channels.email.reading.structure import Part, as_message, every, tree_of


def read(raw, *, authserv_id=None):
    """The mail in `raw` (bytes). Any bytes give a `Mail`; what could not be read is named in its `oddities`.

    `authserv_id` is the name our own mail server signs its Authentication-Results with (RFC 8601).
    """
    oddities = []
    if len(raw) > MOST_BYTES:
        oddities.append("mail too large")
        raw = raw[:MOST_BYTES]
    attempt = _Attempts(oddities)
    root = attempt("structure", Part([], raw), tree_of, raw, oddities)
    mail = Mail(oddities=oddities)
    hint = attempt("charset", "", _hint, root)
    _read_fields(mail, root, hint, attempt)
    _read_body(mail, root, hint, attempt)
    _judge(mail, root, authserv_id, attempt)
    _take_apart(mail, attempt)
    mail.oddities = list(dict.fromkeys(oddities))
    return mail


class _Attempts:
    """Runs one step after the other; a step that fails is noted and gives what it would for an empty mail."""

    def __init__(self, oddities):
        self.oddities = oddities

    def __call__(self, step, otherwise, do, *arguments):
        try:
            return do(*arguments)
        except MemoryError:
            raise
        except Exception as error:
            self.oddities.append(f"{step} not read ({type(error).__name__})")
            return otherwise


def _hint(root):
    """The charset that most likely reads what names none: the first that the mail or a part of it says."""
    return next((part.charset for part in every(root) if codec_of(part.charset)), "")


def _read_fields(mail, root, hint, attempt):
    odd = mail.oddities
    mail.sender, mail.is_sender_weak = attempt("sender", (None, True), sender_of, root, hint, odd)
    mail.behind = attempt("person behind a list", None, person_behind, root, mail.sender, hint)
    mail.to = attempt("recipients", [], people_of, root, "to", hint, odd)
    mail.cc = attempt("recipients", [], people_of, root, "cc", hint, odd)
    mail.reply_to = attempt("reply address", [], people_of, root, "reply-to", hint, odd)
    mail.subject = attempt("subject", "", subject_of, root, hint)
    mail.message_id = attempt("message id", "", message_id_of, root)
    mail.in_reply_to = attempt("references", [], message_ids_of, root, "in-reply-to")
    mail.references = attempt("references", [], message_ids_of, root, "references")
    mail.date = attempt("date", None, date_of, root)
    mail.headers = attempt("headers", {}, headers_of, root, hint)


def _read_body(mail, root, hint, attempt):
    bodies = attempt("body", Bodies(), bodies_of, root, hint, mail.oddities)
    mail.text = attempt("text", "", lambda: bodies.text)
    mail.html = attempt("html", "", lambda: bodies.html)
    mail.attachments, mail.is_encrypted = bodies.attachments, bodies.is_encrypted
    mail.invitations = [
        one for content in bodies.calendars for one in attempt("calendar", [], invitations_of, content)
    ]
    as_text = as_html(mail.text)
    clean = attempt("html", Cleaned(as_text, False), cleaned, mail.html or as_text)
    mail.safe_html, mail.has_remote_content = clean.html, clean.has_remote_content
    look = attempt("look", Shown(as_text), shown, clean.with_parts if mail.html else "", mail.text)
    mail.shown_html, mail.shown_css, mail.is_formatted = look.html, look.css, look.is_formatted


def _judge(mail, root, authserv_id, attempt):
    message = attempt("report", None, as_message, root)
    if message is not None:
        notice = attempt("report", None, read_notice, message, mail.text)
        mail.is_bounce = attempt("report", False, is_bounce, message, mail.text, notice)
        if mail.is_bounce:
            mail.failed = attempt("report", [], failed_recipients, message, mail.text)
        mail.is_complaint = attempt("complaint", False, is_complaint, message, notice)
        mail.is_receipt = attempt("receipt", False, is_receipt, message)
    mail.is_auto = attempt("automatic", False, is_automatic, root, mail.subject)
    is_unwanted = attempt("automatic", False, is_unanswerable, root, mail.sender)
    mail.no_auto_reply = any((mail.is_auto, is_unwanted, mail.is_bounce, mail.is_complaint, mail.is_receipt))
    mail.authentication_results = attempt("authentication", [], authentication_results, root)
    mail.dmarc_verdict = attempt(
        "authentication", "none", dmarc_verdict, mail.authentication_results, authserv_id
    )


def _take_apart(mail, attempt):
    # A report is no answer: what a machine quotes of our own mail is part of what it says.
    if mail.is_bounce or mail.is_complaint or len(mail.text) > MOST_CONVERSATION:
        mail.reply = mail.text
        return
    html = mail.html if len(mail.html) <= MOST_CONVERSATION else ""
    mail.reply = attempt("reply", mail.text, newest_words, mail.text, html)
    mail.forwarded = attempt("forward", None, taken_apart, mail.subject, mail.text, html)
