"""What of a mail is its body, and what are files: text parts put together, alternatives chosen, wrappers opened."""

import re
from dataclasses import dataclass, field

from channels.email.reading.attachments import MAIL_TYPES, attachment_of, files_of_text, name_of, number_alike
from channels.email.reading.charsets import decoded
from channels.email.reading.cleaning import as_html
from channels.email.reading.flowed import unflowed
from channels.email.reading.htmltext import text_of
from channels.email.reading.limits import MOST_ATTACHMENTS, MOST_HTML, MOST_TEXT
from channels.email.reading.structure import DEEPEST_MAIL, tree_of
from channels.email.reading.winmail import is_winmail, unwrapped

_meta_charset = re.compile(rb"(?i)<meta[^<>]{0,200}charset\s*=\s*[\"']?([a-z0-9_:.-]{2,40})")
_cid = re.compile(r"(?i)cid:([^\"'\s>)]{1,250})")
_field = re.compile(rb"[A-Za-z0-9-]{1,80}[ \t]*:")
_word = re.compile(r"\w+")


@dataclass
class Piece:
    """One stretch of the body, as plain text, as HTML, or as both when the sender sent both."""

    plain: str = ""
    html: str = ""

    @property
    def text(self):
        return self.plain if self.plain.strip() else text_of(self.html)


@dataclass
class Bodies:
    """The whole body and every file of a mail."""

    pieces: list = field(default_factory=list)
    attachments: list = field(default_factory=list)
    calendars: list = field(default_factory=list)
    oddities: list = field(default_factory=list)
    is_encrypted: bool = False

    @property
    def text(self):
        return "\n\n".join(filter(None, (piece.text.strip("\n") for piece in self.pieces)))[:MOST_TEXT]

    @property
    def html(self):
        if not any(piece.html for piece in self.pieces):
            return ""
        return "\n".join(filter(None, (piece.html or as_html(piece.plain) for piece in self.pieces)))[
            :MOST_HTML
        ]


def bodies_of(root, hint, oddities, depth=0):
    """Take the body and the files out of the tree below `root`. `hint` is the charset to try when none is said."""
    bodies = Bodies(oddities=oddities)
    _Collector(bodies, hint).take(root)
    if not bodies.pieces and depth < DEEPEST_MAIL:
        bodies.pieces = _words_inside(bodies.attachments, hint, depth)
    bodies.pieces = _without_repetition(bodies.pieces)
    _mark_inline(bodies)
    number_alike(bodies.attachments)
    return bodies


