"""What is left of HTML that strangers send: words and shape, nothing that acts, loads or hides."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.reading.cleaning import as_html, cleaned

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">here</a>',
    '<a href="jav&#x09;ascript:alert(1)">here</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">here</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<form action="https://evil.example"><input name="password"></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    "<p style=\"background:url('javascript:alert(1)')\">words</p>",
    '<p style="position:fixed;top:0">words</p>',
    "<p id=login name=login class=button>words</p>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<!--[if gte mso 9]><script>alert(1)</script><![endif]-->",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_acts_is_left(html):
    shown = cleaned(f"<p>Good morning</p>{html}").html

    assert "Good morning" in shown
    assert not re.search(
        r"(?i)<(script|iframe|svg|math|style|form|input|meta|base|link|object)|\son\w+=|\bid=", shown
    )
    assert not re.search(r"(?i)javascript|position|data:text|url\(", shown.replace("&gt;", ""))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://tracker.example/pixel.gif">',
        '<img src="//tracker.example/pixel.gif">',
        '<table background="http://tracker.example/a.png"><tr><td>words</td></tr></table>',
        '<p style="background-image: \\75rl(https://tracker.example/a.png)">words</p>',
        '<p style="cursor: var(--x, url(https://tracker.example/a.png), auto)">words</p>',
        '<p style="background: image-set(&quot;https://tracker.example/a.png&quot; 1x)">words</p>',
        '<link rel="stylesheet" href="https://tracker.example/a.css">',
        "<style>@import 'https://tracker.example/a.css';</style>",
        '<style>p { background: url("https://tracker.example/a.png") }</style>',
        '<video poster="https://tracker.example/a.png"></video>',
    ],
)
def test_what_lies_elsewhere_is_held_back_and_said(html):
    result = cleaned(f"<p>Good morning</p>{html}")

    assert result.has_remote_content
    assert not re.search(r"(?i)(?<!-)\b(src|background|poster|href)=\"(https?:)?//tracker", result.html)
    assert "url(" not in result.html


def test_a_picture_from_elsewhere_keeps_its_address_until_it_is_asked_for():
    result = cleaned('<img src="https://shop.example/logo.png" alt="The shop">')

    assert result.html == '<img alt="The shop" data-remote-src="https://shop.example/logo.png">'


def test_a_picture_of_the_mail_itself_is_nothing_remote():
    result = cleaned('<img src="cid:logo@example.com"><img src="data:image/png;base64,AAAA">')

    assert not result.has_remote_content
    assert result.html.count("src=") == 2


def test_a_link_says_where_it_truly_leads():
    shown = cleaned(
        '<a href="https://evil.example/x" title="bank.example" target="_blank">bank.example</a>'
    ).html

    assert 'title="evil.example"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown
    assert "_blank" not in shown


def test_a_host_that_looks_like_another_shows_what_is_looked_up():
    assert "xn--" in cleaned('<a href="https://bаnk.example/">bank</a>').html


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "font-size:0",
        "font-size: 1px",
        "color: transparent",
        "opacity: 0",
        "text-indent:-9999px",
        "margin-left:-5000px",
        "color: rgba(0,0,0,0)",
        "visibility:hidden",
        "width: 99999px",
    ],
)
def test_words_cannot_be_hidden(style):
    assert cleaned(f'<p style="{style}">words</p>').html == "<p>words</p>"


def test_the_look_of_an_ordinary_letter_stays():
    style = "color: #333; font-family: Arial, sans-serif; margin: 0 0 10px"
    html = f'<p style="{style}"><b>Hello</b> <font color="red">!</font></p>'

    assert cleaned(html).html == html


def test_markup_nested_beyond_reason_is_shown_as_words():
    shown = cleaned("<div>" * 5_000 + "deep" + "</div>" * 5_000).html

    assert "deep" in shown
    assert shown.count("<div") == 1


def test_plain_text_is_shown_line_by_line_and_never_as_markup():
    assert as_html("a <b>\nc & d") == '<div dir="auto">a &lt;b&gt;<br>c &amp; d</div>'


PIECES = st.sampled_from(
    [
        *HOSTILE,
        "<p>",
        "</p>",
        "<b>",
        "<table>",
        "<td>",
        "<a href=https://a.example>",
        "<a>",
        "</a>",
        "<pre>\n\n",
        "&amp;",
        "&lt;",
        "&#0;",
        "<img src=//a.example>",
        "<blockquote type=cite>",
        "</table>",
        "<!--",
        "-->",
        "<![CDATA[",
        "\n",
        "x",
        "<li>",
        "<ol type=a>",
        "<style>",
        "</style>",
        "<title>",
        "<textarea>",
        "<select>",
        "<p style='color:red;;x:'>",
        '"',
        "'",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_changes_nothing(html):
    once = cleaned(html).html

    assert cleaned(once).html == once


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_can_be_cleaned(text):
    once = cleaned(text).html

    assert cleaned(once).html == once
