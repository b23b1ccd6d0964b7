"""Puts quotations and signatures of a mail behind <details>, so that its own words come first.

Works on what the cleaner wrote (cleaning.py): every element closed, every attribute quoted. So tags can be counted
without parsing, and what comes out cleans to itself.
"""

import re
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from channels.email.reading.htmltext import nesting
from channels.email.reading.limits import DEEPEST_HTML, MOST_CONVERSATION
from channels.email.reading.parts import NAMES, ORIGINAL, QUOTE, SIGNATURE
from channels.email.reading.replies.cutting import OWN, QUOTED, judged

# What stands in place of a folded part; pages say it in the reader's language.
QUOTATION_MARK, SIGNATURE_MARK = "…", "--"
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
VOID = {"br", "hr", "img", "col", "wbr"}
FOLDABLE = {"div", "blockquote", "table", "section"}
# Below these a run of elements may be put into one more.
HOLDERS = {"", "div", "td", "blockquote", "section", "article", "main", "center"}
_part = re.compile(r' (?:class|id)="([^"]*)"')
_cited = re.compile(r' type="cite"')
# How Outlook draws the line above the mail that is answered.
_line_of_outlook = re.compile(r'style="[^"]*border-top: solid #(?:e1e1e1|b5c4df) 1\.0pt', re.IGNORECASE)
_words = re.compile(r"<[^>]*>|[\s\u00a0]|&nbsp;")


@dataclass
class Element:
    """One open element: where it begins, what it is, and what of its inside is to be folded."""

    tag: str
    start: int
    inside: int = 0
    part: str = ""
    rest_from: int | None = None


@dataclass
class Folds:
    """The stretches to fold, outermost ones only, as (start, end, mark)."""

    found: list = field(default_factory=list)

    def add(self, start, end, mark):
        self.found = [one for one in self.found if one[0] < start] + [(start, end, mark)]


def folded(html):
    """Cleaned HTML, with its parts still named (`Cleaned.with_parts`), as it is shown: folded, without the names."""
    # Where all of it would be folded, what is inside may still be.
    while (once := _folded_once(html)) != html:
        html = once
    return html


def _folded_once(html):
    folds = _folds(html) if nesting(html) <= DEEPEST_HTML - 2 else []
    pieces, outside, at = [], [], 0
    for start, end, mark in folds:
        outside.append(html[at:start])
        pieces += [html[at:start], _fold(html[start:end], mark)]
        at = end
    outside.append(html[at:])
    if not _has_content("".join(outside)):
        return _unnamed(html)
    return _unnamed("".join([*pieces, html[at:]]))


def folded_text(text):
    """Plain text as HTML, line by line, with what is not the writer's own folded."""
    if len(text) > MOST_CONVERSATION:
        return _lines(text.split("\n"))
    lines, found = judged(text)
    pieces = []
    runs = zip(lines, _runs(lines, found), found, strict=True)
    for (is_own, _signatures), group in groupby(runs, key=lambda one: one[1]):
        group = list(group)
        words = "<br>".join(escape(line.raw, quote=False) for line, _own, _state in group)
        is_quoted = any(state == QUOTED for _line, _own, state in group)
        is_signature = not is_quoted and group[0][0].text.startswith(SIGNATURE_MARK)
        mark = SIGNATURE_MARK if is_signature else QUOTATION_MARK
        pieces.append(f"<div>{words}</div>" if is_own else _fold(f"<div>{words}</div>", mark))
    return f'<div dir="auto">{"".join(pieces)}</div>' if text else ""


def _runs(lines, found):
    """For each line whether it is shown, a blank one with those before it, and how many signatures began so far."""
    runs, signatures = [], 0
    for line, state in zip(lines, found, strict=True):
        is_own = runs[-1][0] if line.is_blank and runs else state == OWN
        signatures += not is_own and line.text.strip() == SIGNATURE_MARK
        runs.append((is_own, signatures))
    return runs


def _lines(rows):
    return '<div dir="auto">' + "<br>".join(escape(row, quote=False) for row in rows) + "</div>"


def _fold(html, mark):
    return f"<details><summary>{mark}</summary>{html}</details>"


def _folds(html):
    folds, stack, inside = Folds(), [Element("", 0)], 0
    for match in TAG.finditer(html):
        closing, tag, attributes = match.groups()
        if closing:
            element = stack.pop()
            inside -= tag == "details"
            _close(element, match, folds, html, stack[-1])
        else:
            element = Element(tag, match.start(), match.end())
            if not inside:
                _look_at(element, attributes, stack[-1])
            inside += tag == "details"
            if tag not in VOID:
                stack.append(element)
    if stack[0].rest_from is not None:
        folds.add(stack[0].rest_from, len(html), QUOTATION_MARK)
    return folds.found


def _look_at(element, attributes, parent):
    names = [name for name in _part.findall(attributes) if name in NAMES]
    is_original = ORIGINAL in names or (element.tag == "div" and _line_of_outlook.search(attributes))
    if is_original and parent.tag in HOLDERS and element.tag in FOLDABLE | {"p", "hr"}:
        if parent.rest_from is None:
            parent.rest_from = element.start
    elif element.tag in FOLDABLE:
        if QUOTE in names or (element.tag == "blockquote" and _cited.search(attributes)):
            element.part = QUOTATION_MARK
        elif SIGNATURE in names:
            element.part = SIGNATURE_MARK


def _close(element, match, folds, html, parent):
    if element.rest_from is not None:
        is_all = not _has_content(html[element.inside : element.rest_from])
        if is_all and element.tag in FOLDABLE and parent.tag in HOLDERS and parent.rest_from is None:
            # Only the line above the earlier mail stands in here; the mail itself comes behind.
            parent.rest_from = element.start
            return
        folds.add(element.rest_from, match.start(), QUOTATION_MARK)
    if element.part:
        folds.add(element.start, match.end(), element.part)


def _has_content(html):
    return "<img" in html or bool(_words.sub("", html))


def _unnamed(html):
    return TAG.sub(lambda match: f"<{match[1]}{match[2]}{_part.sub('', match[3])}>", html)
