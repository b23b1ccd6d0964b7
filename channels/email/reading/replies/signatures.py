"""Takes a signature off the end of what somebody wrote: RFC 3676 §4.3, closings, and what devices and lists add."""

import re
from itertools import pairwise

from channels.email.reading.replies.disclaimers import is_banner, is_disclaimer
from channels.email.reading.replies.farewells import is_closing, is_device_line
from channels.email.reading.replies.headers import is_rule
from channels.email.reading.replies.lines import plain

MOST_LINES = 30
DELIMITER = re.compile(r"\s{0,3}(?:--|[—–]|-- )\s*$")
SIGNED_WITH_A_DASH = re.compile(r"[-–—~]{1,2} ?[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,3}\s*$")
LONG_RULE = re.compile(r"\s{0,3}[_*=-]{20,}\s*$")
FOOTER = re.compile(
    r"mailing list|listinfo|unsubscribe|confidential|vertraulich|disclaimer|groups\.google|abbestellen|désabonner"
    r"|darse de baja|virus|privileged|intended (?:only|solely|recipient)|confidentiel|riservat|конфиденциальн"
)
AFTERTHOUGHT = re.compile(r"(?:p\.?\s?)?p\.?\s?s\.?\b", re.I)


def without_signature(lines):
    """The lines of one stretch of somebody's own words, without the signature at its end. May be empty."""
    lines = _without_banner([line for line in lines if line.role != "signature"])
    written = _words(lines)
    for cut in (_at_delimiter, _at_footer, _at_disclaimer, _at_device_line, _at_closing, _at_dash):
        start = cut(lines, written)
        if start is not None:
            lines = lines[:start] + _afterthought(lines[start:])
            written = _words(lines)
    return _without_rules(lines, written)


def _words(lines):
    """The places of the lines in which something is written."""
    return [index for index, line in enumerate(lines) if not line.is_blank]


def _near_the_end(lines, written):
    """The lines that may begin a signature: those with no more than MOST_LINES written ones from there on."""
    last = written[-MOST_LINES - 1 :]
    return range(last[0] if last else 0, len(lines))


def _at_delimiter(lines, written):
    """RFC 3676 §4.3 has it "-- ". Without the space, which many lose, what follows must not be a question."""
    for index in _near_the_end(lines, written):
        if DELIMITER.match(lines[index].raw[:20]):
            is_sure = lines[index].raw == "-- "
            if is_sure or not any(
                line.text.rstrip().endswith(("?", "؟", "？")) for line in lines[index + 1 :]
            ):
                return index
    return None


def _at_footer(lines, written):
    """A rule below which a mailing list or a lawyer speaks."""
    rules = [index for index in _near_the_end(lines, written) if LONG_RULE.match(lines[index].text[:200])]
    for index in rules[-3:]:
        if FOOTER.search(plain(" ".join(line.text for line in lines[index + 1 :]))):
            return index
    return None


def _at_disclaimer(lines, written):
    """A paragraph of a lawyer's, and all below it."""
    for index in _near_the_end(lines, written):
        if not lines[index].is_blank and (index == 0 or lines[index - 1].is_blank):
            paragraph = " ".join(line.text for line in lines[index : index + 4])
            if is_disclaimer(paragraph):
                return index
    return None


def _without_banner(lines):
    """The lines without the warning of a stranger that a server put above them."""
    written = _words(lines)
    if not written:
        return lines
    end = next((index for index in range(written[0], len(lines)) if lines[index].is_blank), len(lines))
    paragraph = " ".join(line.text for line in lines[written[0] : min(end, written[0] + 6)])
    return lines[end:] if end - written[0] <= 6 and is_banner(paragraph) else lines


def _at_device_line(lines, written):
    start = None
    for index in reversed(written[-MOST_LINES:]):
        if is_device_line(lines[index].text):
            start = index
        elif not is_rule(lines[index].text):
            break
    return start


def _at_closing(lines, written):
    """A closing with a name below it, and what may follow the name, up to the end."""
    for index, below in list(pairwise(written))[-MOST_LINES:]:
        # "LG" may be a size, unless it stands apart.
        is_short = len(lines[index].text.strip(" ,.!")) <= 3 and index > 0 and not lines[index - 1].is_blank
        if is_closing(lines[index].text) and not is_short:
            name = lines[below].text
            if len(name) <= 60 and len(name.split()) <= 6 and not name.rstrip().endswith(("?", ":", "!")):
                return index
    return None


def _at_dash(lines, written):
    """ "-Ann Lee" as the last line, below an empty one."""
    if len(written) < 2 or not SIGNED_WITH_A_DASH.match(lines[written[-1]].text[:80]):
        return None
    last = written[-1]
    is_named = all(word[:1].isupper() for word in re.findall(r"[^\W\d_]{2,}", lines[last].text))
    return (
        last
        if is_named and lines[last - 1].is_blank and not lines[written[-2]].text.startswith("-")
        else None
    )


def _afterthought(lines):
    """What somebody added below the signature ("PS: ..."), for that is meant to be read."""
    for index, line in enumerate(lines):
        if AFTERTHOUGHT.match(line.text) and line.text[:6].lower().startswith(
            ("ps:", "ps ", "p.s", "ps.", "pps")
        ):
            return lines[index:]
    return []


def _without_rules(lines, written):
    while written and is_rule(lines[written[-1]].text):
        written.pop()
    return lines[: written[-1] + 1] if written else []
