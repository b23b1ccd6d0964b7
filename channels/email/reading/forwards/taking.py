"""Takes the outermost forwarded mail out of a text: its header, its words, and the comment of who passed it on."""

from channels.email.reading.forwards.one_line import header_on_one_line
from channels.email.reading.forwards.people import attributed_sender, people, sender
from channels.email.reading.forwards.subjects import forwarded_subject, is_forward
from channels.email.reading.mail import Forwarded
from channels.email.reading.replies.attributions import attribution_at
from channels.email.reading.replies.headers import announcement, header_at, is_rule
from channels.email.reading.replies.lines import Line

# How far below "Forwarded message" its header may begin.
NEAR = 6


def taken(subject, lines):
    """The Forwarded in these lines of a mail with this subject, or None."""
    begin, kind = _beginning(lines)
    if kind is None or (kind != "forwarded" and not is_forward(subject)):
        return None
    found = _attributed(lines, begin, subject) if kind == "attribution" else _headed(lines, begin)
    if found is not None:
        found.subject = found.subject or forwarded_subject(subject)
    return found


def _beginning(lines):
    """(line, kind) of the first place where another mail begins: "forwarded", "original" or "attribution"."""
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        kind, rest = announcement(line.text)
        if kind and (rest or _header_below(lines, index + 1)):
            return index, kind
        elif header_at(lines, index) or (is_rule(line.text) and _header_below(lines, index + 1, NEAR // 2)):
            return index, "original"
        elif _attribution_start(lines, index) is not None:
            return index, "attribution"
    return 0, None


def _header_below(lines, begin, near=NEAR):
    """The first line of a header that begins soon after `begin`, with nothing else before it; else None."""
    for index in range(begin, min(len(lines), begin + near)):
        if not lines[index].is_blank:
            return (index, header) if (header := header_at(lines, index, is_announced=True)) else None
    return None


def _attribution_start(lines, index):
    below = next((line for line in lines[index + 1 : index + 4] if not line.is_blank), None)
    return attribution_at(lines, index, below is not None and below.depth > lines[index].depth)


def _headed(lines, begin):
    announced, rest = announcement(lines[begin].text)
    if rest and (values := header_on_one_line(rest)):
        return _forwarded(values, lines[:begin], lines[begin + 1 :])
    if announced or is_rule(lines[begin].text):
        place = _header_below(lines, begin + 1)
    else:
        header = header_at(lines, begin)
        place = (begin, header) if header else None
    if place is None:
        return None
    header = place[1]
    return _forwarded(header.values, lines[:begin], lines[header.end :], lines[place[0]].depth)


def _attributed(lines, end, subject):
    start = _attribution_start(lines, end)
    said = " ".join(line.text.strip() for line in lines[start : end + 1])
    who = attributed_sender(said)
    if who is None:
        return None
    text, below = _forwarded_text(lines[end + 1 :], lines[end].depth)
    return Forwarded(
        who, subject=forwarded_subject(subject), text=text, comment=_joined(lines[:start], below)
    )


def _forwarded(values, above, below, depth=0):
    text, after = _forwarded_text(below, depth)
    return Forwarded(
        sender=sender(values.get("from", "")),
        to=people(values.get("to", "")),
        cc=people(values.get("cc", "")),
        subject=values.get("subject", "").strip(),
        date=values.get("date", "").strip(),
        text=text,
        comment=_joined(above, after),
    )


def _forwarded_text(lines, depth):
    """The forwarded words with one level of quotation taken off, and the lines after them that are not quoted.

    Broken lines among quoted ones belong to them; words below the last quoted line are of who forwards.
    """
    quoted = [index for index, line in enumerate(lines) if line.depth]
    first = next((index for index, line in enumerate(lines) if not line.is_blank), 0)
    if not quoted or (depth == 0 and lines[first].depth == 0):
        return _as_text(lines), []
    end = quoted[-1] + 1
    shallowest = min(lines[index].depth for index in quoted)
    text = [Line(_quoted_again(line, shallowest), 0) for line in lines[:end]]
    return _as_text(text), lines[end:]


def _quoted_again(line, taken_off):
    deeper = line.depth - taken_off
    return f"{'>' * deeper} {line.text}" if deeper > 0 else line.text


def _as_text(lines):
    return "\n".join(line.raw if line.depth else line.text.rstrip() for line in lines).strip()


def _joined(above, below):
    parts = [_as_text([line for line in part if not is_rule(line.text)]) for part in (above, below)]
    return "\n\n".join(part for part in parts if part)
