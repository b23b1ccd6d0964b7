"""Finds in a server's letter whom it could not reach, and the part of the letter that says why.

The shapes are tried in the order of how surely they name a recipient; the first that finds any is taken:
`<a@b>:` (qmail, Postfix, Yahoo, OpenSMTPD), a line that begins with the address (Exim, Exchange, Domino, Gmail),
a reply with the address (Sendmail), a sentence that leads to it (IMail, carriers, gateways), RCPT TO, and any line
that refuses.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from channels.email.reading.bounces.addresses import ADDRESS, DOMAIN, LOCAL, trimmed
from channels.email.reading.bounces.codes import told_reply, told_status

_MOST = 500
_LONGEST_LINE = 1_000
_AT = rf"(?P<address>{LOCAL}@{DOMAIN})"
_VIA = r"(?:\s*\((?:expanded|generated|ultimately generated)?[^()\n]{1,300}\))?"
_WITH_COLON = re.compile(rf"^\s*[<\"']{{0,2}}{_AT}[>\"']{{0,2}}{_VIA}\s*:(?:\s|$)")
_LINE_START = re.compile(
    rf"^\s*(?:>>>\s|[*\u2022\u00b7-]\s*)?[<\"'(]{{0,2}}{_AT}(?=[>\"')]{{1,2}}|\s|$|\.\.\.|\(|<|,\s*$|:|;)",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(_AT)
_IN_REPLY = re.compile(rf"^\s*(?:<<<\s*)?[45]\d\d[ -](?:#?\d\.\d{{1,3}}\.\d{{1,3}}\s)?\s*<?{_AT}")
# Words that lead to an address a little later in the same line.
_LEAD = re.compile(
    r"(?:\b(?:deliver\w*|undeliverable|recipients?|recipient\(s\)|address\w*|users?|userid|mailbox|account|reach\w*|size"
    r"|full|errors?|list|to|for|an|à|para|per|voor|do|для|empfänger|получател\w*)\b"
    r"|收件人|收信人|宛先|あて先|받는 ?사람)[^@]{0,60}[\s:<(\[\"'：（]$",
    re.IGNORECASE,
)
_REFUSAL = re.compile(r"(?<![\d.])[45]\d\d[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
# "A message sent by" and the sender on the next line, as newer Exim says it.
_SENT_BY = re.compile(r"(?:sent by|from|sender)\s*:?\s*$", re.IGNORECASE)
_RCPT = re.compile(rf"(?:rcpt to|addressed to|recipient)\s*:\s*<?{_AT}", re.IGNORECASE)
# Lines that name somebody else: whom to ask, and the heading of the mail that is quoted.
_NOT_HIM = re.compile(
    r"^\s*(?:from|sender|reply-to|cc|date|subject|message-id|mail from|return-path|>>> mail)\s*:"
    r"|contact|support|help|https?://|envelope-from|message-id",
    re.IGNORECASE,
)

Found = list[tuple[int, str]]


def recipients_in(lines: list[str], sender_side: set[str]) -> dict[str, str]:
    """Address -> the words about it, for each recipient the letter names.

    Those of `sender_side` (in small letters) got the letter or wrote it: they are taken when nobody else is there.
    """
    for unwanted in (sender_side, set()):
        for find in (_by_colon, _by_line_start, _by_reply, _by_sentence, _by_command, _by_refusal):
            found = _each_once(find(lines), unwanted)
            if found:
                return _with_words(found, lines, is_below=find in (_by_colon, _by_line_start, _by_sentence))
    return {}


def _by_colon(lines: list[str]) -> Found:
    return _outermost(lines, _WITH_COLON)


def _by_line_start(lines: list[str]) -> Found:
    return _outermost(lines, _LINE_START)


def _by_reply(lines: list[str]) -> Found:
    return _matching(lines, _IN_REPLY.match)


def _by_sentence(lines: list[str]) -> Found:
    found = []
    for number, line in _with_address(lines):
        if not _NOT_HIM.search(line):
            hits = (
                hit
                for hit in ADDRESS.finditer(line)
                if _LEAD.search(line[max(0, hit.start() - 90) : hit.start()])
            )
            found += [(number, trimmed(hit[0])) for hit in hits]
    return found


def _by_command(lines: list[str]) -> Found:
    return _matching(lines, _RCPT.search)


def _by_refusal(lines: list[str]) -> Found:
    refusing = [line if _REFUSAL.search(line[:_LONGEST_LINE]) else "" for line in lines]
    return _matching(refusing, _ANYWHERE.search)


def _matching(lines: list[str], match: Callable) -> Found:
    found = ((number, match(line)) for number, line in _with_address(lines))
    return [(number, trimmed(hit["address"])) for number, hit in found if hit]


def _with_address(lines: list[str]) -> Iterator[tuple[int, str]]:
    return ((number, line[:_LONGEST_LINE]) for number, line in enumerate(lines) if "@" in line)


def _outermost(lines: list[str], pattern: re.Pattern) -> Found:
    """Hits no deeper than the first: what a server says of a recipient stands further in than its address."""
    found = [hit for hit in _matching(lines, pattern.match) if not _is_sender(lines, hit[0])]
    if not found:
        return []
    depth = _indent(lines[found[0][0]]) + 1
    return [(number, address) for number, address in found if _indent(lines[number]) <= depth]


def _is_sender(lines: list[str], number: int) -> bool:
    before = [line for line in lines[max(0, number - 2) : number] if line.strip()]
    return bool(before) and bool(_SENT_BY.search(before[-1][-40:]))


def _indent(line: str) -> int:
    return len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip())


def _each_once(found: Found, unwanted: set[str]) -> Found:
    firsts = {}
    for number, address in found:
        firsts.setdefault(address.casefold(), (number, address))
    return [hit for known, hit in firsts.items() if known not in unwanted][:_MOST]


def _with_words(found: Found, lines: list[str], *, is_below: bool) -> dict[str, str]:
    """Cuts the letter between recipients: before each address where replies end in it, else after it."""
    if len(found) == 1:
        whole, below = "\n".join(lines), "\n".join(lines[found[0][0] :])
        has_reason = told_status(below) or told_reply(below) or not (told_status(whole) or told_reply(whole))
        return {found[0][1]: below if is_below and has_reason else whole}
    starts = [number for number, _ in found]
    ends = [*starts[1:], len(lines)] if is_below else [number + 1 for number in starts]
    starts = starts if is_below else [0, *ends[:-1]]
    return {
        address: "\n".join(lines[start:end])
        for (_, address), start, end in zip(found, starts, ends, strict=True)
    }


def addresses_of_headers(returned: str, names: Iterable[str]) -> list[str]:
    """The addresses in the named headers of a returned mail, each once."""
    addresses, is_inside = [], False
    wanted = tuple(f"{name}:" for name in names)
    for line in returned.splitlines()[:500]:
        is_inside = line.lstrip().casefold().startswith(wanted) or (is_inside and line[:1] in (" ", "\t"))
        if is_inside:
            addresses += [trimmed(found) for found in ADDRESS.findall(line[:_LONGEST_LINE])]
    return list(dict.fromkeys(addresses))[:_MOST]