class _Collector:
    def __init__(self, bodies, hint):
        self.bodies = bodies
        self.hint = hint

    def take(self, part):
        """Go through `part`: its words become pieces, all else files."""
        if part.children:
            self.bodies.is_encrypted = self.bodies.is_encrypted or part.type == "multipart/encrypted"
            self._take_children(part)
        elif self._is_body(part):
            self._take_text(part)
        elif is_winmail(part.type, name_of(part, self.hint), part.content):
            self._take_winmail(part)
        else:
            self._take_file(part)

    def _take_children(self, part):
        if part.type == "multipart/alternative":
            self._take_alternatives(part)
        else:
            for child in part.children:
                self.take(child)

    def _take_alternatives(self, part):
        """One piece out of all: the plain text, and the last HTML (RFC 2046 5.1.4), whichever is not empty."""
        before, found = self.bodies.pieces, []
        for child in part.children:
            self.bodies.pieces = []
            self.take(child)
            found.append(self.bodies.pieces)
        plain = [one.plain.strip("\n") for pieces in found for one in pieces if one.plain.strip()]
        rich = next((pieces for pieces in reversed(found) if any(one.html.strip() for one in pieces)), [])
        piece = Piece(
            "\n\n".join(dict.fromkeys(plain)),
            "\n".join(one.html or as_html(one.plain) for one in rich),
        )
        self.bodies.pieces = [*before, piece] if piece.plain or piece.html else before

    def _is_body(self, part):
        if part.type not in ("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"):
            return False
        disposition, parameters = part.disposition
        if disposition == "attachment" or part.parent_type == "multipart/digest":
            return part.depth == 0 and not parameters.get("filename")
        # A text with a name is a file; the only part of a mail is its body all the same.
        return part.depth == 0 or not name_of(part, self.hint)

    def _take_text(self, part):
        text = self._text(part)
        if part.type == "text/html":
            self._add(Piece(html=text))
            return
        if part.type in ("text/enriched", "text/richtext"):
            text = re.sub(r"</?[a-zA-Z][^<>]{0,100}>", "", text).replace("<<", "<")
        parameters = part.content_type[1]
        if parameters.get("format", "").lower() == "flowed":
            text = unflowed(text, delete_space=parameters.get("delsp", "").lower() == "yes")
        text, files = files_of_text(text)
        self.bodies.attachments.extend(files)
        self._add(Piece(plain=text))

    def _add(self, piece):
        if piece.plain.strip() or piece.html.strip():
            self.bodies.pieces.append(piece)

    def _text(self, part):
        content, label = part.content, part.charset
        hint = self.hint
        if part.type == "text/html" and (meta := _meta_charset.search(content[:4_000])):
            hint = meta[1].decode("ascii")
        text, is_whole = decoded(content, label, hint=hint)
        if not is_whole:
            self.bodies.oddities.append("characters that could not be read")
        if len(text) > (MOST_HTML if part.type == "text/html" else MOST_TEXT):
            self.bodies.oddities.append("text too long")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _take_winmail(self, part):
        files, text, html = unwrapped(part.content)
        if not (files or text or html):
            self._take_file(part)
            return
        self.bodies.attachments.extend(files)
        if not any(piece.plain.strip() or piece.html.strip() for piece in self.bodies.pieces):
            self._add(Piece(text, html))

    def _take_file(self, part):
        if len(self.bodies.attachments) >= MOST_ATTACHMENTS:
            if "too many files" not in self.bodies.oddities:
                self.bodies.oddities.append("too many files")
            return
        attachment = attachment_of(part, self.hint)
        if not attachment.content and not name_of(part, self.hint):
            return
        self.bodies.attachments.append(attachment)
        if attachment.type in ("text/calendar", "application/ics", "text/x-vcalendar"):
            self.bodies.calendars.append(attachment.content)
        if attachment.type in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            self.bodies.is_encrypted = part.content_type[1].get("smime-type", "") != "signed-data"


def _words_inside(attachments, hint, depth):
    """What attached mails and reports say, for the mail that itself says nothing: forwarded without a word."""
    pieces = []
    for attachment in attachments:
        if attachment.type == "message/delivery-status" and not _field.match(attachment.content.lstrip()):
            pieces.append(Piece(decoded(attachment.content, hint=hint)[0].replace("\r\n", "\n")))
        elif attachment.type in MAIL_TYPES:
            pieces.extend(bodies_of(tree_of(attachment.content, []), hint, [], depth + 1).pieces)
            break
    return pieces


def _without_repetition(pieces):
    """HTML right behind the same words in plain text is an alternative that the sender did not call one."""
    kept = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if before and not before.html and piece.html and not piece.plain and _same(before.plain, piece.html):
            before.html = piece.html
        else:
            kept.append(piece)
    return kept


def _same(plain, html):
    words = _word.findall(plain[:20_000])
    return (
        bool(words)
        and words == _word.findall(text_of(html[:200_000])[:20_000])[: len(words) + 1][: len(words)]
    )


def _mark_inline(bodies):
    """Pictures that the HTML shows are part of the words; pictures nothing refers to are files."""
    shown = {found.strip("<>") for piece in bodies.pieces for found in _cid.findall(piece.html)}
    for attachment in bodies.attachments:
        attachment.is_inline = bool(attachment.content_id) and attachment.content_id in shown
