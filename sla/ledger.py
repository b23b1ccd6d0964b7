"""What an event does to the clocks of its ticket: starts, pauses, stops and new targets (SLA specification 3.3, 3.4).

The ledger knows neither rows nor calendars: clocks are given to it in the order of their birth, and those it starts
or changes lie in `clocks` and `touched` afterwards. Moments are aware datetimes.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sla.models.choices import (
    PROMISED,
    RESPONSES,
    STOPPED,
    TEAM,
    WHOLE_LIFE,
    By,
    Metric,
    OnChange,
    Reopening,
    State,
    Why,
)


@dataclass
class Rules:
    """What an admin may choose of a policy besides its targets."""

    reopening: str = Reopening.RESUME
    on_change: str = OnChange.RECOMPUTE
    starts_with_agents_note: bool = True


@dataclass
class Standing:
    """Where a ticket stands between two events."""

    state: str = State.NEW
    created_at: datetime | None = None
    is_answered: bool = False


@dataclass
class Ledger:
    """The clocks of one ticket and where it stands.

    `promised(metric, owner)` gives what is promised now as (target, calendar id), or None; `start(**facts)` makes a
    clock. `cause` is the id of the event that is being read.
    """

    clocks: list
    standing: Standing
    promised: object
    start: object
    rules: Rules = field(default_factory=Rules)
    touched: list = field(default_factory=list)
    cause: int | None = None

    def live(self, *metrics):
        return [clock for clock in self.clocks if clock.stopped_at is None and clock.metric in metrics]

    def opened(self, at, *, by, is_public=True, state=State.NEW):
        """The ticket begins."""
        self.standing.created_at, self.standing.state = at, state
        for metric in WHOLE_LIFE:
            self._begin(metric, at)
        if by == By.CUSTOMER:
            self._begin(Metric.FIRST_RESPONSE, at)
        elif is_public:
            # The agent's own message is the first word.
            self.standing.is_answered = True
            self._begin(Metric.PERIODIC_UPDATE, at)
        elif self.rules.starts_with_agents_note:
            self._begin(Metric.FIRST_RESPONSE, at)

    def said(self, at, *, by, is_public):
        """Somebody wrote. Notes, bots, automatic answers and suppliers neither ask nor answer."""
        if not is_public:
            return
        is_open = self.standing.state not in STOPPED
        if by == By.CUSTOMER:
            # The oldest unanswered message counts; later ones change nothing.
            if is_open and self.standing.is_answered and not self.live(Metric.FIRST_RESPONSE):
                self._begin(Metric.NEXT_RESPONSE, at)
        elif by == By.AGENT:
            self.standing.is_answered = True
            self._end(self.live(*RESPONSES, Metric.PERIODIC_UPDATE), at, Why.ANSWERED)
            if is_open:
                self._begin(Metric.PERIODIC_UPDATE, at)

    def moved(self, at, *, to, by):
        """The ticket stands in another state."""
        was_stopped, is_stopped = self.standing.state in STOPPED, to in STOPPED
        self.standing.state = to
        if is_stopped and not was_stopped:
            self._stop_all(at, by)
        elif was_stopped and not is_stopped:
            self._reopen(at, by)
        for clock in self.live(*Metric):
            self._pause_or_resume(clock, at)

    def retargeted(self, at):
        """Priority, category, contract or policy changed: other terms may hold."""
        self._take_terms(self.live(*PROMISED), at)
        have = {clock.metric for clock in self.clocks}
        if self.standing.state not in STOPPED:
            for metric in WHOLE_LIFE:
                if metric not in have:
                    self._begin(metric, self.standing.created_at)
            if Metric.FIRST_RESPONSE not in have and not self.standing.is_answered:
                self._begin(Metric.FIRST_RESPONSE, self.standing.created_at)

    def handed_to(self, at, team):
        """A team (None: nobody) answers for the ticket now."""
        former = [clock for clock in self.live(*TEAM) if clock.owner != team]
        self._end(former, at, Why.HANDED_OVER)
        if team is not None:
            for metric in TEAM:
                self._begin(metric, at, team)

    def taken(self, at):
        """An agent of the team that answers for the ticket has accepted it."""
        self._end(self.live(Metric.OWN), at, Why.TAKEN)

    def sent_to_vendor(self, at, vendor):
        self._begin(Metric.UC, at, vendor)

    def vendor_waits(self, at, vendor):
        """The supplier needs something of us."""
        for clock in self._of_vendor(vendor):
            clock.pause(at, self.cause)
            clock.is_held = True
            self._touch(clock)

    def vendor_goes_on(self, at, vendor):
        for clock in self._of_vendor(vendor):
            if clock.is_held:
                clock.resume(at, self.cause)
                clock.is_held = False
                self._touch(clock)

    def returned_by_vendor(self, at, vendor):
        self._end(self._of_vendor(vendor), at, Why.RETURNED)

    def merged_away(self, at):
        """The ticket was merged into another, where the clocks go on."""
        self._end(self.live(*Metric), at, Why.CANCELLED)

    def took_over(self, at):
        """Another ticket was merged into this one, and somebody waits there for an answer."""
        if self.standing.state not in STOPPED and not self.live(*RESPONSES):
            self._begin(Metric.NEXT_RESPONSE, at)

    def gave_back(self, at, *, since, asked_at):
        """What was merged into this one at `since` is a ticket of its own again. Somebody else waits here for an
        answer since `asked_at`, or nobody (None)."""
        for clock in self.live(Metric.NEXT_RESPONSE):
            if clock.started_at != since:
                continue
            if asked_at is None:
                self._end([clock], at, Why.CANCELLED)
            else:
                clock.begin_later(asked_at)
                self._touch(clock)

    def unmerged(self, at, *, since, to, team, was_answered):
        """The ticket, merged at `since`, is one of its own again and stands as it did.

        What the merge cancelled goes on, and the time between is a pause; but not with suppliers, where nothing lies
        any more, nor what was answered meanwhile.
        """
        self.standing.state = to
        if to in STOPPED:
            return
        moot = {Metric.UC, *(RESPONSES if was_answered else ())}
        for clock in [
            one for one in self.clocks if (one.stopped_at, one.why_stopped) == (since, Why.CANCELLED)
        ]:
            is_ours = clock.owner == (team if clock.metric in TEAM else None)
            if clock.metric not in moot and is_ours and not self.live(clock.metric):
                clock.start_again(at, self.cause)
                self._touch(clock)
                self._pause_or_resume(clock, at)
        self._take_terms(self.live(*PROMISED), at)

    def _take_terms(self, clocks, at):
        """Let `clocks` take over what is promised now."""
        for clock in clocks:
            promised = self.promised(clock.metric, None)
            if promised is None:
                self._end([clock], at, Why.CANCELLED)
            elif promised != (clock.target, clock.calendar_id):
                is_carried = self.rules.on_change == OnChange.CARRY
                clock.agree(*promised, carried_at=at if is_carried else None)
                self._touch(clock)

    def _of_vendor(self, vendor):
        return [clock for clock in self.live(Metric.UC) if clock.owner == vendor]

    def _begin(self, metric, at, owner=None):
        if any(clock.owner == owner for clock in self.live(metric)):
            return
        promised = self.promised(metric, owner)
        if promised is None:
            return
        cycle = 1 + sum(clock.metric == metric and clock.owner == owner for clock in self.clocks)
        clock = self.start(metric=metric, owner=owner, cycle=cycle, started_at=at)
        clock.agree(*promised)
        self.clocks.append(clock)
        self._touch(clock)
        self._pause_or_resume(clock, at)

    def _end(self, clocks, at, why):
        for clock in clocks:
            clock.stop(at, why, self.cause)
            self._touch(clock)

    def _stop_all(self, at, by):
        for clock in self.live(*Metric):
            # Nobody answered, and nobody needs to any more.
            is_silent = clock.metric in RESPONSES and by == By.CUSTOMER
            is_moot = is_silent or clock.metric == Metric.PERIODIC_UPDATE
            self._end([clock], at, Why.CANCELLED if is_moot else Why.RESOLVED)

    def _reopen(self, at, by):
        for metric in WHOLE_LIFE:
            ended = [one for one in self.clocks if one.metric == metric and one.why_stopped == Why.RESOLVED]
            if ended and self.rules.reopening == Reopening.RESUME:
                # The closed time is a pause.
                ended[-1].start_again(at, self.cause)
                self._touch(ended[-1])
            elif self.rules.reopening == Reopening.NEW_CYCLE:
                self._begin(metric, at)
        if by == By.CUSTOMER:
            # The resolution was the last word.
            self.standing.is_answered = True
            self._begin(Metric.NEXT_RESPONSE, at)

    def _pause_or_resume(self, clock, at):
        if self.standing.state in clock.target.pauses_in:
            if not clock.is_paused:
                clock.pause(at, self.cause)
                self._touch(clock)
        elif clock.is_paused and not clock.is_held:
            clock.resume(at, self.cause)
            self._touch(clock)

    def _touch(self, clock):
        if clock not in self.touched:
            self.touched.append(clock)
