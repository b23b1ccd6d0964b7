"""Holidays out of a file: lines of "date,name" (CSV), or a calendar file (iCalendar, RFC 5545)."""

import csv
import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.moments import digits
from core.numbers import size
from sla.offers import MOST_OFFERS, Offer
from sla.special_days import MOST_NAME, SpecialDay, What, written

MOST_BYTES = 512 * 1024
MOST_TROUBLES = 5
# Longer than any holiday: what goes on for months is no day off.
MOST_NIGHTS = 31
ESCAPED = re.compile(r"\\([\\;,nN])")


def read_file(upload):
    """The Offers in an uploaded file, all ticked. ValidationError names the lines that cannot be read: then nothing
    is taken from it."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_("A file of holidays has at most %(size)s.") % {"size": size(MOST_BYTES)})
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("This is no text in UTF-8. Save it as CSV or as iCalendar (.ics).")
        ) from error
    if "\x00" in text:
        raise ValidationError(_("This is no text in UTF-8. Save it as CSV or as iCalendar (.ics)."))
    is_icalendar = text.lstrip().upper().startswith("BEGIN:VCALENDAR")
    days, troubles = (_of_icalendar if is_icalendar else _of_csv)(text)
    if not days and not troubles:
        troubles = [_("There is no day in this file.")]
    if len(days) > MOST_OFFERS:
        troubles.insert(0, _("This file has more than %(count)s days.") % {"count": digits(MOST_OFFERS)})
    if troubles:
        raise ValidationError(troubles[:MOST_TROUBLES])
    return [Offer(day) for day in days]


def _of_csv(text):
    """Rows and troubles of lines such as "2026-12-25,Christmas Day"; the first line may be a heading."""
    days, troubles = [], []
    lines = text.splitlines()
    separator = max(",;\t", key=lambda one: sum(line.count(one) for line in lines[:20]))
    try:
        cells = list(csv.reader(lines, delimiter=separator))
    except csv.Error as error:
        return [], [_("This file cannot be read: %(what)s") % {"what": error}]
    for number, row in enumerate(cells[: MOST_OFFERS * 2], start=1):
        if not any(cell.strip() for cell in row):
            continue
        day = SpecialDay(row[0].strip(), What.CLOSED, name=row[1].strip()[:MOST_NAME] if row[1:] else "")
        if day.check():
            days.append(day)
        elif number > 1 or any(letter.isdecimal() for letter in row[0]):
            troubles.append(_line(number, row[0]))
    return days, troubles


def _of_icalendar(text):
    """Rows and troubles of the whole days of an iCalendar; meetings with a time of day are none."""
    days, troubles, event = [], [], None
    for number, line in _unfolded(text):
        name, _colon, value = line.partition(":")
        key = name.partition(";")[0].upper()
        if key == "BEGIN" and value.strip().upper() == "VEVENT":
            event = {}
        elif key == "END" and value.strip().upper() == "VEVENT" and event is not None:
            try:
                days += _days_of(event)
            except (ValueError, KeyError, OverflowError):
                troubles.append(_line(event.get("line", number), event.get("DTSTART", "")))
            event = None
        elif event is not None and key in ("DTSTART", "DTEND", "SUMMARY", "RRULE"):
            event[key] = value.strip()
            event.setdefault("line", number)
    return days, troubles


def _days_of(event):
    if "T" in event["DTSTART"]:
        return []
    first = date.fromisoformat(event["DTSTART"])
    last = date.fromisoformat(event["DTEND"][:8]) if "DTEND" in event else first + timedelta(1)
    nights = max(1, (last - first).days)
    if nights > MOST_NIGHTS:
        raise ValueError
    name = ESCAPED.sub(lambda mark: " " if mark[1] in "nN" else mark[1], event.get("SUMMARY", ""))
    what = What.YEARLY if "FREQ=YEARLY" in event.get("RRULE", "").upper() else What.CLOSED
    rows = [SpecialDay(written(first + timedelta(day)), what, name=name[:MOST_NAME]) for day in range(nights)]
    if not all(row.check() for row in rows):
        raise ValueError
    return rows


def _unfolded(text):
    """(number, line) with lines that go on in the next one put together."""
    whole, at = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line[:1] in (" ", "\t"):
            whole += line[1:]
            continue
        if whole:
            yield at, whole
        whole, at = line, number
    yield at, whole


def _line(number, text):
    return _("Line %(number)s: “%(text)s” is no day such as %(example)s.") % {
        "number": digits(number),
        "text": text[:40],
        "example": digits("2026-12-25"),
    }
