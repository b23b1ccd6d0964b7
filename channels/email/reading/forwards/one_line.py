"""Takes apart the header that Yahoo writes on one line: `From: Ann <a@x.org>To: bo@y.org...Subject: Ink`."""

import re

from channels.email.reading.replies.labels import CC, DATE, FROM, SUBJECT, TO, phrases

LONGEST = 20_000


def _any_of(table):
    return "|".join(re.escape(phrase) for phrase in sorted(phrases(table), key=len, reverse=True))


SENDER = re.compile(rf"\s*\**(?:{_any_of(FROM)})\s?[:：]\s*")
# Each begins right behind the address that closes the value before it; some translations forgot the colon.
OTHERS = {
    kind: re.compile(rf"(?<=[>;\s])(?:{_any_of(table)})(?:\s?[:：]|(?=\s))\s*", re.I)
    for kind, table in (("to", TO), ("cc", CC), ("date", DATE))
}
SUBJECT_AFTER_DATE = re.compile(rf"\d[:.h]\d\d.{{0,40}}?(?:{_any_of(SUBJECT)})(?:\s?[:：]|(?=\s))\s*")


def header_on_one_line(text):
    """The values of the header in `text` by kind, or an empty dict."""
    text = text[:LONGEST].strip()
    found = SENDER.match(text)
    if not found:
        return {}
    places = [("from", found.start(), found.end())]
    for kind, pattern in OTHERS.items():
        if match := _next(pattern, text, places[-1][2]):
            places.append((kind, match.start(), match.end()))
    values = {}
    subject = SUBJECT_AFTER_DATE.search(text, places[-1][2])
    for (kind, _start, begin), (_kind, end, _end) in zip(
        places, [*places[1:], ("", len(text), 0)], strict=True
    ):
        values[kind] = text[begin:end].strip()
    if subject:
        values["subject"] = text[subject.end() :].strip()
        last = places[-1]
        values[last[0]] = text[last[2] : subject.end()].strip()
    return values if len(values) >= 3 else {}


def _next(pattern, text, begin):
    """The next label behind an address, so that a word inside a name is none."""
    for match in pattern.finditer(text, begin):
        if text[: match.start()].rstrip().endswith((">", ";")):
            return match
    return None
