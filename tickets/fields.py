"""What a list of tickets may be asked about: each field, the values it takes, and what they mean.

A value is always a short string, as it stands in an address. Whatever a field does not know, it does not accept.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Desk, Organization, Team, User
from core.moments import Almanac
from tickets.models import (
    OPEN_GROUPS,
    Category,
    Channel,
    Draft,
    Follower,
    Group,
    Kind,
    Message,
    Priority,
    Status,
    Ticket,
)

MOST_VALUES = 50
MOST_OPTIONS = 40
TAGS_OF_LATEST = 500
SOON = timedelta(hours=2)
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True, eq=False)
class Field:
    """One thing a condition may be about. `column` is what it asks on the ticket."""

    name: str
    label: str
    column: str

    # Row fields name a row of another table; their words are looked up together.
    model = None
    is_searched = False
    is_of_the_moment = False

    def accepts(self, value):
        return False

    def q(self, values, user):
        return Q(**{f"{self.column}__in": values})

    def words(self, value):
        return value

    def options(self, user, find=""):
        """At most MOST_OPTIONS pairs of value and words for `user` to choose from."""
        return []


@dataclass(frozen=True, eq=False)
class ChoiceField(Field):
    choices: type = None
    special: tuple = ()

    def accepts(self, value):
        return value in dict(self.options(None))

    def q(self, values, user):
        wanted = [value for value in values if value in map(str, self.choices.values)]
        if "open" in values:
            wanted += [group.value for group in OPEN_GROUPS if group.value not in wanted]
        return super().q(wanted, user)

    def words(self, value):
        return dict(self.options(None))[value]

    def options(self, user, find=""):
        return [*self.special, *((str(value), label) for value, label in self.choices.choices)]


@dataclass(frozen=True, eq=False)
class RowField(Field):
    rows: callable = None
    special: tuple = ()
    is_searched: bool = False

    @property
    def model(self):
        return self.rows(None).model

    def accepts(self, value):
        return value in dict(self.special) or (value.isascii() and value.isdigit() and len(value) < 18)

    def q(self, values, user):
        wanted = Q(**{f"{self.column}__in": [int(value) for value in values if value.isdigit()]})
        if "me" in values:
            wanted |= Q(**{self.column: user.pk})
        if "nobody" in values:
            wanted |= Q(**{f"{self.column}__isnull": True})
        return wanted

    def words(self, value):
        return dict(self.special).get(value)

    def options(self, user, find=""):
        rows = self.rows(user)
        if find:
            by_name = Q(name__icontains=find)
            rows = rows.filter(by_name | Q(email__icontains=find) if self.model is User else by_name)
        return [
            *(self.special if not find else ()),
            *((str(row.pk), str(row)) for row in rows[:MOST_OPTIONS]),
        ]


@dataclass(frozen=True, eq=False)
class TagField(Field):
    is_searched = True

    def accepts(self, value):
        return 0 < len(value) <= 40

    def q(self, values, user):
        return Q(tags__overlap=[value.lower() for value in values])

    def options(self, user, find=""):
        latest = Ticket.objects.worked_by(user).order_by("-updated_at").values_list("tags", flat=True)
        tags = {tag for tags in latest[:TAGS_OF_LATEST] for tag in tags if find.lower() in tag}
        return [(tag, tag) for tag in sorted(tags)[:MOST_OPTIONS]]


@dataclass(frozen=True, eq=False)
class MomentField(Field):
    """A named span such as "week", or days "2026-01-01..2026-01-31" with either end left out."""

    presets: tuple = ()
    is_of_the_moment = True

    def accepts(self, value):
        return value in dict(self.presets) or self._span(value) is not None

    def q(self, values, user):
        wanted = Q()
        for value in values:
            start, end = self._span(value) or self._preset(value)
            wanted |= (Q(**{f"{self.column}__gte": start}) if start else Q()) & (
                Q(**{f"{self.column}__lt": end}) if end else Q()
            )
        return wanted

    def words(self, value):
        if value in dict(self.presets):
            return dict(self.presets)[value]
        first, last = (_day(day) for day in SPAN.fullmatch(value).groups())
        if first and last:
            return _("%(first)s to %(last)s") % {
                "first": Almanac().short_date(first),
                "last": Almanac().short_date(last),
            }
        elif first:
            return _("from %(day)s") % {"day": Almanac().short_date(first)}
        return _("until %(day)s") % {"day": Almanac().short_date(last)}

    def options(self, user, find=""):
        return list(self.presets)

    def _preset(self, value):
        now, today = timezone.now(), _midnight(timezone.localdate())
        tomorrow = _midnight(timezone.localdate() + timedelta(days=1))
        return {
            "overdue": (None, now),
            "soon": (None, now + SOON),
            "today": (today, tomorrow),
            "yesterday": (today - timedelta(days=1), today),
            "week": (now, now + timedelta(days=7)) if self.name == "due" else (now - timedelta(days=7), None),
            "month": (now - timedelta(days=30), None),
            "older": (None, now - timedelta(days=30)),
        }[value]

    def _span(self, value):
        match = SPAN.fullmatch(value)
        if not match or value == "..":
            return None
        days = [_day(day) for day in match.groups()]
        if any(text and not day for text, day in zip(match.groups(), days, strict=True)):
            return None
        first, last = days
        return first and _midnight(first), last and _midnight(last + timedelta(days=1))


@dataclass(frozen=True, eq=False)
class PartField(ChoiceField):
    """What the reader has to do with a ticket."""

    special: tuple = (
        ("mentioned", _("I am mentioned")),
        ("drafted", _("I have a draft")),
        ("followed", _("I follow it")),
    )

    def q(self, values, user):
        rows = {
            "mentioned": Message.objects.filter(mentions=user),
            "drafted": Draft.objects.of(user).filter(ticket__isnull=False),
            "followed": Follower.objects.filter(user=user),
        }
        wanted = Q()
        for value in values:
            wanted |= Q(pk__in=rows[value].values("ticket"))
        return wanted

    def options(self, user, find=""):
        return list(self.special)


def _day(text):
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and 1970 <= day.year <= 2200 else None


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _desks(user):
    return Desk.objects.in_use() if user is None else Desk.objects.in_use().worked_by(user)


def _people(user):
    return User.objects.filter(is_active=True) if user is None else User.objects.visible_to(user)


def _teams(user):
    return Team.objects.in_use().filter(desk__in=_desks(user).values("pk"))


def _categories(user):
    return Category.objects.in_use().filter(desk__in=_desks(user).values("pk"))


def _agents(user):
    return User.objects.staff().filter(teams__desk__in=_desks(user).values("pk")).distinct()


PAST = (
    ("today", _("today")),
    ("yesterday", _("yesterday")),
    ("week", _("in the last 7 days")),
    ("month", _("in the last 30 days")),
    ("older", _("more than 30 days ago")),
)
AHEAD = (
    ("overdue", _("overdue")),
    ("soon", _("overdue or within 2 hours")),
    ("today", _("today")),
    ("week", _("in the next 7 days")),
)
PERSON = (("me", _("me")), ("nobody", _("nobody")))
NO_TEAM = (("nobody", pgettext_lazy("team", "none")),)
NO_CATEGORY = (("nobody", pgettext_lazy("category", "none")),)

FIELDS = {
    field.name: field
    for field in [
        RowField("status", _("Status"), "status", lambda user: Status.objects.in_use()),
        ChoiceField(
            "stage", _("Stage"), "group", Group, (("open", pgettext_lazy("stage of a ticket", "Open")),)
        ),
        ChoiceField("priority", _("Priority"), "priority", Priority),
        RowField("assignee", _("Assignee"), "assignee", _agents, PERSON, True),
        RowField("team", _("Team"), "team", _teams, NO_TEAM),
        RowField("desk", _("Desk"), "desk", _desks),
        RowField("category", _("Category"), "category", _categories, NO_CATEGORY, True),
        ChoiceField("kind", _("Kind"), "kind", Kind),
        RowField("requester", _("Requester"), "requester", _people, (), True),
        RowField(
            "organization",
            _("Organization"),
            "organization",
            lambda user: Organization.objects.filter(is_active=True),
            (),
            True,
        ),
        TagField("tag", _("Tag"), "tags"),
        ChoiceField("channel", _("Channel"), "channel", Channel),
        MomentField("due", _("Due"), "due_order", AHEAD),
        MomentField("opened", _("Opened"), "opened_at", PAST),
        MomentField("updated", _("Updated"), "updated_at", PAST),
        PartField("part", _("My part"), "pk"),
    ]
}
