"""What the house knows about a handful of mails, asked once for all of them."""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from accounts.directory import make_known
from accounts.models import Desk, User
from accounts.roles import STAFF
from channels.email.reply_addresses import way_of
from channels.models import Letter, Mailbox, Outgoing, Rule
from tickets.models import Ticket
from tickets.opening import Beginning

UNDECIDED = [Letter.Fate.WAITING, Letter.Fate.QUARANTINED]
MOST_REFERENCES = 50
AN_HOUR = timedelta(hours=1)


class Known:
    """Facts about the mails of `pairs` [(Letter, Mail)] in a constant number of statements, however many mails.

    What one of them brings about is added as it happens (`introduce`, `note`), so that the next one sees it.
    """

    def __init__(self, pairs):
        mails = [mail for _letter, mail in pairs]
        self._since = min((letter.arrived_at for letter, _mail in pairs), default=timezone.now())
        people = {one for mail in mails for one in (mail.sender, mail.behind) if one}
        self._addresses = {one.address.lower() for one in people}
        self._ids = {one for mail in mails for one in [bracketed(mail.message_id), *named(mail)] if one}
        self._ways = {letter.pk: _ways(letter, mail) for letter, mail in pairs}

    def person(self, address):
        """The User who has this address, or None."""
        return self._people.get(address.lower())

    def introduce(self, address, name, language=""):
        """The User with this address, made known if they are new. IntegrityError if somebody else does so now."""
        email = address.strip().lower()
        if email not in self._people:
            self._people[email] = make_known(email, name=name, language=language)
        return self._people[email]

    def ours(self, message_id):
        """The Outgoing with this Message-ID (in angle brackets), or None."""
        return self._ours.get(message_id)

    def earlier(self, mail_id):
        """[(id, content_hash, fate, ticket's id)] of the letters with a Message-ID (no brackets), oldest first."""
        return self._earlier.get(mail_id, [])

    def note(self, letter):
        """Let the mails that follow know what became of `letter`."""
        if letter.mail_id and letter.fate not in UNDECIDED:
            row = (letter.pk, letter.content_hash, letter.fate, letter.ticket_id)
            self._earlier[letter.mail_id].append(row)
        if letter.fate == Letter.Fate.OPENED:
            self._places[letter.ticket_id] = letter.ticket
            self._answerable.add((letter.ticket_id, letter.ticket.requester_id))

    def hold_places(self):
        """Lock the tickets these mails may belong to, all at once; {number: key}."""
        return self._numbers

    def ways(self, letter):
        """The genuine Ways among the addresses that a Letter came to."""
        return self._ways[letter.pk]

    def place(self, pk):
        """The Ticket with this key, locked, or None: one object for all mails, so that each sees what others said."""
        if pk is not None and pk not in self._places:
            self._places |= Ticket.all_held(pk=pk)
            self._answerable |= Ticket.objects.filter(pk=pk).who_may_answer()
        return self._places.get(pk)

    def numbered(self, number):
        """The Ticket with this number, locked, or None."""
        if number not in self._numbers:
            self._numbers |= dict(Ticket.objects.filter(number=number).values_list("number", "pk"))
        return self.place(self._numbers.get(number))

    def may_answer(self, pk, person):
        """Whether a User may add words to the ticket with this key from the requester's side."""
        return self.place(pk) is not None and (pk, person.pk) in self._answerable

    def is_ours(self, address):
        """Whether this is the address of a mailbox of this house."""
        return address.lower() in self._mailboxes

    def was_answered_by_machine(self, address):
        """Whether automatic mail of ours went to this address within the hour before one of these came."""
        return address.lower() in self._answered

    def rules_for(self, mailbox):
        """The rules for mail to a Mailbox (or None), in order."""
        return [rule for rule in self._rules if rule.is_for(mailbox)]

    @property
    def opening(self):
        """Facts of the Opening of each new ticket."""
        return {"beginning": self._beginning}

    @cached_property
    def _beginning(self):
        return Beginning.asked()

    @cached_property
    def first_desk(self):
        """The desk for mail that came to none in particular, or None."""
        return Desk.objects.in_use().order_by("pk").first()

    def is_colleagues_name(self, name):
        """Whether somebody who works here bears this name."""
        return name.casefold() in self._staff[0]

    @property
    def colleagues_domains(self):
        """Domains that people who work here have their addresses in."""
        return self._staff[1]

    @cached_property
    def _people(self):
        return {user.email: user for user in User.objects.filter(email__in=self._addresses)}

    @cached_property
    def _ours(self):
        rows = Outgoing.objects.filter(message_id__in=self._ids)
        return {row.message_id: row for row in rows}

    @cached_property
    def _earlier(self):
        ids = [one.strip("<>") for one in self._ids]
        rows = Letter.objects.filter(mail_id__in=ids).exclude(fate__in=UNDECIDED)
        found = defaultdict(list)
        for mail_id, *row in rows.order_by("pk").values_list(
            "mail_id", "pk", "content_hash", "fate", "ticket_id"
        ):
            found[mail_id].append(tuple(row))
        return found

    @cached_property
    def _places(self):
        keys = {ticket for rows in self._earlier.values() for *_facts, ticket in rows if ticket}
        keys |= {row.ticket_id for row in self._ours.values() if row.ticket_id}
        numbers = {way.number for ways in self._ways.values() for way in ways}
        return Ticket.all_held(Q(pk__in=keys) | Q(number__in=numbers)) if keys or numbers else {}

    @cached_property
    def _numbers(self):
        return {place.number: pk for pk, place in self._places.items()}

    @cached_property
    def _answerable(self):
        return Ticket.objects.filter(pk__in=self._places).who_may_answer() if self._places else set()

    @cached_property
    def _mailboxes(self):
        return {address.lower() for address in Mailbox.objects.order_by().values_list("address", flat=True)}

    @cached_property
    def _answered(self):
        since = self._since - AN_HOUR
        rows = Outgoing.objects.filter(is_outward=True, to__in=self._addresses, sent_at__gte=since)
        return {to.lower() for to in rows.order_by().values_list("to", flat=True)}

    @cached_property
    def _rules(self):
        return list(Rule.objects.filter(is_active=True).with_aims())

    @cached_property
    def _staff(self):
        rows = User.objects.filter(role__in=STAFF, is_active=True).order_by().values_list("name", "email")
        names, domains = set(), set()
        for name, email in rows:
            names.add(name.strip().casefold())
            domains.add(domain(email))
        return names, domains


def _ways(letter, mail):
    addresses = [letter.envelope_to, *(one.address for one in [*mail.to, *mail.cc])]
    return list(filter(None, map(way_of, addresses)))


def domain(address):
    """What stands behind the @, in small letters."""
    return address.rpartition("@")[2].lower()


def named(mail):
    """The Message-IDs a mail refers to, newest first, each in angle brackets."""
    ids = [*mail.in_reply_to, *reversed(mail.references)]
    return [bracketed(one) for one in dict.fromkeys(ids)][:MOST_REFERENCES]


def bracketed(message_id):
    """A Message-ID as it stands in headers; "" for none."""
    inner = message_id.strip("<> ")
    return f"<{inner}>" if inner else ""
