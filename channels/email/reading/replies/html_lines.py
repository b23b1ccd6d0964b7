"""The lines of an HTML mail, with what its markup says about them: whose they are, and how deep they are quoted."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from channels.email.reading.replies.attributions import attribution_at
from channels.email.reading.replies.headers import announcement
from channels.email.reading.replies.lines import MOST_LINES, Line
from channels.email.reading.replies.markup import tokens


def named(words):
    """The names in a table of them."""
    return frozenset(words.split())


BLOCKS = named("""
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul
    """)
VOID = named("br hr img input meta link base area col embed source wbr o:p")
DEEPEST = 500

# What clients call the parts of an answer, by class or id. Webmail puts its own prefix before the names of others.
PREFIX = re.compile(r"^(?:x_|ecx|m_-?\d+|ydp[0-9a-f]{6,12})+")
CONTAINERS = named(
    "gmail_quote gmail_quote_container protonmail_quote zmail_extra tutanota_quote yahoo_quoted"
)
ATTRIBUTIONS = named("gmail_attr moz-cite-prefix reply-intro mcntmcntattribution front-attribution")
ORIGINALS = named("""
    divrplyfwdmsg appendonsend olk_src_body_section mail-editor-reference-message-container stopspelling zwchr
    moz-forward-container outlookmessageheader ms-outlook-mobile-reference-message isforwardcontent isreplycontent
    forwardcontent spark_quote history_container original-content
    """)
SIGNATURES = named("""
    gmail_signature gmail_signature_prefix moz-signature signature protonmail_signature_block
    protonmail_signature_block-user protonmail_signature_block-proton applemailsignature yahoo-signature
    ms-outlook-mobile-signature yahoo_signature mail-signature mailsignature tutanota_signature mobilesignature
    composer_signature email-signature linebreakatbeginningofsignature
    """)


@dataclass(slots=True)
class Frame:
    """One open element: what it does to the lines inside."""

    name: str
    depth: int = 0
    role: str = ""
    is_hidden: bool = False
    container: int = 0
    is_preformatted: bool = False


class Reader:
    """Turns the stream of tags into lines."""

    def __init__(self):
        self.lines = []
        self.places = []
        self.stack = [Frame("")]
        self.open = Counter()
        self.words = []
        self.link = None
        self.containers = 0
        self.beyond = []

    def read(self, html):
        for kind, value, attributes in tokens(html):
            if kind == "text":
                self.text(value)
            elif kind == "start":
                self.start(value, attributes)
            else:
                self.end(value)
        self.flush()
        if self.beyond:
            self.lines[-1].text = "\n".join([self.lines[-1].text, *self.beyond])
        return self.lines

    def text(self, words):
        top = self.stack[-1]
        if top.is_hidden:
            return
        if top.is_preformatted:
            first, *rest = words.split("\n")
            self.words.append(first)
            for row in rest:
                self.flush(even_blank=True)
                self.words.append(row)
        else:
            self.words.append(re.sub(r"[ \t\r\n\f]+", " ", words))

    def start(self, name, attributes):
        if name in BLOCKS:
            self.flush()
        if name == "br":
            self.flush(even_blank=True)
        elif name == "hr":
            self._rule(attributes)
        elif name == "img":
            self.words.append(_picture(attributes))
        elif name in ("td", "th"):
            self.words.append(" ")
        elif name == "li":
            self.words.append("- ")
        elif name == "a":
            self.link = (attributes.get("href", ""), len(self.words))
        if name == "p" and "msonormal" not in attributes.get("class", "").lower():
            self._blank()
        if name not in VOID and len(self.stack) < DEEPEST:
            self._open(name, attributes)

    def end(self, name):
        if name in BLOCKS:
            self.flush()
            if name == "p":
                self._blank()
        elif name == "a":
            self._linked()
        if not self.open[name]:
            return
        while len(self.stack) > 1:
            frame = self.stack.pop()
            self.open[frame.name] -= 1
            if frame.name == name:
                break

    def _open(self, name, attributes):
        frame = _frame(name, attributes, self.stack[-1])
        if frame.container < 0:
            self.containers += 1
            frame.container = self.containers
        self.stack.append(frame)
        self.open[name] += 1

    def flush(self, *, even_blank=False):
        text = "".join(self.words)
        if not self.stack[-1].is_preformatted:
            text = re.sub(r"[ \u00a0]+", " ", text).strip()
        self.words = []
        self.link = self.link and (self.link[0], 0)
        if text.strip() or even_blank:
            self._add(text)

    def _add(self, text):
        if len(self.lines) >= MOST_LINES:
            self.beyond.append(text)
            return
        top = self.stack[-1]
        role = top.role or ("quote" if top.depth else "")
        line = _marked(text) if not top.depth else Line(text, top.depth, text)
        line.role = role
        self.lines.append(line)
        self.places.append(top.container)

    def _blank(self):
        if self.lines and not self.lines[-1].is_blank:
            self._add("")

    def _rule(self, attributes):
        role = _role(attributes)
        self._add("________________________________")
        self.lines[-1].role = role or self.lines[-1].role

    def _linked(self):
        """Keep the address of a link whose words do not tell it."""
        href, place = self.link or ("", 0)
        self.link = None
        said = "".join(self.words[place:]).strip()
        if not href.lower().startswith(("http:", "https:")) or not said or len(href) > 500 or "@" in said:
            return
        if not _bare(href).startswith(_bare(said)) and not _bare(said).startswith(_bare(href)):
            self.words.append(f" <{href}>")


# The newest words and what is forwarded are looked for in the same lines.
@lru_cache(maxsize=1)
def html_lines(html):
    """The lines of `html`, with depth, and with roles where the client that wrote it left its names. Not to be
    changed."""
    reader = Reader()
    lines = reader.read(html.replace("\x00", ""))
    _settle_containers(lines, reader.places)
    _settle_cited(lines)
    return lines


def _marked(text):
    """A line of HTML that carries the marks of plain text, as Hotmail wrote them."""
    if text.startswith(">") and not text.endswith("<<<"):
        marks = re.match(r"(?:>[ ]?)+", text).group()
        return Line(text[len(marks) :], marks.count(">"), text)
    return Line(text, 0, text)


def _frame(name, attributes, parent):
    role = _role(attributes)
    frame = Frame(
        name, parent.depth, parent.role or role, parent.is_hidden, parent.container, parent.is_preformatted
    )
    style = attributes.get("style", "").replace(" ", "").lower()
    frame.is_hidden = parent.is_hidden or "display:none" in style or "mso-hide:all" in style
    frame.is_preformatted = parent.is_preformatted or name == "pre"
    if name == "blockquote" and not _is_indented(attributes, style, parent):
        frame.depth += 1
        frame.role = frame.role or ("" if attributes else "cited")
    elif role == "container" and name != "blockquote":
        frame.role = parent.role
        frame.container = parent.container or -1
    return frame


def _role(attributes):
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    names = {PREFIX.sub("", name).lstrip("_") for name in names[:20]}
    if names & SIGNATURES or "data-signatureblock" in attributes or "data-smartmail" in attributes:
        return "signature"
    elif names & ORIGINALS:
        return "original"
    elif names & ATTRIBUTIONS:
        return "attribution"
    return "container" if names & CONTAINERS else ""


def _is_indented(attributes, style, parent):
    """A blockquote by which somebody moves own words in, as the editors of webmail do; no quotation."""
    said = f"{attributes.get('class', '')} {attributes.get('type', '')}".lower()
    if "border:none" in style or "border:0" in style:
        return "cite" not in said
    return "gmail_quote" in said.split() and not parent.container and "border-left" not in style


def _settle_containers(lines, places):
    """A client's container holds the attribution, then the quotation; between quotations, answers.

    Where it holds no blockquote, all of it is quoted.
    """
    quoted = {place for line, place in zip(lines, places, strict=True) if place and line.depth}
    begun, named_in = set(), set()
    for line, place in zip(lines, places, strict=True):
        if not place or line.role == "signature":
            continue
        if place not in quoted:
            line.depth, line.role = 1, "quote"
        elif line.depth:
            begun.add(place)
        elif place not in begun and not line.is_blank:
            is_first = place not in named_in
            named_in.add(place)
            line.role = "original" if is_first and announcement(line.text)[0] else "attribution"


def _settle_cited(lines):
    """A bare blockquote that nobody is named above, with a quotation further down, is cited by the writer."""
    quoted = [index for index, line in enumerate(lines) if line.depth]
    if quoted and lines[quoted[0]].role == "cited":
        end = next((b for a, b in zip(quoted, quoted[1:], strict=False) if b - a > 1), None)
        above = next((index for index in range(quoted[0] - 1, -1, -1) if not lines[index].is_blank), None)
        if end and (above is None or attribution_at(lines, above, True) is None):
            for line in lines[quoted[0] : end]:
                line.depth, line.role = 0, ""
    for line in lines:
        line.role = "quote" if line.role == "cited" else line.role


def _picture(attributes):
    """The text of a picture that stands for a character (an emoji)."""
    words = attributes.get("alt", "")
    return words if 0 < len(words) <= 4 and not words.isascii() else ""


def _bare(address):
    return re.sub(r"^https?:/+(?:www\.)?|/+$", "", address.strip().lower())
