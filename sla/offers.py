"""Special days that were found somewhere and wait for an admin to take them over, one tick each."""

import json
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.timezone import get_current_timezone

from core.moments import Almanac
from sla.special_days import SpecialDay

MOST_OFFERS = 400
NOON = time(12)


@dataclass
class Offer:
    """One row that may be taken over; `kind` says what it is, `is_idle` that the day is closed anyway."""

    row: SpecialDay
    kind: str = ""
    is_ticked: bool = True
    is_idle: bool = False

    @property
    def told_day(self):
        """The weekday and the date in words, or what stands for them."""
        day = self.row.date
        return (
            Almanac().day(datetime.combine(day, NOON, tzinfo=get_current_timezone())) if day else self.row.day
        )


def to_json(offers):
    """The offers in one text, for a form to carry to and fro."""
    return json.dumps(
        [
            [
                one.row.day,
                one.row.what,
                one.row.hours,
                one.row.name,
                str(one.kind),
                one.is_ticked,
                one.is_idle,
            ]
            for one in offers
        ]
    )


def offers_of_data(data):
    """The offers that a form carries, as they are ticked and filled in now. What is no list of offers is none."""
    try:
        rows = json.loads(data.get("offers") or "[]")
        found = [
            Offer(SpecialDay(*map(str, row[:4])), str(row[4]), bool(row[5]), bool(row[6]))
            for row in rows[:MOST_OFFERS]
        ]
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        return []
    ticked = set(data.getlist("offer"))
    for place, offer in enumerate(found):
        offer.is_ticked = str(place) in ticked
        offer.row.hours = data.get(f"offer-{place}-hours", offer.row.hours)
    return found
