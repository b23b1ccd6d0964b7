"""Carries what happens to a ticket over into its clocks: reads them, asks the ledger, and writes what has changed."""

from django.db.models import Subquery

from accounts.models import Team
from core.kept import Kept
from sla.book import book_of, open_book
from sla.ledger import Ledger, Rules, Standing
from sla.merges import Merge
from sla.models import By, Clock, Edition, Metric, Policy, ServiceRecord, State, Why
from sla.reckoning import reckon
from tickets.models import Category, Event, Group, WaitingFor

# What policies ask for; when one of them changes, other terms may hold.
ASKED = ("priority", "kind", "category", "desk", "organization", "contract")
# What a clock keeps of how its ticket stood when it stopped.
KEPT = (*ASKED, "team", "assignee")
PARTIES = {
    Metric.OLA: Policy.Party.TEAM,
    Metric.OWN: Policy.Party.TEAM,
    Metric.UC: Policy.Party.SUPPLIER,
}
WAITING = {WaitingFor.REQUESTER: State.WAITING_CUSTOMER, WaitingFor.SUPPLIER: State.WAITING_VENDOR}
WRITTEN = [
    "started_at", "target", "calendar", "carried", "pauses", "is_held", "stopped_at", "why_stopped", "due_at",
    "breach_at", "used", "standing", "is_breached", "next_due_at", "fired", "armings",
]  # fmt: skip


class Account:
    """The clocks of one ticket and where it stands, open for its next event.

    `record` is its ServiceRecord as the last event left it, `clocks` are in the order of their birth.
    """

    def __init__(self, ticket, book, record, clocks):
        self.ticket, self.book, self.record = ticket, book, record
        self.standing = record.standing
        self.at = record.opened_at
        self.paths = {}
        # Messages that never arrived: they neither ask nor answer.
        self.unsaid = set()
        state = state_in(self.standing) if self.standing else State.NEW
        self.ledger = Ledger(
            clocks=clocks,
            standing=Standing(state, record.opened_at, record.is_answered),
            promised=self._promised,
            start=lambda owner, **facts: Clock(ticket=ticket, team_id=owner, **facts),
        )

    def read(self, event):
        """Let the clocks do what `event` asks of them."""
        former, self.standing, self.at = self.standing, event.standing, event.at
        ledger, by, now = self.ledger, who(event), self.standing
        ledger.cause = event.pk
        if event.kind == Event.Kind.OPENED:
            self.record.opened_at = event.at
        self._agree()
        if event.kind == Event.Kind.OPENED:
            ledger.opened(event.at, by=by, is_public=is_public(event), state=state_in(now))
        elif event.kind == Event.Kind.UNMERGED:
            merge = Merge(event)
            answered = merge.was_answered(self.unsaid)
            ledger.unmerged(
                event.at, since=merge.at, to=state_in(now), team=now.get("team"), was_answered=answered
            )
        elif state_in(now) != ledger.standing.state:
            ledger.moved(event.at, to=state_in(now), by=by)
        if former and any(former.get(fact) != now.get(fact) for fact in ASKED):
            ledger.retargeted(event.at)
        if former.get("team") != now.get("team"):
            ledger.handed_to(event.at, now.get("team"))
        if former.get("assignee") != now.get("assignee") and self._is_taken_by_team():
            ledger.taken(event.at)
        if event.kind == Event.Kind.REPLIED:
            is_heard = is_public(event) and event.message_id not in self.unsaid
            ledger.said(event.at, by=by, is_public=is_heard)
        elif event.kind == Event.Kind.SUPPLIER:
            self._of_supplier(event)
        elif event.kind == Event.Kind.MERGED:
            ledger.merged_away(event.at)
        elif event.kind == Event.Kind.TOOK_IN and event.details["is_waited_on"]:
            ledger.took_over(event.at)
        elif event.kind == Event.Kind.GAVE_BACK:
            merge = Merge(event)
            asked_at = merge.asked_at(is_answered=ledger.standing.is_answered)
            ledger.gave_back(event.at, since=merge.at, asked_at=asked_at)
        self._keep_standing(former)

    def catch_up(self, until):
        """Take over the policies that were published for open tickets, too, since the last event and up to a
        moment."""
        for at in self.book.published_between(self.record.read_until, until):
            self.at, self.ledger.cause = at, None
            self._agree()
            self.ledger.retargeted(at)
            self._keep_standing(self.standing)

    def settle(self, at=None):
        """Reckon the clocks that were touched, as they stand at a moment (the last event's); returns them."""
        for clock in self.ledger.touched:
            reckon(clock, self.book.calendar_of(clock), self.book.steps_of(clock.target_id), at=at or self.at)
        self.record.standing, self.record.is_answered = self.standing, self.ledger.standing.is_answered
        self.record.read_until = self.at
        return self.ledger.touched

    def _keep_standing(self, former):
        """Let the clocks that have just stopped keep how the ticket stands; one handed over, how it stood before."""
        for clock in self.ledger.touched:
            if clock.stopped_at is not None and not clock.standing:
                stood = former if clock.why_stopped == Why.HANDED_OVER else self.standing
                clock.standing = {fact: stood.get(fact) for fact in KEPT}

    def _agree(self):
        """Find the policy that holds for the requester now, and its rules."""
        self.version = self._fitting(Policy.Party.REQUESTER, self.standing)
        if self.version is not None:
            version = self.version
            self.ledger.rules = Rules(version.reopening, version.on_change, version.starts_with_agents_note)

    def _promised(self, metric, owner):
        party = PARTIES.get(metric)
        if party is None:
            return self.book.promised(self.version, metric, self.standing)
        facts = {**self.standing, "team": owner}
        return self.book.promised(self._fitting(party, facts), metric, facts)

    def _fitting(self, party, facts):
        if self.book.asks_for_category and facts.get("category"):
            facts = {**facts, "category": self._path(facts["category"])}
        return self.book.fitting(party, facts, opened_at=self.record.opened_at, at=self.at)

    def _path(self, pk):
        """The ids of a category and of those it lies in; of one that is gone since, its own."""
        if pk not in self.paths:
            category = Category.objects.select_related("parent__parent").filter(pk=pk).first()
            self.paths[pk] = [one.pk for one in category.path()] if category else [pk]
        return self.paths[pk]

    def _is_taken_by_team(self):
        team, assignee = self.standing.get("team"), self.standing.get("assignee")
        is_asked = assignee and self.ledger.live(Metric.OWN)
        return is_asked and Team.objects.filter(pk=team, members=assignee).exists()

    def _of_supplier(self, event):
        do = {
            "sent": self.ledger.sent_to_vendor,
            "waiting": self.ledger.vendor_waits,
            "resumed": self.ledger.vendor_goes_on,
            "returned": self.ledger.returned_by_vendor,
        }
        do[event.details["step"]](event.at, event.details["team"])


