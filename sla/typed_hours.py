"""Opening hours as people type and read them: "08:30–12:15, 13:00–17:45", "22:00–06:00", "24 h", "closed"."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.moments import digits
from sla.opening_hours import read_window, united
from sla.wall_clock import DAY, SECOND
from tickets.forms.figures import plain_digits

MOST_WINDOWS = 12
WHOLE_DAY = ["00:00", "24:00"]
# 8, 8:30, 08.30, 8h30, 8:30:15, 5:45 pm.
TIME = r"(\d{1,2})(?:[:.h](\d{2})|h)?(?:[:.](\d{2}))?\s*(am|pm)?"
# Every dash that a keyboard or a word processor writes, and the words of the languages of the house.
WINDOW = re.compile(rf"{TIME}\s*(?:[-‐‑‒–—―−~]|to|until|à|до|تا|ile)\s*{TIME}")
BETWEEN = re.compile(r"[,;،؛、\n]+")
ALL_DAY = {"24h", "24hours", "0-24", "0–24", "24/7", "allday", "00:00-24:00"}
CLOSED = {"closed", "-", "–"}


def read_windows(text, *, over_midnight=True):
    """[["08:30", "12:15"], ...] of what somebody typed; ValidationError in words of the reader.

    Nothing at all means closed. Without `over_midnight` a window must end on the day on which it begins.
    """
    typed = plain_digits(text).lower()
    if _bare(typed) in CLOSED | {"", _bare(closed())}:
        return []
    if _bare(typed) in ALL_DAY | {_bare(plain_digits(_("24 h")))}:
        return [WHOLE_DAY]
    windows = [_window(part.strip(), over_midnight) for part in BETWEEN.split(typed) if part.strip()]
    if len(windows) > MOST_WINDOWS:
        raise ValidationError(_("A day has room for %(count)s windows.") % {"count": digits(MOST_WINDOWS)})
    _refuse_overlaps(windows)
    return windows


def write_windows(windows):
    """The same in the reader's digits, so that `read_windows` understands it; closed for none."""
    if not windows:
        return closed()
    if list(map(list, windows)) == [WHOLE_DAY]:
        return digits(_("24 h"))
    return pgettext("between the parts of a list", ", ").join(
        digits(f"{short(begins)}–{short(ends)}") for begins, ends in windows
    )


def closed():
    """The word for a day without hours."""
    return pgettext("opening hours", "closed")


def as_text(windows):
    """[["08:30", "12:15"], ...] for windows in microseconds of a local day."""
    return [[wall_time(begins), wall_time(ends)] for begins, ends in windows]


def wall_time(microseconds):
    """ "08:30" for microseconds since midnight, "08:30:15" where there are seconds."""
    minutes, seconds = divmod(microseconds // SECOND, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def cut_at(windows, wall):
    """What of windows in microseconds lies before a wall time."""
    return [(begins, min(ends, wall)) for begins, ends in united(windows) if begins < wall]


def short(wall):
    return wall[:5] if wall.endswith(":00") and len(wall) == 8 else wall


def _bare(text):
    return re.sub(r"\s", "", text.lower())


def _window(text, over_midnight):
    if text in {"24h", "24 h"}:
        return WHOLE_DAY
    found = WINDOW.fullmatch(text)
    if not found:
        raise ValidationError(
            _("“%(text)s” cannot be read. Write hours such as %(example)s.")
            % {"text": text[:40], "example": digits("08:30–12:15, 13:00–17:45")}
        )
    begins, ends = _wall_time(found.groups()[:4], text), _wall_time(found.groups()[4:], text)
    if begins == ends:
        raise ValidationError(
            _("%(window)s is no time at all. Write 24 h for the whole day.") % {"window": digits(text)}
        )
    if begins > ends and not over_midnight:
        raise ValidationError(
            _("%(window)s ends before it begins. The hours of one date end at 24:00 at the latest.")
            % {"window": digits(text)}
        )
    if begins == DAY:
        raise ValidationError(_("%(window)s begins when the day is over.") % {"window": digits(text)})
    return [wall_time(begins), wall_time(ends)]


def _wall_time(parts, text):
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    if parts[3] and 1 <= hours <= 12:
        hours = hours % 12 + (12 if parts[3] == "pm" else 0)
    at = ((hours * 60 + minutes) * 60 + seconds) * SECOND
    if hours > 24 or minutes > 59 or seconds > 59 or at > DAY:
        raise ValidationError(_("%(window)s: a day goes from 00:00 to 24:00.") % {"window": digits(text)})
    return at


def _refuse_overlaps(windows):
    spans = sorted(
        (begins, ends if ends > begins else ends + DAY, window)
        for window in windows
        for begins, ends in [read_window(window)]
    )
    for (_begins, ends, first), (begins, _ends, second) in zip(spans, spans[1:], strict=False):
        if begins < ends:
            told = {"first": write_windows([first]), "second": write_windows([second])}
            raise ValidationError(_("%(first)s and %(second)s overlap.") % told)
