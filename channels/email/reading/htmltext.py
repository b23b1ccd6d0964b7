"""The words of HTML as plain text: lines where a browser breaks them, quotations marked as in plain mail."""

import re
from html import unescape

import nh3

from channels.email.reading.limits import DEEPEST_HTML, MOST_HTML, MOST_REFERENCES_HTML

TAGS = {
    "a", "address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "li", "main", "nav", "ol",
    "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
WITHOUT_WORDS = {"script", "style", "title", "template", "noembed", "noframes"}
# How many line ends stand before and after each; a cell is divided from the next by a blank.
APART = {"p": 2, "h1": 2, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "pre": 2, "ul": 2, "ol": 2, "table": 1,
         "blockquote": 2, "dl": 2}  # fmt: skip
IN_LINE = {"a", "img", "br", "td", "th"}
_tag_or_text = re.compile(r'<(/?)([a-z0-9]+)((?:"[^"]*"|[^">])*)>|([^<]+)')
_alt = re.compile(r' alt="([^"]*)"')
_white = re.compile(r"[ \t\r\n\f]+")
_many_breaks = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_opening = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that close themselves or each other: they do not nest, however often they are opened.
NEVER_DEEP = {"br", "hr", "img", "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "meta",
              "link", "input", "html", "head", "body", "col", "wbr", "area", "base", "embed", "source"}  # fmt: skip


def text_of(html):
    """The readable text of `html`, without markup."""
    writer = _Writer()
    for closing, tag, attributes, text in _tag_or_text.findall(_tidied(html[:MOST_HTML])):
        if text:
            writer.say(unescape(text))
        else:
            writer.meet(tag, bool(closing), attributes)
    return writer.text()


def _tidied(html):
    """The same as well-formed HTML of few tags, by the parser that browsers' rules describe."""
    if not is_reasonable(html):
        return stripped(html)
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=WITHOUT_WORDS,
        attributes={"img": {"alt"}},
        url_schemes=set(),
        link_rel=None,
    )


def is_reasonable(html):
    """Whether a parser may be asked: past these limits it takes more than linear time."""
    return (
        len(html) <= MOST_HTML and html.count("&") <= MOST_REFERENCES_HTML and nesting(html) <= DEEPEST_HTML
    )


def stripped(html):
    """HTML without its tags, still escaped: for what is nested too deep to be parsed."""
    return "".join("&lt;" + piece if at else piece for at, piece in enumerate(_untagged(html).split("<")))


def _untagged(html):
    return re.sub(r"<[a-zA-Z/!][^<>]*>", " ", html)


def nesting(html):
    """How deep the elements of `html` may stand in each other, counted without parsing."""
    depth = deepest = 0
    for match in _opening.finditer(html):
        if match[2].lower() in NEVER_DEEP:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


class _Writer:
    def __init__(self):
        self.lines, self.line, self.quotes, self.preformatted = [], [], 0, 0
        self.breaks = 0

    def say(self, text):
        if self.preformatted:
            for at, line in enumerate(text.split("\n")):
                if at:
                    self.end_line(1, is_forced=True)
                self.line.append(line)
            return
        text = _white.sub(" ", text)
        if not self.line or self.line[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.line.append(text)

    def meet(self, tag, is_closing, attributes):
        if tag == "br":
            self.end_line(1, is_forced=True)
        elif tag == "img":
            alt = _alt.search(attributes)
            self.say(unescape(alt[1]) if alt else "")
        elif tag in ("td", "th"):
            self.say(" ")
        elif tag not in IN_LINE:
            self.end_line(1 if is_closing and tag == "blockquote" else APART.get(tag, 1))
            step = -1 if is_closing else 1
            self.quotes = max(self.quotes + step * (tag == "blockquote"), 0)
            self.preformatted = max(self.preformatted + step * (tag == "pre"), 0)
            if tag == "li" and not is_closing:
                self.line.append("* ")

    def end_line(self, breaks, *, is_forced=False):
        """End the line that is being written, with so many line ends before the next one."""
        text = "".join(self.line).rstrip()
        self.line = []
        if text.strip(" *") or is_forced:
            self.lines.append("> " * self.quotes + text)
            self.breaks = 1
        while self.lines and self.breaks < breaks:
            self.lines.append("> " * self.quotes if self.quotes else "")
            self.breaks += 1

    def text(self):
        self.end_line(0)
        return _many_breaks.sub("\n\n", "\n".join(self.lines)).replace("\xa0", " ").strip()
