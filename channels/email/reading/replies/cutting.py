"""Tells the words of the person who writes now from those of earlier mails, line by line."""

import re
from functools import lru_cache
from itertools import groupby

from channels.email.reading.replies.attributions import apart, attribution_at
from channels.email.reading.replies.headers import announcement, header_at, is_rule
from channels.email.reading.replies.lines import lines_of, plain
from channels.email.reading.replies.signatures import without_signature
from channels.email.reading.replies.wordings import ANSWER_ABOVE, ORIGINAL_PHRASES

OWN, QUOTED, DROPPED = "own", "quoted", "dropped"
# Other marks before quoted lines, believed only right below an attribution: "| ", ": ", "RC> ".
# ">>> Ann Lee <ann@example.org> 03.06.24 10:12 >>>", and below it the earlier mail without any marks.
GROUPWISE = re.compile(r">{2,3} [^<>]{2,80}(?:<[^<>]{1,120}>)?[^<>]{0,20}\d[:.]\d\d[^<>]{0,20}>{2,3}\s*$")
BROKEN_LINK = re.compile(r"[<(\[]?https?:\S{1,500}[>)\]]{0,2}[ \t]{0,3}>?$")
OTHER_MARK = re.compile(r"[ \t]{0,3}(?:[|:»¦]|\w{1,16}>)(?=[ \t]|$)")


@lru_cache(maxsize=1)
def judged(text):
    """(lines, their states) of a plain text. Not to be changed: it is shown as it was judged for its words."""
    lines = list(apart(lines_of(text)))
    return lines, states(lines)


def own_words(lines):
    """The words of the newest writer as one text; empty only when `lines` hold none at all."""
    lines = list(apart(lines))
    return _own(lines, states(lines))


def own_words_of(text):
    """`own_words` of a plain text."""
    return _own(*judged(text))


def _own(lines, found):
    kept = [line for line, state in zip(lines, found, strict=True) if state == OWN]
    return _as_text(kept) if any(not line.is_blank for line in kept) else _as_text(lines)


def is_trimmed(lines):
    """Whether anything in `lines` is somebody else's."""
    return any(state != OWN for state in states(list(apart(lines))))


def states(lines):
    """For each line whether it is the writer's own, quoted, or dropped (attribution, header, signature)."""
    found, is_attributed = _marked(lines)
    if not is_attributed:
        _keep_what_was_cited(lines, found)
    else:
        _mend_broken_quotes(lines, found)
    _sign_off(lines, found)
    if _has_words(lines, found):
        return found
    # Whatever it is that was passed on, it is all there is to read.
    found = [OWN] * len(lines)
    _sign_off(lines, found)
    return found


def _has_words(lines, found):
    return any(state == OWN and not line.is_blank for line, state in zip(lines, found, strict=True))


