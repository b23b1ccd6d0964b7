"""Finds the line (or lines) by which a client says whose words follow: "On Monday, Ben <ben@example.org> wrote:"."""

import re

from channels.email.reading.replies.lines import Line, plain
from channels.email.reading.replies.wordings import OPENING_WORDS, WROTE_WITHOUT_SPACES, WROTE_WORDS

MOST_LINES = 4
LONGEST = 420
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?(?:時|点|點|시|h)\s?\d{2}")
DAY = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|\d{4}年")
ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]|@")
WORD = re.compile(r"[^\W\d_]+")
# Somebody's answer and the attribution on one line, which some clients of telephones produce.
ON_A_DATE = re.compile(
    r"(?<=\S)\s+(?=on (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? |[a-z]{3,9} \d|\d))", re.I
)


def attribution_at(lines, end, is_quoted_next):
    """Where the attribution that ends in line `end` begins, or None when that line ends none."""
    last = lines[end]
    if last.is_blank or not _may_end(last.text, is_quoted_next):
        return None
    joined = ""
    for index in range(end, max(-1, end - MOST_LINES), -1):
        line = lines[index]
        if line.is_blank or line.depth != last.depth or len(joined) + len(line.text) > LONGEST:
            break
        joined = f"{line.text} {joined}".strip()
        if is_attribution(joined, line.text, is_quoted_next):
            return _with_its_beginning(lines, index, end)
    return end if is_quoted_next and names_only(last.text) else None


def is_attribution(text, first_line, is_quoted_next):
    """Whether `text` attributes what follows it to somebody, on a date."""
    told = plain(text).strip(" *_-")
    words = set(WORD.findall(told))
    has_verb = bool(words & WROTE_WORDS) or any(phrase in told for phrase in WROTE_WITHOUT_SPACES)
    has_colon = told.endswith((":", "։", "."))
    has_time = bool(TIME.search(told))
    has_day = bool(DAY.search(told))
    has_address = "@" in told
    if not (has_colon or is_quoted_next or text.rstrip().endswith("----")):
        return False
    elif has_verb:
        begins = _begins(first_line)
        return begins and (has_address or (has_day if not is_quoted_next else has_day or has_time))
    elif is_quoted_next:
        return (has_day or has_time) and has_address and _begins(first_line)
    return has_time and has_day and has_colon and "@" in told and bool(re.search(r"[>)]\W{0,3}$", told))


def names_only(text):
    """Whether `text` says no more than who wrote ("Ann wrote:"); believed right above a quotation."""
    told = plain(text).strip(" *_-")
    words = WORD.findall(told)
    return told.endswith(":") and 2 <= len(words) <= 8 and bool(set(words) & WROTE_WORDS)


def _may_end(text, is_quoted_next):
    bare = text.rstrip(" *_-\u200e\u200f\u202a\u202c")
    return is_quoted_next or bare.endswith((":", "：", "։")) or text.rstrip().endswith("----")


def _begins(first_line):
    """Whether an attribution may begin so: with a word like "On", a date, or a name and an address."""
    told = plain(first_line).lstrip(" *_->\"'([")
    words = told.split(" ", 1)
    return (
        "@" in told
        or words[0].strip(",.") in OPENING_WORDS
        or bool(TIME.search(told[:LONGEST]) or DAY.search(told[:LONGEST]))
        or told[:1].isdigit()
    )


def _with_its_beginning(lines, start, end):
    """`start`, or an earlier line where the same attribution was broken into several."""
    while start > 0 and end - start + 1 < MOST_LINES:
        before = lines[start - 1]
        if before.is_blank or before.depth != lines[end].depth or len(before.text) > 160:
            break
        if not _goes_on(before.text, "\n".join(line.text for line in lines[start : end + 1])):
            break
        start -= 1
    return start


def _goes_on(before, text):
    """Whether the attribution `text` goes on from the line before it."""
    told = plain(before)
    if told.endswith((".", "!", "?", ":")):
        return False
    opens = told.split(" ", 1)[0].strip(",") in OPENING_WORDS and any(c.isdigit() for c in told)
    is_dated = bool(TIME.search(told) and DAY.search(told))
    is_addressed = "@" not in text and bool(re.search(r"<[^<>\s]+@[^<>\s]+>", before))
    return opens or is_dated or is_addressed or (text.lstrip().startswith("<") and _is_a_name(before))


def _is_a_name(text):
    words = text.split()
    return len(words) <= 5 and "," not in text and all(not word[0].islower() for word in words)


def apart(lines):
    """The lines, with an answer and the attribution that follows it on the same line set apart."""
    for line in lines:
        may_hold_both = line.depth == 0 and len(line.text) < LONGEST and line.text.rstrip().endswith("wrote:")
        found = ON_A_DATE.search(line.text) if may_hold_both else None
        if found:
            for part in (line.text[: found.start()], line.text[found.end() :]):
                yield Line(part, 0, part, line.role)
        else:
            yield line
