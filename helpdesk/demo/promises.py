"""What this house has promised: two calendars, three policies for those who ask, and agreements of its teams."""

from datetime import UTC, datetime, timedelta

from django.db.models import F

from accounts.models import Contract
from helpdesk.demo.words import named
from sla.book import open_book
from sla.models import Calendar, Firing, Metric, Policy, Step, Target
from sla.opening_hours import WEEKDAYS
from sla.replay import rewrite
from sla.ticking import tick
from tickets.models import Event, Priority, Ticket

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
OFFICE = {
    "tz": "Europe/London",
    "week": {day: [["08:00", "12:30"], ["13:00", "18:00"]] for day in WEEKDAYS[:5]},
    "holidays": ["01-01", "12-25", "12-26"],
}
ALWAYS = {"tz": "UTC", "week": {day: [["00:00", "24:00"]] for day in WEEKDAYS}}
# Hours to the first response and to the solution, by priority.
USUAL = {Priority.URGENT: (1, 8), Priority.HIGH: (2, 16), Priority.NORMAL: (4, 24), Priority.LOW: (8, 45)}
GOLD = {Priority.URGENT: (0.5, 4), Priority.HIGH: (1, 8), Priority.NORMAL: (2, 16), Priority.LOW: (4, 24)}
WARN = [{"do": "notify", "whom": "assignee"}]
ALARM = [{"do": "notify", "whom": "assignee"}, {"do": "notify", "whom": "lead"}]
# Team, hours to accept, hours to finish.
TEAMS = [("first", 0.5, 8), ("network", 1, 16), ("experts", 2, 24), ("hotline", 0.5, 8), ("products", 2, 16)]


def build(world):
    """Publish calendars and policies as if they had always been there: they hold for all that the stories told."""
    office = _calendar(
        OFFICE, "Office hours", "Çalışma saatleri", "Heures de bureau", "Рабочее время", "ساعات کاری"
    )
    always = _calendar(ALWAYS, "Day and night", "Gece gündüz", "Jour et nuit", "Круглосуточно", "شبانه‌روزی")
    gold = list(Contract.objects.filter(service_level__icontains="gold").values_list("pk", flat=True))
    words = ("Gold contracts", "Altın sözleşmeler", "Contrats Or", "Договоры «Золото»", "قراردادهای طلایی")
    _policy(words, 1, always, GOLD, fits={"contract": gold})
    words = ("Customer care", "Müşteri hizmetleri", "Service client", "Служба поддержки", "خدمات مشتریان")
    extra = [Target.of(Metric.NEXT_RESPONSE, 4 * HOUR), Target.of(Metric.PERIODIC_UPDATE, 20 * HOUR)]
    _policy(words, 2, office, USUAL, extra, fits={"desk": [world.desks["care"].pk]})
    words = ("Everybody", "Herkes", "Tout le monde", "Все", "همه")
    _policy(words, 3, office, USUAL, fits={})
    for order, (team, accept, finish) in enumerate(TEAMS):
        policy = Policy.objects.create(
            name=world.teams[team].name, names=world.teams[team].names, party="team"
        )
        targets = [Target.of(Metric.OWN, accept * HOUR), Target.of(Metric.OLA, finish * HOUR)]
        policy.publish(
            targets, calendar=office, order=order, fits={"team": [world.teams[team].pk]}, valid_from=BEGAN
        )
    lexow = world.teams["vendor"]
    policy = Policy.objects.create(name=lexow.name, names=lexow.names, party=Policy.Party.SUPPLIER)
    policy.publish(
        [Target.of(Metric.UC, 16 * HOUR)], calendar=office, fits={"team": [lexow.pk]}, valid_from=BEGAN
    )


def settle():
    """Count the clocks of all that was told, now that it stands in the past."""
    book = open_book()
    for ticket in Ticket.objects.all():
        rewrite(ticket, book)
    tick()
    # What was passed in the past has been heard in the past; its lines would stand below what happened since.
    Event.objects.filter(kind__in=[Event.Kind.WARNED, Event.Kind.BREACHED]).delete()
    Firing.objects.update(fired_at=F("due_at"), is_late=False)


def _calendar(spec, *words):
    calendar = Calendar.objects.create(**named(*words))
    calendar.publish(spec, valid_from=BEGAN)
    return calendar


def _policy(words, order, calendar, hours, extra=(), *, fits):
    targets = [
        Target.of(metric, one * HOUR, priority=priority)
        for priority, pair in hours.items()
        for metric, one in zip((Metric.FIRST_RESPONSE, Metric.RESOLUTION), pair, strict=True)
    ]
    steps = [
        Step(
            metric=metric,
            order=1,
            kind=Step.Kind.PERCENT,
            percent=75,
            actions=WARN,
        )
        for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
    ]
    steps += [
        Step(metric=metric, order=2, kind=Step.Kind.BREACH, actions=ALARM)
        for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
    ]
    policy = Policy.objects.create(**named(*words))
    policy.publish([*targets, *extra], steps, calendar=calendar, order=order, fits=fits, valid_from=BEGAN)
