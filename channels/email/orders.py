"""What an agent's answer by mail asks for, and how it is done: by the same verbs as on the page of the ticket."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from channels.email.known import named
from channels.email.marks import MOVES, asked_in
from channels.email.reply_addresses import way_of
from channels.models import Mailbox, Outgoing
from core import gathered
from core.commas import listed
from tickets.mentions import mentioned_in
from tickets.models import Channel, Event, ResolutionCode, WaitingFor
from tickets.models.conversable import UNDO_SEND
from tickets.sentences import isolated

LONGEST = 100_000
# Shorter lines of ours could be anybody's words.
LEAST_OF_OURS = 20
HEARD = {Event.Kind.OPENED, Event.Kind.REPLIED}
WAYS = ["#reply", "#note"]


class Refused(Exception):
    """Nothing was done; as text it tells why, in the language of the moment, and names the `marks` it is about."""

    def __init__(self, words, marks=()):
        super().__init__()
        self.words, self.marks = words, marks

    def __str__(self):
        return str(self.words) % {"marks": listed_marks(self.marks)} if self.marks else str(self.words)


@dataclass
class Order:
    """Words, whether they go out, and what is done with the ticket: "mine" and one of MOVES."""

    words: str
    is_public: bool
    marks: frozenset[str]


def takes_orders(mailbox):
    """Whether agents can answer what a Mailbox writes: answers find back, and a server of ours proves who wrote."""
    return bool(mailbox.takes_plus and mailbox.authserv_id)


def listed_marks(marks):
    """Marks in one line, each kept together in lines of both directions."""
    return listed(isolated(mark) for mark in marks)


def usual_way(event):
    """What an unmarked answer to the notice of an Event becomes: "reply" to words of the requester's side, "note" to
    an internal one, and "" where either could be meant, so that without a mark nothing is done."""
    if event is None:
        return ""
    message = event.message
    if message and message.is_internal:
        return "note"
    is_heard = event.kind in HEARD and message and message.is_from_requester
    return "reply" if is_heard or event.kind == Event.Kind.REFUSED else ""


def carry_out(mail, agent, ticket, take_files):
    """Do what the mail asks for, all of it or nothing: (the Message, or None; names of files not taken).

    Raises Refused.
    """
    order = order_of(mail, agent, ticket)
    files, left_out = take_files(mail, agent) if order.words else ([], [])
    try:
        with gathered.attempt():
            message = say(ticket, order, agent, files) if order.words else None
            move(ticket, order, agent, message)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return message, left_out


def order_of(mail, agent, ticket):
    """The Order in a mail; Refused when it is not clear, or could let out what is ours."""
    notice = notice_answered(mail, agent, ticket)
    asked = asked_in(mail.reply)
    usual = usual_way(notice and notice.event)
    if mail.forwarded and "reply" not in asked.marks:
        # Passed on to be kept, and not to be sent to who asked.
        asked, usual = asked_in(mail.text), "note"
    words = asked.words.strip()[:LONGEST]
    has_files = any(not one.is_inline for one in mail.attachments)
    if asked.unknown:
        raise Refused(
            _("This is no mark we know, or it does not stand in the first line: %(marks)s."), asked.unknown
        )
    if asked.contradict:
        raise Refused(
            _("These cannot be done together: %(marks)s."), sorted(f"#{one}" for one in asked.marks)
        )
    if not words and (has_files or not asked.marks & {*MOVES, "mine"} or asked.marks & {"note", "reply"}):
        raise Refused(_("There are no words in it that could be told from the mail it answers."))
    way = next((one for one in ("note", "reply") if one in asked.marks), usual)
    if words and not way:
        raise Refused(_("It is not clear whom your words are for. Begin with one of these: %(marks)s."), WAYS)
    if way == "reply" and has_ours(words, ticket, notice):
        raise Refused(
            _("Our own mail stands among your words and could not be told from them. Please leave it out.")
        )
    return Order(words, way == "reply", asked.marks)


def notice_answered(mail, agent, ticket):
    """The mail of ours to this agent that is answered, as far as that can be told."""
    ids = named(mail)
    ours = Outgoing.objects.filter(message_id__in=ids, recipient=agent, ticket=ticket)
    found = {row.message_id: row for row in ours.select_related("event__message")}
    return next((found[one] for one in ids if one in found), None)


def has_ours(words, ticket, notice):
    """Whether something stands in `words` that only a mail of ours to an agent says, and that must not go further."""
    flat = " ".join(words.split())
    if way_of(flat) or f"{settings.SITE_URL}{ticket.get_absolute_url()}" in flat:
        return True
    if notice is None:
        return False
    known = " ".join(what_may_be_said(ticket, notice).split())
    lines = (" ".join(line.split()) for line in notice.text.splitlines())
    return any(len(line) >= LEAST_OF_OURS and line not in known and line in flat for line in lines)


def what_may_be_said(ticket, notice):
    """Of what stands in our mail: the requester's own words, and what we write under mails to everybody."""
    message, mailbox = notice.event and notice.event.message, Mailbox.objects.for_desk(ticket.desk)
    said = message.body if message and not message.is_internal else ""
    return "\n".join([said, mailbox.signature, *mailbox.signatures.values()])


def say(ticket, order, agent, files):
    """Add the words, as a reply that can be taken back for a while, or as a note; returns the Message."""
    facts = {"by": agent, "files": files, "channel": Channel.EMAIL, "is_plain": True}
    if not order.is_public:
        called = mentioned_in(order.words, ticket.desk)
        return ticket.note(order.words, mentions=called, **facts).message
    asks_too = ticket.requester_id == agent.pk
    hold = timedelta(0) if asks_too else UNDO_SEND
    return ticket.reply(order.words, hold=hold, as_requester=asks_too, **facts).message


def move(ticket, order, agent, message):
    """Take the ticket, and put it where the marks say, along with a reply if there is one."""
    along = {"by": agent, "with_reply": message if order.is_public else None, "hold": UNDO_SEND}
    if order.marks & {"solved", "waiting"} and not ticket.is_open:
        raise Refused(_("The ticket is not open any more."))
    if "mine" in order.marks:
        ticket.take(by=agent)
    if "solved" in order.marks:
        code = ResolutionCode.objects.in_use().filter(is_invalid=False).first()
        if code is None:
            raise Refused(_("There is no resolution code in use."))
        ticket.resolve(code=code, **along)
    elif "waiting" in order.marks:
        ticket.wait(WaitingFor.REQUESTER, **along)
    elif "close" in order.marks:
        ticket.close(by=agent, hold=UNDO_SEND)
