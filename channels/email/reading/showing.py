"""The last step before a mail is kept to be shown: parts folded, styles moved into one sheet, links with their host.

A page of mail has a policy without `unsafe-inline` (CSP 3 §8.2): so each style, parsed and cleaned (styles.py),
becomes a class of ours. `shown(x).folded` cleaned and folded again is the same.
"""

import re
from dataclasses import dataclass
from html import unescape

from channels.email.reading.folding import TAG, folded, folded_text

# Raised with every change of what may be shown: what was kept under older rules is cleaned again.
RULES = 1
_attribute = re.compile(r' ([a-z-]+)="([^"]*)"')
# What can stand in a style sheet without ending anything there.
_plain_style = re.compile(r"[\w\s#%.,:;()'\"+/-]*")
_formatting = re.compile(
    r"<(?:img|table|b|strong|i|em|u|s|strike|del|ul|ol|blockquote|h[1-6]|pre|code|hr|details|mark)[ >]"
)
_any_tag = re.compile(r"<[^>]*>")
HOST = "h"


@dataclass(frozen=True)
class Shown:
    """A mail to be shown: HTML with classes of ours, the style sheet for them, whether it is more than its words."""

    html: str
    css: str = ""
    is_formatted: bool = False
    folded: str = ""


def shown(with_parts, text):
    """What is shown of a mail: of its cleaned HTML with named parts (`Cleaned.with_parts`), or "" and its text."""
    html = folded(with_parts) if with_parts else folded_text(text)
    moved, css = hoisted(html)
    return Shown(moved, css, bool(_formatting.search(html) or f'class="{HOST}' in moved), html)


def hoisted(html):
    """(HTML without inline styles, the style sheet with them). Links whose words hide their host have class "h"."""
    names = {}

    def moved(match):
        closing, tag, attributes = match.groups()
        if closing:
            return match[0]
        kept = [(name, value) for name, value in _attribute.findall(attributes) if name != "style"]
        classes = [HOST] if tag == "a" and _hides_its_host(dict(kept), html, match.end()) else []
        if tag == "a":
            # In its own place it would open inside the frame.
            kept.append(("target", "_blank"))
        style = unescape(dict(_attribute.findall(attributes)).get("style", ""))
        if style and _plain_style.fullmatch(style):
            classes.append(names.setdefault(style, f"s{len(names)}"))
        if classes:
            kept.append(("class", " ".join(classes)))
        return f"<{tag}" + "".join(f' {name}="{value}"' for name, value in kept) + ">"

    moved_html = TAG.sub(moved, html)
    return moved_html, "\n".join(f".{name} {{ {style} }}" for style, name in names.items())


def _hides_its_host(attributes, html, start):
    host = unescape(attributes.get("title", "")).split(" ")[0].lower()
    words = unescape(_any_tag.sub("", html[start : html.find("</a>", start)])).lower()
    return bool(host) and host.removeprefix("www.") not in words
