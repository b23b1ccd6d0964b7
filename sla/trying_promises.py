"""What a policy would mean, before anybody publishes it: sample tickets, and when each promise would be due."""

from sla.book import open_book
from sla.models import Metric
from sla.trying_hours import Trial
from sla.working_days import add_days


def samples(calendar, targets, priority, now):
    """[(label, when it is opened, [(metric, when it is due), ...]), ...] for a ticket of a priority.

    `targets` are as a Proposal keeps them. [] while nothing is promised for that priority.
    """
    wanted = _of_priority(targets, priority)
    if not wanted:
        return []
    book, trial = open_book(), Trial(calendar.versions.latest("valid_from").spec, now, 0)
    return [
        (
            label,
            trial.when(at),
            [(Metric(one["metric"]).label, _due(book, trial, calendar, one, at)) for one in wanted],
        )
        for label, at in trial.moments
    ]


def _of_priority(targets, priority):
    by_metric = {}
    for one in targets:
        if one["priority"] == priority or (one["priority"] is None and one["metric"] not in by_metric):
            by_metric[one["metric"]] = one
    return list(by_metric.values())


def _due(book, trial, calendar, target, at):
    hours = book.working_time(target["calendar"] or calendar.pk)
    if target["days"]:
        due = add_days(hours, at, target["days"], end_of_day=target["end_of_day"])
    else:
        due = hours.add(at, target["amount"])
    return trial.when(due) if due is not None else ""
