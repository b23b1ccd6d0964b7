"""Knows by its words what an automatic mail of ours has set off, however much later it comes and whatever its headers
keep to themselves: it quotes that mail, or another helpdesk says in it that our mail has arrived there.

A person who begins something new does neither. Each sign alone (a number in brackets, a polite phrase, words that
were there before) is found in mails of people, too, and counts for nothing.
"""

import re
from datetime import timedelta

from django.conf import settings

from channels.models import Outgoing
from tickets.models import Ticket

LATER = timedelta(days=1)
MOST_LOOKED_AT, LOOKED_AT = 10, 20_000
# Letters in a line of ours that nobody writes by chance.
SHORTEST_QUOTED = 40
LONGEST_ACKNOWLEDGEMENT = 800
# [#901], [Ticket#901], [HELP-901], ##901##: how helpdesks mark their tickets.
MARK = re.compile(r"\[[^\[\]\d]{0,30}[#:№ -] ?(\d{2,15})\]|##(\d{2,15})##")
_near = r"[^.!?\n]{0,60}?"
ARRIVED = re.compile(
    "|".join(
        f"(?:{one})"
        for one in (
            rf"(?:received|registered|logged|have|got) your {_near}(?:mail|message|request|ticket|quer|question)",
            rf"your (?:e-?mail|message|request|ticket|case|enquiry|inquiry|question|report) {_near}"
            r"(?:received|registered|logged|created|opened|number|arrived)",
            rf"(?:ihre|deine) (?:anfrage|nachricht|e-?mail|mail|meldung|anliegen){_near}"
            r"(?:erhalten|eingegangen|aufgenommen|angelegt|nummer)",
            rf"reçu votre|votre (?:demande|message|ticket|requête){_near}(?:enregistr|reçu|créé|numéro)",
            rf"recibido (?:su|tu)|(?:su|tu) (?:solicitud|mensaje|consulta){_near}(?:recib|registr|cread|número)",
            rf"(?:talebiniz|mesajınız|başvurunuz){_near}(?:aldık|alındı|alınmıştır|oluştur|kayded|numara)",
            rf"ваш\w* (?:запрос|обращени|заявк|сообщени|письмо){_near}(?:получ|зарегистр|создан|принят|номер)",
            rf"(?:درخواست|پیام|تیکت) ?شما{_near}(?:دریافت|ثبت|شماره)",
            rf"(?:استلمنا|تلقينا|تم استلام|تم تسجيل){_near}(?:طلب|رسالت)",
        )
    ),
    re.IGNORECASE,
)


def says_it_arrived(mail):
    """Whether another helpdesk says in it, by the number in its subject, that something has arrived there; and asks
    for nothing."""
    found = MARK.search(mail.subject)
    words = (mail.reply or mail.text).strip()
    if not found or mail.attachments or len(words) > LONGEST_ACKNOWLEDGEMENT or re.search("[?؟？]", words):
        return False
    number = found[1] or found[2]
    return bool(re.search(rf"(?<!\d){number}(?!\d)", words) and ARRIVED.search(words))


def late_echo(letter, mail, sender):
    """The Outgoing that has set off a mail of `sender`, which names none; or None. Asks the database only when its
    words may be an echo."""
    is_acknowledgement = says_it_arrived(mail)
    if not is_acknowledgement and not _may_quote(mail):
        return None
    ours = list(sent_before(letter, sender)[:MOST_LOOKED_AT])
    quoted = _quoted(mail, ours)
    return quoted or (ours[0] if is_acknowledgement and ours else None)


def sent_before(letter, sender):
    """Automatic mail that went to `sender` within the day before a letter came, newest first, about tickets they have
    a part in."""
    ours = Outgoing.objects.automatic_to(sender.email).filter(
        sent_at__gte=letter.arrived_at - LATER,
        sent_at__lte=letter.arrived_at,
        ticket__in=Ticket.objects.answerable_by(sender),
    )
    return ours.select_related("ticket").order_by("-pk")


def _may_quote(mail):
    """Whether it brings along words of others: lines marked as such, or an address of our pages."""
    is_linked = settings.SITE_URL in mail.text or settings.SITE_URL in mail.html
    return is_linked or bool(re.search(r"^ ?>", mail.text[:LOOKED_AT], re.M))


def _quoted(mail, ours):
    """The newest of `ours` that the mail quotes, first of those whose number stands in it."""
    words = _bare(mail.text[:LOOKED_AT])
    found = [one for one in ours if any(line in words for line in _lines(one.text))]
    named = [
        one for one in found if re.search(rf"#{one.ticket.number}(?!\d)", f"{mail.subject}\n{mail.text}")
    ]
    return next(iter(named or found), None)


def _lines(text):
    """What we have said ourselves: neither the subject nor what we quote of theirs."""
    own = (line for line in text.splitlines() if not line.startswith((">", "#")))
    return [line for line in map(_bare, own) if len(line) >= SHORTEST_QUOTED]


def _bare(words):
    return re.sub(r"[\W\d_]+", "", words).casefold()
