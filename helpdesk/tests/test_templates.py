"""The rules of templates and style sheets that a machine can check (docs/frontend.md says them)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

BASE = Path(settings.BASE_DIR)
# Letters to people have no style sheets and mail programs need what a page must not have.
TEMPLATES = sorted(
    path
    for path in (BASE / "templates").rglob("*.html")
    if "mail" not in path.parts and "email" not in path.parts
)
SHEETS = sorted(path for path in (BASE / "static").rglob("*.css") if path.name != "mail.css")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.S)
FORBIDDEN = {
    "inline style": r"\sstyle\s*=",
    "script without src": r"<script(?![^>]*\ssrc=)",
    "style element": r"<style\b",
    "inline handler": r"\son[a-z]+\s*=",
    "hx-on": r"\bhx-on\b",
    "code in a value": r"[\"']\s*(js|javascript):",
    "hx-boost": r"\bhx-boost\b",
    "filter in a trigger": r"hx-trigger=\"[^\"]*\[",
    "foreign address": r"(src|href)=\"(https?:)?//",
    # What core.html has cleaned is an attribute called html; a literal is safe by being one.
    "safe": r"(?<!\.html)(?<!')\|\s*safe\b|{%\s*autoescape off",
}
PHYSICAL = re.compile(
    r"(?:^|[;{]\s*|\s)(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height)|float|clear)\s*:"
)
# In the guide the words are samples, in the widgets of the admin they come from Django.
UNTRANSLATED = ("styleguide", "admin")


def named(path):
    return str(path.relative_to(BASE))


def source(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_is_short_and_without_inline_code(path):
    assert len(source(path).splitlines()) <= 120
    bare = COMMENT.sub("", source(path))
    for what, pattern in FORBIDDEN.items():
        hit = re.search(pattern, bare)
        assert not hit, f"{what}: {bare[max(hit.start() - 40, 0) : hit.end() + 40]}"


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=named)
def test_a_partial_says_first_what_it_needs(path):
    first = source(path).splitlines()[0]
    assert re.match(r"{#.*#}", first), f"{named(path)} begins with {first!r}"


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if not set(UNTRANSLATED) & set(path.parts)], ids=named
)
def test_every_word_can_be_translated(path):
    assert list(literal_words(source(path))) == []


def literal_words(text):
    """Text and spoken attributes that stand outside of translate tags."""
    # What a pattern is filled with later ({subject}) is not a word.
    text = re.sub(r"{\w+}", "", COMMENT.sub("", text))
    text = re.sub(r"{%\s*blocktrans(?:late)?.*?{%\s*endblocktrans(?:late)?\s*%}", "", text, flags=re.S)
    for name, value in re.findall(r'\b(aria-label|title|placeholder|alt)="([^"]*)"', text):
        if re.search(r"[^\W\d_]{2,}", re.sub(r"{[{%].*?[%}]}", "", value)):
            yield f'{name}="{value}"'
    text = re.sub(r"{[{%].*?[%}]}", "", text, flags=re.S)
    text = re.sub(r"<(kbd|code|template-example)\b.*?</\1>|<(doctype|!)[^>]*>", "", text, flags=re.S | re.I)
    for words in re.findall(r">([^<]+)<", text):
        if re.search(r"[^\W\d_]{2,}", re.sub(r"&\w+;", "", words)):
            yield words.strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_template_can_be_read_by_django(path):
    engines["django"].get_template(str(path.relative_to(BASE / "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_icon_is_in_the_sprite(path):
    icons = set((BASE / "static" / "icons.txt").read_text().split())
    assert set(re.findall(r'{% icon "([\w-]+)"', source(path))) <= icons


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_ids_are_written_once(path):
    ids = [name for name in re.findall(r'\sid="([^"]+)"', COMMENT.sub("", source(path))) if "{" not in name]
    branches = source(path).count("{% else %}") + source(path).count("{% elif")
    assert len(ids) - len(set(ids)) <= branches, ids


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_a_style_sheet_knows_no_left_and_right(path):
    css = re.sub(r"/\*.*?\*/", "", source(path), flags=re.S)
    css = re.sub(r"@media[^{]*{|@supports[^{]*{", "{", css)
    hit = PHYSICAL.search(css)
    assert not hit, css[max(hit.start() - 60, 0) : hit.end() + 40]
    assert not re.search(r"(text-align|justify-self|justify-items)\s*:\s*(left|right)", css)
    assert not re.search(
        r"\b(margin|padding|inset):\s*[^\s;]+ ([^\s;]+) [^\s;]+ (?!\2\s*;)[^\s;]+\s*;", css
    ), "unequal sides"
