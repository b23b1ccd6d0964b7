"""Does our mail arrive? What the health page asks of the outbox, beyond how much of it waits."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels.models import Breaker, Line, Mailbox, Outgoing, Transport
from core import numbers
from core.lines import bounded
from helpdesk.check import Check

# A server that comes back within this time needs nobody.
PATIENCE = timedelta(minutes=15)
A_DAY = timedelta(days=1)
PLACE = "admin:channels_outgoing_changelist"


def checks():
    """The mail servers, what was refused by rule, and mailboxes whose automatic mail is stopped."""
    server, failing = mail_server(), list(lines())
    # Beside a server that takes nothing no other line says that all is well.
    servers = failing if failing and server.is_well else [server, *failing]
    return [*servers, refused_by_rule(), *breakers()]


def mail_server():
    """Whether mail has waited long because of what the server said."""
    late = Outgoing.objects.unfinished().filter(
        created_at__lt=timezone.now() - PATIENCE, parked_at=None, reason=""
    )
    oldest = late.exclude(answer="").order_by("next_try_at").first()
    if oldest is None:
        return Check(_("Mail server"), True, _("It takes our mail."))
    told = _("Mail waits for it. It said: %(answer)s") % {"answer": oldest.answer}
    return Check(_("Mail server"), False, told, oldest.created_at, _("The oldest was due {moment}."), PLACE)


def lines():
    """Each server in use that could not be reached when it was last tried."""
    own = Q(transport__is_active=True, transport__in=Mailbox.objects.in_use().values("transport"))
    house = Q(transport=None) if settings.EMAIL_URL else Q(pk__in=[])
    told = _(
        "It cannot be reached. Its mail waits and leaves by itself once it can. Check %(place)s and the network."
        " Last answer: %(answer)s"
    )
    for line in Line.objects.filter(own | house).select_related("transport").order_by("failing_since"):
        name = _("Mail server %(name)s") % {"name": line.transport or settings.EMAIL_HOST}
        place = Transport._meta.verbose_name_plural if line.transport else "EMAIL_URL"
        words = told % {"place": place, "answer": bounded(line.words)}
        url_name = "admin:channels_transport_changelist" if line.transport else PLACE
        yield Check(name, False, words, line.failing_since, _("Failing since {moment}."), url_name)


def refused_by_rule():
    """Mail refused as spam or by a rule: trouble of the house, not of the address."""
    rows = Outgoing.objects.refused_by_rule().filter(returned_at__gte=timezone.now() - A_DAY)
    count = rows.count()
    words = ngettext(
        "%(count)s mail was refused as spam or by a rule within a day.",
        "%(count)s mails were refused as spam or by a rule within a day.",
        count,
    )
    told = words % {"count": numbers.number(count)}
    name = _("Refused mail")
    return Check(name, not count, told, url_name=PLACE, query="returned_as__exact=policy")


def breakers():
    """Each mailbox whose automatic mail is stopped now."""
    for one in Breaker.objects.open():
        told = _("Too much automatic mail left from %(address)s. It waits; answers of people go on.")
        words = told % {"address": one.address}
        place = "admin:channels_breaker_changelist"
        yield Check(_("Stopped mail"), False, words, one.began_at, _("Since {moment}."), place)
