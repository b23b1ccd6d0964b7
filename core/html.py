"""The only place where text becomes HTML. Markdown in, harmless HTML out, cleaned once and last.

Source: trust.md's rules of allow-lists; nh3 is quadratic in nesting, so size and depth are limited before it.
"""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import quote

import nh3
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

MOST_CHARACTERS = 200_000
DEEPEST_NESTING = 60
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "hr", "i", "kbd",
    "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": 30})
_markdown.enable(["table", "strikethrough"])
_markdown.disable("image")
# What Markdown leaves alone: private letters, and an address where one belongs.
_value = re.compile("(?:\ue000|%EE%80%80)([0-9]+)(?:\ue001|%EE%80%81)|https://value\\.invalid/([0-9]+)\\b")
_tag = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


def from_markdown(text):
    """Render Markdown that a person wrote as clean HTML; text past the limits is shown as it stands."""
    if len(text) > MOST_CHARACTERS:
        return as_plain(text)
    return clean(_markdown.render(text))


class Value(str):
    """A text that stands among Markdown and is none: whatever it holds, it is shown as it is."""


class Address(Value):
    """A whole http address among Markdown, which can be followed."""


def from_mixed(parts):
    """Clean HTML of Markdown (str) with Values in it, in this order."""
    html = _frame("".join(_marked(parts, number) for number in range(len(parts))))

    def filled(match):
        number = int(match[1] or match[2])
        value = parts[number] if number < len(parts) else None
        if not isinstance(value, Value):
            return match[0]
        return escape(quote(value, safe="") if match[0].startswith("%") else value)

    return SafeString(_value.sub(filled, html))


# The same few frames are filled with other values over and over.
_frame = lru_cache(maxsize=256)(from_markdown)


def _marked(parts, number):
    part = parts[number]
    if isinstance(part, Address):
        address = f"https://value.invalid/{number}"
        is_within = number and str(parts[number - 1]).endswith(("](", "<"))
        return address if is_within else f"<{address}>"
    return f"\ue000{number}\ue001" if isinstance(part, Value) else re.sub("[\ue000\ue001]", "", part)


def clean(html):
    """HTML with only harmless tags, attributes and link schemes left. `clean(clean(x)) == clean(x)`."""
    if len(html) > 4 * MOST_CHARACTERS or nesting(html) > DEEPEST_NESTING:
        return as_plain(html)
    return SafeString(
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
            attribute_filter=_only_whole_addresses,
        )
    )


def as_plain(text):
    """The text itself, escaped, with its line breaks."""
    return SafeString('<p class="plain">' + escape(text).replace("\n", "<br>") + "</p>")


def without_marks(text):
    """What a person wrote in Markdown as plain words on one line, without its marks."""
    return " ".join(unescape(strip_tags(from_markdown(text))).split())


def nesting(html):
    """How deep the elements of `html` may stand in each other, counted without parsing."""
    depth = deepest = 0
    for match in _tag.finditer(html):
        if match[1]:
            depth = max(depth - 1, 0)
        elif match[2].lower() not in ("br", "hr", "img"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _only_whole_addresses(tag, attribute, value):
    # "//host" and "/\host" would leave our site while looking like a path.
    if attribute == "href" and not re.match(r"(?i)(https?://|mailto:|tel:|#)", value.strip()):
        return None
    return value