def _record_of(ticket):
    return ServiceRecord.objects.filter(ticket=ticket).annotate(
        edition=Subquery(Edition.objects.values("name")[:1])
    )


_RECORDS = Kept(_record_of)


def keep(event):
    """Carry one event over, in at most six statements; the ticket is locked by the verb that wrote the event.

    False when it happened before the last one that was read, so that the whole history has to be read again.
    """
    ticket = event.ticket
    if event.kind == Event.Kind.OPENED:
        book = open_book()
        if not book.versions:
            return True
        record, clocks = ServiceRecord(ticket=ticket, opened_at=event.at, read_until=event.at), []
    else:
        record = next(iter(_RECORDS.rows(ticket=ticket.pk)), None)
        if record is None:
            return True
        if event.at < record.read_until:
            return False
        book, clocks = book_of(record.edition), list(Clock.objects.of(ticket).held())
    account = Account(ticket, book, record, clocks)
    account.catch_up(event.at)
    account.read(event)
    write(account, is_new=event.kind == Event.Kind.OPENED)
    return True


def write(account, *, is_new, names=WRITTEN, at=None):
    """Write what an Account has come to, as it stands `at` a moment (the last event's); `names` are the fields that
    may have changed of clocks that are there."""
    touched = account.settle(at)
    # First those that stop: another of the same promise may begin.
    Clock.objects.write([clock for clock in touched if clock.pk], names)
    Clock.objects.bulk_create([clock for clock in touched if not clock.pk])
    retract(touched, at or account.at)
    account.record.save(force_insert=is_new)
    due_at = next_promise(account.ledger.clocks)
    if due_at != account.ticket.due_at:
        account.ticket.promise(due_at)


def retract(clocks, at):
    """Take back what fired too early, as it turned out: a later change has moved it into the future."""
    for clock in clocks:
        for step, arming in clock.retracted:
            clock.firings.filter(step=step, arming=arming).update(retracted_at=at)


def next_promise(clocks):
    """The nearest moment at which the requester was promised something that is still to come."""
    return min(
        (
            clock.due_at
            for clock in clocks
            if clock.stopped_at is None and not clock.is_paused and clock.team_id is None and clock.due_at
        ),
        default=None,
    )


def state_in(standing):
    """The state of a ticket that stands so, as clocks know it."""
    if standing["group"] == Group.WAITING:
        return WAITING.get(standing.get("waiting_for"), State.ON_HOLD)
    return State(standing["group"])


def who(event):
    """Who did it, as far as clocks care."""
    message = event.message
    if message is not None and message.is_from_requester:
        return By.CUSTOMER
    if event.kind in (Event.Kind.ACCEPTED, Event.Kind.REFUSED):
        return By.CUSTOMER
    if event.actor_id is None:
        return By.BOT
    return By.CUSTOMER if event.actor_id == event.ticket.requester_id else By.AGENT


def is_public(event):
    return event.message is None or not event.message.is_internal
