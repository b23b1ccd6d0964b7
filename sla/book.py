"""Everything that is published, as one edition: calendars ready to count, and the policies in their order."""

import json
from bisect import bisect_right
from copy import copy
from functools import lru_cache
from operator import attrgetter

from django.utils.dateparse import parse_datetime

from core import gathered
from core.kept import Kept
from sla.models import CalendarVersion, Edition, PolicyVersion
from sla.opening_hours import OpeningHours
from sla.wall_clock import microseconds
from sla.working_time import WorkingTime

MOST_CALENDARS = 64


class Book:
    """One edition of what is promised. Never changes, so a process may keep it; another edition is another book."""

    def __init__(self):
        self.calendars, self.versions, self.steps, self.asks_for_category = {}, {}, {}, False
        # Every Target by its key, so that many clocks need not bring theirs along.
        self.targets = {}
        # The moments from which on a version holds that was published for open tickets, too.
        self.published = []
        for version in CalendarVersion.objects.order_by("calendar", "valid_from"):
            self._put_calendar(version)
        versions = PolicyVersion.objects.select_related("policy").prefetch_related("targets", "steps")
        for version in versions.order_by("policy", "valid_from"):
            self._put_policy(version, version.targets.all(), version.steps.all())

    def with_calendar(self, version, *, is_alone=False):
        """The book as it would be with one more CalendarVersion, saved or not; `is_alone`: and none before it."""
        book = copy(self)
        book.calendars = dict(self.calendars)
        if is_alone:
            book.calendars.pop(version.calendar_id, None)
        book._put_calendar(version)
        return book

    def with_policy(self, version, targets, steps, *, is_alone=False):
        """The book as it would be with one more PolicyVersion and its Targets and Steps, saved or not; `is_alone`:
        and no other version of that policy."""
        book = copy(self)
        book.versions = {party: dict(policies) for party, policies in self.versions.items()}
        book.steps, book.targets, book.published = dict(self.steps), dict(self.targets), list(self.published)
        if is_alone:
            book.versions.get(version.policy.party, {}).pop(version.policy_id, None)
        # Rows that were never saved have no keys yet; nothing that was has one below zero.
        for place, target in enumerate(targets, start=1):
            target.pk = target.pk or -place
        book._put_policy(version, targets, steps)
        return book

    def _put_calendar(self, version):
        spec = json.dumps(version.spec, sort_keys=True)
        edition = (microseconds(version.valid_from), microseconds(version.made_at), spec)
        versions = [*self.calendars.get(version.calendar_id, []), edition]
        self.calendars[version.calendar_id] = sorted(versions)

    def _put_policy(self, version, targets, steps):
        by_metric = {}
        for step in steps:
            by_metric.setdefault(step.metric, []).append(step)
        self.steps |= {target.pk: by_metric.get(target.metric, []) for target in targets}
        self.targets |= {target.pk: target for target in targets}
        version.by_metric = {(target.metric, target.priority): target for target in targets}
        self.asks_for_category |= "category" in version.fits
        party = self.versions.setdefault(version.policy.party, {})
        versions = [*party.get(version.policy_id, []), version]
        party[version.policy_id] = sorted(versions, key=attrgetter("valid_from"))
        if version.is_for_open_tickets:
            self.published = sorted({*self.published, version.valid_from})

    def fitting(self, party, facts, *, opened_at, at):
        """The PolicyVersion that holds at a moment for a ticket with these facts, opened then; None if none fits.

        The first policy in order that fits wins. A ticket keeps the version it was opened under, unless a later one
        holds for open tickets, too.
        """
        policies = self.versions.get(party, {}).values()
        held = [version for versions in policies if (version := in_force(versions, opened_at, at))]
        held.sort(key=lambda version: (version.order, version.policy_id))
        return next((version for version in held if version.is_active and fits(version.fits, facts)), None)

    def published_between(self, begins, ends):
        """The moments in (begins, ends] from which on a version holds that was published for open tickets, too."""
        return self.published[bisect_right(self.published, begins) : bisect_right(self.published, ends)]

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

    def calendar_of(self, clock):
        """The WorkingTime a clock is counted in. What has stopped is judged by what was published by then."""
        return self.working_time(clock.calendar_id, clock.carried, known_at=clock.stopped_at)

    def working_time(self, calendar_id, carried=(), *, known_at=None):
        """The WorkingTime of a calendar, or of those it was `carried` over from, each until its moment; with
        `known_at` (an aware datetime) as it was published then."""
        known_at = None if known_at is None else microseconds(known_at)
        parts, since = [], None
        for one, moment in carried:
            until = microseconds(parse_datetime(moment))
            parts += self._parts(one, since, until, known_at)
            since = until
        return working_time(tuple(parts + self._parts(calendar_id, since, None, known_at)))

    def _parts(self, calendar_id, since, until, known_at):
        """The versions of a calendar in force within [since, until), as (until, spec); None is for ever."""
        versions = self.calendars[calendar_id]
        if known_at is not None and len(versions) > 1:
            # Somebody who brings a history along may have published the first one after it.
            versions = [one for one in versions if one[1] <= known_at] or versions[:1]
        ends = [begins for begins, _made, _spec in versions[1:]] + [None]
        parts = []
        for (_begins, _made, spec), ends_at in zip(versions, ends, strict=True):
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


_EDITIONS = Kept(lambda: Edition.objects.values_list("name", flat=True)[:1])


def open_book():
    """The book of what is published now."""
    return book_of(gathered.once(_edition))


def _edition():
    return next(iter(_EDITIONS.rows()), None)


@lru_cache(maxsize=2)
def book_of(_edition):
    return Book()


@lru_cache(maxsize=MOST_CALENDARS)
def working_time(parts):
    return WorkingTime([(until, hours(spec)) for until, spec in parts])


@lru_cache(maxsize=MOST_CALENDARS)
def hours(spec):
    return OpeningHours(json.loads(spec))
