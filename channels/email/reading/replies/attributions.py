"""Finds the line (or lines) by which a client says whose words follow: "On Monday, Ben <ben@example.org> wrote:"."""

import re

from channels.email.reading.replies.lines import Line, plain
from channels.email.reading.replies.wordings import OPENING_WORDS, WROTE_WITHOUT_SPACES, WROTE_WORDS

MOST_LINES = 4
LONGEST = 420
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?(?:時|点|點|시|h)\s?\d{2}")
DAY = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|\d{4}年")
BRACKETED = re.compile(r"[<(\[]\s?[^\s<>()@]{1,100}@[^\s<>()@]{1,100}\s?[>)\]]")
# Lotus Notes and Zoho: "-----Ann Lee wrote: -----".
DASHED = re.compile(r"\s{0,9}-{3,}[^-].*-{3,}\s{0,9}$")
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
    if DASHED.match(last.text[:LONGEST]) and _has_verb(plain(last.text)):
        return end
    if last.is_blank or len(last.text) > LONGEST or not _may_end(last.text, is_quoted_next):
        return None
    joined = ""
    for index in range(end, max(-1, end - MOST_LINES), -1):
        line = lines[index]
        is_apart = line.is_blank or line.depth != last.depth or (index < end and _ends_a_sentence(line.text))
        if is_apart or len(joined) + len(line.text) > LONGEST:
            break
        joined = f"{line.text} {joined}".strip()
        if is_attribution(joined, line.text, is_quoted_next):
            return _with_its_beginning(lines, index, end)
    return end if is_quoted_next and is_terse(last.text) else None


def is_attribution(text, first_line, is_quoted_next):
    """Whether `text` attributes what follows it to somebody, on a date.

    Above quoted lines less has to be said; where nothing marks what follows as quoted, it takes more.
    """
    told = plain(text).strip(" *_-")
    if not EVIDENCE.search(text) or not (_begins_with_a_date(first_line) or _begins_with_a_name(told)):
        return False
    has_verb, is_bracketed = _has_verb(told), bool(BRACKETED.search(told))
    has_day, has_time = bool(DAY.search(told)), bool(TIME.search(told))
    if not _ends(told, text, is_quoted_next):
        return False
    elif is_quoted_next and has_verb:
        return "@" in told or has_day or has_time
    elif is_quoted_next:
        return is_bracketed and (has_day or has_time or _begins_with_a_name(told))
    elif has_verb:
        # People tell such things, too: "On 3 June 2024 your colleague wrote:".
        is_precise = "@" in told or (has_day and has_time) or told.endswith("you wrote:")
        return is_precise and (_begins_with_a_name(told) or _words_after_the_verb(told) <= 7)
    return is_bracketed and has_day and has_time and bool(re.search(r"[>)]\W{0,3}$", told))


def _words_after_the_verb(told):
    words = WORD.findall(re.split(r"[<(\[]", told)[0]) or WORD.findall(told)
    verbs = [index for index, word in enumerate(words) if word in WROTE_WORDS]
    return len(words) - 1 - verbs[-1] if verbs else 0


def _ends(told, text, is_quoted_next):
    """With a colon; right above quoted lines some clients write none, but the address last."""
    has_colon = told.endswith((":", "։")) or text.rstrip().endswith("----")
    return has_colon or (is_quoted_next and told.endswith((">", ")")))


def _has_verb(told):
    if told.endswith(" sent:"):
        return True
    return not WROTE_WORDS.isdisjoint(WORD.findall(told)) or any(
        word in told for word in WROTE_WITHOUT_SPACES
    )


def is_terse(text):
    """Whether `text` says no more than who wrote ("Ann wrote:"), or when; believed right above a quotation."""
    told = plain(text).strip(" *_-")
    words = WORD.findall(told)
    if not told.endswith(":") or len(told) > 160:
        return False
    is_dated = bool(DAY.search(told) and TIME.search(told))
    return is_dated or (2 <= len(words) <= 8 and not WROTE_WORDS.isdisjoint(words))


def _may_end(text, is_quoted_next):
    bare = text.rstrip(" *_-\u200e\u200f\u202a\u202c")
    return is_quoted_next or bare.endswith((":", "：", "։")) or text.rstrip().endswith("----")


def _begins_with_a_date(first_line):
    told = plain(first_line).lstrip(" *_->\"'([")
    opens = told.split(" ", 1)[0].strip(",.") in OPENING_WORDS
    return opens or any(character.isdigit() for character in told[:26])


def _begins_with_a_name(told):
    """`Ann Lee <ann@example.org> wrote:`; the address stands early, right behind a name."""
    found = BRACKETED.search(told)
    return bool(found) and len(told[: found.start()].split()) <= 5


def _ends_a_sentence(text):
    """Whether the line ends one; "Fr., 28." does not."""
    return bool(re.search(r"(?:[!?؟？。]|[^\W\d]{3,}\.)\s{0,9}$", text[-40:]))


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
