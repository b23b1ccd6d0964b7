"""Everything that is published, as one edition: calendars ready to count, and the policies in their order."""

import json
from functools import lru_cache
from itertools import chain

from django.utils.dateparse import parse_datetime

from sla.models import CalendarVersion, Edition, PolicyVersion
from sla.opening_hours import OpeningHours
from sla.wall_clock import microseconds
from sla.working_time import WorkingTime

MOST_CALENDARS = 64


class Book:
    """One edition of what is promised. Never changes, so a process may keep it; another edition is another book."""

    def __init__(self):
        self.calendars = {}
        for version in CalendarVersion.objects.order_by("calendar", "valid_from"):
            spec = json.dumps(version.spec, sort_keys=True)
            self.calendars.setdefault(version.calendar_id, []).append(
                (microseconds(version.valid_from), spec)
            )
        self.versions = {}
        self.asks_for_category = False
        versions = PolicyVersion.objects.select_related("policy").prefetch_related("targets", "steps")
        self.steps = {}
        for version in versions.order_by("policy", "valid_from"):
            steps = {}
            for step in version.steps.all():
                steps.setdefault(step.metric, []).append(step)
            self.steps |= {target.pk: steps.get(target.metric, []) for target in version.targets.all()}
            version.by_metric = {(target.metric, target.priority): target for target in version.targets.all()}
            self.asks_for_category |= "category" in version.fits
            party = self.versions.setdefault(version.policy.party, {})
            party.setdefault(version.policy_id, []).append(version)

    def fitting(self, party, facts, *, opened_at, at):
        """The PolicyVersion that holds at a moment for a ticket with these facts, opened then; None if none fits.

        The first policy in order that fits wins. A ticket keeps the version it was opened under, unless a later one
        holds for open tickets, too.
        """
        policies = self.versions.get(party, {}).values()
        held = [version for versions in policies if (version := in_force(versions, opened_at, at))]
        held.sort(key=lambda version: (version.order, version.policy_id))
        return next((version for version in held if version.is_active and fits(version.fits, facts)), None)

    def published_for_open_tickets(self, *, after):
        """The moments after `after` at which a version was published that holds for open tickets, too."""
        versions = chain.from_iterable(
            chain.from_iterable(party.values() for party in self.versions.values())
        )
        moments = {version.valid_from for version in versions if version.is_for_open_tickets}
        return sorted(moment for moment in moments if moment > after)

    def steps_of(self, target_id):
        """The Steps that belong to a target, in order."""
        return self.steps.get(target_id, [])

    def promised(self, version, metric, facts):
        """(Target, calendar id) of a metric under a PolicyVersion, or None."""
        if version is None:
            return None
        by_metric = version.by_metric
        target = by_metric.get((metric, facts.get("priority"))) or by_metric.get((metric, None))
        return target and (target, target.calendar_id or version.calendar_id)

    def working_time(self, calendar_id, carried=()):
        """The WorkingTime of a calendar, or of those it was `carried` over from, each until its moment."""
        parts, since = [], None
        for one, moment in carried:
            until = microseconds(parse_datetime(moment))
            parts += self._parts(one, since, until)
            since = until
        return working_time(tuple(parts + self._parts(calendar_id, since, None)))

    def _parts(self, calendar_id, since, until):
        """The versions of a calendar in force within [since, until), as (until, spec); None is for ever."""
        versions = self.calendars[calendar_id]
        ends = [begins for begins, _spec in versions[1:]] + [None]
        parts = []
        for (_begins, spec), ends_at in zip(versions, ends, strict=True):
            if since is not None and ends_at is not None and ends_at <= since:
                continue
            if until is not None and (ends_at is None or ends_at >= until):
                return [*parts, (until, spec)]
            parts.append((ends_at, spec))
        return parts


def in_force(versions, opened_at, at):
    """The last of the versions that held when the ticket was opened, or came later for open tickets."""
    held = [
        version
        for version in versions
        if version.valid_from <= opened_at or (version.is_for_open_tickets and version.valid_from <= at)
    ]
    return held[-1] if held else None


def fits(wanted, facts):
    """Whether every fact that is asked for has one of the values wanted; a category brings those above it."""
    for name, values in wanted.items():
        fact = facts.get(name)
        if not set(fact if isinstance(fact, list) else [fact]) & set(values):
            return False
    return True


def open_book():
    """The book of what is published now."""
    return book_of(Edition.objects.values_list("name", flat=True).first())


@lru_cache(maxsize=2)
def book_of(_edition):
    return Book()


@lru_cache(maxsize=MOST_CALENDARS)
def working_time(parts):
    return WorkingTime([(until, hours(spec)) for until, spec in parts])


@lru_cache(maxsize=MOST_CALENDARS)
def hours(spec):
    return OpeningHours(json.loads(spec))
