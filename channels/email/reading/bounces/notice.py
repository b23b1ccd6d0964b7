"""A delivery notice laid out: the words of the server, the fields of its reports, the mail that came back."""

import binascii
import email.header
import html
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from channels.email.reading.bounces.openings import BACK_AGAIN

_MOST_PARTS = 1_000
_MOST_TEXT = 200_000
_MOST_HEADER = 20_000
_RETURNED = {"message/rfc822", "message/rfc822-headers", "text/rfc822-headers", "message/global"}
_REPORTS = {"message/delivery-status", "message/global-delivery-status"}
_OTHER_REPORTS = {"message/feedback-report", "message/disposition-notification"}
_OTHER_KINDS = {"feedback-report", "disposition-notification"}
# Where a server pastes the returned mail without a word before it, the headers of that mail give it away.
_HEADERS_BEGIN = re.compile(
    r"^(?:received|x-received|return-path|dkim-signature|domainkey-signature|arc-seal|message-id)[ \t]*:",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?!mailto:)(?:/?[a-z!][^<>@]{0,2000}|/?(?:a|td|span|p|font|div)\s[^<>]{0,2000})>", re.I)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_SILENT = re.compile(r"<(style|script|head)\b", re.IGNORECASE)
_SILENT_ENDS = {
    name: re.compile(rf"</{name}\b[^<>]{{0,100}}>?", re.I) for name in ("style", "script", "head")
}
_UNFOLDED = re.compile(r"\r?\n[ \t]+")


@dataclass
class Notice:
    """What a mail offers to somebody who asks whether it is a failed delivery."""

    sender: str = ""
    subject: str = ""
    headers: Message = field(default_factory=Message)
    text: str = ""
    whole: str = ""
    reports: list[str] = field(default_factory=list)
    returned: str = ""
    is_report: bool = False
    is_other_report: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def read_notice(message: Message, text: str = "") -> Notice:
    """Lays a mail out. `text` is its readable text, used where no part of plain text has any."""
    notice = Notice(_plain_header(message, "from"), _plain_header(message, "subject"), message)
    kind = str(message.get_param("report-type") or "").lower()
    notice.is_report, notice.is_other_report = kind == "delivery-status", kind in _OTHER_KINDS
    plain, rich, returned = [], [], []
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in _REPORTS:
            notice.reports.append(_report_text(part))
        elif kind in _OTHER_REPORTS:
            notice.is_other_report = True
        elif kind in _RETURNED:
            returned.append(_headers_text(part))
        elif kind == "text/html":
            rich.append(_without_tags(_decoded(part)))
        elif kind.startswith(("text/", "multipart/")):
            plain.append(_decoded(part))
    spoken = [part for part in plain if part.strip()]
    _take_words(spoken or ([text] if text.strip() else rich), returned, notice)
    return notice


def _take_words(parts: list[str], returned: list[str], notice: Notice) -> None:
    cut = [_above_and_below(part[:_MOST_TEXT]) for part in parts]
    notice.whole = "\n\n".join(parts)[:_MOST_TEXT]
    notice.text = "\n\n".join(above for above, _ in cut)[:_MOST_TEXT]
    notice.returned = "\n".join(returned + [below for _, below in cut])[:_MOST_HEADER]


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that matter, in order, without the insides of reports and returned mails; never recursive."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        kind = part.get_content_type()
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list) and kind not in _REPORTS | _RETURNED | _OTHER_REPORTS:
            waiting.extend(child for child in reversed(inside) if isinstance(child, Message))
        else:
            yield part


def _report_text(part: Message) -> str:
    """The fields of a delivery report as lines, blocks apart by an empty line (RFC 3464 2.1)."""
    blocks = part.get_payload() if part.is_multipart() else None
    if not isinstance(blocks, list):
        return _decoded(part)[:_MOST_TEXT]
    texts = []
    for block in blocks[:_MOST_PARTS]:
        fields = [f"{name}: {_UNFOLDED.sub(' ', str(value))}" for name, value in block.items()]
        rest = block.get_payload()
        texts.append("\n".join([*fields, rest if isinstance(rest, str) else ""]))
    report = "\n\n".join(texts)
    return _cleaned(_transfer_decoded(report, str(part.get("Content-Transfer-Encoding") or "")))[:_MOST_TEXT]


def _transfer_decoded(report: str, encoding: str) -> str:
    """RFC 3464 wants reports in plain 7-bit fields; some servers encode them all the same."""
    plain = report.encode("utf-8", "surrogateescape")
    try:
        if encoding.strip().lower() == "base64":
            return binascii.a2b_base64(plain).decode("utf-8", "replace")
        elif encoding.strip().lower() == "quoted-printable":
            return quopri.decodestring(plain).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        pass
    return report


def _headers_text(part: Message) -> str:
    inside = part.get_payload()
    if isinstance(inside, list):
        inside = "\n".join(f"{name}: {value}" for child in inside[:1] for name, value in child.items())
    return _cleaned(inside if isinstance(inside, str) else "")[:_MOST_HEADER]


def _decoded(part: Message) -> str:
    """The text of a part in the charset it names, else UTF-8, else whatever the bytes may be."""
    try:
        content = part.get_payload(decode=True)
    except Exception:
        content = None
    if not isinstance(content, bytes):
        inside = part.get_payload()
        return _cleaned(inside if isinstance(inside, str) else "")
    charset = part.get_content_charset() if part.get("Content-Type") else None
    for name in (charset or "utf-8", "utf-8"):
        try:
            return _one_line_end(content.decode(name))
        except (LookupError, ValueError):
            continue
    return _one_line_end(content.decode("latin-1"))


def _plain_header(message: Message, name: str) -> str:
    """A header decoded (RFC 2047, or UTF-8 as it is) as far as it goes, on one line."""
    raw = next((str(value) for known, value in message.raw_items() if known.lower() == name), "")
    value = _cleaned(raw[:_MOST_HEADER])
    try:
        value = str(email.header.make_header(email.header.decode_header(value)))
    except Exception:
        return " ".join(value.split())
    return " ".join(_cleaned(value).split())


def _cleaned(text: str) -> str:
    """Bytes that the parser kept as lone surrogates become replacement characters."""
    return _one_line_end(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_tags(rich: str) -> str:
    text = _LINE_TAG.sub("\n", _without_silent(rich[:_MOST_TEXT]))
    return html.unescape(_TAG.sub(" ", text))


def _without_silent(rich: str) -> str:
    """Takes out what a browser does not show, in one pass: what is never closed is silent to the end."""
    kept, position = [], 0
    while opened := _SILENT.search(rich, position):
        kept.append(rich[position : opened.start()])
        closed = _SILENT_ENDS[opened[1].lower()].search(rich, opened.end())
        position = closed.end() if closed else len(rich)
    return " ".join([*kept, rich[position:]])


def _above_and_below(text: str) -> tuple[str, str]:
    """The server's own words, and what comes after the line that announces the returned mail."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _HEADERS_BEGIN.match(line) or (len(line) < 120 and BACK_AGAIN.match(line)):
            above = "\n".join(lines[:number])
            if above.strip():
                return above, "\n".join(lines[number:])
            return text, text
    return text, ""
