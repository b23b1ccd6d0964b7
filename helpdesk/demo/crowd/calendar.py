"""When the crowd's tickets were opened: three years, mostly on working days, mostly in the morning."""

from bisect import bisect
from datetime import timedelta

DAYS = 3 * 365
# Share of a day's tickets that have come by each hour, on a working day.
BY_HOUR = [0, 0, 0, 0.01, 0.01, 0.02, 0.04, 0.09, 0.22, 0.38, 0.5, 0.58, 0.64, 0.71, 0.79, 0.86, 0.92, 0.95, 0.97,
           0.98, 0.99, 0.99, 1, 1, 1]  # fmt: skip


class Calendar:
    """Turns a share of the whole (0 to 1) into a moment before today, later shares into later moments."""

    def __init__(self, now):
        begins = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
        self.midnight = begins.timestamp()
        total, self.begun = 0, []
        for day in range(DAYS + 1):
            self.begun.append(total)
            total += 1 if (begins.weekday() + day) % 7 < 5 else 0.15

    def moment(self, share):
        """Seconds since 1970."""
        place = share * self.begun[DAYS]
        day = bisect(self.begun, place) - 1
        within = (place - self.begun[day]) / (self.begun[day + 1] - self.begun[day])
        hour = bisect(BY_HOUR, within) - 1
        hours = hour + (within - BY_HOUR[hour]) / (BY_HOUR[hour + 1] - BY_HOUR[hour])
        return self.midnight + day * 86400 + hours * 3600
