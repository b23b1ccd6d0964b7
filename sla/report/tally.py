"""Clocks counted, and the share of them that was kept."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext

from core import numbers
from sla.report.question import JUDGED, NOTHING
from sla.report.standing import BREACHED, MET, STATES


@dataclass
class Tally:
    """So many clocks in each state, and so many `unpromised` tickets (None: it makes no sense to ask).

    `link` leads to the rows behind the numbers; `key` and `label` say what they have in common.
    """

    link: str
    key: object = None
    label: str = ""
    counts: Counter = field(default_factory=Counter)
    unpromised: int | None = 0

    def __iter__(self):
        """(state, number, address of its rows), a column each; the last is of tickets without a promise."""
        for state in STATES:
            yield state, self.counts[state], f"{self.link}&state={state}"
        yield NOTHING, self.unpromised, f"{self.link}&state={NOTHING}"

    @property
    def judged(self):
        return self.counts[MET] + self.counts[BREACHED]

    @property
    def judged_link(self):
        return f"{self.link}&state={JUDGED}"

    @property
    def percent(self):
        """The share that was kept, its decimal never rounded up; "" of nothing."""
        return percent(self.counts[MET], self.judged)

    @property
    def share(self):
        return share(self.counts[MET], self.judged)


def percent(met, judged):
    """A share in percent with one decimal, never rounded up: once broken is not 100; "" of nothing."""
    return met * 1000 // judged / 10 if judged else ""


def share(met, judged):
    """The same in the reader's words: 94.2 %."""
    if not judged:
        return ""
    return gettext("%(number)s %%") % {"number": numbers.number(percent(met, judged), 1)}
