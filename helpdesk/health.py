"""Is the house well? Each question is a function that answers with a Check and never raises."""

import shutil
import sys
import uuid
from dataclasses import dataclass
from datetime import timedelta

import django
from django.conf import settings
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from channels.models import Account, Letter, Outgoing, WebhookCall
from core import numbers
from core.commas import listed
from helpdesk import VERSION, health_of_sending
from helpdesk.check import Check
from sla.models import ClockJump, Proposal
from tickets.models import Event

# A worker leaves a sign every 10 seconds and beat every 30; work should not wait longer than this.
WORKER_SILENT, BEAT_SILENT, LATE = timedelta(seconds=60), timedelta(seconds=150), timedelta(minutes=2)
LEAST_FREE_SHARE, LEAST_FREE_BYTES = 0.05, 2 * 1024**3


def readiness():
    """Whether pages can be served: {"database": True, "migrations": True, "storage": True}."""
    is_there = database_answers()
    return {
        "database": is_there,
        "migrations": is_there and not missing_migrations(),
        "storage": storage_takes_files(),
    }


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def missing_migrations():
    """The names of migrations this code needs and the database has not seen."""
    executor = MigrationExecutor(connection)
    return [
        str(migration) for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]


def storage_takes_files():
    try:
        name = default_storage.save(f"probe/{uuid.uuid4().hex}", ContentFile(b"probe"))
        default_storage.delete(name)
    except OSError:
        return False
    return True


def checks():
    """Everything an administrator may want to know, the most important first."""
    return [
        database(),
        storage(),
        disk(),
        worker(),
        beat(),
        clock(),
        redis(),
        *queue(Event, EVENTS),
        *accounts(),
        quarantine(),
        originals(),
        *queue(Outgoing, MAIL),
        *health_of_sending.checks(),
        *queue(WebhookCall, CALLS),
        *queue(Proposal, PROPOSALS),
    ]


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    if missing := missing_migrations():
        return Check(_("Database"), False, _("Run manage.py migrate: %(names)s") % {"names": listed(missing)})
    words = _("PostgreSQL %(version)s with %(size)s of data.") % {
        "version": version.split()[0],
        "size": numbers.size(size),
    }
    return Check(_("Database"), True, words)


def storage():
    is_well = storage_takes_files()
    return Check(
        _("Files"),
        is_well,
        _("Files can be stored.") if is_well else _("Cannot write files: attachments fail."),
    )


def disk():
    usage = shutil.disk_usage(settings.VAR_DIR)
    is_well = usage.free > max(LEAST_FREE_BYTES, usage.total * LEAST_FREE_SHARE)
    words = _("%(free)s of %(total)s are free.") % {
        "free": numbers.size(usage.free),
        "total": numbers.size(usage.total),
    }
    return Check(_("Disk"), is_well, words)


def worker():
    never = _("Has never been seen. Mail and reactions are not processed.")
    silent = _("Mail and reactions are not processed.")
    return _sign_of_life(_("Worker"), "heartbeat:worker", WORKER_SILENT, never, silent)


def beat():
    never = _("Has never been seen. Nightly jobs do not run.")
    return _sign_of_life(_("Beat"), "heartbeat:beat", BEAT_SILENT, never, _("Nightly jobs do not run."))


def _sign_of_life(name, key, silence, never, silent):
    seen = cache.get(key)
    if seen is None:
        return Check(name, False, never)
    is_well = timezone.now() - seen < silence
    return Check(name, is_well, "" if is_well else silent, seen, _("Last sign of life: {moment}."))


def clock():
    """Whether the database's clock is believed; while it is not, no service level fires."""
    jump = ClockJump.objects.open().first()
    if jump is None:
        return Check(_("Clock"), True, _("The clock of the database is steady."))
    words = _(
        "The clock of the database jumped ahead. No service level fires until it has been steady for ten minutes,"
        " or until somebody who knows it to be right runs manage.py sla_tick --resume."
    )
    return Check(_("Clock"), False, words, jump.at, _("Noticed {moment}."), "admin:sla_clockjump_changelist")


