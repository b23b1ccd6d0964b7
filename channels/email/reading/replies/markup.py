"""Reads HTML as a stream of tags and text in linear time: never raises, never looks back."""

import re
from html import unescape

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,30})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]{0,40})\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
OTHER_TAG = re.compile(r"<[!?/a-zA-Z][^<>]*+>")
# Their text is not for reading. A missing end tag swallows the rest, as it does in a browser.
UNREAD = {"script", "style", "title", "template", "noscript", "textarea", "svg", "object"}


def tokens(html):
    """("text", words, {}) and ("start" or "end", tag, attributes), one after the other."""
    position = 0
    while (start := html.find("<", position)) >= 0:
        if start > position:
            yield "text", unescape(html[position:start]), {}
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            position = len(html) if end < 0 else end + 3
            continue
        tag = TAG.match(html, start)
        if tag is None:
            other = OTHER_TAG.match(html, start)
            position = other.end() if other else start + 1
            if not other:
                yield "text", "<", {}
            continue
        name = tag[2].lower()
        position = tag.end()
        if name in UNREAD and not tag[1]:
            position = _behind(html, name, position)
        elif tag[1]:
            yield "end", name, {}
        else:
            yield "start", name, _attributes(tag[3])
    if position < len(html):
        yield "text", unescape(html[position:]), {}


def _behind(html, name, position):
    end = re.compile(rf"</{name}\s*>", re.I).search(html, position)
    return end.end() if end else len(html)


def _attributes(text):
    if "=" not in text:
        return {}
    return {found[1].lower(): unescape(found[2].strip("\"'")) for found in ATTRIBUTE.finditer(text[:4000])}
