"""Address lists (RFC 5322 3.4, RFC 6532) as they really arrive: one pass, no backtracking, nothing raised.

Encoded words are read after the list is taken apart, so that no sender can smuggle an address into a name.
"""

import re

from channels.email.reading.encodedwords import without_encoded_words
from channels.email.reading.headers import as_text
from channels.email.reading.limits import LONGEST_NAME, MOST_RECIPIENTS
from channels.email.reading.mail import Address

_token = re.compile(
    r"""=\?[^?\s]{0,60}\?[BbQq]\?[^?<>]{0,500}\?=   # an encoded word is one piece, commas and all
    | "[^"\\]{0,500}(?:\\.[^"\\]{0,500}){0,40}"              # quoted
    | <[^<>]*>?                                      # in angle brackets
    | \\.                                           # a quoted pair, in a comment most often
    | [(),;:]
    | [^"<>(),;:=\\]+ | ["<>=\\]""",
    re.X | re.S,
)
_bare = re.compile(r'(?:"[^"]{0,200}"|[^\s<>,;:"()\[\]]{1,200})@[^\s<>,;:"()]{1,255}')
_quoted_pair = re.compile(r"\\(.)", re.S)
_loose_dot = re.compile(r" {1,9}\. {0,9}(?=\S)")
_comment = re.compile(r"\((?:[^()\\]|\\.){0,200}\)")
_space = re.compile(r"\s+")
_prefix = re.compile(r"(?i)^(?:mailto|smtp|e-?mail)\s*:")
LONGEST_FIELD = 100_000
_control = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def addresses_of(value, hint=""):
    """Every mailbox of an address field (bytes or text), in order, at most `MOST_RECIPIENTS`."""
    text = as_text(value, hint) if isinstance(value, bytes) else value
    found = _read(text)
    if not any("@" in address.address for address in found) and "=?" in text:
        # The whole "name <address>" was encoded as one word: against RFC 2047, yet common.
        hidden = _read(without_encoded_words(text))
        if any("@" in address.address for address in hidden):
            return hidden
    return found


def is_list_cut(value):
    """Whether the field names more mailboxes than are read."""
    return value.count(b"@") > MOST_RECIPIENTS


def _read(text):
    reader = _Reader(has_groups=";" in text)
    depth = 0
    for piece in _token.findall(text[:LONGEST_FIELD]):
        if piece == "(":
            depth += 1
            reader.comment.extend("(" * (depth > 1))
        elif piece == ")" and depth:
            depth -= 1
            if depth:
                reader.comment.append(piece)
            else:
                reader.end_comment()
        elif depth:
            reader.comment.append(piece)
        else:
            reader.take(piece)
        if len(reader.found) >= MOST_RECIPIENTS:
            break
    reader.end()
    return reader.found[:MOST_RECIPIENTS]


class _Reader:
    """Collects the pieces of one mailbox after the other."""

    def __init__(self, *, has_groups):
        self.found = []
        self.has_groups = has_groups
        self._begin()

    def _begin(self):
        self.words, self.comments, self.comment, self.angle = [], [], [], None
        self.has_at = False

    def take(self, piece):
        if piece in ",;":
            self._separate(piece)
        elif piece == ":" and self.has_groups and self.angle is None and not self.has_at:
            self.words = []
        elif piece[0] == "<" and len(piece) > 1 and (self.angle is None or "@" in piece):
            if self.angle and "@" in self.angle:
                self.end()
            self.angle = piece
        else:
            self.words.append(piece)
            self.has_at = self.has_at or "@" in piece

    def _separate(self, piece):
        # "Doe, John <john@example.com>": the comma belongs to a name that nobody quoted.
        is_name = piece == "," and self.angle is None and self.words and not self.has_at
        if is_name:
            self.words.append(piece)
        else:
            self.end()

    def end_comment(self):
        self.comments.append("".join(self.comment))
        self.comment = []

    def end(self):
        """The mailbox that was collected, if it is one, and a clean table for the next."""
        words, angle = "".join(self.words), self.angle
        comment = " ".join(self.comments)
        if angle is not None and angle.strip("<> \t"):
            self._add(_name(self.words) or _unquoted(comment), _address(angle))
        else:
            self._add_bare(words, comment)
        self._begin()

    def _add_bare(self, words, comment):
        words = _loose_dot.sub(".", words) if " ." in words else words
        # Only around the first @: a search from every character would be quadratic in bait.
        at = words.find("@")
        match = _bare.search(words, max(at - 210, 0), at + 260) if at >= 0 else None
        if match:
            rest = words[: match.start()] + " " + words[match.end() :]
            self._add(_unquoted(rest).strip(" ,'[]<>") or _unquoted(comment), _address(match[0]))
        elif words.strip(' ,<>"'):
            name = _unquoted(words).strip(" ,")
            is_local = " " not in name and "=?" not in words and '"' not in words and name.isascii()
            self._add("" if is_local else name, name if is_local else "")

    def _add(self, name, address):
        self.found.append(Address(_shown(name), _control.sub("", address)))


def _name(tokens):
    return " ".join(
        "".join(_unquoted(piece) if piece[0] == '"' else piece for piece in tokens).split()
    ).strip(" ,")


def _unquoted(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return _quoted_pair.sub(r"\1", text)


def _shown(name):
    return _control.sub("", _space.sub(" ", without_encoded_words(name)).strip().strip('"'))[:LONGEST_NAME]


def _address(text):
    text = _space.sub("", _comment.sub("", _comment.sub("", text)).strip("<> \t"))
    text = _prefix.sub("", text)
    if text.startswith("@") and ":" in text:
        text = text.rsplit(":", 1)[1]
    return without_encoded_words(text.strip("'\"") if "@" in text and not text.startswith('"') else text)
