"""Finds the line (or lines) by which a client says whose words follow: "On Monday, Ben <ben@example.org> wrote:"."""

import re

from channels.email.reading.replies.lines import Line, plain
from channels.email.reading.replies.wordings import OPENING_WORDS, WROTE_WITHOUT_SPACES, WROTE_WORDS

MOST_LINES = 4
LONGEST = 420
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?(?:時|点|點|시|h)\s?\d{2}")
DAY = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|\d{4}年")
BRACKETED = re.compile(r"[<(\[]\s?[^\s<>()@]{1,100}@[^\s<>()@]{1,100}\s?[>)\]]")
EVIDENCE = re.compile(r"[\d@]")
WORD = re.compile(r"[^\W\d_]+")
# Yahoo's telephones leave three spaces where the quotation begins.
GAP = re.compile(r"[:：](\s{3,9})(?=\S)")
# Somebody's answer and the attribution on one line, which some clients of telephones produce.
ON_A_DATE = re.compile(
    r"(?<=\S)\s+(?=on (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? |[a-z]{3,9} \d|\d))", re.I
)


def attribution_at(lines, end, is_quoted_next):
    """Where the attribution that ends in line `end` begins, or None when that line ends none."""
    last = lines[end]
    if last.is_blank or len(last.text) > LONGEST or not _may_end(last.text, is_quoted_next):
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
    """Whether `text` attributes what follows it to somebody, on a date.

    Above quoted lines little has to be said; where nothing marks what follows as quoted, it takes more.
    """
    if not EVIDENCE.search(text):
        return False
    told = plain(text).strip(" *_-")
    has_verb = _has_verb(told)
    has_day, has_time = bool(DAY.search(told)), bool(TIME.search(told))
    has_colon = told.endswith((":", "։", "."))
    if is_quoted_next:
        is_dated = has_day or has_time
        return _begins(first_line) and ("@" in told or (has_verb and is_dated)) and (has_verb or is_dated)
    elif not has_colon and not text.rstrip().endswith("----"):
        return False
    is_bracketed = bool(BRACKETED.search(told))
    if has_verb:
        return (
            _begins_with_a_date(first_line)
            and ("@" in told or has_day)
            or is_bracketed
            and _begins_with_a_name(told)
        )
    return has_time and has_day and is_bracketed and bool(re.search(r"[>)]\W{0,3}$", told))


def _has_verb(told):
    if told.endswith(" sent:"):
        return True
    return not WROTE_WORDS.isdisjoint(WORD.findall(told)) or any(
        word in told for word in WROTE_WITHOUT_SPACES
    )


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
    told = plain(first_line)
    return "@" in told or _begins_with_a_date(first_line) or bool(TIME.search(told) or DAY.search(told))


def _begins_with_a_date(first_line):
    told = plain(first_line).lstrip(" *_->\"'([")
    opens = told.split(" ", 1)[0].strip(",.") in OPENING_WORDS
    return opens or any(character.isdigit() for character in told[:16])


def _begins_with_a_name(told):
    """`Ann Lee <ann@example.org> wrote:`; the address stands early, right behind a name."""
    found = BRACKETED.search(told)
    return bool(found) and len(told[: found.start()].split()) <= 5


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
    is_in_brackets = text.lstrip().startswith("<")
    opens = told.split(" ", 1)[0].strip(",") in OPENING_WORDS
    is_dated = bool(TIME.search(told) and DAY.search(told))
    is_addressed = "@" not in text and bool(re.search(r"<[^<>\s]+@[^<>\s]+>", before))
    if opens and (is_in_brackets or any(character.isdigit() for character in told)):
        return True
    return is_dated or is_addressed or (is_in_brackets and _is_a_name(before))


def _is_a_name(text):
    words = text.split()
    return len(words) <= 5 and "," not in text and all(not word[0].islower() for word in words)


def apart(lines):
    """The lines, with an attribution set apart from an answer before it or a quotation behind it on the same line."""
    for line in lines:
        place = _seam(line.text) if line.depth == 0 else None
        if place:
            for part in (line.text[: place[0]], line.text[place[1] :]):
                yield Line(part, 0, part, line.role)
        else:
            yield line


def _seam(text):
    """(end of the first part, begin of the second) in a line that holds both, or None."""
    if len(text) < LONGEST and text.rstrip().endswith("wrote:"):
        found = ON_A_DATE.search(text)
        return found and found.span()
    found = GAP.search(text[:LONGEST])
    head = text[: found.end()] if found else ""
    return found.span(1) if found and "@" in head and is_attribution(head, head, False) else None
