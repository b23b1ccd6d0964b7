"""Finds the header of an earlier mail inside a text: lines like "From: ...", in any order and language."""

import re
from dataclasses import dataclass, field

from channels.email.reading.replies.attributions import DAY, TIME
from channels.email.reading.replies.labels import KIND_OF
from channels.email.reading.replies.lines import plain
from channels.email.reading.replies.wordings import FORWARDED_PHRASES, ORIGINAL_PHRASES

MOST_LINES = 40
LONGEST_LABEL = 40
DECORATION = " \t*_|\u00a0"
DASHES = re.compile(r"[ \t>*]{0,9}(?:[-_=—–*#•~][ \t]?){2,200}")
RULE = re.compile(r"\s{0,9}(?:[-_=—–*~#]\s?){3,}$")
SEVERAL = re.compile(r"(?:^|(?<=[\s>]))([^\W\d_][\w.-]{0,15}):(?=\s)")


@dataclass
class Header:
    """The header of a quoted mail: its values by kind, and the line after its last."""

    values: dict = field(default_factory=dict)
    end: int = 0


def label_of(text):
    """(kind, value) of a line that begins with a label of a mail's header; ("", "") of any other."""
    head, colon, value = text[: LONGEST_LABEL + 8].replace("：", ":", 1).partition(":")
    if not colon:
        return "", ""
    kind = KIND_OF.get(plain(head.strip(DECORATION)), "")
    return (kind, text[len(head) + 1 :].strip(DECORATION)) if kind else ("", "")


def header_at(lines, start, *, is_announced=False):
    """The Header that begins at line `start`, or None. Announced (by a rule above it), two lines suffice."""
    if not label_of(lines[start].text)[0]:
        return None
    header = _read(lines, start)
    if _is_header(header.values, is_announced):
        return header
    return _on_one_line(lines, start) if is_announced else None


def _is_header(values, is_announced):
    """Two lines will do below an announcement; else a mail's header, not a journey's "From, To, Date"."""
    kinds = values.keys() - {"other"}
    date = plain(values.get("date", ""))
    has_day, has_time = bool(DAY.search(date)), bool(TIME.search(date))
    is_mail = "subject" in kinds or any("@" in values.get(kind, "") for kind in ("from", "to", "cc"))
    is_mail = is_mail or (has_day and has_time)
    if "from" in kinds:
        return (
            len(kinds) >= 2 if is_announced else is_mail and len(kinds) >= (2 if has_day or has_time else 3)
        )
    return is_mail and has_day and (len(kinds) >= 3 or (has_time and "to" in kinds))


def _read(lines, start):
    header = Header(end=start)
    depth = lines[start].depth
    last = ""
    index = start
    while index < min(len(lines), start + MOST_LINES):
        line = lines[index]
        kind, value = label_of(line.text)
        if line.depth != depth and not line.is_blank or kind and kind in header.values and kind != "other":
            break
        if kind:
            header.values[kind] = value
            last, header.end = kind, index + 1
        elif line.is_blank:
            if not _label_follows(lines, index, depth):
                break
        elif last and _continues(lines, index, header.values[last], depth):
            header.values[last] += f" {line.text.strip()}"
            header.end = index + 1
        else:
            break
        index += 1
    return header


def _label_follows(lines, index, depth):
    """Some clients set the lines of the header apart by one empty line each."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    return after is not None and after.depth == depth and bool(label_of(after.text)[0])


def _continues(lines, index, value, depth):
    """Whether the line goes on with the value before it: a folded list of people, a broken subject."""
    if value.endswith((",", ";", "<")) or lines[index].text[:1] in " \t" and value == "":
        return True
    return _label_follows(lines, index, depth)


def _on_one_line(lines, start):
    """A header whose labels follow each other on one line, as HTML without breaks leaves it."""
    found = [
        (KIND_OF[plain(match[1])], match)
        for match in SEVERAL.finditer(lines[start].text[:1000])
        if plain(match[1]) in KIND_OF
    ]
    kinds = [kind for kind, _match in found]
    if "from" not in kinds or len(set(kinds)) < 2:
        return None
    text = lines[start].text
    stops = [match.start() for _kind, match in found[1:]] + [len(text)]
    values = {
        kind: text[match.end() : stop].strip(DECORATION)
        for (kind, match), stop in zip(found, stops, strict=True)
    }
    return Header(values, start + 1)


def announcement(text):
    """("original" or "forwarded", the rest of the line) for "----- Original Message -----" and its like."""
    marks = DASHES.match(text)
    body = text[marks.end() :] if marks else text
    if len(text) > 3000 or not (marks or text.rstrip(" *").endswith((":", "：")) and len(text) < 120):
        return "", ""
    said, rest = _before_dashes(body) if marks else (body, "")
    told = plain(said).strip(" *_-=:>#~—–")
    if told in FORWARDED_PHRASES:
        return "forwarded", rest
    return ("original", rest) if told in ORIGINAL_PHRASES and marks else ("", "")


def _before_dashes(body):
    found = re.search(r"\s?(?:[-_=—–*#~]\s?){2,200}", body)
    return (body[: found.start()], body[found.end() :].strip()) if found else (body, "")


def is_rule(text):
    """A line of dashes, underscores or the like, and nothing else."""
    return bool(RULE.match(text[:300]))