def _marked(lines):
    """The state of each line before second thoughts, and whether a client said whose the quoted ones are."""
    found = [QUOTED if line.depth else OWN for line in lines]
    is_attributed = False
    after = _next_written(lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        begins = line.depth and (index == 0 or not lines[index - 1].depth)
        if line.role == "attribution":
            found[index], is_attributed = DROPPED, True
        elif GROUPWISE.match(line.raw[:300]) or (line.depth == 0 and begins_original(lines, index, after)):
            return found[:index] + [DROPPED] * (len(lines) - index), True
        elif begins and not is_attributed:
            first = after[index] if line.is_blank else index
            is_attributed = first < len(lines) and _is_attributed_within(lines, first)
        elif line.depth == 0 and (start := _attribution(lines, index, after)) is not None:
            found[start : index + 1] = [DROPPED] * (index + 1 - start)
            is_attributed = True
            below = after[index]
            is_unmarked = below < len(lines) and not lines[below].depth
            if is_unmarked and not _mark_other(lines, found, below):
                return found[:start] + [DROPPED] * (len(lines) - start), True
        index += 1
    return found, is_attributed or any(line.role == "quote" for line in lines)


def _next_written(lines):
    """For each line the index of the next one that is not blank (the end when there is none)."""
    following, result = len(lines), [0] * len(lines)
    for index in range(len(lines) - 1, -1, -1):
        result[index] = following
        if not lines[index].is_blank:
            following = index
    return result


def _attribution(lines, index, after):
    below = after[index]
    is_last = below >= len(lines)
    if is_last and "@" not in lines[index].text:
        return None
    is_quoted_next = not is_last and (lines[below].depth > lines[index].depth or _is_other(lines[below]))
    return attribution_at(lines, index, is_quoted_next)


def _is_other(line):
    return bool(OTHER_MARK.match(line.text))


def _is_attributed_within(lines, index):
    """Whether the quotation itself begins with an attribution or a header, as Apple Mail and Hotmail write it."""
    if announcement(lines[index].text)[0] or header_at(lines, index):
        return True
    last = min(index + 3, len(lines))
    return any(
        _is_early(lines, end) and attribution_at(lines, end, True) is not None for end in range(index, last)
    )


def _is_early(lines, end):
    told = plain(lines[end].text)
    return lines[end].depth > 0 and told.endswith((":", "։"))


def begins_original(lines, index, after):
    """Whether an earlier mail begins here and goes on, unmarked, to the end."""
    line = lines[index]
    if line.role == "original":
        return True
    elif line.is_blank:
        return False
    elif (
        announcement(line.text)[0]
        or len(line.text) < 140
        and any(map(plain(line.text).__contains__, ANSWER_ABOVE))
    ):
        return True
    below = after[index]
    if is_rule(line.text) and below < len(lines):
        told = plain(lines[below].text).strip(" *_-:")
        return told in ORIGINAL_PHRASES or header_at(lines, below, is_announced=True) is not None
    return header_at(lines, index) is not None


def _mark_other(lines, found, start):
    """Mark lines quoted by another sign than ">"; False when line `start` carries none."""
    sign = OTHER_MARK.match(lines[start].text)
    if not sign:
        return False
    for index in range(start, len(lines)):
        if lines[index].text.startswith(sign.group()):
            found[index] = QUOTED
    return True


def _keep_what_was_cited(lines, found):
    """Nobody is named: the writer cites, and the answer needs it. Only what trails below it all is a client's."""
    own = [index for index, line in enumerate(lines) if found[index] == OWN and not line.is_blank]
    last = own[-1] if own else -1
    if own and _is_cited_below(lines, last):
        last = len(lines) - 1
    for index in range(last + 1):
        found[index] = OWN


def _is_cited_below(lines, last):
    """Whether the quoted lines at the end belong to what is said right above: "The log says:", then two lines."""
    below = lines[last + 1 :]
    return lines[last].text.rstrip().endswith(":") or (0 < len(below) < 3 and below[0].depth > 0)


def _mend_broken_quotes(lines, found):
    """A quoted line that was too long and broken: its rest stands, unmarked, right between quoted lines."""
    for index in range(1, len(lines) - 1):
        line, before, after = lines[index], lines[index - 1], lines[index + 1]
        is_between = found[index] == OWN and found[index - 1] == QUOTED and found[index + 1] == QUOTED
        is_broken = 60 <= len(before.raw) >= len(line.text) and not _ends_a_sentence(before.text)
        if (
            is_between
            and not line.is_blank
            and (is_broken and after.depth == before.depth or BROKEN_LINK.match(line.text))
        ):
            found[index] = QUOTED


def _ends_a_sentence(text):
    return text.rstrip().endswith((".", "!", "?", ":", "。", "؟", "？"))


def _sign_off(lines, found):
    """Take the signature off each stretch of own words, unless it is all there is."""
    before = list(found)
    for _key, group in groupby(range(len(lines)), key=lambda index: found[index] == OWN):
        stretch = list(group)
        if found[stretch[0]] == OWN:
            own = [lines[index] for index in stretch]
            kept = {id(line) for line in without_signature(own)}
            for index in stretch:
                if id(lines[index]) not in kept and not lines[index].is_blank:
                    found[index] = DROPPED
    if not _has_words(lines, found) and _has_words(lines, before):
        found[:] = before


def _as_text(lines):
    rows = [line.raw.strip() if line.depth else line.text.rstrip() for line in lines]
    text = "\n".join(rows).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text).strip()
