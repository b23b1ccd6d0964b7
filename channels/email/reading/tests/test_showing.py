"""How a mail is kept to be shown: folded, without inline styles, with hosts said, and the same when cleaned again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.reading import read
from channels.email.reading.cleaning import cleaned
from channels.email.reading.folding import folded
from channels.email.reading.showing import hoisted
from channels.email.reading.tests.letters import letter
from channels.email.reading.tests.test_cleaning import PIECES

GMAIL = """<div dir="ltr">It <b>smokes</b>.</div><div class="gmail_quote"><div class="gmail_attr">On Monday Ben
wrote:</div><blockquote class="gmail_quote">Does it?</blockquote></div>"""
THUNDERBIRD = """<p>It <b>smokes</b>.</p><div class="moz-cite-prefix">On Monday Ben wrote:</div>
<blockquote type="cite">Does it?</blockquote><pre class="moz-signature">-- <br>Ann</pre>"""
OUTLOOK = """<div class=WordSection1><p>It <b>smokes</b>.</p><div><div style='border:none;border-top:solid #E1E1E1
1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>From:</b> Ben</p></div></div><p>Does it?</p></div>"""
OUTLOOK_WEB = (
    """<div>It <b>smokes</b>.</div><hr><div id="divRplyFwdMsg"><b>From:</b> Ben</div><div>Does it?</div>"""
)
PLAIN = "It smokes.\n\nOn Monday, Ben <ben@example.com> wrote:\n> Does it?\n\nStill.\n\n-- \nAnn"
FOLDS = st.sampled_from(
    [
        '<div class="gmail_quote">',
        '<blockquote type="cite">',
        '<div id="divRplyFwdMsg">',
        "<div class='mail-original'>",
        '<div class="moz-signature">',
        "<div style='border-top:solid #E1E1E1 1.0pt'>",
        "<details>",
        "<summary>",
        "</details>",
        "</div>",
        "</blockquote>",
        "<span id=signature>",
        "</span>",
        "<section class=signature>",
    ]
)


def looked(html):
    """Cleaned and folded, before styles are moved."""
    found = cleaned(html)
    return folded(found.with_parts or found.html)


def shown(body, type="text/html; charset=utf-8"):
    return read(letter(body, type=type)).shown_html


@pytest.mark.parametrize("html", [GMAIL, THUNDERBIRD, OUTLOOK, OUTLOOK_WEB])
def test_what_was_said_before_is_folded_and_nothing_is_lost(html):
    page = shown(html)

    own, _mark, before = page.partition("<details><summary>…</summary>")
    assert "smokes" in own
    assert "Does it?" in before
    assert "Does it?" not in own


def test_plain_text_is_folded_like_its_words_are_found():
    page = shown(PLAIN, type="text/plain; charset=utf-8")

    open_words = re.sub("<details>.*?</details>", "", page)
    assert "It smokes." in open_words
    assert "Still." in open_words
    assert "Does it?" in page
    assert "Does it?" not in open_words
    assert "<details><summary>--</summary><div>-- <br>Ann</div></details>" in page


def test_a_mail_that_says_nothing_itself_is_left_open():
    assert "<details>" not in shown('<blockquote type="cite">Does it?</blockquote>')


def test_mc03_styles_become_classes_of_ours_and_nothing_ends_their_sheet():
    mail = read(
        letter(
            """<p class="s0 btn" id="main" style="color: red">a</p><p style="font-family: '</style><script>'">b</p>
            <p style="font-family: 'x}*{color:red'">c</p><style>p { position: fixed }</style><form><input></form>
            <base href="//x.example/"><meta http-equiv=refresh content="0;url=//x.example/">""",
            type="text/html; charset=utf-8",
        )
    )

    assert mail.shown_css == ".s0 { color: red }"
    assert '<p class="s0">a</p>' in mail.shown_html
    assert not re.search(r"style=|btn|id=|<form|<input|<base|<meta|<style", mail.shown_html)


def test_a_link_whose_words_hide_where_it_leads_is_marked():
    page = shown(
        '<a href="https://evil.example/a">bank.example</a> <a href="https://a.example/">www.a.example</a>'
    )

    assert page.count('class="h"') == 1
    assert re.search(r'title="evil.example" target="_blank" class="h"', page)


@pytest.mark.parametrize(
    "address",
    ["javascript:x", " JAVASCRIPT:x",
     "java&#10;script:x", "&#1;javascript:x", "jav&Tab;ascript&colon;x", "vbscript:x",
     "data:text/html,x", "blob:https://a.example/x", "file:///x", "view-source:x", "//a.example/x", "/x", "x"],
)  # fmt: skip
def test_mc04_no_link_leads_but_by_harmless_schemes(address):
    assert "href" not in shown(f'<p><a href="{address}">here</a> <b>b</b></p>')


@given(st.lists(PIECES | FOLDS, max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_mc03_what_is_shown_cleans_to_itself(html):
    once = looked(html)

    assert looked(once) == once
    assert not re.search(r"<[a-z][^<>]* style=", hoisted(once)[0])
