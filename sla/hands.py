"""In whose hands a ticket was, all its life: who used the time when a promise was broken.

A life lasts from the first event to the last solution, or until now; what lies between a solution and a reopening is
part of it. The parts sum up to it to the microsecond, because each ends where the next begins.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from accounts.models import Team
from core.numbers import number
from sla.faces import exact_length
from sla.wall_clock import microseconds
from tickets.models import Event, Group, WaitingFor

TEAM, SUPPLIER, REQUESTER, NOBODY, SOLVED = "team", "supplier", "requester", "nobody", "solved"
ENDED = (Group.RESOLVED, Group.CLOSED)
ICONS = {TEAM: "users", SUPPLIER: "truck", REQUESTER: "user", NOBODY: "circle-dashed", SOLVED: "circle-check"}


@dataclass
class Part:
    """Of the life of a ticket, so many microseconds by the clock on the wall; `team` is a Team or None."""

    kind: str
    team: Team | None
    amount: int
    words: str = ""
    told: str = ""
    percent: str = ""

    @property
    def icon(self):
        return ICONS[self.kind]


def holdings(events, until, suppliers=()):
    """[((kind, team's id), microseconds), ...] in the order of the first time each held the ticket.

    `events` are in order of time, each with `pk`, `at`, `kind`, `standing` and `details`; `until` is an aware
    datetime, `suppliers` are the ids of teams outside the house.
    """
    amounts, sent_to, standing, holder, since, newest = {}, [], {}, None, None, 0
    for event in events:
        at = microseconds(event.at)
        if holder is None:
            since = at
        if event.kind == Event.Kind.SUPPLIER:
            sent_to = _sent_to(sent_to, event.details)
        # How the ticket stood when something that came in late was written is not how it stood when it happened.
        standing = event.standing if event.pk > newest else standing
        newest = max(newest, event.pk)
        team = standing.get("team")
        now = _holder(standing, sent_to or [one for one in [team] if one in suppliers])
        # What lies between a solution and a closing is no part of the life unless a reopening follows.
        if holder is not None and now != holder:
            amounts[holder] = amounts.get(holder, 0) + at - since
            since = at
        holder = now
    if holder is not None and holder[0] != SOLVED:
        amounts[holder] = amounts.get(holder, 0) + max(0, microseconds(until) - since)
    return list(amounts.items())


def _sent_to(teams, details):
    others = [team for team in teams if team != details["team"]]
    is_with_them = details["step"] in ("sent", "resumed")
    return [*others, details["team"]] if is_with_them else others


def _holder(standing, sent_to):
    if standing["group"] in ENDED:
        return SOLVED, None
    elif standing["group"] == Group.WAITING and standing.get("waiting_for") == WaitingFor.REQUESTER:
        return REQUESTER, None
    elif standing["group"] == Group.WAITING and standing.get("waiting_for") == WaitingFor.SUPPLIER:
        return SUPPLIER, sent_to[0] if sent_to else None
    team = standing.get("team")
    return (TEAM, team) if team else (NOBODY, None)


def life(ticket, almanac):
    """(Parts, their sum in words) of a ticket's life until now. Three statements."""
    events = ticket.events.filter(is_taken_back=False).exclude(standing={}).order_by("at", "pk")
    suppliers = set(Team.objects.filter(tier=Team.Tier.VENDOR).values_list("pk", flat=True))
    held = holdings(events, almanac.now, suppliers)
    teams = Team.objects.in_bulk({team for (_kind, team), _amount in held if team})
    whole = sum(amount for _holder, amount in held)
    parts = [Part(kind, teams.get(team), amount) for (kind, team), amount in held if amount]
    for part in parts:
        part.words, part.told = _words(part), exact_length(part.amount, almanac)
        part.percent = gettext("%(number)s %%") % {"number": number(part.amount * 1000 // whole / 10, 1)}
    return parts, exact_length(whole, almanac)


def _words(part):
    if part.kind == TEAM or part.team:
        is_supplier = part.kind == SUPPLIER or (part.team and part.team.tier == Team.Tier.VENDOR)
        name = {"name": part.team or gettext("A team that is gone")}
        return gettext("Supplier: %(name)s") % name if is_supplier else str(name["name"])
    return {
        SUPPLIER: gettext("A supplier"),
        REQUESTER: gettext("Waiting for the requester"),
        NOBODY: gettext("Nobody: no team had it"),
        SOLVED: gettext("Solved, until it was reopened"),
    }[part.kind]
