"""Policies and calendars told as sentences, for those who set them."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Contract, Desk, Organization, Team
from core.commas import listed
from core.moments import Almanac
from sla.book import open_book
from sla.durations import write_length
from sla.matching import Lineage, shadows
from sla.models import Calendar, PolicyVersion, Step, Target
from sla.wall_clock import microseconds, moment
from tickets.models import Category
from tickets.models.choices import Kind, Priority

MODELS = {
    "contract": Contract,
    "organization": Organization,
    "desk": Desk,
    "category": Category,
    "team": Team,
}
MOST_NAMED = 4
DEEDS = {
    "notify": gettext_lazy("tell people"),
    "raise": gettext_lazy("raise the priority"),
    "tag": gettext_lazy("add tags"),
    "level": gettext_lazy("hand it on"),
    "task": gettext_lazy("ask for something"),
    "webhook": gettext_lazy("call a webhook"),
}


@dataclass
class ToldPolicy:
    """One policy as a line of the list."""

    version: PolicyVersion
    whom: str
    promises: list
    shadow: PolicyVersion | None


def told_policies():
    """Every policy as it was published last, in the order in which tickets meet them, in four statements and one for
    each kind of thing they ask for."""
    versions = PolicyVersion.objects.latest_of_each()
    names, lineage = _names(versions), Lineage()
    targets = {}
    for target in Target.objects.filter(version__in=versions).order_by("pk"):
        targets.setdefault(target.version_id, []).append(target)
    return [
        ToldPolicy(
            version,
            whom(version, names),
            promises(targets.get(version.pk, [])),
            shadows(version, versions, lineage),
        )
        for version in versions
    ]


def whom(version, names):
    """ "Contract: A-1, A-2; Kind: Incident", or everybody."""
    lines = [
        _("%(fact)s: %(values)s")
        % {"fact": _label(fact), "values": _few([names.get((fact, one), one) for one in values])}
        for fact, values in version.fits.items()
    ]
    return listed(lines) or _("Everybody")


def promises(targets):
    """["First response: Urgent 1 h, High 2 h", ...]."""
    by_metric = {}
    for target in targets:
        words = write_length(target.amount, target.days)
        priority = "" if target.priority is None else f"{Priority(target.priority).label} "
        by_metric.setdefault(target.get_metric_display(), []).append(f"{priority}{words}")
    return [
        _("%(fact)s: %(values)s") % {"fact": metric, "values": listed(words)}
        for metric, words in by_metric.items()
    ]


def whole_names():
    """[(key, "IT › Devices › Printer"), ...] of every category: names alone come more than once. One statement."""
    rows = {row.pk: row for row in Category.objects.select_related("desk")}
    found = []
    for row in rows.values():
        names, outer = [str(row)], rows.get(row.parent_id)
        while outer is not None:
            names, outer = [str(outer), *names], rows.get(outer.parent_id)
        found.append((row.pk, " › ".join([str(row.desk), *names])))
    return found


def threshold(step):
    """When a Step is reached, in words; of None, the breach that every promise has."""
    if step is None or step.kind == Step.Kind.BREACH:
        return _("The promise was broken")
    elif step.kind == Step.Kind.PERCENT:
        return _("%(percent)s%% of the time was used up") % {"percent": Almanac().digits(str(step.percent))}
    length = {"length": write_length(step.span)}
    if step.kind == Step.Kind.BEFORE:
        return _("%(length)s before it was due") % length
    elif step.kind == Step.Kind.AFTER:
        return _("%(length)s after it was due") % length
    return _("Every %(length)s after it was due") % length


def deeds(step):
    """What a Step does, in words: “tell people, add tags”."""
    kinds = dict.fromkeys(action["do"] for action in step.actions) if step else ["notify"]
    return listed(DEEDS[kind] for kind in kinds if kind in DEEDS)


@dataclass
class ToldCalendar:
    """One calendar as a line of the list: whether it is open now, and when that changes (None: never)."""

    calendar: Calendar
    zone: str
    is_open: bool
    changes_at: object


def told_calendars():
    """Every calendar that was published, those in use first."""
    book, now = open_book(), microseconds(timezone.now())
    found = []
    for calendar in Calendar.objects.order_by("-is_active", "name"):
        if calendar.pk in book.calendars:
            hours = book.working_time(calendar.pk)
            is_open = hours.is_open(now)
            changes_at = hours.next_close(now) if is_open else hours.next_open(now)
            found.append(ToldCalendar(calendar, str(hours.zone), is_open, moment(changes_at)))
    return found


def names_of(fact, values):
    """The names of the values that a policy asks for of one fact, in their order."""
    if fact not in MODELS:
        return [Kind(one).label if one in Kind.values else one for one in values]
    rows = MODELS[fact].objects.in_bulk(values)
    return [str(rows.get(one, one)) for one in values]


def _names(versions):
    wanted = {}
    for version in versions:
        for fact, values in version.fits.items():
            wanted.setdefault(fact, set()).update(values)
    found = {("kind", one.value): one.label for one in Kind}
    for fact, model in MODELS.items():
        if fact in wanted:
            found |= {(fact, pk): str(row) for pk, row in model.objects.in_bulk(wanted[fact]).items()}
    return found


def _label(fact):
    return MODELS[fact]._meta.verbose_name.capitalize() if fact in MODELS else _("Kind")


def _few(names):
    if len(names) <= MOST_NAMED:
        return listed(names)
    return _("%(names)s and %(count)s more") % {
        "names": listed(names[:MOST_NAMED]),
        "count": Almanac().digits(str(len(names) - MOST_NAMED)),
    }
