"""HTML of strangers made inert: the stricter sibling of `core.html`, for mail, and without Django.

Allow-lists of tags, attributes, schemes and CSS properties; pictures from elsewhere are held back under
`data-remote-src` until a person asks for them; links say where they truly lead. `cleaned(x).html` cleaned again
is the same, since what is shown was parsed and written until it no longer changed.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

import nh3

from channels.email.reading.htmltext import is_reasonable, stripped
from channels.email.reading.limits import MOST_HTML
from channels.email.reading.parts import part_named
from channels.email.reading.styles import cleaned_style, sheet_loads

TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main",
    "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
WITHOUT_WORDS = {
    "script",
    "style",
    "title",
    "template",
    "noembed",
    "noframes",
    "noscript",
    "xmp",
    "plaintext",
}
# `src`, `background` and their like are let through to the filter only, so that it sees what is held back;
# `class` and `id` so that it sees what a mail program called its parts (parts.py).
ATTRIBUTES = {
    "*": {
        "class",
        "id",
        "style",
        "dir",
        "lang",
        "title",
        "align",
        "background",
        "src",
        "srcset",
        "poster",
        "lowsrc",
        "dynsrc",
    },
    "a": {"href"},
    "img": {"alt", "width", "height", "data-remote-src"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "tr": {"valign", "bgcolor"},
    "td": {"width", "height", "colspan", "rowspan", "valign", "bgcolor", "nowrap"},
    "th": {"width", "height", "colspan", "rowspan", "valign", "bgcolor", "nowrap", "scope"},
    "col": {"width", "span"},
    "colgroup": {"width", "span"},
    "ol": {"start", "type"},
    "font": {"color", "face", "size"},
    "blockquote": {"type"},
}
SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
LINK_REL = "noopener noreferrer nofollow"
PLAIN_VALUES = {
    "dir": re.compile(r"(?i)ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z0-9-]{1,20}"),
    "align": re.compile(r"(?i)left|right|center|justify|middle|top|bottom"),
    "valign": re.compile(r"(?i)top|middle|bottom|baseline"),
    "bgcolor": re.compile(r"#?[A-Za-z0-9]{1,20}"),
    "color": re.compile(r"#?[A-Za-z0-9]{1,20}"),
    "face": re.compile(r"[\w ,'-]{1,100}"),
    "type": re.compile(r"cite|[1aAiI]"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "nowrap": re.compile(r"|nowrap"),
    "title": re.compile(r"(?s).{0,500}"),
    "alt": re.compile(r"(?s).{0,1000}"),
}
NUMBER = re.compile(r"\d{1,4}%?|[+-][1-7]")
_link = re.compile(r"(?i)(?:https?://|mailto:|tel:)")
_remote = re.compile(r"(?i)(?:https?:|ftp:)?//")
_picture = re.compile(r"(?i)data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]*")
_invisible = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+")
_shown_tag = re.compile(r'<(img|a)((?: [a-z-]+="[^"]*")*)>')
_shown_attribute = re.compile(r' ([a-z-]+)="([^"]*)"')
_outside = re.compile(
    r"(?i)<(?:link|iframe|object|embed|video|audio|source|input|bgsound|frame|image)\b[^<>]{0,2000}//"
)
_part_name = re.compile(r' (?:class|id)="[^"]*"(?=(?: [a-z-]+="[^"]*")*>)')
_bad_characters = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
MOST_PASSES = 5


@dataclass(frozen=True)
class Cleaned:
    """HTML that may be shown, and whether something in the mail would have been fetched from elsewhere."""

    html: str
    has_remote_content: bool
    # The same with the names of parts (parts.py) left in `class` and `id`; never shown so.
    with_parts: str = ""


def cleaned(html):
    """The harmless part of a stranger's HTML; what is too large or nested too deep is shown as plain text."""
    html = _bad_characters.sub("", html)
    if not is_reasonable(html):
        return Cleaned(as_html(unescape(stripped(html[:MOST_HTML]))), False)
    guard = _Guard()
    has_remote = loads_from_elsewhere(html)
    for _ in range(MOST_PASSES):
        once = _marked(guard.clean(html))
        if once == html:
            return Cleaned(_part_name.sub("", once), has_remote or guard.has_remote, once)
        html = once
    return Cleaned(as_html(unescape(stripped(html))), False)


def as_html(text):
    """Plain text as HTML that shows it line by line."""
    return '<div dir="auto">' + escape(text, quote=False).replace("\n", "<br>") + "</div>" if text else ""


def loads_from_elsewhere(html):
    """Whether elements that are thrown away whole (style sheets, frames, players) point outside."""
    return bool(_outside.search(html)) or any(map(sheet_loads, _sheets(html)))


def _sheets(html):
    lower, at = html.lower(), 0
    while (start := lower.find("<style", at)) >= 0:
        at = lower.find("</style", start)
        at = at if at >= 0 else len(lower)
        yield html[start:at].partition(">")[2]


class _Guard:
    """Decides about every attribute, and remembers whether one of them would have loaded from elsewhere."""

    def __init__(self):
        self.has_remote = False

    def clean(self, html):
        return nh3.clean(
            html,
            tags=TAGS,
            clean_content_tags=WITHOUT_WORDS,
            attributes=ATTRIBUTES,
            attribute_filter=self.decide,
            url_schemes=SCHEMES,
            link_rel=LINK_REL,
        )

    def decide(self, tag, attribute, value):
        """The value that may stay, or nothing."""
        if attribute == "style":
            style = cleaned_style(value)
            self.has_remote = self.has_remote or style.is_loading
            return style.text or None
        if attribute == "rel":
            return LINK_REL
        if attribute in ("class", "id"):
            return part_named(value) or None
        if attribute == "href":
            value = _invisible.sub("", value)
            return value if _link.match(value) else None
        if attribute in ("src", "data-remote-src") and tag == "img":
            return self.picture(attribute, _invisible.sub("", value))
        if attribute in ATTRIBUTES["*"] and attribute not in PLAIN_VALUES:
            self.has_remote = self.has_remote or bool(_remote.search(value))
            return None
        return value if PLAIN_VALUES.get(attribute, NUMBER).fullmatch(value) else None

    def picture(self, attribute, value):
        if attribute == "src" and (value.lower().startswith("cid:") or _picture.fullmatch(value)):
            return value
        is_remote = bool(_remote.match(value))
        self.has_remote = self.has_remote or is_remote
        return value if is_remote else None


def _marked(html):
    """Pictures from elsewhere without their `src`, links with their true host: on what nh3 wrote, so exact."""
    return _shown_tag.sub(_rewritten, html)


def _rewritten(match):
    attributes = dict(_shown_attribute.findall(match[2]))
    if match[1] == "img":
        source = attributes.get("src", "")
        if _remote.match(unescape(source)):
            attributes["data-remote-src"] = attributes.pop("src")
    else:
        attributes.pop("title", None)
        host = _true_host(unescape(attributes.get("href", "")))
        if host:
            attributes["title"] = escape(host)
    return f"<{match[1]}" + "".join(f' {name}="{value}"' for name, value in sorted(attributes.items())) + ">"


def _true_host(address):
    """Where a link leads: the host (in the form that is looked up, so that look-alikes are seen) or the mailbox."""
    if address.lower().startswith(("mailto:", "tel:")):
        return ""
    try:
        host = urlsplit(address).hostname or ""
        return host if host.isascii() else f"{host} ({host.encode('idna').decode('ascii')})"
    except (UnicodeError, ValueError):
        return ""
