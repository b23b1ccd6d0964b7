"""Does the database's clock go as fast as time does? One that jumps ahead would break promises that nobody broke.

Knows neither rows nor clocks: it is told both times, and answers. Seconds throughout.
"""

from dataclasses import dataclass

# So far apart from this process's own clock is a jump, and so long a new time has to hold to be believed.
A_JUMP = 30
TRUSTED_AFTER = 600


@dataclass
class Steadiness:
    """What one process knows of the database's clock.

    A difference is the database's time less that of the process's own clock, which nobody sets. While both go alike
    it stays the same: `trusted` is the one that is believed, `seen` the latest, `steady_since` when that one began.
    """

    trusted: float | None = None
    seen: float | None = None
    steady_since: float = 0.0

    def see(self, database, before, after):
        """Take notice of the database's time, asked for between two moments of the own clock; how far it is ahead of
        what is believed: 0 unless it has jumped. One that went back is not ahead, and only delays."""
        # However slow the answer was: what lies within the asking is no jump.
        expected = self.trusted if self.trusted is not None else database - after
        difference = min(max(expected, database - after), database - before)
        if self.seen is None or abs(difference - self.seen) > A_JUMP:
            self.steady_since = after
        self.seen = difference
        is_believed = after - self.steady_since >= TRUSTED_AFTER
        if self.trusted is None or is_believed or abs(difference - self.trusted) <= A_JUMP:
            self.trusted = difference
        return max(0.0, difference - self.trusted)

    def doubt(self, ahead, seconds):
        """Somebody else has seen it jump ahead, so many seconds ago."""
        self.trusted = self.seen - ahead
        self.steady_since -= seconds

    def believe(self):
        """Believe the latest time: an operator says it is right, or somebody else has waited long enough."""
        self.trusted = self.seen
