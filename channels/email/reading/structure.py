"""The tree of MIME entities (RFC 2046), split by their boundaries without recursion and within limits.

The standard library's own parser follows nesting by recursion, ends a head at the first odd line and loses parts
behind a wrong boundary; so the splitting is ours, and `as_message` gives its `Message` to those who know it.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property

from channels.email.reading.headers import as_text, fields_of, readable, split_head
from channels.email.reading.limits import DEEPEST_PART, MOST_PARTS, MOST_REPORT_BYTES
from channels.email.reading.parameters import parameters_of
from channels.email.reading.transfer import transferred

_delimiter_like = re.compile(rb"(?:^|[\r\n])--([^\r\n]{1,200}?)[ \t]*\r{0,3}\n(?=[Cc]ontent-)")
_blank_lines = re.compile(rb"(?:\r{0,3}\n){2,}")
DEEPEST_MAIL = 5
LONGEST_REPORTED = 10_000


@dataclass
class Part:
    """One entity: its fields, its body as it came, and the entities inside."""

    fields: list
    body: bytes
    depth: int = 0
    parent_type: str = ""
    children: list = field(default_factory=list)
    is_cut: bool = False
    default_type: str = "text/plain"

    def all(self, name):
        """Every raw value of the field `name`, which is given in lower case."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self):
        found = {}
        for name, value in self.fields:
            found.setdefault(name.lower(), []).append(value)
        return found

    def first(self, name):
        """The first raw value of the field `name`, or nothing."""
        return next(iter(self.all(name)), b"")

    @cached_property
    def content_type(self):
        return parameters_of(self.first("content-type"))

    @cached_property
    def disposition(self):
        return parameters_of(self.first("content-disposition"))

    @cached_property
    def type(self):
        kind = self.content_type[0]
        if "/" in kind:
            return kind
        known = {"": self.default_type, "text": "text/plain", "plain": "text/plain", "html": "text/html"}
        # An unknown word with a file's name beside it stands before a file.
        is_file = "name" in self.content_type[1]
        return known.get(kind, "application/octet-stream" if is_file else self.default_type)

    @property
    def charset(self):
        return self.content_type[1].get("charset", "")

    @property
    def is_multipart(self):
        return bool(self.children)

    @property
    def encoding(self):
        return as_text(self.first("content-transfer-encoding")).split(";")[0].strip().strip('"').lower()

    @cached_property
    def content(self):
        """The bytes with their transfer encoding undone."""
        return transferred(self.body, self.encoding)

    @property
    def content_id(self):
        return readable(self.first("content-id")).strip("<> ")


def tree_of(raw, oddities):
    """The whole mail as a `Part` with its parts below; what is beyond the limits stays undivided and is noted."""
    root, count = _entity(raw, 0, "", "text/plain", oddities), 1
    waiting = deque([root])
    while waiting:
        part = waiting.popleft()
        if not part.type.startswith("multipart/") or part.is_cut:
            continue
        if part.depth >= DEEPEST_PART:
            _note(oddities, "parts nested too deep")
            continue
        default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        for raw_child in _split(part, MOST_PARTS - count, oddities):
            part.children.append(_entity(raw_child, part.depth + 1, part.type, default, oddities))
            count += 1
        waiting.extend(part.children)
    return root


def _entity(raw, depth, parent_type, default_type, oddities):
    head, body = split_head(raw)
    fields, left_over, is_cut = fields_of(head)
    if is_cut:
        _note(oddities, "header too long")
    if left_over:
        _note(oddities, "header ends without a blank line")
        body = b"\n".join([*left_over, b"", body]) if body else b"\n".join(left_over)
    return Part(fields, body, depth, parent_type, default_type=default_type)


def _split(part, room, oddities):
    """The raw entities inside a multipart, at most `room` of them."""
    spans = _spans(part.body, part.content_type[1].get("boundary", ""))
    if spans and len(part.all("content-type")) > 1:
        # The first delimiter got lost: two heads ran into each other, and the first part stands in the preamble.
        part.children.append(_first_part(part, part.body[: spans[0][0]]))
    if not spans:
        spans = _spans(part.body, _likely_boundary(part.body))
        _note(oddities, "boundary not found" if not spans else "boundary other than declared")
    if len(spans) > room:
        _note(oddities, "too many parts")
        spans = spans[: max(room, 0)]
        part.is_cut = not spans
    return [part.body[start:end] for start, end in spans]


def _first_part(part, preamble):
    own = [(name, value) for name, value in part.fields if name.lower().startswith("content-")][1:]
    return Part(own, preamble.rpartition(b"\n--")[0], part.depth + 1, part.type)


def _spans(body, boundary):
    """Where the entities between the delimiter lines are. The last may lack its close, and parts may follow it."""
    if not boundary.strip():
        return []
    mark = re.escape(boundary.rstrip().encode("utf-8", "surrogateescape"))
    # The line start is looked at afterwards: a search for plain bytes is many times faster.
    found = re.finditer(rb"--" + mark + rb"(--)?[ \t]*(?=[\r\n]|$)", body)
    lines = [line for line in found if not line.start() or body[line.start() - 1] in b"\r\n"]
    starts = [_after_line_end(body, line.end()) for line in lines]
    ends = [_before_line_end(body, line.start()) for line in lines[1:]] + [len(body)]
    return [
        (min(start, end), end)
        for line, start, end in zip(lines, starts, ends[: len(lines)], strict=True)
        if not line[1] or (end < len(body) and body[start:end].strip())
    ]


def _before_line_end(body, at):
    """The line end before a delimiter belongs to it, and not to the entity above (RFC 2046 5.1.1)."""
    if body[at - 1 : at] == b"\n":
        at -= 1
    while at and body[at - 1 : at] == b"\r":
        at -= 1
    return at


def _after_line_end(body, at):
    while body[at : at + 1] == b"\r":
        at += 1
    return at + 1 if body[at : at + 1] == b"\n" else at


def _likely_boundary(body):
    """The boundary a mail really uses when its header names another: the first line of dashes before a field."""
    match = _delimiter_like.search(body[:100_000])
    return match[1].decode("utf-8", "surrogateescape") if match else ""


def _note(oddities, words):
    if words not in oddities:
        oddities.append(words)


def every(part):
    """The part and all parts below it, in the order of the mail."""
    waiting = [part]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(here.children))


def as_message(part, depth=0):
    """The tree as the standard library's `Message` (policy compat32), as its own parser would have built it."""
    message = Message()
    message.set_default_type(part.default_type)
    for name, value in part.fields:
        message[name] = value[:LONGEST_REPORTED].decode("ascii", "surrogateescape")
    if part.children:
        message.set_payload([as_message(child, depth) for child in part.children])
    elif part.type == "message/delivery-status":
        content = part.content if b"\n" in part.content else part.content.replace(b"\r", b"\n")
        blocks = _blank_lines.split(content.strip())[:MOST_PARTS]
        message.set_payload([as_message(tree_of(block + b"\n\n", []), depth + 1) for block in blocks])
    elif part.type.startswith("message/") and depth < DEEPEST_MAIL:
        message.set_payload([as_message(tree_of(part.content, []), depth + 1)])
    else:
        # Reports are text; of pictures and the like their head is enough.
        body = part.body if part.type.startswith(("text/", "message/")) else part.body[:MOST_REPORT_BYTES]
        message.set_payload(body.decode("ascii", "surrogateescape"))
    return message
