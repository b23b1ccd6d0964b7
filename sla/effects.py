"""What a Proposal would do, in words and rows for the page that asks whether it shall hold."""

from sla.models import Metric
from sla.report.tally import share
from sla.wall_clock import moment
from tickets.models import Ticket


def told_effect(proposal, user, almanac):
    """A dict for the page: the numbers of `effect`, the examples as rows, and last month in percent.

    Subjects are shown of tickets the reader may work on, and of no others.
    """
    effect = proposal.effect
    examples = effect.get("examples", [])
    tickets = Ticket.objects.worked_by(user).in_bulk([one["ticket"] for one in examples])
    rows = [
        {
            "ticket": tickets.get(one["ticket"]),
            "metric": Metric(one["metric"]).label,
            "was": _told(one["was"], almanac),
            "due": _told(one["due"], almanac),
            "breaks": one["breaks"],
        }
        for one in examples
    ]
    return effect | {"rows": rows, "month": _month(effect.get("month") or {})}


def _told(at, almanac):
    return almanac.exact(moment(at)) if at is not None else "—"


def _month(month):
    """With the shares kept as it was and as it would have been, in words."""
    if not month:
        return {}
    judged_then = month.get("judged_then", month["judged"])
    return month | {
        "is_sample": month.get("looked", 0) < month.get("of", 0),
        "share": share(month["kept"], month["judged"]),
        "share_then": share(month["kept_then"], judged_then),
        "judged_then": judged_then,
    }