def redis():
    key = f"health:{uuid.uuid4().hex}"
    caches["presence"].set(key, "here", 5)
    is_well = caches["presence"].get(key) == "here"
    words = (
        _("Responding.")
        if is_well
        else _("Cannot be reached: who else is here stays unknown. Nothing is lost.")
    )
    return Check(_("Redis"), is_well, words)


def accounts():
    """Each account mail is fetched from: whether it answers, and when it was last read to the end."""
    place = "admin:channels_account_changelist"
    for account in Account.objects.unfinished():
        name = _("Mail of %(account)s") % {"account": account}
        if account.failing_since:
            yield Check(
                name, False, account.trouble, account.failing_since, _("Failing since {moment}."), place
            )
        elif account.fetched_at is None:
            yield Check(name, True, _("Not fetched yet."), url_name=place)
        else:
            words = account.complaint(timezone.now())
            yield Check(name, not words, words, account.fetched_at, _("Last fetched {moment}."), place)


def quarantine():
    """Mail that could not be taken in waits for somebody to look at it."""
    count = Letter.objects.filter(fate=Letter.Fate.QUARANTINED).count()
    words = ngettext("%(count)s mail waits there.", "%(count)s mails wait there.", count)
    told = words % {"count": numbers.number(count)}
    return Check(_("Quarantine"), not count, told, url_name="channels:arrived", query="fate=quarantined")


def originals():
    """Raw mail that its letter speaks of and that is not among the files: looked for every night."""
    count = Letter.objects.filter(missing_at__isnull=False).count()
    words = ngettext(
        "The original of %(count)s mail is missing.", "The originals of %(count)s mails are missing.", count
    )
    told = words % {"count": numbers.number(count)} if count else _("None is missing.")
    return Check(_("Originals of mail"), not count, told)


@dataclass(frozen=True)
class Queue:
    """What the health page says of one kind of work that is a row."""

    title: str
    parked_title: str
    url_name: str


EVENTS = Queue(
    gettext_lazy("Reactions"), gettext_lazy("Reactions given up"), "admin:tickets_event_changelist"
)
MAIL = Queue(
    gettext_lazy("Outgoing mail"), gettext_lazy("Mail given up"), "admin:channels_outgoing_changelist"
)

CALLS = Queue(
    gettext_lazy("Calls of webhooks"),
    gettext_lazy("Calls of webhooks given up"),
    "admin:channels_webhookcall_changelist",
)

PROPOSALS = Queue(
    gettext_lazy("Changes of service levels"),
    gettext_lazy("Changes of service levels given up"),
    "admin:sla_proposal_changelist",
)


def queue(model, told):
    """How long the oldest due row has waited, and how many were given up."""
    due = Q(parked_at=None, next_try_at__lte=timezone.now())
    found = model.objects.unfinished().aggregate(
        waiting=Count("pk", filter=due), oldest=Min("next_try_at", filter=due), parked=Count("parked_at")
    )
    is_late = found["oldest"] is not None and timezone.now() - found["oldest"] > LATE
    waiting = ngettext("%(count)s is due.", "%(count)s are due.", found["waiting"])
    parked = ngettext("%(count)s was given up.", "%(count)s were given up.", found["parked"])
    return [
        Check(
            str(told.title),
            not is_late,
            waiting % {"count": numbers.number(found["waiting"])},
            found["oldest"],
            _("The oldest was due {moment}."),
        ),
        Check(
            str(told.parked_title),
            not found["parked"],
            parked % {"count": numbers.number(found["parked"])},
            url_name=told.url_name,
            query="parked=yes",
        ),
    ]


def versions():
    """(name, version) of what runs here."""
    return [
        (_("Helpdesk"), VERSION),
        ("Django", django.get_version()),
        ("Python", sys.version.split()[0]),
    ]
